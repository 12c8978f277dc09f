"""Codes of reasons and gaps → sentences for people. Facts, never a grade or a score.

Each code of matching/scoring/reasons.py has its words here; tests/suggestions fails on one
that does not. A sentence whose facts are not known becomes '' and is left out.
"""

from workforce.suggestions.words.changes import CHANGES, change
from workforce.suggestions.words.facts import (
    REASONS,
    fit,
    know_first,
    lacks,
    met,
    missing,
    reason,
    wanted,
    why,
)
from workforce.suggestions.words.missing import MISSING
from workforce.suggestions.words.names import Names, duration, lowered

__all__ = [
    "CHANGES", "MISSING", "REASONS", "Names", "change", "duration", "fit", "know_first", "lacks",
    "lowered", "met", "missing", "reason", "wanted", "why",
]  # fmt: skip
