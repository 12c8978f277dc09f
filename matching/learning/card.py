"""A trained model is data: one card with its weights and everything one should know of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from matching.learning.calibration import Calibration
from matching.learning.exposures import Exposures
from matching.learning.outcomes import Stage

FORMAT = 1
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_ROOMS = ("learning", "profiles", "reading", "scoring")


@dataclass(frozen=True)
class ModelCard:
    """A linear model and its record; every value is plain data.

    Attributes:
        version: stored with each list it made.
        features, weights: names and one weight each, on the scale of the stated weights.
        prior_version, prior: the stated weights it started from.
        is_live: whether it was found fit to go live; reasons: why, or why not.
        is_sample: trained on fictional people; never loaded as the default.
        calibration: from score to the chance of applying as if it stood first.
        trained_on, first_day, last_day: ISO dates, '' without data.
        fingerprint: SHA-256 of the training data; code: of the source it was made with.
        counts, metrics, examination, gaps, summaries: figures for people and drift reports.
    """

    version: str
    features: tuple[str, ...]
    weights: tuple[float, ...]
    prior_version: str
    prior: tuple[float, ...]
    is_live: bool
    reasons: tuple[str, ...]
    trained_on: str
    is_sample: bool = False
    first_day: str = ""
    last_day: str = ""
    fingerprint: str = ""
    code: str = ""
    calibration: Calibration | None = None
    counts: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, Any] = field(default_factory=dict)
    examination: Mapping[str, Any] = field(default_factory=dict)
    gaps: Sequence[Mapping[str, Any]] = ()
    summaries: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the card as JSON text, the same for the same card."""
        data = {"format": FORMAT, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelCard:
        """Read a card.

        Raises:
            ValueError: not a card of this format, or weights that are no finite numbers.
        """
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise ValueError("not a model card of this format")
        try:
            made = data.pop("calibration")
            if made is not None:
                points = tuple(tuple(part) for part in made["points"])
                data["calibration"] = Calibration(made["kind"], points)
            for name in ("features", "weights", "prior", "reasons", "gaps"):
                data[name] = tuple(data[name])
            card = cls(**data)
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a whole model card: {error}") from error
        if len(card.weights) != len(card.features) or not _finite(card.weights):
            raise ValueError("weights are not one finite number per feature")
        return card


def summaries(shown: Exposures, features: Sequence[str]) -> dict[str, Any]:
    """Return mean and quantiles of each feature and the share reaching each stage.

    What a drift report compares later inputs and outcomes with. Empty without rows.
    """
    if not len(shown):
        return {}
    quantiles = np.quantile(shown.features, _QUANTILES, axis=0)
    return {
        "rows": len(shown),
        "quantiles_at": list(_QUANTILES),
        "features": {
            name: {
                "mean": round(float(shown.features[:, column].mean()), 6),
                "quantiles": [round(float(value), 6) for value in quantiles[:, column]],
            }
            for column, name in enumerate(features)
        },
        "stages": {
            stage.name.lower(): round(float(shown.reached(stage).mean()), 6)
            for stage in list(Stage)[1:]
        },
    }


def code_fingerprint() -> str:
    """Return twelve hex digits of SHA-256 over the source that makes features and models."""
    digest = hashlib.sha256()
    matching = Path(__file__).resolve().parent.parent
    for room in _ROOMS:
        for file in sorted((matching / room).glob("*.py")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _finite(values: Sequence[Any]) -> bool:
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)
    return numbers and bool(np.isfinite(np.asarray(values, dtype=float)).all())
