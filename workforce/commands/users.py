"""``flask user create``: an account, for the first administrator and for scripts."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlmodel import Session, select

from workforce import clock
from workforce.accounts import codes
from workforce.accounts.actions import create_account
from workforce.administration.organisations import find_organisation
from workforce.crypto import DataKey
from workforce.database import get_database
from workforce.errors import WorkforceError
from workforce.forms import read_phone
from workforce.models import Account, DepartmentScope, OutboxMessage, Role
from workforce.models.base import SHORT
from workforce.text import BrokenText, clean_text

user = AppGroup("user", help="Accounts.")
#: what a role acts for when nobody says
DEFAULT = {Role.DEPARTMENT: DepartmentScope.WHOLE.value}


class WrongArgument(click.ClickException):
    """An argument cannot be used; one line says why, and the exit code is 2."""

    exit_code = 2


@user.command("create")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--phone", required=True, help="Vietnamese mobile number, e.g. 0912345678.")
@click.option(
    "--org",
    metavar="ORG",
    help="employer: tax code, id or name; school: id or name; commune: code or name; "
    "department: scope (whole, zones, vocational, statistics; whole unless given).",
)
@click.option("--name", default="", help="Shown beside what the person does.")
@click.option("--password", "ask", is_flag=True, help="Ask for a password (or set USER_PASSWORD).")
@click.option("--given", envvar="USER_PASSWORD", hidden=True, default="")
@with_appcontext
def create(role: str, phone: str, org: str | None, name: str, ask: bool, given: str) -> None:
    """Create an account; without a password it prints a code for the first sign-in."""
    number = read_phone(phone)
    if number is None:
        raise WrongArgument(f"--phone takes a Vietnamese mobile number, not {phone[:30]!r}")
    password = given
    if ask and not password:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    chosen, now, today = Role(role), clock.now(), clock.today()
    shown, acts_for = _clean("name", name) or role, _clean("org", org or DEFAULT.get(chosen, ""))
    with get_database().session(write=True) as session:
        try:
            organisation = find_organisation(session, role=chosen, text=acts_for, today=today)
            account = create_account(
                session, role=chosen, phone=number, display_name=shown, password=password,
                organisation=organisation, by=None, now=now,
            )  # fmt: skip
        except WorkforceError as error:
            raise WrongArgument(str(error)) from None
        code = "" if password else _first_code(session, account)
        account_id = account.id
        session.commit()
    click.echo(f"account {account_id} created: {role}, {phone}")
    if code:
        click.echo(f"one-time code, valid for ten minutes: {code}")


def _clean(option: str, text: str) -> str:
    try:
        cleaned = clean_text(text)
    except BrokenText:
        raise WrongArgument(f"--{option} holds characters that cannot be stored") from None
    if len(cleaned) > SHORT:
        raise WrongArgument(f"--{option} is longer than {SHORT} characters")
    return cleaned


def _first_code(session: Session, account: Account) -> str:
    """Return a code to sign in with: nobody is there yet to read one out."""
    key: DataKey = current_app.extensions["data_key"]
    row = codes.issue(session, account=account, data_key=key, now=clock.now())
    message = session.exec(select(OutboxMessage).where(OutboxMessage.code_id == row.id)).one()
    return codes.body(message, data_key=key)[-6:]
