"""Occupations, skills and the words people use for them; finds them in free text."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.reading.tokens import STOP_WORDS, Reading, Token, read, tokens_of
from matching.reading.vietnamese import is_khmer, southern_key
from matching.vocabulary.recognition import (
    ACCENT_MISMATCH,
    Entry,
    Hit,
    accent_factor,
    best,
    claim,
    covers,
    hit_words,
    keep,
    remember,
)

_LONGEST_PHRASE = 8
_CERTAINTY = {1: 0.75, 2: 0.92}
# A phrase after the first of its segment says where or with what ('lái xe nâng kho lạnh').
_LATER_PHRASE = 0.45
_OTHER_READING = 0.7
_SOUTHERN = 0.85
# Two spellings of one phrase: one slip, two in a long phrase (letters without spaces).
_LONG_PHRASE = 10
_GENERIC_WORDS = frozenset(
    ["cong", "nhan", "vien", "tho", "lam", "nguoi", "viec", "nganh", "nghe"]
    + ["ki", "thuat", "san", "xuat", "xuong", "nha", "may"]
)
# Domain brief 5.1: at least 65 to be shown as a suggestion; below that we say unknown.
_SHOWN = 0.3


@dataclass(frozen=True)
class Occupation:
    """One occupation of seeds/occupations.csv."""

    key: str
    name_vi: str
    name_en: str
    vsco_code: str
    sector: str
    name_km: str

    @property
    def is_residual(self) -> bool:
        """Whether it is a 'not elsewhere classified' group: any better fit goes before it."""
        return self.vsco_code in {"9329", "8189"}


@dataclass(frozen=True)
class Skill:
    """One skill; kind is skill, condition (a preference, not a lack), licence or language."""

    key: str
    name_vi: str
    kind: str


@dataclass(frozen=True)
class Candidate:
    """A recognised occupation or skill with how sure we are (0..1) and the words that said so."""

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
        self.occupation_index = {key: row for row, key in enumerate(self.occupations)}
        self.skill_index = {key: row for row, key in enumerate(self.skills)}
        self.essential: dict[str, list[str]] = defaultdict(list)
        self.optional: dict[str, list[str]] = defaultdict(list)
        for occupation_key, skill_key, relation in links:
            kept = self.essential if relation == "essential" else self.optional
            kept[occupation_key].append(skill_key)
        self.synonyms = synonyms
        self.abbreviations = _abbreviations(synonyms)
        self.regional = {
            tokens_of(row["variant"])[0].accent: tokens_of(row["canonical_vi"])
            for row in synonyms
            if row["kind"] == "regional"
        }
        self._phrases: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._southern: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._khmer: list[tuple[str, Entry]] = []
        self._starts: dict[str, int] = {}
        self._readings: dict[str, Reading] = {}
        self._occupation_cache: dict[str, dict[str, tuple[float, str]]] = {}
        self._skill_cache: dict[str, dict[str, str]] = {}
        for row in self._variants():
            self._learn(*row)
        self._khmer.sort(key=lambda pair: -len(pair[0]))
        joined: dict[str, list[Entry]] = defaultdict(list)
        for keys, entries in self._phrases.items():
            named = [entry for entry in entries if entry.kind == "occupation"]
            if named and len("".join(keys)) >= 5:
                joined["".join(keys)] += named
        self._joined = dict(joined)
        self._joined_names = list(joined)

    @classmethod
    def load(cls, seeds_dir: Path) -> Vocabulary:
        """Return the vocabulary of a seeds folder; raise OSError when a file is missing."""
        folder = Path(seeds_dir)
        return cls(
            [
                Occupation(
                    row["key"],
                    row["name_vi"],
                    row["name_en"],
                    row["vsco_code"],
                    row["sector"],
                    row.get("name_km") or "",
                )
                for row in _rows(folder / "occupations.csv")
            ],
            [
                Skill(row["key"], row["name_vi"], row["kind"])
                for row in _rows(folder / "skills.csv")
            ],
            [
                (row["occupation_key"], row["skill_key"], row["relation"])
                for row in _rows(folder / "occupation_skills.csv")
            ],
            list(_rows(folder / "synonyms.csv")),
        )

    # -- what callers ask ---------------------------------------------------------------------

    def occupations_in(self, text: str | None, limit: int = 3) -> list[Candidate]:
        """Return the occupations a text names, surest first; [] when it names none we know.

        A form with two readings ('tho may') returns both. Spelling slips, southern spelling and
        Telex leftovers are tried only when nothing was found as written.
        """
        found = self.occupation_evidence(text)
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        return [
            Candidate(key, round(confidence, 4), words)
            for key, (confidence, words) in ranked[:limit]
            if confidence >= _SHOWN
        ]

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
            cached = read(text, self.abbreviations, self.regional)
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
        found: dict[str, str] = {}
        for version in (reading, reading.decoded()):
            for hit in self.hits(version, kind):
                if hit.factor > ACCENT_MISMATCH:
                    found.setdefault(hit.entry.target, hit_words(version, hit))
        for name, entry in self._khmer:
            if entry.kind == kind and name in reading.khmer:
                found.setdefault(entry.target, name)
        return found

    def hits(self, reading: Reading, kind: str, *, overlapping: bool = False) -> list[Hit]:
        """Return the phrases of one kind, longest first claimed, in text order."""
        keys = reading.keys
        accented = reading.is_accented()
        spans = []
        for start, first in enumerate(keys):
            longest = min(self._starts.get(first, 0), len(keys) - start)
            for length in range(longest, 0, -1):
                for entry in self._phrases.get(tuple(keys[start : start + length]), ()):
                    if entry.kind == kind:
                        tokens = reading.tokens[start : start + length]
                        factor = accent_factor(entry, tokens, accented=accented)
                        content = sum(t.key not in _GENERIC_WORDS for t in tokens)
                        if factor > 0:
                            spans.append(Hit(start, length, entry, factor, content))
        return claim(spans, overlapping=overlapping)

    @cached_property
    def similarity(self) -> np.ndarray:
        """Occupation × occupation closeness, float32 in [0, 1], 1 on the diagonal.

        Half from the VSCO code (same unit group 0.75, minor group 0.5, sub-major 0.3), half
        from shared skills weighted by how rare they are, and a little for the same sector.
        """
        keys = list(self.occupations)
        size = len(keys)
        prefix = np.zeros((size, size), dtype=np.float32)
        sector = np.zeros((size, size), dtype=np.float32)
        for row, first in enumerate(keys):
            for column, second in enumerate(keys):
                one, two = self.occupations[first], self.occupations[second]
                prefix[row, column] = _prefix_closeness(one.vsco_code, two.vsco_code)
                sector[row, column] = one.sector == two.sector and one.sector != "chung"
        weights = self.occupation_skill_weights
        overlap = weights @ weights.T
        norms = np.sqrt(np.maximum(overlap.diagonal(), 1e-9))
        cosine = overlap / norms[:, None] / norms[None, :]
        close = np.minimum(0.5 * prefix + 0.45 * cosine + 0.12 * sector, 0.88)
        np.fill_diagonal(close, 1.0)
        return close.astype(np.float32)

    @cached_property
    def occupation_skill_weights(self) -> np.ndarray:
        """Occupation × skill weights: rarity of the skill, half for optional, 0 for conditions."""
        weights = np.zeros((len(self.occupations), len(self.skills)), dtype=np.float32)
        for links, share in ((self.essential, 1.0), (self.optional, 0.5)):
            for occupation_key, skill_keys in links.items():
                row = self.occupation_index.get(occupation_key)
                for skill_key in skill_keys:
                    column = self.skill_index.get(skill_key)
                    if row is not None and column is not None:
                        weights[row, column] = share
        users = np.maximum((weights > 0).sum(axis=0), 1)
        rarity = np.log(len(self.occupations) / users) + 0.2
        real = np.array([s.kind != "condition" for s in self.skills.values()], dtype=np.float32)
        return weights * rarity * real

    # -- building -----------------------------------------------------------------------------

    def _variants(self) -> Iterator[tuple[str, str, str]]:
        for occupation in self.occupations.values():
            for name in (occupation.name_vi.split("(")[0], occupation.name_en, occupation.name_km):
                yield "occupation", occupation.key, name
        for skill in self.skills.values():
            yield "skill", skill.key, skill.name_vi.split("(")[0]
        for row in self.synonyms:
            kind = row["kind"]
            target = row["occupation_key"] or row["skill_key"] or row["canonical_vi"]
            if kind == "occupation" and target not in self.occupations:
                continue
            yield kind, target, row["variant"]

    def _learn(self, kind: str, target: str, name: str) -> None:
        if not name or kind in ("abbreviation", "regional"):
            return
        if is_khmer(name):
            self._khmer.append(("".join(name.split()), Entry(kind, target, None)))
            return
        for tokens in self._spellings(name):
            keys = tuple(token.key for token in tokens)
            if not keys or len(keys) > _LONGEST_PHRASE:
                continue
            accents = tuple(token.accent for token in tokens)
            marked = any(token.marked for token in tokens)
            self._starts[keys[0]] = max(self._starts.get(keys[0], 0), len(keys))
            entries = self._phrases[keys]
            known = [e for e in entries if e.kind == kind and e.target == target]
            # 'tho may' is how people type 'thợ may': it must not make 'thợ máy' match too.
            if known and not marked:
                continue
            entry = Entry(kind, target, accents)
            entries[:] = [e for e in entries if e not in known or e.accents != keys]
            if entry not in entries:
                entries.append(entry)
            if kind == "occupation" and len(keys) > 1:
                self._southern[tuple(map(southern_key, keys))].append(entry)

    def _spellings(self, name: str) -> Iterable[tuple[Token, ...]]:
        """Return a variant as written and with its abbreviations opened."""
        written = tokens_of(name)
        yield written
        # An ambiguous short form is not opened: 'ktv' must not make every technician an
        # accountant. Texts carry both readings, so nothing is lost.
        plain = {key: found for key, found in self.abbreviations.items() if len(found) == 1}
        opened = read(name, plain, self.regional).tokens
        if opened != written:
            yield opened

    # -- finding ------------------------------------------------------------------------------

    def _find_occupations(self, reading: Reading) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        self._add(found, reading, self.hits(reading, "occupation"), 1.0)
        for position, tokens in reading.alternates:
            other = Reading(
                reading.tokens[:position] + tokens + reading.tokens[position + 1 :], (), ""
            )
            hits = [h for h in self.hits(other, "occupation") if covers(h, position, len(tokens))]
            self._add(found, other, hits, _OTHER_READING)
        for name, entry in self._khmer:
            if entry.kind == "occupation" and name in reading.khmer:
                confidence = min(0.95, 0.4 + 0.04 * len(name))
                keep(found, entry.target, confidence, name)
        if best(found) < 0.7 and 0 < len(reading.tokens) <= 24:
            self._find_misspelt(found, reading)
        return found

    def _find_misspelt(self, found: dict[str, tuple[float, str]], reading: Reading) -> None:
        decoded = reading.decoded()
        if decoded.tokens != reading.tokens:
            self._add(found, decoded, self.hits(decoded, "occupation"), 0.9)
            if best(found) >= 0.7:
                return
        southern = [southern_key(key) for key in decoded.keys]
        spans = [
            Hit(start, length, entry, _SOUTHERN, length)
            for start in range(len(southern))
            for length in range(min(_LONGEST_PHRASE, len(southern) - start), 1, -1)
            for entry in self._southern.get(tuple(southern[start : start + length]), ())
        ]
        self._add(found, decoded, claim(spans), 1.0)
        if best(found) < 0.7:
            self._find_similar(found, decoded)

    def _find_similar(self, found: dict[str, tuple[float, str]], reading: Reading) -> None:
        """Compare windows of one to four words with every known phrase, spaces left out."""
        tokens = reading.tokens
        for length in range(min(4, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                window = [token.key for token in tokens[start : start + length]]
                joined = "".join(window)
                if len(joined) < 6 or all(key in STOP_WORDS for key in window):
                    continue
                for name, slips, _ in process.extract(
                    joined,
                    self._joined_names,
                    scorer=OSA.distance,
                    score_cutoff=1 if len(joined) < _LONG_PHRASE else 2,
                    limit=2,
                ):
                    for entry in self._joined[name]:
                        confidence = 0.8 - 0.15 * slips * 6 / len(joined)
                        keep(found, entry.target, confidence, " ".join(window))

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
            segments[reading.tokens[hit.start].segment].append(hit)
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


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _abbreviations(synonyms: list[dict[str, str]]) -> dict[str, list[tuple[Token, ...]]]:
    readings: dict[str, list[tuple[Token, ...]]] = defaultdict(list)
    for row in synonyms:
        if row["kind"] == "abbreviation":
            short = tokens_of(row["variant"])
            # One letter stands for too many words to be opened ('a', 'e', 'b').
            if len(short) == 1 and len(short[0].key) > 1:
                readings[short[0].key].append(tokens_of(row["canonical_vi"]))
    return dict(readings)


def _prefix_closeness(first: str, second: str) -> float:
    for length, closeness in ((4, 0.75), (3, 0.5), (2, 0.3), (1, 0.1)):
        if first[:length] == second[:length]:
            return closeness
    return 0.0
