"""One new opening: reading it, putting it into the index, and whom of everybody it suits.

The function measured is the one notices call: Matcher.suited over a StandingCrowd. Beside it the
same scores without kinds, bounds or a crowd kept ready.
"""

import copy
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from matching import LegalLimits, Matcher, StandingCrowd
from matching.scoring.people import PeopleArrays
from matching.scoring.scorer import Scorer
from matching.standing.words import Words
from tests.bench.harness import both_latencies, measured, peak_mib, say, seconds, title
from tests.bench.province import SEEDS, TODAY, Province, province, read_texts

PEOPLE = 280_000
BLOCK = 16_384
OPENINGS_ASKED = 250
BEST = 50
CHECKED = 1_000
#: people are held against the exact score of these openings, so many each
CHECKED_OPENINGS = 50
TIMES = 5


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    title(f"opening: one new opening among {openings:,}, for {people:,} people")
    texts = read_texts(openings)
    made = province(texts, people)
    matcher = matcher_over(made)
    with measured() as making:
        crowd = crowd_of(made)
    say("everybody made ready, already read", seconds(making))
    with measured() as first:
        matcher.suited(crowd, made.scorer.openings.ids[0], BEST)
    say("the first opening (compiles, or reads what was compiled)", seconds(first))
    say("memory of the crowd, MiB", f"{crowd.nbytes / 2**20:,.0f}, ids and words left out")
    everybody(matcher, crowd, made)
    one_person(matcher, crowd, made)
    new_openings(matcher, crowd, made)
    say("most different from the exact score", f"{difference(crowd, made):.1e}")
    plainly(made)
    say("peak memory, MiB", f"{peak_mib():,.0f}")


def everybody(matcher: Matcher, crowd: StandingCrowd, made: Province) -> None:
    """Print what asking everybody takes, for different openings."""
    draw = np.random.default_rng(4)
    count = min(OPENINGS_ASKED, len(made.scorer.openings))
    some = draw.choice(made.scorer.openings.ids, count, replace=False).tolist()
    calls = [lambda one=one: matcher.suited(crowd, one, BEST) for one in some]
    say(f"the best {BEST} of everybody, {count} openings", both_latencies(calls))
    # As notices ask: who would find it better than what they have.
    usual = crowd.aligned(
        {}, float(np.median([matcher.suited(crowd, o, 1000)[-1][1] for o in some]))
    )
    calls = [lambda one=one: matcher.suited(crowd, one, 1000, bars=usual) for one in some]
    say("up to 1,000 who reach a bar of their own", both_latencies(calls))


def one_person(matcher: Matcher, crowd: StandingCrowd, made: Province) -> None:
    """Print what an edited profile costs, its text already read."""
    edited = [matcher.read(record) for record in made.records(range(30))]
    calls = [lambda one=one: crowd.updated([one]) for one in edited]
    say("one edited person into the crowd", both_latencies(calls))
    many = crowd.updated(edited)
    calls = [
        lambda one=one: matcher.suited(many, one, BEST) for one in made.scorer.openings.ids[:50]
    ]
    say("the best of everybody, thirty of them edited", both_latencies(calls))


def new_openings(matcher: Matcher, crowd: StandingCrowd, made: Province) -> None:
    """Print what openings nobody has seen take from their texts on, each put in after the other."""
    reader, scorers = made.texts.reader, [made.scorer]
    profiles = made.texts.openings[:TIMES]
    records = [
        replace(one.record, id=f"n{n}", description=f"{one.record.description} {n}")
        for n, one in enumerate(profiles)
    ]
    read = []
    calls = [lambda record=record: read.append(reader.opening(record)) for record in records]
    say("reading a new opening", both_latencies(calls))
    calls = [lambda one=one: scorers.append(scorers[-1].updated([one], ())) for one in read]
    say("putting it into the index of scores", both_latencies(calls))
    matchers = [looking_at(matcher, scorer) for scorer in scorers[1:]]
    calls = [
        lambda now=now, record=record: now.suited(crowd, record.id, BEST)
        for now, record in zip(matchers, records, strict=True)
    ]
    say("then the best of everybody, words weighed anew", both_latencies(calls))


def looking_at(matcher: Matcher, scorer: Scorer) -> Matcher:
    """Return a matcher over other openings, as Matcher.updated makes it."""
    other = copy.copy(matcher)
    other._look_at(scorer)
    return other


def matcher_over(made: Province) -> Matcher:
    """Return a matcher whose openings are those of the province, already read."""
    reader = made.texts.reader
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(reader.evidence.vocabulary, reader.gazetteer, today=TODAY, limits=limits)
    return looking_at(matcher.fit([], []), made.scorer)


def crowd_of(made: Province) -> StandingCrowd:
    """Return everybody as a crowd; words of theirs that no opening uses are not among them."""
    words = Words(made.scorer.vocabulary)
    words.columns = dict(made.scorer.index.columns)
    people = made.crowd.people
    ids = [str(row + 1) for row in range(len(people))]
    bare = replace(people, text_wish=_bare(people.text_wish), text_all=_bare(people.text_all))
    return StandingCrowd.of_arrays(ids, bare, words)


def difference(crowd: StandingCrowd, made: Province) -> float:
    """Return the most that scores differ from the exact ones, by people and openings at random."""
    draw = np.random.default_rng(9)
    most = 0.0
    for row in draw.choice(len(made.scorer.openings), CHECKED_OPENINGS, replace=False):
        who = np.sort(draw.choice(len(made.crowd), CHECKED // CHECKED_OPENINGS, replace=False))
        wanted = made.scorer.of_one_opening(weighed(made.crowd.people.take(who), made.scorer), row)
        found = crowd.scores(made.scorer, row, [str(one + 1) for one in who])
        most = max(most, float(np.abs(found - wanted).max()))
    return most


def weighed(people: PeopleArrays, scorer: Scorer) -> PeopleArrays:
    """Return people whose words weigh what the index says: here they have weights of their own."""

    def rows(text: sp.csr_matrix) -> sp.csr_matrix:
        used = _bare(text)
        length = np.maximum(np.sqrt(used @ scorer.index.rarity**2), scorer.index.least)
        used.data = np.repeat((1.0 / length).astype(np.float32), np.diff(used.indptr))
        return used

    return replace(people, text_wish=rows(people.text_wish), text_all=rows(people.text_all))


def plainly(made: Province) -> None:
    """Print what the same scores take without a crowd kept ready."""
    row = 0

    def score() -> None:
        for start in range(0, len(made.crowd), BLOCK):
            people = made.crowd.people.take(slice(start, start + BLOCK))
            made.scorer.of_one_opening(people, row)

    calls: list[Callable[[], None]] = [score] * 3
    say("exact score for everybody without a crowd", both_latencies(calls))


def _bare(text: sp.csr_matrix) -> sp.csr_matrix:
    ones = np.ones(text.nnz, dtype=np.float32)
    return sp.csr_matrix((ones, text.indices, text.indptr), shape=text.shape)


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
