"""What words say about occupations, skills and industries; shared by all profile readers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matching.vocabulary.vocabulary import Vocabulary

_OCCUPATIONS_KEPT = 4
#: a title names an occupation when it is at least so sure
TITLE_NAMES = 0.45


class Evidence:
    """Turns words into occupation vectors (one cell per occupation, 0..1) and skill keys."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._sector_of = [o.sector for o in vocabulary.occupations.values()]
        named = sorted(set(self._sector_of) - {"chung"})
        self.sector_index = {sector: position for position, sector in enumerate(named)}

    def occupations(
        self, texts: Iterable[tuple[str | None, float]], *, prefix_level: bool = False
    ) -> np.ndarray:
        """Return how surely (text, weight) pairs name each occupation.

        With ``prefix_level`` a text such as 'trung_cap: điện' is read after the colon.
        """
        vector = self.nothing()
        for text, weight in texts:
            if text and prefix_level and ":" in text:
                text = text.split(":", 1)[1]
            found = self.vocabulary.occupation_evidence(text)
            np.maximum(vector, self.vector(found, weight), out=vector)
        return vector

    def vector(self, found: dict[str, tuple[float, str]], weight: float) -> np.ndarray:
        """Return occupation evidence as a vector."""
        vector = self.nothing()
        for key, (confidence, _) in found.items():
            vector[self.vocabulary.occupation_index[key]] = confidence * weight
        return vector

    def nothing(self) -> np.ndarray:
        """Return a vector that names no occupation."""
        return np.zeros(len(self.vocabulary.occupations), dtype=np.float32)

    def keyed(self, keys: Iterable[str]) -> np.ndarray:
        """Return a vector that is sure of the given occupation keys; unknown keys are ignored."""
        vector = self.nothing()
        for key in keys:
            if key in self.vocabulary.occupation_index:
                vector[self.vocabulary.occupation_index[key]] = 1.0
        return vector

    def sectors(self, *vectors: np.ndarray) -> np.ndarray:
        """Return per sector the surest sign of it; the general sector says nothing."""
        signs = np.zeros(len(self.sector_index), dtype=np.float32)
        for vector in vectors:
            for row in np.flatnonzero(vector > 0.1):
                position = self.sector_index.get(self._sector_of[row])
                if position is not None:
                    signs[position] = max(signs[position], vector[row])
        return signs

    def of_text(self, title: str, body: str, skills: Iterable[str]) -> np.ndarray:
        """Return occupation confidences: the title first, then duties and the skills named."""
        named = self.occupations([(title, 1.0)])
        duties = self.vector(self.vocabulary.duty_evidence(body), 1.0)
        support = 0.6 * duties + 0.4 * self._by_skill(skills)
        if named.max() >= TITLE_NAMES:
            return np.minimum(named * (0.7 + 0.3 * np.minimum(support * 1.5, 1.0)), 1.0) + (
                0.25 * support * (named < TITLE_NAMES)
            )
        return np.minimum(named + 0.75 * support, 0.9)

    def kind(self, skill_key: str) -> str | None:
        """Return 'skill', 'condition', 'licence' or 'language'; None for an unknown key."""
        skill = self.vocabulary.skills.get(skill_key)
        return skill.kind if skill else None

    def real_skills(self, keys: Iterable[str]) -> list[str]:
        """Return the keys that are known and not conditions, sorted."""
        return sorted(key for key in keys if self.kind(key) not in (None, "condition"))

    def _by_skill(self, skills: Iterable[str]) -> np.ndarray:
        weights = self.vocabulary.occupation_skill_weights
        held = np.zeros(weights.shape[1], dtype=np.float32)
        for key in skills:
            if key in self.vocabulary.skill_index:
                held[self.vocabulary.skill_index[key]] = 1.0
        shared = (weights @ held) / np.maximum(np.sqrt((weights**2).sum(axis=1)), 1e-6)
        closeness: np.ndarray = shared / max(float(shared.max()), 6.0)
        return closeness


def surest(confidences: np.ndarray, count: int = _OCCUPATIONS_KEPT) -> list[tuple[int, float]]:
    """Return (row, confidence) of the surest occupations, surest first."""
    rows = np.argsort(-confidences, kind="stable")[:count]
    return [(int(row), float(min(confidences[row], 1.0))) for row in rows if confidences[row] > 0.1]


def stated_or(known: bool | None, found: object) -> bool:
    """Return what was ticked; what the words say when nothing was."""
    return known if known is not None else bool(found)
