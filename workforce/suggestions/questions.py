"""The one question whose answer would change a person's suggestions most.

Each has three to six answers to tap. An answer sets one thing in the profile; nothing else of
it is touched. Which question helps is found by trying its answers: the list is made again for
each, and the question whose answers change the top of the list most is asked.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, func, select

from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import (
    DismissalReason,
    Education,
    Occupation,
    Opening,
    Person,
    WishedOccupation,
)
from workforce.openings.queries import find_open
from workforce.reference.names import name_of
from workforce.suggestions.engine import Engine, engine

if TYPE_CHECKING:
    from matching import SeekerRecord

#: places at the top of the list that are compared
TOP = 8
#: a question that changes less than this share of them is not worth a person's time
WORTH_ASKING = 0.15
#: where nothing fits, any change is worth it
ANY_CHANGE = 0.01
#: trades offered to who has not said what they look for
TRADES = 5

DAYS = ["hanh_chinh", "ca_sang", "ca_chieu", "ca_ngay"]
KILOMETRES = (5, 10, 15, 20, 30, 50)
MILLIONS = (5, 6, 7, 8, 10, 12)
#: what is kept of an answer about hardship, in the words the matcher and people read
LIMITS = {
    "dung": "không đứng lâu",
    "nang": "không khiêng nặng",
    "lanh": "không làm chỗ lạnh",
    "dem": "không làm ca đêm",
}


@dataclass(frozen=True)
class Question:
    """A question with its answers as (value, words)."""

    key: str
    text: str
    answers: Sequence[tuple[str, str]]


def _distance() -> Question:
    answers = [(str(km), _("Trong %(km)s km", km=km)) for km in KILOMETRES]
    return Question("distance", _("Anh/chị đi làm xa nhất bao nhiêu?"), answers)


def _wage() -> Question:
    answers = [(str(one), _("Từ %(n)s triệu", n=one)) for one in MILLIONS]
    return Question("wage", _("Lương mỗi tháng từ bao nhiêu thì anh/chị đi làm?"), answers)


def _hours() -> Question:
    answers = [
        ("hanh_chinh", _("Chỉ giờ hành chính")), ("ngay", _("Ban ngày, ca nào cũng được")),
        ("dem", _("Cả ngày và đêm")), ("ban_thoi_gian", _("Chỉ vài giờ một ngày")),
    ]  # fmt: skip
    return Question("hours", _("Anh/chị làm được giờ nào?"), answers)


def _travel() -> Question:
    answers = [
        ("own", _("Tôi tự đi")), ("shuttle", _("Cần xe đưa đón")),
        ("housing", _("Cần chỗ ở gần chỗ làm")),
    ]  # fmt: skip
    return Question("travel", _("Anh/chị đi làm bằng cách nào?"), answers)


def _schooling() -> Question:
    words = {
        Education.NONE: _("Chưa học xong tiểu học"),
        Education.PRIMARY: _("Tiểu học (lớp 5)"),
        Education.LOWER_SECONDARY: _("Trung học cơ sở (lớp 9)"),
        Education.UPPER_SECONDARY: _("Trung học phổ thông (lớp 12)"),
    }
    answers = [(one.value, said) for one, said in words.items()]
    return Question("schooling", _("Anh/chị đã học xong lớp mấy?"), answers)


def _limits() -> Question:
    words = {
        "dung": _("Đứng lâu"), "nang": _("Khiêng nặng"), "lanh": _("Chỗ lạnh"),
        "dem": _("Ca đêm"),
    }  # fmt: skip
    return Question("limits", _("Anh/chị cần tránh điều gì?"), list(words.items()))


QUESTIONS: dict[str, Callable[[], Question]] = {
    "distance": _distance,
    "hours": _hours,
    "travel": _travel,
    "wage": _wage,
    "schooling": _schooling,
    "limits": _limits,
}
#: asked only after a no that speaks of it: health is nobody's to be asked about unprompted
UNPROMPTED = tuple(key for key in QUESTIONS if key != "limits")
#: a no for this reason leads to this question
FOLLOWING = {
    DismissalReason.FAR: "distance",
    DismissalReason.PAY: "wage",
    DismissalReason.NIGHT: "hours",
    DismissalReason.HARD: "limits",
}


def about_work(session: Session, *, today: dt.date) -> Question | None:
    """Return which of the trades most people are sought for a person wants; None when none is."""
    posts = func.sum(Opening.posts)
    rows = session.exec(
        select(Occupation)
        .join(Opening, col(Opening.occupation_id) == col(Occupation.id))
        .where(col(Opening.id).in_(find_open(session, today=today)))
        .group_by(col(Occupation.id))
        .order_by(posts.desc(), col(Occupation.id))
        .limit(TRADES)
    ).all()
    answers = [(str(row.id), name_of(row)) for row in rows]
    return Question("work", _("Anh/chị muốn làm việc gì?"), answers) if answers else None


def after_dismissal(
    reason: DismissalReason, *, km: float | None, pay: int | None
) -> Question | None:
    """Return what to ask after a no: only answers that would have kept the opening away.

    Args:
        km: how far it was; pay: the most it pays a month, VND. None when unknown.
    """
    key = FOLLOWING.get(reason)
    if key is None:
        return None
    asked = QUESTIONS[key]()
    kept = list(asked.answers)
    if key == "distance" and km is not None:
        kept = [one for one in kept if int(one[0]) < km]
    elif key == "wage" and pay is not None:
        kept = [one for one in kept if int(one[0]) * 1_000_000 > pay]
    elif key == "hours":
        kept = [one for one in kept if one[0] != "dem"]
    return replace(asked, answers=kept) if kept else None


def fits_well(score: float) -> bool:
    """Whether the best of a list is good enough to say that something fits."""
    from matching.scoring.weights import WEAK_FIT

    return score >= WEAK_FIT


def most_helpful(
    session: Session, person_id: int, *, today: dt.date, worth: float = WORTH_ASKING
) -> Question | None:
    """Return the unanswered question that changes the top of the list most.

    None when everything is answered or no answer changes at least ``worth`` of it, a share.
    Reads only.
    """
    from workforce.suggestions import gather

    records = gather.seeker_records(session, [person_id], today=today)
    return _most_helpful(engine(session, today=today), records[0], worth) if records else None


def _most_helpful(current: Engine, record: "SeekerRecord", worth: float) -> Question | None:
    unknown = [key for key in UNPROMPTED if _is_open(key, record)]
    tried = [(key, changed) for key in unknown for changed in _variants(key, record)]
    if not tried:
        return None
    closed = current.adults_only if current.is_under_age(record) else frozenset()
    people = [record, *(changed for _key, changed in tried)]
    lists = [
        set(ids) for _one, ids, _scores in current.matcher.candidates(people, TOP, without=closed)
    ]
    now, moved = lists[0], dict.fromkeys(unknown, 0.0)
    for (key, _changed), then in zip(tried, lists[1:], strict=True):
        share = len(now ^ then) / max(1, len(now) + len(then))
        moved[key] += share / len(QUESTIONS[key]().answers)
    best = max(unknown, key=lambda key: moved[key])
    return QUESTIONS[best]() if moved[best] >= worth else None


def answer(session: Session, *, person: Person, key: str, value: str, now: dt.datetime) -> None:
    """Save an answer to the profile; flushes, never commits.

    Raises:
        InvalidInput: there is no such question or answer.
    """
    if key == "work":
        _wish(session, person, value)
    else:
        for name, given in _meant(key, value, person.constraints).items():
            setattr(person, name, given)
    person.updated_at = now
    session.add(person)
    session.flush()


def _meant(key: str, value: str, constraints: str) -> dict[str, Any]:
    """Return the columns of a person an answer sets."""
    asked = QUESTIONS.get(key)
    if asked is None or value not in dict(asked().answers):
        raise InvalidInput(_("Anh/chị chọn một câu trả lời."), "dap")
    if key == "distance":
        return {"max_km": int(value)}
    if key == "wage":
        return {"wage_min_vnd": int(value) * 1_000_000}
    if key == "hours":
        hours = {"ngay": DAYS, "dem": [*DAYS, "ca_dem", "xoay_ca"]}
        return {"shift_ok": hours.get(value, [value])}
    if key == "travel":
        return {"needs_shuttle": value == "shuttle", "needs_housing": value == "housing"}
    if key == "schooling":
        return {"education": Education(value)}
    said = LIMITS[value]
    if said in constraints:
        return {}
    return {"constraints": ", ".join(filter(None, [constraints.strip(" ,."), said]))[:300]}


def _wish(session: Session, person: Person, value: str) -> None:
    occupation = session.get(Occupation, int(value)) if value.isdecimal() else None
    if occupation is None:
        raise InvalidInput(_("Anh/chị chọn một câu trả lời."), "dap")
    wished = session.exec(
        select(WishedOccupation).where(WishedOccupation.person_id == person.id)
    ).all()
    if occupation.id not in {one.occupation_id for one in wished}:
        session.add(
            WishedOccupation(
                person_id=person.id,
                occupation_id=occupation.id,
                position=max((one.position for one in wished), default=0) + 1,
            )
        )


def _is_open(key: str, record: "SeekerRecord") -> bool:
    unknown: Mapping[str, bool] = {
        "distance": record.max_km is None,
        "hours": record.shift_ok is None,
        "travel": record.needs_shuttle is None and record.needs_housing is None,
        "wage": record.wage_min is None,
        "schooling": record.education is None,
    }
    return unknown[key]


def _variants(key: str, record: "SeekerRecord") -> Iterator["SeekerRecord"]:
    for value, _words in QUESTIONS[key]().answers:
        columns = _meant(key, value, record.constraints)
        if "wage_min_vnd" in columns:
            columns = {"wage_min": columns["wage_min_vnd"] / 1_000_000}
        elif "shift_ok" in columns:
            columns = {"shift_ok": tuple(columns["shift_ok"])}
        elif "education" in columns:
            columns = {"education": columns["education"].value}
        yield replace(record, id=f"{record.id}:{key}:{value}", **columns)
