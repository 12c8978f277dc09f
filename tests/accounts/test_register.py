"""Registering: boxes are empty, nobody learns who has an account, a profile of one's own."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.accounts import codes, limits, passwords
from workforce.models import (
    Account,
    ConsentEvent,
    ConsentPurpose,
    OutboxMessage,
    Person,
    Role,
    SessionOrigin,
)

REGISTER = "/tai-khoan/dang-ky"
GIVEN = {
    "full_name": "Thạch Thị Sóc Kha",
    "phone": "0912 345 678",
    "password": "com-tam-trau-nuoc",
}


def account_with(db, phone="+84912345678"):
    return db.exec(select(Account).where(Account.phone == phone)).first()


class TestRegister:
    def test_it_opens_an_account_and_a_profile_nobody_verified(self, db, client):
        answer = client.post(REGISTER, data=GIVEN)

        account = account_with(db)
        assert answer.location == "/tai-khoan/dang-nhap"
        assert account.role == Role.SEEKER
        assert account.phone_verified_at is None
        assert db.get(Person, account.person_id).name_folded == "thach thi soc kha"

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

    def test_a_taken_number_gets_the_same_answer(self, db, client, new_client):
        make_account(db, phone="+84987654321")
        browser = new_client()

        free = client.post(REGISTER, data=GIVEN)
        taken = browser.post(REGISTER, data={**GIVEN, "phone": "0987654321"})

        assert (free.status_code, free.location) == (taken.status_code, taken.location)
        pages = [one.get(free.location).page for one in (client, browser)]
        for page in pages:
            page.select_one("input[name=csrf_token]").decompose()
            page.select_one("input[name=phone]").decompose()
        assert pages[0].main.get_text() == pages[1].main.get_text()

    def test_the_owner_of_a_taken_number_is_told_by_message(self, app, db, client):
        owner = make_account(db, phone="+84912345678")

        client.post(REGISTER, data=GIVEN)

        message = db.exec(select(OutboxMessage)).one()
        assert message.account_id == owner.id
        text = codes.body(message, data_key=app.extensions["data_key"])
        assert text == codes.TAKEN_TEXT
        assert db.exec(select(Account)).one().id == owner.id

    def test_it_never_attaches_to_a_profile_an_officer_made(self, db, client):
        made = make_person(
            db, full_name=GIVEN["full_name"], contact_phone="+84912345678",
            created_by=make_account(db, Role.COMMUNE).id,
        )  # fmt: skip

        client.post(REGISTER, data=GIVEN)

        assert account_with(db).person_id != made.id

    def test_without_a_password_comes_a_code(self, db, client):
        answer = client.post(REGISTER, data={**GIVEN, "password": ""})

        assert answer.location == "/tai-khoan/nhap-ma"
        assert account_with(db).password_hash == ""
        assert db.exec(select(OutboxMessage)).one().account_id == account_with(db).id

    @pytest.mark.parametrize(
        "given",
        [{"full_name": ""}, {"phone": "abc"}, {"phone": ""}, {"full_name": "x" * 121},
         {"password": "12345678"}, {"agreed": ["everything"]}, {"full_name": "\x00"}],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, db, client, given):
        answer = client.post(REGISTER, data={**GIVEN, **given})

        assert answer.status_code == 422
        assert answer.page.select_one(".error-summary a")
        assert db.exec(select(Account)).all() == []
        if "phone" not in given:
            assert answer.page.select_one("input[name=phone]")["value"] == GIVEN["phone"]

    def test_one_address_registers_thirty_people_an_hour(self, client):
        token = client.token(REGISTER, page=REGISTER)
        answers = [
            client.post_raw(
                REGISTER,
                data={**GIVEN, "password": "", "phone": f"09123456{n:02d}", "csrf_token": token},
            ).status_code
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
