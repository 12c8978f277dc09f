"""What a person may narrow the list of courses by, as conditions of a query."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from workforce.models import Course


@dataclass(frozen=True)
class CourseFilters:
    """Conditions on courses; what a school did not say does not meet one.

    Attributes:
        practice_from: least share of practice hours, per cent.
        has_standard: the certificate attests a national or international skill standard.
        has_it, has_language: hours of informatics, of a foreign language.
        audience: one of models.Audience; courses for everybody are found too.
        language: of instruction.
        is_free: no fee.
    """

    practice_from: int | None = None
    has_standard: bool = False
    has_it: bool = False
    has_language: bool = False
    audience: str = ""
    language: str = ""
    is_free: bool = False

    def conditions(self) -> list[Any]:
        """Return the conditions that are set."""
        found: list[Any] = []
        if self.practice_from is not None:
            share = col(Course.hours_practice) * 100
            found.append(share >= col(Course.hours_total) * self.practice_from)
        if self.has_standard:
            found.append(col(Course.skill_standard) != "")
        if self.has_it:
            found.append(col(Course.hours_it) > 0)
        if self.has_language:
            found.append(col(Course.hours_language) > 0)
        if self.audience:
            found.append(col(Course.audience).in_((self.audience, "")))
        if self.language:
            found.append(col(Course.language) == self.language)
        if self.is_free:
            found.append(col(Course.fee_vnd) == 0)
        return found

    def active(self) -> int:
        """Return how many conditions are set."""
        return len(self.conditions())


ANY = CourseFilters()
