"""Ranking library: records in, scores and reasons out.

The public names are loaded when first asked for: a command that only folds text does not
wait for scikit-learn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.matcher import Matcher
    from matching.places import Gazetteer
    from matching.reading.vietnamese import fold
    from matching.records import (
        CourseMatch,
        CourseRecord,
        Experience,
        Match,
        Missing,
        OpeningRecord,
        Reason,
        SeekerRecord,
    )
    from matching.scoring.eligibility import LegalLimits
    from matching.scoring.weights import MODEL_VERSION
    from matching.search.engine import SearchResult, Understood
    from matching.standing.crowd import StandingCrowd
    from matching.vocabulary.vocabulary import Candidate, Vocabulary

__all__ = [
    "MODEL_VERSION",
    "Candidate",
    "CourseMatch",
    "CourseRecord",
    "Experience",
    "Gazetteer",
    "LegalLimits",
    "Match",
    "Matcher",
    "Missing",
    "OpeningRecord",
    "Reason",
    "SearchResult",
    "SeekerRecord",
    "StandingCrowd",
    "Understood",
    "Vocabulary",
    "fold",
]

_HOMES = {
    "Candidate": "matching.vocabulary.vocabulary",
    "CourseMatch": "matching.records",
    "CourseRecord": "matching.records",
    "Experience": "matching.records",
    "Gazetteer": "matching.places",
    "LegalLimits": "matching.scoring.eligibility",
    "MODEL_VERSION": "matching.scoring.weights",
    "Match": "matching.records",
    "Matcher": "matching.matcher",
    "Missing": "matching.records",
    "OpeningRecord": "matching.records",
    "Reason": "matching.records",
    "SearchResult": "matching.search.engine",
    "SeekerRecord": "matching.records",
    "StandingCrowd": "matching.standing.crowd",
    "Understood": "matching.search.engine",
    "Vocabulary": "matching.vocabulary.vocabulary",
    "fold": "matching.reading.vietnamese",
}


def __getattr__(name: str) -> Any:
    """Return a public name from its module, loading it on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matching' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
