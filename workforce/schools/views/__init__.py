"""The schools' screens; importing this package registers their routes."""

from workforce.schools.blueprint import blueprint
from workforce.schools.views import (
    attendance,
    certificates,
    courses,
    enrolments,
    home,
    intakes,
    registration,
    school,
)

__all__ = [
    "attendance", "blueprint", "certificates", "courses", "enrolments", "home", "intakes",
    "registration", "school",
]  # fmt: skip
