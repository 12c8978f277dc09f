"""Everybody's best openings, kept compactly from the first half of a run to its end.

A few hundred bytes a person: 280,000 people with fifty candidates are 113 MB in memory and in
the database, so a run that is killed goes on with what it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, func, select

from workforce.models import CandidateChunk

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Candidates:
    """Openings of many people, best first.

    Attributes:
        people: int32 (n_people,).
        opening: int32 (n_people, width), -1 where a list is short; score: float32 alike.
    """

    people: "np.ndarray"
    opening: "np.ndarray"
    score: "np.ndarray"


def keep(
    session: Session,
    found: Iterable[tuple[str, list[str], "np.ndarray"]],
    *,
    run_id: int,
    last: int,
    width: int,
) -> None:
    """Store the candidates of one chunk; flushes, never commits.

    Args:
        found: (person id, opening ids, scores), as ``Matcher.candidates`` yields.
        last: the highest person id the chunk looked at.
    """
    import numpy as np

    rows = list(found)
    people = np.array([int(person) for person, _, _ in rows], dtype=np.int32)
    opening = np.full((len(rows), width), -1, dtype=np.int32)
    score = np.zeros((len(rows), width), dtype=np.float32)
    for row, (_, ids, scores) in enumerate(rows):
        opening[row, : len(ids)] = [int(identity) for identity in ids]
        score[row, : len(ids)] = scores
    data = people.tobytes() + opening.tobytes() + score.tobytes()
    session.add(CandidateChunk(run_id=run_id, last_person_id=last, width=width, data=data))
    session.flush()


def last_kept(session: Session, run_id: int) -> int:
    """Return the person a run's candidates reach to, 0 when it has none yet."""
    newest = select(func.max(CandidateChunk.last_person_id)).where(CandidateChunk.run_id == run_id)
    return session.exec(newest).one() or 0


def load(session: Session, run_id: int) -> Candidates:
    """Return what a run has kept, in order of person id."""
    import numpy as np

    chunks = session.exec(
        select(CandidateChunk.width, CandidateChunk.data)
        .where(CandidateChunk.run_id == run_id)
        .order_by(col(CandidateChunk.last_person_id))
    ).all()
    width = chunks[0][0] if chunks else 0
    counts = [len(data) // (4 + 8 * width) for _, data in chunks]
    people = np.empty(sum(counts), dtype=np.int32)
    opening = np.empty((len(people), width), dtype=np.int32)
    score = np.empty((len(people), width), dtype=np.float32)
    done = 0
    for count, (_, data) in zip(counts, chunks, strict=True):
        rows, cells = slice(done, done + count), count * width
        people[rows] = np.frombuffer(data, np.int32, count)
        opening[rows] = np.frombuffer(data, np.int32, cells, 4 * count).reshape(count, width)
        score[rows] = np.frombuffer(data, np.float32, cells, 4 * (count + cells)).reshape(
            count, width
        )
        done += count
    return Candidates(people, opening, score)


def forget(session: Session) -> None:
    """Remove what runs have kept; flushes, never commits."""
    session.exec(delete(CandidateChunk))
