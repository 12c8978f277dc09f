"""Ranking library: records in, scores and reasons out."""

from matching.eligibility import LegalLimits
from matching.matcher import Matcher
from matching.places import Gazetteer
from matching.ranker import MODEL_VERSION
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
from matching.search import SearchResult, Understood
from matching.vietnamese import fold
from matching.vocabulary import Candidate, Vocabulary

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
    "Understood",
    "Vocabulary",
    "fold",
]
