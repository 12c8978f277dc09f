"""The same lists with the usual libraries: what one would write without a scorer of one's own.

All ways see the same features: the tables and sparse rows the scorer itself is given.
"""

import numpy as np
import scipy.sparse as sp
from sklearn.metrics.pairwise import linear_kernel

from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES
from matching.scoring.ranking import Crowd
from matching.scoring.tables import View
from tests.bench.province import Province

_BLOCK = 500
# People whose tables are made at once; those of one way to work are scored together after.
_TOGETHER = 2_000


def dense(made: Province, crowd: Crowd, top: int) -> None:
    """Score every pair: scikit-learn for the words, NumPy tables and masks, argpartition.

    BM25 rows carry their weights already, so their cosine is scikit-learn's linear kernel.
    """
    everything = np.arange(len(made.scorer.openings))
    for start in range(0, len(crowd), _BLOCK):
        block = crowd.take(slice(start, start + _BLOCK))
        view = made.scorer._maker.view(block.people)
        scores = scored(made, view, np.arange(len(block)), everything)
        scores[np.ix_(block.minor, made.adults_only)] = -np.inf
        keep_best(scores, top)


def blocked(made: Province, crowd: Crowd, top: int) -> None:
    """Score only what is in reach, people of one home and one way to work together."""
    ways = ways_to_work(crowd)
    order = np.argsort(ways, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(ways[order])) + 1)
    place = made.scorer.openings.classes[CLASS_NAMES.index("place")]
    for together in _batches(groups):
        block = crowd.take(np.concatenate(together))
        view = made.scorer._maker.view(block.people)
        first = 0
        for group in together:
            who = np.arange(first, first + len(group))
            first += len(group)
            inside = np.flatnonzero(view.reach.rows[view.reach.of_person[who[0]]][place] >= 0)
            scores = scored(made, view, who, inside)
            scores[np.ix_(block.minor[who], made.adults_only[inside])] = -np.inf
            keep_best(scores, top)


def cosine_alone(made: Province, crowd: Crowd, top: int) -> None:
    """Take the most similar texts of everybody, nothing else: sparse_dot_topn, two threads."""
    from sparse_dot_topn import sp_matmul_topn

    openings = sparse_of(made)[0].T.tocsr()
    sp_matmul_topn(sp.csr_matrix(crowd.people.text_all), openings, top_n=top, n_threads=2)


def sparse_of(made: Province):
    """Return the openings' rows of words and of skills the scorer uses."""
    view = made.scorer._maker.view(made.crowd.people.take(slice(0, 1)))
    words = next(part.openings for part in view.sparse if part.feature == "profile_text")
    return words, next(part.openings for part in view.sparse if part.feature == "skills")


def ways_to_work(crowd: Crowd) -> np.ndarray:
    """Return a number for each person, the same for those with one home and way to work."""
    people = crowd.people
    columns = np.column_stack([people.places[:, :2], people.max_km, people.needs_shuttle])
    return np.unique(columns, axis=0, return_inverse=True)[1].ravel()


def scored(made: Province, view: View, who: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return scores of some people of a view with some openings, as one would in NumPy."""
    weights = dict(zip(FEATURES, made.scorer.weights.tolist(), strict=True))
    classes = made.scorer.openings.classes[:, columns]
    known = {}

    def value(table) -> np.ndarray:
        if id(table) not in known:
            axis = classes[CLASS_NAMES.index(table.axis)]
            known[id(table)] = table.rows[table.of_person[who]][:, axis]
        return known[id(table)]

    def peak(one) -> np.ndarray:
        return np.clip(np.maximum.reduce([s * value(t) for t, s in one.parts]), one.low, one.high)

    gate = peak(view.gate)
    out = np.zeros((len(who), len(columns)), dtype=np.float32)
    for part in view.sparse:
        found = linear_kernel(part.people[who], part.openings[columns], dense_output=True)
        out += weights[part.feature] * (found * gate if part.gated else found)
    for table in (*view.tables, view.reach):
        found = value(table)
        if table.times is not None:
            found = found * peak(table.times)
        if table.gated:
            found = np.where(found > 0, found * gate, found)
        out += weights[table.feature] * found
    return out


def keep_best(scores: np.ndarray, top: int) -> np.ndarray:
    """Return each row's best columns, best first."""
    if scores.shape[1] <= top:
        return np.argsort(-scores, axis=1)
    best = np.argpartition(-scores, top, axis=1)[:, :top]
    order = np.argsort(-np.take_along_axis(scores, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def _batches(groups):
    batch, count = [], 0
    for group in groups:
        batch.append(group)
        count += len(group)
        if count >= _TOGETHER:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch
