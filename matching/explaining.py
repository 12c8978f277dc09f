"""From a person and chosen openings to matches: both scores, reasons, what is missing, courses.

A reason about several skills or licences says what each of them adds alone: what the score loses
when only that one is taken from what was read of the person, the trade it came with staying. For
skills, a sum of shares, that is its share; licences are scored again without each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from matching.courses.adviser import CourseAdviser
from matching.profiles.shapes import SeekerProfile
from matching.records import Match, Reason
from matching.scoring.features import FEATURES, WANT
from matching.scoring.people import PeopleArrays
from matching.scoring.reasons import reasons_for, requirements
from matching.scoring.said_no import SaidNo
from matching.scoring.scorer import Scorer
from matching.vocabulary.vocabulary import Vocabulary

_WANT = np.array([name in WANT for name in FEATURES])
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
        added = features * self.weights
        wanted = added[:, _WANT].sum(axis=1)
        pair = zip(features, added.sum(axis=1).tolist(), wanted.tolist(), kilometres, strict=True)
        found = [
            [self._match(person, int(row), *next(pair)) for row in rows]
            for person, rows in zip(people, chosen, strict=True)
        ]
        for matches, rows in zip(found, chosen, strict=True):
            self._say_skills_alone(matches, rows)
        self._say_licences_alone(arrays, who, np.concatenate(chosen), list(chain(*found)), features)
        return found

    def _say_skills_alone(self, matches: Sequence[Match], rows: np.ndarray) -> None:
        shares, index = self.scorer.openings.skills, self.vocabulary.skill_index
        for match, row in zip(matches, rows.tolist(), strict=True):
            for reason in _of(match, "skill_known"):
                span = slice(shares.indptr[row], shares.indptr[row + 1])
                columns, values = shares.indices[span].tolist(), shares.data[span].tolist()
                worth = dict(zip(columns, values, strict=True))
                each = [worth[index[key]] for key in reason.params["skills"]]
                reason.params["alone"] = [reason.weight * one / sum(each) for one in each]

    def _say_licences_alone(
        self,
        arrays: PeopleArrays,
        who: np.ndarray,
        rows: np.ndarray,
        matches: Sequence[Match],
        features: np.ndarray,
    ) -> None:
        named = [
            (pair, reason, self.vocabulary.skill_index[key])
            for pair, match in enumerate(matches)
            for reason in _of(match, "certificate_held")
            for key in reason.params["skills"]
        ]
        if not named:
            return
        pairs = np.array([pair for pair, _, _ in named])
        columns = np.array([column for _, _, column in named])
        lacking, each = np.unique(np.stack([who[pairs], columns]), axis=1, return_inverse=True)
        people = _lacking(arrays.take(lacking[0]), lacking[1])
        after, _ = self.scorer.pairs(people, each.reshape(-1), rows[pairs])
        lost = (features[pairs] - after) @ self.weights.astype(np.float64)
        for (_, reason, _), alone in zip(named, lost.tolist(), strict=True):
            reason.params.setdefault("alone", []).append(alone)

    def _match(
        self,
        person: SeekerProfile,
        column: int,
        row: np.ndarray,
        score: float,
        want: float,
        km: float,
    ) -> Match:
        opening = self.scorer.openings.profiles[column]
        said_no = self.said_no.reasons(person.record, column)
        lost = sum(reason.weight for reason in said_no)
        score, want = score + lost, want + lost
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


def _of(match: Match, code: str) -> list[Reason]:
    return [reason for reason in match.reasons if reason.code == code and reason.params["skills"]]


def _lacking(people: PeopleArrays, columns: np.ndarray) -> PeopleArrays:
    """Return people without a skill each, one column of ``columns`` for every row."""
    gone = np.repeat(columns, np.diff(people.skills.indptr)) == people.skills.indices
    skills = people.skills.copy()
    skills.data[gone] = 0.0
    skills.eliminate_zeros()
    return replace(people, skills=skills)
