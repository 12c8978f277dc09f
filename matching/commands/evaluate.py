"""evaluate: a run against judgements, with rows per group or kind when asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from matching.commands.arguments import positive
from matching.commands.files import read_groups, read_judgements, read_run
from matching.evaluation.metrics import Scores, evaluate, evaluate_by


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--run", required=True, type=Path)
    parser.add_argument("--qrels", required=True, type=Path)
    parser.add_argument("--k", type=positive, default=10)
    parser.add_argument("--groups", type=Path)
    parser.add_argument("--kinds", type=Path)


def run(options: argparse.Namespace) -> None:
    """Print a table of scores, with rows per group or kind when asked."""
    ranked = {query: [i for i, _ in hits] for query, hits in read_run(options.run).items()}
    judged = read_judgements(options.qrels)
    k = options.k
    print(header(k))
    print(row("all", evaluate(ranked, judged, k=k)))
    for path in (options.kinds, options.groups):
        for name, values in (read_groups(path) if path else {}).items():
            for value, scores in evaluate_by(ranked, judged, values, k=k).items():
                print(row(f"{name}={value}", scores))


def header(k: int) -> str:
    """Return the line above rows."""
    return f"{'':34} nDCG@{k} (95 %)          condensed  MRR@{k}  recall@{k}  judged@{k}    n"


def row(name: str, scores: Scores) -> str:
    """Return one line of the table."""
    low, high = scores.ndcg_interval
    return (
        f"{name:34} {scores.ndcg:7.3f} ({low:.3f}-{high:.3f})  {scores.condensed:9.3f}"
        f"  {scores.mrr:6.3f}  {scores.recall:9.3f}  {scores.judged:9.3f}  {scores.n:3}"
    )
