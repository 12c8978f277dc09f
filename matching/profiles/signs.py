"""Signs in adverts and in people's words: rank, languages, work at home, schooling asked."""

from __future__ import annotations

import re

from matching.reading.schooling import read_level
from matching.reading.vietnamese import fold

# A ride to work is a benefit and makes nobody a driver: 'Công nhân may, có xe đưa rước'.
WITHOUT_RIDE = re.compile(
    r"\b(?:có|co|được|duoc|hỗ trợ|ho tro|bao|kèm|kem) (?:xe )?(?:đưa|dua|rước|ruoc|đón|don)"
    r"[^,.;()\n]{0,30}"
    r"|\b(?:có|co|hỗ trợ|ho tro) xe (?:đưa|dua|rước|ruoc|đón|don|tuyến|tuyen)[^,.;()\n]{0,30}",
    re.IGNORECASE,
)

# Rank of the work: 0 hands on, 1 foreman or team leader, 2 head of a department or plant.
_HEAD = re.compile(
    r"\b(?:(?:pho )?truong (?:phong|bo phan|ban|khoa|nganh)|pho phong|giam doc|quan doc"
    r"|ke toan truong|bep truong|quan ly|manager|director|head of)\b"
)
_FOREMAN = re.compile(
    r"\b(?:to truong|to pho|chuyen (?:truong|pho)|(?:pho )?truong (?:nhom|ca|chuyen|line)"
    r"|doi truong|giam sat|chi huy|leader|supervisor)\b"
)
# 'Trợ lý giám đốc' serves the head and is none.
_SERVES = re.compile(
    r"\b(?:tro ly|thu ky|phu ta|lai xe|tai xe)(?: (?:ban|cho|rieng|tong))* "
    r"(?:pho )?(?:tong )?(?:giam doc|quan ly|quan doc|truong phong)"
)

_LANGUAGES = (
    ("zh", re.compile(r"tieng (?:trung|hoa|quan thoai)\b|\bhsk\b")),
    ("en", re.compile(r"tieng anh\b|toeic|ielts|\benglish\b")),
    ("ja", re.compile(r"tieng nhat\b|jlpt|\bn[1-3] tieng nhat")),
    ("ko", re.compile(r"tieng han\b|topik")),
)
_WELCOME_BEFORE = re.compile(
    r"(?:uu tien|loi the|khuyen khich|khong (?:yeu cau|can))[^.;\n]{0,45}$"
)
_WELCOME_AFTER = re.compile(r"^[^.;\n]{0,40}(?:loi the|uu tien|diem cong|khong bat buoc)")

_HOME_WISHED = re.compile(r"\b(?:o|tai) nha\b")
_HOME_OFFERED = re.compile(
    r"(?:gia cong|nhan hang|lanh hang|lanh|dem hang|mang hang) (?:[a-z]+ ){0,2}(?:ve|tai|o) nha\b"
    r"|\blam (?:viec )?tai nha\b(?! (?:hang|may|xuong))|giao hang tan nha"
)

_WEEKS_TITLE = re.compile(r"\bhe\b|\b\d{1,2} thang\)?$|\btet\b")

_SCHOOLING_ASKED = re.compile(
    r"(?:tot nghiep|trinh do|bang cap|hoc van|\bbang)[^.;\n-]{0,60}"
    r"(?:thac si|dai hoc|cao dang|trung cap|thpt|cap 3|12/12|\bdh\b|\bcd\b)[^.;\n-]{0,40}"
    r"|(?:dai hoc|cao dang|trung cap)[^.;\n]{0,20}(?:tro len|chuyen nganh|nganh)"
)


def rank_of(text: str) -> int:
    """Return 0 for work with one's hands, 1 for foremen, 2 for heads; assistants are 0."""
    folded = _SERVES.sub(" ", fold(text))
    return 2 if _HEAD.search(folded) else 1 if _FOREMAN.search(folded) else 0


def languages_asked(text: str) -> tuple[str, ...]:
    """Return languages an advert asks for; those that are only welcome are left out."""
    folded = fold(text)
    asked = []
    for key, pattern in _LANGUAGES:
        found = pattern.search(folded)
        if (
            found
            and not _WELCOME_BEFORE.search(folded[: found.start()])
            and not _WELCOME_AFTER.search(folded[found.end() :])
        ):
            asked.append(key)
    return tuple(asked)


def languages_known(text: str) -> frozenset[str]:
    """Return languages a person speaks of."""
    folded = fold(text)
    return frozenset(key for key, pattern in _LANGUAGES if pattern.search(folded))


def wants_home_work(desired: str) -> bool:
    """Return whether the person wishes to work at home: 'may ở nhà'."""
    return bool(_HOME_WISHED.search(fold(desired)))


def offers_home_work(text: str) -> bool:
    """Return whether an advert gives out work to be done at home."""
    return bool(_HOME_OFFERED.search(fold(text)))


def is_for_weeks(title: str) -> bool:
    """Return whether a title speaks of work for a season: 'trợ giảng hè', '… - 3 tháng'."""
    return bool(_WEEKS_TITLE.search(fold(title).strip()))


def schooling_asked(education: str | None, requirements: str) -> float | None:
    """Return the rung asked for: the field's, else what the requirements say; None unstated."""
    stated = read_level(education)
    if stated is not None:
        return stated
    found = _SCHOOLING_ASKED.search(fold(requirements))
    return read_level(found.group()) if found else None
