"""Everyone's best openings: the compiled scorer where numba is, NumPy where it is not.

People are ranked in parts that know nothing of each other, so threads, processes and a Dask
cluster run the same code and give the same lists.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

import numpy as np
from joblib import Parallel, delayed, parallel_config

from matching.scoring import reference
from matching.scoring.openings import OpeningArrays
from matching.scoring.people import PeopleArrays
from matching.scoring.tables import TableMaker

logger = logging.getLogger(__name__)

# Pairs scored at once by NumPy: about 64 MB of features.
_BLOCK_PAIRS = 500_000
# People looked at together: enough of them live close to each other to share their ways to work.
_BLOCK_PEOPLE = 16_384
Backend = Literal["threads", "processes", "dask"]
_JOBLIB = {"threads": "threading", "processes": "loky", "dask": "dask"}


#: compiles while others already rank; None where nobody asked for that
_compiler: threading.Thread | None = None


def compiled() -> ModuleType | None:
    """Return the compiled scorer; None where it cannot be, and while it is being compiled."""
    busy = _compiler is not None and _compiler.is_alive()
    return None if busy and threading.current_thread() is not _compiler else _module()


def compile_behind(use_all: Callable[[], None]) -> threading.Thread:
    """Compile in a thread, which is returned; lists are NumPy's until it is done.

    A new machine needs tens of seconds for it, and one list by NumPy takes hundredths of one.

    Args:
        use_all: ranks once with everything that is compiled on first use.
    """
    global _compiler
    _compiler = threading.Thread(target=use_all, name="compiler", daemon=True)
    _compiler.start()
    return _compiler


@lru_cache(maxsize=1)
def _module() -> ModuleType | None:
    try:
        return import_module("matching.scoring.compiled")
    except (ImportError, RuntimeError) as error:
        logger.warning("Ranking goes on without compiled code, far slower: %s", error)
        return None


@dataclass(frozen=True)
class Crowd:
    """People to rank for and what the law says of them.

    Attributes:
        forbidden, minor: bool (n_people,): under the minimum and the adult age.
    """

    people: PeopleArrays
    forbidden: np.ndarray
    minor: np.ndarray

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.minor)

    def take(self, rows: np.ndarray | slice) -> Crowd:
        """Return some of the people, in the order of ``rows``."""
        return Crowd(self.people.take(rows), self.forbidden[rows], self.minor[rows])


class Ranking:
    """Ranks one set of openings for any number of people; quick to send to other processes.

    Args:
        adults_only: bool (n_openings,), not offered to minors.
    """

    def __init__(
        self,
        maker: TableMaker,
        openings: OpeningArrays,
        weights: np.ndarray,
        adults_only: np.ndarray,
    ) -> None:
        self.maker = maker
        self.openings = replace(openings, profiles=())
        self.weights = weights
        self.adults_only = adults_only
        self._shelf: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """Return what other processes need; the shelf knows arrays by their place in memory."""
        return {**self.__dict__, "_shelf": None}

    def best(
        self, crowd: Crowd, k: int, *, jobs: int = 1, backend: Backend = "threads"
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return (rows int32, scores float64), both (n_people, k); see Scorer.best."""
        parts = _neighbours(crowd.people, jobs)
        if len(parts) == 1:
            return self.best_together(crowd, k)
        run = delayed(Ranking.best_together)
        with parallel_config(backend=_JOBLIB[backend], n_jobs=jobs):
            found = Parallel()(run(self, crowd.take(part), k) for part in parts)
        back = np.argsort(np.concatenate(parts), kind="stable")
        rows, scores = zip(*found, strict=True)
        return np.concatenate(rows)[back], np.concatenate(scores)[back]

    def best_together(self, crowd: Crowd, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the lists of people looked at as one part."""
        quick = compiled()
        if not len(self.openings):
            return reference.best(np.zeros((len(crowd), 0)), k)
        if quick is None:
            return self.best_plainly(crowd, k)
        if self._shelf is None:
            self._shelf = quick.shelf(self.openings, self.adults_only)
        found: tuple[np.ndarray, np.ndarray] = quick.best(
            self.maker.view(crowd.people),
            self._shelf,
            self.weights,
            k,
            forbidden=crowd.forbidden,
            minor=crowd.minor,
        )
        return found

    def best_plainly(self, crowd: Crowd, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return what best_together() returns, by NumPy alone."""
        count = len(self.openings)
        size = max(1, _BLOCK_PAIRS // max(1, count))
        found = [reference.best(np.zeros((0, count)), k)]
        for start in range(0, len(crowd), size):
            block = crowd.take(slice(start, start + size))
            view = self.maker.view(block.people)
            scored = reference.scores(reference.columns(view, self.openings.classes), self.weights)
            scored[np.ix_(block.minor, self.adults_only)] = -np.inf
            scored[block.forbidden] = -np.inf
            found.append(reference.best(scored, k))
        rows, scores = zip(*found, strict=True)
        return np.concatenate(rows), np.concatenate(scores)


def _neighbours(people: PeopleArrays, jobs: int) -> list[np.ndarray]:
    """Return rows of people in parts, those with one way to work together."""
    count = len(people)
    if count <= _BLOCK_PEOPLE and (jobs <= 1 or count < 2 * jobs):
        return [np.arange(count)]
    order = np.lexsort((people.needs_shuttle, people.max_km, *people.places.T))
    parts = max(-(-count // _BLOCK_PEOPLE), jobs if jobs > 1 else 1)
    return np.array_split(order, parts)
