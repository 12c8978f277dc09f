"""``flask user create``: an account, for the first administrator and for scripts."""

import os
import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from workforce import clock
from workforce.accounts import codes
from workforce.accounts.actions import create_account
from workforce.accounts.passwords import MAX
from workforce.administration.organisations import find_organisation
from workforce.administration.queries import message_of
from workforce.crypto import DataKey
from workforce.database import get_database
from workforce.errors import WorkforceError
from workforce.forms import read_phone
from workforce.models import Account, DepartmentScope, Role
from workforce.models.base import LINE, SHORT
from workforce.text import BrokenText, clean_text

user = AppGroup("user", help="Accounts.")
PASSWORD_VARIABLE = "USER_PASSWORD"  #: for scripts that set up a server


class WrongArgument(click.ClickException):
    """An argument cannot be used; one line says why, and the exit code is 2."""

    exit_code = 2


@user.command("create")
@click.option("--role", default="", help=", ".join(Role) + ".")
@click.option("--phone", default="", help="Vietnamese mobile number, e.g. 0912345678.")
@click.option(
    "--org",
    default="",
    help="employer: tax code, id or name; school: key, id or name; "
    "commune: code or name of a commune of today.",
)
@click.option("--scope", default="", help="department: " + ", ".join(DepartmentScope) + ".")
@click.option("--name", default="", help="Shown beside what the person does.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_appcontext
def create(role: str, phone: str, org: str, scope: str, name: str, password_stdin: bool) -> None:
    """Create an account.

    The password is asked on the terminal, read from standard input or taken from
    USER_PASSWORD, never given as an argument: others on the machine see those. Without
    one, a code for the first sign-in is printed.
    """
    chosen, number = _role(role), _phone(phone)
    place, shown = _place(chosen, org, scope), _clean("name", name, SHORT)
    if chosen == Role.SEEKER and not shown:
        raise WrongArgument("the role seeker needs --name")
    password = _password(from_stdin=password_stdin)
    try:
        account_id, code = _create(chosen, number, place, shown, password)
    except WorkforceError as error:
        raise WrongArgument(str(error)) from None
    except (OperationalError, ProgrammingError):
        said = "the database is busy or has no tables yet: run 'flask db upgrade'"
        raise WrongArgument(said) from None
    click.echo(f"account {account_id} created: {chosen.value}, {phone}")
    if code:
        click.echo(f"one-time code, valid for ten minutes: {code}")


def _create(role: Role, phone: str, place: str, name: str, password: str) -> tuple[int, str]:
    """Commit the account; return its id and, without a password, its first code."""
    now, today = clock.now(), clock.today()
    with get_database().session(write=True) as session:
        account = create_account(
            session, role=role, phone=phone, display_name=name, password=password, by=None,
            organisation=find_organisation(session, role=role, text=place, today=today), now=now,
        )  # fmt: skip
        made = account.id, "" if password else _first_code(session, account)
        session.commit()
    return made


def _role(text: str) -> Role:
    if text not in set(Role):
        raise WrongArgument(f"--role takes one of {', '.join(Role)}, not {text[:40]!r}")
    return Role(text)


def _phone(text: str) -> str:
    number = read_phone(text)
    if number is None:
        raise WrongArgument(f"--phone takes a Vietnamese mobile number, not {text[:30]!r}")
    return number


def _place(role: Role, org: str, scope: str) -> str:
    """Return what the account acts for, from the one option that means it for the role."""
    if role == Role.DEPARTMENT:
        if org:
            raise WrongArgument("the role department takes --scope, not --org")
        if (scope or DepartmentScope.WHOLE) not in set(DepartmentScope):
            raise WrongArgument(
                f"--scope takes one of {', '.join(DepartmentScope)}, not {scope[:40]!r}"
            )
        return scope or DepartmentScope.WHOLE.value
    if scope:
        raise WrongArgument(f"--scope means nothing for the role {role.value}")
    return _clean("org", org, LINE)


def _clean(option: str, text: str, most: int) -> str:
    try:
        cleaned = clean_text(text)
    except BrokenText:
        raise WrongArgument(f"--{option} holds characters that cannot be stored") from None
    if len(cleaned) > most:
        raise WrongArgument(f"--{option} is longer than {most} characters")
    return cleaned


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        typed = sys.stdin.readline(MAX + 2).rstrip("\r\n")
        if not typed:
            raise WrongArgument("--password-stdin: nothing was read from standard input")
        return typed
    if PASSWORD_VARIABLE in os.environ or not sys.stdin.isatty():
        return os.environ.get(PASSWORD_VARIABLE, "")
    return click.prompt(
        "Password (empty: print a code for the first sign-in)",
        default="", show_default=False, hide_input=True, confirmation_prompt=True, err=True,
    )  # fmt: skip


def _first_code(session: Session, account: Account) -> str:
    """Return a code to sign in with: nobody is there yet to read one out."""
    key: DataKey = current_app.extensions["data_key"]
    row = codes.issue(session, account=account, data_key=key, now=clock.now())
    return codes.body(message_of(session, code_id=row.id), data_key=key)[-6:]
