"""Occupations, skills and the words people use for them; finds them in free text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from matching.reading.common_words import COMMON_WORDS
from matching.reading.spelling import Speller
from matching.reading.tokens import STOP_WORDS, Reading, TextReader, Token, tokens_of
from matching.reading.vietnamese import fold, is_khmer
from matching.vocabulary import closeness
from matching.vocabulary.calibration import LEAST_CHANCE, chance
from matching.vocabulary.loading import (
    Occupation,
    Skill,
    abbreviations_of,
    load_links,
    load_occupations,
    load_skills,
    regional_words,
    rows,
    variants,
)
from matching.vocabulary.misspelt import MisspeltPhrases
from matching.vocabulary.phrases import PhraseBook
from matching.vocabulary.recognition import (
    ACCENT_MISMATCH,
    Entry,
    Hit,
    best,
    claim,
    covers,
    hit_words,
    keep,
    remember,
)

_CERTAINTY = {1: 0.75, 2: 0.92}
# A phrase after the first of its segment says where or with what ('lái xe nâng kho lạnh').
_LATER_PHRASE = 0.45
_OTHER_READING = 0.7
_TELEX = 0.9
#: a text that names an occupation so surely is not searched for slips
_SURE = 0.7
_LONGEST_WITH_SLIPS = 24
# A second trade of a text is shown from this evidence on.
_SHOWN = 0.3


@dataclass(frozen=True)
class Candidate:
    """A recognised occupation or skill, the chance (0..1) it is meant, the words that said so."""

    key: str
    confidence: float
    matched_text: str


class Vocabulary:
    """The words of the trade; build it with ``Vocabulary.load(seeds_dir)``."""

    def __init__(
        self,
        occupations: list[Occupation],
        skills: list[Skill],
        links: list[tuple[str, str, str]],
        synonyms: list[dict[str, str]],
    ) -> None:
        self.occupations = {occupation.key: occupation for occupation in occupations}
        self.skills = {skill.key: skill for skill in skills}
        self.occupation_keys = list(self.occupations)
        self.occupation_index = {key: row for row, key in enumerate(self.occupations)}
        self.skill_index = {key: row for row, key in enumerate(self.skills)}
        self.essential: dict[str, list[str]] = defaultdict(list)
        self.optional: dict[str, list[str]] = defaultdict(list)
        for occupation_key, skill_key, relation in links:
            kept = self.essential if relation == "essential" else self.optional
            kept[occupation_key].append(skill_key)
        self.synonyms = synonyms
        self.abbreviations = abbreviations_of(synonyms)
        self.regional = regional_words(synonyms)
        self._reader = TextReader(self.abbreviations, self.regional)
        self._book = PhraseBook()
        self._khmer: list[tuple[str, Entry]] = []
        self._readings: dict[str, Reading] = {}
        self._occupation_cache: dict[str, dict[str, tuple[float, str]]] = {}
        self._skill_cache: dict[str, dict[str, str]] = {}
        self._learn(variants(self.occupations, self.skills, synonyms))
        self._misspelt = MisspeltPhrases(self._book)
        #: knows the words of the vocabulary; short forms and common words stay as they are
        self.speller = self._speller()

    @classmethod
    def load(cls, seeds_dir: Path, more: Sequence[tuple[str, str]] = ()) -> Vocabulary:
        """Return the vocabulary of a seeds folder; raise OSError when a file is missing.

        Args:
            more: (phrase, occupation key) beside those of the seeds; unknown keys are left out.
        """
        folder = Path(seeds_dir)
        occupations = load_occupations(folder)
        names = {one.key: one.name_vi for one in occupations}
        learnt = [
            {"kind": "occupation", "canonical_vi": names[key], "variant": phrase,
             "occupation_key": key, "skill_key": "", "note": ""}
            for phrase, key in more
            if key in names
        ]  # fmt: skip
        return cls(
            occupations,
            load_skills(folder),
            load_links(folder),
            [*rows(folder / "synonyms.csv"), *learnt],
        )

    # -- what callers ask ---------------------------------------------------------------------

    def occupations_in(self, text: str | None, limit: int = 3) -> list[Candidate]:
        """Return the occupations a text names, surest first; [] when it names none we know.

        ``confidence`` is calibrated: of candidates with 0.8 about four in five are meant.
        A form with two readings ('tho may') returns both. Spelling slips, southern spelling and
        Telex leftovers are tried only when nothing was found as written.
        """
        found = self.occupation_evidence(text)
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        candidates = [
            Candidate(key, round(chance(evidence, self.share_matched(text, words)), 4), words)
            for key, (evidence, words) in ranked[:limit]
            if evidence >= _SHOWN
        ]
        # When even the surest is unlikely the text names no trade we know.
        return candidates if candidates and candidates[0].confidence >= LEAST_CHANCE else []

    def share_matched(self, text: str | None, matched: str) -> float:
        """Return the share (0..1) of a text's content words among the matched words.

        Khmer has no spaces: a name found in it counts in full.
        """
        reading = self.read(text)
        if reading.khmer:
            return 1.0
        content = [key for key in reading.keys if key not in STOP_WORDS] or reading.keys
        inside = matched.split()
        return sum(key in inside for key in content) / max(len(content), 1)

    def skills_in(self, text: str | None, limit: int = 50) -> list[Candidate]:
        """Return the skills, conditions, licences and languages a text names."""
        found = self.skill_evidence(text)
        return [Candidate(key, 1.0, words) for key, words in list(found.items())[:limit]]

    def read(self, text: str | None) -> Reading:
        """Return the tokens of a text with this vocabulary's abbreviations opened."""
        if not text:
            return Reading(())
        cached = self._readings.get(text)
        if cached is None:
            cached = self._reader.read(text)
            remember(self._readings, text, cached)
        return cached

    def duty_evidence(self, text: str | None) -> dict[str, tuple[float, str]]:
        """Return occupations whose phrases of two words or more stand in a long text."""
        found: dict[str, tuple[float, str]] = {}
        reading = self.read(text)
        hits = [hit for hit in self.hits(reading, "occupation") if hit.length > 1]
        self._add(found, reading, hits, 1.0)
        return found

    def occupation_evidence(self, text: str | None) -> dict[str, tuple[float, str]]:
        """Return every occupation a text speaks of → (confidence 0..1, matched words)."""
        if not text:
            return {}
        cached = self._occupation_cache.get(text)
        if cached is None:
            cached = self._find_occupations(self.read(text))
            remember(self._occupation_cache, text, cached)
        return cached

    def skill_evidence(self, text: str | None) -> dict[str, str]:
        """Return every skill a text names → the words that named it."""
        if not text:
            return {}
        cached = self._skill_cache.get(text)
        if cached is None:
            reading = self.read(text)
            cached = {
                hit.entry.target: hit_words(reading, hit)
                for hit in self.hits(reading, "skill", overlapping=True)
                if hit.factor > ACCENT_MISMATCH
            }
            remember(self._skill_cache, text, cached)
        return cached

    def terms_in(self, text: str | None, kind: str) -> dict[str, str]:
        """Return canonical terms of one kind (benefit, wish, qualification…) → matched words."""
        reading = self.read(text)
        decoded = reading.decoded()
        found: dict[str, str] = {}
        for version in (reading,) if decoded is reading else (reading, decoded):
            for hit in self.hits(version, kind):
                if hit.factor > ACCENT_MISMATCH:
                    found.setdefault(hit.entry.target, hit_words(version, hit))
        if reading.khmer:
            for name, entry in self._khmer:
                if entry.kind == kind and name in reading.khmer:
                    found.setdefault(entry.target, name)
        return found

    def all_terms_in(self, text: str | None, kind: str) -> list[tuple[str, str]]:
        """Return (canonical term, matched words) as ``terms_in``, then every other way it is said.

        'Có xe đưa rước' says one benefit in several overlapping phrases.
        """
        found = list(self.terms_in(text, kind).items())
        known = {name for name, _ in found}
        reading = self.read(text)
        more = [
            (h.entry.target, hit_words(reading, h)) for h in self._book.hits(reading).get(kind, ())
        ]
        return found + [(name, words) for name, words in more if name in known]

    def hits(self, reading: Reading, kind: str, *, overlapping: bool = False) -> list[Hit]:
        """Return the phrases of one kind, longest first claimed, in text order."""
        return claim(list(self._book.hits(reading).get(kind, ())), overlapping=overlapping)

    def put_right(self, text: str) -> str:
        """Return a person's text with slips put right where hardly anything else is meant."""
        return self.speller.put_right(text)

    @cached_property
    def similarity(self) -> np.ndarray:
        """Occupation × occupation closeness, float32 in [0, 1]; see closeness.similarity."""
        return closeness.similarity(list(self.occupations.values()), self.occupation_skill_weights)

    @cached_property
    def occupation_skill_weights(self) -> np.ndarray:
        """Occupation × skill weights; see closeness.skill_weights."""
        return closeness.skill_weights(
            self.occupation_index, self.skills, self.essential, self.optional
        )

    # -- building -----------------------------------------------------------------------------

    def _learn(self, names: Iterable[tuple[str, str, str]]) -> None:
        # An ambiguous short form is not opened: 'ktv' must not make every technician an
        # accountant. Texts carry both readings, so nothing is lost.
        plain = {key: found for key, found in self.abbreviations.items() if len(found) == 1}
        opener = TextReader(plain, self.regional)
        for kind, target, name in names:
            if not name or kind in ("abbreviation", "regional"):
                continue
            if is_khmer(name):
                self._khmer.append(("".join(name.split()), Entry(kind, target, None)))
                continue
            for tokens in _spellings(name, opener):
                self._book.add(kind, target, tokens)
        self._khmer.sort(key=lambda pair: -len(pair[0]))

    def _speller(self) -> Speller:
        names = variants(self.occupations, self.skills, self.synonyms)
        southern = [row["variant"] for row in self.synonyms if row["kind"] == "regional"]
        return Speller(
            (name for _, _, name in names if name),
            {*STOP_WORDS, *COMMON_WORDS, *self.abbreviations, *map(fold, southern)},
        )

    # -- finding ------------------------------------------------------------------------------

    def _find_occupations(self, reading: Reading) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        self._add(found, reading, self.hits(reading, "occupation"), 1.0)
        for position, tokens in reading.alternates:
            other = reading.replaced(position, tokens)
            hits = [h for h in self.hits(other, "occupation") if covers(h, position, len(tokens))]
            self._add(found, other, hits, _OTHER_READING)
        if reading.khmer:
            for name, entry in self._khmer:
                if entry.kind == "occupation" and name in reading.khmer:
                    keep(found, entry.target, min(0.95, 0.4 + 0.04 * len(name)), name)
        if best(found) < _SURE and 0 < len(reading.tokens) <= _LONGEST_WITH_SLIPS:
            self._find_misspelt(found, reading)
        return found

    def _find_misspelt(self, found: dict[str, tuple[float, str]], reading: Reading) -> None:
        decoded = reading.decoded()
        if decoded is not reading:
            self._add(found, decoded, self.hits(decoded, "occupation"), _TELEX)
            if best(found) >= _SURE:
                return
        self._add(found, decoded, self._misspelt.by_sound(decoded), 1.0)
        if best(found) < _SURE:
            for key, confidence, words in self._misspelt.by_letters(decoded):
                keep(found, key, confidence, words)

    def _add(
        self,
        found: dict[str, tuple[float, str]],
        reading: Reading,
        hits: list[Hit],
        factor: float,
    ) -> None:
        """Score hits segment by segment: the first phrase of a segment is what it is about."""
        segments: dict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            segments[reading.segments[hit.start]].append(hit)
        for position, group in enumerate(segments.values()):
            order = max(0.8, 1 - 0.04 * position)
            specific = [
                hit.start
                for hit in group
                if hit.content and not self.occupations[hit.entry.target].is_residual
            ]
            head = min(specific) if specific else min(hit.start for hit in group)
            for hit in group:
                sure = _CERTAINTY.get(hit.length, 1.0) * hit.factor * factor * order
                if hit.start != head:
                    sure *= _LATER_PHRASE
                keep(found, hit.entry.target, sure, hit_words(reading, hit))


def _spellings(name: str, opener: TextReader) -> Iterable[tuple[Token, ...]]:
    """Return a variant as written and with its abbreviations opened."""
    written = tokens_of(name)
    yield written
    opened = opener.read(name).tokens
    if opened != written:
        yield opened
