"""Public search: what the words mean, and which open records they find.

The matcher reads and ranks; whether a record is still open is asked of the database by
whoever shows it. So both databases give one order, and nothing closed slips through.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from workforce.formats import millions
from workforce.i18n import _
from workforce.suggestions.engine import engine

if TYPE_CHECKING:
    from matching import Matcher, SearchResult

MOST_HITS = 2_000
#: of the best hit's score: below it agree neither trade nor facet, only a common word. On 84
#: judged queries it keeps 96 of 100 openings meant, and half of what is shown is at least
#: related (0.15: 97 and 40 of 100; 0.3: 93 and 66).
WEAK_HIT = 0.2
#: words that alone ask for nothing
FILLERS = frozenset(["viec", "lam", "co", "o", "tai", "tim", "can", "muon", "gan", "luong", "va"])
_MONEY = re.compile(
    r"(?:(?:lương|luong|thu nhập|thu nhap|trên|tren|từ|tu|hơn|hon|khoảng|khoang|ít nhất|it nhat)"
    r"\s+)*"
    r"\d[\d.,]*\s*(?:-\s*\d[\d.,]*\s*)?(?:triệu|trieu|tr|củ|cu|k|nghìn|nghin|ngàn|ngan)?\d*"
    r"(?:\s*/\s*(?:tháng|thang|ngày|ngay))?(?:\s+(?:trở lên|tro len))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """One thing understood of a query.

    Attributes:
        label: in plain words; ``rest`` is the query without it.
    """

    label: str
    rest: str


@dataclass(frozen=True)
class Found:
    """What a query means and the ids it finds, best first.

    Attributes:
        is_near: 'gần nhà' was asked, which only a page that knows a home can answer.
        corrected: another spelling that was searched too, without marks; '' when none.
    """

    parts: list[Part]
    ids: list[int]
    is_near: bool = False
    corrected: str = ""


def find_openings(session: Session, query: str, *, today: dt.date) -> Found:
    """Return openings for words typed with or without marks, slips and short forms.

    No ids when nothing fits; an empty query finds nothing.
    """
    matcher = engine(session, today=today).matcher
    result = matcher.search(query, MOST_HITS)
    return Found(
        parts=_parts(matcher, query, result),
        ids=_strong(result.hits),
        is_near=result.understood.near,
        corrected=result.understood.corrected,
    )


def find_courses(session: Session, query: str, *, today: dt.date) -> list[int]:
    """Return ids of courses for the words typed, best first; [] when nothing fits."""
    return _strong(engine(session, today=today).matcher.search_courses(query, MOST_HITS))


def _strong(hits: list[tuple[str, float]]) -> list[int]:
    if not hits:
        return []
    least = hits[0][1] * WEAK_HIT
    return [int(identity) for identity, score in hits if score >= least]


def _parts(matcher: "Matcher", query: str, result: "SearchResult") -> list[Part]:
    """Return the parts in the order of the page: work, places, pay, benefits, skills.

    Words that said one thing already do not say another.
    """
    tokens = query.split()
    claimed: set[int] = set()
    parts = []
    for label, words in _understood(matcher, query, result):
        spot = _spot(tokens, words)
        if spot and not claimed & set(spot):
            claimed.update(spot)
            rest = [token for place, token in enumerate(tokens) if place not in spot]
            parts.append(Part(label, _meaningful(rest)))
    return parts


def _understood(
    matcher: "Matcher", query: str, result: "SearchResult"
) -> Iterator[tuple[str, str]]:
    """Yield (label, the words of the query that said it)."""
    read, vocabulary = result.understood, matcher.vocabulary
    for words, keys in _by_words(read.occupations).items():
        yield " / ".join(vocabulary.occupations[key].name_vi for key in keys[:2]), words
    for place, words in matcher.gazetteer.places_in(query):
        yield place.name, words
    if read.wage_min is not None and (money := _MONEY.search(query)):
        amount = millions(round(read.wage_min * 1_000_000))
        yield _("từ %(amount)s triệu/tháng", amount=amount), money.group().strip()
    yield from vocabulary.terms_in(query, "benefit").items()
    yield from vocabulary.terms_in(query, "wish").items()
    for words, keys in _by_words(read.skills).items():
        yield vocabulary.skills[keys[0]].name_vi, words


def _by_words(candidates: Iterable) -> dict[str, list[str]]:
    """Return keys by the words that named them: 'tho may' has two readings."""
    keys: dict[str, list[str]] = {}
    for candidate in candidates:
        keys.setdefault(candidate.matched_text, []).append(candidate.key)
    return keys


def _spot(tokens: list[str], words: str) -> range | None:
    """Return where these words stand in the query, however they were spelt; None if not."""
    from matching import fold

    gone = fold(words).split()
    folded = [fold(token).strip(",.;:") for token in tokens]
    for start in range(len(tokens) - len(gone) + 1):
        if gone and folded[start : start + len(gone)] == gone:
            return range(start, start + len(gone))
    return None


def _meaningful(tokens: list[str]) -> str:
    """Return the words as a query, '' when only 'tìm việc có …' is left of it."""
    from matching import fold

    return " ".join(tokens) if {fold(token) for token in tokens} - FILLERS else ""
