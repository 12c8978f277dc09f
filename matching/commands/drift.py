"""drift: what changed between two files of seekers, openings or outcomes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from matching import OpeningRecord, SeekerRecord
from matching.audit.drift import (
    FieldDrift,
    Outcome,
    Record,
    calibration,
    input_drift,
    outcome_drift,
)
from matching.commands.files import records, table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--before", required=True, type=Path)
    parser.add_argument("--after", required=True, type=Path)
    parser.add_argument(
        "--of",
        choices=("openings", "seekers", "outcomes"),
        default="openings",
        help="outcomes: a TSV with score and happened (0 or 1)",
    )


def run(options: argparse.Namespace) -> None:
    """Print what moved, what was looked at, and by how much."""
    if options.of == "outcomes":
        print("\n".join(_outcomes(_told(options.before), _told(options.after))))
        return
    before, after = _records(options.before, options.of), _records(options.after, options.of)
    drifts = input_drift(before, after)
    moved = [one for one in drifts if one.moved]
    print(f"{len(before)} {options.of} before, {len(after)} after: {len(drifts)} looks taken")
    print("\n".join(map(_line, moved)) if moved else "nothing moved by more than chance explains")


def _line(drift: FieldDrift) -> str:
    look = drift.look
    return (
        f"{look.field:20} {look.what:8} {look.before:8.3f} -> {look.after:8.3f}"
        f"  size {look.size:+.3f}  chance {look.chance:.1e}  {look.detail}"
    )


def _records(path: Path, kind: str) -> Sequence[Record]:
    if kind == "seekers":
        return records(path, SeekerRecord.from_dict)
    return records(path, OpeningRecord.from_dict)


def _told(path: Path) -> list[Outcome]:
    rows = table(path, "score", "happened")
    return [Outcome(float(row["score"]), row["happened"] == "1") for row in rows]


def _outcomes(before: list[Outcome], after: list[Outcome]) -> list[str]:
    lines = [f"{'score':>19}   before (n)        after (n)"]
    for band in outcome_drift(before, after):
        lines.append(
            f"{band.low:8.3f} - {band.high:8.3f}   {band.rate_before:6.3f} ({band.n_before:6})"
            f"  {band.rate_after:6.3f} ({band.n_after:6})  {'moved' if band.moved else ''}"
        )
    one, two = calibration(before), calibration(after)
    return [*lines, f"promised against seen, as probabilities: {one:.3f} -> {two:.3f}"]
