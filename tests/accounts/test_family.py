"""Several people on one phone: who is it, nothing of one shown to another, numbers that move."""

import re

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.accounts import numbers, passwords
from workforce.models import Account, OutboxMessage, PhoneChange, SessionOrigin, SharedPhone

PHONE = "+84912345678"
TYPED = "0912345678"
SIGN_IN, ENTER_CODE = "/tai-khoan/dang-nhap", "/tai-khoan/nhap-ma"
CHOOSE, FAMILY, ACCOUNT = "/tai-khoan/chon-nguoi", "/tai-khoan/nguoi-nha", "/tai-khoan/cua-toi"
PROFILE = "/nguoi-tim-viec/ho-so"
MOTHERS, LANS = "com-tam-trau-nuoc", "ca-kho-to-chuon-chuon"


@pytest.fixture
def mother(db):
    person = make_person(db, full_name="Trần Thị Mẹ", birth_year=1970, desired="nấu ăn")
    return make_account(
        db, phone=PHONE, person=person, password_hash=passwords.hash_password(MOTHERS)
    )


@pytest.fixture
def lan(db, mother):
    person = make_person(db, full_name="Trần Thị Lan", birth_year=1999, desired="may")
    account = make_account(
        db, phone=None, person=person, password_hash=passwords.hash_password(LANS)
    )
    numbers.join(db, account=account, phone=PHONE, label="Lan", by=mother, now=account.created_at)
    return account


def newest_code(app, db):
    message = db.exec(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    text = app.extensions["data_key"].decrypt(
        message.body_encrypted, column="outbox_message.body", row=message.id
    )
    return re.search(r"\d{6}", text)[0]


def come_by_code(app, db, browser):
    """Ask for a code with the number and type it."""
    browser.post(SIGN_IN, data={"phone": TYPED, "ask": "1"})
    return browser.post(ENTER_CODE, data={"phone": TYPED, "code": newest_code(app, db)})


class TestRelatives:
    def test_each_password_opens_its_own_profile(self, mother, lan, client, new_client):
        hers = new_client()
        client.post(SIGN_IN, data={"phone": TYPED, "password": MOTHERS})
        hers.post(SIGN_IN, data={"phone": TYPED, "password": LANS})

        assert "nấu ăn" in client.get(PROFILE).text
        assert "Lan" not in client.get(PROFILE).text
        assert "Trần Thị Lan" in hers.get(PROFILE).text
        assert "nấu ăn" not in hers.get(PROFILE).text

    def test_a_relative_is_added_with_a_profile_of_their_own(self, db, mother, sign_in):
        browser = sign_in(mother)

        answer = browser.post(FAMILY, data={"label": "Lan", "password": LANS})

        assert answer.location == FAMILY
        joined = db.exec(select(SharedPhone)).one()
        account = db.get(Account, joined.account_id)
        assert (joined.label, joined.added_by, account.phone) == ("Lan", mother.id, None)
        assert account.person_id not in (None, mother.person_id)

    def test_the_page_names_the_others_and_shows_nothing_else_of_them(self, mother, lan, sign_in):
        page = sign_in(mother).get(FAMILY).page

        assert "Lan" in page.main.text
        assert "Trần Thị Lan" not in page.main.text
        assert "1999" not in page.main.text

    def test_two_people_never_get_the_same_password_and_nobody_learns_why(
        self, db, mother, sign_in
    ):
        browser = sign_in(mother)

        answer = browser.post(FAMILY, data={"label": "Lan", "password": MOTHERS})

        assert answer.status_code == 422
        assert "dễ đoán" in answer.page.select_one(".error-summary").text
        assert db.exec(select(SharedPhone)).all() == []

    def test_who_has_no_password_sets_one_first(self, db, sign_in):
        browser = sign_in(make_account(db, person=make_person(db)))

        page = browser.get(FAMILY).page

        assert page.select_one("main a[href='/tai-khoan/mat-khau']")
        assert not page.select("main input[name=label]")

    def test_handing_the_phone_on_ends_the_session_and_wipes_the_browser(
        self, mother, lan, sign_in
    ):
        browser = sign_in(mother)

        answer = browser.post("/tai-khoan/doi-nguoi", page=FAMILY)

        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert browser.get(ACCOUNT).status_code == 302
        page = browser.get(SIGN_IN).page
        assert page.select_one("input[name=phone]")["value"].replace(" ", "") in (TYPED, PHONE)
        assert not page.select_one("input[name=password]").get("value")

    def test_signing_out_wipes_the_browser(self, mother, sign_in):
        answer = sign_in(mother).post("/tai-khoan/dang-xuat", page=ACCOUNT)

        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


class TestChoosing:
    def test_a_code_asks_who_holds_the_phone(self, app, db, mother, lan, client):
        answer = come_by_code(app, db, client)

        assert answer.location == CHOOSE
        assert client.get(ACCOUNT).status_code == 302  # nobody is signed in yet
        labels = [
            one.text.strip() for one in client.get(CHOOSE).page.select(".choices label, label")
        ]
        assert {"Mẹ", "Lan"} <= set(labels)

    def test_a_relative_s_account_needs_their_password(self, app, db, mother, lan, client):
        come_by_code(app, db, client)

        refused = client.post(CHOOSE, data={"who": str(lan.id), "fact": MOTHERS})
        opened = client.post(CHOOSE, data={"who": str(lan.id), "fact": LANS})

        assert refused.status_code == 422
        assert opened.status_code == 302
        assert "Trần Thị Lan" in client.get(PROFILE).text

    def test_the_choice_is_made_once(self, app, db, mother, lan, client, new_client):
        come_by_code(app, db, client)
        copy = new_client()
        copy.set_cookie("phien", client.get_cookie("phien").value)
        client.post(CHOOSE, data={"who": str(lan.id), "fact": LANS})

        assert copy.get(CHOOSE).location == SIGN_IN

    def test_an_account_of_another_number_cannot_be_chosen(self, app, db, mother, lan, client):
        stranger = make_account(db, person=make_person(db))
        come_by_code(app, db, client)

        assert client.post(CHOOSE, data={"who": str(stranger.id)}).status_code == 422

    def test_without_a_proven_phone_there_is_nothing_to_choose(self, mother, lan, client):
        assert client.get(CHOOSE).location == SIGN_IN

    def test_somebody_who_only_typed_the_number_keeps_nobody_out(self, app, db, mother, client):
        stranger = make_account(db, phone=None, person=make_person(db))
        numbers.join(db, account=stranger, phone=PHONE, by=None, now=stranger.created_at)
        come_by_code(app, db, client)

        answer = client.post(CHOOSE, data={"who": str(mother.id)})

        assert answer.status_code == 302
        assert "Trần Thị Mẹ" in client.get(PROFILE).text

    def test_tries_are_counted(self, app, db, mother, lan, client):
        come_by_code(app, db, client)
        for _ in range(3):
            client.post(CHOOSE, data={"who": str(lan.id), "fact": "sai"})

        answer = client.post(CHOOSE, data={"who": str(lan.id), "fact": LANS})

        assert answer.status_code == 422
        assert "đến xã, phường" in answer.page.select_one(".error-summary").text


class TestNumbersSoldAgain:
    @pytest.fixture
    def months_later(self, fixed_clock):
        return lambda: fixed_clock.advance(days=120)

    def test_a_new_owner_with_a_code_does_not_get_in(self, app, db, mother, client, months_later):
        months_later()

        answer = come_by_code(app, db, client)

        assert answer.location == CHOOSE
        page = client.get(CHOOSE).page.main.text
        assert "Mẹ" not in page
        for guess in ("1985", ""):
            refused = client.post(CHOOSE, data={"who": str(mother.id), "fact": guess})
            assert refused.status_code == 422

    def test_the_old_owner_gets_in_with_a_second_fact(self, app, db, mother, client, months_later):
        months_later()
        come_by_code(app, db, client)

        answer = client.post(CHOOSE, data={"who": str(mother.id), "fact": "1970"})

        assert answer.status_code == 302
        assert "Trần Thị Mẹ" in client.get(PROFILE).text

    def test_nothing_is_asked_while_the_account_is_used(self, app, db, mother, client, fixed_clock):
        fixed_clock.advance(days=60)

        assert come_by_code(app, db, client).location == "/nguoi-tim-viec/goi-y"

    def test_a_new_owner_takes_the_number_and_leaves_the_old_history(
        self, app, db, mother, client, months_later
    ):
        months_later()
        come_by_code(app, db, client)

        answer = client.post("/tai-khoan/so-moi", page=CHOOSE)
        client.post("/tai-khoan/dang-ky", data={"phone": TYPED})

        assert answer.location == "/tai-khoan/dang-ky"
        db.refresh(mother)
        assert mother.phone is None
        assert mother.is_active
        assert mother.person_id is not None
        new = db.exec(select(Account).where(Account.phone == PHONE)).one()
        assert new.person_id != mother.person_id
        assert "nấu ăn" not in client.get(PROFILE).text

    def test_a_number_in_use_cannot_be_taken(self, app, db, mother, lan, client):
        come_by_code(app, db, client)
        token = client.token(CHOOSE, page=CHOOSE)

        client.post_raw("/tai-khoan/so-moi", data={"csrf_token": token})

        db.refresh(mother)
        assert mother.phone == PHONE


class TestAnotherNumber:
    PAGE, CONFIRM = "/tai-khoan/doi-so", "/tai-khoan/doi-so/ma"
    NEW = "0987654321"

    def test_it_changes_when_the_code_sent_to_it_is_typed(self, app, db, mother, sign_in):
        browser = sign_in(mother)

        browser.post(self.PAGE, data={"phone": self.NEW, "current": MOTHERS})
        db.refresh(mother)
        assert mother.phone == PHONE
        browser.post(self.CONFIRM, data={"code": newest_code(app, db)})

        db.refresh(mother)
        assert mother.phone == "+84987654321"
        assert mother.phone_verified_at is not None
        assert db.exec(select(PhoneChange)).all() == []

    def test_a_wrong_code_changes_nothing(self, app, db, mother, sign_in):
        browser = sign_in(mother)
        browser.post(self.PAGE, data={"phone": self.NEW, "current": MOTHERS})
        code = newest_code(app, db)

        answer = browser.post(
            self.CONFIRM, data={"code": "000000" if code != "000000" else "1" * 6}
        )

        assert answer.status_code == 422
        db.refresh(mother)
        assert mother.phone == PHONE

    def test_it_needs_the_password(self, db, mother, sign_in):
        answer = sign_in(mother).post(self.PAGE, data={"phone": self.NEW, "current": "sai"})

        assert answer.status_code == 422
        assert db.exec(select(PhoneChange)).all() == []

    def test_a_number_somebody_uses_is_shared_not_taken(self, app, db, mother, sign_in):
        holder = make_account(db, phone="+84987654321", person=make_person(db))
        browser = sign_in(mother)
        browser.post(self.PAGE, data={"phone": self.NEW, "current": MOTHERS})
        browser.post(self.CONFIRM, data={"code": newest_code(app, db)})

        assert db.get(Account, holder.id).phone == "+84987654321"
        assert db.exec(select(SharedPhone)).one().account_id == mother.id

    def test_a_session_an_officer_opened_does_not_change_it(self, mother, sign_in):
        browser = sign_in(mother, origin=SessionOrigin.DESK_CODE)

        assert browser.post(self.PAGE, data={"phone": self.NEW}).status_code == 403
