"""Read how far people will go: 'dưới 10km', '5-7 cây số', 'đi 30 phút', 'gần nhà'."""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_LONGEST = 400
_FARTHEST_KM = 300.0
_KM = r"(?: ?(?:km|kilomet|ki lo met|cay so|cay|c\.so)\b)"
_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)"
_RANGE = re.compile(rf"{_NUMBER}{_KM}? ?(?:-|–|—|~|den|toi) ?{_NUMBER}{_KM}")
_SINGLE = re.compile(rf"{_NUMBER}{_KM}")
_MINUTES = re.compile(rf"{_NUMBER} ?(?:phut|')(?! ?\d)")
_NEAR = re.compile(r"\bgan (?:nha|day|cho o|ap|xa)\b|\bquanh (?:day|nha|xa)\b|di bo|di xe dap")
_ANYWHERE = re.compile(r"(?:o dau|di dau|xa may|xa gan)(?: gi)? cung (?:duoc|dc|di)|di xa duoc")


@dataclass(frozen=True)
class Distance:
    """The most a person will travel; None where the text does not say.

    ``km`` by road, ``minutes`` one way, ``near`` for 'gần nhà', ``anywhere`` for 'đâu cũng đi'.
    """

    km: float | None = None
    minutes: float | None = None
    near: bool = False
    anywhere: bool = False


def read_distance(text: str | None) -> Distance | None:
    """Return how far a text says one goes (the upper end of a range); None when unstated."""
    folded = fold(text)[:_LONGEST]
    found = _RANGE.search(folded) or _SINGLE.search(folded)
    km = _number(found)
    distance = Distance(
        km if km is not None and 0 < km <= _FARTHEST_KM else None,
        _number(_MINUTES.search(folded)),
        bool(_NEAR.search(folded)),
        bool(_ANYWHERE.search(folded)),
    )
    return None if distance == Distance() else distance


def _number(found: re.Match[str] | None) -> float | None:
    """Return the last number of a match."""
    return float(found[found.lastindex or 0].replace(",", ".")) if found else None
