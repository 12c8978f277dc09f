"""Two records of one person become one, by an officer's decision, and can be parted again.

What hangs on the record that goes is moved to the one that stays; each touched row is
written into a journal from which the merge is undone. Append-only rows are not touched:
consents stay on the record they were given on and are read together (``consents``). The
record that goes keeps its own answers, is seen nowhere, and waits for an undo.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table
from sqlmodel import Session, SQLModel, col, delete, select

from workforce import audit
from workforce.accounts.sessions import revoke_sessions
from workforce.consents import consents
from workforce.crypto import DataKey
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    ApplicationStatus,
    ConsentPurpose,
    DuplicatePair,
    EnrolmentStatus,
    MergeChange,
    PairDecision,
    Person,
    PersonMerge,
)
from workforce.people import journal, national_id

#: tables whose rows follow the person; where both records hold the same thing, the columns
#: that say so: the row of the record that stays is kept, the other stays behind
MOVES: dict[str, tuple[str, ...]] = {
    "placement": (),
    "notice": (),
    "exposure": ("listed_on", "opening_id"),
    "dismissal": (),
    "invitation": ("opening_id",),
    "household_member": ("household_id",),
    "person_skill": ("skill_id",),
    "person_certificate": ("name",),
    "work_history": ("title",),
    "wished_occupation": ("occupation_id",),
    "sensitive_attributes": (),
}
#: of two rows for the same thing the one that went further stays with the person
FURTHEST: dict[str, tuple[str, tuple[str, ...]]] = {
    "application": (
        "opening_id",
        tuple(reversed(
            (ApplicationStatus.HIRED, ApplicationStatus.OFFERED, ApplicationStatus.INTERVIEW,
             ApplicationStatus.SEEN, ApplicationStatus.SENT, ApplicationStatus.REFUSED,
             ApplicationStatus.WITHDRAWN)
        )),
    ),
    "enrolment": (
        "intake_id",
        tuple(reversed(
            (EnrolmentStatus.COMPLETED, EnrolmentStatus.ATTENDING, EnrolmentStatus.ACCEPTED,
             EnrolmentStatus.WAITING, EnrolmentStatus.DROPPED, EnrolmentStatus.WITHDRAWN)
        )),
    ),
}  # fmt: skip
#: decided elsewhere: the account below, consents by reading both, lists are computed anew,
#: pairs and merges are about records
STAYS = frozenset({
    "account", "consent_event", "suggestion_list", "duplicate_pair", "person_merge",
})  # fmt: skip
#: answers the record that stays takes over where it has none
FILLED = (
    "birth_date", "birth_year", "contact_phone", "old_unit_id", "new_unit_id", "hamlet",
    "education", "training", "training_field", "about", "desired", "wage_min_vnd", "max_km",
    "needs_shuttle", "needs_housing", "shift_ok", "declined_skills", "constraints",
)  # fmt: skip
PLACE = ("old_unit_id", "new_unit_id", "hamlet")


@dataclass(frozen=True)
class BothHold:
    """Both records hold a row for the same thing: which one stays with the person.

    Attributes:
        table: 'application', 'enrolment', 'household_member', …
        stays_id: id of the row that stays with the person; None where rows have no id.
        behind_id: id of the row that stays behind with the record that goes.
    """

    table: str
    stays_id: int | None
    behind_id: int | None


def both_hold(session: Session, *, kept: Person, gone: Person) -> list[BothHold]:
    """Return what the two records collide on, for the officer to see before deciding."""
    found = []
    for name, (same, order) in FURTHEST.items():
        for mine, theirs in _pairs(session, name, (same,), kept.id, gone.id):
            first, second = (mine, theirs) if _is_further(mine, theirs, order) else (theirs, mine)
            found.append(BothHold(name, first.id, second.id))
    for mine, theirs in _pairs(session, "household_member", ("household_id",), kept.id, gone.id):
        found.append(BothHold("household_member", mine.id, theirs.id))
    return found


def merge(
    session: Session,
    *,
    kept: Person,
    gone: Person,
    reason: str,
    by: Account,
    data_key: DataKey,
    now: dt.datetime,
) -> PersonMerge:
    """Let ``gone`` go over into ``kept``; everything it touches is journalled.

    Raises:
        InvalidInput: no reason.
        Conflict: one record, or one that is erased or merged already; or both carry a
            citizen number, and not the same.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao hai hồ sơ là một người."), "reason")
    _check_two_records(kept, gone)
    row = PersonMerge(
        kept_id=kept.id, gone_id=gone.id, reason=reason.strip(), at=now, decided_by=by.id
    )
    session.add(row)
    session.flush()
    notes = journal.Journal(session, row.id)
    _move_rows(session, notes, kept, gone)
    _move_account(session, notes, kept, gone, now=now)
    _fill(session, notes, kept, gone, data_key=data_key, now=now)
    _close_pair(session, kept, gone, by=by, reason=reason, now=now)
    _log(session, "person.merged", row, by, now)
    session.expire_all()
    return row


def undo(
    session: Session, *, row: PersonMerge, reason: str, by: Account, now: dt.datetime
) -> list[str]:
    """Part the two records again; return names of tables whose rows changed since and stay.

    Raises:
        InvalidInput: no reason.
        Conflict: undone already, one of the two is erased, or a later merge stands on it.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao tách hai hồ sơ."), "reason")
    _check_can_undo(session, row)
    changes = session.exec(
        select(MergeChange).where(MergeChange.merge_id == row.id).order_by(col(MergeChange.id))
    ).all()
    left = [
        change.table_name for change in reversed(changes)
        if not journal.put_back(session, change, kept_id=row.kept_id, gone_id=row.gone_id)
    ]  # fmt: skip
    session.expire_all()
    row.undone_at, row.undone_by, row.undone_reason = now, by.id, reason.strip()
    session.add(row)
    pair = _pair(session, row.kept_id, row.gone_id)
    if pair is not None:
        pair.decision, pair.decided_by, pair.decided_at = PairDecision.DIFFERENT, by.id, now
        pair.reason = reason.strip()
        session.add(pair)
    session.flush()
    for person_id in (row.kept_id, row.gone_id):
        account = session.exec(select(Account).where(Account.person_id == person_id)).first()
        if account is not None:
            revoke_sessions(session, account_id=account.id, now=now)
    _log(session, "person.unmerged", row, by, now)
    return sorted(set(left))


def records_of(session: Session, person_id: int) -> list[int]:
    """Return the person's id and those of records merged into it."""
    return consents.records_of(session, person_id)


def merges_of(session: Session, *, person: Person) -> list[PersonMerge]:
    """Return the merges of a person's record, undone ones too, newest first."""
    return list(
        session.exec(
            select(PersonMerge)
            .where(
                (col(PersonMerge.kept_id) == person.id) | (col(PersonMerge.gone_id) == person.id)
            )
            .order_by(col(PersonMerge.id).desc())
        )
    )


def forget(session: Session, *, person_ids: list[int]) -> None:
    """Drop what journals and pairs hold of people who erase their profile: no undo after."""
    merges = select(PersonMerge.id).where(
        col(PersonMerge.kept_id).in_(person_ids) | col(PersonMerge.gone_id).in_(person_ids)
    )
    session.exec(delete(MergeChange).where(col(MergeChange.merge_id).in_(merges)))
    session.exec(
        delete(DuplicatePair).where(
            col(DuplicatePair.first_id).in_(person_ids)
            | col(DuplicatePair.second_id).in_(person_ids)
        )
    )
    session.flush()


def standing(session: Session, row: PersonMerge) -> bool:
    """Return whether a merge may be undone: in force, and nothing later stands on it."""
    if row.undone_at is not None:
        return False
    ids = (row.kept_id, row.gone_id)
    later = session.exec(
        select(PersonMerge.id).where(
            col(PersonMerge.id) > row.id,
            col(PersonMerge.undone_at).is_(None),
            col(PersonMerge.kept_id).in_(ids) | col(PersonMerge.gone_id).in_(ids),
        )
    ).first()
    return later is None


def _check_two_records(kept: Person, gone: Person) -> None:
    if kept.id == gone.id:
        raise Conflict(_("Đây là cùng một hồ sơ."))
    for one in (kept, gone):
        if one.erased_at is not None or one.merged_into_id is not None:
            raise Conflict(_("Một trong hai hồ sơ đã xóa hoặc đã gộp."))
    numbers = {kept.national_id_index, gone.national_id_index} - {None}
    if len(numbers) > 1:
        raise Conflict(_("Hai hồ sơ có hai số căn cước khác nhau: không phải một người."))


def _check_can_undo(session: Session, row: PersonMerge) -> None:
    people = [session.get_one(Person, key) for key in (row.kept_id, row.gone_id)]
    if row.undone_at is not None:
        raise Conflict(_("Hai hồ sơ này đã được tách."))
    if any(one.erased_at is not None for one in people):
        raise Conflict(_("Người này đã xóa hồ sơ, không tách được nữa."))
    if not standing(session, row):
        raise Conflict(_("Sau lần gộp này còn một lần gộp khác. Anh/chị tách lần sau trước."))


def _move_rows(session: Session, notes: journal.Journal, kept: Person, gone: Person) -> None:
    session.flush()
    for name, (same, order) in FURTHEST.items():
        table = table_of(name)
        pairs = _pairs(session, name, (same,), kept.id, gone.id)
        behind = {theirs.id for _mine, theirs in pairs}
        for theirs in _rows(session, table, gone.id):
            if theirs.id not in behind:
                notes.move(table, theirs, to=kept.id)
        for mine, theirs in pairs:
            if not _is_further(mine, theirs, order):
                notes.swap(table, mine.id, theirs.id, kept_id=kept.id, gone_id=gone.id)
    for name, columns in MOVES.items():
        table = table_of(name)
        held = {_sameness(one, columns) for one in _rows(session, table, kept.id)}
        if name == "sensitive_attributes" and _rows(session, table, kept.id):
            continue
        for theirs in _rows(session, table, gone.id):
            if not columns or _sameness(theirs, columns) not in held:
                notes.move(table, theirs, to=kept.id)


def _move_account(
    session: Session, notes: journal.Journal, kept: Person, gone: Person, *, now: dt.datetime
) -> None:
    """The record that stays keeps its account; without one it takes the other's."""
    mine = session.exec(select(Account).where(Account.person_id == kept.id)).first()
    theirs = session.exec(select(Account).where(Account.person_id == gone.id)).first()
    if theirs is None:
        return
    if mine is None:
        notes.change(theirs, person_id=kept.id)
    else:
        notes.change(theirs, is_active=False)
    revoke_sessions(session, account_id=theirs.id, now=now)


def _fill(
    session: Session,
    notes: journal.Journal,
    kept: Person,
    gone: Person,
    *,
    data_key: DataKey,
    now: dt.datetime,
) -> None:
    taken = {name: getattr(gone, name) for name in FILLED if _is_empty(getattr(kept, name))}
    if any(not _is_empty(getattr(kept, name)) for name in PLACE[:2]):
        taken = {name: value for name, value in taken.items() if name not in PLACE}
    if kept.birth_year and gone.birth_date and gone.birth_date.year != kept.birth_year:
        taken.pop("birth_date", None)
    taken = {name: value for name, value in taken.items() if not _is_empty(value)}
    freed = _without_number(kept, gone)
    notes.change(gone, merged_into_id=kept.id, is_seeking=False, updated_at=now, **freed)
    agreed = consents.has_consent(session, person_id=kept.id, purpose=ConsentPurpose.STATISTICS)
    if kept.sex is None and gone.sex is not None and agreed:
        taken["sex"] = gone.sex
    if freed:
        taken |= _number_for(kept, notes.before(gone), data_key)
    notes.change(
        kept, updated_at=now, is_seeking=kept.is_seeking or notes.before(gone)["is_seeking"],
        profile_step=max(kept.profile_step, gone.profile_step), **taken,
    )  # fmt: skip
    earlier = session.exec(select(Person).where(Person.merged_into_id == gone.id)).all()
    for one in earlier:
        notes.change(one, merged_into_id=kept.id)


def _without_number(kept: Person, gone: Person) -> dict[str, Any]:
    """Return the change that frees a citizen number, which only one record may carry."""
    if kept.national_id_index is not None or gone.national_id_index is None:
        return {}
    return {"national_id_index": None, "national_id_encrypted": None, "national_id_last4": ""}


def _number_for(kept: Person, before: dict[str, Any], data_key: DataKey) -> dict[str, Any]:
    """Return the citizen number written for its new row: the text is bound to the row's id."""
    digits = data_key.decrypt(
        before["national_id_encrypted"], column=national_id.COLUMN, row=before["id"]
    )
    return {
        "national_id_encrypted": data_key.encrypt(digits, column=national_id.COLUMN, row=kept.id),
        "national_id_index": before["national_id_index"],
        "national_id_last4": digits[-4:],
    }


def _close_pair(
    session: Session, kept: Person, gone: Person, *, by: Account, reason: str, now: dt.datetime
) -> None:
    pair = _pair(session, kept.id, gone.id)
    if pair is None:
        return
    pair.decision, pair.decided_by, pair.decided_at = PairDecision.MERGED, by.id, now
    pair.reason = reason.strip()
    session.add(pair)
    session.flush()


def _pair(session: Session, one: int, two: int) -> DuplicatePair | None:
    return session.exec(
        select(DuplicatePair).where(
            DuplicatePair.first_id == min(one, two), DuplicatePair.second_id == max(one, two)
        )
    ).first()


def table_of(name: str) -> Table:
    """Return a table of the schema by its name."""
    return SQLModel.metadata.tables[name]


def _rows(session: Session, table: Table, person_id: int) -> list[Row[Any]]:
    statement = table.select().where(table.c.person_id == person_id)
    ordered = statement.order_by(*table.primary_key.columns)
    return list(session.connection().execute(ordered))


def _pairs(
    session: Session, name: str, same: tuple[str, ...], kept_id: int, gone_id: int
) -> list[tuple[Any, Any]]:
    table = table_of(name)
    mine = {_sameness(one, same): one for one in _rows(session, table, kept_id)}
    theirs = _rows(session, table, gone_id)
    return [(mine[key], one) for one in theirs if (key := _sameness(one, same)) in mine]


def _sameness(row: Any, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in columns)


def _is_further(mine: Any, theirs: Any, order: tuple[str, ...]) -> bool:
    return order.index(mine.status) >= order.index(theirs.status)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _log(session: Session, action: str, row: PersonMerge, by: Account, now: dt.datetime) -> None:
    for person_id in (row.kept_id, row.gone_id):
        audit.record(
            session, account=by, action=action, subject_type="person", subject_id=person_id,
            now=now, details=f"merge={row.id}",
        )  # fmt: skip
