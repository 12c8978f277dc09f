"""The API's views, for the list of screens."""

from workforce.api import reads  # noqa: F401  the routes register themselves
from workforce.api.blueprint import blueprint, document

__all__ = ["blueprint", "document"]
