"""Codes read out: by whom, why, how identity was checked; in clear only then."""

import re

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.fixed_clock import NOW
from tests.pages import words
from workforce.accounts import codes
from workforce.models import AuditLog, OneTimeCode, OutboxMessage, Role

CODES = "/quan-tri/ma-dang-nhap"
SAID = {"reason": "Quên mật khẩu, chưa nhận được tin", "identity_check": "2"}
SIX_DIGITS = re.compile(r"Mã của anh/chị: (\d{6})")


@pytest.fixture
def asked(db):
    return make_account(db, Role.CENTRE, display_name="Thạch Thị Hỏi", phone="+84977000111")


@pytest.fixture
def code(app, db, asked):
    return codes.issue(db, account=asked, data_key=app.extensions["data_key"], now=NOW)


def digits_on(page):
    found = SIX_DIGITS.search(words(page.main))
    return found[1] if found else None


def read_out(browser, code, **said):
    return browser.post(f"{CODES}/{code.id}", data={**SAID, **said})


def test_waiting_ones_are_listed_without_the_digits(admin, code):
    page = admin.get(CODES).page

    assert "Thạch Thị Hỏi" in words(page.main)
    assert digits_on(page) is None


def test_used_and_old_ones_are_not_listed(admin, code, fixed_clock):
    fixed_clock.advance(minutes=11)

    assert "Thạch Thị Hỏi" not in words(admin.get(CODES).page.main)


def test_one_that_was_read_out_waits_no_longer(admin, code):
    read_out(admin, code)

    assert "Thạch Thị Hỏi" not in words(admin.get(CODES).page.main)


def test_nothing_is_decrypted_before_it_was_said_why(admin, code, monkeypatch):
    decrypted = []
    monkeypatch.setattr(codes, "body", lambda *args, **kwargs: decrypted.append(args) or "")

    page = admin.get(f"{CODES}/{code.id}").page

    assert digits_on(page) is None
    assert decrypted == []


@pytest.mark.parametrize("missing", ["reason", "identity_check"])
def test_both_answers_are_needed(admin, code, db, missing):
    answer = read_out(admin, code, **{missing: ""})

    assert answer.status_code == 422
    assert digits_on(answer.page) is None
    db.expire_all()
    assert code.read_out_by is None


def test_what_was_typed_is_kept_when_something_is_missing(admin, code):
    page = read_out(admin, code, identity_check="").page

    assert page.select_one("#reason")["value"] == SAID["reason"]


def test_who_why_and_how_are_recorded(admin, admin_account, code, asked, db):
    assert read_out(admin, code).status_code == 302

    db.expire_all()
    assert code.read_out_by == admin_account.id
    assert code.read_out_at == NOW
    assert code.read_out_reason == SAID["reason"]
    assert code.identity_check == "Gọi lại đúng số này và hỏi ngày sinh"
    line = db.exec(select(AuditLog).where(AuditLog.action == "code.read_out")).one()
    assert (line.account_id, line.subject_id) == (admin_account.id, asked.id)
    assert line.details == f"code={code.id}"


def test_the_digits_are_shown_then_and_open_the_account(app, admin, code, asked, db):
    read_out(admin, code)

    digits = digits_on(admin.get(f"{CODES}/{code.id}").page)

    key = app.extensions["data_key"]
    assert codes.redeem(db, account=asked, typed=digits, data_key=key, now=NOW).id == code.id


def test_the_log_screen_shows_neither_digits_nor_reason(admin, code):
    read_out(admin, code)
    digits = digits_on(admin.get(f"{CODES}/{code.id}").page)

    text = words(admin.get("/quan-tri/nhat-ky").page.main)

    assert "Mã đăng nhập: đã đọc cho người nhận" in text
    assert digits not in text
    assert SAID["reason"] not in text


def test_another_administrator_does_not_see_it(admin, code, db, sign_in, new_client):
    read_out(admin, code)
    other = sign_in(make_account(db, Role.ADMIN), new_client())

    assert digits_on(other.get(f"{CODES}/{code.id}").page) is None


def test_an_old_one_is_not_read_out(admin, code, fixed_clock):
    read_out(admin, code)
    fixed_clock.advance(minutes=11)

    assert digits_on(admin.get(f"{CODES}/{code.id}").page) is None


def test_one_tried_too_often_is_not_read_out(admin, code, db):
    code.attempts = codes.MAX_TRIES
    db.add(code)

    page = admin.get(f"{CODES}/{code.id}").page

    assert "đã hết hạn" in words(page.main)
    assert page.select_one("form#reason, input#reason") is None


def test_a_code_whose_message_cannot_be_read_says_what_to_do(admin, code, db):
    read_out(admin, code)
    message = db.exec(select(OutboxMessage).where(OutboxMessage.code_id == code.id)).one()
    message.body_encrypted = b"0" * 32
    db.add(message)

    answer = admin.get(f"{CODES}/{code.id}")

    assert answer.status_code == 409
    assert "tạo mã mới" in words(answer.page.main)


def test_a_new_one_is_made_from_the_account(admin, asked, db):
    page = f"/quan-tri/tai-khoan/{asked.id}"

    answer = admin.post(f"{page}/ma", page=page)

    made = db.exec(select(OneTimeCode).where(OneTimeCode.account_id == asked.id)).one()
    assert answer.location == f"{CODES}/{made.id}"


def test_none_is_made_for_a_closed_account(admin, asked, db):
    asked.is_active = False
    db.add(asked)
    page = f"/quan-tri/tai-khoan/{asked.id}"
    token = admin.token("/tai-khoan/dang-xuat", page=page)

    assert admin.post_raw(f"{page}/ma", data={"csrf_token": token}).status_code == 409
    assert db.exec(select(OneTimeCode)).all() == []


def test_one_that_does_not_exist_is_not_found(admin):
    assert admin.get(f"{CODES}/999999").status_code == 404
