"""For the department: who is one course away from work nobody can fill. Counts, never names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matching.courses.adviser import CourseAdviser
from matching.courses.arrays import PeopleArrays, fit
from matching.profiles.shapes import OpeningProfile
from matching.vocabulary.vocabulary import Vocabulary

#: so close to what a person wants, did or learnt, work counts as theirs to take up
_WITHIN_REACH = 0.5
_BLOCK = 8192


@dataclass(frozen=True)
class SkillGap:
    """A skill one course away from open posts.

    Attributes:
        people: people who lack only this skill for at least one of the openings, in work they
            want, did or learnt, and may enter a course that teaches it.
        openings, posts: openings so near for anybody, and their open posts.
        courses: ids of courses with a seat that teach the skill.
    """

    skill: str
    people: int
    openings: int
    posts: int
    courses: tuple[str, ...]


def one_course_away(
    people: PeopleArrays,
    openings: Sequence[OpeningProfile],
    adviser: CourseAdviser,
) -> list[SkillGap]:
    """Return per skill how many people are one course away from how many posts, most posts first.

    Somebody is one course away from an opening when exactly one skill or certificate it asks
    for is lacking, a course with a seat teaches it, the person meets that course's entry, and
    the schooling asked for is met or not known. Counted over distinct kinds of opening, so the
    work grows with people × kinds, not with people × openings. [] without people or openings.
    """
    kinds = _kinds(openings, adviser.vocabulary)
    if not len(people) or not kinds.members:
        return []
    teachers = _teachers(adviser)
    skills = len(adviser.vocabulary.skills)
    counted = np.zeros(skills, dtype=np.int64)
    near = np.zeros((len(kinds.members), skills), dtype=bool)
    for start in range(0, len(people), _BLOCK):
        block = people.rows(slice(start, start + _BLOCK))
        lacks = _the_one_lacking(block, kinds, adviser.vocabulary)
        person, kind = np.nonzero(lacks >= 0)
        skill = lacks[person, kind]
        enters = adviser.may_enter_many(block).astype(np.float32) @ teachers > 0
        kept = enters[person, skill]
        person, kind, skill = person[kept], kind[kept], skill[kept]
        near[kind, skill] = True
        pairs = np.unique(person.astype(np.int64) * skills + skill)
        counted += np.bincount(pairs % skills, minlength=skills)
    return _gaps(counted, near, kinds, adviser)


@dataclass
class _Kinds:
    """Openings alike in what they ask for: skills, schooling, occupations."""

    members: list[list[int]]
    posts: np.ndarray
    asked: sp.csr_matrix
    level: np.ndarray
    occupation: np.ndarray


def _kinds(openings: Sequence[OpeningProfile], vocabulary: Vocabulary) -> _Kinds:
    alike: dict[tuple[object, ...], list[int]] = {}
    for row, opening in enumerate(openings):
        if opening.required and opening.occupations:
            key = (tuple(opening.required), opening.level, tuple(opening.occupations))
            alike.setdefault(key, []).append(row)
    members = list(alike.values())
    asked = np.zeros((len(members), len(vocabulary.skills)), dtype=np.float32)
    occupation = np.zeros((len(vocabulary.occupations), len(members)), dtype=np.float32)
    close = vocabulary.similarity
    for kind, rows in enumerate(members):
        opening = openings[rows[0]]
        asked[kind, [vocabulary.skill_index[key] for key in opening.required]] = 1.0
        for row, sure in opening.occupations:
            np.maximum(occupation[:, kind], close[:, row] * sure, out=occupation[:, kind])
    return _Kinds(
        members,
        np.array([sum(_posts(openings[row]) for row in rows) for rows in members]),
        sp.csr_matrix(asked),
        np.array([openings[rows[0]].level or 0.0 for rows in members], dtype=np.float32),
        occupation,
    )


def _the_one_lacking(people: PeopleArrays, kinds: _Kinds, vocabulary: Vocabulary) -> np.ndarray:
    """Return the skill column a person lacks for a kind, -1 when not exactly one (or too far)."""
    lacking = (people.skills == 0).astype(np.float32)
    count = np.asarray(kinds.asked @ lacking.T).T
    # With one skill lacking, the sum of the lacking columns' numbers is that column's number.
    numbers = kinds.asked.multiply(np.arange(1, lacking.shape[1] + 1, dtype=np.float32)).tocsr()
    which = np.asarray(numbers @ lacking.T).T
    wants = np.maximum(fit(people.wish, kinds.occupation), fit(people.done, kinds.occupation))
    wants = np.maximum(wants, fit(people.trained, kinds.occupation))
    with np.errstate(invalid="ignore"):
        schooled = ~(people.level[:, None] < kinds.level[None, :])
    near = (count == 1) & (wants >= _WITHIN_REACH) & schooled
    return np.where(near, which - 1, -1).astype(np.int64)


def _teachers(adviser: CourseAdviser) -> np.ndarray:
    seats = np.nan_to_num(adviser.arrays.seats, nan=1.0) > 0
    return adviser.arrays.teach * seats[:, None]


def _gaps(
    counted: np.ndarray, near: np.ndarray, kinds: _Kinds, adviser: CourseAdviser
) -> list[SkillGap]:
    keys, teach = list(adviser.vocabulary.skills), _teachers(adviser)
    sizes = np.array([len(rows) for rows in kinds.members])
    found = [
        SkillGap(
            keys[skill],
            int(counted[skill]),
            int(sizes[near[:, skill]].sum()),
            int(kinds.posts[near[:, skill]].sum()),
            tuple(adviser.courses[row].record.id for row in np.flatnonzero(teach[:, skill])),
        )
        for skill in np.flatnonzero(counted)
    ]
    return sorted(found, key=lambda gap: (-gap.posts, -gap.people, gap.skill))


def _posts(opening: OpeningProfile) -> float:
    record = opening.record
    left = record.posts_left if record.posts_left is not None else record.openings
    return 1.0 if left is None else left
