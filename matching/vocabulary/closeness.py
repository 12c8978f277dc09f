"""How near two occupations lie: codes of the classification, shared skills, industry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matching.vocabulary.loading import Occupation, Skill

# Two different trades never count as one.
_CLOSEST = 0.88
# Digits of the VSCO code that agree → closeness: unit group, minor, sub-major, major.
_SHARED_DIGITS = ((4, 0.75), (3, 0.5), (2, 0.3), (1, 0.1))


def skill_weights(
    occupation_index: Mapping[str, int],
    skills: Mapping[str, Skill],
    essential: Mapping[str, Sequence[str]],
    optional: Mapping[str, Sequence[str]],
) -> np.ndarray:
    """Return occupation × skill weights, float32.

    The rarity of the skill, half of it where the skill is optional, 0 for conditions of work.
    """
    skill_index = {key: column for column, key in enumerate(skills)}
    weights = np.zeros((len(occupation_index), len(skills)), dtype=np.float32)
    for links, share in ((essential, 1.0), (optional, 0.5)):
        for occupation_key, skill_keys in links.items():
            row = occupation_index.get(occupation_key)
            for skill_key in skill_keys:
                column = skill_index.get(skill_key)
                if row is not None and column is not None:
                    weights[row, column] = share
    users = np.maximum((weights > 0).sum(axis=0), 1)
    rarity = np.log(len(occupation_index) / users) + 0.2
    real = np.array([skill.kind != "condition" for skill in skills.values()], dtype=np.float32)
    product: np.ndarray = weights * rarity * real
    return product


def similarity(occupations: Sequence[Occupation], weights: np.ndarray) -> np.ndarray:
    """Return occupation × occupation closeness, float32 in [0, 1], 1 on the diagonal.

    Half from the VSCO code (same unit group 0.75, minor group 0.5, sub-major 0.3), half from
    shared skills weighted by how rare they are, and a little for the same sector.
    """
    prefix = np.array(
        [[_prefix_closeness(a.vsco_code, b.vsco_code) for b in occupations] for a in occupations],
        dtype=np.float32,
    )
    sectors = np.array([occupation.sector for occupation in occupations])
    sector = (sectors[:, None] == sectors[None, :]) & (sectors != "chung")[:, None]
    overlap = weights @ weights.T
    norms = np.sqrt(np.maximum(overlap.diagonal(), 1e-9))
    cosine = overlap / norms[:, None] / norms[None, :]
    close = np.minimum(0.5 * prefix + 0.45 * cosine + 0.12 * sector.astype(np.float32), _CLOSEST)
    np.fill_diagonal(close, 1.0)
    return close.astype(np.float32)


def _prefix_closeness(first: str, second: str) -> float:
    for length, closeness in _SHARED_DIGITS:
        if first[:length] == second[:length]:
            return closeness
    return 0.0
