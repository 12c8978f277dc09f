"""python -m matching: rank, search, duplicates, assign, evaluate on files, without a site."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from matching import (
    MODEL_VERSION,
    CourseRecord,
    Gazetteer,
    LegalLimits,
    Match,
    Matcher,
    OpeningRecord,
    SeekerRecord,
    Vocabulary,
)
from matching.capacity.assignment import assign
from matching.duplicates.people import CommuneResolver, same_person
from matching.duplicates.postings import duplicate_openings
from matching.evaluation.metrics import Scores, evaluate, evaluate_by

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
Record = TypeVar("Record")


class _Parser(argparse.ArgumentParser):
    """Ends with one clear line instead of a usage screen."""

    def error(self, message: str) -> NoReturn:
        fail(message)


def fail(message: str) -> NoReturn:
    """Print one line to stderr and end with exit code 2."""
    print(f"python -m matching: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _build_parser()
    options = parser.parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
    except OSError as error:
        fail(f"cannot use {error.filename}: {error.strerror}")
    except UnicodeDecodeError as error:
        fail(f"not UTF-8: {error.reason} at byte {error.start}")
    except (ValueError, KeyError) as error:
        fail(str(error))
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m matching", description=__doc__)
    commands = parser.add_subparsers(
        required=True, metavar="rank|search|duplicates|assign|evaluate"
    )
    rank = commands.add_parser("rank", help="openings (and courses) for people")
    rank.add_argument("--seekers", required=True, type=Path)
    rank.add_argument("--openings", required=True, type=Path)
    rank.add_argument("--courses", type=Path)
    rank.add_argument("--explain", type=Path)
    search = commands.add_parser("search", help="openings for queries")
    search.add_argument("--openings", required=True, type=Path)
    search.add_argument("--queries", required=True, type=Path)
    for command in (rank, search):
        command.add_argument("--top", type=_positive, default=10)
        command.add_argument("--out", required=True, type=Path)
    judge = commands.add_parser("evaluate", help="a run against judgements")
    judge.add_argument("--run", required=True, type=Path)
    judge.add_argument("--qrels", required=True, type=Path)
    judge.add_argument("--k", type=_positive, default=10)
    judge.add_argument("--groups", type=Path)
    judge.add_argument("--kinds", type=Path)
    twice = commands.add_parser("duplicates", help="person pairs scored, or openings posted twice")
    what = twice.add_mutually_exclusive_group(required=True)
    what.add_argument("--pairs", type=Path)
    what.add_argument("--openings", type=Path)
    twice.add_argument("--ignore", action="append", default=[])
    twice.add_argument("--out", required=True, type=Path)
    share = commands.add_parser("assign", help="capacity-aware lists from a run")
    share.add_argument("--run", required=True, type=Path)
    share.add_argument("--openings", required=True, type=Path)
    share.add_argument("--courses", type=Path)
    share.add_argument("--per-seeker", required=True, type=_positive)
    share.add_argument("--exposure", type=_exposure, default=100.0)
    share.add_argument("--out", required=True, type=Path)
    for command, run in (
        (rank, run_rank),
        (search, run_search),
        (judge, run_evaluate),
        (twice, run_duplicates),
        (share, run_assign),
    ):
        command.add_argument("--today", type=_day, default=dt.date.today())
        command.set_defaults(command=run)
    return parser


def run_rank(options: argparse.Namespace) -> None:
    """Write openings to --out, courses to --out.courses and reasons to --explain."""
    openings = _records(options.openings, OpeningRecord.from_dict)
    courses = _records(options.courses, CourseRecord.from_dict) if options.courses else []
    seekers = _records(options.seekers, SeekerRecord.from_dict)
    matcher = _matcher(options.today).fit(openings, courses)
    lines: list[str] = []
    course_lines: list[str] = []
    explained: list[str] = []
    for seeker_id, matches, advised in matcher.rank_many(
        seekers, options.top, options.top, changes=bool(options.explain)
    ):
        lines += _run_lines(seeker_id, [(m.opening_id, m.score) for m in matches])
        course_lines += _run_lines(seeker_id, [(c.course_id, c.score) for c in advised])
        explained += [_explanation(seeker_id, match) for match in matches if options.explain]
    _write(options.out, lines)
    if options.courses:
        _write(Path(f"{options.out}.courses"), course_lines)
    if options.explain:
        _write(options.explain, explained)


def run_search(options: argparse.Namespace) -> None:
    """Write a TREC run of openings for each query of a TSV with query_id and query."""
    openings = _records(options.openings, OpeningRecord.from_dict)
    matcher = _matcher(options.today).fit(openings, [])
    lines: list[str] = []
    for row in _table(options.queries, "query_id", "query"):
        lines += _run_lines(row["query_id"], matcher.search(row["query"], options.top).hits)
    _write(options.out, lines)


def run_duplicates(options: argparse.Namespace) -> None:
    """Write scored person pairs, or likely duplicate openings, as TSV."""
    if options.openings:
        openings = _records(options.openings, OpeningRecord.from_dict)
        lines = [f"{a}\t{b}\t{score:.4f}" for a, b, score in duplicate_openings(openings)]
        _write(options.out, ["id_a\tid_b\tscore", *lines])
        return
    communes = CommuneResolver.load(SEEDS)
    lines = ["pair_id\tscore\tdecision"]
    ignored = [name for part in options.ignore for name in part.split(",") if name]
    for row in _table(options.pairs, "pair_id", "name_a", "name_b"):
        score, decision = same_person(row, communes, ignored)
        lines.append(f"{row['pair_id']}\t{score:.4f}\t{decision}")
    _write(options.out, lines)


def run_assign(options: argparse.Namespace) -> None:
    """Write the capacity-aware run and print what it is worth against its own bound."""
    candidates: dict[str, list[tuple[str, float]]] = {}
    for seeker, _, item, _, score, _ in _columns(options.run, 6):
        candidates.setdefault(seeker, []).append((item, float(score)))
    posts: dict[str, float] = {}
    for opening in _records(options.openings, OpeningRecord.from_dict):
        left = opening.posts_left if opening.posts_left is not None else opening.openings
        posts[opening.id] = 1.0 if left is None else left
    for course in _records(options.courses, CourseRecord.from_dict) if options.courses else []:
        seats = course.seats_left if course.seats_left is not None else course.seats
        posts[course.id] = 1.0 if seats is None else seats
    done = assign(candidates, posts, per_seeker=options.per_seeker, exposure=options.exposure)
    _write(options.out, [line for s, hits in done.lists.items() for line in _run_lines(s, hits)])
    print(
        f"value {done.value:.4f}  bound {done.bound:.4f}  gap {done.gap:.4%}  "
        f"overload {done.overload_before:.1%} -> {done.overload_after:.1%}"
    )
    for name, before in asdict(done.before).items():
        print(f"{name:9} {before:10.4f} -> {getattr(done.after, name):10.4f}")


def run_evaluate(options: argparse.Namespace) -> None:
    """Print a table of scores, with rows per group or kind when asked."""
    run: dict[str, list[tuple[int, str]]] = {}
    for query, _, item, rank, *_ in _columns(options.run, 6):
        run.setdefault(query, []).append((int(rank), item))
    ranked = {query: [item for _, item in sorted(pairs)] for query, pairs in run.items()}
    judged: dict[str, dict[str, int]] = {}
    for query, _, item, grade in _columns(options.qrels, 4):
        judged.setdefault(query, {})[item] = int(grade)
    k = options.k
    print(f"{'':34} nDCG@{k} (95 %)          condensed  MRR@{k}  recall@{k}  judged@{k}    n")
    _print_scores("all", evaluate(ranked, judged, k=k))
    for path in (options.kinds, options.groups):
        if path is None:
            continue
        rows = list(_table(path))
        identity = "query_id" if "query_id" in rows[0] else "seeker_id"
        for name in rows[0]:
            if name in (identity, "query", "intent_vi"):
                continue
            values = {row[identity]: row[name] for row in rows}
            for value, scores in evaluate_by(ranked, judged, values, k=k).items():
                _print_scores(f"{name}={value}", scores)


def _print_scores(name: str, scores: Scores) -> None:
    low, high = scores.ndcg_interval
    print(
        f"{name:34} {scores.ndcg:7.3f} ({low:.3f}-{high:.3f})  {scores.condensed:9.3f}"
        f"  {scores.mrr:6.3f}  {scores.recall:9.3f}  {scores.judged:9.3f}  {scores.n:3}"
    )


def _matcher(today: dt.date) -> Matcher:
    return Matcher(
        Vocabulary.load(SEEDS),
        Gazetteer.load(SEEDS),
        today=today,
        limits=LegalLimits.load(SEEDS, today=today),
    )


def _records(path: Path, read: Callable[[dict[str, Any]], Record]) -> list[Record]:
    records = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
                if not isinstance(data, dict):
                    raise ValueError("not an object")
                records.append(read(data))
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{path} line {number}: {error}") from error
    return records


def _table(path: Path, *needed: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lacking = [name for name in needed if name not in (rows.fieldnames or ())]
        if lacking:
            raise ValueError(f"{path} has no column {', '.join(lacking)}")
        for row in rows:
            yield {name: value or "" for name, value in row.items() if name}


def _columns(path: Path, count: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != count:
            raise ValueError(f"{path} line {number}: {len(parts)} columns instead of {count}")
        yield parts


def _run_lines(query: str, hits: Sequence[tuple[str, float]]) -> list[str]:
    return [
        f"{query} Q0 {item} {rank} {score:.6f} {MODEL_VERSION}"
        for rank, (item, score) in enumerate(hits, start=1)
    ]


def _explanation(seeker_id: str, match: Match) -> str:
    told = {"seeker_id": seeker_id, "model": MODEL_VERSION, **asdict(match)}
    return json.dumps(told, ensure_ascii=False)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _exposure(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return number


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date: {text}") from None


if __name__ == "__main__":
    sys.exit(main())
