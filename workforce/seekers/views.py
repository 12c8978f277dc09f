"""Collects the seekers' screens; importing it registers their routes."""

from workforce.seekers import applications, courses, my_data, profile, suggestions
from workforce.seekers.blueprint import blueprint

__all__ = ["applications", "blueprint", "courses", "my_data", "profile", "suggestions"]
