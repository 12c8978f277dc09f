"""``flask suggest``: compute and store suggestions."""

import resource
import sys
import time

import click
from flask import current_app
from flask.cli import with_appcontext

from workforce import clock
from workforce.converters import MAX_ID
from workforce.database import get_database
from workforce.models import Person


class WrongArgument(click.ClickException):
    """An argument cannot be used; one line says why, and the exit code is 2."""

    exit_code = 2


@click.command("suggest")
@click.option("--all", "everyone", is_flag=True, help="Everybody who looks for work.")
@click.option("--seeker", metavar="ID", help="One person, by id.")
@click.option(
    "--jobs", metavar="N", default=1, type=click.IntRange(1, 256), help="So many processes."
)
@with_appcontext
def suggest(everyone: bool, seeker: str | None, jobs: int) -> None:
    """Recompute and store suggestions; --all goes on where a killed run stopped."""
    if everyone == (seeker is not None):
        raise WrongArgument("give either --all or --seeker ID")
    started = time.monotonic()
    count = _everyone(jobs) if seeker is None else _one(seeker)
    seconds = time.monotonic() - started
    # ru_maxrss is in kilobytes on Linux, in bytes on macOS.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    click.echo(f"{count} people in {seconds:.1f} s, peak memory {peak:.0f} MB")


def _everyone(jobs: int) -> int:
    # Ranking needs scikit-learn: loaded when asked for, not for every flask command.
    from matching.parts import NoCluster
    from workforce.suggestions.run import suggest_all

    scheduler = current_app.extensions["settings"].dask_scheduler
    try:
        run = suggest_all(
            get_database().session, today=clock.today(), clock=clock.now,
            jobs=jobs, scheduler=scheduler, progress=_show,
        )  # fmt: skip
    except NoCluster as error:
        raise WrongArgument(
            f"no Dask scheduler answers at {scheduler} (DASK_SCHEDULER; needs dask[distributed])"
        ) from error
    return run.people_done


def _one(text: str) -> int:
    from workforce.suggestions.run import suggest_for

    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_ID:
        raise WrongArgument(f"--seeker takes the id of a person, a number, not {text[:40]!r}")
    with get_database().session(write=True) as session:
        person = session.get(Person, int(text))
        if person is None or person.erased_at is not None:
            raise WrongArgument(f"there is no person with id {text}")
        suggest_for(session, person, today=clock.today(), now=clock.now())
        session.commit()
    return 1


def _show(done: int, total: int) -> None:
    click.echo(f"{done} of {total} people")
