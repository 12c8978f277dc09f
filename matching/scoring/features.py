"""Pairs of profiles → a matrix with named columns; 0 is neutral, so unknown is 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from matching.places import FERRY_KM, ROAD_FACTOR, Point
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.scoring.text_index import TextIndex, cosine
from matching.vocabulary.vocabulary import Vocabulary

# The order of the columns; reasons.py words the same names.
FEATURES = (
    "occupation_wanted",
    "wish_text",
    "sector",
    "wage",
    "near",
    "shift",
    "conditions",
    "term",
    "occupation_done",
    "occupation_trained",
    "skills",
    "profile_text",
    "experience",
    "schooling",
    "licence",
)
WANT = frozenset(FEATURES[:8])

_OCCUPATIONS_AN_OPENING = 4
_CONDITIONS = (
    "mang-vac-nang",
    "dung-lam-viec-lau",
    "lam-viec-theo-ca",
    "lam-them-gio",
    "lam-viec-trong-moi-truong-lanh-am",
    "lam-viec-tren-cao",
    "di-cong-tac-di-xa",
    "lam-viec-voi-bui-mui-hoa-chat",
)
# A condition in the way of work counts by how far it rules the work out.
_CONDITION_COST = np.array([1.0, 0.8, 0.9, 0.5, 0.8, 0.8, 0.5, 0.6], dtype=np.float32)
_USUAL_KM = 20.0
# Nobody rides there every day: three times the stated limit, or an hour and a half by motorbike.
_HOPELESS_TIMES = 3.0
_HOPELESS_KM = 60.0
_HOPELESS_COST = 0.45
# Two years short of the experience asked for, by a person who told what they have done.
_SHORT_MONTHS = 24.0


@dataclass
class OpeningArrays:
    """Openings as arrays, one row each."""

    profiles: list[OpeningProfile]
    occupation: np.ndarray
    confidence: np.ndarray
    places: np.ndarray
    wage: np.ndarray
    shuttle: np.ndarray
    housing: np.ndarray
    sectors: np.ndarray
    elsewhere: np.ndarray
    night: np.ndarray
    short_term: np.ndarray
    conditions: np.ndarray
    months: np.ndarray
    level: np.ndarray
    named: sp.csr_matrix
    licences: sp.csr_matrix
    title_words: sp.csr_matrix
    title_letters: sp.csr_matrix
    body_words: sp.csr_matrix


def opening_arrays(
    profiles: Sequence[OpeningProfile], index: TextIndex, vocabulary: Vocabulary
) -> OpeningArrays:
    """Return the openings as arrays; unknown numbers are NaN."""
    count = len(profiles)
    occupation = np.zeros((count, _OCCUPATIONS_AN_OPENING), dtype=np.int32)
    confidence = np.zeros((count, _OCCUPATIONS_AN_OPENING), dtype=np.float32)
    for row, profile in enumerate(profiles):
        for column, (key, sure) in enumerate(profile.occupations[:_OCCUPATIONS_AN_OPENING]):
            occupation[row, column], confidence[row, column] = key, sure
    licensed = {key for key, skill in vocabulary.skills.items() if skill.kind == "licence"}
    return OpeningArrays(
        profiles=list(profiles),
        occupation=occupation,
        confidence=confidence,
        places=_points([p.point for p in profiles]),
        wage=np.array(
            [[_nan(p.wage_low), _nan(p.wage_high)] for p in profiles], dtype=np.float32
        ).reshape(count, 2),
        shuttle=_flags([p.has_shuttle for p in profiles]),
        housing=_flags([p.has_housing for p in profiles]),
        sectors=np.stack([p.sectors for p in profiles])
        if profiles
        else np.zeros((0, 1), dtype=np.float32),
        elsewhere=_flags([p.elsewhere for p in profiles]),
        night=np.array([_nan(p.night) for p in profiles], dtype=np.float32),
        short_term=_flags([p.short_term for p in profiles]),
        conditions=_condition_rows([p.conditions for p in profiles]),
        months=np.array([_nan(p.months_asked) for p in profiles], dtype=np.float32),
        level=np.array([_nan(p.level) for p in profiles], dtype=np.float32),
        named=_skill_rows(
            [(set(p.required) | set(p.optional)) - licensed for p in profiles], vocabulary
        ),
        licences=_skill_rows([set(p.required) & licensed for p in profiles], vocabulary),
        title_words=index.words([p.text_title for p in profiles]),
        title_letters=index.letters([p.text_title for p in profiles]),
        body_words=index.words([p.text_all for p in profiles]),
    )


class PairFeatures:
    """Computes the feature matrix of a block of people against all openings."""

    def __init__(self, openings: OpeningArrays, index: TextIndex, vocabulary: Vocabulary) -> None:
        self.openings = openings
        self.index = index
        self.vocabulary = vocabulary
        self.closeness = vocabulary.similarity
        users = (vocabulary.occupation_skill_weights > 0).sum(axis=0)
        self._rarity = np.log(len(vocabulary.occupations) / np.maximum(users, 1)).astype(np.float32)

    def compute(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        """Return float32 of shape (n_seekers, n_openings, n_features), about -1 to 1 each."""
        jobs = self.openings
        out = np.zeros((len(seekers), len(jobs.profiles), len(FEATURES)), dtype=np.float32)
        column = {name: out[:, :, position] for position, name in enumerate(FEATURES)}
        wanted = self._occupation_fit(np.stack([effective_wish(s) for s in seekers]))
        done = self._occupation_fit(np.stack([s.done for s in seekers]))
        trained = self._occupation_fit(np.stack([s.trained for s in seekers]))
        column["occupation_wanted"][:] = wanted
        column["occupation_done"][:] = done
        column["occupation_trained"][:] = trained
        self._texts(seekers, column)
        # Good pay, nearness and hours make a fitting job better, not an unfitting one fit.
        relevance = np.clip(1.6 * np.maximum(wanted, 0.7 * np.maximum(done, trained)), 0.15, 1.0)
        for name, values in (
            ("wage", self._wage(seekers)),
            ("near", self._near(seekers)),
            ("shift", self._shift(seekers)),
            ("sector", self._sector(seekers)),
            ("term", self._term(seekers)),
        ):
            column[name][:] = np.where(values > 0, values * relevance, values)
        column["conditions"][:] = self._conditions(seekers)
        known = np.stack([s.skills for s in seekers])
        column["skills"][:] = self._skill_cover(known) * relevance
        column["licence"][:] = self._licences(known)
        column["experience"][:] = self._experience(
            seekers, np.maximum(done, trained * 0.5), relevance
        )
        column["schooling"][:] = self._schooling(seekers)
        return out

    def kilometres(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        """Return road kilometres, float32 (n_seekers, n_openings), NaN when unknown."""
        return _road_matrix(_points([s.point for s in seekers]), self.openings.places)

    def _occupation_fit(self, people: np.ndarray) -> np.ndarray:
        reach = np.zeros_like(people)
        for row, vector in enumerate(people):
            held = np.flatnonzero(vector > 0.1)
            if held.size:
                reach[row] = (vector[held, None] * self.closeness[held]).max(axis=0)
        jobs = self.openings
        fit = np.zeros((len(people), len(jobs.profiles)), dtype=np.float32)
        for column in range(_OCCUPATIONS_AN_OPENING):
            np.maximum(
                fit,
                reach[:, jobs.occupation[:, column]] * jobs.confidence[:, column],
                out=fit,
            )
        return fit

    def _texts(self, seekers: Sequence[SeekerProfile], column: dict[str, np.ndarray]) -> None:
        jobs = self.openings
        wishes = [s.text_wish for s in seekers]
        words = self.index.words(wishes)
        title = cosine(words, jobs.title_words)
        letters = cosine(self.index.letters(wishes), jobs.title_letters)
        body = cosine(words, jobs.body_words)
        column["wish_text"][:] = 0.45 * title + 0.3 * letters + 0.5 * body
        everything = self.index.words([s.text_all for s in seekers])
        column["profile_text"][:] = 0.4 * cosine(everything, jobs.title_words) + 0.8 * cosine(
            everything, jobs.body_words
        )

    def _wage(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        wish = _column([s.record.wage_min for s in seekers])
        low, high = self.openings.wage[:, 0], self.openings.wage[:, 1]
        # One open end: pay bands in adverts are about a quarter wide.
        top = np.where(np.isnan(high), low * 1.25, high)
        middle = np.where(np.isnan(low), top * 0.85, (low + top) / 2)
        with np.errstate(invalid="ignore", divide="ignore"):
            above = np.clip(0.4 + 2.0 * (middle - wish) / wish, 0.0, 1.0)
            below = -np.clip(4.0 * (wish - top) / wish, 0.0, 1.0)
            fit = np.where(top < wish, below, above)
        return np.nan_to_num(fit, nan=0.0).astype(np.float32)

    def _near(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        distance = self.kilometres(seekers)
        limit = _column([s.record.max_km for s in seekers])
        limit = np.maximum(np.where(np.isnan(limit), _USUAL_KM, limit), 3.0)
        inside = 1.0 - 0.8 * distance / limit
        # Some move or carpool: a little too far costs little, three times as far much.
        outside = -0.3 * np.minimum((distance - limit) / limit, 2.5)
        fit = np.where(distance <= limit, inside, outside)
        carried = self.openings.shuttle | self.openings.housing
        hopeless = (distance > _HOPELESS_TIMES * limit) | (distance > _HOPELESS_KM)
        fit = np.where(hopeless, fit - _HOPELESS_COST, fit)
        fit = np.where(carried & (fit < 0), fit * 0.35, fit)
        without = np.array([s.needs_shuttle for s in seekers])[:, None] & (distance > 3)
        fit = np.where(without & self.openings.shuttle, np.maximum(fit, 0.0) + 0.3, fit)
        fit = np.where(without & ~carried, fit - 0.4, fit)
        fit = np.where(self.openings.elsewhere, -0.6, fit)
        return np.nan_to_num(np.clip(fit, -1.65, 1.0), nan=0.0).astype(np.float32)

    def _sector(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        """Return 1 for the person's own industry, -1 for another; a foreman of shrimp is not one
        of garments. 0 when either shows no industry."""
        people = np.stack([s.sectors for s in seekers])
        shared = (people[:, None, :] * self.openings.sectors[None, :, :]).max(axis=2)
        both = people.max(axis=1)[:, None] * self.openings.sectors.max(axis=1)[None, :]
        fit = np.where(shared > 0.05, np.sqrt(shared), -np.minimum(both, 1.0))
        return np.where(both > 0, fit, 0.0).astype(np.float32)

    def _shift(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        nights, days = np.zeros((2, len(seekers), 1), dtype=np.float32)
        for row, seeker in enumerate(seekers):
            hours = seeker.record.shift_ok
            if hours is None:
                continue
            named = " ".join(hours)
            nights[row] = 0.3 if "dem" in named or "xoay" in named else -1.0
            days[row] = 0.4 if "hanh_chinh" in named or "sang" in named or "ngay" in named else 0.0
        night = self.openings.night[None, :]
        fit = np.where(night > 0, nights, days)
        return np.where(np.isnan(night), 0.0, fit).astype(np.float32)

    def _term(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        wish = np.array([s.short_term for s in seekers])[:, None]
        offer = self.openings.short_term[None, :]
        return np.where(wish, np.where(offer, 1.0, -0.3), np.where(offer, -0.3, 0.0)).astype(
            np.float32
        )

    def _conditions(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        avoided = _condition_rows([s.avoids for s in seekers]) * _CONDITION_COST
        return -np.minimum(avoided @ self.openings.conditions.T, 1.5)

    def _skill_cover(self, known: np.ndarray) -> np.ndarray:
        """Return the share of asked and mentioned skills known, rare skills counting more."""
        named = self.openings.named.multiply(self._rarity[None, :]).tocsr()
        asked = np.asarray(named.sum(axis=1)).ravel()
        met = np.asarray(named @ known.T).T
        return np.where(asked > 0, met / np.maximum(asked, 4.0), 0.0).astype(np.float32)

    def _licences(self, known: np.ndarray) -> np.ndarray:
        asked = np.asarray(self.openings.licences.sum(axis=1)).ravel()
        met = np.asarray(self.openings.licences @ known.T).T
        share = met / np.maximum(asked, 1)
        return np.where(asked > 0, np.where(share > 0, 0.5 * share, -1.0), 0.0).astype(np.float32)

    def _experience(
        self, seekers: Sequence[SeekerProfile], related: np.ndarray, relevance: np.ndarray
    ) -> np.ndarray:
        months = self.openings.months[None, :]
        short = np.clip(months / 36.0, 0.15, 1.0) * (1.0 - np.minimum(related * 1.4, 1.0))
        told = _column([s.months_total if s.record.experience else None for s in seekers])
        lacking = np.nan_to_num(np.clip((months - told) / _SHORT_MONTHS, 0.0, 1.0), nan=0.0)
        fit = np.where(months > 0, -short - 2.0 * lacking, 0.4 * relevance)
        return np.where(np.isnan(months), 0.0, fit).astype(np.float32)

    def _schooling(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        reached = _column([s.level for s in seekers])
        gap = self.openings.level[None, :] - reached
        # Employers bend on school classes, hardly on a college degree.
        cost = np.where(self.openings.level[None, :] >= 4.0, 0.45, 0.2)
        return np.nan_to_num(-np.clip(gap * cost, 0.0, 1.3), nan=0.0).astype(np.float32)


def effective_wish(seeker: SeekerProfile) -> np.ndarray:
    """Return what a person wants; who states nothing wants about what they did or learnt."""
    if seeker.wish.any():
        return seeker.wish
    return np.maximum(0.7 * seeker.done, 0.7 * seeker.trained)


def _condition_rows(found: Sequence[frozenset[str]]) -> np.ndarray:
    rows = [[name in held for name in _CONDITIONS] for held in found]
    return np.array(rows, dtype=np.float32).reshape(len(found), len(_CONDITIONS))


def _skill_rows(found: Sequence[set[str]], vocabulary: Vocabulary) -> sp.csr_matrix:
    rows, columns = [], []
    for row, keys in enumerate(found):
        for key in keys:
            if key in vocabulary.skill_index:
                rows.append(row)
                columns.append(vocabulary.skill_index[key])
    shape = (len(found), len(vocabulary.skills))
    return sp.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)


def _points(points: Sequence[Point | None]) -> np.ndarray:
    unknown = (np.nan, np.nan, 0.0)
    rows = [(p.lat, p.lon, float(p.is_island)) if p else unknown for p in points]
    return np.array(rows, dtype=np.float64).reshape(len(points), 3)


def _road_matrix(people: np.ndarray, jobs: np.ndarray) -> np.ndarray:
    """Return road kilometres for every pair; see places.road_km for the rule."""
    one, two = np.radians(people[:, None, :2]), np.radians(jobs[None, :, :2])
    half = (
        np.sin((two[..., 0] - one[..., 0]) / 2) ** 2
        + np.cos(one[..., 0]) * np.cos(two[..., 0]) * np.sin((two[..., 1] - one[..., 1]) / 2) ** 2
    )
    straight = 2 * 6371.0 * np.arcsin(np.sqrt(half))
    ferry = FERRY_KM * (people[:, None, 2] != jobs[None, :, 2])
    return (straight * ROAD_FACTOR + ferry).astype(np.float32)


def _column(values: Sequence[float | None]) -> np.ndarray:
    return np.array([_nan(value) for value in values], dtype=np.float32)[:, None]


def _flags(values: Sequence[bool]) -> np.ndarray:
    return np.array(values, dtype=bool)


def _nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)
