"""All screens of the package, for workforce/screens.py."""

from workforce.communes import desk, home, households, person, sheet
from workforce.communes.blueprint import blueprint

__all__ = ["blueprint", "desk", "home", "households", "person", "sheet"]
