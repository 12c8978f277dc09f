"""Take a report about an opening in, and answer it. Flush, never commit."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, select, update

from workforce import audit
from workforce.complaints import queries, wording
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Complaint,
    ComplaintDecision,
    ComplaintReason,
    Opening,
    OpeningStatus,
)
from workforce.notices import events
from workforce.notices.actions import notify
from workforce.notices.kinds import Kind
from workforce.once import add_once

D = ComplaintDecision


def report(
    session: Session,
    *,
    opening: Opening,
    account: Account | None,
    reason: ComplaintReason,
    note: str,
    form_key: str,
    today: dt.date,
    now: dt.datetime,
) -> Complaint:
    """Take a report in; the same form again, or a second one while the first waits, is one.

    Args:
        account: None for who is not signed in; they get no answer.
        form_key: made with the form, the same each time that form is sent.

    Raises:
        InvalidInput: 'another reason' without a word on what is wrong.
    """
    if reason == ComplaintReason.OTHER and not note.strip():
        raise InvalidInput(_("Anh/chị ghi tin này sai hay có vấn đề gì."), "note")
    kept = _kept(session, form_key, account, opening)
    if kept is not None:
        return kept
    complaint = Complaint(
        opening_id=opening.id, account_id=account.id if account else None, form_key=form_key,
        reason=reason, note=note.strip(), made_at=now,
        answer_by=today + dt.timedelta(days=queries.days_to_answer(session, on=today)),
    )  # fmt: skip
    complaint, is_new = add_once(session, complaint, lambda: _of_form(session, form_key))
    if is_new:
        audit.record(
            session, account=account, action="complaint.made", subject_type="opening",
            subject_id=opening.id, now=now, details=f"complaint={complaint.id},{reason.value}",
        )  # fmt: skip
    return complaint


def decide(
    session: Session,
    *,
    complaint: Complaint,
    decision: ComplaintDecision,
    answer: str,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> int:
    """Answer a report and every other that waits about the same opening; return how many.

    Kept: the opening stays. Suspended: it goes back to the employer, who puts it right and posts
    it again. Closed: it ends and the employer cannot open it again. The same decision twice is
    one. Whoever reported while signed in gets a notice.

    Raises:
        InvalidInput: no reason for the decision.
        Conflict: somebody else has decided otherwise.
    """
    if decision == D.WAITING:
        raise ValueError("waiting is no decision")
    session.refresh(complaint, with_for_update=True)
    if complaint.decision == decision:
        return 0
    if complaint.decision != D.WAITING:
        raise Conflict(_("Phản ánh này đã được trả lời. Anh/chị tải lại trang để xem."))
    if not answer.strip():
        raise InvalidInput(_("Anh/chị ghi lý do của quyết định."), "answer")
    opening = session.get_one(Opening, complaint.opening_id)
    _apply(session, opening, decision, answer.strip(), today=today, now=now)
    answered = [complaint, *queries.others_waiting(session, complaint)]
    for one in answered:
        one.decision, one.answer = decision, answer.strip()
        one.decided_at, one.decided_by = now, by.id
        session.add(one)
        _tell(session, one, opening, now=now)
    audit.record(
        session, account=by, action=f"complaint.{decision.value}", subject_type="opening",
        subject_id=opening.id, now=now,
        details=",".join(f"complaint={one.id}" for one in answered[:10]),
    )  # fmt: skip
    session.flush()
    return len(answered)


def forget(session: Session, *, account_ids: Sequence[int]) -> None:
    """Take the reporter out of their reports, and what they wrote: it may say who they are."""
    session.exec(
        update(Complaint)
        .where(col(Complaint.account_id).in_(account_ids))
        .values(account_id=None, note="")
    )
    session.flush()


def _of_form(session: Session, form_key: str) -> Complaint | None:
    return session.exec(select(Complaint).where(Complaint.form_key == form_key)).first()


def _kept(
    session: Session, form_key: str, account: Account | None, opening: Opening
) -> Complaint | None:
    same = _of_form(session, form_key)
    if same is not None or account is None:
        return same
    return queries.waiting_of(session, account_id=account.id, opening_id=opening.id)


def _apply(
    session: Session,
    opening: Opening,
    decision: ComplaintDecision,
    answer: str,
    *,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Do to the opening what was decided; one no longer open cannot go back to be put right."""
    if decision == D.KEPT or (decision == D.SUSPENDED and opening.status != OpeningStatus.OPEN):
        return
    was_open = opening.status == OpeningStatus.OPEN
    closed = decision == D.CLOSED
    opening.status = OpeningStatus.CLOSED if closed else OpeningStatus.DRAFT
    opening.close_reason, opening.updated_at = answer, now
    opening.closed_at = now if closed else None
    session.add(opening)
    session.flush()
    if closed and was_open:
        events.opening_closed(session, opening=opening, today=today, now=now)
    for member in events.staff_of(session, opening.enterprise_id):
        notify(
            session, account_or_person=member, kind=Kind.OPENING_TAKEN_DOWN,
            params={"opening": opening.title},
            link=f"/doanh-nghiep/tin-tuyen-dung/{opening.id}", now=now,
        )  # fmt: skip


def _tell(session: Session, complaint: Complaint, opening: Opening, *, now: dt.datetime) -> None:
    if wording.is_ours(complaint) and complaint.decision != D.CLOSED:
        for member in events.staff_of(session, opening.enterprise_id):
            notify(
                session, account_or_person=member, kind=Kind.OPENING_CHECKED,
                params={"opening": opening.title},
                link=f"/doanh-nghiep/tin-tuyen-dung/{opening.id}", now=now,
                key=f"checked:{complaint.id}",
            )  # fmt: skip
        return
    account = session.get(Account, complaint.account_id) if complaint.account_id else None
    if account is None or not account.is_active:
        return
    notify(
        session, account_or_person=account, kind=Kind.COMPLAINT_ANSWERED,
        params={"opening": opening.title}, link=f"/phan-anh-cua-toi/{complaint.id}", now=now,
        key=f"complaint:{complaint.id}",
    )  # fmt: skip
