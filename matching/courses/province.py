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
_BLOCK = 4096


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
    teach = _teachers(adviser)
    skills = teach.shape[1]
    counted = np.zeros(skills, dtype=np.int64)
    near = np.zeros((len(kinds.members), skills), dtype=bool)
    for start in range(0, len(people), _BLOCK):
        block = people.rows(slice(start, start + _BLOCK))
        person, kind, skill = _one_lacking(block, kinds)
        taught = np.asarray((sp.csr_matrix(teach.T) @ adviser.may_enter_many(block).T).T) > 0
        kept = taught[person, skill]
        person, kind, skill = person[kept], kind[kept], skill[kept]
        near[kind, skill] = True
        pairs = np.unique(person.astype(np.int64) * skills + skill)
        counted += np.bincount(pairs % skills, minlength=skills)
    return _gaps(counted, near, kinds, adviser)


def one_class_away(
    people: PeopleArrays,
    openings: Sequence[OpeningProfile],
    adviser: CourseAdviser,
) -> tuple[np.ndarray, np.ndarray]:
    """Return (person row, occupation row) of people one more class away from open posts.

    Counts what one_course_away() does, for a class that could be opened: no seat need be free
    in it, and it may close several gaps at once. The classes thought of for an opening are the
    trade's own essential skills, and every known course that teaches something it asks for and
    that the person may enter. Each pair once, by person; empty without people or openings.
    """
    kinds = _kinds(openings, adviser.vocabulary)
    if not len(people) or not kinds.members:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    classes = _classes(kinds, openings, adviser)
    trade = np.array([openings[rows[0]].occupations[0][0] for rows in kinds.members])
    many = len(adviser.vocabulary.occupations)
    found = []
    for start in range(0, len(people), _BLOCK):
        block = people.rows(slice(start, start + _BLOCK))
        person, kind, lacks = _lacking(block, kinds)
        reached = _closed(block, person, kind, lacks, classes, adviser)
        found.append(np.unique((person[reached] + start) * many + trade[kind[reached]]))
    pairs = np.concatenate(found)
    return pairs // many, pairs % many


@dataclass
class _Classes:
    """Classes thought of for each kind of opening, (kind, class): what of it they teach.

    ``course`` is -1 where a class has no entry requirement, -2 where there is none.
    """

    course: np.ndarray
    taught: np.ndarray


def _classes(kinds: _Kinds, openings: Sequence[OpeningProfile], adviser: CourseAdviser) -> _Classes:
    vocabulary = adviser.vocabulary
    keys = list(vocabulary.occupations)
    skills = len(vocabulary.skills)
    # A column more, taught by all, stands for 'no further requirement'.
    teach = np.column_stack([adviser.arrays.teach > 0, np.ones(len(adviser.courses), dtype=bool)])
    found: list[list[tuple[int, np.ndarray]]] = []
    for kind, rows in enumerate(kinds.members):
        asked = kinds.asked[kind]
        own = np.zeros(skills + 1, dtype=bool)
        own[skills] = True
        for key in vocabulary.essential.get(keys[openings[rows[0]].occupations[0][0]], ()):
            own[vocabulary.skill_index[key]] = True
        known = np.flatnonzero((teach[:, asked] & (asked < skills)).any(axis=1))
        found.append([(-1, own[asked]), *((int(row), teach[row, asked]) for row in known)])
    most = max(len(one) for one in found)
    course = np.full((len(found), most), -2, dtype=np.int64)
    taught = np.zeros((len(found), most, kinds.asked.shape[1]), dtype=bool)
    for kind, classes in enumerate(found):
        for place, (row, teaches) in enumerate(classes):
            course[kind, place], taught[kind, place] = row, teaches
    return _Classes(course, taught)


def _closed(
    people: PeopleArrays,
    person: np.ndarray,
    kind: np.ndarray,
    lacks: np.ndarray,
    classes: _Classes,
    adviser: CourseAdviser,
) -> np.ndarray:
    """Return which pairs lack something that one class they may enter teaches in whole."""
    reached = np.zeros(len(person), dtype=bool)
    left = np.flatnonzero(lacks.any(axis=1))
    may = adviser.may_enter_many(people, with_seats=False) if len(adviser.courses) else None
    for place in range(classes.course.shape[1]):
        course = classes.course[kind[left], place]
        left, course = left[course > -2], course[course > -2]
        whole = ~(lacks[left] & ~classes.taught[kind[left], place]).any(axis=1)
        if may is not None:
            whole &= (course < 0) | may[person[left], course]
        reached[left[whole]] = True
        left = left[~whole]
    return reached


@dataclass
class _Kinds:
    """Openings alike in what they ask for: skills (columns), schooling, occupations."""

    members: list[list[int]]
    posts: np.ndarray
    asked: np.ndarray
    level: np.ndarray
    occupation: np.ndarray


def _kinds(openings: Sequence[OpeningProfile], vocabulary: Vocabulary) -> _Kinds:
    alike: dict[tuple[object, ...], list[int]] = {}
    for row, opening in enumerate(openings):
        if opening.required and opening.occupations:
            key = (tuple(opening.required), opening.level, tuple(opening.occupations))
            alike.setdefault(key, []).append(row)
    members = list(alike.values())
    most = max((len(openings[rows[0]].required) for rows in members), default=0)
    asked = np.full((len(members), most), len(vocabulary.skills), dtype=np.int64)
    occupation = np.zeros((len(vocabulary.occupations), len(members)), dtype=np.float32)
    close = vocabulary.similarity
    for kind, rows in enumerate(members):
        opening = openings[rows[0]]
        columns = [vocabulary.skill_index[key] for key in opening.required]
        asked[kind, : len(columns)] = columns
        for row, sure in opening.occupations:
            np.maximum(occupation[:, kind], close[:, row] * sure, out=occupation[:, kind])
    return _Kinds(
        members,
        np.array([sum(_posts(openings[row]) for row in rows) for rows in members]),
        asked,
        np.array([openings[rows[0]].level or 0.0 for rows in members], dtype=np.float32),
        occupation,
    )


def _one_lacking(people: PeopleArrays, kinds: _Kinds) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (person, kind, skill column) wherever exactly one skill is lacking for near work."""
    person, kind, lacks = _lacking(people, kinds)
    one = lacks.sum(axis=1) == 1
    person, kind, lacks = person[one], kind[one], lacks[one]
    return person, kind, kinds.asked[kind, lacks.argmax(axis=1)]


def _lacking(people: PeopleArrays, kinds: _Kinds) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (person, kind, which of what it asks for is lacking) for work near enough."""
    trades = np.maximum(np.maximum(people.wish, people.done), people.trained)
    person, kind = np.nonzero(fit(trades, kinds.occupation) >= _WITHIN_REACH)
    with np.errstate(invalid="ignore"):
        schooled = ~(people.level[person] < kinds.level[kind])
    person, kind = person[schooled], kind[schooled]
    # A column more, held by all, stands for 'no further requirement'.
    held = np.column_stack([people.skills > 0, np.ones(len(people), dtype=bool)])
    return person, kind, ~held[person[:, None], kinds.asked[kind]]


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
