"""All screens of the package, for workforce/screens.py."""

from workforce.administration import accounts, codes, records
from workforce.administration.blueprint import blueprint

__all__ = ["accounts", "blueprint", "codes", "records"]
