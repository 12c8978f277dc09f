"""What openings offer, ask and where they are, as arrays a query's facets are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.places import FERRY_KM, ROAD_FACTOR, Gazetteer, Place
from matching.profiles.shapes import OpeningProfile
from matching.vocabulary.vocabulary import Vocabulary

# An opening's second and further trades are guesses from its duties.
_TRADE_SHARE = (1.0, 0.6, 0.6, 0.6)
_EARTH_KM = 6371.0
# Nothing said about schooling is a weaker sign than 'không cần bằng cấp' in so many words.
_SILENT_SCHOOLING = 0.3
# Said among the duties or demands, where it may be part of the work ('lái xe đưa rước').
_MENTIONED = 0.8
# Plain work: elementary occupations, and the lines where people learn within days (VSCO
# food, garment and machine operators).
_LEARNT_THERE = ("751", "753", "81", "82")
_UNSAID = 0.8
_ASKS_EXPERIENCE = 0.4


@dataclass(frozen=True)
class OpeningFacets:
    """Facets of a block of openings, one row each; unknown numbers are NaN.

    ``occupation`` and ``confidence`` are (4, n_openings): trades, surest first, and how far each
    counts. ``benefits`` is float32 (n_openings, n_benefits) by the columns of
    ``benefit_columns``: how surely each is offered. ``at`` maps a place key to the rows there.
    """

    occupation: np.ndarray
    confidence: np.ndarray
    wage: np.ndarray
    benefits: np.ndarray
    entry: np.ndarray
    points: np.ndarray
    at: dict[str, np.ndarray]

    @property
    def size(self) -> int:
        """How many openings."""
        return len(self.entry)

    def joined(self, other: OpeningFacets) -> OpeningFacets:
        """Return these rows and then the other's."""
        at = dict(self.at)
        for key, rows in other.at.items():
            at[key] = np.concatenate([at.get(key, rows[:0]), rows + self.size])
        return OpeningFacets(
            occupation=np.concatenate([self.occupation, other.occupation], axis=1),
            confidence=np.concatenate([self.confidence, other.confidence], axis=1),
            wage=np.concatenate([self.wage, other.wage]),
            benefits=np.concatenate([self.benefits, other.benefits]),
            entry=np.concatenate([self.entry, other.entry]),
            points=np.concatenate([self.points, other.points]),
            at=at,
        )


def benefit_columns(vocabulary: Vocabulary) -> dict[str, int]:
    """Return the column of each benefit the vocabulary knows."""
    names = sorted({row["canonical_vi"] for row in vocabulary.synonyms if row["kind"] == "benefit"})
    return {name: column for column, name in enumerate(names)}


def opening_facets(
    profiles: Sequence[OpeningProfile], vocabulary: Vocabulary, gazetteer: Gazetteer
) -> OpeningFacets:
    """Return the facets of openings; no openings give arrays of no rows."""
    count = len(profiles)
    columns = benefit_columns(vocabulary)
    occupation = np.zeros((len(_TRADE_SHARE), count), dtype=np.int32)
    confidence = np.zeros((len(_TRADE_SHARE), count), dtype=np.float32)
    wage = np.full((count, 2), np.nan, dtype=np.float32)
    points = np.full((count, 3), np.nan)
    benefits = np.zeros((count, len(columns)), dtype=np.float32)
    at: dict[str, list[int]] = {}
    for row, profile in enumerate(profiles):
        for rank, ((trade, sure), share) in enumerate(
            zip(profile.occupations, _TRADE_SHARE, strict=False)
        ):
            occupation[rank, row], confidence[rank, row] = trade, sure * share
        wage[row] = [_nan(profile.wage_low), _nan(profile.wage_high)]
        for name, sure in _offered(profile, vocabulary).items():
            if name in columns:
                benefits[row, columns[name]] = sure
        if profile.point is not None:
            points[row] = (profile.point.lat, profile.point.lon, profile.point.is_island)
        for spot in _spots(profile, gazetteer):
            at.setdefault(spot, []).append(row)
    codes = [occupation.vsco_code for occupation in vocabulary.occupations.values()]
    residual = [occupation.is_residual for occupation in vocabulary.occupations.values()]
    return OpeningFacets(
        occupation=occupation,
        confidence=confidence,
        wage=wage,
        benefits=benefits,
        entry=np.array([_entry(p, codes, residual) for p in profiles], dtype=np.float32),
        points=points,
        at={key: np.array(rows) for key, rows in at.items()},
    )


def place_spot(place: Place, gazetteer: Gazetteer) -> str:
    """Return the key under which ``OpeningFacets.at`` keeps the openings of a place."""
    name = gazetteer.district_key(place.name)
    return f"zone {name}" if place.kind == "zone" else name


def road_km_to(place: Place, points: np.ndarray) -> np.ndarray:
    """Return kilometres by road from each point (lat, lon, island) to a place; NaN unknown."""
    if place.lat is None or place.lon is None:
        return np.full(len(points), np.nan)
    one, two = np.radians(points[:, 0]), np.radians(place.lat)
    half = (
        np.sin((two - one) / 2) ** 2
        + np.cos(one) * np.cos(two) * np.sin(np.radians(place.lon - points[:, 1]) / 2) ** 2
    )
    straight = 2 * _EARTH_KM * np.arcsin(np.sqrt(half))
    return straight * ROAD_FACTOR + FERRY_KM * (points[:, 2] != place.is_island)


def _spots(profile: OpeningProfile, gazetteer: Gazetteer) -> set[str]:
    record = profile.record
    spots = {gazetteer.district_key(record.district), gazetteer.district_key(record.commune)}
    if record.zone:
        name = gazetteer.district_key(record.zone)
        spots |= {name, f"zone {name}"}
    return spots - {""}


def _offered(profile: OpeningProfile, vocabulary: Vocabulary) -> dict[str, float]:
    """Return benefits → how surely they are offered: said in words, or shown by other fields."""
    signs = {
        "xe đưa rước": profile.record.has_shuttle,
        "chỗ ở": profile.has_housing,
        "thời vụ": profile.short_term,
        "ca đêm": profile.night is True,
        "không ca đêm": profile.night is False,
        "không cần kinh nghiệm": profile.months_asked == 0,
        "không cần bằng cấp": profile.level == 0,
    }
    offered = {name: 1.0 for name, shown in signs.items() if shown}
    if profile.level is None:
        offered["không cần bằng cấp"] = _SILENT_SCHOOLING
    promised = set(vocabulary.terms_in(profile.record.benefits, "benefit"))
    mentioned = profile.benefits - promised - _named_by_trade(profile, vocabulary)
    return dict.fromkeys(mentioned, _MENTIONED) | offered | dict.fromkeys(promised, 1.0)


def _named_by_trade(profile: OpeningProfile, vocabulary: Vocabulary) -> set[str]:
    """Return benefits that only the trade speaks of: who drives the shuttle need not get one."""
    in_title = vocabulary.terms_in(profile.text_title, "benefit")
    if not in_title:
        return set()
    trades = [words for _, words in vocabulary.occupation_evidence(profile.text_title).values()]
    trade_words = {word for words in trades for word in words.split()}
    return {name for name, said in in_title.items() if trade_words & set(said.split())}


def _entry(profile: OpeningProfile, codes: list[str], residual: list[bool]) -> float:
    """Return how far an opening takes anyone, 0 to 1: plain work that can be learnt there."""
    if not profile.occupations:
        return 0.0
    row = profile.occupations[0][0]
    if residual[row] and codes[row].startswith("9"):
        plain = 1.0
    elif codes[row].startswith("9"):
        plain = 0.8
    else:
        plain = 0.6 if codes[row].startswith(_LEARNT_THERE) else 0.0
    if profile.months_asked == 0 or "không cần kinh nghiệm" in profile.benefits:
        return plain
    return plain * (_UNSAID if profile.months_asked is None else _ASKS_EXPERIENCE)


def _nan(value: float | None) -> float:
    return np.nan if value is None else float(value)
