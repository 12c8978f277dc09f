"""The scoring estimator: stated weights as a prior, which graded outcomes may move."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import lsq_linear
from scipy.special import expit
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

# Variance of the intercept around the middle grade: wide enough to say nothing.
_INTERCEPT_VARIANCE = 100.0
_HALVINGS = 30


class GradedRanker(RegressorMixin, BaseEstimator):
    """Linear score through a logit, most probable under a Gaussian prior on the weights.

    Minimises  Σ s_i [softplus(m_i) - t_i m_i] + ½ Σ ((w - prior) / spread)²,  m = Xw + b,
    where t is the grade moved to [0, 1]. The loss is that of logistic regression with graded
    targets; it stays convex when a target lies beyond [0, 1], as one divided by the chance of
    having been looked at may. The score is linear, so reasons still add up.

    Args:
        prior: one weight per column on the logit scale, None for zeros.
        spread: standard deviation of the prior, one number or one per column; > 0.
        signs: per column 1 (never negative), -1 (never positive) or 0; None for no limits.
        grades: lowest and highest grade; None takes them from y.
        max_iter, tol: of the Newton steps; tol bounds the gradient per unit of sample weight.

    Attributes:
        coef_, intercept_: weights on the logit scale; grades_: the grades in use.
        n_iter_: steps taken; converged_: False when max_iter were not enough.
    """

    def __init__(
        self,
        prior: Any = None,
        spread: Any = 1.0,
        signs: Any = None,
        grades: Any = None,
        max_iter: int = 100,
        tol: float = 1e-10,
    ) -> None:
        self.prior = prior
        self.spread = spread
        self.signs = signs
        self.grades = grades
        self.max_iter = max_iter
        self.tol = tol

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> GradedRanker:  # noqa: N803
        """Learn from pairs; X (n_pairs, n_features), y one grade per pair.

        Raises:
            ValueError: a prior, spread or sign list of another length than the columns.
        """
        X, y = validate_data(self, X, y, dtype=np.float64, y_numeric=True)  # noqa: N806
        weights = _check_sample_weight(sample_weight, X, dtype=np.float64)
        columns = X.shape[1]
        prior = _per_column(0.0 if self.prior is None else self.prior, columns, "prior")
        spread = _per_column(self.spread, columns, "spread")
        low, high = _limits(self.signs, columns)
        self.grades_ = _grades(self.grades, y[weights > 0])
        bottom, top = self.grades_
        targets = (y - bottom) / (top - bottom) if top > bottom else np.full(len(y), 0.5)
        solution, self.n_iter_, self.converged_ = _minimise(
            np.column_stack([X, np.ones(len(X))]),
            targets,
            weights,
            mean=np.append(prior, 0.0),
            precision=np.append(1.0 / spread**2, 1.0 / _INTERCEPT_VARIANCE),
            low=np.append(low, -np.inf),
            high=np.append(high, np.inf),
            max_iter=self.max_iter,
            tol=self.tol,
        )
        self.coef_, self.intercept_ = solution[:-1], float(solution[-1])
        return self

    def margin(self, X: Any) -> np.ndarray:  # noqa: N803 - scikit-learn's name
        """Return the linear score of each row on the logit scale, (n_pairs,)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)  # noqa: N806
        return X @ self.coef_ + self.intercept_

    def predict(self, X: Any) -> np.ndarray:  # noqa: N803 - scikit-learn's name
        """Return the expected grade of each row, (n_pairs,)."""
        share = expit(self.margin(X))
        bottom, top = self.grades_
        return bottom + (top - bottom) * share


def _per_column(value: Any, columns: int, name: str) -> np.ndarray:
    given = np.asarray(value, dtype=float)
    if given.ndim and given.shape != (columns,):
        raise ValueError(f"{name} has {given.size} values for {columns} features")
    return np.broadcast_to(given, (columns,)).copy()


def _limits(signs: Any, columns: int) -> tuple[np.ndarray, np.ndarray]:
    signs = _per_column(0.0 if signs is None else signs, columns, "signs")
    return np.where(signs > 0, 0.0, -np.inf), np.where(signs < 0, 0.0, np.inf)


def _grades(grades: Any, y: np.ndarray) -> tuple[float, float]:
    if grades is None:
        return float(y.min()), float(y.max())
    bottom, top = grades
    return float(bottom), float(top)


def _minimise(
    rows: np.ndarray,
    targets: np.ndarray,
    weights: np.ndarray,
    *,
    mean: np.ndarray,
    precision: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    max_iter: int,
    tol: float,
) -> tuple[np.ndarray, int, bool]:
    """Return the minimum within [low, high], the Newton steps it took, and if it was reached.

    Each step minimises the local parabola within the limits (least squares with bounds), so
    weights at a limit cost no extra steps.
    """

    def value(point: np.ndarray) -> float:
        margin = rows @ point
        loss = weights @ (np.logaddexp(0.0, margin) - targets * margin)
        return float(loss + 0.5 * precision @ (point - mean) ** 2)

    enough = tol * max(1.0, float(weights.sum()))
    point = np.clip(mean, low, high)
    current = value(point)
    for steps in range(1, max_iter + 1):
        share = expit(rows @ point)
        gradient = rows.T @ (weights * (share - targets)) + precision * (point - mean)
        # A weight at its limit that wants to go farther is where it should be.
        stuck = ((point <= low) & (gradient > 0)) | ((point >= high) & (gradient < 0))
        if np.abs(gradient[~stuck]).max(initial=0.0) <= enough:
            return point, steps, True
        bent = (rows.T * (weights * share * (1.0 - share))) @ rows + np.diag(precision)
        root = np.linalg.cholesky(bent)
        step = lsq_linear(
            root.T, -np.linalg.solve(root, gradient), (low - point, high - point), method="bvls"
        ).x
        for halved in range(_HALVINGS):
            trial = np.clip(point + step / 2.0**halved, low, high)
            reached = value(trial)
            if reached <= current + 1e-4 * gradient @ (trial - point):
                break
        if reached >= current:
            return point, steps, True  # no step gets lower: rounding is all that is left
        point, current = trial, reached
    return point, max_iter, False
