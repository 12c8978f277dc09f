"""``flask demo`` and ``flask demo-logins``: the fictional province and its accounts."""

import resource
import sys
import time

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from workforce import clock
from workforce.database import get_database
from workforce.demo.logins import LOGINS, PASSWORD, add_logins
from workforce.demo.province import build_province, is_empty


@click.command("demo")
@click.option("--seekers", type=click.IntRange(1, 2_000_000), default=400, show_default=True)
@click.option("--openings", type=click.IntRange(1, 100_000), default=60, show_default=True)
@click.option("--courses", type=click.IntRange(1, 10_000), default=24, show_default=True)
@click.option("--households", type=click.IntRange(0, 200_000), default=40, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--if-empty", is_flag=True, help="Do nothing unless the database is empty.")
@with_appcontext
def demo(
    seekers: int, openings: int, courses: int, households: int, seed: int, if_empty: bool
) -> None:
    """Load a fictional province of any size ('dữ liệu mẫu')."""
    if current_app.extensions["settings"].is_production:
        click.echo("demo data is never loaded in production", err=True)
        sys.exit(2)
    began = time.monotonic()
    try:
        with get_database().session(write=True) as session:
            if if_empty and not is_empty(session):
                click.echo("the database is not empty: nothing loaded")
                return
            written = build_province(
                session, seekers=seekers, openings=openings, courses=courses,
                households=households, seed=seed, now=clock.now(), today=clock.today(),
                progress=_progress,
            )  # fmt: skip
            add_logins(session, now=clock.now())
            session.commit()
    except LookupError as error:
        click.echo(str(error.args[0]), err=True)
        sys.exit(2)
    except (OperationalError, ProgrammingError):
        said = "the database is busy or has no tables yet: run 'flask --app app db upgrade'"
        click.echo(said, err=True)
        sys.exit(2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(
        f"loaded {written.get('person', 0)} people, {written.get('opening', 0)} openings, "
        f"{written.get('course', 0)} courses, {written.get('household', 0)} households, "
        f"{sum(written.values())} rows in {time.monotonic() - began:.1f} s, peak {peak} MiB"
    )


@click.command("demo-logins")
@with_appcontext
def demo_logins() -> None:
    """Print one fictional login per role."""
    click.echo("Fictional accounts ('dữ liệu mẫu'), one per role, password: " + PASSWORD)
    for login in LOGINS:
        click.echo(f"  {login.phone}  {login.role.value:<10}  {login.name}")


def _progress(what: str, done: int, total: int) -> None:
    if done % 20_000 == 0:
        click.echo(f"{what}: {done} of {total}", err=True)
