"""What of a query may be kept: words about work, never what could be somebody's."""

import re

from matching import fold
from workforce.models.base import SHORT

#: phones and identity numbers however they are grouped, addresses of mail and web, full dates
_PERSONAL = re.compile(
    r"(?:\d[ .\-]?){9,}|@|https?:|www\.|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}", re.IGNORECASE
)
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{6,8}|\d{1,5}(?:k|tr|trieu|cu|ngan|nghin)\d{0,3}")
#: so many digits in one word are a year, a house, a number of somebody
_MANY_DIGITS = 3
#: family names that are no other common word when written without marks
_FAMILY = frozenset(
    [  # fmt: skip
        "nguyen",
        "tran",
        "pham",
        "huynh",
        "hoang",
        "phan",
        "vo",
        "dang",
        "bui",
        "ngo",
        "duong",
        "thach",
        "trinh",
        "doan",
        "dinh",
        "vu",
    ]
)
_MIDDLE = frozenset(["thi", "van", "huu", "ngoc", "quoc", "duc", "hong"])
_LONGEST_NAME = 4


def keepable(query: str, *, is_understood: bool) -> str:
    """Return the query folded, without amounts; '' when any of it may be about a person.

    Args:
        is_understood: whether anything in it is known to be work, a place or a condition;
            of other words even a likely family name is enough to leave all out.
    """
    if _PERSONAL.search(query):
        return ""
    words = []
    for word in fold(query).split():
        digits = sum(letter.isdigit() for letter in word)
        if digits < _MANY_DIGITS:
            words.append(word)
        elif not _AMOUNT.fullmatch(word):
            return ""
    if _names_somebody(words, is_understood=is_understood):
        return ""
    kept = " ".join(words)
    # Nobody types so long a name of a trade: it is a story, and stories are people's.
    return kept if len(kept) <= SHORT else ""


def _names_somebody(words: list[str], *, is_understood: bool) -> bool:
    """Return whether a family name is followed as names are, or is all there is to go by."""
    for first, second in zip(words, words[1:], strict=False):
        if first in _FAMILY and second in _MIDDLE:
            return True
    return (
        not is_understood
        and words[:1] != []
        and (words[0] in _FAMILY and 1 < len(words) <= _LONGEST_NAME)
    )
