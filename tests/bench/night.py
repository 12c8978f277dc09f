"""The night run stage by stage: what ``suggest --all`` does for each chunk, into SQLite.

Its own functions run on its own chunk size; a watch on each stage tells where the time goes.
Words come from some hundreds of people, so they are mostly remembered; reading words nobody
wrote before has a line of its own.
"""

import datetime as dt
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from matching import LegalLimits, Matcher
from matching.capacity.lists import Exposure
from tests.bench.harness import Taken, measured, row, say, title
from tests.bench.province import SEEDS, TODAY, Province, province, read_texts
from tests.database.prepared import Prepared
from workforce.database import Database
from workforce.models import Person
from workforce.suggestions import run
from workforce.suggestions.engine import Engine
from workforce.suggestions.freshness import Versions

PEOPLE = 2_800
EVERYBODY = 280_000
UNREAD = 500
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


class Watch:
    """Adds up what stages take; a stage inside another counts in both."""

    def __init__(self) -> None:
        self.taken: dict[str, Taken] = defaultdict(Taken)

    def on(self, owner: Any, method: str, stage: str) -> None:
        """Time every call of a method, or of a module's function."""
        call = getattr(owner, method)

        def timed(*args: Any, **named: Any) -> Any:
            return self.timed(stage, lambda: call(*args, **named))

        setattr(owner, method, timed)

    def timed(self, stage: str, call: Callable[[], Any]) -> Any:
        """Call and add what it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        found = call()
        taken = self.taken[stage]
        taken.wall += time.perf_counter() - wall
        taken.cpu += time.process_time() - cpu
        return found


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    made = province(read_texts(openings), people)
    title(f"night run: {people:,} people really run, {openings:,} openings, {run.CHUNK} a chunk")
    with measured() as fitting:
        matcher = fitted(made)
    row("index of everything, once", f"{openings:,}", fitting)
    watch = watched(matcher)
    with tempfile.TemporaryDirectory() as folder:
        database, path = filled(Path(folder), people)
        with measured() as taken:
            lists(made, matcher, database, watch)
        size = sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*"))
        database.dispose()
    for stage, part in watch.taken.items():
        row(stage, f"{people:,}", part.in_memory(taken.peak), everybody(part, people))
    row("all of it", f"{people:,}", taken, everybody(taken, people))
    say("the lists in the database", f"{size / people / 1024:.1f} KiB a person")
    unread(made, matcher)


def fitted(made: Province) -> Matcher:
    """Return the matcher the site would make of the province."""
    vocabulary, gazetteer = made.texts.reader.evidence.vocabulary, made.texts.reader.gazetteer
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
    return matcher.fit(made.openings(), made.texts.courses)


def watched(matcher: Matcher) -> Watch:
    """Return a watch on the stages of making and storing lists."""
    watch = Watch()
    watch.on(matcher, "_person", "reading people (words mostly known)")
    watch.on(matcher, "_best", "first stage: exact best fifty")
    watch.on(matcher, "_needs", "gap-aware courses: what good openings ask")
    watch.on(matcher._adviser, "advise", "gap-aware courses: six, with reasons")
    watch.on(Exposure, "order", "order at prices")
    watch.on(matcher, "_matches", "reasons of twenty openings")
    watch.on(run, "opening_row", "rows of data from reasons")
    return watch


def filled(folder: Path, people: int) -> tuple[Database, Path]:
    """Return a database with the real schema and so many people with a name, and its file."""
    path = Path(Prepared(folder).copy().removeprefix("sqlite:///"))
    database = Database(f"sqlite:///{path}")
    with database.session(write=True) as session:
        session.add_all(
            Person(id=number, full_name="Mẫu", name_folded="mau", created_at=NOW, updated_at=NOW)
            for number in range(1, people + 1)
        )
        session.commit()
    return database, path


def lists(made: Province, matcher: Matcher, database: Database, watch: Watch) -> None:
    """Make and store everybody's lists, a chunk a transaction, as ``suggest_all`` does."""
    engine = Engine(matcher, frozenset(), None, None, Versions({}, frozenset()), TODAY)
    prices = Exposure(dict.fromkeys(matcher._openings.ids[::5], 0.02))
    people = len(made.crowd)
    for start in range(0, people, run.CHUNK):
        records = made.records(range(start, min(start + run.CHUNK, people)))
        found = list(run._rank(engine, records, prices))
        watch.timed("writing the results (SQLite, committed)", partial(write, database, found))


def write(database: Database, found: list[run.Suggestions]) -> None:
    """Store one chunk."""
    with database.session(write=True) as writing:
        run.store(writing, found, run_id=None, now=NOW)
        writing.commit()


def unread(made: Province, matcher: Matcher) -> None:
    """Print what reading takes when nobody has written these words before."""
    fresh = [
        replace(one, about=f"{one.about} {number}")
        for number, one in enumerate(made.records(range(min(UNREAD, len(made.crowd)))))
    ]
    with measured() as taken:
        for record in fresh:
            matcher._person(record)
    row("reading people, words new", f"{len(fresh):,}", taken, everybody(taken, len(fresh)))


def everybody(taken: Taken, people: int) -> str:
    """Return what a person takes and, from it, everybody."""
    cpu = taken.cpu / people
    return f"{1e3 * cpu:.2f} ms each; for {EVERYBODY:,} (extrapolated) {cpu * EVERYBODY:.0f} CPU-s"


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
