"""What a person said no to: that opening leaves their list, that trade comes later in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.profiles.shapes import OpeningProfile
from matching.records import Reason, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary

#: What an opening of a trade the person does not like loses: less than half of what the wish is
#: worth, so such work comes later and never vanishes. One no or ten, it loses this once.
DAMPING = 0.15


def said_any(record: SeekerRecord) -> bool:
    """Whether the person said no to anything."""
    return bool(record.dismissed or record.disliked_occupation_keys)


class SaidNo:
    """What openings lose for people who said no to them or to their trade."""

    def __init__(self, openings: Sequence[OpeningProfile], vocabulary: Vocabulary) -> None:
        self._row = {opening.record.id: row for row, opening in enumerate(openings)}
        self._index = vocabulary.occupation_index
        self._keys = vocabulary.occupation_keys
        self._trade = np.array(
            [opening.occupations[0][0] if opening.occupations else -1 for opening in openings],
            dtype=np.int32,
        )

    def loss(self, record: SeekerRecord) -> np.ndarray:
        """Return what each opening loses, (n_openings,); infinite for what was said no to."""
        lost = np.where(np.isin(self._trade, self._disliked(record)), DAMPING, 0.0)
        lost[[self._row[one] for one in record.dismissed if one in self._row]] = np.inf
        return lost

    def drop(self, record: SeekerRecord, rows: np.ndarray, scores: np.ndarray) -> None:
        """Take what was said no to out of a ranked list, (k,); what follows moves up."""
        gone = [self._row[one] for one in record.dismissed if one in self._row]
        kept = np.flatnonzero(~np.isin(rows, gone))
        rows[: len(kept)], scores[: len(kept)] = rows[kept], scores[kept]
        rows[len(kept) :], scores[len(kept) :] = -1, -np.inf

    def reasons(self, record: SeekerRecord, row: int) -> list[Reason]:
        """Return the reason for what an opening lost by its trade; [] when it lost nothing."""
        trade = int(self._trade[row])
        if trade not in self._disliked(record):
            return []
        return [Reason("trade_disliked", {"occupation": self._keys[trade]}, -DAMPING)]

    def _disliked(self, record: SeekerRecord) -> list[int]:
        keys = record.disliked_occupation_keys
        return [self._index[key] for key in keys if key in self._index]


def best_of(scores: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows, scores) of the k best, shape (k,); -1 and -inf where fewer may be offered."""
    order = np.argsort(-scores, kind="stable")[:k]
    rows, known = np.full(k, -1, dtype=np.int32), np.full(k, -np.inf)
    held = order[np.isfinite(scores[order])]
    rows[: len(held)], known[: len(held)] = held, scores[held]
    return rows, known
