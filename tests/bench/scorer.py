"""Everybody's ten best openings, against what one would write with the usual libraries.

All see the same features: the tables and sparse rows the scorer itself is given.
"""

import sys

import numpy as np
import scipy.sparse as sp
from sklearn.metrics.pairwise import linear_kernel

from matching.scoring import reference
from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES
from matching.scoring.ranking import Crowd
from tests.bench.harness import interleaved, measured, peak_mib, say, seconds, title
from tests.bench.province import Province, province, read_texts

TOP = 10
PEOPLE = 280_000
#: people the slow ways are timed on; their seconds are scaled to everybody
SAMPLE = 4_000
CHECKED = 1_000
_BLOCK = 500


def main(people: int = PEOPLE, openings: int = 5_000, shares: tuple = (0.27, 0.5, 1.0)) -> None:
    """Print the report."""
    title(f"scorer: {people:,} people × {openings:,} openings, best {TOP}")
    with measured() as reading:
        texts = read_texts(openings)
    say(f"reading {openings:,} openings, {len(texts.people):,} people (text)", seconds(reading))
    for share in shares:
        with measured() as making:
            made = province(texts, people, share)
        warm(made)
        title(f"{made.reach:.0%} of openings in reach")
        describe(made, making)
        compare(made)
    if people > 28_000:
        growth(texts, people)
    say("peak memory of the whole bench, MiB", f"{peak_mib():,.0f}")


def warm(made: Province) -> None:
    """Let the compiler work before anything is measured."""
    with measured() as taken:
        ours(made, made.crowd.take(slice(0, 64)))
    say("first call (compiles, or reads what was compiled)", seconds(taken))


def ours(made: Province, crowd: Crowd, jobs: int = 1):
    """Call what the page and suggest --all call."""
    return made.scorer.best(
        crowd.people,
        TOP,
        forbidden=crowd.forbidden,
        minor=crowd.minor,
        adults_only=made.adults_only,
        jobs=jobs,
    )


def describe(made: Province, making) -> None:
    """Print the workload."""
    people, openings = made.crowd.people, made.scorer.openings
    words = (people.text_wish + people.text_all).nnz / len(people)
    text, skills = sparse_of(made)
    say("making it", seconds(making))
    say(
        "non-zeros a person: words, skills",
        f"{words:.1f}, {people.skills.nnz / len(people):.1f}",
    )
    say(
        "non-zeros an opening: words, skills",
        f"{text.nnz / len(openings):.1f}, {skills.nnz / len(openings):.1f}",
    )
    kinds = {name: int(openings.classes[n].max()) + 1 for n, name in enumerate(CLASS_NAMES)}
    say("classes of openings", ", ".join(f"{name} {count}" for name, count in kinds.items()))


def sparse_of(made: Province):
    """Return the openings' rows of words and of skills the scorer uses."""
    view = made.scorer._maker.view(made.crowd.people.take(slice(0, 1)))
    plain = next(part.openings for part in view.sparse if part.feature == "profile_text")
    return plain, next(part.openings for part in view.sparse if part.feature == "skills")


def compare(made: Province) -> None:
    """Print our seconds, theirs and the ratios."""
    chosen = np.random.default_rng(3).permutation(len(made.crowd))
    some = made.crowd.take(np.sort(chosen[: min(SAMPLE, len(chosen))]))
    scale = len(made.crowd) / len(some)
    before = peak_mib()
    whole = interleaved(
        {
            "ours": lambda: ours(made, made.crowd),
            "ours, two threads": lambda: ours(made, made.crowd, jobs=2),
            "cosine alone": lambda: cosine_alone(made),
        },
        repeats=3,
    )
    say("memory the first stage adds to the peak, MiB", f"{peak_mib() - before:,.0f}")
    parts = interleaved(
        {
            "dense": lambda: dense(made, some),
            "blocked": lambda: blocked(made, some, scale),
        },
        repeats=1,
    )
    mine = whole["ours"]
    say("ours, one thread", seconds(mine))
    say("ours, two threads", seconds(whole["ours, two threads"]))
    theirs = parts["dense"].times(scale)
    note = f"(timed on {len(some):,} people, scaled)"
    say(f"scikit-learn + NumPy tables + argpartition {note}", seconds(theirs))
    say("  ratio, CPU", f"{theirs.cpu / mine.cpu:.1f}×")
    theirs = parts["blocked"].times(scale)
    say(f"SciPy by ward and commute class {note}", seconds(theirs))
    say("  ratio, CPU", f"{theirs.cpu / mine.cpu:.1f}×")
    theirs = whole["cosine alone"]
    say("sparse_dot_topn, cosine alone, two threads", seconds(theirs))
    say(
        "  ratio, wall with two threads each; CPU",
        f"{theirs.wall / whole['ours, two threads'].wall:.1f}×; {theirs.cpu / mine.cpu:.1f}×",
    )
    exactness(made, chosen[:CHECKED])


def exactness(made: Province, chosen: np.ndarray) -> None:
    """Print how far our scores are from the dense ones in double precision."""
    some = made.crowd.take(chosen)
    rows, scores = ours(made, some)
    worst, wrong = 0.0, 0
    for start in range(0, len(some), _BLOCK):
        block = some.take(slice(start, start + _BLOCK))
        view = made.scorer._maker.view(block.people)
        columns = reference.columns(view, made.scorer.openings.classes)
        exact = reference.scores(columns, made.scorer.weights)
        exact[np.ix_(block.minor, made.adults_only)] = -np.inf
        exact[block.forbidden] = -np.inf
        best_rows, best = reference.best(exact, TOP)
        part = slice(start, start + _BLOCK)
        offered = best_rows >= 0
        worst = max(worst, float(np.abs(best[offered] - scores[part][offered]).max()))
        wrong += int((best_rows != rows[part]).any(axis=1).sum())
    say(
        f"{len(some):,} people against the dense hybrid in float64",
        f"largest difference {worst:.1e}",
    )
    say("  lists that differ", wrong)


def plain_scores(made: Province, people, columns: np.ndarray) -> np.ndarray:
    """Return scores of a block with some openings as one would write them in NumPy."""
    weights = dict(zip(FEATURES, made.scorer.weights.tolist(), strict=True))
    view = made.scorer._maker.view(people)
    classes = made.scorer.openings.classes[:, columns]
    known = {}

    def value(table) -> np.ndarray:
        if id(table) not in known:
            axis = classes[CLASS_NAMES.index(table.axis)]
            rows = table.rows[table.of_person]
            if table.mix is None:
                known[id(table)] = rows[:, axis]
            else:
                mixed, shares = table.mix.columns[axis], table.mix.shares[axis]
                best = rows[:, mixed[:, 0]] * shares[:, 0]
                for n in range(1, shares.shape[1]):
                    used = np.flatnonzero(shares[:, n])
                    best[:, used] = np.maximum(
                        best[:, used], rows[:, mixed[used, n]] * shares[used, n]
                    )
                known[id(table)] = best
        return known[id(table)]

    def peak(one) -> np.ndarray:
        return np.clip(np.maximum.reduce([s * value(t) for t, s in one.parts]), one.low, one.high)

    gate = peak(view.gate)
    out = np.zeros((len(people), len(columns)), dtype=np.float32)
    for part in view.sparse:
        found = linear_kernel(part.people, part.openings[columns], dense_output=True)
        out += weights[part.feature] * (found * gate if part.gated else found)
    for table in (*view.tables, view.reach):
        found = value(table)
        if table.times is not None:
            found = found * peak(table.times)
        if table.gated:
            found = np.where(found > 0, found * gate, found)
        out += weights[table.feature] * found
    return out


def keep_best(scores: np.ndarray) -> np.ndarray:
    """Return each row's best columns, best first."""
    if scores.shape[1] <= TOP:
        return np.argsort(-scores, axis=1)
    best = np.argpartition(-scores, TOP, axis=1)[:, :TOP]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def dense(made: Province, crowd: Crowd) -> None:
    """Score every pair in blocks of people."""
    everything = np.arange(len(made.scorer.openings))
    for start in range(0, len(crowd), _BLOCK):
        block = crowd.take(slice(start, start + _BLOCK))
        scores = plain_scores(made, block.people, everything)
        scores[np.ix_(block.minor, made.adults_only)] = -np.inf
        keep_best(scores)


def blocked(made: Province, crowd: Crowd, scale: float) -> None:
    """Score only what is in reach, people of one way to work together.

    A block is as large as it would be with everybody there: each person of the sample stands
    for the people of their class, so the sample is ranked as whole classes.
    """
    people = made.crowd.people
    way = np.unique(
        np.column_stack([people.places[:, :2], people.max_km, people.needs_shuttle]),
        axis=0,
        return_inverse=True,
    )[1].ravel()
    left = len(crowd)
    for kind in np.random.default_rng(4).permutation(way.max() + 1):
        rows = np.flatnonzero(way == kind)[:left]
        left -= len(rows)
        block = made.crowd.take(rows)
        view = made.scorer._maker.view(block.people.take(slice(0, 1)))
        place = made.scorer.openings.classes[CLASS_NAMES.index("place")]
        inside = np.flatnonzero(view.reach.rows[0][place] >= 0)
        scores = plain_scores(made, block.people, inside)
        scores[np.ix_(block.minor, made.adults_only[inside])] = -np.inf
        keep_best(scores)
        if left <= 0:
            break


def cosine_alone(made: Province) -> None:
    """Take the ten most similar texts of everybody, nothing else."""
    from sparse_dot_topn import sp_matmul_topn

    openings = sparse_of(made)[0].T.tocsr()
    sp_matmul_topn(sp.csr_matrix(made.crowd.people.text_all), openings, top_n=TOP, n_threads=2)


def growth(texts, people: int) -> None:
    """Print how the seconds grow with the people."""
    title("growth")
    for count in (people // 10, people):
        made = province(texts, count, 0.27)
        with measured() as taken:
            ours(made, made.crowd)
        say(f"{count:,} people, 27 % in reach", seconds(taken))


if __name__ == "__main__":
    arguments = [int(part) for part in sys.argv[1:]]
    main(*arguments)
