"""search: openings for what people type into the search box."""

from __future__ import annotations

import argparse
from pathlib import Path

from matching import OpeningRecord
from matching.commands.arguments import positive
from matching.commands.files import matcher, records, run_lines, table, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--openings", required=True, type=Path)
    parser.add_argument("--queries", required=True, type=Path)
    parser.add_argument("--top", type=positive, default=10)
    parser.add_argument("--out", required=True, type=Path)


def run(options: argparse.Namespace) -> None:
    """Write a TREC run of openings for each query of a TSV with query_id and query."""
    fitted = matcher(options.today).fit(records(options.openings, OpeningRecord.from_dict), [])
    lines: list[str] = []
    for row in table(options.queries, "query_id", "query"):
        lines += run_lines(row["query_id"], fitted.search(row["query"], options.top).hits)
    write(options.out, lines)
