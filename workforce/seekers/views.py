"""Collects the seekers' screens; importing it registers their routes."""

from workforce.seekers import (
    answers,
    applications,
    carrying,
    certificates,
    courses,
    dismissals,
    invitations,
    my_data,
    pathways,
    profile,
    suggestions,
    working,
)
from workforce.seekers.blueprint import blueprint

__all__ = [
    "answers", "applications", "blueprint", "carrying", "certificates", "courses", "dismissals",
    "invitations", "my_data", "pathways", "profile", "suggestions", "working",
]  # fmt: skip
