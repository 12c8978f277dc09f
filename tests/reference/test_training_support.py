"""What is left of a fee after support: a range read from dated rows, with how sure it is."""

import datetime as dt

import pytest

from tests.factories.schools import make_course
from tests.fixed_clock import TODAY
from workforce.courses.support import Support
from workforce.models import Training

BEFORE = dt.date(2015, 12, 31)


@pytest.fixture
def support(db):
    return Support.load(db, on=TODAY)


def test_the_lowest_and_the_highest_ceiling_in_force_count(support):
    assert (support.lowest, support.highest) == (2_000_000, 6_000_000)
    assert support.legal_basis == "QĐ 46/2015/QĐ-TTg"


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        (1_500_000, "được hỗ trợ thì không phải đóng"),
        (2_000_000, "được hỗ trợ thì không phải đóng"),
        (3_500_000, "được hỗ trợ thì còn 0–1,5 triệu"),
        (8_000_000, "được hỗ trợ thì còn 2–6 triệu"),
        (0, ""),
        (None, ""),
    ],
)
def test_what_is_left_is_the_fee_less_the_ceilings(db, support, fee, said):
    assert support.left(make_course(db, fee_vnd=fee)) == said


def test_longer_training_is_not_covered(db, support):
    course = make_course(db, level=Training.COLLEGE, fee_vnd=9_000_000)

    assert support.left(course) == ""


def test_before_the_decision_nothing_is_promised(db):
    support = Support.load(db, on=BEFORE)

    assert support.left(make_course(db, fee_vnd=3_500_000)) == ""


def test_what_is_not_verified_is_said_to_be_so(support):
    assert "chưa xác minh" in support.note()
