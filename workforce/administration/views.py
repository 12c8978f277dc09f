"""All screens of the package, for workforce/screens.py."""

from workforce.administration import accounts, codes, phrases, records
from workforce.administration.blueprint import blueprint

__all__ = ["accounts", "blueprint", "codes", "phrases", "records"]
