"""Reads people, openings and courses with the vocabulary and the gazetteer into profiles."""

from __future__ import annotations

import re

import numpy as np

from matching.places import Gazetteer
from matching.profiles.shapes import CourseProfile, OpeningProfile, SeekerProfile
from matching.reading.conditions import (
    AVOIDS,
    DAY_ONLY,
    HELD,
    HOUSING_NEEDED,
    HOUSING_OFFERED,
    NIGHT,
    NOT_HELD,
    OVERTIME,
    SHORT_TERM,
    SHORT_TERM_JOB,
    SHUTTLE_NEEDED,
    SHUTTLE_OFFERED,
)
from matching.reading.schooling import LEVELS, read_level, read_months, seeker_level
from matching.reading.vietnamese import fold, neutral
from matching.reading.wages import read_wage
from matching.records import CourseRecord, OpeningRecord, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary

_ENTRY_WORK = ("9", "7511", "7515", "8153", "8156", "9321")


class ProfileReader:
    """Reads records with a vocabulary and a gazetteer."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        self._sector_of = [o.sector for o in vocabulary.occupations.values()]
        named = sorted(set(self._sector_of) - {"chung"})
        self.sectors = {sector: position for position, sector in enumerate(named)}

    def seeker(self, record: SeekerRecord) -> SeekerProfile:
        """Return a person's profile."""
        spoken = fold(neutral(f"{record.desired}. {record.constraints}. {record.about}"))
        limits = fold(neutral(f"{record.constraints}. {record.desired}. {record.about}"))
        wish, done = self._wish(record), self._done(record)
        skills = np.zeros(len(self.vocabulary.skills), dtype=np.float32)
        for key in self._seeker_skills(record):
            skills[self.vocabulary.skill_index[key]] = 1.0
        experience = "; ".join(part.title for part in record.experience)
        own_words = [record.about, experience, "; ".join(record.skills)]
        avoids = {key for key, pattern in AVOIDS if re.search(pattern, limits)}
        return SeekerProfile(
            record=record,
            wish=wish,
            done=done,
            trained=self._evidence(
                [(record.training, 1.0), ("; ".join(record.certificates), 0.8)], prefix_level=True
            ),
            skills=skills,
            text_wish=record.desired,
            text_all=". ".join(filter(None, [record.desired, *own_words, record.training])),
            point=self.gazetteer.locate(
                district=record.district,
                commune=record.commune,
                code=record.commune_code,
                lat=record.lat,
                lon=record.lon,
            ),
            level=seeker_level(record),
            months_total=float(sum(part.months or 0 for part in record.experience)),
            avoids=frozenset(avoids),
            sectors=self._sectors(wish, 0.8 * done),
            any_work=bool(self._any_work(record.desired)),
            short_term=bool(SHORT_TERM.search(spoken)),
            needs_shuttle=_either(record.needs_shuttle, SHUTTLE_NEEDED.search(limits)),
            needs_housing=_either(record.needs_housing, HOUSING_NEEDED.search(limits)),
        )

    def opening(self, record: OpeningRecord) -> OpeningProfile:
        """Return an opening's profile."""
        title, asked = neutral(record.title), neutral(record.requirements)
        body = neutral(record.description)
        benefits = f"{record.benefits}. {record.description}"
        hours = fold(f"{record.shift or ''}. {record.requirements}. {record.title}")
        named = set(self.vocabulary.skill_evidence(asked)) | set(record.required_skill_keys)
        told = set(self.vocabulary.skill_evidence(body)) | set(record.optional_skill_keys)
        told |= set(self.vocabulary.skill_evidence(title))
        conditions = {key for key in named | told if self._kind(key) == "condition"}
        if OVERTIME.search(hours):
            conditions.add("lam-them-gio")
        night = True if NIGHT.search(hours) else False if DAY_ONLY.search(hours) else None
        if night:
            conditions.add("lam-viec-theo-ca")
        occupations = self._opening_occupations(record, title, body, asked, named | told)
        wage_low, wage_high = _opening_wage(record)
        folded_benefits = fold(benefits)
        real = sorted(key for key in named if self._kind(key) not in (None, "condition"))
        return OpeningProfile(
            record=record,
            occupations=occupations,
            required=real,
            optional=sorted(
                key for key in told - named if self._kind(key) not in (None, "condition")
            ),
            sectors=self._sectors(
                self._evidence([(title, 1.0)]),
                self._vector(self.vocabulary.duty_evidence(f"{title}. {body}"), 0.6),
            ),
            conditions=frozenset(conditions | self._usual_conditions(occupations)),
            text_title=title,
            text_all=f"{title}. {body}. {asked}",
            point=self.gazetteer.locate(
                district=record.district,
                commune=record.commune,
                zone=record.zone or record.zone_key,
                code=record.commune_code,
                lat=record.lat,
                lon=record.lon,
            ),
            wage_low=wage_low,
            wage_high=wage_high,
            level=read_level(record.education),
            months_asked=read_months(record.experience_raw),
            has_shuttle=_either(record.has_shuttle, SHUTTLE_OFFERED.search(folded_benefits)),
            has_housing=_either(record.has_housing, HOUSING_OFFERED.search(folded_benefits)),
            night=night,
            short_term=bool(SHORT_TERM_JOB.search(fold(f"{record.title}. {record.description}"))),
            # An advert that names no place of ours but another province is far, not unknown.
            elsewhere=not (record.district or record.commune or record.zone or record.zone_key)
            and bool(
                self.vocabulary.terms_in(f"{record.title}. {record.description}", "elsewhere")
            ),
            benefits=frozenset(
                self.vocabulary.terms_in(
                    f"{benefits}. {record.requirements}. {record.shift or ''}. "
                    f"{record.experience_raw or ''}. {record.title}",
                    "benefit",
                )
            ),
        )

    def course(self, record: CourseRecord) -> CourseProfile:
        """Return a course's profile."""
        body = neutral(f"{record.description}. {record.outcomes}")
        title = neutral(record.title)
        teaches = set(self.vocabulary.skill_evidence(title))
        teaches |= set(self.vocabulary.skill_evidence(body)) | set(record.skill_keys)
        occupations = self._text_occupations(title, body, teaches)
        for key in record.occupation_keys:
            if key in self.vocabulary.occupation_index:
                occupations[self.vocabulary.occupation_index[key]] = 1.0
        return CourseProfile(
            record=record,
            occupations=_top(occupations),
            teaches=sorted(k for k in teaches if self._kind(k) not in (None, "condition")),
            text_title=title,
            text_all=f"{title}. {body}",
            point=self.gazetteer.locate(
                district=record.district,
                commune=record.commune,
                code=record.commune_code,
                lat=record.lat,
                lon=record.lon,
            ),
            entry_level=read_level(record.entry_requirement),
            level=LEVELS.get(record.level or "", 1.5),
        )

    # -- people -------------------------------------------------------------------------------

    def _wish(self, record: SeekerRecord) -> np.ndarray:
        wish = self._evidence([(record.desired, 1.0)])
        for key in record.occupation_keys:
            if key in self.vocabulary.occupation_index:
                wish[self.vocabulary.occupation_index[key]] = 1.0
        if self._any_work(record.desired) or (not record.desired.strip() and not wish.any()):
            # 'Việc gì cũng được': work that asks for no training, the plain wish above all.
            for row, occupation in enumerate(self.vocabulary.occupations.values()):
                if occupation.vsco_code.startswith(_ENTRY_WORK):
                    wish[row] = max(wish[row], 0.6)
                elif occupation.vsco_code.startswith("81"):
                    wish[row] = max(wish[row], 0.4)
        return wish

    def _any_work(self, text: str) -> bool:
        return "việc gì cũng được" in self.vocabulary.terms_in(text, "wish")

    def _done(self, record: SeekerRecord) -> np.ndarray:
        done = np.zeros(len(self.vocabulary.occupations), dtype=np.float32)
        for part in record.experience:
            # Three years count in full; a month still shows what the work is like.
            months = 12.0 if part.months is None else part.months
            share = 0.4 + 0.6 * min(months, 36.0) / 36.0
            np.maximum(done, self._evidence([(part.title, share)]), out=done)
        np.maximum(done, self._evidence([(record.about, 0.55)]), out=done)
        return done

    def _seeker_skills(self, record: SeekerRecord) -> set[str]:
        text = [*record.skills, *record.certificates, record.training, record.about]
        text += [part.title for part in record.experience]
        found = {key for key in record.skill_keys if key in self.vocabulary.skills}
        for part in text:
            found |= {
                key for key in self.vocabulary.skill_evidence(part) if not self._is_licence(key)
            }
        # A licence counts when it is named as held, not because the person drives.
        for part in [*record.certificates, record.training or "", *HELD.findall(record.about)]:
            if not NOT_HELD.search(fold(part)):
                found |= set(self.vocabulary.skill_evidence(part))
        return found

    def _is_licence(self, skill_key: str) -> bool:
        return self._kind(skill_key) == "licence"

    def _evidence(
        self, texts: list[tuple[str | None, float]], *, prefix_level: bool = False
    ) -> np.ndarray:
        vector = np.zeros(len(self.vocabulary.occupations), dtype=np.float32)
        for text, weight in texts:
            if text and prefix_level and ":" in text:
                text = text.split(":", 1)[1]
            np.maximum(
                vector, self._vector(self.vocabulary.occupation_evidence(text), weight), out=vector
            )
        return vector

    def _vector(self, found: dict[str, tuple[float, str]], weight: float) -> np.ndarray:
        vector = np.zeros(len(self.vocabulary.occupations), dtype=np.float32)
        for key, (confidence, _) in found.items():
            vector[self.vocabulary.occupation_index[key]] = confidence * weight
        return vector

    def _sectors(self, *vectors: np.ndarray) -> np.ndarray:
        """Return per sector the surest sign of it; the general sector says nothing."""
        signs = np.zeros(len(self.sectors), dtype=np.float32)
        for vector in vectors:
            for row in np.flatnonzero(vector > 0.1):
                position = self.sectors.get(self._sector_of[row])
                if position is not None:
                    signs[position] = max(signs[position], vector[row])
        return signs

    # -- openings -----------------------------------------------------------------------------

    def _opening_occupations(
        self, record: OpeningRecord, title: str, body: str, asked: str, skills: set[str]
    ) -> list[tuple[int, float]]:
        if record.occupation_key in self.vocabulary.occupation_index:
            return [(self.vocabulary.occupation_index[record.occupation_key or ""], 1.0)]
        return _top(self._text_occupations(title, f"{body}. {asked}", skills))

    def _text_occupations(self, title: str, body: str, skills: set[str]) -> np.ndarray:
        """Return occupation confidences: the title first, then duties and the skills named."""
        named = self._evidence([(title, 1.0)])
        duties = self._vector(self.vocabulary.duty_evidence(body), 1.0)
        weights = self.vocabulary.occupation_skill_weights
        held = np.zeros(weights.shape[1], dtype=np.float32)
        for key in skills:
            if key in self.vocabulary.skill_index:
                held[self.vocabulary.skill_index[key]] = 1.0
        by_skill = (weights @ held) / np.maximum(np.sqrt((weights**2).sum(axis=1)), 1e-6)
        by_skill = by_skill / max(float(by_skill.max()), 6.0)
        support = 0.6 * duties + 0.4 * by_skill
        if named.max() >= 0.45:
            return np.minimum(named * (0.7 + 0.3 * np.minimum(support * 1.5, 1.0)), 1.0) + (
                0.25 * support * (named < 0.45)
            )
        return np.minimum(named + 0.75 * support, 0.9)

    def _usual_conditions(self, occupations: list[tuple[int, float]]) -> set[str]:
        if not occupations or occupations[0][1] < 0.5:
            return set()
        key = list(self.vocabulary.occupations)[occupations[0][0]]
        return {s for s in self.vocabulary.essential[key] if self._kind(s) == "condition"}

    def _kind(self, skill_key: str) -> str | None:
        skill = self.vocabulary.skills.get(skill_key)
        return skill.kind if skill else None


def _opening_wage(record: OpeningRecord) -> tuple[float | None, float | None]:
    if record.salary_min is not None or record.salary_max is not None:
        return record.salary_min, record.salary_max
    wage = read_wage(record.salary_raw)
    return wage.low, wage.high


def _top(confidences: np.ndarray, count: int = 4) -> list[tuple[int, float]]:
    rows = np.argsort(-confidences, kind="stable")[:count]
    return [(int(row), float(min(confidences[row], 1.0))) for row in rows if confidences[row] > 0.1]


def _either(known: bool | None, found: object) -> bool:
    return known if known is not None else bool(found)
