"""Collects the public screens; importing it registers their routes."""

from workforce.public import (
    courses,
    health,
    home,
    information,
    language,
    openings,
    robots,
    statistics,
    zones,
)
from workforce.public.blueprint import blueprint

__all__ = [
    "blueprint", "courses", "health", "home", "information", "language", "openings", "robots",
    "statistics", "zones",
]  # fmt: skip
