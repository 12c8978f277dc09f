"""Collects the public screens; importing it registers their routes."""

from workforce.public import (
    completions,
    courses,
    health,
    home,
    information,
    language,
    offline,
    openings,
    posters,
    robots,
    search,
    statistics,
    zones,
)
from workforce.public.blueprint import blueprint

__all__ = [
    "blueprint", "completions", "courses", "health", "home", "information", "language",
    "offline", "openings", "posters", "robots", "search", "statistics", "zones",
]  # fmt: skip
