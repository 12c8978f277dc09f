import pytest

from matching.profiles.signs import (
    is_for_weeks,
    languages_asked,
    languages_known,
    offers_home_work,
    rank_of,
    schooling_asked,
    wants_home_work,
)


class TestRank:
    @pytest.mark.parametrize("title", ["Công nhân may", "Thợ hàn", "Nhân viên QC", ""])
    def test_work_with_ones_hands_is_the_lowest(self, title):
        assert rank_of(title) == 0

    @pytest.mark.parametrize("title", ["Tổ trưởng sơ chế", "chuyen truong may", "QC Team Leader"])
    def test_foremen_stand_above_it(self, title):
        assert rank_of(title) == 1

    @pytest.mark.parametrize("title", ["Trưởng phòng nhân sự", "Quản đốc", "Kế toán trưởng"])
    def test_heads_stand_above_foremen(self, title):
        assert rank_of(title) == 2

    @pytest.mark.parametrize("title", ["Trợ lý giám đốc", "Thư ký ban giám đốc", "Lái xe giám đốc"])
    def test_who_serves_a_head_is_none(self, title):
        assert rank_of(title) == 0


class TestLanguages:
    def test_a_language_asked_for_is_found_without_accents_too(self):
        assert languages_asked("Nhan vien van phong, giao tiep tieng Trung") == ("zh",)

    @pytest.mark.parametrize(
        "text",
        ["Ưu tiên biết tiếng Anh", "Biết tiếng Anh là một lợi thế", "Không yêu cầu tiếng Anh"],
    )
    def test_a_language_that_is_only_welcome_is_not_asked_for(self, text):
        assert languages_asked(text) == ()

    def test_a_certificate_shows_that_a_language_is_known(self):
        assert languages_known("HSK 5, TOEIC 550") == {"zh", "en"}


class TestWorkAtHome:
    def test_sewing_at_home_is_wished_for(self):
        assert wants_home_work("may o nha hoac xuong nho")
        assert not wants_home_work("công nhân may gần nhà")

    def test_work_given_out_is_found(self):
        assert offers_home_work("Nhận hàng gia công về nhà may")
        assert not offers_home_work("May gia công tại xưởng, gần nhà trọ")


class TestSeasons:
    @pytest.mark.parametrize("title", ["Trợ giảng hè", "Phụ kho - 3 tháng", "Đóng gói hàng Tết"])
    def test_a_title_may_tell_of_work_for_weeks(self, title):
        assert is_for_weeks(title)

    def test_months_of_probation_are_no_season(self):
        assert not is_for_weeks("Thợ điện (thử việc 2 tháng, lương 9 triệu)")


class TestSchooling:
    def test_the_requirements_say_it_when_the_field_is_silent(self):
        assert schooling_asked(None, "Tốt nghiệp Cao đẳng trở lên ngành điện") == 5

    def test_the_field_goes_first(self):
        assert schooling_asked("9/12", "Tốt nghiệp đại học") == 2

    def test_nothing_said_is_unknown(self):
        assert schooling_asked(None, "Chăm chỉ, thật thà") is None
