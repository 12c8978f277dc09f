"""The stated weights: what the score starts from before anything is learnt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from matching.scoring.features import FEATURES

MODEL_VERSION = "stated-weights-2"

# Stated, not learnt: what an adviser at the job centre would look at first. A wish counts most,
# then what the person did and learnt; a thing in the way (hours, a licence) costs about as much
# as a good distance is worth. See LAB.md for what was tried.
STATED_WEIGHTS: Mapping[str, float] = {
    "occupation_wanted": 0.40,
    "wish_text": 0.05,
    "sector": 0.03,
    "wage": 0.10,
    "near": 0.22,
    # More than any other sum of parts can make up: what nobody can travel to comes last.
    "out_of_reach": 2.5,
    "shift": 0.12,
    "conditions": 0.16,
    "term": 0.12,
    "occupation_done": 0.14,
    "occupation_trained": 0.06,
    "skills": 0.06,
    "profile_text": 0.15,
    "experience": 0.05,
    "schooling": 0.12,
    "licence": 0.05,
}


def stated_weights() -> np.ndarray:
    """Return the stated weights in the order of FEATURES, float32."""
    return np.array([STATED_WEIGHTS[name] for name in FEATURES], dtype=np.float32)
