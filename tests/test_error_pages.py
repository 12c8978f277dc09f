"""Error pages say what happened and what to do, and are drawn when the database is away."""

import re

import pytest
from sqlalchemy.exc import OperationalError

from tests.factories.accounts import make_account
from tests.pages import check_page, words
from workforce.accounts import sessions
from workforce.accounts.sessions import TOKEN_KEY
from workforce.error_pages import TEMPLATES, error_page
from workforce.models import Role


@pytest.fixture
def database_away(monkeypatch):
    """Nobody's session can be read: the connection is refused."""

    def refuse(*_args, **_values):
        raise OperationalError("SELECT", {}, ConnectionError("refused"))

    monkeypatch.setattr(sessions, "find_session", refuse)


@pytest.mark.parametrize("status", sorted(TEMPLATES))
def test_each_status_has_a_page_that_helps(app, status):
    with app.test_request_context("/"):
        response = error_page(status)

    page = check_page(response.get_data(as_text=True))
    assert response.status_code == status
    assert "nh/chị" in words(page.select_one("main .stack > p")), "what to do"
    assert page.select_one("main a.button")
    assert page.select_one("main .inset strong"), "a reference to read out on the phone"


@pytest.mark.parametrize("language", ["vi", "km"])
@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
def test_it_has_a_reference_and_a_phone_in_the_readers_language(app, monkeypatch, status, language):
    province = {**app.extensions["province"], "contact": {"phone": "0299 3822 333"}}
    monkeypatch.setitem(app.extensions, "province", province)
    with app.test_request_context("/", headers={"Cookie": f"ngon_ngu={language}"}):
        text = error_page(status).get_data(as_text=True)

    page = check_page(text)
    assert page.html["lang"] == language
    assert re.fullmatch("[0-9a-f]{8}", words(page.select_one("main .inset strong")))
    assert page.select_one("main .inset a")["href"] == "tel:02993822333"
    assert ("anh/chị" in words(page.main).lower()) == (language == "vi"), "translated"
    for secret in ("Traceback", "workforce/", "Error", ".py"):
        assert secret not in text


def test_the_rules_own_sentence_is_shown(app):
    with app.test_request_context("/"):
        response = error_page(409, "Lớp này vừa hết chỗ.")

    assert "Lớp này vừa hết chỗ." in response.get_data(as_text=True)


def test_two_failures_have_two_references(app):
    with app.test_request_context("/"):
        pages = [check_page(error_page(500).get_data(as_text=True)) for _ in range(2)]

    first, second = (words(page.select_one("main .inset strong")) for page in pages)
    assert first != second


@pytest.mark.usefixtures("database_away")
def test_a_signed_in_person_sees_a_page_when_the_database_is_away(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with client.session_transaction() as cookie:
        cookie[TOKEN_KEY] = "a-token"
        cookie["_fresh"] = True

    response = client.get("/")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert words(response.page.h1) == "Trang đang tạm nghỉ"


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/khong-co-trang", 404)])
def test_what_needs_no_database_answers_a_signed_in_person_when_it_is_away(
    client, database_away, path, status
):
    with client.session_transaction() as cookie:
        cookie[TOKEN_KEY] = "một phiên"

    assert client.get(path).status_code == status


def test_a_busy_database_keeps_nobody_from_reading(db, client, sign_in, fixed_clock, monkeypatch):
    sign_in(make_account(db, Role.DEPARTMENT))
    fixed_clock.advance(minutes=10)  # the session's last use is due to be noted

    def busy():
        raise OperationalError("BEGIN IMMEDIATE", {}, TimeoutError("database is locked"))

    monkeypatch.setattr(sessions, "writing", busy)

    assert client.get("/so/").status_code == 200


class TestUnknownAddress:
    @pytest.mark.parametrize(
        "path",
        [
            "/khong-co-trang-nay",
            "/so/khong-co",
            "/viec-lam/0",
            "/viec-lam/-1",
            "/viec-lam/2147483648",
            f"/viec-lam/{2**63}",
            f"/viec-lam/{2**64}",
            "/viec-lam/" + "9" * 500,
            "/viec-lam/1.5",
            "/viec-lam/0x10",
            "/viec-lam/%00",
            "/%ff%fe",
            "/" + "a" * 5_000,
            "/../../etc/passwd",
        ],
    )
    def test_it_is_a_page_in_vietnamese_that_helps(self, client, path):
        response = client.get(path)

        assert response.status_code == 404
        assert response.page.html["lang"] == "vi"
        assert words(response.page.h1) == "Không tìm thấy trang này"

    def test_a_wrong_method_says_which_are_right(self, client):
        response = client.post_raw("/khong-co-trang-nay")
        assert response.status_code == 404

        response = client.delete("/")
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]

    def test_a_form_without_its_token_says_to_load_the_page_again(self, client):
        response = client.post_raw("/tai-khoan/dang-nhap", data={"phone": "0912345678"})

        assert response.status_code == 400
        assert "tải lại trang" in words(response.page.main)


class TestOwnFailures:
    """Each kind of failure inside a view gives its status, and never a traceback."""

    @pytest.fixture
    def failing(self, prepared, database):
        from workforce import create_app, errors
        from workforce.access import EVERYONE, opened_to

        app = create_app(prepared.settings(database.url), database)
        app.testing = False

        @app.get("/hong/<name>")
        @opened_to(EVERYONE)
        def fail(name: str) -> str:
            if name == "bug":
                raise ZeroDivisionError("bí mật trong lỗi")
            raise getattr(errors, name)("Câu của quy tắc.")

        return app.test_client()

    @pytest.mark.parametrize(
        "name, status",
        [
            ("WorkforceError", 400),
            ("NotAllowed", 403),
            ("NotFound", 404),
            ("Conflict", 409),
            ("Gone", 410),
            ("InvalidInput", 422),
            ("TooManyAttempts", 429),
        ],
    )
    def test_a_broken_rule_shows_its_sentence(self, failing, name, status):
        response = failing.get(f"/hong/{name}")

        page = check_page(response.text)
        assert response.status_code == status
        assert "Câu của quy tắc." in words(page.main)

    def test_a_fault_of_ours_is_a_page_without_a_word_of_the_fault(self, failing):
        response = failing.get("/hong/bug")

        page = check_page(response.text)
        assert response.status_code == 500
        assert page.select_one("main .inset strong"), "a reference to read out"
        for secret in ("ZeroDivisionError", "bí mật", "Traceback", "workforce/"):
            assert secret not in response.text
