"""diagnose: a run person by person or query by query, the worst first."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from matching.commands.arguments import positive
from matching.commands.files import read_judgements, read_run
from matching.evaluation.diagnosis import Case, diagnose, standing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--run", required=True, type=Path)
    parser.add_argument("--qrels", required=True, type=Path)
    parser.add_argument("--k", type=positive, default=10)


def run(options: argparse.Namespace) -> None:
    """Print the cases, then those that nothing fits with their best scores."""
    cases = diagnose(read_run(options.run), read_judgements(options.qrels), k=options.k)
    print("missed: item:grade@rank   wrong, unjudged: item@rank (within the top)")
    for case in cases:
        print(_line(case))
    fitting = [case.best_score for case in cases if case.fits]
    if fitting:
        low, middle, high = np.nanpercentile(fitting, [10, 50, 90])
        print(
            f"best score where something fits: 10 % {low:.3f}, half {middle:.3f}, 90 % {high:.3f}"
        )
    for case, share in standing(cases):
        print(f"nothing fits {case.query:10} best {case.best_score:.3f}, above {share:.0%} of them")


def _line(case: Case) -> str:
    missed = " ".join(f"{item}:{grade}@{rank or '-'}" for item, grade, rank in case.missed)
    wrong = " ".join(f"{item}@{rank}" for item, rank in case.wrong)
    unjudged = " ".join(f"{item}@{rank}" for item, rank in case.unjudged)
    return (
        f"{case.query:10} {case.ndcg:6.3f}  missed {missed or '-'}"
        f"  wrong {wrong or '-'}  unjudged {unjudged or '-'}"
    )
