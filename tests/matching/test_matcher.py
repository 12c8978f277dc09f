import dataclasses
import datetime as dt

import pytest

from matching import Experience, LegalLimits, Matcher, SeekerRecord
from matching.scoring.reasons import MISSING_KINDS, REASON_CODES

from .conftest import COURSES, OPENINGS, SEEDS, TODAY

SEWER = SeekerRecord.from_dict(
    {
        "id": "1",
        "age": 30,
        "district": "Châu Thành",
        "commune": "An Ninh",
        "desired": "cong nhan may",
        "experience": [{"title": "may 1 kim", "months": 24}],
        "wage_min": 7,
        "max_km": 15,
        "shift_ok": ["hanh_chinh"],
    }
)


def ids(matches):
    return [match.opening_id for match in matches]


def by_id(matcher, seeker, opening_id):
    return next(m for m in matcher.rank(seeker, 20) if m.opening_id == opening_id)


class TestRank:
    def test_the_wished_trade_near_home_comes_first(self, matcher):
        assert ids(matcher.rank(SEWER, 2)) == ["may", "may-xa"]

    def test_closed_and_full_openings_are_left_out(self, matcher):
        assert not {"dong", "het-cho"} & set(ids(matcher.rank(SEWER, 50)))

    def test_contributions_add_up_to_the_score(self, matcher):
        for match in matcher.rank(SEWER, 20):
            total = sum(reason.weight for reason in match.reasons)
            assert match.score == pytest.approx(total, abs=1e-5)
            assert match.score == pytest.approx(match.want + match.can, abs=1e-5)

    def test_every_reason_and_lack_has_a_documented_code(self, matcher):
        matches = matcher.rank(SEWER, 20)
        assert {r.code for m in matches for r in m.reasons} <= set(REASON_CODES)
        assert {x.kind for m in matches for x in m.missing} <= set(MISSING_KINDS)

    def test_batch_and_single_give_the_same_list(self, matcher):
        other = dataclasses.replace(SEWER, id="2", desired="bảo vệ")
        batch = {identity: found for identity, found, _ in matcher.rank_many([SEWER, other], 5)}
        assert batch["1"] == matcher.rank(SEWER, 5)
        assert batch["2"] == matcher.rank(other, 5)

    def test_a_person_who_states_nothing_still_gets_a_list(self, matcher):
        assert matcher.rank(SeekerRecord("nobody"), 3)

    def test_unknown_facts_are_neutral(self, matcher):
        bare = SeekerRecord("3", desired="cong nhan may")
        codes = {reason.code for reason in by_id(matcher, bare, "may").reasons}
        assert not codes & {"far", "wage_below_wish", "shift_conflicts", "schooling_below"}

    @pytest.mark.parametrize("top_k", [0, 1, 99])
    def test_the_list_is_never_longer_than_asked(self, matcher, top_k):
        assert len(matcher.rank(SEWER, top_k)) <= top_k

    def test_no_openings_give_no_matches(self, vocabulary, gazetteer):
        empty = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits()).fit([], [])
        assert empty.rank(SEWER) == []
        assert empty.rank_courses(SEWER) == []
        assert empty.search("may").hits == []


class TestWhatMovesAScore:
    def test_hours_the_person_refuses_cost(self, matcher):
        free = dataclasses.replace(SEWER, shift_ok=None)
        bound = by_id(matcher, SEWER, "may-xa").score
        assert bound < by_id(matcher, free, "may-xa").score

    def test_pay_below_the_wish_costs(self, matcher):
        dear = dataclasses.replace(SEWER, wage_min=15)
        assert by_id(matcher, dear, "may").score < by_id(matcher, SEWER, "may").score

    def test_the_shuttle_makes_up_for_distance(self, matcher):
        far = dataclasses.replace(
            SEWER, desired="lột tôm", max_km=10, constraints="không biết chạy xe"
        )
        codes = {reason.code for reason in by_id(matcher, far, "tom").reasons}
        assert "shuttle_covers_distance" in codes

    def test_conditions_a_person_avoids_are_named(self, matcher):
        weak = dataclasses.replace(SEWER, desired="lột tôm", constraints="không đứng lâu được")
        named = [r for r in by_id(matcher, weak, "tom").reasons if r.code == "condition_conflicts"]
        assert "dung-lam-viec-lau" in named[0].params["conditions"]
        assert named[0].weight < 0


PROTECTED = [
    "Nhà bị thu hồi đất.",
    "hộ nghèo",
    "gia đình thuộc hộ cận nghèo",
    "người Khmer",
    "em là người dân tộc Khmer",
    "ưu tiên nữ",
    "đất bị giải tỏa làm khu công nghiệp",
]


class TestProtectedFacts:
    @pytest.mark.parametrize("words", PROTECTED)
    @pytest.mark.parametrize("field", ["about", "desired", "constraints"])
    def test_saying_them_changes_no_score(self, matcher, words, field):
        told = dataclasses.replace(SEWER, **{field: f"{getattr(SEWER, field)}. {words}"})
        assert matcher.rank(told, 20) == matcher.rank(SEWER, 20)

    @pytest.mark.parametrize("words", PROTECTED)
    @pytest.mark.parametrize("field", ["title", "description", "requirements", "benefits"])
    def test_an_advert_that_says_them_is_ranked_alike(self, vocabulary, gazetteer, words, field):
        first, *others = OPENINGS
        said = dataclasses.replace(first, **{field: f"{getattr(first, field)}. {words}"})
        scores = []
        for openings in ([first, *others], [said, *others]):
            market = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
            scores.append(market.fit(openings, COURSES).rank(SEWER, 20))
        assert scores[0] == scores[1]


class TestLegalLimits:
    def test_below_the_working_age_nothing_is_offered(self, matcher):
        assert matcher.rank(dataclasses.replace(SEWER, age=14)) == []

    def test_at_fifteen_night_work_and_machines_are_left_out(self, matcher):
        offered = set(ids(matcher.rank(dataclasses.replace(SEWER, age=15), 20)))
        assert "may" in offered
        assert not offered & {"bao-ve", "may-xa", "nang"}

    def test_at_eighteen_everything_is_offered(self, matcher):
        assert len(matcher.rank(dataclasses.replace(SEWER, age=18), 20)) == 6

    def test_an_old_person_is_not_hidden_from_anything(self, matcher):
        assert len(matcher.rank(dataclasses.replace(SEWER, age=70), 20)) == 6

    def test_the_ages_come_from_the_dated_table(self):
        limits = LegalLimits.load(SEEDS, today=TODAY)
        assert (limits.minimum_age, limits.adult_age) == (15, 18)


class TestMissing:
    DRIVER = SeekerRecord.from_dict(
        {
            "id": "4",
            "desired": "lái xe nâng",
            "education": "thpt",
            "experience": [{"title": "lái xe nâng", "months": 48}],
        }
    )

    def test_a_licence_not_held_is_missing_and_a_course_gives_it(self, matcher):
        match = by_id(matcher, self.DRIVER, "nang")
        assert [(x.kind, x.key) for x in match.missing] == [("certificate", "lai-xe-nang")]
        assert match.courses == ["khoa-nang"]

    def test_met_and_asked_count_the_requirements(self, matcher):
        match = by_id(matcher, self.DRIVER, "nang")
        assert (match.met, match.asked) == (2, 3)

    def test_holding_it_leaves_nothing_missing(self, matcher):
        holder = dataclasses.replace(self.DRIVER, certificates=("chứng chỉ xe nâng",))
        match = by_id(matcher, holder, "nang")
        assert match.missing == []
        assert match.score > by_id(matcher, self.DRIVER, "nang").score

    def test_saying_one_does_not_hold_it_is_not_holding_it(self, matcher):
        honest = dataclasses.replace(self.DRIVER, about="chưa có bằng xe nâng")
        assert by_id(matcher, honest, "nang").missing

    def test_the_course_for_the_licence_is_ranked_first(self, matcher):
        best = matcher.rank_courses(self.DRIVER, 2)[0]
        assert best.course_id == "khoa-nang"
        assert "lai-xe-nang" in best.teaches

    def test_course_contributions_add_up(self, matcher):
        for course in matcher.rank_courses(self.DRIVER, 5):
            total = sum(reason.weight for reason in course.reasons)
            assert course.score == pytest.approx(total, abs=1e-5)
            assert {reason.code for reason in course.reasons} <= set(REASON_CODES)


class TestLimitsOfTheLaw:
    def test_the_adults_only_skills_come_from_the_dated_table(self):
        held = LegalLimits.load(SEEDS, today=TODAY).adults_only_skills
        assert {"lam-viec-tren-cao", "van-hanh-lo-hoi", "lai-xe-nang"} <= held

    def test_before_the_first_dated_row_none_is_named(self):
        before = LegalLimits.load(SEEDS, today=dt.date(2020, 1, 1))
        assert before.adults_only_skills == frozenset()


class TestFarAway:
    def test_work_nobody_can_ride_to_daily_sinks_below_plain_work_nearby(self, matcher):
        seeker = dataclasses.replace(SEWER, max_km=5)
        far = next(r for r in by_id(matcher, seeker, "may-xa").reasons if r.code == "far")
        near = by_id(matcher, seeker, "may")
        assert far.params["km"] > 3 * 5
        assert far.weight < -0.25
        assert near.score > by_id(matcher, seeker, "may-xa").score + 0.3

    def test_experience_that_nobody_told_us_of_is_no_lack(self, matcher):
        silent = dataclasses.replace(SEWER, experience=(), desired="kế toán")
        brief = dataclasses.replace(
            silent, experience=(Experience("bán hàng", 1),), skills=("bán hàng",)
        )
        short = {
            name: sum(
                r.weight
                for r in by_id(matcher, person, "ke-toan").reasons
                if r.code == "experience_short"
            )
            for name, person in (("silent", silent), ("brief", brief))
        }
        assert short["brief"] < short["silent"]
