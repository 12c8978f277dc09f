"""A new opening is told to whom it suits, soon, truly and once."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.suggestions import make_suggestion_list
from tests.fixed_clock import NOW, TODAY
from workforce.models import Frequency, Notice, NoticeChoice
from workforce.notices.fitting import fitting_round
from workforce.notices.kinds import Kind
from workforce.notices.rounds import reminder_round
from workforce.suggestions.standing import Seekers


@pytest.fixture
def seekers():
    """What a worker that has just started holds."""
    return Seekers()


def told(db) -> list[tuple[int, str]]:
    db.expire_all()
    notices = db.exec(select(Notice).order_by(Notice.id)).all()
    assert {notice.kind for notice in notices} <= {Kind.OPENING_SUITS}
    return [(notice.person_id, notice.link) for notice in notices]


def test_it_is_told_to_who_wants_such_work_and_to_nobody_else(db, outside, seekers):
    sewer = make_person(db)
    make_person(db, desired="kế toán trưởng", about="Tôi làm sổ sách, khai thuế năm năm.")
    opening = make_opening(db, posted_on=TODAY)

    assert fitting_round(outside, seekers) == 1
    assert told(db) == [(sewer.id, f"/viec-lam/{opening.id}")]


def test_asked_again_it_is_told_no_second_time(db, outside, seekers):
    make_person(db)
    opening = make_opening(db, posted_on=TODAY)
    fitting_round(outside, seekers)
    assert fitting_round(outside, seekers) == 0

    opening.updated_at = NOW + dt.timedelta(hours=1)
    db.flush()
    fitting_round(outside, seekers)
    fitting_round(outside, Seekers())
    assert len(told(db)) == 1


def test_what_was_posted_days_ago_is_no_news(db, outside, seekers):
    make_person(db)
    make_opening(db, posted_on=TODAY - dt.timedelta(days=2))

    assert fitting_round(outside, seekers) == 0
    # Nobody was read for nothing.
    assert seekers.crowd is None


@pytest.mark.parametrize("values", [{"consents_to": ()}, {"is_seeking": False}])
def test_who_does_not_look_or_did_not_agree_is_not_even_read(db, outside, seekers, values):
    make_person(db, **values)
    make_opening(db, posted_on=TODAY)
    fitting_round(outside, seekers)

    assert told(db) == []
    assert len(seekers.crowd) == 0


def test_who_said_they_want_no_such_news_gets_none(db, outside, seekers):
    account = make_account(db, person=make_person(db))
    choice = NoticeChoice(
        account_id=account.id, frequency=Frequency.DAILY, wants_openings=False, updated_at=NOW
    )
    db.add(choice)
    make_opening(db, posted_on=TODAY)

    assert fitting_round(outside, seekers) == 0


def test_the_young_are_not_told_of_dangerous_work(db, outside, seekers):
    grown = make_person(db)
    make_person(db, under_age=True)
    make_opening(db, posted_on=TODAY, is_hazardous=True)
    fitting_round(outside, seekers)

    assert [person for person, _ in told(db)] == [grown.id]


def test_who_has_better_work_in_their_list_is_left_alone(db, outside, seekers):
    person = make_person(db)
    better = [{"opening_id": 900 + n, "score": 5.0} for n in range(3)]
    make_suggestion_list(db, person=person, openings=better)
    make_opening(db, posted_on=TODAY)

    assert fitting_round(outside, seekers) == 0


def test_a_person_who_comes_or_changes_later_is_told_of_the_next(db, outside, seekers):
    wishes_other = make_person(db, desired="kế toán trưởng", about="Tôi làm sổ sách năm năm.")
    make_opening(db, posted_on=TODAY)
    assert fitting_round(outside, seekers) == 0

    wishes_other.desired, wishes_other.about = "công nhân may", "Tôi biết may máy một kim."
    wishes_other.updated_at = NOW + dt.timedelta(minutes=5)
    newcomer = make_person(db)
    later = make_opening(db, posted_on=TODAY)
    fitting_round(outside, seekers)

    assert told(db) == [(one.id, f"/viec-lam/{later.id}") for one in (wishes_other, newcomer)]


def test_the_list_of_the_night_tells_it_no_second_time(db, outside, seekers):
    person = make_person(db)
    opening = make_opening(db, posted_on=TODAY)
    fitting_round(outside, seekers)
    make_suggestion_list(db, person=person, openings=[{"opening_id": opening.id}])
    reminder_round(outside)

    assert len(told(db)) == 1
