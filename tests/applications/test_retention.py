"""Refused applicants disappear on their day, unless they agreed to stay with that enterprise."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.employers.conftest import make_firm
from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.applications import retention
from workforce.applications.actions import apply_to_opening, move_on
from workforce.employers import queries
from workforce.errors import Conflict, NotFound
from workforce.models import (
    ApplicationStatus,
    ConsentEvent,
    ConsentPurpose,
    Invitation,
    Person,
)
from workforce.reference.rates import rate_number


@pytest.fixture
def firm(db):
    return make_firm(db)


@pytest.fixture
def refused(db, firm):
    person = make_person(db)
    application = apply_to_opening(
        db, person=person, opening=firm.opening, message="Em làm được ngay.", sent_by=None,
        today=TODAY, now=NOW,
    )  # fmt: skip
    return move_on(
        db, application=application, to=ApplicationStatus.REFUSED, by=firm.account,
        reason="Vị trí này đã tuyển đủ người.", now=NOW, today=TODAY,
    )  # fmt: skip


def days(db, key):
    kind = "applicant_data_retention_days"
    return dt.timedelta(days=int(rate_number(db, kind, key, on=TODAY)))


def is_seen(db, firm, application, on):
    try:
        queries.applicant(
            db, enterprise_id=firm.enterprise.id, application_id=application.id, today=on
        )
    except NotFound:
        return False
    return True


def keep(db, application, today=TODAY):
    by = make_account(db, person=make_person(db))
    return retention.keep(db, application=application, by=by, today=today, now=NOW)


def test_a_refused_applicant_disappears_on_the_day_of_the_law(db, firm, refused):
    day = TODAY + days(db, "refused")
    assert is_seen(db, firm, refused, day - dt.timedelta(days=1))
    assert not is_seen(db, firm, refused, day)


def test_who_agreed_to_stay_is_seen_until_the_agreed_day(db, firm, refused):
    keep(db, refused)
    assert is_seen(db, firm, refused, TODAY + days(db, "refused"))
    assert not is_seen(db, firm, refused, TODAY + days(db, "kept"))
    event = db.exec(
        select(ConsentEvent).where(ConsentEvent.purpose == ConsentPurpose.KEEP_PROFILE)
    ).one()
    assert (event.person_id, event.is_granted) == (refused.person_id, True)


def test_agreeing_twice_is_once(db, refused):
    keep(db, refused)
    keep(db, refused)
    purposes = db.exec(select(ConsentEvent.purpose)).all()
    assert purposes.count(ConsentPurpose.KEEP_PROFILE) == 1


def test_nothing_is_kept_after_the_enterprise_lost_sight_of_it(db, refused):
    with pytest.raises(Conflict):
        keep(db, refused, today=TODAY + days(db, "refused"))


def test_a_run_dates_what_has_no_day_and_empties_what_is_past(db, refused):
    refused.hidden_from_employer_on = None
    db.add(refused)
    first = retention.run(db, today=TODAY)
    assert (first.dated, refused.message) == (1, "Em làm được ngay.")
    assert refused.hidden_from_employer_on == TODAY + days(db, "refused")
    day = TODAY + days(db, "refused")
    assert retention.run(db, today=day).emptied == 1
    assert refused.message == ""


def test_a_second_run_changes_nothing(db, refused):
    day = TODAY + days(db, "refused")
    retention.run(db, today=day)
    again = retention.run(db, today=day)
    assert (again.dated, again.emptied, again.let_go, again.invitations) == (0, 0, 0, 0)


def test_who_agreed_to_stay_keeps_the_message_until_that_day(db, refused):
    keep(db, refused)
    assert retention.run(db, today=TODAY + days(db, "refused")).emptied == 0
    done = retention.run(db, today=TODAY + days(db, "kept"))
    assert (done.let_go, done.emptied, refused.kept_until) == (1, 1, None)


def test_invitations_nobody_took_up_are_forgotten_once_the_opening_is_over(db, firm):
    sent = Invitation(
        person_id=make_person(db).id, opening_id=firm.opening.id, invited_at=NOW, message="Mời."
    )
    db.add(sent)
    db.flush()
    late = TODAY + dt.timedelta(days=1 + rate_number(db, "invitation", "retention_days", on=TODAY))
    firm.opening.deadline = late
    db.add(firm.opening)
    assert retention.run(db, today=late).invitations == 0
    firm.opening.deadline = TODAY
    db.add(firm.opening)
    assert retention.run(db, today=late).invitations == 1


def test_the_person_agrees_and_takes_it_back_on_the_page_of_the_answer(db, refused, sign_in):
    person = db.get(Person, refused.person_id)
    browser = sign_in(make_account(db, person=person))
    page = f"/nguoi-tim-viec/viec-da-nop/{refused.id}"
    browser.post(f"{page}/giu-ho-so", page=page, data={"giu": "1"})
    db.refresh(refused)
    assert refused.kept_until == TODAY + days(db, "kept")
    browser.post(f"{page}/giu-ho-so", page=page, data={"giu": "0"})
    db.refresh(refused)
    assert refused.kept_until is None


def test_withdrawing_the_consent_lets_go_everywhere(db, refused, sign_in):
    person = db.get(Person, refused.person_id)
    browser = sign_in(make_account(db, person=person))
    page = f"/nguoi-tim-viec/viec-da-nop/{refused.id}"
    browser.post(f"{page}/giu-ho-so", page=page, data={"giu": "1"})
    browser.post(
        "/nguoi-tim-viec/du-lieu/dong-y", page="/nguoi-tim-viec/du-lieu",
        data={"muc": "keep_profile", "dong_y": "0"},
    )  # fmt: skip
    db.refresh(refused)
    assert refused.kept_until is None


def test_the_command_does_it_and_says_how_many(db, app, database, refused, monkeypatch):
    day = TODAY + days(db, "refused")
    monkeypatch.setattr("workforce.clock.today", lambda: day)
    database.publish()
    result = app.test_cli_runner().invoke(args=["retention", "run"])
    db.refresh(refused)
    assert (result.exit_code, refused.message) == (0, "")
    assert "1 emptied" in result.output
