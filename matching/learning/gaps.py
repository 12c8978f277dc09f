"""Do groups of people fare less alike under the learned ranking than under the prior's?

Groups are numbers handed in by the caller for this check alone; nothing is scored by them
(service rules: a learned ranker goes live only if no gap is wider than the prior's).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.learning.estimates import Estimate, Sums

# Smaller groups are not judged: their rates are mostly chance.
SMALLEST_GROUP = 30
# A gap may look this much wider by chance before numbers too small to prove it stop excusing it.
MARGIN = 0.05
ROUNDS = 300


@dataclass(frozen=True)
class Gap:
    """The gap between the best and the worst served group, 0 (alike) to 1.

    Attributes:
        attribute: 'sex', 'age', 'ethnicity' or what the caller named it.
        outcome: what was compared.
        groups, people: judged; fewer than two groups leave the figures None.
        prior, learned: gap under each ranking; widening: their difference, with interval.
    """

    attribute: str
    outcome: str
    groups: int
    people: int
    prior: float | None = None
    learned: float | None = None
    widening: Estimate | None = None

    @property
    def objection(self) -> str:
        """Return why the learned ranking may not go live because of this, '' if it may."""
        name = f"{self.outcome} gap by {self.attribute}"
        if self.widening is None:
            return f"{name} cannot be judged: too few people of two groups"
        wider = self.widening.value > 0
        if wider and (self.widening.low > 0 or self.widening.value > MARGIN):
            return f"{name} is wider: {self.prior:.3f} → {self.learned:.3f}"
        return ""


def compare_gaps(
    prior: Sums,
    learned: Sums,
    groups: Mapping[str, Mapping[int, int]],
    *,
    outcome: str,
    seed: int = 0,
) -> list[Gap]:
    """Return one Gap per attribute of ``groups`` (attribute → person number → group number).

    Both sums must be of the same people. Who is in no group is left out.
    """
    return [
        _compare(prior, learned, attribute, membership, outcome, seed)
        for attribute, membership in groups.items()
    ]


def _compare(
    prior: Sums,
    learned: Sums,
    attribute: str,
    membership: Mapping[int, int],
    outcome: str,
    seed: int,
) -> Gap:
    labels = np.array([membership.get(person, -1) for person in prior.persons.tolist()], dtype=int)
    known, sizes = np.unique(labels[labels >= 0], return_counts=True)
    judged = known[sizes >= SMALLEST_GROUP]
    members = [np.flatnonzero(labels == group) for group in judged]
    people = sum(len(rows) for rows in members)
    if len(judged) < 2:
        return Gap(attribute, outcome, len(judged), people)
    chance = np.random.default_rng(seed)
    drawn = np.empty(ROUNDS)
    for number in range(ROUNDS):
        again = [chance.choice(rows, size=len(rows)) for rows in members]
        drawn[number] = _gap(learned, again) - _gap(prior, again)
    before, after = _gap(prior, members), _gap(learned, members)
    low, high = np.quantile(drawn, [0.025, 0.975])
    widening = Estimate(after - before, float(low), float(high))
    return Gap(attribute, outcome, len(judged), people, before, after, widening)


def _gap(sums: Sums, members: list[np.ndarray]) -> float:
    """Return 1 - worst / best group value; 0 when nobody got anything."""
    values = [
        float(sums.worth[rows].sum() / max(sums.weight[rows].sum(), 1e-12)) for rows in members
    ]
    return 1.0 - min(values) / max(values) if max(values) > 0 else 0.0
