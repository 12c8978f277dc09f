"""Everybody's ten best openings, against what one would write with the usual libraries.

The slow ways and ours are timed side by side on one sample; everybody is ranked by ours alone.
"""

import sys
from dataclasses import replace

import numpy as np

from matching.scoring import reference
from matching.scoring.openings import CLASS_NAMES
from matching.scoring.ranking import Crowd
from tests.bench import plain
from tests.bench.harness import Taken, each, interleaved, measured, row, say, seconds, title
from tests.bench.province import Province, Texts, province, read_texts

TOP = 10
PEOPLE = 280_000
#: people all ways are timed on
SAMPLE = 14_000
CHECKED = 1_000
SHARES = (0.27, 0.5, 1.0)
_BLOCK = 250


def main(people: int = PEOPLE, openings: int = 5_000, shares: tuple[float, ...] = SHARES) -> None:
    """Print the report."""
    with measured() as reading:
        texts = read_texts(openings)
    title(f"scorer: {people:,} people × {openings:,} openings, exact best {TOP}")
    say(f"reading {openings:,} openings, {len(texts.people):,} people (text)", seconds(reading))
    for share in shares:
        report(texts, people, share)


def report(texts: Texts, people: int, share: float) -> None:
    """Print one province: the ways side by side, then everybody, then how exact it is."""
    made = province(texts, people, share)
    title(f"scorer: {made.reach:.0%} of {len(texts.openings):,} openings in reach")
    describe(made)
    with measured() as first:
        ours(made, made.crowd.take(slice(0, 64)))
    say("first call (compiles, or reads what was compiled)", seconds(first))
    compare(made)
    whole = everybody(made)
    if share == SHARES[0]:
        growth(texts, people, share, whole)
    exactness(made)


def ours(made: Province, crowd: Crowd, jobs: int = 1):
    """Call what the page and suggest --all call, as for people never looked at before."""
    return made.scorer.best(
        replace(crowd.people),
        TOP,
        forbidden=crowd.forbidden,
        minor=crowd.minor,
        adults_only=made.adults_only,
        jobs=jobs,
    )


def describe(made: Province) -> None:
    """Print the workload."""
    people, openings = made.crowd.people, made.scorer.openings
    words = (people.text_wish + people.text_all).nnz / len(people)
    text, skills = plain.sparse_of(made)
    say("a person: words, skills", f"{words:.1f}, {people.skills.nnz / len(people):.1f}")
    many = len(openings)
    say("an opening: words, skills", f"{text.nnz / many:.1f}, {skills.nnz / many:.1f}")
    kinds = {name: int(openings.classes[n].max()) + 1 for n, name in enumerate(CLASS_NAMES)}
    say("classes of openings", ", ".join(f"{name} {count}" for name, count in kinds.items()))


def sample(made: Province, size: int = SAMPLE) -> Crowd:
    """Return whole groups of people with one way to work, from all lengths of way alike.

    People taken one by one would live too far apart: whoever ranks neighbours together, as
    SciPy by ward and as ours, would pay for a thinner province than there is.
    """
    ways = plain.ways_to_work(made.crowd)
    _, first = np.unique(ways, return_index=True)
    reach = made.scorer._maker.view(made.crowd.people.take(first)).reach
    place = made.scorer.openings.classes[CLASS_NAMES.index("place")]
    inside = (reach.rows[:, place] >= 0).sum(axis=1)[reach.of_person]
    every = max(1, round(len(ways) / size))
    chosen = np.argsort(inside, kind="stable")[every // 2 :: every]
    return made.crowd.take(np.flatnonzero(np.isin(ways, chosen)))


def compare(made: Province) -> None:
    """Print the ways side by side on one sample, and how many times ours goes into each."""
    some = sample(made)
    size = f"{len(some):,}"
    ways = interleaved(
        {
            "ours": lambda: ours(made, some),
            "ours, two threads": lambda: ours(made, some, jobs=2),
            "cosine": lambda: plain.cosine_alone(made, some, TOP),
        }
    )
    ways |= interleaved(
        {
            "dense": lambda: plain.dense(made, some, TOP),
            "blocked": lambda: plain.blocked(made, some, TOP),
        },
        repeats=1,
    )
    mine, both = ways["ours"], ways["ours, two threads"]
    row("ours, exact hybrid", size, mine, each(mine, len(some)))
    row("ours, two threads", size, both)
    for name, told in {
        "dense": "scikit-learn + NumPy masks + argpartition",
        "blocked": "SciPy by ward and commute class",
    }.items():
        row(told, size, ways[name], f"{ways[name].cpu / mine.cpu:.1f}× our CPU")
    cosine = ways["cosine"]
    beside = f"{cosine.wall / both.wall:.2f}× our wall, {cosine.cpu / mine.cpu:.2f}× our CPU"
    row("sparse_dot_topn, cosine alone, two threads", size, cosine, beside)


def everybody(made: Province) -> Taken:
    """Print everybody's lists by one thread and by two; return what one took."""
    size = f"{len(made.crowd):,}"
    ways = interleaved(
        {"one": lambda: ours(made, made.crowd), "two": lambda: ours(made, made.crowd, jobs=2)},
        repeats=1,
    )
    for name, taken in ways.items():
        within = "within" if taken.peak <= 1024 else "beyond"
        told = f"{each(taken, len(made.crowd))}, {within} 1 GiB with people and openings"
        row(f"ours, everybody, threads: {name}", size, taken, told)
    return ways["one"]


def growth(texts: Texts, people: int, share: float, whole: Taken) -> None:
    """Print what a tenth of the people take."""
    made = province(texts, people // 10, share)
    with measured() as taken:
        ours(made, made.crowd)
    beside = f"ten times the people: {whole.cpu / taken.cpu:.1f}× the CPU"
    row("growth: ours, a tenth of the people", f"{len(made.crowd):,}", taken, beside)


def exactness(made: Province) -> None:
    """Print how far our scores are from the dense ones in double precision."""
    chosen = np.random.default_rng(3).permutation(len(made.crowd))[:CHECKED]
    some = made.crowd.take(chosen)
    rows, scores = ours(made, some)
    worst, wrong = 0.0, 0
    for start in range(0, len(some), _BLOCK):
        part = slice(start, start + _BLOCK)
        block = some.take(part)
        view = made.scorer._maker.view(block.people)
        columns = reference.columns(view, made.scorer.openings.classes)
        exact = reference.scores(columns, made.scorer.weights)
        exact[np.ix_(block.minor, made.adults_only)] = -np.inf
        exact[block.forbidden] = -np.inf
        best_rows, best = reference.best(exact, TOP)
        offered = best_rows >= 0
        worst = max(worst, float(np.abs(best[offered] - scores[part][offered]).max()))
        wrong += int((best_rows != rows[part]).any(axis=1).sum())
    told = f"largest difference {worst:.1e} (goal 1e-6), lists that differ {wrong}"
    say(f"{len(some):,} people against the dense hybrid in float64", told)


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
