"""One new opening: putting it into the index, and scoring it for everybody."""

import sys
from dataclasses import replace

import numpy as np

from tests.bench.harness import both_latencies, say, title
from tests.bench.province import Province, province, read_texts

PEOPLE = 280_000
BLOCK = 16_384
TIMES = 5


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    title(f"opening: one new opening among {openings:,}, for {people:,} people")
    texts = read_texts(openings)
    made = province(texts, people)
    news = [
        replace(profile, point=None, record=replace(profile.record, id=str(openings + n + 1)))
        for n, profile in enumerate(texts.openings[:TIMES])
    ]
    calls = [lambda one=one: made.scorer.updated([one], ()) for one in news]
    say("into the index", both_latencies(calls))
    scorer = made.scorer.updated(news, ())
    row = scorer.openings.ids.index(news[0].record.id)
    calls = [lambda: everybody(replace(made, scorer=scorer), row)] * TIMES
    say("exact score for everybody", both_latencies(calls))


def everybody(made: Province, row: int) -> np.ndarray:
    """Return everybody's score of one opening."""
    found = []
    for start in range(0, len(made.crowd), BLOCK):
        people = made.crowd.people.take(slice(start, start + BLOCK))
        found.append(made.scorer.of_one_opening(people, row))
    return np.concatenate(found)


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
