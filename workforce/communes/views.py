"""All screens of the package, for workforce/screens.py."""

from workforce.communes import classes, desk, duplicates, home, households, person, sheet
from workforce.communes.blueprint import blueprint

__all__ = ["blueprint", "classes", "desk", "duplicates", "home", "households", "person", "sheet"]
