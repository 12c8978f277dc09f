"""Error pages say what happened and what to do, and are drawn when the database is away."""

import pytest
from sqlalchemy.exc import OperationalError

from tests.pages import check_page, words
from workforce.accounts import sessions
from workforce.accounts.sessions import TOKEN_KEY
from workforce.error_pages import TEMPLATES, error_page


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
def test_a_signed_in_person_sees_a_page_when_the_database_is_away(app, client):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with client.session_transaction() as cookie:
        cookie[TOKEN_KEY] = "a-token"
        cookie["_fresh"] = True

    response = client.get("/")

    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert words(response.page.h1) == "Trang đang tạm nghỉ"
