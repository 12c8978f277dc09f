"""Which records of a register are worth comparing: those that share one telling thing.

Comparing all pairs of 280,000 records would take 39 billion comparisons. Two records of one
person nearly always share a phone, a birthday with the given name, a name with a year of birth,
or a name with a commune.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from matching.duplicates.people import name_words, read_birth
from matching.places import place_key

# A block larger than this tells nobody apart (an office's phone, 'Nguyễn Thị Lan, 1985').
LARGEST = 60


def candidate_pairs(
    people: Sequence[Mapping[str, str]], *, largest: int = LARGEST
) -> Iterator[tuple[int, int]]:
    """Yield (row, row) of records to compare, each pair once, the lower row first.

    Args:
        people: records with ``name`` and, where known, ``birth``, ``commune`` and ``phone``.
        largest: blocks of more records than this are left out; the other keys still hold.

    Memory: one number a key and record, and eight bytes a pair.
    """
    parts = [_pairs_of(block) for block in _blocks(people, largest)]
    if not parts:
        return
    for code in np.unique(np.concatenate(parts)).tolist():
        yield code >> 32, code & 0xFFFFFFFF


def keys_of(person: Mapping[str, str]) -> list[str]:
    """Return the things one record may share with another of the same person."""
    names = name_words(person.get("name") or "")
    birth = read_birth(person.get("birth") or "")
    phone = re.sub(r"\D", "", person.get("phone") or "")[-9:]
    commune = place_key((person.get("commune") or "").partition(",")[0])
    keys = [f"p{phone}"] if len(phone) == 9 else []
    if not names:
        return keys
    whole, ends = " ".join(sorted(names)), f"{names[0]} {names[-1]}"
    if birth and len(birth) == 3:
        # Day and month change places: the lower number first.
        day = "-".join(map(str, sorted(birth[1:])))
        keys += [f"b{birth[0]}-{day} {names[0]}", f"b{birth[0]}-{day} {names[-1]}"]
    if birth:
        keys += [f"y{birth[0]} {whole}"]
    if commune:
        keys += [f"c{commune} {whole}"]
        if birth:
            keys += [f"c{commune} {birth[0]} {ends}", f"c{commune} {birth[0]} {names[0]}"]
    return keys


def _blocks(people: Sequence[Mapping[str, str]], largest: int) -> Iterator[np.ndarray]:
    blocks: dict[int, list[int]] = defaultdict(list)
    for row, person in enumerate(people):
        for key in set(keys_of(person)):
            blocks[hash(key)].append(row)
    for rows in blocks.values():
        if 1 < len(rows) <= largest:
            yield np.array(rows, dtype=np.int64)


def _pairs_of(rows: np.ndarray) -> np.ndarray:
    one, two = np.triu_indices(len(rows), 1)
    return (rows[one] << 32) | rows[two]
