"""assign: capacity-aware lists from a run."""

from __future__ import annotations

import argparse
from pathlib import Path

from matching import CourseRecord, OpeningRecord
from matching.capacity.assignment import assign
from matching.commands.arguments import exposure, positive
from matching.commands.files import columns, records, run_lines, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--run", required=True, type=Path)
    parser.add_argument("--openings", required=True, type=Path)
    parser.add_argument("--courses", type=Path)
    parser.add_argument("--per-seeker", required=True, type=positive)
    parser.add_argument("--exposure", type=exposure, default=100.0)
    parser.add_argument("--out", required=True, type=Path)


def run(options: argparse.Namespace) -> None:
    """Write the capacity-aware run and print what it is worth against its own bound."""
    candidates: dict[str, list[tuple[str, float]]] = {}
    for seeker, _, item, _, score, _ in columns(options.run, 6):
        candidates.setdefault(seeker, []).append((item, float(score)))
    posts: dict[str, float] = {}
    for opening in records(options.openings, OpeningRecord.from_dict):
        left = opening.posts_left if opening.posts_left is not None else opening.openings
        posts[opening.id] = 1.0 if left is None else left
    for course in records(options.courses, CourseRecord.from_dict) if options.courses else []:
        seats = course.seats_left if course.seats_left is not None else course.seats
        posts[course.id] = 1.0 if seats is None else seats
    done = assign(candidates, posts, per_seeker=options.per_seeker, exposure=options.exposure)
    write(options.out, [line for s, hits in done.lists.items() for line in run_lines(s, hits)])
    print(
        f"value {done.value:.4f}  bound {done.bound:.4f}  gap {done.gap:.4%}  "
        f"overload {done.overload_before:.1%} -> {done.overload_after:.1%}"
    )
