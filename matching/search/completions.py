"""What somebody may be about to type: names that start as the words do, or nearly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matching.reading.vietnamese import decode_typing, fold, normalise, words

# So many words at the end of what was typed may be the start of a name.
_TAIL = 4
_LEAST_LETTERS = 2
# Below it the letters agree by chance.
_ALIKE = 82


@dataclass(frozen=True)
class Completion:
    """A whole query and what its last name is: 'work', 'place' or 'opening'."""

    text: str
    kind: str


class Completions:
    """Names by how they are typed without marks; earlier ones go first."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take (name, kind); of names that differ only in capitals the first stays."""
        unique: dict[str, Completion] = {}
        for name, kind in names:
            unique.setdefault(normalise(name), Completion(name, kind))
        self._names = [(fold(name), one) for name, one in unique.items() if name.strip()]
        self._keys = [key for key, _one in self._names]

    def of(self, typed: str, limit: int = 8) -> list[Completion]:
        """Return whole queries that start with what was typed, likeliest first.

        The words before the name stay as they are: 'thợ may tran' → 'thợ may Trần Đề'. Telex
        keystrokes and one slip are read. [] for less than two letters.
        """
        tokens = typed.split()
        for size in range(len(tokens), max(len(tokens) - _TAIL, 0), -1):
            head, tail = tokens[: len(tokens) - size], " ".join(tokens[len(tokens) - size :])
            found = self._starting(tail)
            if head:
                # A trade after a trade is nobody's search.
                found = [one for one in found if one.kind == "place"]
            if found:
                return [Completion(" ".join([*head, one.text]), one.kind) for one in found[:limit]]
        return self._alike(typed)[:limit]

    def _starting(self, typed: str) -> list[Completion]:
        """Return names that start as typed, then those in which a later word does; short first."""
        found: list[tuple[str, Completion]] = []
        for key in dict.fromkeys((fold(typed), " ".join(map(decode_typing, words(typed))))):
            if len(key) >= _LEAST_LETTERS:
                first = [pair for pair in self._names if pair[0].startswith(key)]
                later = [pair for pair in self._names if f" {key}" in pair[0]]
                found += sorted(first, key=_length) + sorted(later, key=_length)
        return list(dict.fromkeys(one for _key, one in found))

    def _alike(self, typed: str) -> list[Completion]:
        key = fold(typed)
        if len(key) <= _LEAST_LETTERS:
            return []
        near = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        return [self._names[at][1] for _name, _score, at in near]


def _length(pair: tuple[str, Completion]) -> int:
    return len(pair[0])
