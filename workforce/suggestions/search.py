"""Public search: what the words mean, and which open records they find.

The matcher reads and ranks; whether a record is still open is asked of the database by
whoever shows it. So both databases give one order, and nothing closed slips through.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlmodel import Session

from workforce.formats import millions
from workforce.i18n import _
from workforce.reference.names import name_of
from workforce.suggestions.engine import engine

if TYPE_CHECKING:
    from matching import Matcher, SearchResult
    from matching.search.wording import Spot, WrittenQuery

MOST_HITS = 2_000
#: of the best hit's score: below it agree neither trade nor facet, only a common word. On 84
#: judged queries it keeps 96 of 100 openings meant, and half of what is shown is at least
#: related (0.15: 97 and 40 of 100; 0.3: 93 and 66).
WEAK_HIT = 0.2
#: so many trades are named; more that share their words are called by these
MOST_NAMES = 2
NEAR = "làm gần nhà"
#: words that alone ask for nothing
FILLERS = frozenset(
    ["viec", "kiem", "lam", "co", "o", "tai", "tim", "can", "muon", "gan", "luong", "va"]
)
_MONEY = re.compile(
    r"(?:(?:lương|luong|thu nhập|thu nhap|trên|tren|từ|tu|hơn|hon|khoảng|khoang|ít nhất|it nhat)"
    r"\s+)*"
    r"\d[\d.,]*\s*(?:(?:-|đến|den|tới|toi)\s*\d[\d.,]*\s*)?(?:triệu|trieu|tr|củ|cu|k|nghìn|nghin|ngàn|ngan)?\d*"
    r"(?:\s*/\s*(?:tháng|thang|ngày|ngay))?(?:\s+(?:trở lên|tro len))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """One thing understood of a query.

    Attributes:
        kind: 'work', 'place', 'wage', 'near', 'skill', 'wish', or the name of a benefit.
        label: in plain words; ``rest`` is the query without it.
    """

    kind: str
    label: str
    rest: str


@dataclass(frozen=True)
class Found:
    """What a query means and the ids it finds, best first.

    Attributes:
        lacking: id → kinds of the parts an opening does not meet; absent: it meets all.
        is_near: 'gần nhà' was asked, which only a page that knows a home can answer.
        corrected: the query as it was taken, with marks; '' when it was spelt well.
        readings: the query in each way a short form may be meant; [] when it is clear.
    """

    parts: list[Part]
    ids: list[int]
    lacking: Mapping[int, frozenset[str]] = field(default_factory=dict)
    is_near: bool = False
    corrected: str = ""
    readings: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """What kinds of things were understood, benefits under one name, sorted."""
        plain = {"work", "place", "wage", "near", "skill", "wish"}
        return sorted({part.kind if part.kind in plain else "benefit" for part in self.parts})


def find_openings(session: Session, query: str, *, today: dt.date) -> Found:
    """Return openings for words typed with or without marks, slips and short forms.

    No ids when nothing fits; an empty query finds nothing. The order is that of
    ``Matcher.search``, as the command has it.
    """
    matcher = engine(session, today=today).matcher
    result = matcher.search(query, MOST_HITS)
    written = matcher.written(query, result)
    parts = _parts(matcher, query, result, written)
    # Only of what the page shows as understood can it be said that it is lacking.
    shown = {part.kind for part in parts}
    return Found(
        parts=parts,
        ids=_strong(result.hits),
        lacking={
            int(identity): lacks & shown
            for identity, lacks in result.lacking.items()
            if lacks & shown
        },
        is_near=result.understood.near,
        corrected=written.correction(),
        readings=written.readings(result.understood.occupations),
    )


def unread_words(session: Session, query: str, *, today: dt.date) -> str:
    """Return the words of a query in which nothing was understood, without filler words.

    '' when a trade was understood after all, or nothing is left.
    """
    from matching import fold

    while query:
        found = find_openings(session, query, today=today)
        if "work" in found.kinds:
            return ""
        if not found.parts:
            break
        query = found.parts[0].rest
    words = fold(query).split()
    kept = [at for at, word in enumerate(words) if word not in FILLERS]
    return " ".join(words[kept[0] : kept[-1] + 1]) if kept else ""


def order_for(session: Session, person_id: int, *, today: dt.date) -> list[int]:
    """Return ids of open openings in the order that suits a person, as the matcher scores them.

    What the law closes to them comes last, being left out here. No shares between people:
    a search is everybody's own.
    """
    from workforce.suggestions import gather

    current = engine(session, today=today)
    records = gather.seeker_records(session, [person_id], today=today)
    every = len(current.versions.rows)
    return [
        int(identity)
        for _person, ids, _scores in current.matcher.candidates(records, every)
        for identity in ids
    ]


def find_courses(session: Session, query: str, *, today: dt.date) -> list[int]:
    """Return ids of courses for the words typed, best first; [] when nothing fits."""
    return _strong(engine(session, today=today).matcher.search_courses(query, MOST_HITS))


def _strong(hits: list[tuple[str, float]]) -> list[int]:
    if not hits:
        return []
    least = hits[0][1] * WEAK_HIT
    return [int(identity) for identity, score in hits if score >= least]


def _parts(
    matcher: "Matcher", query: str, result: "SearchResult", written: "WrittenQuery"
) -> list[Part]:
    """Return the parts in the order of the page: work, places, pay, benefits, skills.

    Words that said one thing already do not say another.
    """
    claimed: dict[Spot, Part] = {}
    for kind, label, words in _understood(matcher, query, result, written):
        spot = _money_spot(query, written) if kind == "wage" else _spot_of(written, words)
        if spot is None or (kind == "wish" and claimed):
            continue
        around = next((one for one in claimed if one.holds(spot)), None)
        if around is not None and kind != "skill":
            # 'làm thời vụ' names a trade and a condition: both are searched.
            both = claimed[around]
            claimed[around] = replace(both, label=f"{both.label} / {label}")
        elif not spot.meets(claimed):
            claimed[spot] = Part(kind, label, _meaningful(written.without(spot)))
    return list(claimed.values())


def _spot_of(written: "WrittenQuery", said: list[str]) -> "Spot | None":
    """Return where something was said; 'có xe đưa' and 'xe đưa rước' are one place."""
    spots = [spot for words in said if (spot := written.spot(words)) is not None]
    if not spots:
        return None
    whole = spots[0]
    for spot in spots[1:]:
        if spot.meets([whole]):
            whole = whole.joined(spot)
    return whole


def _understood(
    matcher: "Matcher", query: str, result: "SearchResult", written: "WrittenQuery"
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (kind, label, the words of the query that said it, the surest first)."""
    read, vocabulary = result.understood, matcher.vocabulary
    for words, keys in _by_words(read.occupations).items():
        yield "work", _trade_label(matcher, written, keys, words), [words]
    for place, words in matcher.gazetteer.places_in(query):
        yield "place", place.name, [words]
    if read.wage_min is not None:
        amount = millions(round(read.wage_min * 1_000_000))
        yield "wage", _("từ %(amount)s triệu/tháng", amount=amount), []
    for kind in ("benefit", "wish"):
        said: dict[str, list[str]] = {}
        for text in filter(None, (query, read.corrected)):
            for name, words in vocabulary.all_terms_in(text, kind):
                said.setdefault(name, []).append(words)
        for name, ways in said.items():
            yield ("near" if name == NEAR else name if kind == "benefit" else kind), name, ways
    for words, keys in _by_words(read.skills).items():
        # One word alone says too little of a skill.
        if " " in words:
            yield "skill", vocabulary.skills[keys[0]].name_vi, [words]


def _trade_label(matcher: "Matcher", written: "WrittenQuery", keys: list[str], words: str) -> str:
    """Return the trades by name; many that share words ('công nhân thủy sản') by these."""
    names = [name_of(matcher.vocabulary.occupations[key]) for key in keys]
    forms = sorted({form for key in keys for form in written.forms(words, key)})
    if len(keys) <= MOST_NAMES or not (forms := forms or written.with_marks(words)):
        return " / ".join(names[:MOST_NAMES])
    return " / ".join(form[:1].upper() + form[1:] for form in forms[:MOST_NAMES])


def _money_spot(query: str, written: "WrittenQuery") -> "Spot | None":
    money = _MONEY.search(" ".join(query.split()))
    return written.span(*money.span()) if money else None


def _by_words(candidates: Iterable) -> dict[str, list[str]]:
    """Return keys by the words that named them: 'tho may' has two readings."""
    keys: dict[str, list[str]] = {}
    for candidate in candidates:
        keys.setdefault(candidate.matched_text, []).append(candidate.key)
    return keys


def _meaningful(tokens: list[str]) -> str:
    """Return the words as a query, '' when only 'tìm việc có …' is left of it."""
    from matching import fold

    return " ".join(tokens) if {fold(token) for token in tokens} - FILLERS else ""
