"""robust: how far lists fall when accents are left out or one letter of each text is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from matching import Matcher, OpeningRecord, SeekerRecord
from matching.commands.arguments import positive
from matching.commands.files import matcher, read_judgements, records, table
from matching.evaluation.metrics import Run
from matching.evaluation.robustness import Worse, drops, rewritten, variants


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--seekers", type=Path)
    who.add_argument("--queries", type=Path)
    parser.add_argument("--openings", required=True, type=Path)
    parser.add_argument("--qrels", required=True, type=Path)
    parser.add_argument("--k", type=positive, default=10)


def run(options: argparse.Namespace) -> None:
    """Print nDCG before and after, per way of writing worse."""
    fitted = matcher(options.today).fit(records(options.openings, OpeningRecord.from_dict), [])
    judged = read_judgements(options.qrels)

    def ranked(worse: Worse) -> Run:
        if options.seekers:
            return _people(fitted, options.seekers, worse, options.k)
        return {
            row["query_id"]: [hit for hit, _ in fitted.search(worse(row["query"]), options.k).hits]
            for row in table(options.queries, "query_id", "query")
        }

    after = {name: [ranked(worse) for worse in ways] for name, ways in variants().items()}
    print(f"{'':12} nDCG@{options.k} as written  worse   drop (95 %)              n")
    for drop in drops(ranked(str), after, judged, k=options.k):
        low, high = drop.interval
        print(
            f"{drop.variant:12} {drop.before:18.3f} {drop.after:6.3f}"
            f"  {drop.drop:+.3f} ({low:+.3f} to {high:+.3f})  {drop.n:3}"
        )


def _people(fitted: Matcher, path: Path, worse: Worse, k: int) -> Run:
    people = [rewritten(one, worse) for one in records(path, SeekerRecord.from_dict)]
    return {
        identity: [match.opening_id for match in matches]
        for identity, matches, _ in fitted.rank_many(people, k)
    }
