"""Words people type that nobody taught the search, and what an administrator says they mean."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from matching.vocabulary.nearest import nearest_occupations
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import Account, Occupation, QueryLog, Synonym, SynonymDecision
from workforce.models.base import SHORT
from workforce.reference.rates import rate_number
from workforce.reference.recognition import vocabulary
from workforce.suggestions.search import unread_words

#: queries looked at for the screen, the most asked first
MOST_QUERIES = 200
LEAST_LETTERS = 3
NEAREST = 3
KIND = "occupation"
NOTE = "từ người tìm việc gõ"


@dataclass(frozen=True)
class Proposal:
    """A phrase that may be a name of a trade.

    Attributes:
        times: how often it was asked in the days kept; results: the most it found.
        nearest: occupations whose names are spelt most like it, the nearest first.
    """

    phrase: str
    times: int
    results: int
    nearest: list[Occupation]


def proposals(session: Session, *, today: dt.date) -> list[Proposal]:
    """Return phrases asked often in which no trade was understood, the most asked first.

    Decided phrases do not come back. What fewer people asked than the dated table says is
    not shown: a rare query may be about one person.
    """
    least = int(rate_number(session, "query_log", "shown_from", on=today))
    decided = set(session.exec(select(SynonymDecision.phrase)))
    counted: dict[str, tuple[int, int]] = {}
    for query, times, results in _asked_without_trade(session):
        phrase = unread_words(session, query, today=today)
        if len(phrase) >= LEAST_LETTERS and phrase not in decided:
            before = counted.get(phrase, (0, 0))
            counted[phrase] = (before[0] + times, max(before[1], results))
    often = [(phrase, *counts) for phrase, counts in counted.items() if counts[0] >= least]
    often.sort(key=lambda one: (-one[1], one[0]))
    by_key = {row.key: row for row in session.exec(select(Occupation))}
    return [
        Proposal(
            phrase, times, results,
            [by_key[key] for key in nearest_occupations(vocabulary(), phrase, NEAREST)
             if key in by_key],
        )
        for phrase, times, results in often
    ]  # fmt: skip


def accept(
    session: Session, *, phrase: str, occupation_id: int, by: Account, today: dt.date
) -> None:
    """Let a phrase mean an occupation from now on; flushes, never commits.

    Raises InvalidInput for no phrase or an unknown occupation, Conflict when it was decided.
    """
    occupation = session.get(Occupation, occupation_id)
    if occupation is None:
        raise InvalidInput(_("Anh/chị chọn một nghề trong danh sách."), "nghe")
    _decide(session, phrase, occupation_id=occupation.id, by=by, today=today)
    name = occupation.name_vi
    known = session.exec(
        select(Synonym).where(
            Synonym.variant == phrase, Synonym.canonical_vi == name, Synonym.kind == KIND
        )
    ).first()
    if known is None:
        session.add(
            Synonym(
                variant=phrase, canonical_vi=name, kind=KIND, occupation_id=occupation.id,
                note=NOTE,
            )
        )  # fmt: skip
        session.flush()


def reject(session: Session, *, phrase: str, by: Account, today: dt.date) -> None:
    """Note that a phrase names no trade, so that it is not proposed again; flushes."""
    _decide(session, phrase, occupation_id=None, by=by, today=today)


def take_back(session: Session, *, phrase: str) -> None:
    """Undo a decision; the phrase may be proposed again. Nothing happens when there is none."""
    decision = session.get(SynonymDecision, phrase)
    if decision is None:
        return
    learnt = select(Synonym).where(
        Synonym.variant == phrase, Synonym.kind == KIND, Synonym.note == NOTE
    )
    for row in [*session.exec(learnt), decision]:
        session.delete(row)
    session.flush()


def decisions(session: Session) -> list[tuple[SynonymDecision, Occupation | None]]:
    """Return what was decided, the newest first."""
    return list(
        session.exec(
            select(SynonymDecision, Occupation)
            .join(
                Occupation, col(Occupation.id) == col(SynonymDecision.occupation_id), isouter=True
            )
            .order_by(col(SynonymDecision.decided_on).desc(), col(SynonymDecision.phrase))
        )
    )


def _asked_without_trade(session: Session) -> list[tuple[str, int, int]]:
    """Return (query, times, most results) of queries in which no trade was understood."""
    times = func.sum(QueryLog.times)
    return list(
        session.exec(
            select(QueryLog.query, times, func.max(QueryLog.results))
            .where(col(QueryLog.kinds).not_like("%work%"))
            .group_by(QueryLog.query)
            .order_by(times.desc(), QueryLog.query)
            .limit(MOST_QUERIES)
        )
    )


def _decide(
    session: Session, phrase: str, *, occupation_id: int | None, by: Account, today: dt.date
) -> None:
    if not LEAST_LETTERS <= len(phrase) <= SHORT:
        raise InvalidInput(_("Không có từ nào để quyết định."))
    try:
        with session.begin_nested():
            session.add(
                SynonymDecision(
                    phrase=phrase, occupation_id=occupation_id, decided_on=today, decided_by=by.id
                )
            )
    except IntegrityError:
        raise Conflict(_("Từ này đã có người quyết định. Anh/chị tải lại trang.")) from None
