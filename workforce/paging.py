"""Pages of a long list, by number in the address (``trang``), for officers' screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from sqlmodel import Session, func, select
from werkzeug.datastructures import MultiDict

PAGE_SIZE = 25
PARAMETER = "trang"
SEARCH_MAX = 100


@dataclass(frozen=True)
class Page:
    """One page of a query.

    Attributes:
        rows: what this page shows.
        total: rows on all pages.
        number, pages: from 1.
        previous_url, next_url: None at the ends; they keep search and filters.
    """

    rows: Sequence[Any]
    total: int
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


def searched() -> str:
    """Return the words searched for (``q``), without what no keyboard types; '' for none."""
    typed = request.args.get("q", "")[:SEARCH_MAX]
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def page_of(session: Session, statement: Any) -> Page:
    """Run an ordered select for the page the address asks for; out of range is the nearest."""
    total = session.exec(
        select(func.count()).select_from(statement.order_by(None).subquery())
    ).one()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, _asked()), pages)
    rows = session.exec(statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return Page(
        rows=rows,
        total=total,
        number=number,
        pages=pages,
        previous_url=_url(number - 1) if number > 1 else None,
        next_url=_url(number + 1) if number < pages else None,
    )


def _asked() -> int:
    text = request.args.get(PARAMETER, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _url(number: int) -> str:
    values = MultiDict(request.args)
    values[PARAMETER] = str(number)
    return f"{request.path}?{urlencode(list(values.items(multi=True)))}"
