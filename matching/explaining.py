"""From a person and chosen openings to matches: both scores, reasons, what is missing, courses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.courses.adviser import CourseAdviser
from matching.profiles.shapes import SeekerProfile
from matching.records import Match
from matching.scoring.features import FEATURES, WANT
from matching.scoring.people import PeopleArrays
from matching.scoring.reasons import reasons_for, requirements
from matching.scoring.said_no import SaidNo
from matching.scoring.scorer import Scorer
from matching.vocabulary.vocabulary import Vocabulary

_DONE, _TRAINED = FEATURES.index("occupation_done"), FEATURES.index("occupation_trained")


@dataclass(frozen=True)
class Explainer:
    """What explains the openings of one index; the weights of a match add up to its score."""

    scorer: Scorer
    said_no: SaidNo
    adviser: CourseAdviser
    weights: np.ndarray
    vocabulary: Vocabulary

    def matches(
        self,
        people: Sequence[SeekerProfile],
        arrays: PeopleArrays,
        chosen: Sequence[np.ndarray],
    ) -> list[list[Match]]:
        """Return each person's chosen openings, rows of the scorer, with reasons."""
        who = np.repeat(np.arange(len(people)), [len(rows) for rows in chosen])
        features, kilometres = self.scorer.pairs(arrays, who, np.concatenate(chosen))
        pair = zip(features, kilometres, strict=True)
        return [
            [self._match(person, int(row), *next(pair)) for row in rows]
            for person, rows in zip(people, chosen, strict=True)
        ]

    def _match(self, person: SeekerProfile, column: int, row: np.ndarray, km: float) -> Match:
        opening = self.scorer.openings.profiles[column]
        contributions = row * self.weights
        said_no = self.said_no.reasons(person.record, column)
        lost = sum(reason.weight for reason in said_no)
        score = float(contributions.sum()) + lost
        want = float(sum(c for n, c in zip(FEATURES, contributions, strict=True) if n in WANT))
        want += lost
        related = float(max(row[_DONE], row[_TRAINED] * 0.5))
        met, asked, missing = requirements(
            person, opening, related=related, vocabulary=self.vocabulary
        )
        return Match(
            opening_id=opening.record.id,
            score=score,
            want=want,
            can=score - want,
            reasons=said_no
            + reasons_for(
                row,
                self.weights,
                person,
                opening,
                km=None if np.isnan(km) else float(km),
                vocabulary=self.vocabulary,
            ),
            missing=missing,
            courses=self.adviser.teaching(missing, person),
            met=met,
            asked=asked,
        )
