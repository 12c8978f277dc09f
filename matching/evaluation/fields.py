"""How well pay, experience, schooling, ages and hours are read: precision and coverage.

``python -m matching.evaluation.fields STRINGS LABELS`` compares the readers with labels made by
hand. STRINGS is a TSV (field, value, …); LABELS names each string by the first 12 hex digits of
its SHA-256, so that texts we may not copy stay where they are. One row a string:

* salary_raw ``low|high[|day|hour|week|year|USD|piece]`` in million VND a month,
* experience_raw ``low|high[|skilled]`` in months, age_raw ``low|high`` in years,
* education ``rung``, shift ``kind|day or night|overtime|start-end``; ``-`` is unknown.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matching.reading.ages import read_ages
from matching.reading.experience import read_experience
from matching.reading.schooling import read_level
from matching.reading.shifts import read_shift
from matching.reading.wages import read_wage

UNKNOWN = "-"


@dataclass
class FieldScore:
    """Counts for one field; ``wrong`` lists (text, wanted, read)."""

    labelled: int = 0
    known: int = 0
    read: int = 0
    right: int = 0
    covered: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was read that is right; NaN when nothing was read."""
        return self.right / self.read if self.read else float("nan")

    @property
    def coverage(self) -> float:
        """Share of strings that say something of which something was read; NaN without any."""
        return self.covered / self.known if self.known else float("nan")


def measure(strings: Path, labels: Path) -> dict[str, FieldScore]:
    """Return a score per field; raise OSError when a file is missing.

    Labelled strings that are not among the strings are left out.
    """
    texts = {(row["field"], key_of(row["value"])): row["value"] for row in _rows(strings)}
    scores: dict[str, FieldScore] = defaultdict(FieldScore)
    for row in _rows(labels):
        text = texts.get((row["field"], row["sha256_12"]))
        if text is not None:
            _count(scores[row["field"]], text, row["expected"], READERS[row["field"]](text))
    return dict(scores)


def key_of(text: str) -> str:
    """Return the first 12 hex digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _count(score: FieldScore, text: str, wanted: str, found: str) -> None:
    score.labelled += 1
    says, was_read = _says(wanted), _says(found)
    score.known += says
    score.read += was_read
    score.covered += says and was_read
    score.right += was_read and wanted == found
    if wanted != found:
        score.wrong.append((text, wanted, found))


def _says(value: str) -> bool:
    return bool(value.replace("|", "").replace(UNKNOWN, ""))


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{round(value, 2):g}"


def _joined(parts: Sequence[str]) -> str:
    return "|".join(parts)


def _wage(text: str) -> str:
    wage = read_wage(text)
    flags = [wage.per] if wage.per != "month" else []
    flags += ["USD"] if wage.currency == "USD" else ["piece"] if wage.by_piece else []
    return _joined([_number(wage.low), _number(wage.high), *flags])


def _experience(text: str) -> str:
    found = read_experience(text)
    if found is None:
        return f"{UNKNOWN}|{UNKNOWN}"
    return _joined([_number(found.low), _number(found.high), *(["skilled"] * found.skilled)])


def _ages(text: str) -> str:
    ages = read_ages(text)
    return _joined([_number(ages.low), _number(ages.high)]) if ages else f"{UNKNOWN}|{UNKNOWN}"


def _shift(text: str) -> str:
    shift = read_shift(text)
    if shift is None:
        return _joined([UNKNOWN] * 4)
    night = UNKNOWN if shift.night is None else "night" if shift.night else "day"
    hours = UNKNOWN
    if shift.start is not None and shift.end is not None:
        hours = f"{shift.start:g}-{shift.end:g}"
    return _joined([shift.kind or UNKNOWN, night, "overtime" if shift.overtime else "-", hours])


READERS: dict[str, Callable[[str], str]] = {
    "salary_raw": _wage,
    "experience_raw": _experience,
    "education": lambda text: _number(read_level(text)),
    "age_raw": _ages,
    "shift": _shift,
}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def main(arguments: Sequence[str]) -> int:
    """Print one line a field, then the strings that were read wrongly."""
    strings, labels = map(Path, arguments)
    out = sys.stdout
    for name, score in measure(strings, labels).items():
        out.write(
            f"{name}: n {score.labelled}, says something {score.known}, "
            f"precision {score.precision:.3f}, coverage {score.coverage:.3f}\n"
        )
        for text, wanted, found in score.wrong:
            out.write(f"  {text!r}: wanted {wanted}, read {found}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
