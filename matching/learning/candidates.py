"""The best openings of one person with what their scores are made of, for the log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.scoring.features import FEATURES


@dataclass(frozen=True)
class Candidates:
    """Openings, best first.

    Attributes:
        ids: of the openings; scores: (n,); features: (n, n_features) in FEATURES order.
    """

    ids: tuple[str, ...]
    scores: np.ndarray
    features: np.ndarray

    def features_of(self, opening_id: str) -> np.ndarray:
        """Return the features of one opening, (n_features,).

        Raises:
            ValueError: it is not among them.
        """
        return self.features[self.ids.index(opening_id)]

    def has(self, feature: str) -> np.ndarray:
        """Return in which openings a feature says anything, (n,) of bool."""
        return self.features[:, FEATURES.index(feature)] != 0
