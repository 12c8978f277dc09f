"""The schools' screens; importing this package registers their routes."""

from workforce.schools.blueprint import blueprint
from workforce.schools.views import certificates, courses, enrolments, home, intakes, school

__all__ = ["blueprint", "certificates", "courses", "enrolments", "home", "intakes", "school"]
