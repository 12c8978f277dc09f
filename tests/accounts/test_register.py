"""Registering: a number and on you go; nobody learns who has an account."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.accounts import actions, codes, limits, numbers, passwords
from workforce.models import (
    Account,
    ConsentEvent,
    ConsentPurpose,
    OutboxMessage,
    Person,
    Role,
    SessionOrigin,
    SharedPhone,
)

REGISTER = "/tai-khoan/dang-ky"
GIVEN = {
    "phone": "0912 345 678",
    "password": "com-tam-trau-nuoc",
}


def account_with(db, phone="+84912345678"):
    return db.exec(select(Account).where(Account.phone == phone)).first()


class TestRegister:
    def test_a_number_is_enough_and_the_person_is_signed_in_at_once(self, db, client):
        answer = client.post(REGISTER, data=GIVEN)

        account = account_with(db)
        assert answer.location == "/nguoi-tim-viec/ho-so/mong-muon"
        assert client.get(answer.location).status_code == 200
        assert account.role == Role.SEEKER
        assert account.phone_verified_at is None
        assert db.get(Person, account.person_id).full_name == actions.NO_NAME

    def test_it_goes_on_to_where_the_person_wanted_to_go(self, db, client):
        answer = client.post(f"{REGISTER}?tiep=/viec-lam?q=may", data=GIVEN)

        assert answer.location == "/viec-lam?q=may"

    def test_no_box_is_ticked_beforehand(self, client):
        page = client.get(REGISTER).page

        assert page.select("input[type=checkbox]")
        assert not page.select("input[checked]")

    def test_only_what_was_ticked_is_agreed_to(self, db, client):
        client.post(REGISTER, data={**GIVEN, "agreed": ["matching"]})

        events = db.exec(select(ConsentEvent)).all()
        assert [(event.purpose, event.channel) for event in events] == [
            (ConsentPurpose.MATCHING, "self")
        ]

    @pytest.mark.parametrize("password", ["com-tam-trau-nuoc", ""])
    def test_a_taken_number_gets_the_same_answer(self, db, client, new_client, password):
        make_account(db, phone="+84987654321", password_hash=passwords.hash_password("ca kho to"))
        browser = new_client()

        free = client.post(REGISTER, data={**GIVEN, "password": password})
        taken = browser.post(REGISTER, data={"phone": "0987654321", "password": password})

        assert (free.status_code, free.location) == (taken.status_code, taken.location)
        for page in (free.location, "/tai-khoan/cua-toi"):
            shown = [one.get(page).page for one in (client, browser)]
            for one in shown:
                for field in one.select("input[name=csrf_token]"):
                    field.decompose()
            texts = [one.body.get_text().replace("0987 654 321", "số").replace("0912 345 678", "số")
                     for one in shown]  # fmt: skip
            assert texts[0] == texts[1]

    def test_with_a_taken_number_nothing_of_the_owner_is_reached(self, db, client):
        owner = make_account(db, phone="+84912345678", person=make_person(db))

        client.post(REGISTER, data=GIVEN)

        joined = db.exec(select(SharedPhone)).one()
        account = db.get(Account, joined.account_id)
        assert (joined.phone, account.phone) == ("+84912345678", None)
        assert account.person_id != owner.person_id
        assert db.get(Account, owner.id).phone == "+84912345678"

    def test_one_s_own_number_and_password_lead_to_the_old_profile(self, db, client):
        owner = make_account(
            db, phone="+84912345678", password_hash=passwords.hash_password(GIVEN["password"])
        )

        answer = client.post(REGISTER, data=GIVEN)

        assert answer.location == "/nguoi-tim-viec/goi-y"
        assert [one.id for one in db.exec(select(Account))] == [owner.id]

    def test_guessing_passwords_by_registering_is_limited(self, db, new_client):
        make_account(db, phone="+84912345678", password_hash=passwords.hash_password("ca kho to"))
        answers = [
            new_client().post(REGISTER, data={**GIVEN, "password": f"mat khau thu {n} day"})
            for n in range(limits.SIGN_IN.most + 1)
        ]

        assert answers[-1].status_code == 429

    def test_the_owner_of_a_taken_number_is_told_by_message(self, app, db, client):
        owner = make_account(db, phone="+84912345678")

        client.post(REGISTER, data=GIVEN)

        message = db.exec(select(OutboxMessage)).one()
        assert message.account_id == owner.id
        text = codes.body(message, data_key=app.extensions["data_key"])
        assert text == codes.TAKEN_TEXT

    def test_too_many_people_on_one_number_are_sent_to_the_desk(self, db, client, new_client):
        for _ in range(numbers.MOST_PEOPLE):
            answer = new_client().post(REGISTER, data={"phone": GIVEN["phone"]})
            assert answer.status_code == 302

        answer = client.post(REGISTER, data={"phone": GIVEN["phone"]})

        assert answer.status_code == 409
        assert "đến xã, phường" in answer.page.select_one(".error-summary").text

    def test_it_never_attaches_to_a_profile_an_officer_made(self, db, client):
        made = make_person(
            db, full_name="Thạch Thị Sóc Kha", contact_phone="+84912345678",
            created_by=make_account(db, Role.COMMUNE).id,
        )  # fmt: skip

        client.post(REGISTER, data=GIVEN)

        assert account_with(db).person_id != made.id

    def test_without_a_password_one_is_signed_in_too(self, db, client):
        answer = client.post(REGISTER, data={"phone": GIVEN["phone"]})

        assert client.get(answer.location).status_code == 200
        assert account_with(db).password_hash == ""

    @pytest.mark.parametrize(
        "given",
        [{"phone": "abc"}, {"phone": ""}, {"password": "12345678"}, {"agreed": ["everything"]}],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, db, client, given):
        answer = client.post(REGISTER, data={**GIVEN, **given})

        assert answer.status_code == 422
        assert answer.page.select_one(".error-summary a")
        assert db.exec(select(Account)).all() == []
        if "phone" not in given:
            assert answer.page.select_one("input[name=phone]")["value"] == GIVEN["phone"]

    def test_one_address_registers_thirty_people_an_hour(self, new_client):
        answers = [
            new_client().post(REGISTER, data={"phone": f"09123456{n:02d}"}).status_code
            for n in range(limits.REGISTER.most + 1)
        ]

        assert answers == [302] * 30 + [429]


class TestPasswords:
    def check(self, password, role=Role.SEEKER):
        passwords.check_strength(password, role=role, phone="+84912345678", name="Lâm Văn Sóc Kha")

    @pytest.mark.parametrize(
        "weak",
        ["ngắn", "1234567", "12345678", "matkhau123", "password", "PASSWORD", "qwertyuiop",
         "0912345678", "912345678", "84912345678", "lamvansockha", "Lâm Văn Sóc Kha",
         "sockha0912345678", "aaaaaaaaaaaa", "abababababab", "x" * 201],
    )  # fmt: skip
    def test_one_anybody_would_guess_is_refused(self, weak):
        with pytest.raises(passwords.InvalidInput):
            self.check(weak)

    @pytest.mark.parametrize(
        "good", ["com-tam-trau-nuoc", "con trâu ăn lúa", "x7 y8 z9 w0 v1", "lúa" * 22 + "gạo vàng"]
    )
    def test_any_long_one_will_do_without_rules_about_signs(self, good):
        self.check(good)

        assert passwords.matches(passwords.hash_password(good), good)

    def test_staff_need_twelve_characters(self):
        self.check("trâu bò gà")
        with pytest.raises(passwords.InvalidInput, match="12"):
            self.check("trâu bò gà", role=Role.COMMUNE)

    def test_the_same_word_from_two_keyboards_is_the_same_password(self):
        composed, decomposed = "tr\u00e2u n\u01b0\u1edbc", "tra\u0302u nu\u031bo\u031b\u0301c"

        assert passwords.matches(passwords.hash_password(composed), decomposed)

    def test_thousands_of_common_ones_are_known(self):
        assert len(passwords.common_passwords()) >= 3_000


class TestChange:
    PAGE = "/tai-khoan/mat-khau"

    @pytest.fixture
    def seeker(self, db):
        return make_account(db, password_hash=passwords.hash_password("mat khau dang dung"))

    def test_the_old_one_is_asked_for(self, db, seeker, sign_in):
        browser = sign_in(seeker)
        data = {"current": "sai", "password": "ba tu khong lien quan"}

        assert browser.post(self.PAGE, data=data).status_code == 422
        db.refresh(seeker)
        assert passwords.matches(seeker.password_hash, "mat khau dang dung")

    def test_it_ends_the_other_sessions(self, seeker, sign_in, new_client):
        here, there = sign_in(seeker, new_client()), sign_in(seeker, new_client())
        data = {"current": "mat khau dang dung", "password": "ba tu khong lien quan"}

        assert here.post(self.PAGE, data=data).status_code == 302

        assert here.get("/tai-khoan/cua-toi").status_code == 200
        assert there.get("/tai-khoan/cua-toi").status_code == 302

    def test_who_came_in_by_code_need_not_know_the_old_one(self, seeker, sign_in):
        browser = sign_in(seeker, origin=SessionOrigin.DESK_CODE)

        answer = browser.post(self.PAGE, data={"password": "ba tu khong lien quan"})

        assert answer.status_code == 302

    def test_a_weak_one_is_refused(self, seeker, sign_in):
        browser = sign_in(seeker, origin=SessionOrigin.CODE)

        assert browser.post(self.PAGE, data={"password": "12345678"}).status_code == 422

    def test_guessing_the_old_one_is_limited(self, seeker, sign_in):
        browser = sign_in(seeker)
        token = browser.token(self.PAGE, page=self.PAGE)
        data = {"current": "sai", "password": "ba tu khong lien quan", "csrf_token": token}

        answers = [browser.post_raw(self.PAGE, data=data).status_code for _ in range(11)]

        assert answers == [422] * 10 + [429]

    def test_one_given_by_an_officer_must_be_changed_before_anything_else(self, db, sign_in):
        account = make_account(
            db, person=make_person(db), must_change_password=True,
            password_hash=passwords.hash_password("mat khau tam cho"),
        )  # fmt: skip
        browser = sign_in(account)

        for page in ("/nguoi-tim-viec/ho-so", "/tai-khoan/cua-toi", "/nguoi-tim-viec/goi-y"):
            assert browser.get(page).location == self.PAGE
        data = {"current": "mat khau tam cho", "password": "ba tu khong lien quan"}
        assert browser.post(self.PAGE, data=data).status_code == 302
        assert browser.get("/nguoi-tim-viec/ho-so").status_code == 200
