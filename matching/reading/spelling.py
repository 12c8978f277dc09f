"""Put slips of single words right while a text is read; words that are known stay untouched.

The search box has its own, bolder reading (matching/search/spelling.py): there a person sees
what was understood and can say no. Here nobody is asked, so only what can hardly be meant
otherwise is changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from matching.reading.vietnamese import (
    WORD,
    decode_typing,
    has_marks,
    is_khmer,
    is_syllable,
    normalise,
    southern_key,
    word_key,
    words,
)

#: how sure a correction is, by what speaks for it
TELEX, GLUED, SOUND, BESIDE, ALONE = 0.95, 0.95, 0.85, 0.85, 0.7
_SHORTEST = 3
_SHORTEST_ALONE = 5
_LONGEST = 20
_CACHE_SIZE = 8192


@dataclass(frozen=True)
class Correction:
    """A word as typed, as meant (one or two words), and how sure that is (0..1)."""

    typed: str
    meant: str
    confidence: float


class Speller:
    """Knows words and which stand beside each other.

    Args:
        phrases: the phrases of the vocabulary, accented where they are written so.
        known: words that are right as they are though no phrase has them (folded keys).
    """

    def __init__(self, phrases: Iterable[str], known: Iterable[str] = ()) -> None:
        self._count: Counter[str] = Counter()
        self._after: dict[str, Counter[str]] = defaultdict(Counter)
        self._before: dict[str, Counter[str]] = defaultdict(Counter)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for phrase in phrases:
            self._learn(words(phrase))
        self._known = set(self._count) | set(known)
        self._near: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for key in self._count:
            self._sounds[southern_key(key)].append(key)
            for form in _shorter(key):
                self._near[form].append(key)
        self._right: dict[str, str] = {}

    def put_right(self, text: str) -> str:
        """Return a text with its slips put right, everything else as it was."""
        if not text:
            return text
        cached = self._right.get(text)
        if cached is None:
            cached = self._put_right(text)
            if len(self._right) >= _CACHE_SIZE:
                self._right.clear()
            self._right[text] = cached
        return cached

    def correct(self, typed: Sequence[str]) -> list[Correction]:
        """Return what is put right among words in order; [] when every word is known."""
        return list(self._corrections(typed))

    def is_known(self, word: str) -> bool:
        """Return whether a word stays as it is: known, a number, Khmer, or very short."""
        key = word_key(word)
        return (
            key in self._known
            or not _SHORTEST <= len(key) <= _LONGEST
            or any(char.isdigit() for char in key)
            or is_khmer(key)
        )

    # -- inside -------------------------------------------------------------------------------

    def _learn(self, written: Sequence[str]) -> None:
        keys = [word_key(word) for word in written]
        self._count.update(keys)
        for key, word in zip(keys, written, strict=True):
            self._forms[key][word] += 1
        for one, two in zip(keys, keys[1:], strict=False):
            self._after[one][two] += 1
            self._before[two][one] += 1

    def _put_right(self, text: str) -> str:
        plain = normalise(text)
        found = list(WORD.finditer(plain))
        typed = [match.group() for match in found]
        if all(map(self.is_known, typed)):
            return text
        accented = sum(map(has_marks, typed)) * 4 >= len(typed)
        kept, last = [], 0
        corrections = self._by_position(typed)
        for position, match in enumerate(found):
            if position in corrections:
                meant = corrections[position].meant
                kept += [plain[last : match.start()], self._written(meant, accented=accented)]
                last = match.end()
        return "".join([*kept, plain[last:]])

    def _corrections(self, typed: Sequence[str]) -> Iterator[Correction]:
        found = self._by_position(typed)
        for position in sorted(found):
            yield found[position]

    def _by_position(self, typed: Sequence[str]) -> dict[int, Correction]:
        keys = [word_key(word) for word in typed]
        found: dict[int, Correction] = {}
        for position, word in enumerate(typed):
            if self.is_known(word):
                continue
            before = keys[position - 1] if position else ""
            after = keys[position + 1] if position + 1 < len(keys) else ""
            choice = self._choice(keys[position], before, after)
            if choice is not None:
                keys[position] = choice[0].split()[-1]
                found[position] = Correction(word, *choice)
        return found

    def _choice(self, key: str, before: str, after: str) -> tuple[str, float] | None:
        decoded = decode_typing(key)
        if decoded != key and decoded in self._known:
            return decoded, TELEX
        if glued := self._split(key):
            return glued, GLUED
        beside = self._after.get(before, _NONE), self._before.get(after, _NONE)
        for sure, others in ((BESIDE, self._one_slip(key)), (SOUND, self._alike(key))):
            best = max(
                others,
                key=lambda other: (beside[0][other] + beside[1][other], self._count[other], other),
                default=None,
            )
            if best is not None and beside[0][best] + beside[1][best]:
                return best, sure
            # What no Vietnamese syllable looks like has one likely meaning or is foreign.
            if len(others) == 1 and len(key) >= _SHORTEST_ALONE and not is_syllable(key):
                return others[0], ALONE
        return None

    def _split(self, key: str) -> str | None:
        """Return 'cong nhan' for 'congnhan': two known words that are known together."""
        best, times = None, 0
        for cut in range(2, len(key) - 1):
            one, two = key[:cut], key[cut:]
            if self._after.get(one, _NONE)[two] > times:
                best, times = f"{one} {two}", self._after[one][two]
        return best

    def _one_slip(self, key: str) -> list[str]:
        near = {other for form in _shorter(key) for other in self._near.get(form, ())}
        return sorted(
            other
            for other in near
            if len(other) >= _SHORTEST - 1 and OSA.distance(key, other, score_cutoff=1) <= 1
        )

    def _alike(self, key: str) -> list[str]:
        return sorted(self._sounds.get(southern_key(key), ()))

    def _written(self, meant: str, *, accented: bool) -> str:
        """Return words with the marks they usually have, for a writer who uses marks."""
        if not accented:
            return meant
        return " ".join(
            min(self._forms[key], key=lambda form: (-self._forms[key][form], form))
            if self._forms.get(key)
            else key
            for key in meant.split()
        )


_NONE: Counter[str] = Counter()


def _shorter(word: str) -> set[str]:
    """Return the word and every form of it with one letter left out."""
    return {word} | {word[:position] + word[position + 1 :] for position in range(len(word))}
