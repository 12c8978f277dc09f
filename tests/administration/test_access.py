"""Only administrators enter; everybody else is told no, or asked to sign in."""

import pytest

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.schools import make_school
from tests.fixed_clock import NOW
from workforce.accounts import codes
from workforce.models import Account, Role

SCREENS = [
    "/quan-tri/",
    "/quan-tri/tai-khoan",
    "/quan-tri/tai-khoan/{account}",
    "/quan-tri/tai-khoan/moi",
    "/quan-tri/tai-khoan/moi/quan-tri",
    "/quan-tri/ma-dang-nhap",
    "/quan-tri/ma-dang-nhap/{code}",
    "/quan-tri/bang-so-lieu",
    "/quan-tri/nhat-ky",
]
OTHERS = [role for role in Role if role != Role.ADMIN]


@pytest.fixture
def screens(app, db):
    """The addresses, of an account and a code that exist."""
    found = make_account(db)
    code = codes.issue(db, account=found, data_key=app.extensions["data_key"], now=NOW)
    return [screen.format(account=found.id, code=code.id) for screen in SCREENS]


def account_of(db, role) -> Account:
    values = {}
    if role == Role.EMPLOYER:
        values["enterprise"] = make_enterprise(db)
    if role == Role.SCHOOL:
        values["school"] = make_school(db)
    return make_account(db, role, **values)


def test_an_administrator_may_open_every_screen(admin, screens):
    assert {screen: admin.get(screen).status_code for screen in screens} == dict.fromkeys(
        screens, 200
    )


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_may_open_any(db, sign_in, screens, role):
    browser = sign_in(account_of(db, role))

    assert {screen: browser.get(screen).status_code for screen in screens} == dict.fromkeys(
        screens, 403
    )


def test_a_stranger_is_asked_to_sign_in(client, screens):
    for screen in screens:
        answer = client.get(screen)

        assert answer.status_code == 302
        assert answer.location.startswith("/tai-khoan/dang-nhap")


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_may_close_an_account(db, sign_in, role):
    target = make_account(db)
    browser = sign_in(account_of(db, role))
    with browser.session_transaction() as cookie:
        cookie["csrf_token"] = "x"
    token = browser.token("/tai-khoan/dang-xuat", page="/")

    answer = browser.post_raw(f"/quan-tri/tai-khoan/{target.id}/khoa", data={"csrf_token": token})

    db.expire_all()
    assert answer.status_code == 403
    assert target.is_active
