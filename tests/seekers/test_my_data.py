"""'Dữ liệu của tôi': seen, agreed to, taken back, downloaded, erased."""

import json
import re

import pytest
from sqlmodel import SQLModel, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.households import make_household, make_member
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
    AuditLog,
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
from workforce.people import held
from workforce.placements import ledger
from workforce.placements.actions import confirm_hire
from workforce.seekers import own_copy, readable
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


def test_an_office_that_looked_is_named_and_its_clerk_is_not(db, seeker, person):
    enterprise = make_enterprise(db, name="May Sao Biển")
    clerk = make_account(db, Role.EMPLOYER, enterprise=enterprise, display_name="Nhân Sự Kín")
    audit.record(
        db, account=clerk, action="applicant.viewed", subject_type="person",
        subject_id=person.id, now=NOW,
    )  # fmt: skip

    shown = words(seeker.get(PAGE).page.select_one("section[aria-labelledby=ai-xem]"))

    assert "Doanh nghiệp May Sao Biển, xem hồ sơ anh/chị nộp" in shown
    assert "Nhân Sự Kín" not in shown


def test_each_kind_of_fact_says_what_for_who_sees_it_and_how_long(db, seeker, person):
    add_skill(db, person, "may-may-1-kim")
    add_work(db, person)

    page = seeker.get(PAGE + "/dang-giu").page

    kinds = {one.select_one("h2")["id"]: words(one) for one in page.main.select("section")}
    assert set(kinds) == {one.id for one in held.REGISTER}
    assert "Đang giữ 2 mục" in kinds["tay-nghe"]
    assert "Không giữ gì" in kinds["ho-dat"]
    for label in ("Giữ gì", "Để làm gì", "Ai xem được", "Giữ bao lâu"):
        assert all(label in said for said in kinds.values())


def test_every_table_about_people_stands_once_in_the_register():
    pointing = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        if any(name in table.columns for name in held.OWNERS)
    }
    named = [one.__table__.name for entry in held.REGISTER for one in entry.tables]

    assert len(named) == len(set(named))
    assert set(named) == pointing | {"person", "account"}


def test_the_copy_can_be_read_and_printed(db, seeker, person, account):
    add_work(db, person, "Nuôi tôm", 30)
    make_sensitive(db, person, ethnicity="Khmer")
    apply_to_opening(
        db, person=person, opening=make_opening(db, title="Công nhân may"), sent_by=None,
        today=TODAY, now=NOW,
    )  # fmt: skip
    make_member(db, household=make_household(db), person=person)
    audit.record(
        db, account=None, action="person.viewed", subject_type="person",
        subject_id=person.id, now=NOW,
    )  # fmt: skip

    shown = words(seeker.get(PAGE + "/ban-sao").page.main)

    for fact in (person.full_name, "Nuôi tôm", "Công nhân may", "Khmer", "Xem hồ sơ"):
        assert fact in shown
    whole = own_copy.collect(db, account=account, person=person)
    assert [one.title for one in readable.sections(whole)] == [
        str(readable.SUBJECTS[subject]) for subject in whole
    ]
    assert whole["household"]


def test_every_field_of_a_full_copy_has_words(app, db, person, account):
    rows = {
        name: [dict.fromkeys(fields, "x")]
        for name, fields in {
            "applications": (
                "opening", "enterprise", "status", "message", "sent_at", "started_on", "ended_on",
            ),
            "notices": ("text", "at", "read_at"),
            "saved_searches": ("name", "frequency", "stopped_at"),
            "codes_read_out": ("at", "reason"),
        }.items()
    }  # fmt: skip
    full = own_copy.collect(db, account=account, person=person) | rows

    shown = {one.title: one.rows for one in readable.sections(full)}

    for name, (row,) in rows.items():
        assert shown[str(readable.SUBJECTS[name])] == (tuple(row.values()),)


def test_an_erasure_gives_a_receipt_that_is_in_the_log(db, seeker, person):
    add_skill(db, person, "may-may-1-kim")

    receipt = seeker.post(ERASE, data={"sure": "y"}, follow_redirects=True).page.main

    number = receipt.select_one("dd").text.strip()
    assert re.fullmatch(r"\d{4}-\d{4}", number)
    assert "1 kỹ năng" in words(receipt)
    logged = db.exec(select(AuditLog).where(AuditLog.action == "erasure.requested")).one()
    assert (logged.subject_id, logged.details) == (person.id, f"receipt {number}")


def test_nobody_else_sees_a_receipt(new_client):
    answer = new_client().get(PAGE + "/da-xoa")

    assert answer.status_code == 302


def test_after_erasure_no_table_knows_the_name_or_the_number(db, seeker, person, account):
    person.full_name, person.name_folded = "Thạch Thị Sa Rươl", "thach thi sa ruol"
    person.about, person.hamlet = "Thạch Thị Sa Rươl ở ấp Trà Canh", "ấp Trà Canh"
    person.contact_phone = account.phone
    db.add(person)
    apply_to_opening(
        db, person=person, opening=make_opening(db), message="Tôi là Thạch Thị Sa Rươl",
        sent_by=None, today=TODAY, now=NOW,
    )  # fmt: skip
    make_enrolment(db, person=person)
    notify(
        db, account_or_person=person, kind=Kind.APPLICATION_MOVED, params={"opening": "May"},
        now=NOW,
    )  # fmt: skip
    secrets = (person.full_name, person.name_folded, person.hamlet, account.phone)

    seeker.post(ERASE, data={"sure": "y"})

    db.expire_all()
    left = [
        (table.name, column)
        for table in SQLModel.metadata.sorted_tables
        for row in db.execute(table.select()).mappings()
        for column, value in row.items()
        if any(secret in str(value) for secret in secrets)
    ]
    assert left == []


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
