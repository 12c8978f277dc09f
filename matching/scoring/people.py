"""People as arrays, one row each, for scoring many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
import scipy.sparse as sp

from matching.profiles.shapes import SeekerProfile
from matching.scoring.commute import points
from matching.scoring.openings import CONDITIONS, LANGUAGES, NEEDS

# Fainter signs of an occupation than this say nothing.
_FAINT = 0.1
# Who states no wish wants about what they did or learnt.
_UNSTATED = 0.7


@dataclass(frozen=True)
class PeopleArrays:
    """People in the order they were given; unknown numbers are NaN.

    Attributes:
        wish, done, trained: float32 CSR (n, n_occupations), how far each names an occupation.
        skills: float32 CSR (n, n_skills), 1 for each skill held.
        text_wish, text_all: float32 CSR (n, n_terms), rows of a Bm25Index.
        months: months of experience told, NaN when none was told.
        nights, days: worth of night and of day hours, 0 when nothing was said.
        avoids: float32 (n, len(CONDITIONS)), 1 for each condition the person cannot take.
        needs: float32 (n, len(NEEDS)), each need's share of those stated; 0 for none.
        rank: 0 hands, 1 foreman, 2 head, the highest wished for or held; languages: float32
            (n, len(LANGUAGES)), 1 for each language spoken.
    """

    wish: sp.csr_matrix
    done: sp.csr_matrix
    trained: sp.csr_matrix
    skills: sp.csr_matrix
    text_wish: sp.csr_matrix
    text_all: sp.csr_matrix
    sectors: np.ndarray
    places: np.ndarray
    max_km: np.ndarray
    needs_shuttle: np.ndarray
    wage_min: np.ndarray
    level: np.ndarray
    months: np.ndarray
    nights: np.ndarray
    days: np.ndarray
    short_term: np.ndarray
    avoids: np.ndarray
    needs: np.ndarray
    rank: np.ndarray
    languages: np.ndarray
    wants_home_work: np.ndarray
    age: np.ndarray

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.age)

    def take(self, rows: np.ndarray | slice) -> PeopleArrays:
        """Return some of the people, in the order of ``rows``."""
        return PeopleArrays(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


class TextRows(Protocol):
    """What turns texts of people into rows: a Bm25Index, or words that wait to be weighed."""

    def people(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return a row for each text."""


def people_arrays(profiles: Sequence[SeekerProfile], index: TextRows) -> PeopleArrays:
    """Return people as arrays; ``profiles`` must not be empty."""
    records = [profile.record for profile in profiles]
    hours = [_hours(record.shift_ok) for record in records]
    told = [p.months_total if p.record.experience else None for p in profiles]
    return PeopleArrays(
        wish=_signs([effective_wish(p) for p in profiles]),
        done=_signs([p.done for p in profiles]),
        trained=_signs([p.trained for p in profiles]),
        skills=_rows(np.stack([p.skills for p in profiles])),
        text_wish=index.people([p.text_wish for p in profiles]),
        text_all=index.people([p.text_all for p in profiles]),
        sectors=np.stack([p.sectors for p in profiles]).astype(np.float32),
        places=points([p.point for p in profiles]),
        max_km=_numbers([r.max_km for r in records]),
        needs_shuttle=np.array([p.needs_shuttle for p in profiles], dtype=bool),
        wage_min=_numbers([r.wage_min for r in records]),
        level=_numbers([p.level for p in profiles]),
        months=_numbers(told),
        nights=_numbers([night for night, _ in hours]),
        days=_numbers([day for _, day in hours]),
        short_term=np.array([p.short_term for p in profiles], dtype=bool),
        avoids=np.array(
            [[name in p.avoids for name in CONDITIONS] for p in profiles], dtype=np.float32
        ),
        needs=np.array([_shares(p.needs) for p in profiles], dtype=np.float32),
        rank=np.array([p.rank for p in profiles], dtype=np.float32),
        languages=np.array(
            [[name in p.languages for name in LANGUAGES] for p in profiles], dtype=np.float32
        ),
        wants_home_work=np.array([p.wants_home_work for p in profiles], dtype=bool),
        age=_numbers([r.age for r in records]),
    )


def effective_wish(seeker: SeekerProfile) -> np.ndarray:
    """Return what a person wants; who states nothing wants about what they did or learnt."""
    if seeker.wish.any():
        return seeker.wish
    return _UNSTATED * np.maximum(seeker.done, seeker.trained)


def _shares(needs: frozenset[str]) -> list[float]:
    stated = [name in needs for name in NEEDS]
    return [one / max(sum(stated), 1) for one in stated]


def _hours(shift_ok: Sequence[str] | None) -> tuple[float, float]:
    if shift_ok is None:
        return 0.0, 0.0
    named = " ".join(shift_ok)
    night = 0.3 if "dem" in named or "xoay" in named else -1.0
    day = 0.4 if "hanh_chinh" in named or "sang" in named or "ngay" in named else 0.0
    return night, day


def _signs(vectors: Sequence[np.ndarray]) -> sp.csr_matrix:
    dense = np.stack(vectors).astype(np.float32)
    return _rows(np.where(dense > _FAINT, dense, np.float32(0.0)))


def _rows(dense: np.ndarray) -> sp.csr_matrix:
    """Return the cells that are not 0, row by row; for one person quicker than by SciPy's way."""
    row, column = np.nonzero(dense)
    pointers = np.searchsorted(row, np.arange(len(dense) + 1)).astype(np.int32)
    cells = (dense[row, column], column.astype(np.int32), pointers)
    return sp.csr_matrix(cells, shape=dense.shape)


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float32)
