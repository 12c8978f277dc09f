"""The five groups of labour registration read back: our own file, or one filled in its form.

Employment Law 2025 art. 17 names the groups; the names of the answers are those that
``exchange.five_groups`` writes. A file says what it says: nothing in it is proof, so it fills
empty answers only, and ethnicity, insurance and identity numbers are never taken from it.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import force_locale

from matching import fold
from workforce.labels import LABELS
from workforce.models import Education, Training
from workforce.models.base import LINE, SHORT, TEXT
from workforce.seekers.incoming import MOST_CERTIFICATES, MOST_WORK, Incoming, line, text

Level = TypeVar("Level", bound=StrEnum)
#: '…, 240 tháng' and '… (240 tháng)'
_MONTHS = re.compile(r"^(?P<title>.*?)[\s,(]+(?P<months>\d{1,3})\s*tháng\)?$")
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
FIELD, ANSWER = 1, 2  #: columns of a sheet: group, field, answer, how it is known


def answers_of_sheet(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return field → answer of a sheet's rows; rows that are no answer are passed over."""
    return {
        str(row[FIELD]).strip(): row[ANSWER]
        for row in rows
        if len(row) > ANSWER and str(row[FIELD]).strip()
    }


def answers_of_groups(groups: Mapping[str, Any]) -> dict[str, Any]:
    """Return field → answer of the JSON form's groups."""
    return {
        str(name): value
        for answers in groups.values()
        if isinstance(answers, dict)
        for name, value in answers.items()
    }


def incoming(answers: Mapping[str, Any]) -> Incoming:
    """Return what the answers bring, cut to what a profile takes; unreadable ones are left out."""
    return Incoming(
        full_name=line(answers.get("Họ và tên"), SHORT),
        birth_year=_year(answers.get("Ngày, năm sinh")),
        education=_level(Education, answers.get("Trình độ phổ thông")),
        training=_level(Training, answers.get("Trình độ chuyên môn kỹ thuật")),
        training_field=line(answers.get("Ngành, nghề đào tạo"), SHORT),
        desired=line(answers.get("Việc muốn làm"), LINE),
        wage_min_vnd=_whole(answers.get("Lương mong muốn, đồng mỗi tháng"), 10**9),
        max_km=_whole(answers.get("Đi làm xa nhất, km"), 1_000),
        about=_about(answers),
        work=[_work(one) for one in _several(answers.get("Việc đã làm"))][:MOST_WORK],
        certificates=_several(answers.get("Văn bằng, chứng chỉ"))[:MOST_CERTIFICATES],
        constraints=line(answers.get("Điều cần tránh hoặc cần giúp"), LINE),
    )


def _about(answers: Mapping[str, Any]) -> str:
    told = [text(answers.get("Biết làm"), TEXT), ", ".join(_several(answers.get("Kỹ năng")))]
    return "\n".join(filter(None, told))[:TEXT]


def _several(value: Any) -> list[str]:
    items = value if isinstance(value, list) else str(value or "").split(";")
    return list(dict.fromkeys(filter(None, (line(one, SHORT) for one in items))))


def _work(told: str) -> tuple[str, int | None]:
    found = _MONTHS.match(told)
    return (found["title"], int(found["months"])) if found else (told, None)


def _year(value: Any) -> int | None:
    found = _YEAR.search(str(value or ""))
    return int(found[0]) if found else None


def _whole(value: Any, most: int) -> int | None:
    """Return 8000000 of 8000000.0 or '8.000.000'; None of words and of what is out of range."""
    if isinstance(value, str):
        digits = re.sub(r"[.\s]", "", value)
        value = int(digits) if digits.isascii() and digits.isdigit() else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= most:
        return None
    return int(value)


def _level(kind: type[Level], value: Any) -> Level | None:
    told = fold(str(value or ""))
    with force_locale("vi"):
        return next((one for one in kind if fold(str(LABELS[kind][one])) == told), None)
