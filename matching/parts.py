"""Lists of many people made in several places at once: processes here, or a Dask cluster.

A part of the people needs nothing of the others, so however many work on it, the lists are those
one process makes. A matcher is sent once, not with every part.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed, dump, effective_n_jobs, load, parallel_config
from joblib.parallel import get_active_backend

from matching.matcher import Listed, Matcher
from matching.records import SeekerRecord


class NoCluster(Exception):
    """There is no Dask scheduler at the address given, or nothing here to speak to it with."""


class Parts:
    """Makes lists as ``Matcher.lists`` does, with as many at work as ``parts`` says."""

    def __init__(self, matcher: Any, parts: int) -> None:
        self._matcher = matcher
        self.parts = parts

    def lists(
        self,
        seekers: Sequence[SeekerRecord],
        pool: int,
        course_k: int,
        *,
        without: frozenset[str] = frozenset(),
    ) -> list[Listed]:
        """Return everybody's list, in the order of ``seekers``; [] for nobody."""
        size = -(-len(seekers) // self.parts) or 1
        listed = Parallel()(
            delayed(_lists)(self._matcher, seekers[start : start + size], pool, course_k, without)
            for start in range(0, len(seekers), size)
        )
        return [one for part in listed for one in part]


@contextmanager
def at_work(matcher: Matcher, *, jobs: int = 1, scheduler: str = "") -> Iterator[Parts]:
    """Have people listed by ``jobs`` processes, or by a Dask cluster, until the block ends.

    Args:
        jobs: 1 for this process alone.
        scheduler: address of a Dask scheduler, '' for this machine; its workers need this code
            and its requirements.

    Raises:
        NoCluster: nothing answers at that address, or dask.distributed is not installed.
    """
    if scheduler:
        with _cluster(matcher, scheduler):
            try:
                yield Parts(matcher, max(jobs, effective_n_jobs(-1)))
            finally:
                get_active_backend()[0].client.close()
    elif jobs > 1:
        with tempfile.TemporaryDirectory(prefix="matcher-") as folder:
            path = Path(folder) / "matcher"
            dump(matcher, path)
            with parallel_config(backend="loky", n_jobs=jobs):
                yield Parts(_Kept(path), jobs)
    else:
        with parallel_config(backend="sequential"):
            yield Parts(matcher, 1)


def _cluster(matcher: Matcher, scheduler: str) -> parallel_config:
    try:
        return parallel_config(
            backend="dask", n_jobs=-1, scheduler_host=scheduler, scatter=[matcher]
        )
    except (ImportError, OSError, ValueError) as error:
        raise NoCluster(scheduler) from error


class _Kept:
    """A matcher in a file: what is sent is where it is, and each process reads it once."""

    def __init__(self, path: Path) -> None:
        self.path = path


@lru_cache(maxsize=1)
def _read(path: Path) -> Matcher:
    # Written a moment ago by the process that asks, in a folder only its user may enter.
    found: Matcher = load(path)
    return found


def _lists(
    matcher: Matcher | _Kept,
    seekers: Sequence[SeekerRecord],
    pool: int,
    course_k: int,
    without: frozenset[str],
) -> list[Listed]:
    own = _read(matcher.path) if isinstance(matcher, _Kept) else matcher
    return list(own.lists(seekers, pool, course_k, without=without))
