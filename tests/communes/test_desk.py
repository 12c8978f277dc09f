"""At the desk: enter a profile, confirm a number, read out a code, give an account."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune
from tests.fixed_clock import NOW
from workforce.accounts import passwords
from workforce.models import (
    Account,
    Application,
    AuditLog,
    ConsentEvent,
    EvidenceTier,
    OneTimeCode,
    Person,
    PlacementEvent,
    PlacementEventKind,
    Role,
    SessionOrigin,
    SignInSession,
)
from workforce.people import national_id
from workforce.placements import ledger

ENTER = "/can-bo/nguoi-dan/nhap-ho"
WHY = {"reason": "quên mật khẩu", "identity_check": "0"}


@pytest.fixture
def given(db):
    return {
        "full_name": "Lâm Thu Phala",
        "new_unit_id": new_commune(db).id,
        "agreed": ["matching"],
        "is_seeking": "y",
    }


def entered(db):
    return db.exec(select(Person).where(Person.full_name == "Lâm Thu Phala")).first()


class TestAssistedEntry:
    def test_it_records_who_entered_it_and_the_spoken_consent(self, db, desk, officer, given):
        assert desk.post(ENTER, data=given).status_code == 302

        person = entered(db)
        event = db.exec(select(ConsentEvent)).one()
        assert person.created_by == officer.id
        assert (event.person_id, event.channel, event.recorded_by) == (
            person.id, "desk", officer.id,
        )  # fmt: skip

    def test_it_opens_no_account(self, db, desk, given):
        desk.post(ENTER, data={**given, "contact_phone": "0912345678"})

        assert db.exec(select(Account).where(Account.role == Role.SEEKER)).all() == []

    def test_without_consent_there_is_no_profile(self, db, desk, given):
        answer = desk.post(ENTER, data={**given, "agreed": ["statistics"]})

        assert answer.status_code == 422
        assert entered(db) is None
        assert answer.page.select_one("input[name=full_name]")["value"] == "Lâm Thu Phala"

    def test_no_box_is_ticked_beforehand(self, desk):
        page = desk.get(ENTER).page

        assert not page.select("input[name=agreed][checked]")

    def test_what_was_not_asked_stays_unknown(self, db, desk, given):
        desk.post(ENTER, data=given)

        person = entered(db)
        assert (person.sex, person.education, person.shift_ok, person.needs_shuttle) == (None,) * 4

    def test_another_commune_cannot_be_chosen(self, db, desk, given):
        answer = desk.post(ENTER, data={**given, "new_unit_id": new_commune(db, "Xã Kế Sách").id})

        assert answer.status_code == 422
        assert entered(db) is None

    def test_the_citizen_number_is_kept_encrypted_and_shown_by_four_digits(
        self, app, db, desk, given
    ):
        desk.post(ENTER, data={**given, "national_id": "094 123 456 789"})

        person = entered(db)
        assert b"094123456789" not in person.national_id_encrypted
        key = app.extensions["data_key"]
        assert (
            key.decrypt(person.national_id_encrypted, column=national_id.COLUMN, row=person.id)
            == "094123456789"
        )
        page = desk.get(f"/can-bo/nguoi-dan/{person.id}").text
        assert "6789" in page
        assert "094123456789" not in page

    def test_a_number_in_use_is_refused_in_words(self, db, desk, given):
        desk.post(ENTER, data={**given, "national_id": "094123456789"})

        again = {**given, "full_name": "Người Khác", "national_id": "094.123.456.789"}
        answer = desk.post(ENTER, data=again)

        assert answer.status_code == 422
        assert "đã có trong một hồ sơ khác" in answer.page.select_one(".error-summary").text
        assert db.exec(select(Person).where(Person.full_name == "Người Khác")).first() is None

    @pytest.mark.parametrize(
        "wrong",
        [{"national_id": "123456789"}, {"national_id": "abc"}, {"birth_year": "85"},
         {"birth_date": "31/02/1990"}, {"contact_phone": "12"}, {"wage_min_vnd": "nhiều"},
         {"max_km": "-1"}, {"sex": "x"}, {"shift_ok": ["x"]}, {"about": "x" * 4_001},
         {"full_name": "\x00"}, {"new_unit_id": "99999999999999999999"}],
    )  # fmt: skip
    def test_wrong_input_is_said_and_nothing_is_kept(self, db, desk, given, wrong):
        answer = desk.post(ENTER, data={**given, **wrong})

        assert answer.status_code == 422
        assert answer.page.select_one(".error-summary a")
        assert entered(db) is None

    def test_correcting_keeps_what_the_form_showed(self, db, desk, person):
        page = f"/can-bo/nguoi-dan/{person.id}/sua"
        shown = {
            field["name"]: field.get("value", "")
            for field in desk.get(page).page.select("main input[type=text]")
        }
        data = {
            **shown, "new_unit_id": person.new_unit_id, "old_unit_id": person.old_unit_id,
            "about": person.about, "education": "thcs", "training": "none", "is_seeking": "y",
            "full_name": "Thạch Thị Sóc",
        }  # fmt: skip

        assert desk.post(page, data=data).status_code == 302

        db.refresh(person)
        assert (person.full_name, person.name_folded) == ("Thạch Thị Sóc", "thach thi soc")
        assert (person.wage_min_vnd, person.max_km, person.desired) == (
            7_000_000,
            10,
            "công nhân may",
        )
        line = db.exec(select(AuditLog).where(AuditLog.action == "person.changed")).one()
        assert line.details == "full_name"


class TestNumbers:
    def test_confirming_records_who_and_how(self, db, desk, officer, person):
        account = make_account(db, person=person, unverified=True)
        page = f"/can-bo/nguoi-dan/{person.id}/xac-minh-so"

        assert desk.post(page, data={"how": "1"}).status_code == 302

        db.refresh(account)
        line = db.exec(select(AuditLog).where(AuditLog.action == "account.phone_verified")).one()
        assert account.phone_verified_by == officer.id
        assert line.details

    def test_it_is_due_until_then(self, db, desk, person):
        make_account(db, person=person, unverified=True)

        assert "Xác minh số" in desk.get("/can-bo/").page.select_one(".due-list").text

    def test_a_new_number_ends_the_sessions_and_counts_as_confirmed(
        self, db, desk, person, sign_in, new_client
    ):
        account = make_account(db, person=person, unverified=True)
        phone = sign_in(account, new_client())

        desk.post(f"/can-bo/nguoi-dan/{person.id}/doi-so", data={"phone": "0987654321", "how": "0"})

        db.refresh(account)
        assert account.phone == "+84987654321"
        assert account.phone_verified_at is not None
        assert phone.get("/tai-khoan/cua-toi").status_code == 302

    def test_a_number_somebody_only_typed_is_taken_from_them(self, db, desk, person):
        account = make_account(db, person=person)
        squatter = make_account(db, phone="+84987654321", unverified=True)
        page = f"/can-bo/nguoi-dan/{person.id}/doi-so"

        assert desk.post(page, data={"phone": "0987654321", "how": "0"}).status_code == 302

        for row in (account, squatter):
            db.refresh(row)
        assert (account.phone, squatter.phone) == ("+84987654321", None)

    def test_a_confirmed_number_of_somebody_else_stays_theirs(self, db, desk, person):
        make_account(db, person=person)
        make_account(db, phone="+84987654321")
        page = f"/can-bo/nguoi-dan/{person.id}/doi-so"

        assert desk.post(page, data={"phone": "0987654321", "how": "0"}).status_code == 422


class TestReadingOutACode:
    @pytest.fixture
    def account(self, db, person):
        return make_account(db, person=person, phone="+84912345678")

    @pytest.fixture
    def made(self, db, desk, person, account):
        profile = f"/can-bo/nguoi-dan/{person.id}"
        answer = desk.post(f"{profile}/ma", page=profile)
        return answer.location

    def test_it_is_shown_only_after_why_and_how(self, db, desk, made):
        assert "Mã của anh/chị" not in desk.get(made).text
        assert desk.post(made, data={"reason": "", "identity_check": "0"}).status_code == 422
        assert desk.post(made, data={"reason": "quên"}).status_code == 422

        desk.post(made, data=WHY)

        assert "Mã của anh/chị" in desk.get(made).text

    def test_who_why_and_how_are_kept_and_the_person_sees_them(
        self, db, desk, officer, account, made, sign_in, new_client
    ):
        desk.post(made, data=WHY)

        code = db.exec(select(OneTimeCode)).one()
        assert (code.read_out_by, code.read_out_reason) == (officer.id, "quên mật khẩu")
        assert code.identity_check == "Xem căn cước tại bàn"
        theirs = sign_in(account, new_client()).get("/tai-khoan/cua-toi").page.main.get_text()
        assert "Cán bộ An Ninh" in theirs
        assert "quên mật khẩu" in theirs

    def test_a_session_opened_with_it_is_marked(self, db, desk, made, new_client):
        desk.post(made, data=WHY)
        digits = desk.get(made).page.select_one(".notice-title").get_text()[-6:]

        phone = new_client()
        phone.post("/tai-khoan/nhap-ma", data={"phone": "0912345678", "code": digits})

        origins = [row.origin for row in db.exec(select(SignInSession))]
        assert SessionOrigin.DESK_CODE in origins

    def test_a_colleague_cannot_read_the_same_one(self, db, desk, made, sign_in, new_client):
        desk.post(made, data=WHY)
        colleague = sign_in(make_account(db, Role.COMMUNE), new_client())

        assert "Mã của anh/chị" not in colleague.get(made).text

    def test_one_that_ended_is_not_shown(self, desk, made, fixed_clock):
        desk.post(made, data=WHY)
        fixed_clock.advance(minutes=10)

        assert "Mã của anh/chị" not in desk.get(made).text

    def test_codes_of_colleagues_and_enterprises_are_not_for_the_desk(self, app, db, desk):
        from workforce.accounts import codes
        from workforce.clock import now

        boss = make_account(db, Role.ADMIN)
        code = codes.issue(db, account=boss, data_key=app.extensions["data_key"], now=now())

        assert desk.get(f"/can-bo/ma-dang-nhap/{code.id}").status_code == 404

    def test_waiting_ones_are_listed(self, desk, person, made):
        page = desk.get("/can-bo/ma-dang-nhap").page

        assert person.full_name in page.select_one(".due-list").text


class TestGivingAnAccount:
    @pytest.fixture
    def give(self, desk, person):
        page = f"/can-bo/nguoi-dan/{person.id}/tai-khoan"
        return lambda **data: desk.post(page, data={"phone": "0912345678", "how": "2"} | data)

    def test_a_new_one_signs_in_to_the_profile(self, db, give, person):
        assert give().status_code == 302

        account = db.exec(select(Account).where(Account.phone == "+84912345678")).one()
        assert account.person_id == person.id
        assert account.phone_verified_at is not None

    def test_the_persons_own_account_moves_over_and_its_shell_is_emptied(
        self, db, give, person, sign_in, new_client
    ):
        shell = make_person(db, blank=True, full_name="Thạch Thị Sóc Kha")
        account = make_account(
            db, person=shell, phone="+84912345678", unverified=True,
            password_hash=passwords.hash_password("ba tu khong lien quan"),
        )  # fmt: skip
        before = sign_in(account, new_client())

        assert give().status_code == 302

        for row in (account, shell):
            db.refresh(row)
        assert (account.person_id, account.password_hash) == (person.id, "")
        assert (shell.full_name, shell.is_seeking) == ("—", False)
        assert shell.erased_at is not None
        assert before.get("/tai-khoan/cua-toi").status_code == 302

    def test_how_identity_was_checked_is_asked(self, db, give):
        assert give(how="").status_code == 422
        assert db.exec(select(Account).where(Account.role == Role.SEEKER)).all() == []

    def test_a_colleagues_number_is_refused(self, db, give):
        make_account(db, Role.CENTRE, phone="+84912345678")

        assert give().status_code == 422

    def test_a_profile_has_one_account(self, db, give, person):
        make_account(db, person=person)

        assert give().status_code == 422


class TestStartOfWork:
    @pytest.fixture
    def application(self, db, person):
        row = Application(
            person_id=person.id, opening_id=make_opening(db).id, created_at=NOW, updated_at=NOW
        )
        db.add(row)
        db.flush()
        return row

    def record(self, desk, person, **data):
        return desk.post(f"/can-bo/nguoi-dan/{person.id}/bat-dau-lam", data=data)

    def test_it_is_only_a_claim_recorded_by_staff(self, db, desk, officer, person, application):
        answer = self.record(desk, person, application=application.id, start_on="07/09/2026")

        event = db.exec(select(PlacementEvent)).one()
        assert answer.status_code == 302
        assert (event.kind, event.tier) == (PlacementEventKind.CLAIMED, EvidenceTier.D)
        assert event.recorded_by == officer.id
        assert not ledger.episode([event]).is_placement

    def test_another_persons_application_cannot_be_named(self, db, desk, person, application):
        other = make_person(db)
        theirs = Application(
            person_id=other.id, opening_id=application.opening_id, created_at=NOW, updated_at=NOW
        )
        db.add(theirs)
        db.flush()

        answer = self.record(desk, person, application=theirs.id, start_on="07/09/2026")

        assert answer.status_code == 422
        assert db.exec(select(PlacementEvent)).all() == []

    def test_a_day_years_away_is_refused(self, db, desk, person, application):
        answer = self.record(desk, person, application=application.id, start_on="07/09/2029")

        assert answer.status_code == 422
        assert db.exec(select(PlacementEvent)).all() == []

    def test_without_an_application_there_is_nothing_to_record(self, desk, person):
        assert desk.get(f"/can-bo/nguoi-dan/{person.id}/bat-dau-lam").status_code == 409
