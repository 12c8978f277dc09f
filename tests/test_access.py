"""Who may open what: closed unless opened, and just as tests/authz.yaml says by hand."""

import itertools
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.people import make_person
from tests.factories.schools import make_school
from workforce import create_app
from workforce.access import EVERYONE, policy_of
from workforce.accounts.sessions import TOKEN_KEY, open_session
from workforce.models import Role, SessionOrigin
from workforce.settings import load_settings

TABLE: dict[str, dict[str, str]] = {
    line: {who: str(answer) for who, answer in row.items()}
    for line, row in yaml.safe_load(
        (Path(__file__).parent / "authz.yaml").read_text(encoding="utf-8")
    ).items()
}
WHO = ["anonymous", *(role.value for role in Role)]
NOBODYS_ID = 2_147_483_647
#: opens with a key in a header only: who is signed in does not matter, nor a form's token
KEYED = "401"
#: routes without a view of ours
NOT_OURS = {"static"}
#: words routes take that are no ids
WORDS = {"kind": "doanh-nghiep", "code": "vi", "key": "an-nghiep", "zone_key": "an-nghiep"}


def lines_of(app: Flask) -> set[str]:
    """Return 'endpoint METHOD' of every live route."""
    return {
        f"{rule.endpoint} {method}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint not in NOT_OURS
    }


def undeclared(app: Flask) -> list[str]:
    """Return endpoints nobody declared a policy for."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in NOT_OURS and policy_of(app, rule.endpoint) is None
    )


def address_of(app: Flask, endpoint: str) -> str:
    """Return an address of the route; where it takes an id, one that nothing has."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    values = {name: WORDS.get(name, NOBODYS_ID) for name in rule.arguments}
    adapter = app.url_map.bind("localhost")
    return adapter.build(endpoint, values)


@pytest.fixture(scope="module")
def plain_app() -> Flask:
    """The application for looking at its routes; nothing is asked of its database."""
    return create_app(load_settings({"WORKFORCE_ENV": "test", "DATABASE_URL": "sqlite://"}))


def test_every_route_declares_its_policy(plain_app):
    assert undeclared(plain_app) == []


def test_a_route_somebody_forgot_is_noticed_and_closed(prepared, database):
    app = create_app(prepared.settings(database.url), database)
    app.add_url_rule("/quen", "forgotten", lambda: "secret")

    assert undeclared(app) == ["forgotten"]
    answer = app.test_client().get("/quen")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_ids_in_addresses_are_bounded(plain_app):
    loose = [
        rule.rule
        for rule in plain_app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if name.endswith("_id") and type(converter).__name__ != "IdConverter"
    ]

    assert loose == []


class TestTable:
    def test_it_has_a_line_for_each_route_and_no_stale_one(self, plain_app):
        live = lines_of(plain_app)

        assert sorted(live - set(TABLE)) == [], "routes without a line in tests/authz.yaml"
        assert sorted(set(TABLE) - live) == [], "lines of tests/authz.yaml without a route"

    @pytest.mark.parametrize("line", sorted(TABLE))
    def test_a_line_names_everybody(self, line):
        assert list(TABLE[line]) == WHO

    @pytest.mark.parametrize("line", sorted(TABLE))
    def test_the_declared_policy_says_the_same(self, plain_app, line):
        policy = policy_of(plain_app, line.split()[0])
        let_in = {who for who in WHO if not refuses(TABLE[line][who])}

        assert let_in == (set(WHO) if policy == EVERYONE else set(policy))


def refuses(expected: str) -> bool:
    """Return whether the table keeps somebody out of the whole route."""
    return expected in {"403", "login"}


def acts(line: str, row: dict[str, str], who: str) -> bool:
    """Return whether this is a POST that somebody may send."""
    return line.endswith(" POST") and not refuses(row[who])


@pytest.fixture
def enter(app, database):
    """Return a browser of somebody, with a form token, as often as asked."""
    db = database.arranging()
    enterprise = make_enterprise(db)
    make_site(db, enterprise=enterprise)
    acts_for = {
        Role.SEEKER: {"person": make_person(db)},
        Role.EMPLOYER: {"enterprise": enterprise},
        Role.SCHOOL: {"school": make_school(db)},
    }
    accounts = {role: make_account(db, role, **acts_for.get(role, {})) for role in Role}
    numbers = itertools.count()

    def enter(who: str) -> tuple[FlaskClient, str]:
        browser = FlaskClient(app, app.response_class)
        if who != "anonymous":
            token = open_session(
                db, account=accounts[Role(who)], origin=SessionOrigin.PASSWORD,
                device=str(next(numbers)), now=accounts[Role(who)].created_at,
            )  # fmt: skip
            with browser.session_transaction() as cookie:
                cookie[TOKEN_KEY] = token
                cookie["_fresh"] = True
        database.publish()
        page = browser.get("/tai-khoan/nhap-ma").text
        return browser, page.partition('name="csrf_token"')[2].split('value="')[1].split('"')[0]

    return enter


def disagreement(answer, expected: str, *, method: str, has_id: bool) -> str | None:
    """Return what is wrong with an answer, None when it is as the table says."""
    to_sign_in = answer.status_code == 302 and "/tai-khoan/dang-nhap" in answer.location
    if expected == "login":
        return None if to_sign_in else f"{answer.status_code}, not sent to sign in"
    if expected == KEYED:
        return None if answer.status_code == 401 else f"{answer.status_code}, not 401"
    if expected == "403":
        return None if answer.status_code == 403 else f"{answer.status_code}, not 403"
    if "own=" in expected:  # nobody's record is the same as somebody else's
        return None if answer.status_code == 404 else f"{answer.status_code}, not 404"
    if method == "GET" and not has_id:
        return None if str(answer.status_code) == expected else f"{answer.status_code}"
    # An empty form is refused in words, a missing record is 404; neither is a closed door.
    return f"{answer.status_code}" if answer.status_code in {401, 403, 500} else None


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(app, enter, who):
    wrong = {}
    looking = enter(who)
    # Deeds come last, each in a browser of its own: some end sessions.
    for line, row in sorted(TABLE.items(), key=lambda item: acts(*item, who)):
        endpoint, method = line.split()
        browser, token = enter(who) if acts(line, row, who) else looking
        address = address_of(app, endpoint)
        data = {"csrf_token": token} if method == "POST" else None
        answer = browser.open(address, method=method, data=data)
        has_id = str(NOBODYS_ID) in address
        problem = disagreement(answer, row[who], method=method, has_id=has_id)
        if problem:
            wrong[line] = f"{problem} (table: {row[who]})"

    assert wrong == {}


def test_no_post_works_without_a_token(app, enter):
    answers = {}
    browsers = {who: enter(who)[0] for who in WHO}
    for line, row in TABLE.items():
        if line.endswith(" POST") and KEYED not in row.values():
            who = next(who for who in reversed(WHO) if not refuses(row[who]))
            answers[line] = browsers[who].post(address_of(app, line.split()[0])).status_code

    assert answers
    assert {line: status for line, status in answers.items() if status != 400} == {}
