"""How far the chance of a recognised occupation can be believed: reliability, errors, refit.

``python -m matching.evaluation.recognition TITLES`` reads a TSV (title, keys) where keys are the
occupations that are right, apart by commas, none when the title names no trade we list.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from matching.vocabulary.vocabulary import Vocabulary

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Recognised:
    """One candidate of one title: evidence, share of words matched, whether it is right."""

    title: str
    evidence: float
    share: float
    right: bool


def titles_of(path: Path) -> list[tuple[str, frozenset[str]]]:
    """Return (title, right keys); raise OSError when the file is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["title"], frozenset(filter(None, row["keys"].split(","))))
            for row in csv.DictReader(file, delimiter="\t")
        ]


def candidates(
    vocabulary: Vocabulary, titles: Sequence[tuple[str, frozenset[str]]], each: int = 2
) -> list[Recognised]:
    """Return the surest candidates of every title."""
    return [
        Recognised(title, evidence, vocabulary.share_matched(title, words), key in right)
        for title, right in titles
        for key, (evidence, words) in sorted(
            vocabulary.occupation_evidence(title).items(), key=lambda item: (-item[1][0], item[0])
        )[:each]
    ]


def refit(found: Sequence[Recognised]) -> tuple[np.ndarray, LogisticRegression]:
    """Return chances by ten-fold cross-validation and the curve fitted on all."""
    features = np.array([[one.evidence, one.share] for one in found])
    right = np.array([one.right for one in found])
    curve = LogisticRegression(C=3)
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    chances = cross_val_predict(curve, features, right, cv=folds, method="predict_proba")[:, 1]
    return chances, curve.fit(features, right)


def reliability(
    chances: np.ndarray, right: np.ndarray
) -> list[tuple[float, float, int, float, float]]:
    """Return (from, to, n, mean chance, share right) of every bin that holds anything."""
    table = []
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        inside = (chances >= low) & ((chances < high) | (high == _BINS[-1]))
        if inside.any():
            mean, share = float(chances[inside].mean()), float(right[inside].mean())
            table.append((low, high, int(inside.sum()), mean, share))
    return table


def main(arguments: Sequence[str]) -> int:
    """Print the fitted curve and its reliability table."""
    found = candidates(Vocabulary.load(SEEDS), titles_of(Path(arguments[0])))
    chances, curve = refit(found)
    right = np.array([one.right for one in found])
    evidence, share = curve.coef_[0]
    out = sys.stdout
    out.write(f"evidence {evidence:.3f}, share {share:.3f}, constant {curve.intercept_[0]:.3f}\n")
    for low, high, count, mean, exact in reliability(chances, right):
        out.write(f"{low:.1f}-{high:.1f}: n {count}, said {mean:.2f}, right {exact:.2f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
