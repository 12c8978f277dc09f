"""fairness: how groups of people fare in a run; the groups are read for this only."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from matching import OpeningRecord
from matching.audit.fairness import ALARM, Gaps, audit
from matching.commands.arguments import positive
from matching.commands.files import read_groups, read_judgements, read_run, records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--run", required=True, type=Path)
    parser.add_argument("--groups", required=True, type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--openings", type=Path)
    parser.add_argument("--k", type=positive, default=10)
    parser.add_argument("--smallest", type=positive, default=10)


def run(options: argparse.Namespace) -> None:
    """Print every measure by group, and whom it finds worse off."""
    ranked = read_run(options.run)
    judged = read_judgements(options.qrels) if options.qrels else None
    paid = (
        well_paid(records(options.openings, OpeningRecord.from_dict)) if options.openings else None
    )
    for name, groups in read_groups(options.groups).items():
        for measure in audit(
            ranked, groups, judgements=judged, well_paid=paid, k=options.k,
            smallest=options.smallest,
        ):  # fmt: skip
            print("\n".join(lines(name, measure)))


def well_paid(openings: list[OpeningRecord]) -> set[str]:
    """Return the quarter of openings with the highest lower pay; {} when none states pay."""
    told = {o.id: o.salary_min for o in openings if o.salary_min is not None}
    if not told:
        return set()
    level = float(np.quantile(list(told.values()), 0.75))
    return {identity for identity, pay in told.items() if pay >= level}


def lines(grouping: str, gaps: Gaps) -> list[str]:
    """Return one measure over one grouping as lines of text."""
    told = [f"{gaps.measure} by {grouping}"]
    told.append(f"  {'':24} {'n':>5}  mean (95 %)            to the others (95 %)   chance")
    for row in gaps.rows:
        low, high = row.interval
        least, most = row.ratio_interval
        told.append(
            f"  {row.group:24.24} {row.n:5}  {row.value:6.3f} ({low:6.3f}-{high:6.3f})"
            f"   {row.ratio:5.2f} ({least:5.2f}-{most:5.2f})     {row.chance:6.3f}"
        )
    if gaps.suppressed:
        few = ", ".join(sorted(gaps.suppressed))
        told.append(f"  too few people to tell apart: {few}")
    limit = f"{gaps.least:.0%} of the others, chance <= {ALARM:.0%} over all groups"
    told.append(f"  worse off ({limit}): {', '.join(gaps.unfair) or 'nobody found'}")
    return [*told, ""]
