"""What each part of a score says of one person and one opening."""

import pytest

from matching import LegalLimits, Matcher, OpeningRecord, SeekerRecord
from matching.scoring.features import FEATURES

from ..conftest import SEEDS, TODAY

TOWN = {"district": "TP Sóc Trăng", "commune": "Phường 7"}


@pytest.fixture(scope="module")
def part(vocabulary, gazetteer):
    """Return a feature of one person and one opening, by name."""

    def value(name, person, opening):
        limits = LegalLimits.load(SEEDS, today=TODAY)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
        matcher.fit([OpeningRecord.from_dict({"id": "a", **opening})], [])
        features, _ = matcher.feature_matrix([SeekerRecord.from_dict({"id": "1", **person})])
        return float(features[0, 0, FEATURES.index(name)])

    return value


class TestKindOfWork:
    LABORATORY = {"desired": "kiểm nghiệm vi sinh"}

    def test_who_wishes_for_a_laboratory_is_not_sent_to_peel_shrimp(self, part):
        assert part("other_kind", self.LABORATORY, {"title": "Công nhân lột tôm"}) < 0

    def test_a_desk_is_no_other_kind(self, part):
        assert part("other_kind", self.LABORATORY, {"title": "Kế toán tổng hợp"}) == 0

    def test_one_wish_for_hand_work_is_enough(self, part):
        person = {"desired": "kiểm nghiệm vi sinh hoặc công nhân may"}
        assert part("other_kind", person, {"title": "Công nhân lột tôm"}) == 0

    def test_who_states_nothing_has_no_kind(self, part):
        assert part("other_kind", {}, {"title": "Công nhân lột tôm"}) == 0


class TestRank:
    def test_a_post_above_what_one_wished_for_or_held_costs(self, part):
        worker = {"desired": "công nhân may"}
        foreman = part("rank", worker, {"title": "Tổ trưởng chuyền may"})
        head = part("rank", worker, {"title": "Quản đốc xưởng may"})
        assert head < foreman < 0

    def test_who_led_before_may_lead_again(self, part):
        person = {"experience": [{"title": "tổ trưởng may", "months": 12}]}
        assert part("rank", person, {"title": "Tổ trưởng chuyền may"}) == 0


class TestLanguage:
    OFFICE = {"title": "Nhân viên văn phòng", "requirements": "Giao tiếp tiếng Trung"}

    def test_a_language_not_spoken_of_costs(self, part):
        assert part("language", {"desired": "văn phòng"}, self.OFFICE) < 0

    def test_a_language_known_does_not(self, part):
        person = {"desired": "văn phòng", "skills": ["tiếng Hoa"]}
        assert part("language", person, self.OFFICE) == 0


class TestTheWay:
    def test_near_work_counts_whatever_the_work(self, part):
        person = {"desired": "kế toán", "max_km": 10, **TOWN}
        assert part("reach", person, {"title": "Phụ hồ", **TOWN}) > 0.9

    def test_an_unknown_place_is_neutral(self, part):
        person = {"desired": "kế toán", "max_km": 10, **TOWN}
        opening = {"title": "Kế toán"}
        assert [part(n, person, opening) for n in ("near", "reach", "out_of_reach")] == [0, 0, 0]

    def test_no_stated_limit_does_not_shut_out_what_is_far(self, part):
        far = {"title": "Kế toán", "lat": 9.6, "lon": 106.15}  # about 78 km by road
        home = {"lat": 9.6, "lon": 105.6}
        assert part("out_of_reach", {"desired": "kế toán", **home}, far) == 0
        assert part("out_of_reach", {"desired": "kế toán", "max_km": 10, **home}, far) < 0


class TestHomeWork:
    def test_work_given_out_suits_who_must_stay_home(self, part):
        opening = {"title": "May gia công", "description": "Nhận hàng về nhà may"}
        assert part("home_work", {"desired": "may ở nhà"}, opening) == 1
        assert part("home_work", {"desired": "may xưởng"}, opening) == 0


class TestCompetition:
    @pytest.mark.parametrize(("applicants", "worth"), [(None, 0), (2, 0), (8, -1), (500, -1)])
    def test_many_applicants_for_a_post_cost_a_little(self, part, applicants, worth):
        opening = {"title": "Thợ hàn", "posts_left": 1, "applicants": applicants}
        assert part("competition", {"desired": "thợ hàn"}, opening) == worth

    def test_many_posts_take_many(self, part):
        opening = {"title": "Công nhân may", "posts_left": 100, "applicants": 150}
        assert part("competition", {"desired": "may"}, opening) == 0


class TestNeeds:
    """What people ask of work beyond the trade scores; silence in an advert is neutral."""

    @pytest.mark.parametrize(
        ("asked", "advert"),
        [
            ("ngồi làm được", {"title": "Công nhân", "benefits": "Được ngồi làm"}),
            ("viec ngoi", {"title": "Nhân viên nhập liệu"}),
            ("không đứng lâu được", {"title": "Công nhân may công nghiệp"}),
            ("cần lối xe lăn", {"title": "Kế toán", "benefits": "Có lối đi xe lăn"}),
            (
                "tổ trưởng biết tiếng Khmer",
                {"title": "Công nhân", "benefits": "Tổ trưởng nói tiếng Khmer"},
            ),
        ],
    )
    def test_an_advert_that_meets_one_is_better(self, part, asked, advert):
        assert part("needs", {"constraints": asked}, advert) > 0
        assert part("needs", {"constraints": ""}, advert) == 0
        assert part("needs", {"constraints": asked}, {"title": "Bảo vệ"}) == 0

    @pytest.mark.parametrize(
        ("asked", "advert"),
        [
            ("không leo cao", {"title": "Thợ sơn nước"}),
            ("không chịu lạnh được", {"title": "Công nhân phi lê cá"}),
            ("ngồi làm được", {"title": "Công nhân đóng gói thủ công"}),
        ],
    )
    def test_work_that_is_what_one_cannot_bear_is_worse(self, part, asked, advert):
        assert part("conditions", {"constraints": asked}, advert) < 0
        assert part("conditions", {"constraints": ""}, advert) == 0

    def test_half_of_what_is_asked_is_worth_half(self, part):
        person = {"constraints": "việc ngồi, nghỉ chủ nhật"}
        assert part("needs", person, {"title": "x", "benefits": "nghỉ chủ nhật"}) == 0.5


class TestOrder:
    STANDING = {"id": "standing", "title": "Công nhân đóng gói", "description": "Đứng làm việc"}
    SITTING = {"id": "sitting", "title": "Công nhân đóng gói", "description": "Ngồi làm việc"}

    @pytest.mark.parametrize(
        "person",
        [
            {"desired": "ngồi làm được"},
            {"desired": "viec ngoi"},
            {"desired": "công nhân đóng gói", "constraints": "không đứng lâu được"},
            {"desired": "dong goi", "constraints": "dau khop goi, k dung lau dc"},
        ],
    )
    def test_who_asks_for_sitting_work_sees_it_first(self, vocabulary, gazetteer, person):
        limits = LegalLimits.load(SEEDS, today=TODAY)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
        matcher.fit([OpeningRecord.from_dict(o) for o in (self.SITTING, self.STANDING)], [])

        def first(**fields):
            return matcher.rank(SeekerRecord.from_dict({"id": "1", **fields}))[0].opening_id

        assert first(**person) == "sitting"

    def test_who_does_not_sees_both_alike(self, vocabulary, gazetteer):
        limits = LegalLimits.load(SEEDS, today=TODAY)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
        matcher.fit([OpeningRecord.from_dict(o) for o in (self.SITTING, self.STANDING)], [])
        found = matcher.rank(SeekerRecord(id="1", desired="công nhân đóng gói"))
        assert found[0].score == pytest.approx(found[1].score, abs=0.01)
