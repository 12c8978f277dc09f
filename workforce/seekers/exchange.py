"""A profile in forms other systems read: the five groups of labour registration, JSON Resume.

The five groups are those of the Employment Law 2025 art. 17 (which took the place of Thông tư
01/2022/TT-BLĐTBXH). We are not the register: each file says so, and that nothing in it has
been verified beyond what it marks. What comes in is read with limits and shown before it
counts; nothing is stored here.
"""

import json
from typing import Any

from flask_babel import force_locale
from sqlmodel import Session

from workforce import workbook
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.labels import label
from workforce.models import SensitiveAttributes
from workforce.models.base import LINE, SHORT, TEXT
from workforce.seekers import communes, register_file
from workforce.seekers.incoming import MOST_CERTIFICATES, MOST_WORK, Incoming, line, text
from workforce.seekers.queries import Profile

NOT_THE_REGISTER = "Không thay thế đăng ký lao động trên VNeID. Dữ liệu tự khai, chưa xác minh."
MOST_BYTES = 200_000
MOST_DEPTH = 8
MOST_ITEMS = 60
MOST_ROWS = 200
MOST_MONTHS = 900
RESUME_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def five_groups(
    session: Session, whole: Profile, sensitive: SensitiveAttributes | None
) -> dict[str, dict[str, Any]]:
    """Return group title → answers; None where the person has not answered.

    Always in Vietnamese: offices read it, and so does ``register_file``.
    """
    with force_locale("vi"):
        return _five_groups(session, whole, sensitive)


def _five_groups(
    session: Session, whole: Profile, sensitive: SensitiveAttributes | None
) -> dict[str, dict[str, Any]]:
    person = whole.person
    born = person.birth_date.isoformat() if person.birth_date else person.birth_year
    place = communes.commune_label(session, whole.old_unit, whole.new_unit)
    last4 = person.national_id_last4
    groups: dict[str, dict[str, Any]] = {
        "1. Thông tin cơ bản": {
            "Họ và tên": person.full_name,
            "Số định danh cá nhân": f"…{last4} (chỉ giữ 4 số cuối ở đây)" if last4 else None,
            "Ngày, năm sinh": born,
            "Giới tính": label(person.sex) if person.sex else None,
            "Dân tộc": sensitive.ethnicity if sensitive else None,
            "Nơi ở hiện tại": ", ".join(filter(None, [person.hamlet, place])),
        },
        "2. Trình độ": {
            "Trình độ phổ thông": label(person.education) if person.education else None,
            "Trình độ chuyên môn kỹ thuật": label(person.training) if person.training else None,
            "Ngành, nghề đào tạo": person.training_field,
            "Văn bằng, chứng chỉ": list(whole.certificates),
            "Kỹ năng": [one.name_vi for one in whole.skills],
        },
        "3. Tình trạng việc làm và nhu cầu": {
            "Đang tìm việc": "Có" if person.is_seeking else "Không",
            "Việc đã làm": [
                f"{row.title} ({row.months} tháng)" if row.months else row.title
                for row in whole.work
            ],
            "Việc muốn làm": person.desired,
            "Nghề muốn làm": [one.name_vi for one in whole.wishes],
            "Lương mong muốn, đồng mỗi tháng": person.wage_min_vnd,
            "Đi làm xa nhất, km": person.max_km,
        },
        "4. Bảo hiểm xã hội, bảo hiểm thất nghiệp": {"Tình trạng tham gia": None},
        "5. Đặc điểm khác": {
            "Biết làm": person.about,
            "Điều cần tránh hoặc cần giúp": person.constraints,
        },
    }
    return {
        title: {name: value if value not in ("", []) else None for name, value in rows.items()}
        for title, rows in groups.items()
    }


def register_rows(groups: dict[str, dict[str, Any]]) -> list[list[Any]]:
    """Return the five groups as rows of a sheet: group, field, answer, how it is known."""
    rows: list[list[Any]] = [
        [NOT_THE_REGISTER],
        ["Nhóm", "Mục", "Trả lời", "Xác minh"],
    ]
    for title, answers in groups.items():
        for name, value in answers.items():
            told = "; ".join(value) if isinstance(value, list) else value
            known = "Chưa trả lời" if value is None else "Tự khai, chưa xác minh"
            rows.append([title, name, "" if told is None else told, known])
    return rows


def json_resume(whole: Profile) -> dict[str, Any]:
    """Return the profile as JSON Resume 1.0.0; what is not known is left out."""
    person = whole.person
    basics = {
        "name": person.full_name, "label": person.desired, "phone": person.contact_phone,
        "summary": person.about,
    }  # fmt: skip
    return {
        "$schema": RESUME_SCHEMA,
        "basics": {name: value for name, value in basics.items() if value},
        "work": [
            {"position": row.title} | ({"x-months": row.months} if row.months else {})
            for row in whole.work
        ],
        "certificates": [{"name": name} for name in whole.certificates],
        "skills": [{"name": one.name_vi} for one in whole.skills],
        "meta": {"x-note": NOT_THE_REGISTER},
    }


def read_profile(data: bytes) -> Incoming:
    """Return what a JSON Resume brings, or the five groups as JSON or as a workbook.

    Raises:
        InvalidInput: too large, of none of the forms, nested too deep, or nothing of a
            profile in it.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput(_("Tệp lớn quá 200 KB. Anh/chị chọn tệp hồ sơ, không phải ảnh."))
    incoming = _of_workbook(data) if data.startswith(b"PK") else _of_json(data)
    if incoming.is_empty():
        raise InvalidInput(_("Tệp này không có phần nào của hồ sơ để lấy vào."))
    return incoming


def _of_workbook(data: bytes) -> Incoming:
    rows = workbook.read(data, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    return register_file.incoming(register_file.answers_of_sheet(rows))


def _of_json(data: bytes) -> Incoming:
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise InvalidInput(
            _("Không đọc được tệp này. Anh/chị chọn tệp Năm nhóm hoặc JSON Resume.")
        ) from None
    if not isinstance(found, dict) or _is_deep(found, MOST_DEPTH):
        raise InvalidInput(_("Tệp này không phải hồ sơ Năm nhóm hoặc JSON Resume."))
    if isinstance(found.get("nhom"), dict):
        return register_file.incoming(register_file.answers_of_groups(found["nhom"]))
    basics = found.get("basics")
    basics = basics if isinstance(basics, dict) else {}
    return Incoming(
        full_name=line(basics.get("name"), SHORT),
        desired=line(basics.get("label"), LINE),
        about=_text(basics, found),
        work=_work(found),
        certificates=_names(found, "certificates", ("name",))[:MOST_CERTIFICATES],
    )


def _refuse(_constant: str) -> Any:
    raise ValueError("NaN and Infinity are no JSON")


def _is_deep(value: Any, room: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    if room == 0 or len(value) > MOST_ITEMS:
        return True
    inside = value.values() if isinstance(value, dict) else value
    return any(_is_deep(one, room - 1) for one in inside)


def _text(basics: dict[str, Any], found: dict[str, Any]) -> str:
    skills = ", ".join(_names(found, "skills", ("name",)))
    told = str(basics.get("summary") or "") if isinstance(basics.get("summary"), str) else ""
    return text("\n".join(filter(None, [told, skills])), TEXT)


def _work(found: dict[str, Any]) -> list[tuple[str, int | None]]:
    rows: list[tuple[str, int | None]] = []
    for one in _items(found, "work"):
        title = line(one.get("position") or one.get("name"), SHORT)
        if title:
            rows.append((title, _months(one)))
    return rows[:MOST_WORK]


def _months(one: dict[str, Any]) -> int | None:
    told = one.get("x-months")
    if isinstance(told, int) and not isinstance(told, bool) and 0 < told <= MOST_MONTHS:
        return told
    start, end = _month(one.get("startDate")), _month(one.get("endDate"))
    if start is None or end is None or not 0 < end - start <= MOST_MONTHS:
        return None
    return end - start


def _month(text: Any) -> int | None:
    """Return months since the year 0 of '2019-05-01' or '2019-05'; None for anything else."""
    parts = text.split("-") if isinstance(text, str) else []
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        return None
    year, month = int(parts[0][:4]), int(parts[1][:2])
    return year * 12 + month if 1900 <= year <= 2100 and 1 <= month <= 12 else None


def _names(found: dict[str, Any], key: str, columns: tuple[str, ...]) -> list[str]:
    names = (line(one.get(column), SHORT) for one in _items(found, key) for column in columns)
    return list(dict.fromkeys(name for name in names if name))


def _items(found: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = found.get(key)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
