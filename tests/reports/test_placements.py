"""The flow of the small province, each figure worked out in a comment."""

import datetime as dt
from collections import Counter

import pytest

from tests.fixed_clock import NOW
from tests.reports.province import K, O, Province, T, build, day, moment
from workforce.models import PlacementKind
from workforce.reports.placements import counted_placements, flow, retention
from workforce.reports.stock import end_of

JUNE, SEPTEMBER = day(6, 30), day(9, 7)


@pytest.fixture
def province(db) -> Province:
    return build(db)


def numbers(province: Province, on: dt.date, known_at=None) -> set[int]:
    """The episodes counted, by their number in the table."""
    by_id = {placement.id: number for number, placement in province.placements.items()}
    counted = counted_placements(province.db, on=on, known_at=known_at)
    return {by_id[one.placement.id] for one in counted}


def counts(province: Province, on: dt.date, known_at=None):
    return flow(counted_placements(province.db, on=on, known_at=known_at))


class TestCounted:
    def test_nine_of_twelve_count(self, province):
        # 10 is the person of 1 again, 11 only the worker said, 12 was voided
        assert numbers(province, SEPTEMBER) == {1, 2, 3, 4, 5, 6, 7, 8, 9}

    def test_on_a_day_only_those_who_had_begun(self, province):
        assert numbers(province, day(3, 1)) == {1, 2, 3, 4}
        assert numbers(province, day(3, 2)) == {1, 2, 3, 4, 5, 6}

    def test_the_voided_one_counted_as_known_before_the_void(self, province):
        assert 12 in numbers(province, day(4, 30), end_of(day(5, 19)))
        assert 12 not in numbers(province, day(4, 30), end_of(day(5, 20)))

    def test_the_same_person_at_another_firm_is_a_placement_more(self, province):
        first = province.placements[1]
        province.place(13, "C")
        province.placements[13].person_id = first.person_id
        province.say(13, K.EMPLOYER_CONFIRMED, day(6, 1))

        assert 13 in numbers(province, SEPTEMBER)

    def test_an_own_business_is_an_outcome_of_its_own(self, province):
        province.place(13, "C", kind=PlacementKind.OWN_BUSINESS)
        province.say(13, K.EMPLOYER_CONFIRMED, day(6, 1))

        assert 13 not in numbers(province, SEPTEMBER)

    def test_erasing_a_person_keeps_the_placement(self, province):
        province.placements[5].person_id = None
        province.db.flush()

        assert 5 in numbers(province, SEPTEMBER)

    def test_erasing_somebody_hired_twice_does_not_make_two_of_them(self, province):
        before = numbers(province, SEPTEMBER)
        for number in (1, 10):  # the same person, the same firm
            province.placements[number].person_id = None
        province.db.flush()

        assert numbers(province, SEPTEMBER) == before

    def test_they_come_oldest_first(self, province):
        starts = [one.started_on for one in counted_placements(province.db, on=SEPTEMBER)]

        assert starts == sorted(starts)


class TestFlow:
    def test_the_totals(self, province):
        found = counts(province, SEPTEMBER)

        assert found.total == 9
        assert found.two_sided == 5  # 1, 2, 5, 7, 9
        assert found.two_sided_share == pytest.approx(5 / 9)
        assert found.followed_six_months == 1  # 1

    def test_by_month_of_the_first_day(self, province):
        assert counts(province, SEPTEMBER).by_month == Counter(
            {day(1, 1): 2, day(2, 1): 2, day(3, 1): 2, day(4, 1): 2, day(6, 1): 1}
        )

    def test_by_zone_as_the_snapshot_says(self, province):
        # An Nghiệp 1–5 and 9; Trần Đề 6, 7; the economic zone 8
        assert counts(province, SEPTEMBER).by_zone == Counter(
            {"an-nghiep": 6, "tran-de": 2, "kkt-tran-de": 1}
        )

    def test_by_tier(self, province):
        # A: 4; B: 5; C: both by word 1, 2, 7, 9; D: one side only 3, 6, 8
        assert counts(province, SEPTEMBER).tiers == Counter({T.A: 1, T.B: 1, T.C: 4, T.D: 3})

    def test_six_months_are_not_followed_before_the_check_took_place(self, province):
        # 1 was asked on 6 July
        assert counts(province, day(7, 5)).followed_six_months == 0
        assert counts(province, day(7, 6)).followed_six_months == 1

    def test_nothing_gives_zeros_and_no_share(self):
        found = flow([])

        assert (found.total, found.two_sided_share, found.followed_six_months) == (0, None, 0)

    def test_sample_data_is_marked(self, province):
        assert not counts(province, SEPTEMBER).sample
        province.placements[9].is_sample = True
        province.db.flush()

        assert counts(province, SEPTEMBER).sample


def answers(province: Province, months: int, on: dt.date, known_at=None):
    found = retention(
        counted_placements(province.db, on=on, known_at=known_at), months=months, on=on
    )
    return found.due, found.same, found.other, found.gone, found.unknown


class TestRetention:
    def test_after_three_months(self, province):
        # on 30 June due are 1, 2 (5 Jan), 3, 4 (2 Feb), 5, 6 (2 Mar); 7, 8 on 1 July
        # same 1; other 2; gone 3 (ended 15 March) and 6; unknown 4 and 5
        assert answers(province, 3, JUNE) == (6, 1, 1, 2, 2)

    def test_a_cohort_not_due_is_in_no_denominator(self, province):
        assert answers(province, 3, day(7, 1))[0] == 8
        assert answers(province, 3, day(4, 4)) == (0, 0, 0, 0, 0)
        assert answers(province, 3, day(4, 5))[0] == 2

    def test_after_six_months(self, province):
        # on 7 September: 1, 2, 3, 4, 5, 6; same 1; gone 3; nobody asked 2, 4, 5, 6
        assert answers(province, 6, SEPTEMBER) == (6, 1, 0, 1, 4)

    def test_after_twelve_months_nobody_is_due_and_no_share_is_made_up(self, province):
        found = retention(counted_placements(province.db, on=SEPTEMBER), months=12, on=SEPTEMBER)

        assert (found.due, found.low, found.high) == (0, None, None)

    def test_those_not_reached_are_a_band(self, province):
        found = retention(counted_placements(province.db, on=JUNE), months=3, on=JUNE)

        # at worst 1 and 2 of 6 still work; at best 4 and 5 do as well
        assert found.low == pytest.approx(2 / 6)
        assert found.high == pytest.approx(4 / 6)

    def test_an_end_on_the_mark_itself_is_not_an_end_before_it(self, province):
        province.say(5, K.ENDED, day(6, 2), reason="hết việc")
        assert answers(province, 3, JUNE) == (6, 1, 1, 2, 2)

    def test_an_end_the_day_before_the_mark_is(self, province):
        province.say(5, K.ENDED, day(6, 1), reason="hết việc")
        assert answers(province, 3, JUNE) == (6, 1, 1, 3, 1)


class TestLaterEvents:
    def report(self, province: Province, known_at):
        on = JUNE
        found = counts(province, on, known_at)
        return (
            numbers(province, on, known_at), found.two_sided, found.tiers, found.by_month,
            found.by_zone, found.followed_six_months,
            [answers(province, months, on, known_at) for months in (1, 3, 6, 12)],
        )  # fmt: skip

    def test_a_report_as_known_on_a_date_comes_out_the_same_ever_after(self, province):
        known_at = end_of(JUNE)
        before = self.report(province, known_at)
        later = day(7, 20)

        mistake = province.say(8, K.WORKER_CONFIRMED, day(4, 1), known=later)
        province.say(3, K.WORKER_CONFIRMED, day(2, 2), known=later)
        province.say(5, K.CHECKED, day(6, 5), known=later, check_months=3, outcome=O.SAME_EMPLOYER)
        province.say(7, K.ENDED, day(5, 1), known=later, reason="ghi muộn")
        province.say(11, K.EMPLOYER_CONFIRMED, day(4, 1), known=later)
        province.say(8, K.VOIDED, day(4, 1), known=day(7, 21), voids_event_id=mistake.id,
                     reason="nhầm")  # fmt: skip
        province.place(13, "C")
        province.say(13, K.EMPLOYER_CONFIRMED, day(6, 15), known=later)

        assert self.report(province, known_at) == before
        today = self.report(province, None)
        assert today[0] == before[0] | {11, 13}
        assert today[1] == before[1] + 2  # 3 and 11 are confirmed by both sides now

    def test_what_is_recorded_a_moment_after_midnight_belongs_to_the_next_day(self, province):
        midnight = dt.datetime(2026, 6, 30, 17, tzinfo=dt.UTC)  # 1 July, 00:00 in the province
        before = self.report(province, end_of(JUNE))
        event = province.say(3, K.WORKER_CONFIRMED, day(2, 2), known=day(7, 1))

        assert event.recorded_at == moment(day(7, 1))
        assert end_of(JUNE) < midnight <= end_of(day(7, 1))
        assert self.report(province, end_of(JUNE)) == before

    def test_now_and_as_known_now_are_the_same(self, province):
        assert self.report(province, None) == self.report(province, NOW)
