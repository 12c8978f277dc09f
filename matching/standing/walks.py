"""The walk over everybody: compiled where numba is, by NumPy where it is not; the same scores."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from matching.standing import plain_walk


@lru_cache(maxsize=1)
def walks() -> Any:
    """Return the module whose functions walk: walk.py, plain_walk.py without numba."""
    try:
        return import_module("matching.standing.walk")
    except (ImportError, RuntimeError):
        return plain_walk
