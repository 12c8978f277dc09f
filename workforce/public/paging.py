"""Pages of a list, numbered in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page:
    """One page of a list of ids.

    Attributes:
        ids: what this page shows.
        number, pages: from 1.
        previous_url, next_url: None at the ends; they keep search and filters.
    """

    ids: list[int]
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


def page_of(ids: Sequence[int], number: str | None) -> Page:
    """Return the page; a number that is none or too large is the nearest page there is."""
    pages = max(1, -(-len(ids) // PAGE_SIZE))
    digits = number if number and number.isascii() and number.isdigit() else "1"
    wanted = int(digits) if len(digits) < 7 else pages
    current = min(max(1, wanted), pages)
    first = (current - 1) * PAGE_SIZE
    return Page(
        ids=list(ids[first : first + PAGE_SIZE]),
        number=current,
        pages=pages,
        previous_url=this_url(trang=current - 1) if current > 1 else None,
        next_url=this_url(trang=current + 1) if current < pages else None,
    )


def this_url(**changes: object) -> str:
    """Return the address of this page with parameters changed; None or '' drops one.

    The page number goes back to the first unless it is what changes; page one has none.
    """
    values = {name: value for name, value in request.args.items() if value and name != "trang"}
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, "") and (name, value) != ("trang", 1):
            values[name] = str(value)
    return f"{request.path}?{urlencode(values)}" if values else request.path
