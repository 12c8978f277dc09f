"""Everybody hired in a quarter in one table: is each still here after 1, 3, 6 and 12 months?

What the enterprise says and what the worker says stand side by side; where they differ both are
shown and neither is taken back.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.clock import add_months
from workforce.employers.hires import HireLine, hires
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import (
    CHECK_MONTHS,
    Account,
    CheckOutcome,
    PlacementEvent,
    PlacementEventKind,
    Role,
    SessionOrigin,
)
from workforce.placements import ledger
from workforce.placements.staying import check_in

HERE, GONE = CheckOutcome.SAME_EMPLOYER, CheckOutcome.NOT_WORKING


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year: 2026 and 3 is July to September."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        """Return the quarter a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def read(cls, text: str) -> "Quarter | None":
        """Return the quarter of '2026-3'; None for anything else."""
        year, _dash, number = text.partition("-")
        if not (year.isdecimal() and number.isdecimal() and len(year) == 4):
            return None
        return cls(int(year), int(number)) if 1 <= int(number) <= 4 else None

    @property
    def key(self) -> str:
        """Return '2026-3', as addresses name it."""
        return f"{self.year}-{self.number}"

    @property
    def words(self) -> str:
        """Return 'Quý 3/2026'."""
        return _("Quý %(n)s/%(year)s", n=self.number, year=self.year)


@dataclass(frozen=True)
class Cell:
    """One check of one hire.

    Attributes:
        due_on: the day from which it can be answered.
        ours, theirs: latest standing answer of the enterprise and of the worker; None: none.
        is_over: the last day on record came before this mark.
        is_asked: the day has come, the enterprise has not answered and nothing ended before.
    """

    months: int
    due_on: dt.date
    ours: CheckOutcome | None
    theirs: CheckOutcome | None
    is_over: bool
    is_asked: bool

    @property
    def differs(self) -> bool:
        """Whether one side says still here and the other, or the last day, says gone."""
        if self.is_over and self.theirs == HERE:
            return True
        both = self.ours is not None and self.theirs is not None
        known = CheckOutcome.NO_ANSWER not in {self.ours, self.theirs}
        return both and known and (self.ours == HERE) != (self.theirs == HERE)


@dataclass(frozen=True)
class Row:
    """A hire with its four checks."""

    line: HireLine
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things of the first day or of a check."""
        return self.line.episode.days_differ or any(cell.differs for cell in self.cells)


def rows_by_quarter(
    session: Session, *, enterprise_id: int, today: dt.date
) -> dict[Quarter, list[Row]]:
    """Return the hires the enterprise confirmed by the quarter of their first day, newest first.

    Each quarter by first day; {} without any hire. Two queries more than the list of hires.
    """
    lines = [
        line
        for line in hires(session, enterprise_id=enterprise_id)
        if line.episode.confirmed_by_employer and line.episode.started_on
    ]
    said = _answers(session, [line.placement.id for line in lines])
    found: dict[Quarter, list[Row]] = {}
    for line in sorted(lines, key=_first_day):
        quarter = Quarter.of(_first_day(line)[0])
        cells = _cells(line, said.get(line.placement.id, {}), today)
        found.setdefault(quarter, []).append(Row(line, cells))
    return dict(sorted(found.items(), key=lambda pair: (-pair[0].year, -pair[0].number)))


def answer(
    session: Session,
    *,
    rows: Sequence[Row],
    answers: Mapping[tuple[int, int], bool],
    by: Account,
    origin: SessionOrigin,
    today: dt.date,
    now: dt.datetime,
) -> int:
    """Record the cells that were filled in, all or none; return how many were new.

    Args:
        answers: (placement id, months) → still here; a cell left open is not in it.

    Raises:
        InvalidInput: a cell that is not asked yet, or 'gone' before 'still here' in one row.
    """
    new = 0
    for row in rows:
        mine = {
            cell.months: answers[key]
            for cell in row.cells
            if (key := (row.line.placement.id, cell.months)) in answers
        }
        _check_order(row, mine)
        for cell in row.cells:
            if cell.months not in mine:
                continue
            outcome = HERE if mine[cell.months] else GONE
            if cell.ours == outcome:
                continue  # a second click
            if not cell.is_asked:
                raise InvalidInput(_("Ô này chưa đến ngày hỏi hoặc đã trả lời rồi."))
            check_in(
                session, placement=row.line.placement, months=cell.months, outcome=outcome,
                occurred_on=today, by=by, origin=origin, now=now,
            )  # fmt: skip
            new += 1
    return new


def _check_order(row: Row, mine: Mapping[int, bool]) -> None:
    """Raise InvalidInput when somebody gone at one mark is here again at a later one."""
    said = [
        mine.get(cell.months, None if cell.ours is None else cell.ours == HERE)
        for cell in row.cells
        if cell.months in mine or cell.ours not in {None, CheckOutcome.NO_ANSWER}
    ]
    if mine and any(not before and after for before, after in zip(said, said[1:], strict=False)):
        raise InvalidInput(
            _("%(name)s: đã nghỉ ở mốc trước thì mốc sau không thể còn làm.",
              name=row.line.person_name or _("Người đã xóa hồ sơ"))
        )  # fmt: skip


def _cells(
    line: HireLine, said: Mapping[tuple[int, str], CheckOutcome], today: dt.date
) -> tuple[Cell, ...]:
    episode, first = line.episode, _first_day(line)[0]
    cells = []
    for months in CHECK_MONTHS:
        due = add_months(first, months)
        ours, theirs = said.get((months, Role.EMPLOYER)), said.get((months, Role.SEEKER))
        over = episode.ended_on is not None and episode.ended_on < due
        asked = due <= today and ours is None and not over
        cells.append(Cell(months, due, ours, theirs, over, asked))
    return tuple(cells)


def _answers(
    session: Session, placement_ids: Iterable[int]
) -> dict[int, dict[tuple[int, str], CheckOutcome]]:
    """Return {placement: {(months, role): latest standing answer}}."""
    wanted = set(placement_ids)
    statement = select(PlacementEvent).where(
        col(PlacementEvent.kind).in_((PlacementEventKind.CHECKED, PlacementEventKind.VOIDED))
    )
    if len(wanted) <= ledger.IN_LIST_MAX:
        statement = statement.where(col(PlacementEvent.placement_id).in_(wanted))
    grouped: dict[int, list[PlacementEvent]] = {}
    for event in session.exec(statement):
        if event.placement_id in wanted:
            grouped.setdefault(event.placement_id, []).append(event)
    return {
        placement_id: {
            (event.check_months, event.recorded_role): event.outcome
            for event in ledger.standing_events(events)
            if event.check_months and event.outcome
        }
        for placement_id, events in grouped.items()
    }


def _first_day(line: HireLine) -> tuple[dt.date, int]:
    assert line.episode.started_on is not None  # noqa: S101  only those with one are listed
    return line.episode.started_on, line.placement.id
