"""The stated weights: what the score starts from before anything is learnt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matching.scoring.features import FEATURES

MODEL_VERSION = "stated-weights-4"

# Stated, not learnt: what an adviser at the job centre would look at first. A wish counts most,
# then what the person did and learnt; a thing in the way (hours, a licence) costs about as much
# as a good distance is worth. See LAB.md for what was tried.
STATED_WEIGHTS: Mapping[str, float] = {
    "occupation_wanted": 0.33,
    "wish_text": 0.02,
    "sector": 0.02,
    "wage": 0.07,
    "near": 0.22,
    # More than any other sum of parts can make up: what nobody can travel to comes last.
    "out_of_reach": 2.5,
    "shift": 0.12,
    "conditions": 0.16,
    "needs": 0.12,
    "term": 0.12,
    "home_work": 0.12,
    "reach": 0.10,
    "other_kind": 0.12,
    "occupation_done": 0.10,
    "occupation_trained": 0.06,
    "skills": 0.06,
    "profile_text": 0.28,
    "experience": 0.05,
    "schooling": 0.12,
    "licence": 0.05,
    "rank": 0.04,
    "language": 0.06,
    "competition": 0.04,
}


# Of openings judged in the lab, one in two that score more is good, one in ten that score less.
# A best score below says that nothing fits well: a course or a question is the honest answer.
WEAK_FIT = 0.6


def stated_weights() -> np.ndarray:
    """Return the stated weights in the order of FEATURES, float32."""
    return np.array([STATED_WEIGHTS[name] for name in FEATURES], dtype=np.float32)
