import dataclasses

import numpy as np
import pytest
import scipy.sparse as sp

from matching import CourseRecord, LegalLimits, Matcher, SeekerRecord
from matching.courses.adviser import CourseAdviser
from matching.courses.arrays import people_arrays

from ..conftest import OPENINGS, TODAY


def course(identity, title, **more):
    return CourseRecord.from_dict({"id": identity, "title": title, "duration_weeks": 6, **more})


FORKLIFT = course("nang", "Vận hành xe nâng", outcomes="Cấp chứng chỉ xe nâng")
SEWING = course("may", "May công nghiệp cơ bản", outcomes="May máy 1 kim, vắt sổ")
WELDING = course("han", "Hàn điện cơ bản", outcomes="Hàn que")
FURTHER = course(
    "han-tig", "Nâng cao tay nghề hàn TIG", outcomes="Hàn TIG", entry_requirement="Đã biết hàn"
)
LEARNER = SeekerRecord(
    "1", age=25, desired="muốn học lái xe nâng", education="thpt", max_km=20, wage_min=7
)
SEWER = SeekerRecord.from_dict(
    {
        "id": "2",
        "age": 30,
        "desired": "cong nhan may",
        "education": "thcs",
        "experience": [{"title": "công nhân may công nghiệp", "months": 60}],
        "skills": ["may 1 kim", "vắt sổ"],
    }
)


@pytest.fixture
def advise(matcher):
    """Return a function: courses and a person → the advised courses, best first."""

    def rank(courses, seeker, top_k=10):
        profiles = [matcher._reader.course(record) for record in courses]
        person = matcher._person(seeker)
        scores = matcher._rescore([person])[0]
        best = np.argsort(-scores, kind="stable")
        needs = matcher._needs(best, scores[best])
        [advised] = CourseAdviser(profiles, matcher.vocabulary).advise(
            [person], needs[None, :], top_k
        )
        return advised

    return rank


def ids(advised):
    return [match.course_id for match in advised]


def weight(match, *codes):
    return sum(reason.weight for reason in match.reasons if reason.code in codes)


class TestWhatACourseAdds:
    def test_the_wished_trade_comes_before_others(self, advise):
        assert ids(advise([SEWING, WELDING, FORKLIFT], LEARNER))[0] == "nang"

    def test_what_the_person_has_ranks_below_what_fills_the_gap(self, advise):
        both = dataclasses.replace(SEWER, desired="may công nghiệp, lái xe nâng")
        assert ids(advise([SEWING, FORKLIFT], both)) == ["nang", "may"]

    def test_the_gap_counts_only_for_a_course_that_teaches_what_is_lacking(self, advise):
        found = {match.course_id: match for match in advise([SEWING, FORKLIFT], LEARNER)}
        assert weight(found["nang"], "course_gives_certificate") > 0
        assert weight(found["may"], "course_gives_certificate") == 0

    def test_a_skilled_person_is_told_the_basics_are_known(self, advise):
        [match] = advise([SEWING], SEWER)
        assert weight(match, "course_already_known") < 0

    def test_who_needs_no_course_gets_lower_scores_than_who_does(self, advise):
        beginner = dataclasses.replace(SEWER, experience=(), skills=())
        assert advise([SEWING], SEWER)[0].score < advise([SEWING], beginner)[0].score - 0.2

    def test_contributions_add_up_to_the_score(self, advise):
        for match in advise([SEWING, WELDING, FORKLIFT, FURTHER], LEARNER):
            total = sum(reason.weight for reason in match.reasons)
            assert match.score == pytest.approx(total, abs=1e-5)


class TestWhetherThePersonCanAttend:
    def test_a_full_course_is_never_advised(self, advise):
        full = dataclasses.replace(FORKLIFT, seats_left=0)
        assert ids(advise([full, SEWING], LEARNER)) == ["may"]

    @pytest.mark.parametrize(
        "entry", ["Tốt nghiệp đại học", "Đủ 40 tuổi", "Đã có tay nghề vận hành xe"]
    )
    def test_a_course_whose_entry_is_not_met_comes_last(self, advise, entry):
        strict = dataclasses.replace(FORKLIFT, entry_requirement=entry)
        assert ids(advise([strict, SEWING, WELDING], LEARNER))[-1] == "nang"

    def test_either_of_two_entries_will_do(self, advise):
        either = dataclasses.replace(FORKLIFT, entry_requirement="THPT hoặc trung cấp")
        assert ids(advise([either, SEWING, WELDING], LEARNER))[0] == "nang"

    def test_unknown_schooling_is_no_reason_against_a_course(self, advise):
        strict = dataclasses.replace(FORKLIFT, entry_requirement="Tốt nghiệp THPT")
        silent = dataclasses.replace(LEARNER, education=None)
        [match] = advise([strict], silent)
        assert weight(match, "course_entry_above") == 0

    def test_a_course_for_welders_is_for_welders(self, advise):
        welder = SeekerRecord.from_dict(
            {"id": "3", "desired": "thợ hàn", "experience": [{"title": "thợ hàn", "months": 40}]}
        )
        beginner = SeekerRecord("4", desired="thợ hàn")
        assert ids(advise([WELDING, FURTHER], welder))[0] == "han-tig"
        assert ids(advise([WELDING, FURTHER], beginner))[0] == "han"

    def test_a_forklift_for_goods_is_no_upgrade(self, advise):
        goods = dataclasses.replace(FORKLIFT, title="Vận hành xe nâng hàng")
        [match] = advise([goods], LEARNER)
        assert weight(match, "course_entry_above") == 0

    def test_who_wants_work_for_a_season_is_told_of_the_weeks(self, advise):
        season = dataclasses.replace(LEARNER, desired="lái xe nâng thời vụ 2 tháng")
        long = dataclasses.replace(FORKLIFT, duration_weeks=40)
        lasting = advise([long], LEARNER)[0].score
        assert advise([long], season)[0].score < lasting - 0.3


class TestThePersonsOwnPrice:
    TWINS = [
        dataclasses.replace(FORKLIFT, id="a", fee_vnd=4_000_000),
        dataclasses.replace(FORKLIFT, id="b", fee_vnd=4_000_000),
    ]

    def test_a_lower_net_price_moves_a_course_up(self, advise):
        helped = dataclasses.replace(LEARNER, net_price_vnd={"b": 0})
        assert ids(advise(self.TWINS, LEARNER)) == ["a", "b"]
        assert ids(advise(self.TWINS, helped)) == ["b", "a"]

    def test_a_net_price_equal_to_the_fee_changes_nothing(self, advise):
        same = dataclasses.replace(LEARNER, net_price_vnd={"a": 4_000_000, "b": 4_000_000})
        assert advise(self.TWINS, same) == advise(self.TWINS, LEARNER)

    def test_the_reason_names_the_persons_own_price(self, advise):
        dear = [dataclasses.replace(FORKLIFT, fee_vnd=90_000_000)]
        helped = dataclasses.replace(LEARNER, net_price_vnd={"nang": 30_000_000})
        [match] = advise(dear, helped)
        [long] = [reason for reason in match.reasons if reason.code == "course_long"]
        assert long.params["fee_vnd"] == 30_000_000

    def test_prices_are_read_from_data_and_bad_ones_left_out(self):
        read = SeekerRecord.from_dict({"id": "1", "net_price_vnd": {"7": "1500000", "8": "x"}})
        assert read.net_price_vnd == {"7": 1_500_000}


class TestEveryone:
    PEOPLE = [LEARNER, SEWER, SeekerRecord("5"), dataclasses.replace(LEARNER, age=60, id="6")]
    COURSES = [SEWING, WELDING, FORKLIFT, FURTHER]

    def test_the_province_gets_the_same_courses_as_one_person(self, vocabulary, gazetteer):
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        adviser = matcher.fit(OPENINGS, self.COURSES)._adviser
        people = [matcher._person(record) for record in self.PEOPLE]
        needs = np.zeros((len(people), len(vocabulary.skills)), dtype=np.float32)
        needs[:, vocabulary.skill_index["lai-xe-nang"]] = [0.5, 0.0, 0.2, 0.9]
        words = adviser.texts.vectors([person.text_all for person in people])
        blocks = adviser.rank_everyone(people_arrays(people), sp.csr_matrix(needs), words, top_k=3)
        [(rows, scores)] = list(blocks)
        for number, person in enumerate(people):
            [alone] = adviser.advise([person], needs[[number]], 3)
            assert [adviser.courses[row].record.id for row in rows[number]] == ids(alone)
            assert scores[number] == pytest.approx([match.score for match in alone], abs=1e-5)

    def test_the_list_does_not_depend_on_how_many_openings_are_asked_for(self, matcher):
        [(_, _, few)] = matcher.rank_many([LEARNER], 1, 5)
        [(_, _, many)] = matcher.rank_many([LEARNER], 50, 5)
        assert few == many

    def test_no_courses_give_no_advice(self, advise):
        assert advise([], LEARNER) == []


class TestCoursesForWhatIsMissing:
    def test_a_course_that_only_mentions_a_thing_does_not_teach_it(self, vocabulary, gazetteer):
        reader = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())._reader
        told = dataclasses.replace(
            SEWING, description="Học tại nhà máy, sau khóa được tuyển dụng, có xe nâng"
        )
        assert reader.course(told).teaches == reader.course(SEWING).teaches

    def test_the_more_specific_course_comes_first(self, vocabulary, gazetteer):
        broad = course(
            "kho", "Vận hành xe nâng và thủ kho", outcomes="Lái xe nâng, kiểm kê, tin học văn phòng"
        )
        driver = SeekerRecord("9", desired="lái xe nâng", max_km=99)
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())
        matches = matcher.fit(OPENINGS, [broad, FORKLIFT]).rank(driver, 20)
        [match] = [found for found in matches if found.opening_id == "nang"]
        assert match.courses[0] == "nang"
