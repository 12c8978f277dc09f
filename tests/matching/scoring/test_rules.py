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
