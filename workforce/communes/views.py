"""All screens of the package, for workforce/screens.py."""

from workforce.communes import desk, duplicates, home, households, person, sheet
from workforce.communes.blueprint import blueprint

__all__ = ["blueprint", "desk", "duplicates", "home", "households", "person", "sheet"]
