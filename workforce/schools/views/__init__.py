"""The schools' screens; importing this package registers their routes."""

from workforce.schools.blueprint import blueprint
from workforce.schools.views import courses, enrolments, home, intakes, school

__all__ = ["blueprint", "courses", "enrolments", "home", "intakes", "school"]
