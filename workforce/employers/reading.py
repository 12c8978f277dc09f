"""A pasted title and text read into the form's boxes, for the clerk to check.

Nothing read is stored before the clerk has seen the form and saved it.
"""

import re
from typing import Any

from sqlmodel import Session

from matching.reading.posts import read_posts
from matching.reading.schooling import read_level, read_months
from matching.reading.shifts import read_shift
from matching.reading.stances import read_stances
from matching.reading.vietnamese import fold
from matching.reading.wages import read_wage
from workforce.models import Education, Training
from workforce.reference.recognition import recognise_occupations, recognise_skills

_CLAUSE = re.compile(r"[\n;•]+|\.\s|,\s")
_PAY = re.compile(
    r"\b(luong|thu nhap|muc luong)\b|\d ?(trieu|tr\b|k\b|d/|dong)|\d[.,]\d{3}[.,]\d{3}"
)
_NO_PAY = re.compile(r"chuyen can|phu cap|thuong|ho tro|tien com|doc hai")
_SCHOOL = re.compile(r"tot nghiep|trinh do|hoc van|lop \d|\d+/12|thcs|thpt|trung cap|cao dang|bang")
_EXPERIENCE = re.compile(r"kinh nghiem|\bkn\b|kinh nghiem")
_OFFERS = {
    "has_shuttle": ("shuttle", re.compile(r"xe (dua|ruoc|don)|dua (ruoc|don)")),
    "has_housing": ("housing", re.compile(r"nha tro|cho o\b|ky tuc xa|ktx|bao o|nha o")),
    "has_meals": ("meals", re.compile(r"bua an|com (trua|ca|mien phi)|bao an|an ca|suat an")),
    "has_nursery": ("nursery", re.compile(r"nha tre|mau giao|giu tre")),
}
_DENIED = re.compile(r"\b(khong|chua|ko) (co|ho tro|bao|lo)\b")
_SECTIONS = (
    ("requirements", re.compile(r"^\W*(yeu cau|dieu kien|tieu chuan)\b")),
    ("benefits", re.compile(r"^\W*(quyen loi|phuc loi|che do|dai ngo)\b")),
    ("description", re.compile(r"^\W*(mo ta|cong viec|noi dung|nhiem vu|lien he|dia diem)\b")),
)
_HOURS = {"office": "hanh_chinh", "rotating": "xoay_ca", "night": "ca_dem", "day": "ca_ngay",
          "free": "ban_thoi_gian"}  # fmt: skip
#: rungs of matching.reading.schooling → what the form asks
_EDUCATION = {
    1.0: Education.PRIMARY,
    2.0: Education.LOWER_SECONDARY,
    3.0: Education.UPPER_SECONDARY,
}
_TRAINING = {2.5: Training.ELEMENTARY, 4.0: Training.INTERMEDIATE, 5.0: Training.COLLEGE,
             6.0: Training.UNIVERSITY}  # fmt: skip
UNIT = 1_000_000


def read_posting(session: Session, title: str, text: str) -> dict[str, Any]:
    """Return the form's starting data as far as title and text say it; unread boxes are absent.

    The text stays whole: each of its lines stands in description, requirements or benefits.
    """
    whole = f"{title}\n{text}"
    clauses = [part.strip() for part in _CLAUSE.split(whole) if part.strip()]
    data: dict[str, Any] = {"title": title, "wage_type": "month", **_sections(text)}
    posts = next((found for one in clauses if (found := read_posts(one))), None)
    occupations = recognise_occupations(session, title) or recognise_occupations(session, text)
    data |= {
        "posts": posts,
        "occupation": str(occupations[0].id) if occupations else None,
        **_pay(clauses), **_asked(clauses), **_offered(clauses), **_hours(clauses),
    }  # fmt: skip
    asked = {skill.id for skill in recognise_skills(session, data.get("requirements") or "")}
    told = {skill.id for skill in recognise_skills(session, whole)} - asked
    data["skills_required"] = [str(one) for one in sorted(asked)]
    data["skills_welcome"] = [str(one) for one in sorted(told)]
    return {name: value for name, value in data.items() if value not in (None, [], "")}


def _sections(text: str) -> dict[str, str]:
    lines: dict[str, list[str]] = {"description": [], "requirements": [], "benefits": []}
    section = "description"
    for line in text.splitlines():
        folded = fold(line)
        section = next((name for name, sign in _SECTIONS if sign.search(folded)), section)
        lines[section].append(line)
    return {name: "\n".join(said).strip() for name, said in lines.items()}


def _pay(clauses: list[str]) -> dict[str, Any]:
    for clause in clauses:
        folded = fold(clause)
        if not _PAY.search(folded) or _NO_PAY.search(folded):
            continue
        wage = read_wage(clause, bare_millions=False)
        if wage.currency == "VND" and wage.per == "month" and (wage.low or wage.high):
            return {
                "wage_min_vnd": round(wage.low * UNIT) if wage.low else None,
                "wage_max_vnd": round(wage.high * UNIT) if wage.high else None,
            }
    return {}


def _asked(clauses: list[str]) -> dict[str, Any]:
    schooling = [one for one in clauses if _SCHOOL.search(fold(one))]
    rungs = [rung for one in schooling if (rung := read_level(one)) is not None]
    months = [
        found
        for one in clauses
        if _EXPERIENCE.search(fold(one)) and (found := read_months(one)) is not None
    ]
    rung = max(rungs, default=None)
    education = _EDUCATION.get(rung) if rung is not None else None
    training = _TRAINING.get(rung) if rung is not None else None
    return {
        "education": education.value if education else None,
        "training": training.value if training else None,
        "experience_months": min(600, round(months[0])) if months else None,
    }


def _offered(clauses: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (stance, sign) in _OFFERS.items():
        said = [one for one in clauses if sign.search(fold(one))]
        if said:
            denied = any(
                _DENIED.search(fold(one)) or read_stances(one).denies(stance) for one in said
            )
            found[name] = not denied
    return found


def _hours(clauses: list[str]) -> dict[str, Any]:
    shifts = [shift for one in clauses if (shift := read_shift(one)) is not None]
    codes = list(dict.fromkeys(_HOURS[one.kind] for one in shifts if one.kind in _HOURS))
    rest = "nghỉ Chủ nhật" if any(one.sunday_off for one in shifts) else None
    return {"shifts": codes, "rest_days": rest}
