"""Records a machine sends, as JSON or XML, taken in by the engine of the workbooks.

Fields are the keys of a workbook's columns; what they may hold, what is refused and how a
record is told from another is the same, because it is the same code.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from sqlmodel import Session

from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.imports.cells import vietnamese
from workforce.imports.kind import Column, Job, Kind, Problem, Result, Row
from workforce.imports.reading import Reader
from workforce.imports.sheets import Sheet
from workforce.labels import LABELS, SHIFTS
from workforce.models import ContractType, Education, RowOutcome, Training, WageType

MOST = 500  #: records in one request: one transaction
#: other names of columns, as the API's own answers have them
NAMES = {"site": "site_id", "occupation": "occupation_id"}
_WORDS: dict[str, type[StrEnum]] = {
    "wage_type": WageType, "contract_type": ContractType, "education": Education,
    "training": Training,
}  # fmt: skip


def take(
    session: Session, records: Sequence[Mapping[str, Any]], *, kind: Kind, job: Job
) -> list[Result]:
    """Write records of a kind; one result each, in their order. Flushes, never commits.

    Raises:
        InvalidInput: too many records, or a field no column has.
    """
    if len(records) > MOST:
        raise InvalidInput(_("Mỗi lần gửi nhiều nhất %(n)s tin.", n=MOST))
    columns = kind.columns(session, job.account)
    sheet = _sheet(records, columns)
    batch = kind.begin(session, job)
    read = list(Reader(sheet, batch).rows())
    rows = [found for _number, found in read if isinstance(found, Row)]
    written = dict(zip([row.number for row in rows], batch.write(session, rows, job), strict=True))
    return [
        found if isinstance(found, Result) else _named(written[number], columns)
        for number, found in read
    ]


def read_xml(text: bytes) -> list[dict[str, Any]]:
    """Return the records of ``<openings><opening><title>…</title>…</opening>…</openings>``.

    Raises:
        InvalidInput: no XML, or XML that defines entities.
    """
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise InvalidInput(_("Không đọc được XML này.")) from None
    return [
        {field.tag: (field.text or "").strip() for field in record}
        for record in root
    ]  # fmt: skip


def _sheet(records: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> Sheet:
    places = {column.key: place for place, column in enumerate(columns)}
    sheet = Sheet(dict(enumerate(columns)))
    for number, record in enumerate(records, start=1):
        cells: list[Any] = [None] * len(columns)
        for name, value in record.items():
            key = NAMES.get(name, name)
            if key not in places:
                raise InvalidInput(_("Không có trường %(name)s.", name=name[:60]), name[:60])
            cells[places[key]] = _cell(key, value)
        sheet.rows.append((number, cells))
    return sheet


def _cell(key: str, value: Any) -> Any:
    """Return a value as a workbook has it: words where the API says keys."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return "; ".join(str(_cell(key, one)) for one in value)
    if key == "shifts" and value in SHIFTS:
        return vietnamese(SHIFTS[value])
    words = _WORDS.get(key)
    if words is not None and value in {member.value for member in words}:
        return vietnamese(LABELS[words][words(value)])
    return value


def _named(result: Result, columns: Sequence[Column]) -> Result:
    """Name problems by the key of their column where a row was refused while being written."""
    keys = {column.title: column.key for column in columns}
    named = tuple(
        Problem(keys.get(one.column, one.column), one.value, one.reason) for one in result.problems
    )
    return Result(result.outcome, result.record_id, named)


def counts(results: Sequence[Result]) -> dict[str, int]:
    """Return how many records were accepted, updated, duplicate and refused."""
    return {one.value: sum(r.outcome == one for r in results) for one in RowOutcome}
