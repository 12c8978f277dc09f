"""Counting which claims come true, and what a claim is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.matcher import Matcher
from matching.records import Match, SeekerRecord

EXACT = 1e-6
_BROKEN_TOLD = 5
_COUNTS = ("checked", "held", "moved", "apart")


@dataclass
class Held:
    """Counts for one kind of claim.

    Attributes:
        checked: claims re-scored; held: those that came true; moved: those of them that
            changed the opening's place.
        apart: claims whose fact could not be taken out alone.
        broken: some that did not: person, opening, stated, what happened.
    """

    checked: int = 0
    held: int = 0
    moved: int = 0
    apart: int = 0
    broken: list[str] = field(default_factory=list)

    def note(self, came_true: bool, told: str, *, moved: bool = False) -> None:
        """Count one claim."""
        self.checked += 1
        self.held += came_true
        self.moved += came_true and moved
        if not came_true and len(self.broken) < _BROKEN_TOLD:
            self.broken.append(told)


class Places:
    """Where an opening stands among the others of a person's whole order, as they stand now."""

    def __init__(self, scores: dict[str, float]) -> None:
        self._order = np.sort(np.array(list(scores.values())))

    def ahead(self, match: Match, score: float) -> int:
        """Return how many other openings score more than ``score``; the match itself is none."""
        more = len(self._order) - int(np.searchsorted(self._order, score + EXACT, side="right"))
        return more - (match.score > score + EXACT)

    def moves(self, match: Match, after: Match) -> int:
        """Return how many places the opening falls (above 0) or rises (below) with its score."""
        return self.ahead(match, after.score) - self.ahead(match, match.score)


def lines(told: dict[str, Held]) -> list[str]:
    """Return the counts as a table, with some of what did not hold; kinds never met say so."""
    out = [f"{'claim':34} {'held':>6} / checked  moved its place  not alone"]
    for kind, held in sorted(told.items()):
        never = "" if held.checked else "  not tested"
        out.append(
            f"{kind:34} {held.held:6} / {held.checked:7}  {held.moved:15}  {held.apart:9}{never}"
        )
        out += [f"    {broken}" for broken in held.broken]
    total = Held(*(sum(getattr(h, name) for h in told.values()) for name in _COUNTS))
    out.append(f"{'all':34} {total.held:6} / {total.checked:7}  {total.moved:15}  {total.apart:9}")
    return out


def score_again(
    matcher: Matcher, seeker: SeekerRecord, matches: Sequence[Match]
) -> dict[str, Match]:
    """Return some suggestions as a changed person would have them, by opening id."""
    asked = [match.opening_id for match in matches]
    return {match.opening_id: match for match in matcher.explain(seeker, asked)}


def weight_of(match: Match, codes: frozenset[str]) -> float:
    """Return what the reasons of these codes add to a match."""
    return sum(reason.weight for reason in match.reasons if reason.code in codes)


def tells(match: Match, codes: frozenset[str]) -> bool:
    """Return whether a match has a reason of these codes."""
    return any(reason.code in codes for reason in match.reasons)


def agrees(moves: int, stated: float) -> bool:
    """Without what spoke for it an opening falls or stays; without what spoke against, rises."""
    return moves >= 0 if stated > EXACT else moves <= 0 if stated < -EXACT else moves == 0
