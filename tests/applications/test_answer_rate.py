"""How reliably an enterprise answers, by the rule in force."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.applications.queries import AnswerRate, answer_rate
from workforce.models import (
    Application,
    ApplicationEvent,
    ApplicationStatus,
    IndicatorRule,
    Opening,
)

S = ApplicationStatus


@pytest.fixture
def opening(db: Session) -> Opening:
    return make_opening(db)


def told(db: Session, opening: Opening, *steps: tuple[int, ApplicationStatus]) -> None:
    """Add an application with (days ago, status) steps."""
    application = Application(
        person_id=make_person(db).id, opening_id=opening.id, status=steps[-1][1],
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    db.add(application)
    db.flush()
    for days_ago, status in steps:
        db.add(
            ApplicationEvent(
                application_id=application.id, status=status, at=NOW - dt.timedelta(days=days_ago)
            )
        )
    db.flush()


def rate_of(db: Session, opening: Opening) -> AnswerRate:
    return answer_rate(db, opening.enterprise_id, TODAY)


class TestAnswerRate:
    def test_an_answer_on_the_last_day_is_in_time_and_one_a_day_later_is_not(self, db, opening):
        told(db, opening, (30, S.SENT), (23, S.INTERVIEW))
        told(db, opening, (30, S.SENT), (22, S.REFUSED))

        rate = rate_of(db, opening)

        assert (rate.answered, rate.counted, rate.days) == (1, 2, 7)

    def test_having_looked_is_no_answer(self, db, opening):
        told(db, opening, (30, S.SENT), (29, S.SEEN))

        assert rate_of(db, opening).answered == 0

    @pytest.mark.parametrize("answer", [S.INTERVIEW, S.OFFERED, S.HIRED, S.REFUSED])
    def test_whatever_the_person_can_go_on_with_is_an_answer(self, db, opening, answer):
        told(db, opening, (30, S.SENT), (29, answer))

        assert rate_of(db, opening).answered == 1

    def test_applications_whose_days_are_not_over_do_not_count_yet(self, db, opening):
        told(db, opening, (7, S.SENT))
        told(db, opening, (7, S.SENT), (6, S.INTERVIEW))
        told(db, opening, (8, S.SENT))

        assert rate_of(db, opening).counted == 1

    def test_one_taken_back_before_its_days_were_over_does_not_count(self, db, opening):
        told(db, opening, (30, S.SENT), (25, S.WITHDRAWN))

        assert rate_of(db, opening).counted == 0

    def test_one_taken_back_after_waiting_in_vain_counts_as_unanswered(self, db, opening):
        told(db, opening, (30, S.SENT), (10, S.WITHDRAWN))

        rate = rate_of(db, opening)

        assert (rate.answered, rate.counted) == (0, 1)

    def test_applications_of_long_ago_are_left_out(self, db, opening):
        told(db, opening, (366, S.SENT))
        told(db, opening, (365, S.SENT))

        assert rate_of(db, opening).counted == 1

    def test_all_openings_of_the_enterprise_count_and_nobody_elses(self, db, opening):
        site = make_site(db)
        told(db, make_opening(db, site=site), (30, S.SENT), (29, S.REFUSED))
        told(db, make_opening(db, site=site), (30, S.SENT))
        told(db, opening, (30, S.SENT))

        rate = answer_rate(db, site.enterprise_id, TODAY)

        assert (rate.answered, rate.counted) == (1, 2)

    def test_there_is_no_share_below_the_least_number(self, db, opening):
        for _n in range(9):
            told(db, opening, (30, S.SENT), (29, S.REFUSED))
        assert rate_of(db, opening).share is None

        told(db, opening, (30, S.SENT))

        assert rate_of(db, opening).share == 0.9

    def test_another_rule_in_the_table_is_followed(self, db, opening):
        row = db.exec(select(IndicatorRule).where(IndicatorRule.key == "answer_rate.days")).one()
        row.value_number = 3
        db.add(row)
        db.flush()
        told(db, opening, (30, S.SENT), (25, S.INTERVIEW))

        assert rate_of(db, opening).answered == 0
