import dataclasses

import numpy as np
import pytest

from matching import Experience, LegalLimits, Matcher, SeekerRecord
from matching.courses import steps
from matching.courses.changes import KINDS, ChangeFinder
from matching.courses.limits import limits_told

from ..conftest import COURSES, SEEDS, TODAY, opening

LIMITS = LegalLimits.load(SEEDS, today=TODAY)
FORKLIFTS = [
    opening(
        f"nang-{number}",
        "Lái xe nâng",
        description="Lái xe nâng xếp pallet trong kho",
        requirements="Có chứng chỉ xe nâng",
        zone="KCN An Nghiệp",
        district="Châu Thành",
        salary_min=8 + number,
        salary_max=10 + number,
        shift="ca ngày",
    )
    for number in range(3)
]
SEWING = [
    opening(
        f"may-{number}",
        "Công nhân may",
        description="May áo trên chuyền",
        requirements="May máy 1 kim",
        district="TP Sóc Trăng",
        commune="Phường 7",
        salary_min=6,
        salary_max=7,
        shift=["ca ngày", "ca đêm 18h-6h"][number % 2],
    )
    for number in range(4)
]
DRIVER = SeekerRecord.from_dict(
    {
        "id": "1",
        "age": 30,
        "district": "Châu Thành",
        "desired": "lái xe nâng",
        "experience": [{"title": "lái xe nâng", "months": 36}],
        "max_km": 15,
        "wage_min": 8,
    }
)
PEOPLE = [
    DRIVER,
    dataclasses.replace(DRIVER, wage_min=12, max_km=2, shift_ok=("hanh_chinh",)),
    SeekerRecord("2", age=24, district="Kế Sách", desired="may", max_km=8, wage_min=7.5),
    SeekerRecord(
        "3",
        district="TP Sóc Trăng",
        desired="công nhân may, không biết chạy xe",
        shift_ok=("hanh_chinh",),
        education="thcs",
    ),
    SeekerRecord("4", age=17, desired="lái xe nâng", max_km=30),
    SeekerRecord("5"),
]


@pytest.fixture(scope="module")
def market(vocabulary, gazetteer):
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LIMITS)
    return matcher.fit([*FORKLIFTS, *SEWING], COURSES)


@pytest.fixture(scope="module")
def finder(market):
    """A finder with a low bar, so that small steps cross it in this small market."""
    return ChangeFinder(
        market._openings.profiles, market.vocabulary, market._rescore, LIMITS, good_score=0.3
    )


def changed(record, change):
    """Return the record as it would be after a change."""
    if change.kind in ("skill", "certificate"):
        return dataclasses.replace(record, skill_keys=(*record.skill_keys, change.key))
    if change.kind == "distance":
        return dataclasses.replace(record, max_km=record.max_km + float(change.key))
    if change.kind == "wage":
        return dataclasses.replace(record, wage_min=record.wage_min + float(change.key))
    if change.kind == "shift":
        return dataclasses.replace(record, shift_ok=(*record.shift_ok, change.key))
    if change.kind == "commute":
        return dataclasses.replace(record, needs_shuttle=False)
    return None


class TestTheStatedNumber:
    def test_it_equals_scoring_the_changed_person_again(self, market, finder):
        checked = set()
        for record in PEOPLE:
            for change in finder.changes(market._person(record)):
                after = changed(record, change)
                if after is not None:
                    bar = finder.good_from(market._rescore([market._person(record)])[0])
                    opened = self._good(market, after, bar) - self._good(market, record, bar)
                    assert len(opened) == change.openings_opened
                    checked.add(change.kind)
        assert len(checked) > 1

    def _good(self, market, record, bar):
        holds = market._person(record).skills
        licence = market.vocabulary.skill_index["lai-xe-nang"]
        return {
            match.opening_id
            for match in market.rank(record, 50)
            if match.score >= bar and (holds[licence] or not match.opening_id.startswith("nang"))
        }

    def test_a_licence_opens_the_openings_that_ask_for_it(self, market):
        change = market.best_change(DRIVER)
        assert (change.kind, change.key) == ("certificate", "lai-xe-nang")
        assert change.openings_opened == 3
        assert change.wage_median == 9
        assert change.wage_range == (8, 12)

    def test_random_people_get_the_number_that_scoring_again_gives(self, market, finder):
        random = np.random.default_rng(7)
        for number in range(40):
            record = SeekerRecord(
                str(number),
                age=float(random.integers(18, 60)),
                district=str(random.choice(["Châu Thành", "Kế Sách", "TP Sóc Trăng"])),
                desired=str(random.choice(["may", "lái xe nâng", "việc gì cũng được"])),
                max_km=float(random.integers(2, 25)),
                wage_min=float(random.integers(5, 12)),
                shift_ok=("hanh_chinh",),
            )
            person = market._person(record)
            for change in finder.changes(person):
                after = changed(record, change)
                if after is not None:
                    opened = finder.opened_by(person, market._person(after))
                    assert len(opened) == change.openings_opened


class TestForOneOpening:
    def test_what_lets_the_person_apply_comes_first(self, market):
        [(_, matches, _)] = market.rank_many([DRIVER], 10, 0, changes=True)
        forklift = next(match for match in matches if match.opening_id == "nang-0")
        assert forklift.change.key == "lai-xe-nang"

    def test_the_gain_is_what_scoring_again_adds(self, market):
        [(_, matches, _)] = market.rank_many([DRIVER], 10, 0, changes=True)
        before = {match.opening_id: match.score for match in matches}
        for match in matches:
            after = changed(DRIVER, match.change) if match.change else None
            if after is not None:
                then = {one.opening_id: one.score for one in market.rank(after, 10)}
                stated = before[match.opening_id] + match.change.gain
                assert then[match.opening_id] == pytest.approx(stated, abs=1e-5)

    def test_lists_carry_no_change_unless_asked(self, market):
        assert all(match.change is None for match in market.rank(DRIVER, 10))


def kinds(market, record):
    person = market._person(record)
    finder = market._change_finder()
    return {step.kind for step in finder.steps(person, market._rescore([person])[0])}


class TestWhatIsNeverSuggested:
    BOUND = SeekerRecord.from_dict(
        {"id": "9", "age": 30, "desired": "may", "max_km": 5, "shift_ok": ["hanh_chinh"]}
    )

    def test_a_free_person_may_be_told_of_nights_and_distance(self, market):
        assert {"shift", "distance"} <= kinds(market, self.BOUND)

    @pytest.mark.parametrize(
        "words",
        ["đau khớp gối", "con nhỏ 2 tuổi", "nuôi mẹ già", "không làm ca đêm", "huyet ap cao"],
    )
    def test_health_care_and_a_plain_no_end_the_talk_of_nights(self, market, words):
        told = dataclasses.replace(self.BOUND, constraints=words)
        assert "shift" not in kinds(market, told)

    def test_the_law_keeps_the_young_from_nights_and_machines(self, market):
        young = dataclasses.replace(self.BOUND, age=16, desired="lái xe nâng")
        person = market._person(young)
        steps_made = market._change_finder().steps(person, market._rescore([person])[0])
        assert not {"shift", "lai-xe-nang"} & {one for s in steps_made for one in (s.kind, s.key)}

    def test_who_cannot_ride_for_their_health_is_not_told_to(self, market):
        bound = dataclasses.replace(self.BOUND, needs_shuttle=True)
        assert "commute" in kinds(market, bound)
        assert "commute" not in kinds(market, dataclasses.replace(bound, constraints="liệt chân"))

    def test_ordinary_words_are_no_limits(self):
        plain = SeekerRecord("1", desired="thợ hàn", about="siêng năng, có xe máy", constraints="")
        assert limits_told(plain) == frozenset()

    def test_every_kind_has_a_weight(self, market):
        assert kinds(market, dataclasses.replace(DRIVER, education="thcs")) <= set(KINDS)


class TestSteps:
    def test_a_step_changes_a_copy(self, market):
        person = market._person(DRIVER)
        kept = person.skills.copy()
        steps.with_skill(person, 0)
        steps.with_experience(person, 0, 12)
        assert (person.skills == kept).all()
        assert person.done[0] == market._person(DRIVER).done[0]

    def test_a_year_of_work_counts_like_a_year_told(self, market):
        row = market.vocabulary.occupation_index["lai-xe-nang"]
        fresh = market._person(dataclasses.replace(DRIVER, experience=()))
        told = dataclasses.replace(DRIVER, experience=(Experience("lái xe nâng", 12),))
        after = steps.with_experience(fresh, row, 12)
        assert after.done[row] == pytest.approx(market._person(told).done[row], abs=1e-5)

    def test_the_licence_of_the_best_opening_is_tried_before_skills_many_ask_for(
        self, vocabulary, gazetteer
    ):
        many = [
            opening(
                f"xa-{number}",
                "Công nhân đóng gói",
                requirements="Đóng gói, dán nhãn, kiểm kê, tin học văn phòng, vệ sinh an toàn "
                "thực phẩm, ghi chép sổ sách, lái xe tải, sử dụng bảo hộ lao động, may máy 1 kim, "
                "hàn que, đọc bản vẽ, nấu ăn, tiếng Khmer, xây tô",
                district="Châu Thành",
            )
            for number in range(30)
        ]
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=LIMITS)
        change = matcher.fit([*FORKLIFTS, *many], COURSES).best_change(DRIVER)
        assert (change.kind, change.key) == ("certificate", "lai-xe-nang")
