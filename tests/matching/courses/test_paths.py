import dataclasses
import datetime as dt

import pytest

from matching import CourseRecord, LegalLimits, Matcher, SeekerRecord

from ..conftest import TODAY, opening

TARGET = opening(
    "kho",
    "Thủ kho kiêm lái xe nâng",
    description="Quản lý kho, lái xe nâng",
    requirements="Có chứng chỉ xe nâng, tin học văn phòng",
    occupation_key="thu-kho",
)


def course(identity, title, **more):
    return CourseRecord.from_dict(
        {"id": identity, "title": title, "duration_weeks": 4, "fee_vnd": 1_000_000, **more}
    )


FORKLIFT = course("nang", "Vận hành xe nâng", outcomes="Cấp chứng chỉ xe nâng")
OFFICE = course("tin", "Tin học văn phòng", outcomes="Tin học văn phòng")
BOTH = course("ca-hai", "Thủ kho và lái xe nâng", outcomes="Chứng chỉ xe nâng, tin học văn phòng")
PERSON = SeekerRecord("1", age=25, desired="thủ kho", education="thcs")


@pytest.fixture
def paths(vocabulary, gazetteer):
    """Return a function: courses → ways to the target."""

    def find(courses, person=PERSON, target=TARGET):
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        return matcher.fit([target], courses).paths(person, target.id)

    return find


class TestPaths:
    def test_two_courses_are_found_when_one_is_not_enough(self, paths):
        best = paths([FORKLIFT, OFFICE])[0]
        assert set(best.courses) == {"nang", "tin"}
        assert best.missing == ()

    def test_one_course_that_does_it_all_comes_first(self, paths):
        assert paths([FORKLIFT, OFFICE, BOTH])[0].courses == ("ca-hai",)

    def test_the_score_rises_with_each_course(self, paths):
        scores = paths([FORKLIFT, OFFICE])[0].scores
        assert len(scores) == 3
        assert list(scores) == sorted(set(scores))

    def test_weeks_and_the_persons_own_price_add_up(self, paths):
        helped = dataclasses.replace(PERSON, net_price_vnd={"nang": 0})
        best = paths([FORKLIFT, OFFICE], helped)[0]
        assert (best.weeks, best.net_price_vnd) == (8, 1_000_000)

    def test_a_full_course_is_on_no_path(self, paths):
        full = dataclasses.replace(FORKLIFT, seats_left=0)
        assert all("nang" not in path.courses for path in paths([full, OFFICE]))

    def test_the_second_starts_after_the_first_ends(self, paths):
        first = dataclasses.replace(FORKLIFT, start_date=dt.date(2027, 1, 4))
        second = dataclasses.replace(OFFICE, start_date=dt.date(2027, 1, 18))
        later = dataclasses.replace(OFFICE, start_date=dt.date(2027, 2, 8))
        assert paths([first, second])[0].missing
        assert paths([first, later])[0].courses == ("nang", "tin")

    def test_the_first_may_open_the_door_of_the_second(self, paths):
        school = course("so-cap", "Bổ túc", level="trung_cap", outcomes="Học xong trung cấp")
        strict = dataclasses.replace(BOTH, entry_requirement="Trung cấp")
        [best] = paths([school, strict])
        assert best.courses == ("so-cap", "ca-hai")

    def test_nothing_lacking_needs_no_path(self, paths):
        able = dataclasses.replace(PERSON, skill_keys=("lai-xe-nang", "tin-hoc-van-phong"))
        assert paths([FORKLIFT, OFFICE], able) == []

    def test_courses_of_other_things_make_no_path(self, paths):
        assert paths([course("banh", "Làm bánh", outcomes="Nướng bánh")]) == []

    def test_an_occupation_is_a_target_too(self, vocabulary, gazetteer):
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        matcher.fit([TARGET], [FORKLIFT, OFFICE])
        [best, *_] = matcher.paths_to_occupation(PERSON, "lai-xe-nang")
        assert best.courses == ("nang",)
        assert best.scores[1] > best.scores[0]


class TestOneCourseAway:
    @pytest.fixture
    def matcher(self, vocabulary, gazetteer):
        target = opening(
            "nang", "Lái xe nâng", requirements="Có chứng chỉ xe nâng", openings=4, posts_left=3
        )
        other = opening("banh", "Thợ làm bánh", requirements="Làm bánh", openings=9)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        return matcher.fit([target, other], [FORKLIFT, OFFICE])

    WISHES = SeekerRecord("1", desired="lái xe nâng", age=30)
    HOLDS = SeekerRecord("2", desired="lái xe nâng", certificates=("chứng chỉ xe nâng",))
    COOKS = SeekerRecord("3", desired="nấu ăn")

    def test_people_openings_and_posts_are_counted_per_skill(self, matcher):
        [gap] = matcher.one_course_away([self.WISHES, self.WISHES, self.HOLDS, self.COOKS])
        assert (gap.skill, gap.people, gap.openings, gap.posts) == ("lai-xe-nang", 2, 1, 3)
        assert gap.courses == ("nang",)

    def test_who_may_not_enter_the_course_is_not_counted(self, vocabulary, gazetteer):
        strict = dataclasses.replace(FORKLIFT, entry_requirement="Đủ 40 tuổi")
        target = opening("nang", "Lái xe nâng", requirements="Có chứng chỉ xe nâng")
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        assert matcher.fit([target], [strict]).one_course_away([self.WISHES]) == []

    def test_nobody_and_nothing_give_no_gaps(self, matcher, vocabulary, gazetteer):
        empty = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits()).fit([], [])
        assert matcher.one_course_away([]) == []
        assert empty.one_course_away([self.WISHES]) == []


class TestOneClassAway:
    WISHES = SeekerRecord("1", desired="lái xe nâng", age=30)
    HOLDS = SeekerRecord("2", desired="lái xe nâng", certificates=("chứng chỉ xe nâng",))
    COOKS = SeekerRecord("3", desired="nấu ăn")

    def fitted(self, vocabulary, gazetteer, *courses):
        target = opening("nang", "Lái xe nâng", requirements="Có chứng chỉ xe nâng", openings=4)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        return matcher.fit([target], courses)

    def test_people_whom_a_class_of_the_trade_lacks_nothing_else_are_named_once(
        self, vocabulary, gazetteer
    ):
        matcher = self.fitted(vocabulary, gazetteer, FORKLIFT, OFFICE)
        found = matcher.trades_one_class_away([self.WISHES, self.HOLDS, self.COOKS])
        assert found == [("1", matcher.opening_trades()["nang"])]

    def test_a_full_class_is_a_reason_for_another(self, vocabulary, gazetteer):
        full = dataclasses.replace(FORKLIFT, seats_left=0)
        matcher = self.fitted(vocabulary, gazetteer, full)
        assert matcher.one_course_away([self.WISHES]) == []
        assert [person for person, _ in matcher.trades_one_class_away([self.WISHES])] == ["1"]

    def test_nobody_and_nothing_give_nothing(self, vocabulary, gazetteer):
        matcher = self.fitted(vocabulary, gazetteer, FORKLIFT)
        empty = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits()).fit([], [])
        assert matcher.trades_one_class_away([]) == []
        assert empty.trades_one_class_away([self.WISHES]) == []
