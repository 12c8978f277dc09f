"""The scoring estimator: stated weights as a prior, which outcomes may later move."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data


class StatedWeightsRanker(RegressorMixin, BaseEstimator):
    """Linear score that starts from stated weights and moves only as far as data pull it.

    Args:
        prior: one weight per column, or None for zeros.
        strength: how many observations the prior is worth; > 0.

    ``fit`` solves ridge regression towards the prior: min |Xw - y|² + strength |w - prior|².
    """

    def __init__(self, prior: Any = None, strength: float = 50.0) -> None:
        self.prior = prior
        self.strength = strength

    def fit(self, X: Any, y: Any) -> StatedWeightsRanker:  # noqa: N803 - scikit-learn's name
        """Learn weights from graded pairs; X (n_pairs, n_features), y one grade per pair."""
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)  # noqa: N806
        prior = np.zeros(X.shape[1]) if self.prior is None else np.asarray(self.prior, dtype=float)
        if prior.shape != (X.shape[1],):
            raise ValueError(f"prior has {prior.size} weights for {X.shape[1]} features")
        inner = X.T @ X + self.strength * np.eye(X.shape[1])
        self.coef_ = prior + np.linalg.solve(inner, X.T @ (y - X @ prior))
        return self

    def predict(self, X: Any) -> np.ndarray:  # noqa: N803 - scikit-learn's name
        """Return one score per row."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)  # noqa: N806
        return X @ self.coef_
