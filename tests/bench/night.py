"""The night run stage by stage: ``suggest_all`` itself, its own chunks, into SQLite.

A watch on each stage tells where the time goes. People and openings come from the made-up
province instead of rows, and prices stay in memory. Words come from some hundreds of people, so
they are mostly remembered; reading words nobody wrote before has a line of its own, and so has
what the run leaves to whoever looks: reasons. Then the first stage again beside the plain way,
and by learned weights, for the same people.
"""

import datetime as dt
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from matching import LegalLimits, Matcher
from matching.capacity.lists import Exposure
from matching.scoring.scorer import Scorer
from tests.bench import learned, plain
from tests.bench.harness import Taken, interleaved, measured, row, say, title
from tests.bench.province import SEEDS, TODAY, Province, province, read_texts
from tests.database.prepared import Prepared
from workforce.database import Database
from workforce.models import Person
from workforce.suggestions import candidates, gather, prices, run
from workforce.suggestions.engine import Engine
from workforce.suggestions.freshness import Versions

PEOPLE = 2_800
EVERYBODY = 280_000
UNREAD = 500
LOOKING = 500
BESIDE = 1_000  #: people listed plainly as well
POSTS = 6  #: of an opening: some 30,000 in all
BUDGET = 100  #: suggestions a post may receive
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


class Watch:
    """Adds up what stages take; a stage inside another counts in both."""

    def __init__(self, until: ExitStack) -> None:
        self.taken: dict[str, Taken] = defaultdict(Taken)
        self._until = until

    def on(self, owner: Any, method: str, stage: str) -> None:
        """Time every call of a method, or of a module's function, until the bench ends."""
        call = getattr(owner, method)

        def timed(*args: Any, **named: Any) -> Any:
            return self.timed(stage, lambda: call(*args, **named))

        self._until.enter_context(mock.patch.object(owner, method, timed))

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
    engine = Engine(matcher, frozenset(), None, None, Versions({}, frozenset()), TODAY)
    with ExitStack() as until, tempfile.TemporaryDirectory() as folder:
        database, path = filled(Path(folder), people)
        stand_in(made, engine, until)
        with_reasons(made, engine)
        watch = watched(matcher, until)
        with measured() as taken:
            done = run.suggest_all(database.session, today=TODAY, clock=lambda: NOW)
        size = sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*"))
        database.dispose()
    if done.people_done != people:
        raise SystemExit(f"{done.people_done:,} of {people:,} people have a list")
    for stage, part in watch.taken.items():
        row(stage, f"{people:,}", part.in_memory(taken.peak), everybody(part, people))
    row("all of it", f"{people:,}", taken, everybody(taken, people))
    say("the lists and candidates in the database", f"{size / people / 1024:.1f} KiB a person")
    unread(made, matcher)
    beside(made)


def fitted(made: Province) -> Matcher:
    """Return the matcher the site would make of the province."""
    vocabulary, gazetteer = made.texts.reader.evidence.vocabulary, made.texts.reader.gazetteer
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
    return matcher.fit(made.openings(), made.texts.courses)


def watched(matcher: Matcher, until: ExitStack) -> Watch:
    """Return a watch on the stages of making and storing lists."""
    watch = Watch(until)
    watch.on(matcher, "_person", "reading people (words mostly known)")
    watch.on(matcher, "_best_for", "first stage: exact best fifty")
    watch.on(matcher, "_needs", "gap-aware courses: what good openings ask")
    watch.on(matcher._adviser, "best", "gap-aware courses: six")
    watch.on(run, "_brief", "lists in the order of prices")
    watch.on(run, "store", "writing the lists (SQLite, not yet committed)")
    watch.on(candidates, "keep", "writing the candidates")
    watch.on(run, "_price", "new prices of everybody's candidates")
    watch.on(run, "_reorder", "putting lists in the new order")
    return watch


def stand_in(made: Province, engine: Engine, until: ExitStack) -> None:
    """Let the run find its people, openings and prices in the province, until the bench ends."""
    ids = sorted(int(one) for one in engine.matcher._openings.ids)
    held = [Exposure(dict.fromkeys(map(str, ids[::5]), 0.02), likely=prices.PLAUSIBLE)]
    crowd = len(made.crowd)

    def after(_session: Any, *, after: int, count: int) -> list[int]:
        return list(range(after + 1, min(after + count, crowd) + 1))

    def records(_session: Any, wanted: list[int], **_more: Any) -> list[Any]:
        found = made.records(range(wanted[0] - 1, wanted[-1])) if wanted else []
        return [replace(one, id=str(key)) for one, key in zip(found, wanted, strict=True)]

    def replace_all(_session: Any, values: dict[int, float], **_more: Any) -> None:
        named = {str(opening): price for opening, price in values.items()}
        held[0] = Exposure(named, likely=prices.PLAUSIBLE)

    stubs = {
        run: {"engine": lambda *_a, **_n: engine, "_next_people": after},
        gather: {"seeker_records": records},
        prices: {
            "exposure": lambda _session: held[0],
            "replace_all": replace_all,
            "posts_left": lambda _session, **_n: dict.fromkeys(ids, POSTS),
            "per_post": lambda _session, **_n: BUDGET * crowd / EVERYBODY,
        },
    }
    for module, changed in stubs.items():
        for name, stub in changed.items():
            until.enter_context(mock.patch.object(module, name, stub))


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


def with_reasons(made: Province, engine: Engine) -> None:
    """Print what lists with the reasons of twenty openings take, as pages make them."""
    records = made.records(range(min(LOOKING, len(made.crowd))))
    with measured() as taken:
        for record in records:
            list(run._rank(engine, [record], prices.exposure(None)))
    row("with reasons, one by one, as pages do", f"{len(records):,}", taken,
        everybody(taken, len(records)))  # fmt: skip


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


def beside(made: Province) -> None:
    """Print the best fifty of the same people, already read: ours, plainly, and learned.

    Learned weights stand in the place of the stated ones, as in the run with a trained model; a
    second look is the trained ranker over the fifty, from their features.
    """
    count = min(BESIDE, len(made.crowd))
    made = replace(made, crowd=made.crowd.take(slice(0, count)))
    found = learned.best(made, made.scorer)
    ranker = learned.learnt(made, found)
    weights = ranker.coef_.astype(np.float32)
    scorer = Scorer(made.scorer.openings, made.scorer.vocabulary, weights)
    learned.best(made, scorer)  # lays its openings out
    ways = {
        "first stage again": lambda: learned.best(made, made.scorer),
        "the same by learned weights": lambda: learned.best(made, scorer),
        "learned stage: the ranker looks at the fifty": (
            lambda: learned.second_look(made, found, ranker)
        ),
        "plainly: scikit-learn, masks, argpartition": (
            lambda: plain.dense(made, made.crowd, learned.CANDIDATES)
        ),
    }
    taken = interleaved(ways)
    first = taken["first stage again"].cpu
    for name, part in taken.items():
        row(
            name,
            f"{count:,}",
            part,
            f"{1e3 * part.cpu / count:.2f} ms each, {part.cpu / first:.1f}×",
        )


def everybody(taken: Taken, people: int) -> str:
    """Return what a person takes and, from it, everybody."""
    cpu = taken.cpu / people
    return f"{1e3 * cpu:.2f} ms each; for {EVERYBODY:,} (extrapolated) {cpu * EVERYBODY:.0f} CPU-s"


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
