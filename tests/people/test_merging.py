"""Two records of one person: joined by an officer, everything moves; parted again exactly."""

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import (
    add_certificate,
    add_skill,
    add_wish,
    add_work,
    grant,
    make_person,
    make_sensitive,
)
from tests.factories.schools import make_intake
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening, move_on, withdraw
from workforce.consents import consents
from workforce.enrolments.actions import enrol
from workforce.errors import Conflict, InvalidInput
from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    ConsentPurpose,
    Dismissal,
    DismissalReason,
    DuplicatePair,
    Exposure,
    Household,
    HouseholdMember,
    Invitation,
    MergeChange,
    Notice,
    Person,
    PersonSkill,
    Placement,
    Role,
    SessionOrigin,
    SignInSession,
    SkillSource,
)
from workforce.people import merging, national_id
from workforce.placements.actions import confirm_hire
from workforce.seekers import erasing

#: what a merge adds to on purpose, and sessions, which an undo must not bring back to life
NOT_RESTORED = {"audit_log", "person_merge", "merge_change", "duplicate_pair", "sign_in_session"}
NUMBER = "094123456789"


@pytest.fixture
def officer(db):
    return make_account(db, Role.COMMUNE)


@pytest.fixture
def key(app):
    return app.extensions["data_key"]


@pytest.fixture
def kept(db):
    person = make_person(db, full_name="Lâm Thị Sa", birth_year=1985, hamlet="", shift_ok=None)
    make_account(db, person=person)
    return person


@pytest.fixture
def gone(db, key, officer):
    """A record with at least one row in every table that hangs on a person."""
    person = make_person(
        db, full_name="Lam Thi Sa", birth_year=1985, hamlet="Ấp Giồng Chùa", shift_ok=["dem"],
        consents_to=(ConsentPurpose.MATCHING, ConsentPurpose.FOLLOW_UP),
    )  # fmt: skip
    make_account(db, person=person)
    national_id.keep(db, person=person, number=NUMBER, data_key=key)
    add_skill(db, person, "may-may-1-kim", SkillSource.CERTIFIED)
    add_work(db, person, "Làm ruộng", 240)
    add_certificate(db, person, "Sơ cấp may")
    add_wish(db, person, "cong-nhan-may-cong-nghiep")
    make_sensitive(db, person)
    opening = make_opening(db)
    employer = make_account(db, Role.EMPLOYER, enterprise=None, enterprise_id=opening.enterprise_id)
    sent = apply_to_opening(db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW)
    confirm_hire(
        db, application=sent, by=employer, start_on=TODAY, origin=SessionOrigin.PASSWORD, now=NOW,
        today=TODAY,
    )  # fmt: skip
    enrol(db, person=person, intake=make_intake(db), by=None, today=TODAY, now=NOW)
    household = Household(code="HO-9", recorded_at=NOW)
    db.add(household)
    db.flush()
    db.add(HouseholdMember(household_id=household.id, person_id=person.id))
    db.add(
        Exposure(
            person_id=person.id,
            listed_on=TODAY,
            opening_id=opening.id,
            position=1,
            propensity=1.0,
            model_version="m",
            feature_set="f",
            features=b"\x00",
            shown_at=NOW,
        )  # fmt: skip
    )
    db.add(
        Dismissal(person_id=person.id, opening_id=opening.id, reason=DismissalReason.FAR, at=NOW)
    )
    db.add(Invitation(person_id=person.id, opening_id=opening.id, invited_at=NOW))
    db.add(Notice(person_id=person.id, kind="thu", params={}, created_at=NOW))
    db.flush()
    return person


@pytest.fixture
def join(db, key, officer):
    def join(kept, gone):
        return merging.merge(
            db, kept=kept, gone=gone, reason="cùng căn cước", by=officer, data_key=key, now=NOW
        )

    return join


@pytest.fixture
def part(db, officer):
    return lambda row: merging.undo(db, row=row, reason="nhầm", by=officer, now=NOW)


def everything(session):
    """Return every row of every table as the database holds it, byte for byte."""
    session.flush()
    names = sorted(set(SQLModel.metadata.tables) - NOT_RESTORED)
    rows = {
        name: sorted(
            repr(tuple(row)) for row in session.connection().execute(text(f"SELECT * FROM {name}"))
        )
        for name in names
    }
    nulls = session.connection().execute(
        text("SELECT id, shift_ok IS NULL, declined_skills IS NULL FROM person ORDER BY id")
    )
    return rows | {"nulls": [tuple(row) for row in nulls]}


def owned(session, person_id):
    """Return table → rows that hang on a person."""
    tables = SQLModel.metadata.tables
    return {
        name: session.connection()
        .execute(text(f"SELECT count(*) FROM {name} WHERE person_id = {person_id}")).scalar_one()
        for name in tables
        if "person_id" in tables[name].columns
    }  # fmt: skip


class TestMerge:
    def test_every_table_of_people_has_been_decided_on(self):
        hanging = {
            table.name
            for table in SQLModel.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name == "person"
        }

        assert hanging == set(merging.MOVES) | set(merging.FURTHEST) | merging.STAYS

    def test_everything_moves_to_the_record_that_stays(self, db, kept, gone, join):
        join(kept, gone)

        rows = owned(db, gone.id)
        left = {name for name, count in rows.items() if count}
        assert left == {"account", "consent_event"}
        moved = owned(db, kept.id)
        assert all(moved[name] for name in [*merging.MOVES, *merging.FURTHEST])

    def test_answers_it_lacks_are_taken_over_and_its_own_stay(self, db, key, kept, gone, join):
        kept.desired = "nấu ăn"
        db.add(kept)
        join(kept, gone)

        person = db.get(Person, kept.id)
        assert person.desired == "nấu ăn"
        assert person.shift_ok == ["dem"]
        assert national_id.holder(db, NUMBER, data_key=key).id == kept.id
        assert (
            key.decrypt(person.national_id_encrypted, column=national_id.COLUMN, row=person.id)
            == NUMBER
        )

    def test_a_place_is_taken_over_whole_or_not_at_all(self, db, kept, gone, join):
        join(kept, gone)

        assert db.get(Person, kept.id).hamlet == ""

    def test_the_last_word_on_either_record_is_the_person_s_word(self, db, kept, gone, join):
        join(kept, gone)

        def say(purpose):
            return consents.has_consent(db, person_id=kept.id, purpose=purpose)

        assert say(ConsentPurpose.FOLLOW_UP)
        consents.withdraw_consent(
            db, person_id=kept.id, purpose=ConsentPurpose.FOLLOW_UP, channel="self", by=None,
            now=NOW,
        )  # fmt: skip
        assert not say(ConsentPurpose.FOLLOW_UP)

    def test_the_record_that_went_is_seen_nowhere(self, db, kept, gone, join, officer, sign_in):
        join(kept, gone)
        browser = sign_in(officer)

        assert browser.get(f"/can-bo/nguoi-dan/{gone.id}").status_code == 404
        assert f"/can-bo/nguoi-dan/{gone.id}" not in browser.get("/can-bo/nguoi-dan").text

    def test_two_accounts_become_one_and_both_are_signed_out(
        self, db, kept, gone, join, sign_in, new_client
    ):
        accounts = [
            db.exec(select(Account).where(Account.person_id == one.id)).one()
            for one in (kept, gone)
        ]
        browser = sign_in(accounts[1], new_client())
        join(kept, gone)

        assert [db.get(Account, one.id).is_active for one in accounts] == [True, False]
        assert browser.get("/tai-khoan/cua-toi").status_code == 302

    def test_the_only_account_goes_along(self, db, gone, join):
        made = make_person(db, full_name="Lâm Thị Sa", birth_year=1985)
        account = db.exec(select(Account).where(Account.person_id == gone.id)).one()

        join(made, gone)

        assert db.get(Account, account.id).person_id == made.id

    def test_a_reason_is_needed(self, db, key, kept, gone, officer):
        with pytest.raises(InvalidInput):
            merging.merge(db, kept=kept, gone=gone, reason=" ", by=officer, data_key=key, now=NOW)

    def test_two_different_citizen_numbers_are_two_people(self, db, key, kept, gone, join):
        national_id.keep(db, person=kept, number="094123456780", data_key=key)

        with pytest.raises(Conflict, match="căn cước"):
            join(kept, gone)

    def test_a_merged_record_is_not_merged_again(self, db, kept, gone, join):
        join(kept, gone)

        with pytest.raises(Conflict):
            join(make_person(db), db.get(Person, gone.id))


class TestBothAppliedToTheSame:
    @pytest.fixture
    def opening(self, db):
        return make_opening(db)

    def send(self, db, person, opening):
        return apply_to_opening(
            db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW
        )

    @pytest.fixture
    def employer(self, db, opening):
        return make_account(db, Role.EMPLOYER, enterprise=None, enterprise_id=opening.enterprise_id)

    def interview(self, db, application, employer):
        move_on(
            db, application=application, to=ApplicationStatus.INTERVIEW, by=employer, reason="",
            now=NOW, today=TODAY,
        )  # fmt: skip

    def test_the_one_that_went_further_stays_with_the_person(
        self, db, kept, gone, opening, employer, join, part
    ):
        mine, theirs = self.send(db, kept, opening), self.send(db, gone, opening)
        self.interview(db, theirs, employer)
        before = everything(db)

        (told,) = [
            one for one in merging.both_hold(db, kept=kept, gone=gone) if one.table == "application"
        ]
        row = join(kept, gone)

        assert (told.stays_id, told.behind_id) == (theirs.id, mine.id)
        assert db.get(Application, theirs.id).person_id == kept.id
        assert db.get(Application, mine.id).person_id == gone.id
        assert part(row) == []
        assert everything(db) == before

    def test_the_employer_sees_one_applicant(
        self, db, kept, gone, opening, employer, join, sign_in
    ):
        self.send(db, kept, opening)
        theirs = self.send(db, gone, opening)
        join(kept, gone)

        browser = sign_in(employer)
        page = browser.get(f"/doanh-nghiep/tin-tuyen-dung/{opening.id}")
        assert page.status_code == 200
        assert f'/{theirs.id}"' not in page.text

    def test_a_withdrawn_one_gives_way(self, db, kept, gone, opening, join):
        mine, theirs = self.send(db, kept, opening), self.send(db, gone, opening)
        withdraw(db, application=mine, by=None, now=NOW)

        join(kept, gone)

        assert db.get(Application, theirs.id).person_id == kept.id


class TestUndo:
    def test_every_table_is_as_it_was_byte_for_byte(self, db, kept, gone, join, part):
        before = everything(db)

        row = join(kept, gone)
        assert everything(db) != before
        left = part(row)

        assert left == []
        assert everything(db) == before

    def test_a_second_merge_and_undo_does_the_same(self, db, kept, gone, join, part):
        before = everything(db)
        for _ in range(2):
            part(join(kept, gone))

        assert everything(db) == before

    def test_what_the_person_did_since_stays_with_the_record_that_stayed(
        self, db, kept, gone, join, part
    ):
        row = join(kept, gone)
        opening = make_opening(db)
        sent = apply_to_opening(
            db, person=db.get(Person, kept.id), opening=opening, sent_by=None, today=TODAY, now=NOW
        )
        person = db.get(Person, kept.id)
        person.shift_ok = ["sang"]
        db.add(person)
        for skill in db.exec(select(PersonSkill).where(PersonSkill.person_id == kept.id)):
            db.delete(skill)
        db.flush()

        left = part(row)

        assert db.get(Application, sent.id).person_id == kept.id
        assert db.get(Person, kept.id).shift_ok == ["sang"]
        assert left == ["person", "person_skill"]

    def test_merges_are_undone_last_first(self, db, kept, gone, join, part):
        third = make_person(db, full_name="Lâm Sa", birth_year=1985)
        before = everything(db)
        first = join(kept, gone)
        second = join(third, db.get(Person, kept.id))

        with pytest.raises(Conflict):
            part(first)
        part(second)
        part(first)

        assert everything(db) == before

    def test_it_is_done_once(self, kept, gone, join, part):
        row = join(kept, gone)
        part(row)

        with pytest.raises(Conflict):
            part(row)

    def test_sessions_are_not_brought_back(self, db, kept, gone, join, part, sign_in, new_client):
        account = db.exec(select(Account).where(Account.person_id == gone.id)).one()
        browser = sign_in(account, new_client())
        part(join(kept, gone))

        assert browser.get("/tai-khoan/cua-toi").status_code == 302
        assert db.exec(select(SignInSession)).one().revoked_at is not None


class TestErasing:
    def test_it_reaches_the_record_that_went_and_the_journal(self, db, kept, gone, join):
        grant(db, gone, ConsentPurpose.STATISTICS)
        join(kept, gone)
        account = db.exec(select(Account).where(Account.person_id == kept.id)).one()

        erasing.erase(db, person=db.get(Person, kept.id), account=account, now=NOW)

        for person_id in (kept.id, gone.id):
            person = db.get(Person, person_id)
            assert person.erased_at is not None
            assert person.full_name == erasing.ERASED_NAME
            assert person.national_id_encrypted is None
        assert db.exec(select(MergeChange)).all() == []
        assert db.exec(select(DuplicatePair)).all() == []
        assert all(one.phone is None for one in db.exec(select(Account)) if one.role == Role.SEEKER)
        assert all(one.person_id is None for one in db.exec(select(Placement)))
