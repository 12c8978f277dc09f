"""'Mở thêm lớp … ở …': read what the night counted, rank it, take a proposal up.

Reads cost one small table; accepting flushes, never commits.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from workforce import audit
from workforce.errors import Conflict, NotAllowed, NotFound
from workforce.i18n import _
from workforce.models import (
    Account,
    ClassDemand,
    ClassProposal,
    Course,
    CourseSkill,
    Intake,
    Occupation,
    OccupationSkill,
    School,
    Training,
)
from workforce.once import add_once
from workforce.reference.rates import rate, rate_number
from workforce.training.calculation import RATES, Calculation, Terms, calculate


@dataclass(frozen=True)
class Proposal:
    """A class the demand speaks for, with its calculation."""

    demand: ClassDemand
    trade: Occupation
    calculation: Calculation


def terms(session: Session, *, on: dt.date) -> Terms:
    """Return what the calculation rests on that day; an assumption with no row is unknown."""
    known = {name: rate(session, "class_assumption", name, on=on) for name in RATES}
    return Terms(
        class_seats=int(rate_number(session, "class_demand", "class_seats", on=on)),
        least=int(rate_number(session, "class_demand", "least_people", on=on)),
        measured_from=int(rate_number(session, "class_demand", "measured_from", on=on)),
        assumed={
            name: row.value_number
            for name, row in known.items()
            if row is not None and row.value_number is not None
        },
    )


def ranked(
    session: Session, *, today: dt.date, group: str = "", district: str = ""
) -> list[Proposal]:
    """Return proposals by expected lasting placements a seat, then by people they serve.

    Args:
        group: one of ``calculation.GROUPS``: ranked within that group, with seats for it.
        district: an old district; '' all.
    """
    held = terms(session, on=today)
    statement = select(ClassDemand, Occupation).join(
        Occupation, col(Occupation.id) == col(ClassDemand.occupation_id)
    )
    if district:
        statement = statement.where(ClassDemand.district == district)
    found = [
        Proposal(demand, trade, calculation)
        for demand, trade in session.exec(statement)
        if (calculation := calculate(demand.numbers, held, group=group)) is not None
    ]
    return sorted(
        found,
        key=lambda one: (
            -(one.calculation.per_seat or 0.0),
            -one.calculation.seats,
            -one.calculation.people,
            one.trade.name_folded,
            one.demand.district,
        ),
    )


def proposal(session: Session, *, demand_id: int, today: dt.date) -> Proposal:
    """Return one proposal; NotFound when it was counted anew or is none any more."""
    row = session.get(ClassDemand, demand_id)
    counted = calculate(row.numbers, terms(session, on=today)) if row is not None else None
    if row is None or counted is None:
        raise NotFound(_("Đề xuất này đã được tính lại. Anh/chị xem danh sách mới."))
    return Proposal(row, session.get_one(Occupation, row.occupation_id), counted)


def districts(session: Session) -> list[str]:
    """Return the old districts something was counted for, by name."""
    return sorted(set(session.exec(select(ClassDemand.district).distinct())))


def computed_on(session: Session) -> dt.date | None:
    """Return the day the counts are of; None before the first night."""
    row = session.exec(select(ClassDemand).limit(1)).first()
    return None if row is None else row.computed_on


def accepted(session: Session, *, school_id: int | None = None) -> list[ClassProposal]:
    """Return proposals taken up, by one school or by all, the latest first."""
    statement = select(ClassProposal).order_by(col(ClassProposal.id).desc())
    if school_id is not None:
        statement = statement.where(ClassProposal.school_id == school_id)
    return list(session.exec(statement))


def accept(
    session: Session, *, school: School, demand_id: int, by: Account, today: dt.date,
    now: dt.datetime,
) -> ClassProposal:  # fmt: skip
    """Take a proposal up: a draft course with a first intake; twice in a month is once.

    Raises:
        NotFound: the proposal was counted anew or is none any more.
        NotAllowed: the school is suspended.
        Conflict: it may not open classes before it is verified.
    """
    if school.is_suspended:
        raise NotAllowed(_("Cơ sở đang tạm ngừng tuyển sinh nên chưa mở lớp được."))
    if not school.is_verified:
        raise Conflict(_("Cơ sở cần được xác minh trước khi nhận đề xuất mở lớp."))
    found = proposal(session, demand_id=demand_id, today=today)
    made = ClassProposal(
        school_id=school.id,
        occupation_id=found.trade.id,
        district=found.demand.district,
        month=found.demand.computed_on.replace(day=1),
        numbers=_kept(found),
        accepted_at=now,
        accepted_by=by.id,
    )
    kept, is_new = add_once(session, made, lambda: _standing(session, made))
    if is_new:
        course = _draft(session, school, found.trade, now=now)
        days = int(rate_number(session, "class_demand", "start_days", on=today))
        intake = Intake(
            course_id=course.id,
            starts_on=today + dt.timedelta(days=days),
            seats=found.calculation.seats,
        )
        session.add(intake)
        session.flush()
        kept.course_id, kept.intake_id = course.id, intake.id
        session.add(kept)
        audit.record(
            session, account=by, action="proposal.accepted", subject_type="class_proposal",
            subject_id=kept.id, now=now,
        )  # fmt: skip
        session.flush()
    return kept


def _draft(session: Session, school: School, trade: Occupation, *, now: dt.datetime) -> Course:
    """Add a draft that teaches what the trade rests on; the school fills in the rest."""
    course = Course(
        school_id=school.id,
        title=trade.name_vi,
        level=Training.UNDER_3_MONTHS,
        occupation_id=trade.id,
        unit_id=school.unit_id,
        created_at=now,
        updated_at=now,
        is_sample=school.is_sample,
    )
    session.add(course)
    session.flush()
    essential = session.exec(
        select(OccupationSkill.skill_id).where(
            OccupationSkill.occupation_id == trade.id, col(OccupationSkill.is_essential)
        )
    )
    session.add_all(CourseSkill(course_id=course.id, skill_id=one) for one in essential)
    session.flush()
    return course


def _standing(session: Session, made: ClassProposal) -> ClassProposal | None:
    return session.exec(
        select(ClassProposal).where(
            ClassProposal.school_id == made.school_id,
            ClassProposal.occupation_id == made.occupation_id,
            ClassProposal.district == made.district,
            ClassProposal.month == made.month,
        )
    ).first()


def _kept(found: Proposal) -> dict[str, Any]:
    """Return the calculation as it was shown that day."""
    counted = found.calculation
    return {
        **found.demand.numbers,
        "computed_on": found.demand.computed_on.isoformat(),
        "people_left": counted.people_left,
        "posts_left": counted.posts_left,
        "seats": counted.seats,
        "rates": {
            name: {
                "value": one.value,
                "counted": one.counted,
                "of": one.of,
                "assumed": one.is_assumed,
            }
            for name, one in counted.rates.items()
        },
        "per_seat": counted.per_seat,
    }
