"""People in, their best openings out: the compiled scorer where numba is, NumPy where it is not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.scoring import reference
from matching.scoring.bm25 import Bm25Index
from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES, OpeningArrays, opening_arrays
from matching.scoring.people import PeopleArrays, people_arrays
from matching.scoring.ranking import Backend, Crowd, Ranking
from matching.scoring.tables import TableMaker
from matching.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True)
class Scorer:
    """The openings of an index with the weights to score them by; never changes."""

    openings: OpeningArrays
    vocabulary: Vocabulary
    weights: np.ndarray
    _index: Bm25Index = field(init=False, repr=False)
    _maker: TableMaker = field(init=False, repr=False)
    _rankings: dict[bytes, Ranking] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Work out what all people share."""
        index = Bm25Index(self.openings.counts, self.vocabulary)
        object.__setattr__(self, "_index", index)
        maker = TableMaker(replace(self.openings, profiles=()), index.openings, self.vocabulary)
        object.__setattr__(self, "_maker", maker)

    @classmethod
    def fit(
        cls, profiles: Sequence[OpeningProfile], vocabulary: Vocabulary, weights: np.ndarray
    ) -> Scorer:
        """Return a scorer of these openings."""
        return cls(opening_arrays(profiles, vocabulary), vocabulary, weights)

    def updated(self, changed: Sequence[OpeningProfile], removed: Collection[str]) -> Scorer:
        """Return a scorer with openings added or replaced and others gone, as if made anew.

        Only the changed openings are counted; how rare words are is worked out again.
        """
        gone = {*removed, *(profile.record.id for profile in changed)}
        openings = self.openings.without(gone)
        if changed:
            more = opening_arrays(changed, self.vocabulary, joining=self.openings)
            openings = openings.merged(more)
        return Scorer(openings, self.vocabulary, self.weights)

    @property
    def index(self) -> Bm25Index:
        """Return how words are weighed among these openings."""
        return self._index

    def people(self, profiles: Sequence[SeekerProfile]) -> PeopleArrays:
        """Return people as arrays for the other calls."""
        return people_arrays(profiles, self._index)

    def best(
        self,
        people: PeopleArrays,
        k: int,
        *,
        forbidden: np.ndarray,
        minor: np.ndarray,
        adults_only: np.ndarray,
        jobs: int = 1,
        backend: Backend = "threads",
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return (rows int32, scores float64), both (n_people, k), best first.

        Args:
            forbidden, minor: bool (n_people,): under the minimum and the adult age.
            adults_only: bool (n_openings,).
            jobs: how many parts of the people are ranked at a time, on joblib's threads,
                processes or the Dask cluster of the caller's client.

        Rows are -1 and scores -inf where fewer openings may be offered; ties go to the
        earlier opening. The lists depend neither on ``jobs`` nor on who else is ranked.
        """
        if not len(self.openings):
            return np.full((len(people), k), -1, dtype=np.int32), np.full((len(people), k), -np.inf)
        ranking = self._ranking(adults_only)
        return ranking.best(Crowd(people, forbidden, minor), k, jobs=jobs, backend=backend)

    def _ranking(self, adults_only: np.ndarray) -> Ranking:
        key = adults_only.tobytes()
        if key not in self._rankings:
            self._rankings.clear()
            self._rankings[key] = Ranking(self._maker, self.openings, self.weights, adults_only)
        return self._rankings[key]

    def scores(self, people: PeopleArrays) -> np.ndarray:
        """Return every pair's score, float64 (n_people, n_openings)."""
        return reference.scores(self.columns(people), self.weights)

    def columns(self, people: PeopleArrays) -> np.ndarray:
        """Return every pair's features, float64 (n_people, n_openings, n_features)."""
        if not len(self.openings):
            return np.zeros((len(people), 0, len(FEATURES)))
        return reference.columns(self._maker.view(people), self.openings.classes)

    def of_one_opening(self, people: PeopleArrays, row: int) -> np.ndarray:
        """Return everybody's score of one opening, float64 (n_people,); the law is not asked."""
        features = reference.column(self._maker.view(people), self.openings.classes, row)
        return reference.scores(features, self.weights)

    def pairs(
        self, people: PeopleArrays, who: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return (features (n_pairs, n_features), road kilometres, NaN when unknown) of pairs.

        Args:
            who, rows: int (n_pairs,): which of the people, which opening.
        """
        if not len(rows):
            return np.zeros((0, len(FEATURES))), np.zeros(0, dtype=np.float32)
        features = reference.pairs(self._maker.view(people), self.openings.classes, who, rows)
        place = self.openings.classes[CLASS_NAMES.index("place"), rows]
        return features, self._maker.kilometres(people.places[who], place)
