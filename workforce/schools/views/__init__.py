"""The schools' screens; importing this package registers their routes."""

from workforce.schools.blueprint import blueprint
from workforce.schools.views import (
    attending,
    certificates,
    courses,
    enrolments,
    home,
    intakes,
    registration,
    school,
)

__all__ = [
    "attending", "blueprint", "certificates", "courses", "enrolments", "home", "intakes",
    "registration", "school",
]  # fmt: skip
