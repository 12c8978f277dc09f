"""One person at a time, as a page asks: reading, ranking, reasons; what each costs."""

from dataclasses import replace

import numpy as np

from matching import LegalLimits, Matcher
from tests.bench.harness import both_latencies, measured, peak_mib, say, seconds, title
from tests.bench.province import SEEDS, TODAY, read_texts

OPENINGS = 5_000
PEOPLE = 300


def main(openings: int = OPENINGS, people: int = PEOPLE) -> None:
    """Print the report."""
    title(f"live: one person among {openings:,} openings")
    texts = read_texts(openings)
    reader = texts.reader
    limits = LegalLimits.load(SEEDS, today=TODAY)
    with measured() as fitting:
        matcher = Matcher(
            reader.evidence.vocabulary, reader.gazetteer, today=TODAY, limits=limits
        ).fit([profile.record for profile in texts.openings], [])
    say("index of everything, once", seconds(fitting))
    with measured() as compiling:
        matcher.rank(texts.people[0].record)
    say("first person (compiles, or reads what was compiled)", seconds(compiling))
    # Nobody has written these words before: nothing of them is remembered.
    fresh = [
        replace(one.record, id=f"x{n}", about=f"{one.record.about} {n}")
        for n, one in enumerate(texts.people[:people])
    ]
    lines = {
        "reading, ranking and reasons of ten": [lambda r=r: matcher.rank(r) for r in fresh],
        "the same person again": [lambda r=r: matcher.rank(r) for r in fresh],
        "reading alone, words changed once more": [
            lambda r=r: matcher._person(replace(r, about=f"{r.about} !")) for r in fresh
        ],
    }
    for name, calls in lines.items():
        say(name, both_latencies(calls))
    first_stage(matcher, fresh)
    say("peak memory, MiB", f"{peak_mib():,.0f}")


def first_stage(matcher: Matcher, records) -> None:
    """Print what looking for the best alone takes of it."""
    arrays = [matcher._scorer.people([matcher._person(record)]) for record in records]
    calls = [lambda a=a: matcher._best(a, 50) for a in arrays]
    say(
        "the best fifty alone, already read",
        both_latencies(calls),
    )
    adults = np.array([r.age is None or r.age >= 18 for r in records])
    say("people of age or of unknown age", f"{adults.mean():.0%}")


if __name__ == "__main__":
    main()
