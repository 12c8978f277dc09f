"""Where in a query each thing was said, and the query as it would be written with care."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from matching.reading.vietnamese import (
    accent_key,
    decode_typing,
    fold,
    has_marks,
    is_khmer,
    word_key,
    words,
)
from matching.search.query import Understood
from matching.vocabulary.loading import variants
from matching.vocabulary.vocabulary import Candidate, Vocabulary

_LONGEST_PHRASE = 7
# A reading so much less likely than the first is not offered.
_LIKELY = 0.4
_MOST_READINGS = 3


@dataclass(frozen=True)
class Spot:
    """Which of the words between spaces said something; ``start`` to ``end``, end excluded."""

    start: int
    end: int

    def meets(self, others: Iterable[Spot]) -> bool:
        """Return whether any other spot shares a word with this one."""
        return any(self.start < other.end and other.start < self.end for other in others)

    def holds(self, other: Spot) -> bool:
        """Return whether all words of the other spot are in this one."""
        return self.start <= other.start and other.end <= self.end

    def joined(self, other: Spot) -> Spot:
        """Return the spot from the first word of both to the last."""
        return Spot(min(self.start, other.start), max(self.end, other.end))


class Wording:
    """Knows how the names of the vocabulary and of places are written with their marks."""

    def __init__(self, vocabulary: Vocabulary, places: Iterable[str] = ()) -> None:
        self._vocabulary = vocabulary
        self._written: dict[str, Counter[str]] = defaultdict(Counter)
        self._meaning: dict[str, dict[str, set[str]]] = defaultdict(partial(defaultdict, set))
        for kind, target, name in variants(
            vocabulary.occupations, vocabulary.skills, vocabulary.synonyms
        ):
            written = " ".join(words(name))
            self._learn(written)
            if kind == "occupation":
                self._meaning[_key(name)][written].add(target)
        for row in vocabulary.synonyms:
            self._learn(" ".join(words(row["canonical_vi"])))
        for name in places:
            self._learn(" ".join(words(name)))

    def read(self, query: str, understood: Understood, places: Sequence[str]) -> WrittenQuery:
        """Return a query with its words looked up.

        Args:
            places: the words of the query that named places.
        """
        return WrittenQuery(self._vocabulary, self, query, understood, places)

    def with_marks(self, folded: Sequence[str]) -> list[str]:
        """Return words with their marks, phrase by phrase; unknown ones stay as they are."""
        done: list[str] = []
        while len(done) < len(folded):
            at = len(done)
            for size in range(min(_LONGEST_PHRASE, len(folded) - at), 0, -1):
                forms = self._written.get(_key(" ".join(folded[at : at + size])))
                if forms and size > 1:
                    done += forms.most_common(1)[0][0].split()
                    break
            else:
                done.append(folded[at])
        return done

    def written_as(self, phrase: str, occupation: str) -> list[str]:
        """Return how a phrase without marks is written where it means this occupation."""
        meant = self._meaning.get(phrase, {})
        marked = [form for form, keys in meant.items() if occupation in keys and _key(form) != form]
        return sorted(marked)

    def _learn(self, written: str) -> None:
        if any(map(has_marks, written.split())):
            self._written[_key(written)][written] += 1


class WrittenQuery:
    """One query, its words between spaces, and what stands where."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        wording: Wording,
        query: str,
        understood: Understood,
        places: Sequence[str],
    ) -> None:
        self._vocabulary = vocabulary
        self._wording = wording
        self.tokens = query.split()
        self._typed = [(word, at) for at, token in enumerate(self.tokens) for word in words(token)]
        self._views = [[(word_key(word), at) for word, at in self._typed]]
        self._put_right = self._aligned(understood.corrected, places)
        self._views += [[(key, at) for key, (_, at) in self._put_right], *self._opened()]

    def spot(self, said: str) -> Spot | None:
        """Return where words stand, however they were spelt or shortened; None if nowhere."""
        wanted = [word_key(word) for word in words(said)]
        if not wanted:
            return None
        for view in self._views:
            for start in range(len(view) - len(wanted) + 1):
                piece = view[start : start + len(wanted)]
                if [key for key, _ in piece] == wanted:
                    return Spot(piece[0][1], piece[-1][1] + 1)
        if is_khmer(said):
            # Khmer has no spaces: a name stands inside a longer run.
            for at, token in enumerate(self.tokens):
                if fold(said) in fold(token):
                    return Spot(at, at + 1)
        return None

    def span(self, start: int, end: int) -> Spot | None:
        """Return the words that letters ``start`` to ``end`` of the whole query touch."""
        touched, position = [], 0
        for at, token in enumerate(self.tokens):
            if position < end and start < position + len(token):
                touched.append(at)
            position += len(token) + 1
        return Spot(touched[0], touched[-1] + 1) if touched else None

    def without(self, spot: Spot) -> list[str]:
        """Return the words of the query but those of a spot."""
        return self.tokens[: spot.start] + self.tokens[spot.end :]

    def replaced(self, spot: Spot, said: str) -> str:
        """Return the query with other words in a spot."""
        return " ".join([*self.tokens[: spot.start], said, *self.tokens[spot.end :]])

    def correction(self) -> str:
        """Return the query put right, with marks; '' when no word was taken for another."""
        changes = {
            at: key
            for key, (word, at) in self._put_right
            if key != word_key(word) and not any(map(str.isdigit, word))
        }
        if not changes:
            return ""
        kept = [changes.get(at, fold(token)) for at, token in enumerate(self.tokens)]
        right = " ".join(kept)
        if not (self._vocabulary.occupations_in(right) or self._vocabulary.skills_in(right)):
            return ""
        spelt = self._wording.with_marks(right.split())
        # Words that were right stay as they were typed, their marks included.
        return " ".join(
            token if at not in changes and any(map(has_marks, words(token))) else one
            for at, (one, token) in enumerate(zip(spelt, self.tokens, strict=False))
        )

    def forms(self, said: str, occupation: str) -> list[str]:
        """Return how words are written with marks where they mean this occupation."""
        return self._wording.written_as(said, occupation)

    def with_marks(self, said: str) -> list[str]:
        """Return words with the marks they are known by; [] when none of them has any."""
        marked = " ".join(self._wording.with_marks(said.split()))
        return [marked] if marked != said else []

    def readings(self, candidates: Sequence[Candidate]) -> list[str]:
        """Return the query in each way a short or unmarked form may be meant; [] when clear.

        'tho may' gives 'thợ may' and 'thợ máy', 'ktv' the trades it may stand for.
        """
        meant: dict[Spot, dict[str, float]] = defaultdict(dict)
        for candidate in candidates:
            spot = self.spot(candidate.matched_text)
            if spot is None or any(map(has_marks, self.tokens[spot.start : spot.end])):
                continue
            for form in self.forms(candidate.matched_text, candidate.key):
                sure = meant[spot].get(form, 0.0)
                meant[spot][form] = max(sure, candidate.confidence)
        for spot, forms in meant.items():
            first = max(forms.values(), default=0.0)
            order = sorted(forms, key=lambda form: (-forms[form], form))
            likely = {_sound(form): form for form in order if forms[form] > _LIKELY * first}
            if len(likely) > 1:
                return [self.replaced(spot, one) for one in [*likely.values()][:_MOST_READINGS]]
        return []

    def _aligned(self, corrected: str, places: Sequence[str]) -> list[tuple[str, tuple[str, int]]]:
        """Return (corrected word, (typed word, token)) where both have as many words."""
        gone = [spot for said in places if (spot := self.spot(said))] if corrected else []
        kept = [(word, at) for word, at in self._typed if not Spot(at, at + 1).meets(gone)]
        right = corrected.split()
        return list(zip(right, kept, strict=True)) if len(right) == len(kept) else []

    def _opened(self) -> list[list[tuple[str, int]]]:
        """Return the words with short forms opened, usual readings first; and Telex read."""
        short, regional = self._vocabulary.abbreviations, self._vocabulary.regional
        most = max((len(short.get(word_key(word), ())) for word, _ in self._typed), default=0)
        views = []
        for choice in range(max(most, 1)):
            view = []
            for word, at in self._typed:
                found = short.get(word_key(word), ())
                tokens = regional.get(accent_key(word)) or (
                    found[min(choice, len(found) - 1)] if found else ()
                )
                view += [(token.key, at) for token in tokens] or [(word_key(word), at)]
            views.append(view)
        return [*views, [(decode_typing(word), at) for word, at in self._typed]]


def _key(text: str) -> str:
    return " ".join(word_key(word) for word in words(text))


def _sound(form: str) -> str:
    """Return what 'hoà' and 'hòa' share."""
    return " ".join(map(accent_key, form.split()))
