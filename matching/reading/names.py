"""A person's own name in free text ('em tên Lan'): it says nothing about work and is left out."""

import re

from matching.reading.vietnamese import WORD, word_key

_WHO = frozenset({"em", "toi", "minh", "chau", "con", "tui"})
_FAMILY_LINES = (
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly li thach son kim lam",
    "danh chau lieu kien tang quach truong dinh mai dao to ta luong trinh cao ha thai luu tieu",
    "doan lu trieu mac phung",
)
_FAMILY_NAMES = frozenset(name for line in _FAMILY_LINES for name in line.split())
_MIDDLE_NAMES = frozenset({"thi", "van", "huu", "thanh", "minh", "ngoc", "quoc", "duc", "hong"})
# 'Tên công ty', 'tên hàng': the name of a thing.
_THING_LINES = (
    "cong cty goi thuong mien truong san hang nganh nghe viec vi cua file don mon chuc xe may",
    "loai khach khac day du ung no vai sdt so dia",
)
_NOT_A_PERSON = frozenset(word for line in _THING_LINES for word in line.split())
_LONGEST_NAME = 5
_MAY_INTRODUCE = re.compile(r"\b(?:tên|ten|là|la)\b")


def name_spans(plain: str, written: str) -> list[tuple[int, int]]:
    """Return (start, end) of names in a text.

    Args:
        plain: the text in lower case.
        written: the same text as it was typed, so that capitals tell where a name ends.
    """
    if not _MAY_INTRODUCE.search(plain):
        return []
    words = list(WORD.finditer(plain))
    keys = [word_key(word.group()) for word in words]
    spans = []
    for position, key in enumerate(keys):
        if key == "ten" and _introduces(words, keys, position, plain):
            first = position + 2 if keys[position + 1 : position + 2] == ["la"] else position + 1
            length = _name_length(words, keys, first, written)
        elif key == "la" and position and keys[position - 1] in _WHO:
            first = position + 1
            length = _full_name_length(words, keys, first, written)
        else:
            continue
        if length:
            start = position
            while start and keys[start - 1] in _WHO:
                start -= 1
            spans.append((words[start].start(), words[first + length - 1].end()))
    return spans


def _introduces(words: list[re.Match[str]], keys: list[str], position: int, plain: str) -> bool:
    """Return whether 'tên' speaks of the writer: after 'em', or where a clause begins."""
    if words[position].group() not in ("tên", "ten"):
        return False
    if position == 0 or keys[position - 1] in _WHO:
        return True
    return plain[words[position - 1].end() : words[position].start()] != " "


def _name_length(words: list[re.Match[str]], keys: list[str], first: int, written: str) -> int:
    """Return how many words after 'tên' are the name; 0 for the name of a thing."""
    if first >= len(keys) or keys[first] in _NOT_A_PERSON or keys[first].isdigit():
        return 0
    if written[words[first - 1].end() : words[first].start()] not in (" ", ": "):
        return 0
    capitals = _capitals(words, first, written)
    if capitals:
        return capitals
    # Typed small: a family name with a middle name has one word more, else one word.
    middle = 1
    while first + middle < len(keys) - 1 and keys[first + middle] in _MIDDLE_NAMES:
        middle += 1
    return middle + 1 if keys[first] in _FAMILY_NAMES and middle > 1 else 1


def _full_name_length(words: list[re.Match[str]], keys: list[str], first: int, written: str) -> int:
    """Return how many words after 'em là' are a full name in capitals; 0 when it is a trade."""
    if first >= len(keys) or keys[first] not in _FAMILY_NAMES:
        return 0
    capitals = _capitals(words, first, written)
    return capitals if capitals > 1 else 0


def _capitals(words: list[re.Match[str]], first: int, written: str) -> int:
    if written.isupper():
        return 0
    count = 0
    for word in words[first : first + _LONGEST_NAME]:
        apart = count and written[words[first + count - 1].end() : word.start()] != " "
        if apart or not written[word.start()].isupper():
            break
        count += 1
    return count
