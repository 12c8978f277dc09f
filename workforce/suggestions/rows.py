"""Matches of the matcher as plain data, ready to store."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching import CourseMatch, Match

#: a contribution below it is not worth telling
TELLING = 0.002


def opening_row(match: "Match") -> dict[str, Any]:
    """Return one suggested opening with its reasons and what is missing."""
    return {
        "opening_id": int(match.opening_id),
        "score": short(match.score),
        "want": short(match.want),
        "can": short(match.can),
        "reasons": _reasons(match.reasons),
        "missing": [
            {"kind": one.kind, "key": one.key, "label": one.label, "params": _plain(one.params)}
            for one in match.missing
        ],
        "courses": [int(course_id) for course_id in match.courses],
        "met": match.met,
        "asked": match.asked,
    }


def course_row(match: "CourseMatch") -> dict[str, Any]:
    """Return one suggested course with its reasons."""
    return {
        "course_id": int(match.course_id),
        "score": short(match.score),
        "reasons": _reasons(match.reasons),
        "teaches": list(match.teaches),
    }


def kept_openings(scored: Iterable[tuple[int, float]]) -> list[dict[str, Any]]:
    """Return (opening id, score) pairs as they are stored."""
    return [{"opening_id": opening, "score": short(score)} for opening, score in scored]


def kept_courses(scored: Iterable[tuple[int, float]]) -> list[dict[str, Any]]:
    """Return (course id, score) pairs as they are stored."""
    return [{"course_id": course, "score": short(score)} for course, score in scored]


def _reasons(reasons: Iterable[Any]) -> list[dict[str, Any]]:
    """Return reasons as data; a contribution too small to tell is not kept."""
    return [
        {"code": one.code, "params": _plain(one.params), "weight": short(one.weight)}
        for one in reasons
        if abs(one.weight) >= TELLING
    ]


def _plain(value: Any) -> Any:
    """Return JSON data: NumPy numbers as numbers, not-a-number as unknown."""
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return value
    if kind is dict:
        return {key: _plain(item) for key, item in value.items()} if value else value
    if kind is list or kind is tuple:
        return [_plain(item) for item in value]
    number = float(value)
    return short(number) if math.isfinite(number) else None


def short(number: float) -> float:
    """Return the number with four digits: more would not be told apart."""
    return round(float(number), 4)
