"""By the clock: digests, reminders, check-ins, fitting work, and what happened to a step."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import grant, make_person
from tests.factories.schools import make_enrolment, make_intake
from tests.factories.suggestions import make_suggestion_list
from tests.fixed_clock import NOW, TODAY
from tests.notices.conftest import make_reader
from tests.notices.test_notify import tell
from workforce.applications.actions import apply_to_opening, move_on
from workforce.enrolments.actions import enrol, leave
from workforce.enrolments.seats import open_offer
from workforce.models import (
    ApplicationStatus,
    ConsentPurpose,
    Course,
    Delivery,
    EnrolmentStatus,
    Enterprise,
    Frequency,
    Notice,
    NoticeChoice,
    Role,
    SavedSearch,
    SessionOrigin,
)
from workforce.notices import erasure, events
from workforce.notices.kinds import Kind, sentence
from workforce.notices.rounds import reminder_round, send_round
from workforce.placements.actions import confirm_hire

#: what no message outside may hold, in any marking
NEVER = (
    "trợ cấp", "hỗ trợ", "hộ nghèo", "cận nghèo", "thu nhập", "lương", "từ chối", "không đạt",
    "khuyết tật", "khmer", "dân tộc", "đất thu hồi", "không phù hợp",
)  # fmt: skip


def kinds(db) -> list[str]:
    """Return the kinds told by the clock, not by a step itself."""
    db.expire_all()
    steps = {Kind.APPLICATION_RECEIVED, Kind.APPLICATION_MOVED}
    rows = db.exec(select(Notice).order_by(Notice.id))
    return [one.kind for one in rows if one.kind not in steps]


def told(db, kind: Kind) -> Notice:
    """Return the only notice of a kind."""
    return db.exec(select(Notice).where(Notice.kind == kind)).one()


def apply(db, person, opening, now=NOW):
    return apply_to_opening(
        db, person=person, opening=opening, sent_by=None, today=now.date(), now=now
    )


@pytest.fixture
def employer(db):
    site = make_site(db)
    return make_account(db, Role.EMPLOYER, enterprise=db.get(Enterprise, site.enterprise_id)), site


class TestDigest:
    @pytest.mark.parametrize(("frequency", "days"), [(Frequency.DAILY, 1), (Frequency.WEEKLY, 7)])
    def test_several_notices_are_one_message_on_its_day(
        self, db, outside, provider, fixed_clock, frequency, days
    ):
        account = make_reader(db, frequency)
        send_round(outside)
        for number in range(3):
            tell(db, account, key=str(number))
        fixed_clock.advance(days=days)
        send_round(outside)
        send_round(outside)

        assert len(provider.tries) == 1

    def test_nothing_unread_is_no_message(self, db, outside, provider, fixed_clock):
        make_reader(db, Frequency.DAILY)
        fixed_clock.advance(days=1)
        send_round(outside)

        assert provider.tries == []


class TestReminders:
    def test_an_employer_is_told_after_five_days_without_an_answer(
        self, db, outside, employer, fixed_clock
    ):
        _account, site = employer
        apply(db, make_person(db), make_opening(db, site=site))
        fixed_clock.advance(days=4, hours=23)
        reminder_round(outside)
        assert kinds(db) == []

        fixed_clock.advance(hours=1)
        reminder_round(outside)
        reminder_round(outside)

        assert kinds(db) == [Kind.APPLICATIONS_WAIT]
        assert "1 hồ sơ" in sentence(told(db, Kind.APPLICATIONS_WAIT))

    def test_an_answer_needs_no_reminder(self, db, outside, employer, fixed_clock):
        account, site = employer
        application = apply(db, make_person(db), make_opening(db, site=site))
        move_on(
            db, application=application, to=ApplicationStatus.INTERVIEW, by=account, now=NOW,
            today=TODAY,
        )  # fmt: skip
        fixed_clock.advance(days=6)
        reminder_round(outside)

        assert kinds(db) == []

    @pytest.mark.parametrize(("agrees", "expected"), [(True, [Kind.CHECK_IN_DUE]), (False, [])])
    def test_a_check_in_is_asked_only_with_its_own_consent(
        self, db, outside, employer, fixed_clock, agrees, expected
    ):
        account, site = employer
        person = make_person(db)
        if agrees:
            grant(db, person, ConsentPurpose.FOLLOW_UP)
        application = apply(db, person, make_opening(db, site=site))
        confirm_hire(
            db, application=application, by=account, start_on=TODAY,
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip
        fixed_clock.advance(days=31)
        reminder_round(outside)
        reminder_round(outside)

        assert [kind for kind in kinds(db) if kind != Kind.HIRE_RECORDED] == expected

    @pytest.mark.parametrize(("consents_to", "times"), [((ConsentPurpose.MATCHING,), 1), ((), 0)])
    def test_new_work_at_the_top_of_ones_list_is_told_once(self, db, outside, consents_to, times):
        person = make_person(db, consents_to=consents_to)
        opening = make_opening(db, posted_on=TODAY)
        make_suggestion_list(db, person=person, openings=[{"opening_id": opening.id}])
        reminder_round(outside)
        reminder_round(outside)

        assert kinds(db) == [Kind.OPENING_SUITS] * times


class TestEvents:
    def test_a_closed_opening_tells_who_waits_and_offers_the_next(self, db):
        closed, other = make_opening(db), make_opening(db, title="Thợ may mẫu")
        waiting, gone = make_person(db), make_person(db)
        apply(db, waiting, closed)
        apply(db, gone, closed).status = ApplicationStatus.WITHDRAWN
        db.flush()

        assert events.opening_closed(db, opening=closed, today=TODAY, now=NOW) == 1
        assert events.opening_closed(db, opening=closed, today=TODAY, now=NOW) == 1

        notice = told(db, Kind.OPENING_CLOSED_NEXT)
        assert (notice.person_id, notice.link) == (waiting.id, f"/viec-lam/{other.id}")
        assert "Thợ may mẫu" in sentence(notice)

    def test_a_cancelled_course_offers_the_next_intake(self, db):
        intake = make_intake(db)
        later = make_intake(
            db,
            course=db.get(Course, intake.course_id),
            starts_on=intake.starts_on + dt.timedelta(days=30),
        )
        enrolment = make_enrolment(db, person=make_person(db), intake=intake)
        intake.is_cancelled = True
        db.flush()

        assert events.intake_cancelled(db, intake=intake, today=TODAY, now=NOW) == 1

        notice = db.exec(select(Notice)).one()
        assert notice.person_id == enrolment.person_id
        assert f"{later.starts_on:%d/%m/%Y}" in sentence(notice)

    def test_an_answer_is_told_without_saying_which(self, db, employer):
        account, site = employer
        application = apply(db, make_person(db), make_opening(db, site=site))
        move_on(
            db, application=application, to=ApplicationStatus.REFUSED, by=account,
            reason="Vị trí này cần chứng chỉ", now=NOW, today=TODAY,
        )  # fmt: skip
        text = sentence(told(db, Kind.APPLICATION_MOVED))
        assert text == "Hồ sơ nộp vào “Công nhân may công nghiệp” có tin mới."

    def test_an_application_is_told_to_the_enterprise_without_a_name(self, db, employer):
        account, site = employer
        person = make_person(db)
        apply(db, person, make_opening(db, site=site))

        notice = told(db, Kind.APPLICATION_RECEIVED)
        assert notice.account_id == account.id
        assert person.full_name not in sentence(notice)


class TestCanaries:
    @pytest.mark.parametrize("language", ["vi", "km", "en"])
    def test_no_message_outside_says_what_the_notice_says(self, db, outside, provider, language):
        account = make_reader(db, language=language)
        for title in NEVER:
            tell(db, account, key=title)
            notice = db.exec(select(Notice).order_by(Notice.id.desc())).first()
            notice.params = {"opening": title}
        db.flush()
        send_round(outside)

        sent = " ".join(f"{one.subject} {one.text} {one.params}".lower() for one in provider.tries)
        assert sent
        assert [word for word in NEVER if word in sent] == []


class TestErasure:
    def test_nothing_of_the_person_stays(self, db):
        account = make_reader(db)
        tell(db, account)
        db.add(
            SavedSearch(
                account_id=account.id, name="May", query="q=may", told=[], created_at=NOW,
                checked_on=TODAY, next_check_at=NOW,
            )
        )  # fmt: skip
        other = make_reader(db)
        tell(db, other)

        erasure.forget(db, person_ids=[account.person_id], account_ids=[account.id])

        assert [one.person_id for one in db.exec(select(Notice))] == [other.person_id]
        assert db.exec(select(SavedSearch)).all() == []
        for model in (Delivery, NoticeChoice):
            assert [one.account_id for one in db.exec(select(model))] == [other.id]


def test_a_seat_nobody_answered_for_goes_on_by_the_clock(db, outside, fixed_clock):
    intake = make_intake(db, seats=1)
    people = [make_person(db) for _n in range(3)]
    first, second, third = (
        enrol(db, person=one, intake=intake, by=None, today=TODAY, now=NOW) for one in people
    )
    leave(db, enrolment=first, by=make_account(db), now=NOW)
    fixed_clock.advance(days=4)

    assert reminder_round(outside)["lapsed"] == 1

    db.expire_all()
    assert second.status == EnrolmentStatus.WITHDRAWN
    assert open_offer(db, third.id) is not None
