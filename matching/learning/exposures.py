"""What was shown to whom, where, and what came of it, as columns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from matching.learning.outcomes import Stage


@dataclass(frozen=True)
class Exposures:
    """Suggestions shown, one row each; persons and days are numbers without further meaning.

    Attributes:
        features: (n, n_features), as they were when shown.
        stages: (n,) how far each got, values of Stage.
        positions: (n,) from 1; propensities: (n,) chance of being shown there, in (0, 1].
        explored: (n,) whether chance put it there.
        persons, days: (n,) whose list of which day; together they name the list.
        dismissed: (n,) whether the person then said that it does not suit: looked at for
            certain and worth nothing. None where nobody could say so.
    """

    features: np.ndarray
    stages: np.ndarray
    positions: np.ndarray
    propensities: np.ndarray
    explored: np.ndarray
    persons: np.ndarray
    days: np.ndarray
    dismissed: np.ndarray | None = None

    def __len__(self) -> int:
        """Return how many suggestions were shown."""
        return len(self.stages)

    def where(self, mask: np.ndarray) -> Exposures:
        """Return the rows of a mask, (n,) of bool."""
        columns = {part.name: getattr(self, part.name) for part in fields(self)}
        held: dict[str, Any] = {k: v[mask] for k, v in columns.items() if v is not None}
        return Exposures(**held)

    def lists(self) -> np.ndarray:
        """Return the number of each row's list, (n,), from 0."""
        if not len(self):
            return np.zeros(0, dtype=int)
        keys = np.column_stack([self.persons, self.days])
        return np.unique(keys, axis=0, return_inverse=True)[1].ravel()

    def reached(self, stage: Stage) -> np.ndarray:
        """Return whether each row got to a stage, (n,) of bool."""
        return self.stages >= stage

    def said_no(self) -> np.ndarray:
        """Return whether each row was said no to, (n,) of bool."""
        return np.zeros(len(self), dtype=bool) if self.dismissed is None else self.dismissed

    def fingerprint(self) -> str:
        """Return a SHA-256 over all rows, whatever order they come in."""
        whole = np.column_stack([
            self.persons, self.days, self.positions, self.stages, self.explored,
            self.propensities, self.said_no(), self.features,
        ]).astype("<f8")  # fmt: skip
        order = np.lexsort(whole.T[::-1])
        return hashlib.sha256(np.ascontiguousarray(whole[order]).tobytes()).hexdigest()
