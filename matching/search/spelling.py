"""Another spelling of a query: the nearest words we know, chosen by the words beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from matching.reading.common_words import COMMON_WORDS
from matching.reading.tokens import STOP_WORDS
from matching.reading.vietnamese import (
    accent_key,
    decode_typing,
    has_marks,
    is_khmer,
    southern_key,
    word_key,
    words,
)
from matching.vocabulary.vocabulary import Vocabulary

# Costs of one reading of one word; a pair of words that belong together earns _PAIR.
_SLIP = 1.0
_SHORT_SLIP = 1.3
_SOUND = 0.8
_UNKNOWN = 1.5
_PAIR = 1.8
_ODD_MARKS = 0.4
_COMMON = 0.4
_REAL_WORD = 0.3
_LEAST_GAIN = 0.05
_WITHIN = 0.6
_MOST_SPELLINGS = 3
_KEPT_PATHS = 8
_SHORT = 3
_MOST_READINGS = 150
_MOST_WORDS = 12
_LEAST_KHMER = 4
# What queries say beside trades and places.
_PLAIN = (
    "lương trên",
    "lương từ",
    "thu nhập",
    "trở lên",
    "khoảng",
    "triệu",
    "tháng",
    "ngày",
    "gần",
)
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", ""))


class Speller:
    """Knows the words and pairs of the vocabulary, the places and, once told, the openings."""

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._words: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        self._near: dict[str, set[str]] = defaultdict(set)
        self._sounds: dict[str, set[str]] = defaultdict(set)
        self._accents: set[str] = set()
        self._khmer: set[str] = set()
        for row in vocabulary.synonyms:
            self._learn(row["variant"])
            self._learn(row["canonical_vi"])
        for occupation in vocabulary.occupations.values():
            for name in (occupation.name_vi, occupation.name_en, occupation.name_km):
                self._learn(name)
        for skill in vocabulary.skills.values():
            self._learn(skill.name_vi)
        for phrase in (*phrases, *_PLAIN):
            self._learn(phrase)
        self._words |= STOP_WORDS | COMMON_WORDS

    def spellings(
        self, text: str, certain: Collection[str] = frozenset()
    ) -> list[tuple[str, float]]:
        """Return (other spelling, folded; how much dearer than the likeliest), likeliest first.

        Args:
            certain: folded words that were understood and stay as they are.

        Returns:
            [] when the text is best as it is.
        """
        typed = [word_key(word) for word in words(text)]
        joined = words(_joined_khmer(text))[:_MOST_WORDS]
        if not typed:
            return []
        paths = self._paths(
            [
                [(word_key(word), 0.0)] if word_key(word) in certain else self._readings(word)
                for word in joined
            ]
        )
        as_typed = next((cost for cost, path in paths if path == typed), paths[-1][0])
        if as_typed - paths[0][0] < _LEAST_GAIN and typed in [path for _, path in paths]:
            return []
        least = paths[0][0]
        return [
            (" ".join(path), cost - least)
            for cost, path in paths
            if cost <= least + _WITHIN and path != typed
        ][:_MOST_SPELLINGS]

    def _learn(self, phrase: str) -> None:
        written = words(phrase)
        self._accents.update(accent_key(word) for word in written if has_marks(word))
        keys = [word_key(word) for word in written]
        for key in keys:
            if is_khmer(key):
                self._khmer.add(key)
            elif key not in self._words:
                self._words.add(key)
                self._sounds[southern_key(key)].add(key)
                for form in _one_letter_less(key):
                    self._near[form].add(key)
        self._pairs.update(zip(keys, keys[1:], strict=False))

    def _readings(self, typed: str) -> list[tuple[str, float]]:
        """Return (word, cost) as it may have been meant, the typed one among them."""
        word = word_key(typed)
        if is_khmer(word):
            return self._khmer_readings(word)
        short = self._vocabulary.abbreviations.get(word)
        known = word in self._words or short is not None or word.isdigit()
        odd = has_marks(typed) and accent_key(typed) not in self._accents
        odd = odd and word not in STOP_WORDS | COMMON_WORDS
        found = {word: (_ODD_MARKS if odd else 0.0) if known else _UNKNOWN}
        # A real word is seldom the slip of another; a short form may well be.
        real = word in self._words and not odd and short is None
        common = _REAL_WORD * real + _COMMON * (word in STOP_WORDS and not odd)
        if word.isdigit() or len(word) < 2:
            return list(found.items())
        decoded = decode_typing(word)
        for spelt in {word, decoded, _skeleton(word)}:
            if spelt in self._words:
                found[spelt] = min(found.get(spelt, 9.0), 0.1)
            for other in self._sounds.get(southern_key(spelt), ()):
                found.setdefault(other, _SOUND + common)
            slip = _SLIP if len(spelt) > _SHORT else _SHORT_SLIP
            near = {other for form in _one_letter_less(spelt) for other in self._near.get(form, ())}
            for other in near:
                if len(other) > 1 and OSA.distance(spelt, other, score_cutoff=1) <= 1:
                    found[other] = min(found.get(other, 9.0), slip + common)
        return sorted(found.items(), key=lambda item: (item[1], item[0]))[:_MOST_READINGS]

    def _khmer_readings(self, word: str) -> list[tuple[str, float]]:
        return [(_nearest_khmer(word, frozenset(self._khmer)), 0.0)]

    def _paths(
        self, readings: Sequence[Sequence[tuple[str, float]]]
    ) -> list[tuple[float, list[str]]]:
        """Return the cheapest readings of all words together, cheapest first."""
        paths: list[tuple[float, list[str]]] = [(cost, [word]) for word, cost in readings[0]]
        for choices in readings[1:]:
            extended = [
                (before + cost - (_PAIR if (path[-1], word) in self._pairs else 0.0), [*path, word])
                for before, path in paths
                for word, cost in choices
            ]
            paths = sorted(extended)[:_KEPT_PATHS]
        return sorted(paths)


def _skeleton(word: str) -> str:
    """Return a word with Telex keystrokes taken out, whether or not a syllable is left."""
    for written, letter in _TELEX:
        word = word.replace(written, letter)
    return word[:-1] if len(word) > _SHORT and word[-1] in "sfrxj" else word


def _one_letter_less(word: str) -> set[str]:
    return {word} | {word[:position] + word[position + 1 :] for position in range(len(word))}


def _joined_khmer(text: str) -> str:
    """Return the text without foreign letters inside a Khmer word (a key beside the right one)."""
    return re.sub(r"(?<=[\u1780-\u17ff])[a-z](?=[\u1780-\u17ff])", "", text)


@lru_cache(maxsize=2048)
def _nearest_khmer(word: str, known: frozenset[str]) -> str:
    """Return a Khmer run with the one known name in it that is a letter away put right."""
    if any(name in word for name in known if len(name) >= _LEAST_KHMER):
        return word
    best, choice = 2, word
    for name in sorted(known):
        if len(name) >= _LEAST_KHMER and abs(len(name) - len(word)) <= 1:
            distance = OSA.distance(word, name, score_cutoff=1)
            if distance < best:
                best, choice = distance, name
    return choice
