"""Agreements of enterprises and schools: written by one side, confirmed by the other.

Promised and made stand side by side. Flush, never commit.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from workforce import audit
from workforce.errors import Conflict, InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import (
    Account,
    AgreementParty,
    Course,
    Enrolment,
    EnrolmentStatus,
    Enterprise,
    EnterpriseStatus,
    Intake,
    Placement,
    Role,
    School,
    TrainingAgreement,
)
from workforce.placements.ledger import episodes

E = EnrolmentStatus


@dataclass(frozen=True)
class Agreement:
    """An agreement with both sides' names and what came of it.

    Attributes:
        enrolled, completed: people of the classes ordered under it.
        hired: of them, began confirmed work at the enterprise after the agreement.
    """

    row: TrainingAgreement
    enterprise: Enterprise
    school: School
    intakes: list[tuple[Intake, Course]]
    enrolled: int
    completed: int
    hired: int

    @property
    def is_confirmed(self) -> bool:
        """Whether both sides agreed and nobody ended it."""
        return self.row.confirmed_at is not None and self.row.ended_at is None


def party_of(account: Account) -> AgreementParty:
    """Return the side an account stands on."""
    return AgreementParty.SCHOOL if account.role == Role.SCHOOL else AgreementParty.ENTERPRISE


def agreements(session: Session, *, account: Account) -> list[Agreement]:
    """Return the account's own agreements: those waiting first, then the latest."""
    rows = session.exec(
        _own(account).order_by(col(TrainingAgreement.id).desc())
    ).all()  # fmt: skip
    order = sorted(rows, key=lambda row: (row.confirmed_at is not None, row.ended_at is not None))
    return [_with_results(session, row) for row in order]


def agreement(session: Session, *, account: Account, agreement_id: int) -> Agreement:
    """Return one agreement; NotFound when it is not the account's."""
    row = session.exec(_own(account).where(TrainingAgreement.id == agreement_id)).first()
    if row is None:
        raise NotFound
    return _with_results(session, row)


def propose(
    session: Session, *, account: Account, other_id: int, values: dict[str, Any], now: dt.datetime
) -> TrainingAgreement:
    """Write an agreement down; it counts once the other side confirms it.

    Args:
        other_id: the school's id from an enterprise, the enterprise's from a school.

    Raises:
        InvalidInput: the other side is not verified here, or the dates are out of order.
    """
    side = party_of(account)
    enterprise_id = account.enterprise_id if side == AgreementParty.ENTERPRISE else other_id
    school_id = account.school_id if side == AgreementParty.SCHOOL else other_id
    known = {one.id for one in others(session, account=account)}
    if other_id not in known or enterprise_id is None or school_id is None:
        raise InvalidInput(_("Anh/chị chọn bên kia trong danh sách."), "other")
    if values.get("ends_on") and values["ends_on"] < values["signed_on"]:
        raise InvalidInput(_("Ngày hết hạn cần sau ngày ký."), "ends_on")
    row = TrainingAgreement(
        enterprise_id=enterprise_id, school_id=school_id, proposed_by=side, created_at=now,
        created_by=account.id, **values,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _log(session, account, "agreement.proposed", row, now)
    return row


def confirm(
    session: Session, *, account: Account, row: TrainingAgreement, now: dt.datetime
) -> None:
    """Confirm what the other side wrote; twice is once.

    Raises:
        Conflict: one's own side wrote it, or it was ended.
    """
    session.refresh(row, with_for_update={"key_share": True})
    if row.confirmed_at is not None:
        return
    if row.proposed_by == party_of(account):
        raise Conflict(_("Thỏa thuận này do bên anh/chị ghi. Bên kia xác nhận thì có hiệu lực."))
    if row.ended_at is not None:
        raise Conflict(_("Thỏa thuận này đã kết thúc."))
    row.confirmed_at, row.confirmed_by = now, account.id
    session.add(row)
    _log(session, account, "agreement.confirmed", row, now)


def end(
    session: Session, *, account: Account, row: TrainingAgreement, reason: str, now: dt.datetime
) -> None:
    """End an agreement, or say no to one, with a reason both sides read; twice is once.

    Raises:
        InvalidInput: no reason.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi lý do để bên kia biết."), "reason")
    session.refresh(row, with_for_update={"key_share": True})
    if row.ended_at is None:
        row.ended_at, row.ended_reason = now, reason.strip()
        session.add(row)
        _log(session, account, "agreement.ended", row, now)


def others(session: Session, *, account: Account) -> Sequence[Enterprise | School]:
    """Return whom an account may agree with, by name: verified, neither suspended nor closed."""
    if party_of(account) == AgreementParty.SCHOOL:
        return session.exec(
            select(Enterprise)
            .where(Enterprise.status == EnterpriseStatus.VERIFIED)
            .order_by(col(Enterprise.name_folded), col(Enterprise.id))
        ).all()
    return session.exec(
        select(School)
        .where(col(School.is_verified), col(School.is_suspended).is_(False))
        .order_by(col(School.name_folded), col(School.id))
    ).all()


def order_intake(
    session: Session, *, account: Account, row: TrainingAgreement, intake_id: int, now: dt.datetime
) -> Intake:
    """Mark a class of the school as ordered under a confirmed agreement; twice is once.

    Raises:
        Conflict: the agreement is not confirmed, or the class belongs to another.
        NotFound: not a class of the school.
    """
    if row.confirmed_at is None or row.ended_at is not None:
        raise Conflict(_("Thỏa thuận cần được hai bên xác nhận trước."))
    intake = session.exec(
        select(Intake)
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Intake.id == intake_id, Course.school_id == row.school_id)
    ).first()
    if intake is None or account.school_id != row.school_id:
        raise NotFound
    if intake.agreement_id not in {None, row.id}:
        raise Conflict(_("Lớp này đã thuộc một thỏa thuận khác."))
    if intake.agreement_id is None:
        intake.agreement_id = row.id
        session.add(intake)
        _log(session, account, "agreement.intake", row, now)
    return intake


def free_intakes(session: Session, *, school_id: int) -> list[tuple[Intake, Course]]:
    """Return the school's classes that no agreement ordered, the latest first."""
    return list(
        session.exec(
            select(Intake, Course)
            .join(Course, col(Course.id) == col(Intake.course_id))
            .where(
                Course.school_id == school_id,
                col(Intake.agreement_id).is_(None),
                col(Intake.is_cancelled).is_(False),
            )
            .order_by(col(Intake.starts_on).desc(), col(Intake.id))
        )
    )


def _own(account: Account) -> Any:
    if party_of(account) == AgreementParty.SCHOOL:
        return select(TrainingAgreement).where(TrainingAgreement.school_id == account.school_id)
    return select(TrainingAgreement).where(TrainingAgreement.enterprise_id == account.enterprise_id)


def _with_results(session: Session, row: TrainingAgreement) -> Agreement:
    intakes = session.exec(
        select(Intake, Course)
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Intake.agreement_id == row.id)
        .order_by(col(Intake.starts_on), col(Intake.id))
    ).all()
    people = session.exec(
        select(Enrolment.person_id, Enrolment.status).where(
            col(Enrolment.intake_id).in_([intake.id for intake, _course in intakes]),
            col(Enrolment.status).in_((E.ACCEPTED, E.ATTENDING, E.COMPLETED, E.DROPPED)),
        )
    ).all()
    return Agreement(
        row,
        session.get_one(Enterprise, row.enterprise_id),
        session.get_one(School, row.school_id),
        list(intakes),
        len({person for person, _status in people}),
        len({person for person, status in people if status == E.COMPLETED}),
        _hired(session, row, {person for person, _status in people}),
    )


def _hired(session: Session, row: TrainingAgreement, people: set[int]) -> int:
    """Return how many of these people began confirmed work at the enterprise since."""
    placements = dict(
        session.exec(
            select(Placement.id, Placement.person_id).where(
                Placement.enterprise_id == row.enterprise_id,
                col(Placement.person_id).in_(people),
            )
        ).all()
    )
    known = episodes(session, list(placements))
    return len(
        {
            placements[key]
            for key, episode in known.items()
            if episode.is_placement
            and episode.started_on is not None
            and episode.started_on >= row.signed_on
        }
    )


def _log(
    session: Session, by: Account, action: str, row: TrainingAgreement, now: dt.datetime
) -> None:
    audit.record(
        session, account=by, action=action, subject_type="agreement", subject_id=row.id, now=now
    )
    session.flush()
