"""A printed sheet: a code for somebody without a phone, once, and seen by the person."""

import re

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.accounts import sheets
from workforce.models import Account, PrintedCode, Role, SessionOrigin, SignInSession

ENTER = "/tai-khoan/phieu"
WHY = {"reason": "chưa có điện thoại", "identity_check": "0"}


@pytest.fixture
def person(db):
    return make_person(db, full_name="Danh Thị Giấy", contact_phone=None)


@pytest.fixture
def officer(db):
    return make_account(db, Role.COMMUNE, display_name="Cán bộ An Ninh")


@pytest.fixture
def printed(officer, person, sign_in, new_client):
    """The sheet's page, as the officer prints it."""
    browser = sign_in(officer, new_client())
    made = browser.post(f"/can-bo/nguoi-dan/{person.id}/phieu", data=WHY)
    return browser.get(made.location)


def code_on(page):
    text = page.page.main.text
    return re.search(r"Số phiếu: (\d+)", text)[1], re.search(r"Mã: (\d{4} \d{4})", text)[1]


class TestSheet:
    def test_it_opens_an_account_without_a_number_and_asks_for_a_password(
        self, db, person, printed, client
    ):
        number, code = code_on(printed)

        answer = client.post(ENTER, data={"sheet": number, "code": code})

        assert answer.location == "/tai-khoan/mat-khau"
        assert client.get("/nguoi-tim-viec/ho-so").location == "/tai-khoan/mat-khau"
        client.post("/tai-khoan/mat-khau", data={"password": "ba tu khong lien quan"})
        assert "Danh Thị Giấy" in client.get("/nguoi-tim-viec/ho-so").text
        account = db.exec(select(Account).where(Account.person_id == person.id)).one()
        assert account.phone is None

    def test_the_session_counts_as_one_an_officer_opened(self, db, person, printed, client):
        number, code = code_on(printed)
        client.post(ENTER, data={"sheet": number, "code": code})

        account = db.exec(select(Account).where(Account.person_id == person.id)).one()
        row = db.exec(select(SignInSession).where(SignInSession.account_id == account.id)).one()
        assert row.origin == SessionOrigin.DESK_CODE

    def test_the_person_sees_who_printed_it_and_why(self, printed, client):
        number, code = code_on(printed)
        client.post(ENTER, data={"sheet": number, "code": code})
        client.post("/tai-khoan/mat-khau", data={"password": "ba tu khong lien quan"})

        page = client.get("/tai-khoan/cua-toi").page.main.text
        assert "Cán bộ An Ninh" in page
        assert "chưa có điện thoại" in page
        assert "Xem căn cước tại bàn" in page

    def test_it_works_once_and_a_wrong_code_never(self, db, printed, client, new_client):
        number, code = code_on(printed)
        wrong = "0000 0000" if code != "0000 0000" else "1111 1111"

        assert client.post(ENTER, data={"sheet": number, "code": wrong}).status_code == 422
        assert client.post(ENTER, data={"sheet": number, "code": code}).status_code == 302
        again = new_client().post(ENTER, data={"sheet": number, "code": code})
        assert again.status_code == 422
        assert db.exec(select(PrintedCode)).one().code_encrypted is None

    def test_it_ends_after_five_tries_and_after_thirty_days(
        self, printed, client, new_client, fixed_clock
    ):
        number, code = code_on(printed)
        for _ in range(sheets.MAX_TRIES):
            new_client().post(ENTER, data={"sheet": number, "code": "0000 0001"})

        assert client.post(ENTER, data={"sheet": number, "code": code}).status_code == 422

    def test_a_new_sheet_ends_the_old_one(self, officer, person, printed, sign_in, client):
        number, code = code_on(printed)
        sign_in(officer).post(f"/can-bo/nguoi-dan/{person.id}/phieu", data=WHY)
        client.post("/tai-khoan/dang-xuat", page="/can-bo/")

        assert client.post(ENTER, data={"sheet": number, "code": code}).status_code == 422

    def test_the_code_is_shown_to_its_officer_for_half_an_hour(
        self, db, officer, person, printed, sign_in, new_client, fixed_clock
    ):
        number, code = code_on(printed)
        address = f"/can-bo/nguoi-dan/{person.id}/phieu/{number}"
        colleague = sign_in(make_account(db, Role.COMMUNE), new_client())
        mine = sign_in(officer, new_client())

        assert code not in colleague.get(address).text
        assert code in mine.get(address).text
        fixed_clock.advance(minutes=29)
        mine.get("/can-bo/")
        fixed_clock.advance(minutes=2)
        assert code not in mine.get(address).text

    def test_the_qr_holds_no_secret(self, printed):
        number, _code = code_on(printed)

        assert f"{ENTER}?so={number}" not in printed.page.main.text
        assert printed.page.select_one("svg.qr")

    def test_a_reason_and_a_check_are_needed(self, db, officer, person, sign_in):
        answer = sign_in(officer).post(f"/can-bo/nguoi-dan/{person.id}/phieu", data={})

        assert answer.status_code == 422
        assert db.exec(select(PrintedCode)).all() == []
