"""A made-up province of any size from the real vocabulary, the same for the same arguments.

Openings and some hundreds of people are written as records and read as the site reads them;
everybody else is one of these people with a home, a wage, an age, months and words of their own.
Communes lie as in the gazetteer, spread wider or closer until the asked share of openings is
within reach: the real province is small enough for nearly all of it to be.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from matching import CourseRecord, Gazetteer, OpeningRecord, SeekerRecord, Vocabulary
from matching.places import Point
from matching.profiles.reader import ProfileReader
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.scoring.commute import is_reachable, points, road_matrix
from matching.scoring.people import PeopleArrays
from matching.scoring.ranking import Crowd
from matching.scoring.scorer import Scorer
from matching.scoring.weights import stated_weights

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TODAY = dt.date(2026, 11, 23)
TEMPLATES = 1_200
COURSES = 500
#: share of openings whose occupation was picked from the list, as the site's form asks
PICKED = 0.7
_CARRIED = 0.08


@dataclass(frozen=True)
class Province:
    """Openings with a scorer over them, and people as arrays; both as records when asked for.

    Attributes:
        alike: (n_people,), whose words of ``texts.people`` each person has (about).
        homes, sites: latitudes and longitudes, (n_people, 2) and (n_openings, 2).
        reach: share of openings in reach of people.
    """

    texts: "Texts"
    scorer: Scorer
    adults_only: np.ndarray
    crowd: Crowd
    alike: np.ndarray
    homes: np.ndarray
    sites: np.ndarray
    reach: float

    def records(self, rows: Iterable[int]) -> list[SeekerRecord]:
        """Return these people as the site would send them."""
        people = self.crowd.people
        return [
            replace(
                self.texts.people[self.alike[row]].record,
                id=str(row + 1),
                lat=float(self.homes[row, 0]),
                lon=float(self.homes[row, 1]),
                max_km=float(people.max_km[row]),
                needs_shuttle=bool(people.needs_shuttle[row]),
                wage_min=None if np.isnan(people.wage_min[row]) else float(people.wage_min[row]),
                age=float(people.age[row]),
            )
            for row in rows
        ]

    def openings(self) -> list[OpeningRecord]:
        """Return the openings as the site would send them."""
        return [
            replace(profile.record, lat=float(lat), lon=float(lon))
            for profile, (lat, lon) in zip(self.texts.openings, self.sites, strict=True)
        ]


@dataclass(frozen=True)
class Texts:
    """Openings and people that were read; used for provinces of any size and spread."""

    reader: ProfileReader
    openings: list[OpeningProfile]
    people: list[SeekerProfile]
    courses: list[CourseRecord]


@lru_cache(maxsize=2)
def read_texts(openings: int = 5_000, templates: int = TEMPLATES, seed: int = 1) -> Texts:
    """Return made-up openings and people as the site reads them, and courses to be read."""
    draw = np.random.default_rng(seed)
    vocabulary, gazetteer = Vocabulary.load(SEEDS), Gazetteer.load(SEEDS)
    reader = ProfileReader(vocabulary, gazetteer)
    words = _Words(vocabulary, _communes(gazetteer), draw)
    return Texts(
        reader,
        [reader.opening(words.opening(number)) for number in range(openings)],
        [reader.seeker(words.person(number)) for number in range(templates)],
        [words.course(number) for number in range(COURSES)],
    )


def province(texts: Texts, people: int = 280_000, reach: float = 0.27, seed: int = 2) -> Province:
    """Return a province in which about this share of openings is within reach of people."""
    draw = np.random.default_rng(seed)
    communes = _communes(texts.reader.gazetteer)
    chance = np.sqrt(np.arange(1, len(communes) + 1)) ** -1.0
    chance /= chance.sum()
    homes = draw.choice(len(communes), people, p=chance)
    sites = draw.choice(len(communes), len(texts.openings), p=chance)
    limits = draw.choice([3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0], people)
    spread = _spread(communes, homes[:400], sites, limits[:400], reach)
    wide = _spread_out(communes, spread)
    openings = [
        replace(o, point=Point(wide[site, 0], wide[site, 1]), elsewhere=False)
        for o, site in zip(texts.openings, sites, strict=True)
    ]
    scorer = Scorer.fit(openings, texts.reader.evidence.vocabulary, stated_weights())
    alike = draw.integers(0, len(texts.people), people)
    arrays = _everybody(scorer.people(texts.people).take(alike), wide[homes], limits, draw)
    crowd = Crowd(arrays, arrays.age < 15, arrays.age < 18)
    adults_only = np.array([bool(p.night) for p in scorer.openings.profiles], dtype=bool)
    return Province(
        texts,
        scorer,
        adults_only,
        crowd,
        alike,
        wide[homes],
        wide[sites],
        _reached(wide, homes[:400], sites, limits[:400]),
    )


class _Words:
    """Writes adverts and profiles from the names of occupations, skills and places."""

    def __init__(
        self, vocabulary: Vocabulary, communes: np.ndarray, draw: np.random.Generator
    ) -> None:
        self.draw = draw
        self.communes = communes
        self.occupations = list(vocabulary.occupations.values())
        names = [skill.name_vi for skill in vocabulary.skills.values()]
        self.skills = names
        self.vocabulary = vocabulary
        pool = [word for name in names for word in name.split()]
        pool += [word for one in self.occupations for word in one.name_vi.split()]
        self.pool = sorted(set(pool))
        shares = np.arange(1, len(self.pool) + 1) ** -0.7
        self.chance = shares / shares.sum()
        often = np.arange(1, len(self.occupations) + 1) ** -0.5
        self.often = often / often.sum()

    def opening(self, number: int) -> OpeningRecord:
        """Return an advert of about a hundred words."""
        draw, trade = self.draw, self._trade()
        low = round(float(draw.uniform(4.5, 14)) * 2) / 2
        return OpeningRecord(
            id=str(number + 1),
            title=f"Tuyển {trade.name_vi.split('(')[0]}",
            description=f"{self._some(3, trade.key)}. {self._filler(28)}",
            requirements=f"{self._some(2, trade.key)}. {self._filler(12)}",
            benefits="Có xe đưa rước" if draw.random() < _CARRIED else "Cơm trưa, bảo hiểm",
            salary_min=low,
            salary_max=low + float(draw.choice([1, 2, 3])),
            experience_raw=str(draw.choice(["không yêu cầu", "6 tháng", "1 năm", "2 năm", ""])),
            education=str(draw.choice(["", "9/12", "12/12", "Trung cấp", "Cao đẳng"])),
            shift=str(draw.choice(["giờ hành chính", "ca đêm 22h-6h", "", ""])),
            openings=float(draw.integers(1, 12)),
            occupation_key=trade.key if draw.random() < PICKED else None,
        )

    def person(self, number: int) -> SeekerRecord:
        """Return a profile of about twenty-five words."""
        draw, wish, past = self.draw, self._trade(), self._trade()
        hours = [None, ("hanh_chinh",), ("hanh_chinh", "ca_dem"), ("ca_ngay",)]
        return SeekerRecord.from_dict(
            {
                "id": str(number + 1),
                "desired": wish.name_vi.split("(")[0],
                "about": f"{self._filler(8)}. {self._some(1, past.key)}",
                "experience": [{"title": past.name_vi.split("(")[0], "months": 12}],
                "skills": [str(one) for one in draw.choice(self.skills, 3)],
                "education": str(draw.choice(["5/12", "9/12", "12/12", "Trung cấp"])),
                "shift_ok": hours[int(draw.integers(len(hours)))],
                "constraints": str(draw.choice(["", "", "không mang vác nặng", "sợ lạnh"])),
            }
        )

    def course(self, number: int) -> CourseRecord:
        """Return a short course that teaches the skills of a trade."""
        draw, trade = self.draw, self._trade()
        lat, lon = draw.choice(self.communes)
        return CourseRecord(
            id=str(number + 1),
            title=f"{trade.name_vi.split('(')[0]} sơ cấp",
            description=f"{self._some(3, trade.key)}. {self._filler(20)}",
            outcomes=self._some(2, trade.key),
            entry_requirement=str(draw.choice(["", "biết đọc, biết viết", "tốt nghiệp THCS"])),
            duration_weeks=float(draw.integers(2, 25)),
            fee_vnd=float(draw.integers(0, 30) * 100_000),
            seats_left=float(draw.integers(0, 35)),
            lat=float(lat),
            lon=float(lon),
            occupation_keys=(trade.key,),
            skill_keys=tuple(self.vocabulary.essential[trade.key]),
        )

    def _trade(self):
        return self.occupations[int(self.draw.choice(len(self.occupations), p=self.often))]

    def _some(self, count: int, trade: str) -> str:
        known = [self.vocabulary.skills[k].name_vi for k in self.vocabulary.essential[trade]]
        return ", ".join(str(one) for one in self.draw.choice(known or self.skills, count))

    def _filler(self, count: int) -> str:
        return " ".join(str(word) for word in self.draw.choice(self.pool, count, p=self.chance))


def _everybody(
    people: PeopleArrays, homes: np.ndarray, limits: np.ndarray, draw: np.random.Generator
) -> PeopleArrays:
    count = len(homes)
    months = draw.integers(0, 121, count).astype(np.float32)
    done = people.done.copy()
    done.data = (done.data * np.repeat(_share(months), np.diff(done.indptr))).astype(np.float32)
    return replace(
        people,
        done=done,
        text_wish=_own_words(people.text_wish, draw),
        text_all=_own_words(people.text_all, draw),
        places=np.column_stack([homes, np.zeros(count)]),
        max_km=limits.astype(np.float32),
        needs_shuttle=draw.random(count) < 0.15,
        wage_min=draw.choice(np.array([np.nan, 5, 6, 6.5, 7, 7.5, 8, 9, 10, 12]), count),
        months=months,
        age=draw.integers(14, 60, count).astype(np.float32),
    )


def _share(months: np.ndarray) -> np.ndarray:
    """Return how far months of practice count, as profiles.person reads them."""
    return 0.4 + 0.6 * np.minimum(months, 36) / 36


def _own_words(text, draw: np.random.Generator):
    """Return rows in which every word has a weight of its own and some are missing."""
    mine = text.copy()
    kept = draw.random(mine.nnz) < 0.9
    mine.data = (mine.data * draw.uniform(0.8, 1.2, mine.nnz) * kept).astype(np.float32)
    mine.eliminate_zeros()
    return mine


def _communes(gazetteer: Gazetteer) -> np.ndarray:
    found = [p for p in gazetteer.places if p.kind == "commune" and p.lat is not None]
    return np.unique([(p.lat, p.lon) for p in found], axis=0)


def _spread_out(communes: np.ndarray, factor: float) -> np.ndarray:
    middle = communes.mean(axis=0)
    return np.asarray(middle + factor * (communes - middle))


def _reached(places, homes, sites, limits) -> float:
    spots = points([Point(lat, lon) for lat, lon in places])
    distance = road_matrix(spots[homes], spots[sites])
    none = np.zeros(len(sites), dtype=bool)
    inside = is_reachable(distance, limits[:, None], housing=none)
    return float(inside.mean())


def _spread(communes, homes, sites, limits, reach: float) -> float:
    """Return how far to spread the communes, by halving."""
    low, high = 0.1, 40.0
    for _ in range(24):
        middle = (low * high) ** 0.5
        if _reached(_spread_out(communes, middle), homes, sites, limits) > reach:
            low = middle
        else:
            high = middle
    return low
