"""``flask import``: a workbook from the command line, by the code of the upload screens."""

import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session, select

from workforce import clock
from workforce.converters import MAX_ID
from workforce.database import get_database
from workforce.errors import WorkforceError
from workforce.forms import read_phone
from workforce.imports import actions, queries, report
from workforce.imports.engine import file_limits, work
from workforce.imports.kind import Kind
from workforce.imports.running import kinds, works
from workforce.models import Account, Import, ImportKind, ImportState

PRINTED = 50  #: refused rows on the terminal; the report file has all
WAIT_SECONDS = 1.0  #: between two looks whether another worker fell silent


class WrongArgument(click.ClickException):
    """An argument cannot be used; one line says why, and the exit code is 2."""

    exit_code = 2


@click.command("import")
@click.argument("kind", type=click.Choice([one.value for one in ImportKind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "account", default="", help="Whose rows: phone number or id of an account.")
@click.option("--dry-run", is_flag=True, help="Write no record; tell what would become of each.")
@click.option(
    "--report",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Refused rows, .xlsx.",
)
@with_appcontext
def import_file(kind: str, file: Path, account: str, dry_run: bool, target: Path | None) -> None:
    """Take the rows of a workbook in; a killed run is gone on with by giving the file again."""
    chosen = kinds().get(ImportKind(kind))
    if chosen is None:
        raise WrongArgument(f"{kind}: there is no import of this kind yet")
    try:
        import_id = _receive(chosen, file, account, dry_run)
        _work(import_id)
    except WorkforceError as error:
        raise WrongArgument(str(error)) from None
    except (OperationalError, ProgrammingError):
        said = "the database is busy or has no tables yet: run 'flask db upgrade'"
        raise WrongArgument(said) from None
    if not _tell(import_id, target):
        raise SystemExit(1)


def _receive(kind: Kind, file: Path, account: str, is_dry_run: bool) -> int:
    with get_database().session(write=True) as session:
        row = actions.receive(
            session, kind=kind, file_name=file.name, data=file.read_bytes(),
            is_dry_run=is_dry_run, by=_account(session, kind, account),
            data_key=current_app.extensions["data_key"],
            most_bytes=file_limits(session, on=clock.today()).most_bytes, now=clock.now(),
        )  # fmt: skip
        import_id = row.id
        session.commit()
    return import_id


def _account(session: Session, kind: Kind, text: str) -> Account:
    """Return the account that brings the rows; without a name, the only one that may."""
    if not text:
        may = session.exec(select(Account).where(Account.is_active)).all()
        fitting = [one for one in may if one.role in kind.roles]
        if len(fitting) != 1:
            roles = ", ".join(sorted(kind.roles))
            raise WrongArgument(f"--as takes the phone or id of an account: {roles}")
        return fitting[0]
    phone = read_phone(text)
    found = session.exec(select(Account).where(Account.phone == phone)).first() if phone else None
    if found is None and text.isascii() and text.isdigit() and int(text) <= MAX_ID:
        found = session.get(Account, int(text))
    if found is None or not found.is_active:
        raise WrongArgument(f"--as: there is no active account {text[:30]!r}")
    if found.role not in kind.roles:
        raise WrongArgument(f"--as: an account of the role {found.role} brings no {kind.kind}")
    return found


def _work(import_id: int) -> None:
    while not work(works(_show), import_id):
        with get_database().session(write=False) as session:
            if session.get_one(Import, import_id).state not in actions.OPEN_STATES:
                return
        time.sleep(WAIT_SECONDS)


def _show(done: int, total: int) -> None:
    click.echo(f"{done} of {total} rows", err=True)


def _tell(import_id: int, target: Path | None) -> bool:
    """Print what became of the rows; return whether every one was taken."""
    with get_database().session(write=False) as session:
        row = session.get_one(Import, import_id)
        key = current_app.extensions["data_key"]
        lines = list(queries.problem_lines(session, row, data_key=key, refused_only=True))
        file = report.refused_rows(lines)
    if row.state == ImportState.REFUSED:
        click.echo(row.error)
        return False
    if row.error:
        click.echo(row.error)
    counts = ", ".join(f"{getattr(row, name)} {name}" for name in actions.COUNTS)
    click.echo(f"{row.rows_done} rows: {counts}{' (dry run)' if row.is_dry_run else ''}")
    for line in lines[:PRINTED]:
        click.echo(f"row {line.number}, {line.column or '-'}: {line.reason}")
    if len(lines) > PRINTED:
        click.echo(f"… and {len(lines) - PRINTED} more; --report FILE.xlsx has them all")
    if target is not None:
        target.write_bytes(file)
    return not row.refused
