"""rank: openings (and courses) for people, with reasons when asked."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from matching import MODEL_VERSION, CourseRecord, Match, OpeningRecord, SeekerRecord
from matching.commands.arguments import positive
from matching.commands.files import matcher, records, run_lines, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """State the options of the command."""
    parser.add_argument("--seekers", required=True, type=Path)
    parser.add_argument("--openings", required=True, type=Path)
    parser.add_argument("--courses", type=Path)
    parser.add_argument("--explain", type=Path)
    parser.add_argument("--top", type=positive, default=10)
    parser.add_argument("--out", required=True, type=Path)


def run(options: argparse.Namespace) -> None:
    """Write openings to --out, courses to --out.courses and reasons to --explain."""
    openings = records(options.openings, OpeningRecord.from_dict)
    courses = records(options.courses, CourseRecord.from_dict) if options.courses else []
    seekers = records(options.seekers, SeekerRecord.from_dict)
    fitted = matcher(options.today).fit(openings, courses)
    lines: list[str] = []
    course_lines: list[str] = []
    explained: list[str] = []
    for seeker_id, matches, advised in fitted.rank_many(
        seekers, options.top, options.top, changes=bool(options.explain)
    ):
        lines += run_lines(seeker_id, [(m.opening_id, m.score) for m in matches])
        course_lines += run_lines(seeker_id, [(c.course_id, c.score) for c in advised])
        explained += [_explanation(seeker_id, match) for match in matches if options.explain]
    write(options.out, lines)
    if options.courses:
        write(Path(f"{options.out}.courses"), course_lines)
    if options.explain:
        write(options.explain, explained)


def _explanation(seeker_id: str, match: Match) -> str:
    told = {"seeker_id": seeker_id, "model": MODEL_VERSION, **asdict(match)}
    return json.dumps(told, ensure_ascii=False)
