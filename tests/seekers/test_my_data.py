"""'Dữ liệu của tôi': seen, agreed to, taken back, downloaded, erased."""

import json

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import add_skill, add_work, grant, make_person, make_sensitive
from tests.factories.schools import make_enrolment
from tests.factories.suggestions import make_suggestion_list
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce import audit
from workforce.applications.actions import apply_to_opening
from workforce.consents import consents
from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    ConsentPurpose,
    DismissalReason,
    Enrolment,
    EnrolmentStatus,
    Enterprise,
    Notice,
    Person,
    PersonSkill,
    Placement,
    PlacementSnapshot,
    Role,
    SensitiveAttributes,
    SessionOrigin,
    Sex,
    SuggestionList,
    WorkHistory,
)
from workforce.notices.actions import notify
from workforce.notices.kinds import Kind
from workforce.placements import ledger
from workforce.placements.actions import confirm_hire
from workforce.suggestions import dismissals

PAGE = "/nguoi-tim-viec/du-lieu"
CONSENT = PAGE + "/dong-y"
STATISTICS = PAGE + "/thong-ke"
ERASE = PAGE + "/xoa"


def agreed(db, person, purpose):
    return consents.has_consent(db, person_id=person.id, purpose=purpose)


def answer_consent(seeker, purpose, dong_y):
    return seeker.post(CONSENT, page=PAGE, data={"muc": purpose.value, "dong_y": dong_y})


@pytest.mark.parametrize(
    "purpose",
    [ConsentPurpose.STATISTICS, ConsentPurpose.FOLLOW_UP, ConsentPurpose.KEEP_PROFILE,
     ConsentPurpose.SENSITIVE],
)  # fmt: skip
def test_each_purpose_is_agreed_to_and_taken_back_on_its_own(db, seeker, person, purpose):
    assert not agreed(db, person, purpose)

    answer_consent(seeker, purpose, "1")
    assert agreed(db, person, purpose)
    others = set(ConsentPurpose) - {purpose, ConsentPurpose.MATCHING}
    assert not any(agreed(db, person, other) for other in others)

    answer_consent(seeker, purpose, "0")
    assert not agreed(db, person, purpose)


def test_taking_back_matching_deletes_the_stored_list(db, seeker, person):
    make_suggestion_list(db, person=person)

    answer_consent(seeker, ConsentPurpose.MATCHING, "0")

    assert db.exec(select(SuggestionList)).all() == []


@pytest.mark.parametrize("purpose", ["guardian", "share_application", "gì đó", "", "\x00"])
def test_a_purpose_not_given_here_is_refused(seeker, purpose):
    token = seeker.token(CONSENT, page=PAGE)

    answer = seeker.post_raw(CONSENT, data={"csrf_token": token, "muc": purpose, "dong_y": "1"})

    assert answer.status_code == 422


def test_sensitive_attributes_are_asked_and_kept_only_with_their_own_consent(db, seeker, person):
    grant(db, person, ConsentPurpose.STATISTICS)
    asked = seeker.get(STATISTICS).page
    assert asked.select("[name=sex]")
    assert not asked.select("[name=ethnicity]")

    seeker.post(STATISTICS, data={"sex": "female", "ethnicity": "Khmer", "poverty": "poor"})
    db.refresh(person)
    assert person.sex == Sex.FEMALE
    assert db.get(SensitiveAttributes, person.id) is None

    grant(db, person, ConsentPurpose.SENSITIVE)
    seeker.post(STATISTICS, data={"ethnicity": "Khmer", "poverty": "poor"})
    assert db.get(SensitiveAttributes, person.id).ethnicity == "Khmer"


def test_without_any_consent_the_page_asks_nothing(seeker):
    asked = seeker.get(STATISTICS).page

    assert not asked.main.select("input[name=sex], select")


def test_taking_back_the_consents_deletes_what_stood_on_them(db, seeker, person):
    make_sensitive(db, person)
    grant(db, person, ConsentPurpose.STATISTICS)
    person.sex = Sex.MALE
    db.add(person)

    answer_consent(seeker, ConsentPurpose.SENSITIVE, "0")
    answer_consent(seeker, ConsentPurpose.STATISTICS, "0")

    db.refresh(person)
    assert db.exec(select(SensitiveAttributes)).all() == []
    assert person.sex is None


@pytest.mark.parametrize(
    "data", [{"sex": "x"}, {"ethnicity": "Sao Hỏa"}, {"disability": "a" * 999}]
)
def test_statistics_answers_out_of_the_list_are_refused(db, seeker, person, data):
    make_sensitive(db, person)
    grant(db, person, ConsentPurpose.STATISTICS)

    assert seeker.post(STATISTICS, data=data).status_code == 422


def test_who_looked_is_shown_without_names_and_without_oneself(db, seeker, person, account):
    officer = make_account(db, Role.COMMUNE, display_name="Cán Bộ Kín")
    for who in (officer, account):
        audit.record(
            db, account=who, action="person.viewed", subject_type="person",
            subject_id=person.id, now=NOW,
        )  # fmt: skip

    shown = words(seeker.get(PAGE).page.select_one("section[aria-labelledby=ai-xem]"))

    assert shown.count(", xem hồ sơ") == 1
    assert "Cán bộ xã, phường" in shown
    assert "Cán Bộ Kín" not in shown


def test_the_copy_holds_all_that_is_mine_and_nothing_of_others(db, seeker, person):
    add_work(db, person, "Nuôi tôm", 30)
    add_skill(db, person, "may-may-1-kim")
    make_sensitive(db, person, ethnicity="Khmer")
    other = make_person(db, full_name="Người Khác")
    apply_to_opening(
        db, person=person, opening=make_opening(db), sent_by=None, today=TODAY, now=NOW
    )
    away = make_opening(db, title="Việc xa nhà")
    dismissals.dismiss(
        db, person_id=person.id, opening_id=away.id, reason=DismissalReason.FAR, now=NOW
    )

    answer = seeker.get(PAGE + "/tai-ve")

    assert answer.mimetype == "application/json"
    assert "attachment" in answer.headers["Content-Disposition"]
    copy = json.loads(answer.text)
    assert copy["person"]["full_name"] == person.full_name
    assert copy["work"] == [{"title": "Nuôi tôm", "months": 30}]
    assert copy["sensitive"]["ethnicity"] == "Khmer"
    assert len(copy["applications"]) == 1
    assert [one["opening"] for one in copy["said_not_suitable"]] == ["Việc xa nhà"]
    assert other.full_name not in answer.text


def test_erasing_needs_the_tick(db, seeker, person):
    answer = seeker.post(ERASE)

    assert answer.status_code == 422
    db.refresh(person)
    assert person.erased_at is None


def test_erasing_takes_the_person_out_and_leaves_the_past_countable(db, seeker, person, account):
    grant(db, person, ConsentPurpose.STATISTICS)
    add_work(db, person)
    add_skill(db, person, "may-may-1-kim")
    make_sensitive(db, person)
    hired_at, waiting_at = make_opening(db), make_opening(db)
    application, waiting = (
        apply_to_opening(
            db, person=person, opening=one, message="riêng tư", sent_by=None, today=TODAY, now=NOW
        )
        for one in (hired_at, waiting_at)
    )
    enrolment = make_enrolment(db, person=person)
    employer = make_account(
        db, Role.EMPLOYER, enterprise=db.get(Enterprise, hired_at.enterprise_id)
    )
    placement = confirm_hire(
        db, application=application, by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip
    band = db.get(PlacementSnapshot, placement.id).age_band
    phone = account.phone

    answer = seeker.post(ERASE, data={"sure": "y"})

    assert answer.status_code == 302
    db.expire_all()
    gone = db.get(Person, person.id)
    assert (gone.full_name, gone.contact_phone, gone.birth_year) == ("Đã xóa", None, None)
    assert (gone.desired, gone.about, gone.is_seeking) == ("", "", False)
    assert gone.erased_at is not None
    for model in (WorkHistory, PersonSkill, SensitiveAttributes, SuggestionList):
        assert db.exec(select(model)).all() == []
    closed = db.get(Account, account.id)
    assert (closed.is_active, closed.phone, closed.person_id) == (False, None, None)
    assert phone is not None
    assert db.get(Placement, placement.id).person_id is None
    assert db.get(PlacementSnapshot, placement.id).age_band == band == "35-44"
    assert ledger.episode(ledger.events_of(db, placement.id)).is_placement
    assert db.get(Application, waiting.id).status == ApplicationStatus.WITHDRAWN
    assert {row.message for row in db.exec(select(Application))} == {""}
    assert db.get(Enrolment, enrolment.id).status == EnrolmentStatus.WITHDRAWN
    assert seeker.get(PAGE).status_code == 302


def test_the_copy_has_ones_notices_and_saved_searches(db, seeker, person):
    notify(
        db, account_or_person=person, kind=Kind.APPLICATION_MOVED, params={"opening": "May"},
        now=NOW,
    )  # fmt: skip

    copy = json.loads(seeker.get(f"{PAGE}/tai-ve").text)

    assert [one["text"] for one in copy["notices"]] == ["Hồ sơ nộp vào “May” có tin mới."]
    assert copy["saved_searches"] == []


def test_erasing_takes_the_notices_too(db, seeker, person):
    notify(
        db, account_or_person=person, kind=Kind.APPLICATION_MOVED, params={"opening": "May"},
        now=NOW,
    )  # fmt: skip
    seeker.post(ERASE, data={"sure": "y"})

    db.expire_all()
    assert db.exec(select(Notice)).all() == []
