"""A small Excel workbook of one sheet: text and numbers only, so that no cell is a formula."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_BOOK_PART, _SHEET_PART = "workbook.xml", "sheet1.xml"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.'
    'openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
    'PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://'
    'schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http:'
    '//schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_BOOK = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.'
    'openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.'
    'openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
)


def write(name: str, rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """Return an .xlsx with one sheet; text that looks like a formula stays text.

    Args:
        name: of the sheet, at most 31 characters.
    """
    body = "".join(
        f'<row r="{number}">{"".join(_cell(value) for value in row)}</row>'
        for number, row in enumerate(rows, start=1)
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr(
            "_rels/.rels", _RELATIONS.format(kind="officeDocument", target=f"xl/{_BOOK_PART}")
        )
        parts.writestr(f"xl/{_BOOK_PART}", _BOOK.format(name=_text(name[:31])))
        parts.writestr(
            f"xl/_rels/{_BOOK_PART}.rels",
            _RELATIONS.format(kind="worksheet", target=f"worksheets/{_SHEET_PART}"),
        )
        parts.writestr(f"xl/worksheets/{_SHEET_PART}", _SHEET.format(rows=body))
    return file.getvalue()


def _cell(value: str | int | float) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(str(value))}</t></is></c>'


def _text(value: str) -> str:
    """Return text XML can hold: control characters are left out."""
    return escape("".join(one for one in value if one in "\t\n" or ord(one) >= 32), {'"': "&quot;"})
