"""The copy of one's data as sentences and tables a person can read and print."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from workforce import formats
from workforce.i18n import _
from workforce.labels import LABELS, shift_label

#: keys that mean something to the machine only; the file for machines has them
SKIPPED = {
    "id", "old_unit_id", "new_unit_id", "created_by", "merged_into_id", "profile_step",
    "is_sample", "declined_skills", "erased_at", "text_version",
}  # fmt: skip

SUBJECTS = {
    "person": _l("Hồ sơ"),
    "account": _l("Tài khoản"),
    "wished_occupations": _l("Nghề mong muốn"),
    "skills": _l("Kỹ năng"),
    "work": _l("Việc đã làm"),
    "certificates": _l("Bằng, chứng chỉ"),
    "commune": _l("Nơi ở"),
    "applications": _l("Hồ sơ đã nộp"),
    "enrolments": _l("Lớp đã đăng ký"),
    "suggestions_shown": _l("Việc đã được gợi ý"),
    "said_not_suitable": _l("Việc anh/chị nói là không phù hợp"),
    "notices": _l("Tin báo"),
    "saved_searches": _l("Tìm kiếm đã lưu"),
    "consents": _l("Các lần đồng ý và rút đồng ý"),
    "sensitive": _l("Thông tin chỉ để thống kê"),
    "household": _l("Hộ có đất bị thu hồi"),
    "devices": _l("Máy đã đăng nhập"),
    "codes_read_out": _l("Mã đăng nhập do cán bộ đọc cho anh/chị"),
    "seen_by": _l("Ai đã xem hồ sơ của tôi"),
}

FIELDS = {
    "full_name": _l("Họ và tên"),
    "birth_date": _l("Ngày sinh"),
    "birth_year": _l("Năm sinh"),
    "sex": _l("Giới tính"),
    "national_id_last4": _l("Bốn số cuối căn cước"),
    "contact_phone": _l("Số gọi được"),
    "hamlet": _l("Ấp, khóm"),
    "education": _l("Học hết lớp"),
    "training": _l("Trình độ nghề"),
    "training_field": _l("Ngành đã học"),
    "about": _l("Anh/chị tự kể"),
    "desired": _l("Việc muốn làm"),
    "wage_min_vnd": _l("Lương mong muốn, ít nhất"),
    "max_km": _l("Đi xa nhất (km)"),
    "needs_shuttle": _l("Cần xe đưa rước"),
    "needs_housing": _l("Cần chỗ ở"),
    "shift_ok": _l("Ca làm được"),
    "constraints": _l("Điều cần tránh"),
    "is_seeking": _l("Đang tìm việc"),
    "created_at": _l("Lập lúc"),
    "updated_at": _l("Sửa lần cuối"),
    "phone": _l("Số điện thoại"),
    "language": _l("Ngôn ngữ"),
    "title": _l("Công việc"),
    "months": _l("Số tháng"),
    "opening": _l("Việc"),
    "enterprise": _l("Doanh nghiệp"),
    "status": _l("Tình trạng"),
    "message": _l("Lời nhắn"),
    "sent_at": _l("Nộp lúc"),
    "shared": _l("Phần hồ sơ đã gửi"),
    "certificate": _l("Mã giấy chứng nhận"),
    "started_on": _l("Vào làm ngày"),
    "ended_on": _l("Nghỉ ngày"),
    "course": _l("Lớp"),
    "starts_on": _l("Khai giảng"),
    "day": _l("Ngày"),
    "position": _l("Thứ tự"),
    "opened_at": _l("Mở xem lúc"),
    "reason": _l("Lý do"),
    "is_taken_back": _l("Đã đổi ý"),
    "at": _l("Lúc"),
    "text": _l("Nội dung"),
    "read_at": _l("Đọc lúc"),
    "name": _l("Tên"),
    "frequency": _l("Bao lâu một lần"),
    "stopped_at": _l("Dừng lúc"),
    "purpose": _l("Để làm gì"),
    "is_granted": _l("Đồng ý"),
    "channel": _l("Ở đâu"),
    "ethnicity": _l("Dân tộc"),
    "disability": _l("Khuyết tật"),
    "poverty": _l("Hộ nghèo, cận nghèo"),
    "relation": _l("Quan hệ trong hộ"),
    "wish": _l("Mong muốn"),
    "decision": _l("Quyết định số"),
    "decided_on": _l("Ngày quyết định"),
    "project": _l("Dự án"),
    "device": _l("Máy"),
    "signed_in_at": _l("Đăng nhập lúc"),
    "last_seen_at": _l("Dùng lần cuối"),
    "who": _l("Ai"),
    "what": _l("Làm gì"),
}

#: stored words that are no enum
WORDS = {
    "self": _l("Trên trang này"),
    "desk": _l("Tại xã, phường"),
    "paper": _l("Trên giấy"),
    "poor": _l("Hộ nghèo"),
    "near_poor": _l("Hộ cận nghèo"),
    "vi": _l("Tiếng Việt"),
    "km": _l("Tiếng Khmer"),
    "en": _l("Tiếng Anh"),
    "now": _l("Báo ngay"),
    "daily": _l("Mỗi ngày"),
    "weekly": _l("Mỗi tuần"),
}


@dataclass(frozen=True)
class Section:
    """One subject of the copy: facts of one thing, or a table of several, or a plain list.

    Exactly one of ``facts``, ``rows`` and ``lines`` is filled; all empty says nothing is kept.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of this is kept."""
        return not (self.facts or self.rows or self.lines)


def sections(copy: Mapping[str, Any]) -> list[Section]:
    """Return the copy of ``own_copy.collect`` in words, in its order.

    Raises:
        KeyError: a subject or a field without words; a test fills every one.
    """
    return [_section(str(SUBJECTS[key]), value) for key, value in copy.items()]


def _section(title: str, value: Any) -> Section:
    if not value:
        return Section(title)
    if isinstance(value, Mapping):
        return Section(title, facts=tuple(_facts(value)))
    if isinstance(value[0], Mapping):
        names = [name for name in value[0] if name not in SKIPPED]
        return Section(
            title,
            columns=tuple(str(FIELDS[name]) for name in names),
            rows=tuple(tuple(_words(name, row[name]) for name in names) for row in value),
        )
    return Section(title, lines=tuple(str(line) for line in value))


def _facts(value: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, one in value.items():
        if name not in SKIPPED and one not in (None, "", []):
            yield str(FIELDS[name]), _words(name, one)


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, StrEnum) and type(value) in LABELS:
        return str(LABELS[type(value)][value])
    if isinstance(value, dt.datetime):
        return formats.moment(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    if name == "wage_min_vnd":
        return formats.vnd(value)
    if name == "shift_ok":
        return ", ".join(shift_label(one) for one in value)
    return str(WORDS.get(str(value), value))
