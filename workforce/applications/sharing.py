"""Which parts of a profile go out with an application: chosen each time, seen by nobody else."""

from collections.abc import Collection
from enum import StrEnum

from workforce.models import Application


class Part(StrEnum):
    """A part of the profile an applicant may keep back. The name always goes."""

    PHONE = "phone"
    COMMUNE = "commune"
    SCHOOLING = "schooling"
    WORK = "work"
    SKILLS = "skills"
    CERTIFICATES = "certificates"


def stored(parts: Collection[str] | None) -> list[str] | None:
    """Return the parts as an application keeps them, in order, unknown ones left out."""
    return None if parts is None else [part.value for part in Part if part in set(parts)]


def shares(application: Application, part: Part) -> bool:
    """Whether the employer may see this part; all of them in an application without a choice."""
    return application.shared is None or part.value in application.shared
