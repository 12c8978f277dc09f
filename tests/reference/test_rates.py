"""Dated rates and rules: the row of the day, boundary days included."""

import datetime as dt

import pytest

from workforce.models import IndicatorRule, PolicyRate
from workforce.reference.rates import rate, rate_number, rule

FIRST, LAST = dt.date(2030, 3, 1), dt.date(2030, 6, 30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def db(db):
    """Three rows of one rate: closed, closed, open; and one without a number."""
    for start, end, number in (
        (FIRST, LAST, 1.0),
        (LAST + DAY, dt.date(2030, 12, 31), 2.0),
        (dt.date(2031, 2, 1), None, 3.0),
    ):
        db.add(
            PolicyRate(kind="thu", key="k", value_number=number, effective_from=start,
                       effective_to=end, source="thử nghiệm")
        )  # fmt: skip
    db.add(PolicyRate(kind="thu", key="words", value_text="chữ", effective_from=FIRST,
                      source="thử nghiệm"))  # fmt: skip
    db.flush()
    return db


class TestRate:
    @pytest.mark.parametrize(
        "on, number",
        [
            (FIRST - DAY, None),
            (FIRST, 1.0),
            (LAST, 1.0),
            (LAST + DAY, 2.0),
            (dt.date(2030, 12, 31), 2.0),
            (dt.date(2031, 1, 1), None),
            (dt.date(2031, 1, 31), None),
            (dt.date(2031, 2, 1), 3.0),
            (dt.date(9999, 12, 31), 3.0),
            (dt.date(1, 1, 1), None),
        ],
    )
    def test_the_row_in_force_on_the_day_counts(self, db, on, number):
        found = rate(db, "thu", "k", on=on)

        assert (found.value_number if found else None) == number

    def test_where_two_are_in_force_the_newer_one_counts(self, db):
        db.add(PolicyRate(kind="thu", key="k", value_number=9, source="thử nghiệm",
                          effective_from=FIRST + DAY))  # fmt: skip
        db.flush()

        assert rate_number(db, "thu", "k", on=FIRST) == 1
        assert rate_number(db, "thu", "k", on=FIRST + DAY) == 9

    @pytest.mark.parametrize(
        "kind, key, on",
        [
            ("thu", "k", FIRST - DAY),
            ("thu", "khong-co", FIRST),
            ("khong-co", "k", FIRST),
            ("thu", "words", FIRST),
        ],
    )
    def test_a_missing_number_is_a_fault_and_not_a_guess(self, db, kind, key, on):
        with pytest.raises(LookupError, match=f"{kind}/{key}"):
            rate_number(db, kind, key, on=on)

    @pytest.mark.parametrize(
        "on, wage", [(dt.date(2025, 12, 31), 4_410_000), (dt.date(2026, 1, 1), 4_730_000)]
    )
    def test_the_wage_floor_of_region_two_rose_with_the_new_year(self, db, on, wage):
        assert rate_number(db, "minimum_wage_month", "II", on=on) == wage


class TestRule:
    def test_it_is_found_by_the_day(self, db):
        for start, end, number in ((FIRST, LAST, 12.0), (LAST + DAY, None, 6.0)):
            db.add(
                IndicatorRule(key="thu", value_number=number, effective_from=start,
                              effective_to=end, source="thử nghiệm")
            )  # fmt: skip
        db.flush()

        found = [rule(db, "thu", on=on) for on in (FIRST - DAY, FIRST, LAST, LAST + DAY)]
        assert [one.value_number if one else None for one in found] == [None, 12, 12, 6]

    @pytest.mark.parametrize("key", ["I1", "I2", "I4", "series.declared", "text.no_definition"])
    def test_the_definitions_the_screens_print_are_there(self, db, key):
        assert rule(db, key, on=dt.date(2026, 9, 7)).definition_vi
