"""From what was shown to a model card: learn, test on held-back data, decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from matching.learning.calibration import Calibration, calibrate, calibration_error, curve
from matching.learning.card import ModelCard, code_fingerprint, summaries
from matching.learning.estimates import Estimate, Sums, bootstrap, interval, reordered, replayed
from matching.learning.examination import Examination, estimate_examination
from matching.learning.exposures import Exposures
from matching.learning.gaps import Gap, compare_gaps
from matching.learning.outcomes import Stage, stage_values
from matching.learning.ranker import GradedRanker
from matching.learning.splits import by_time_and_person, some_people

Groups = Mapping[str, Mapping[int, int]]
#: the attributes a gap must be shown not to widen by (service rules)
AUDITED = ("sex", "age", "ethnicity")
# Below these nothing is learnt: intervals would be wide and single people would show.
FEWEST_PEOPLE = 200
FEWEST_OPENED = 500
# How far weights may wander, as shares of the stated ones; held-back people choose.
SPREADS = (0.1, 0.3, 1.0, 3.0)
# The logit of one unit of score: no less, or noise would be blown up to the scale of scores.
FLATTEST, SHARPEST = 0.5, 20.0


@dataclass(frozen=True)
class Learned:
    """Weights on the scale of the stated ones and what they were fitted with."""

    weights: np.ndarray
    scale: float
    spread: float
    examination: Examination


def train(
    shown: Exposures,
    groups: Groups,
    *,
    features: Sequence[str],
    prior: np.ndarray,
    prior_version: str,
    day: dt.date,
    is_sample: bool = False,
    seed: int = 0,
) -> ModelCard:
    """Return the card of a model learnt from what was shown, with the decision on it.

    The card holds the learned weights if they are better than the prior on held-back data
    beyond noise and widen no gap; otherwise the stated weights, and why.

    Args:
        groups: attribute → person number → group number; for the audit only.
        prior: (n_features,) stated weights.
    """
    prior = np.asarray(prior, dtype=float)
    learn, test = by_time_and_person(shown.persons, shown.days, seed=seed)
    base = _Base(tuple(features), prior, prior_version, day, is_sample)
    objection = _too_little(shown.where(learn), shown.where(test))
    if objection:
        return base.card(shown, prior, (objection,))
    learned = fit_weights(shown.where(learn), prior, day=day, seed=seed)
    held = shown.where(test)
    metrics, gaps = _evaluate(held, learned, prior, groups, day=day, seed=seed)
    reasons = _objections(metrics, gaps)
    weights = prior if reasons else learned.weights
    calibration = _calibration(shown.where(~learn & ~test), weights, learned.examination, seed)
    points = _calibration_curve(held, weights, learned.examination, calibration)
    return base.card(
        shown,
        weights,
        tuple(reasons) or ("better than the stated weights on held-back data, no gap wider",),
        is_live=not reasons,
        calibration=calibration,
        metrics={
            **{name: asdict(value) for name, value in metrics.items()},
            "calibration_curve": points,
            "calibration_error": calibration_error(points),
            "held_rows": len(held),
            "learnt_rows": int(learn.sum()),
            "logit_scale": learned.scale,
            "spread": learned.spread,
            "learned_weights": learned.weights.tolist(),
        },
        examination={
            **asdict(learned.examination),
            "chances": learned.examination.chances.tolist(),
        },
        gaps=[asdict(gap) for gap in gaps],
    )


def fit_weights(shown: Exposures, prior: np.ndarray, *, day: dt.date, seed: int = 0) -> Learned:
    """Return the weights most probable after these outcomes, position bias taken out.

    An outcome counts by one over the chance its place was looked at. What the prior is worth
    is chosen on people held back inside.
    """
    examination = estimate_examination(shown)
    grades = stage_values(day)[shown.stages] * examination.weights(shown.positions)
    scale = _scale(shown.features @ prior, grades)
    inner = some_people(shown.persons, 0.3, seed + 1)
    losses = []
    for spread in SPREADS:
        fitted = _fit(shown.features[~inner], grades[~inner], prior, scale, spread)
        margin = fitted.margin(shown.features[inner])
        losses.append(float(np.mean(np.logaddexp(0.0, margin) - grades[inner] * margin)))
    spread = SPREADS[int(np.argmin(losses))]
    fitted = _fit(shown.features, grades, prior, scale, spread)
    return Learned(fitted.coef_ / scale, scale, spread, examination)


def _fit(
    features: np.ndarray, grades: np.ndarray, prior: np.ndarray, scale: float, spread: float
) -> GradedRanker:
    size = np.abs(prior)
    room = np.maximum(size, 0.25 * size.mean()) if size.any() else np.ones_like(size)
    ranker = GradedRanker(
        prior=prior * scale, spread=spread * scale * room, signs=np.sign(prior), grades=(0, 1)
    )
    return ranker.fit(features, grades)


def _scale(scores: np.ndarray, grades: np.ndarray) -> float:
    """Return how many logits one unit of the stated score is worth in these outcomes."""
    fitted = GradedRanker(spread=100.0, signs=[1], grades=(0, 1)).fit(scores[:, None], grades)
    return float(np.clip(fitted.coef_[0], FLATTEST, SHARPEST))


def _too_little(learn: Exposures, test: Exposures) -> str:
    for name, part in (("learn from", learn), ("test on", test)):
        people, opened = len(np.unique(part.persons)), int(part.reached(Stage.OPENED).sum())
        if people < FEWEST_PEOPLE or opened < FEWEST_OPENED:
            return (
                f"too little to {name}: {people} people and {opened} openings opened, "
                f"needed {FEWEST_PEOPLE} and {FEWEST_OPENED}"
            )
    return ""


def _evaluate(
    held: Exposures,
    learned: Learned,
    prior: np.ndarray,
    groups: Groups,
    *,
    day: dt.date,
    seed: int,
) -> tuple[dict[str, Estimate], list[Gap]]:
    values = stage_values(day)[held.stages]
    interviews = held.reached(Stage.INTERVIEWED).astype(float)
    scores = {"prior": held.features @ prior, "learned": held.features @ learned.weights}

    def sums(outcome: np.ndarray) -> dict[str, Sums]:
        return {
            name: reordered(held, score, outcome, learned.examination)
            for name, score in scores.items()
        }

    by_value, by_interview = sums(values), sums(interviews)
    again = {name: replayed(held, score, values) for name, score in scores.items()}
    metrics = {
        "prior": interval(by_value["prior"], seed=seed),
        "learned": interval(by_value["learned"], seed=seed),
        "gain": bootstrap(by_value["learned"], by_value["prior"], seed=seed),
        "replay_prior": interval(again["prior"], seed=seed),
        "replay_learned": interval(again["learned"], seed=seed),
        "replay_gain": bootstrap(again["learned"], again["prior"], seed=seed),
    }
    audited: Groups = {name: groups.get(name, {}) for name in AUDITED}
    gaps = [
        gap
        for outcome, part in (("suggestion", by_value), ("interview", by_interview))
        for gap in compare_gaps(part["prior"], part["learned"], audited, outcome=outcome, seed=seed)
    ]
    return metrics, gaps


def _objections(metrics: Mapping[str, Estimate], gaps: Sequence[Gap]) -> list[str]:
    gain, again = metrics["gain"], metrics["replay_gain"]
    reasons = []
    if gain.low <= 0:
        reasons.append(f"not better than the stated weights beyond noise: gain {_told(gain)}")
    if again.high < 0:
        reasons.append(f"worse at picking among what chance placed: {_told(again)}")
    return reasons + [gap.objection for gap in gaps if gap.objection]


def _told(one: Estimate) -> str:
    return f"{one.value:+.5f} ({one.low:+.5f} to {one.high:+.5f})"


def _calibration(
    spare: Exposures, weights: np.ndarray, examination: Examination, seed: int
) -> Calibration:
    """Fit on rows that neither taught nor tested; other people of them choose the kind."""
    scores, happened = spare.features @ weights, _applied(spare, examination)
    choosing = some_people(spare.persons, 0.4, seed + 2)
    return calibrate(scores[~choosing], happened[~choosing], (scores[choosing], happened[choosing]))


def _calibration_curve(
    held: Exposures, weights: np.ndarray, examination: Examination, calibration: Calibration
) -> list[tuple[float, float, int]]:
    chances = calibration.probability(held.features @ weights)
    return curve(chances, _applied(held, examination))


def _applied(shown: Exposures, examination: Examination) -> np.ndarray:
    """Return applications, each counted as if its place were looked at like the first."""
    return shown.reached(Stage.APPLIED) * examination.inverse(shown.positions)


@dataclass(frozen=True)
class _Base:
    """What every card of one training says."""

    features: tuple[str, ...]
    prior: np.ndarray
    prior_version: str
    day: dt.date
    is_sample: bool

    def card(
        self, shown: Exposures, weights: np.ndarray, reasons: tuple[str, ...], **more: object
    ) -> ModelCard:
        fingerprint = shown.fingerprint() if len(shown) else ""
        name = (
            f"learned-{self.day.isoformat()}-{fingerprint[:8]}"
            if more.get("is_live")
            else (f"unfit-{self.day.isoformat()}-{fingerprint[:8] or 'empty'}")
        )
        filled: dict[str, object] = {"is_live": False, **more}
        return ModelCard(
            version=name,
            features=self.features,
            weights=tuple(np.asarray(weights, dtype=float).tolist()),
            prior_version=self.prior_version,
            prior=tuple(self.prior.tolist()),
            reasons=reasons,
            trained_on=self.day.isoformat(),
            is_sample=self.is_sample,
            first_day=_iso(shown.days.min()) if len(shown) else "",
            last_day=_iso(shown.days.max()) if len(shown) else "",
            fingerprint=fingerprint,
            code=code_fingerprint(),
            counts=_counts(shown),
            summaries=summaries(shown, self.features),
            **filled,  # type: ignore[arg-type]
        )


def _counts(shown: Exposures) -> dict[str, object]:
    return {
        "shown": len(shown),
        "people": len(np.unique(shown.persons)),
        "lists": int(shown.lists().max(initial=-1)) + 1,
        "explored_share": float(shown.explored.mean()) if len(shown) else 0.0,
        "reached": {
            stage.name.lower(): int(shown.reached(stage).sum()) for stage in list(Stage)[1:]
        },
        "dismissed": int(shown.said_no().sum()),
    }


def _iso(ordinal: int) -> str:
    return dt.date.fromordinal(int(ordinal)).isoformat()
