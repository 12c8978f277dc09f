"""The employers' screens; importing this package registers their routes."""

from workforce.employers.blueprint import blueprint
from workforce.employers.views import (
    applicants,
    candidates,
    changes,
    colleagues,
    company,
    declarations,
    home,
    many,
    openings,
    placements,
    registration,
    roster,
)

__all__ = [
    "applicants", "blueprint", "candidates", "changes", "colleagues", "company", "declarations",
    "home", "many", "openings", "placements", "registration", "roster",
]  # fmt: skip
