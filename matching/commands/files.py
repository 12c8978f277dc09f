"""Records, tables, runs and judgements from files, with the line named when one is bad."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from matching import MODEL_VERSION, Gazetteer, LegalLimits, Matcher, Vocabulary

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
Record = TypeVar("Record")


def matcher(today: dt.date) -> Matcher:
    """Return a matcher over the seeds, not yet fitted."""
    return Matcher(
        Vocabulary.load(SEEDS),
        Gazetteer.load(SEEDS),
        today=today,
        limits=LegalLimits.load(SEEDS, today=today),
    )


def records(path: Path, read: Callable[[dict[str, Any]], Record]) -> list[Record]:
    """Return the records of a JSONL file; raise ValueError with the line that cannot be read."""
    found = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                if not isinstance(data, dict):
                    raise ValueError("not an object")
                found.append(read(data))
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{path} line {number}: {error}") from error
    return found


def table(path: Path, *needed: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV with a header; raise ValueError when a column is lacking."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lacking = [name for name in needed if name not in (rows.fieldnames or ())]
        if lacking:
            raise ValueError(f"{path} has no column {', '.join(lacking)}")
        for row in rows:
            yield {name: value or "" for name, value in row.items() if name}


def columns(path: Path, count: int) -> Iterator[list[str]]:
    """Yield the lines of a file of so many words each, such as a TREC run or judgements."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != count:
            raise ValueError(f"{path} line {number}: {len(parts)} columns instead of {count}")
        yield parts


def read_run(path: Path) -> dict[str, list[tuple[str, float]]]:
    """Return query → (item, score) in the order of the ranks."""
    ranked: dict[str, list[tuple[int, str, float]]] = {}
    for query, _, item, rank, score, _ in columns(path, 6):
        ranked.setdefault(query, []).append((int(rank), item, float(score)))
    return {
        query: [(item, score) for _, item, score in sorted(hits)] for query, hits in ranked.items()
    }


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return query → item → grade."""
    judged: dict[str, dict[str, int]] = {}
    for query, _, item, grade in columns(path, 4):
        judged.setdefault(query, {})[item] = int(grade)
    return judged


def read_groups(path: Path) -> dict[str, dict[str, str]]:
    """Return name of the grouping → id of the person or query → group."""
    rows = list(table(path))
    if not rows:
        return {}
    identity = "query_id" if "query_id" in rows[0] else "seeker_id"
    told = (identity, "query", "intent_vi")
    return {
        name: {row[identity]: row[name] for row in rows} for name in rows[0] if name not in told
    }


def run_lines(query: str, hits: Sequence[tuple[str, float]]) -> list[str]:
    """Return the TREC lines of one list, best first."""
    return [
        f"{query} Q0 {item} {rank} {score:.6f} {MODEL_VERSION}"
        for rank, (item, score) in enumerate(hits, start=1)
    ]


def write(path: Path, lines: Sequence[str]) -> None:
    """Write lines, UTF-8."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
