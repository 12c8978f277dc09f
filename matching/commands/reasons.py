"""reasons: take each named fact out, score again, and count how many reasons hold."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from matching import Matcher, OpeningRecord, SeekerRecord
from matching.audit.held import lines
from matching.audit.reasons import check_reasons
from matching.commands.arguments import positive
from matching.commands.files import matcher, records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--seekers", required=True, type=Path)
    parser.add_argument("--openings", required=True, type=Path)
    parser.add_argument("--top", type=positive, default=10)
    parser.add_argument("--sample", type=positive, help="so many suggestions drawn at random")
    parser.add_argument("--seed", type=positive, default=1)


def run(options: argparse.Namespace) -> None:
    """Print held and checked claims by kind, and some that do not hold."""
    openings = records(options.openings, OpeningRecord.from_dict)
    seekers = records(options.seekers, SeekerRecord.from_dict)

    def build(some: Sequence[OpeningRecord]) -> Matcher:
        return matcher(options.today).fit(some, [])

    told = check_reasons(
        build, openings, seekers, options.top, sample=options.sample, seed=options.seed
    )
    print("\n".join(lines(told)))
