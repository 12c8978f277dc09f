"""Everybody's best openings, kept compactly from the first half of a run to its end.

Six hundred bytes a person: 280,000 people with fifty candidates are 169 MB in memory and in
the database, so a run that is killed goes on with what it has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, delete, select

from workforce.models import CandidateChunk

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Candidates:
    """Openings of many people, best first.

    Attributes:
        people: int32 (n_people,).
        opening: int32 (n_people, width), -1 where a list is short; score: float64 alike.
    """

    people: "np.ndarray"
    opening: "np.ndarray"
    score: "np.ndarray"

    def each(self) -> Iterator[tuple[int, list[str], list[float]]]:
        """Yield (person id, opening ids, scores) as they were kept."""
        for person, ids, scores in zip(self.people, self.opening, self.score, strict=True):
            held = int((ids >= 0).sum())
            yield int(person), [str(one) for one in ids[:held]], scores[:held].tolist()


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
    score = np.zeros((len(rows), width))
    for row, (_, ids, scores) in enumerate(rows):
        opening[row, : len(ids)] = [int(identity) for identity in ids]
        score[row, : len(ids)] = scores
    data = people.tobytes() + opening.tobytes() + score.tobytes()
    session.add(CandidateChunk(run_id=run_id, last_person_id=last, width=width, data=data))
    session.flush()


def chunks(session: Session, run_id: int) -> list[int]:
    """Return by what each chunk of a run is known: the last person in it, in order."""
    keys = select(CandidateChunk.last_person_id).where(CandidateChunk.run_id == run_id)
    return list(session.exec(keys.order_by(col(CandidateChunk.last_person_id))))


def load(session: Session, run_id: int, *, only: int | None = None) -> Candidates:
    """Return what a run has kept, in order of person id; ``only`` one chunk of it."""
    import numpy as np

    asked = select(CandidateChunk.width, CandidateChunk.data).where(CandidateChunk.run_id == run_id)
    if only is not None:
        asked = asked.where(CandidateChunk.last_person_id == only)
    found = session.exec(asked.order_by(col(CandidateChunk.last_person_id))).all()
    width = found[0][0] if found else 0
    counts = [len(data) // (4 + 12 * width) for _, data in found]
    people = np.empty(sum(counts), dtype=np.int32)
    opening = np.empty((len(people), width), dtype=np.int32)
    score = np.empty((len(people), width))
    done = 0
    for count, (_, data) in zip(counts, found, strict=True):
        rows, cells = slice(done, done + count), count * width
        people[rows] = np.frombuffer(data, np.int32, count)
        opening[rows] = np.frombuffer(data, np.int32, cells, 4 * count).reshape(count, width)
        scores = np.frombuffer(data[4 * (count + cells) :], np.float64, cells)
        score[rows] = scores.reshape(count, width)
        done += count
    return Candidates(people, opening, score)


def forget(session: Session) -> None:
    """Remove what runs have kept; flushes, never commits."""
    session.exec(delete(CandidateChunk))
