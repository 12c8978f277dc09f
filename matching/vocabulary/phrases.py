"""The phrases of the vocabulary as a tree of words, searched in one pass over a reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from matching.reading.tokens import Reading, Token
from matching.vocabulary.recognition import Entry, Hit, accent_factor

LONGEST_PHRASE = 8
# Words that say little about which work is meant: phrases with other words win over them.
_GENERIC_WORDS = frozenset(
    ["cong", "nhan", "vien", "tho", "lam", "nguoi", "viec", "nganh", "nghe"]
    + ["ki", "thuat", "san", "xuat", "xuong", "nha", "may"]
)


class _Node:
    """The phrases that end at a word, and the words that may follow it."""

    __slots__ = ("after", "entries")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.entries: list[Entry] = []


class PhraseBook:
    """Folded word sequences and what they stand for."""

    def __init__(self) -> None:
        self._root = _Node()
        self._by_keys: dict[tuple[str, ...], _Node] = {}

    def add(self, kind: str, target: str, tokens: Sequence[Token]) -> Entry | None:
        """Teach one spelling; returns its entry, None when nothing new was learnt."""
        keys = tuple(token.key for token in tokens)
        if not keys or len(keys) > LONGEST_PHRASE:
            return None
        entries = self._node(keys).entries
        known = [e for e in entries if e.kind == kind and e.target == target]
        # 'tho may' is how people type 'thợ may': it must not make 'thợ máy' match too.
        if known and not any(token.marked for token in tokens):
            return None
        entry = Entry(kind, target, tuple(token.accent for token in tokens))
        entries[:] = [e for e in entries if e not in known or e.accents != keys]
        if entry not in entries:
            entries.append(entry)
        return entry

    def phrases(self) -> Iterator[tuple[tuple[str, ...], list[Entry]]]:
        """Yield every phrase with what it stands for."""
        for keys, node in self._by_keys.items():
            yield keys, node.entries

    def hits(self, reading: Reading) -> dict[str, list[Hit]]:
        """Return every phrase of a reading by kind, overlapping ones too; kept in the reading."""
        if not reading.spans and reading.tokens:
            reading.spans.update(self._search(reading))
        return reading.spans

    def _search(self, reading: Reading) -> dict[str, list[Hit]]:
        keys, tokens, accented = reading.keys, reading.tokens, reading.is_accented
        found: dict[str, list[Hit]] = defaultdict(list)
        # Never empty, so that a text without any phrase is not searched again.
        found[""] = []
        first = self._root.after
        for start, key in enumerate(keys):
            node = first.get(key)
            end = start + 1
            while node is not None:
                if node.entries:
                    said = tokens[start:end]
                    for entry in node.entries:
                        factor = accent_factor(entry, said, accented=accented)
                        if factor > 0:
                            content = sum(token.key not in _GENERIC_WORDS for token in said)
                            found[entry.kind].append(
                                Hit(start, end - start, entry, factor, content)
                            )
                if end == len(keys):
                    break
                node = node.after.get(keys[end])
                end += 1
        return found

    def _node(self, keys: tuple[str, ...]) -> _Node:
        known = self._by_keys.get(keys)
        if known is None:
            known = self._root
            for key in keys:
                known = known.after.setdefault(key, _Node())
            self._by_keys[keys] = known
        return known
