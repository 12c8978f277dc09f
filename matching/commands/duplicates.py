"""duplicates: pairs of people scored, or openings posted twice."""

from __future__ import annotations

import argparse
from pathlib import Path

from matching import OpeningRecord
from matching.commands.files import SEEDS, records, table, write
from matching.duplicates.people import CommuneResolver, same_person
from matching.duplicates.postings import duplicate_openings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--pairs", type=Path)
    what.add_argument("--openings", type=Path)
    parser.add_argument("--ignore", action="append", default=[])
    parser.add_argument("--out", required=True, type=Path)


def run(options: argparse.Namespace) -> None:
    """Write scored person pairs, or likely duplicate openings, as TSV."""
    if options.openings:
        openings = records(options.openings, OpeningRecord.from_dict)
        lines = [f"{a}\t{b}\t{score:.4f}" for a, b, score in duplicate_openings(openings)]
        write(options.out, ["id_a\tid_b\tscore", *lines])
        return
    communes = CommuneResolver.load(SEEDS)
    lines = ["pair_id\tscore\tdecision"]
    ignored = [name for part in options.ignore for name in part.split(",") if name]
    for row in table(options.pairs, "pair_id", "name_a", "name_b"):
        score, decision = same_person(row, communes, ignored)
        lines.append(f"{row['pair_id']}\t{score:.4f}\t{decision}")
    write(options.out, lines)
