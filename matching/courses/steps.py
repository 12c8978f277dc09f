"""What a person would be like after one step: a skill more, a course, a wider reach.

Profiles are copied with what the step changes; texts never change, so a scorer may keep them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.profiles.shapes import CourseProfile, SeekerProfile
from matching.vocabulary.vocabulary import Vocabulary

#: courses of this level and above are a rung of schooling; shorter ones give skills only
_RUNG = 2.5
# As profiles.person reads experience: a month shows the work, three years count in full.
_SHOWN, _FULL_MONTHS = 0.4, 36.0


def with_skill(person: SeekerProfile, column: int) -> SeekerProfile:
    """Return the person with one more skill or certificate."""
    skills = person.skills.copy()
    skills[column] = 1.0
    return replace(person, skills=skills)


def with_level(person: SeekerProfile, level: float) -> SeekerProfile:
    """Return the person on a higher rung of schooling."""
    return replace(person, level=max(level, person.level or 0.0))


def with_experience(person: SeekerProfile, occupation: int, months: float) -> SeekerProfile:
    """Return the person after so many months of an occupation."""
    done = person.done.copy()
    share = (1.0 - _SHOWN) * months / _FULL_MONTHS
    done[occupation] = min(max(done[occupation], _SHOWN) + share, 1.0)
    return replace(person, done=done, months_total=person.months_total + months)


def with_reach(person: SeekerProfile, max_km: float) -> SeekerProfile:
    """Return the person ready to travel so far."""
    return replace(person, record=replace(person.record, max_km=max_km))


def with_own_way(person: SeekerProfile) -> SeekerProfile:
    """Return the person able to get to work without a company shuttle."""
    record = replace(person.record, needs_shuttle=False)
    return replace(person, record=record, needs_shuttle=False)


def with_shift(person: SeekerProfile, shift: str) -> SeekerProfile:
    """Return the person who also takes these hours."""
    hours = (*(person.record.shift_ok or ()), shift)
    return replace(person, record=replace(person.record, shift_ok=hours))


def with_wage(person: SeekerProfile, wage_min: float) -> SeekerProfile:
    """Return the person content with another wage, million VND a month."""
    return replace(person, record=replace(person.record, wage_min=wage_min))


def after_course(
    person: SeekerProfile, course: CourseProfile, vocabulary: Vocabulary
) -> SeekerProfile:
    """Return the person after a course: its skills, its trade, its level."""
    skills, trained = person.skills.copy(), person.trained.copy()
    skills[[vocabulary.skill_index[key] for key in course.teaches]] = 1.0
    for occupation, sure in course.occupations:
        trained[occupation] = np.maximum(trained[occupation], sure)
    after = replace(person, skills=skills, trained=trained)
    return with_level(after, course.level) if course.level >= _RUNG else after
