"""From cells to rows that may be written: what is refused before anything is written."""

from collections.abc import Iterator
from typing import Any

from workforce.i18n import _
from workforce.imports.cells import cleaned, is_empty, shown
from workforce.imports.kind import BadCell, Batch, Identity, Problem, Refused, Result, Row
from workforce.imports.sheets import Sheet
from workforce.models import RowOutcome

LONGEST_SHOWN = 200  #: characters of a value in a report


class Reader:
    """Reads the rows of a sheet in order and knows what came before.

    Two rows of a file about the same thing either say the same, then the second is a duplicate,
    or contradict each other, then it is refused: which of them is meant only people know. So
    the outcome of a row never depends on where a killed run had stopped.
    """

    def __init__(self, sheet: Sheet, batch: Batch):
        self._sheet = sheet
        self._batch = batch
        self._seen: dict[str, Row] = {}
        self._titles = {column.key: column.title for column in sheet.columns.values()}

    def rows(self) -> Iterator[tuple[int, Row | Result]]:
        """Yield each row's number with the row to write, or with what became of it."""
        for number, cells in self._sheet.rows:
            yield number, self._read(number, cells)

    def _read(self, number: int, cells: list[Any]) -> Row | Result:
        row, problems = Row(number, {}), []
        for place, column in self._sheet.columns.items():
            cell = cells[place] if place < len(cells) else None
            problem = _read_cell(row, column, cell)
            if problem is not None:
                problems.append(problem)
        if problems:
            return Result(RowOutcome.REFUSED, problems=tuple(problems))
        try:
            return self._compare(row, self._batch.identities(row))
        except Refused as error:
            return Result(RowOutcome.REFUSED, problems=(error.problem,))

    def _compare(self, row: Row, identities: tuple[Identity, ...]) -> Row | Result:
        known = [(one, self._seen[one.key]) for one in identities if one.key in self._seen]
        for identity, earlier in known:
            self._refuse_contradiction(row, earlier, identity)
        for identity, earlier in known:
            if identity.is_row:
                note = Problem("", "", _("Giống dòng %(n)s, không ghi lần nữa.", n=earlier.number))
                return Result(RowOutcome.DUPLICATE, problems=(note, *row.notes))
        for identity in identities:
            self._seen.setdefault(identity.key, row)
        return row

    def _refuse_contradiction(self, row: Row, earlier: Row, identity: Identity) -> None:
        for key, value in row.values.items():
            if identity.columns is not None and key not in identity.columns:
                continue
            if key in self._titles and earlier.values.get(key) != value:
                raise Refused(
                    self._titles[key], short(value),
                    _("Trùng với dòng %(n)s nhưng cột này khác. Anh/chị giữ lại một dòng, hoặc"
                      " thêm cột giúp phân biệt (mã, ca, nơi làm việc).", n=earlier.number),
                )  # fmt: skip


def _read_cell(row: Row, column: Any, cell: Any) -> Problem | None:
    """Put a cell's value into the row; return what is wrong with it, or None."""
    try:
        if is_empty(cell) or cleaned(cell) == "":
            if column.is_required:
                return Problem(column.title, "", _("Ô này bắt buộc. Anh/chị điền rồi gửi lại."))
            return None
        found = column.read(cell)
    except BadCell as error:
        return Problem(column.title, short(cell), str(error))
    row.values[column.key] = found.value
    if found.note:
        row.notes.append(Problem(column.title, short(cell), found.note))
    return None


def short(value: Any) -> str:
    """Return a value as the report shows it, without what no file can hold."""
    said = "".join(one for one in shown(value) if one.isprintable())
    return said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"
