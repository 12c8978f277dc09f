"""People from an officer's list: found again by citizen number, else number, name and birth."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from matching import fold
from workforce.communes.actions import LAST_STEP
from workforce.communes.people_columns import columns
from workforce.communes.scope import scope_of
from workforce.consents import consents
from workforce.crypto import DataKey
from workforce.i18n import _
from workforce.imports.kind import (
    Batch,
    Identity,
    Job,
    Kind,
    Problem,
    Refused,
    Result,
    Row,
    refused,
    taken,
)
from workforce.models import (
    Account,
    AuditLog,
    ConsentEvent,
    ConsentPurpose,
    ImportKind,
    Person,
    Role,
    RowOutcome,
)
from workforce.people.national_id import COLUMN

#: kept beside the row, no columns of the person
ASIDE = frozenset({"national_id", "agreed", "birth"})
#: consents given on paper: the officer keeps the signed list
CHANNEL = "paper"
TAKEN = "Số căn cước"


class PeopleBatch(Batch):
    """People of one officer's territory."""

    def __init__(self, session: Session, job: Job):
        self._data_key = job.data_key
        self._scope = scope_of(session, job.account)
        self._account_id = job.account.id

    def identities(self, row: Row) -> tuple[Identity, ...]:
        """Return who the row is about: by citizen number, and by number, name and birth."""
        values = row.values
        if not values["agreed"]:
            raise Refused(
                "Đồng ý lập hồ sơ", "Không",
                _("Người dân chưa đồng ý thì không lập hồ sơ. Anh/chị hỏi người này rồi gửi lại."),
            )  # fmt: skip
        if "new_unit_id" not in values:
            if self._scope.unit_id is None:
                raise Refused("Xã, phường", "", _("Anh/chị ghi xã, phường nơi ở."))
            values["new_unit_id"] = self._scope.unit_id
        _take_birth(values)
        known = [Identity(f"nguoi:{contact_key(values)}")] if _is_telling(values) else []
        if "national_id" in values:
            known.insert(0, Identity(f"so:{values['national_id']}"))
        if not known:
            raise Refused(
                "Số căn cước", "",
                _("Cần số căn cước, số điện thoại hoặc ngày sinh để không lập trùng hồ sơ."),
            )  # fmt: skip
        return tuple(known)

    def write(self, session: Session, rows: Sequence[Row], job: Job) -> list[Result]:
        """Write the rows of a chunk: two looks at who is there, one insert of who is new."""
        there = self._there(session, rows)
        results: dict[int, Result] = {}
        added: list[tuple[Row, Person]] = []
        for row in rows:
            try:
                person = there.find(row.values, self._data_key)
                if person is None:
                    added.append((row, _new(row.values, job)))
                else:
                    has_account = person.id in there.with_account
                    results[row.number] = self._fill_in(session, person, row, job, has_account)
            except Refused as error:
                results[row.number] = refused(row, error.problem)
        results |= self._insert(session, added, job)
        return [results[row.number] for row in rows]

    def _there(self, session: Session, rows: Sequence[Row]) -> "_There":
        """Look up once who of the chunk is there already."""
        digits = [row.values["national_id"] for row in rows if "national_id" in row.values]
        hashes = [self._data_key.blind_index(one, purpose=COLUMN) for one in digits]
        holders = session.exec(select(Person).where(col(Person.national_id_index).in_(hashes)))
        by_index = {person.national_id_index or "": person for person in holders}
        alike = [*self._with_phone(session, rows), *self._without_phone(session, rows)]
        by_contact = {contact_key(_contact(person)): person for person in alike}
        found = [person.id for person in by_index.values()]
        ours = session.exec(
            select(Person.id).where(col(Person.id).in_(found), self._scope.reachable_people())
        )
        ids = [person.id for person in (*by_index.values(), *by_contact.values())]
        accounts = session.exec(select(Account.person_id).where(col(Account.person_id).in_(ids)))
        return _There(
            by_index, by_contact, frozenset(ours), frozenset(one for one in accounts if one)
        )

    def _with_phone(self, session: Session, rows: Sequence[Row]) -> list[Person]:
        """Return the people whose number is in the rows, newest first: the oldest wins."""
        phones = {row.values["contact_phone"] for row in rows if "contact_phone" in row.values}
        return list(
            session.exec(
                select(Person)
                .where(col(Person.contact_phone).in_(phones), self._scope.reachable_people())
                .order_by(col(Person.id).desc())
            )
        )

    def _without_phone(self, session: Session, rows: Sequence[Row]) -> list[Person]:
        """Return the people without a number who share name and year with a row without one."""
        bare = [row.values for row in rows if "contact_phone" not in row.values]
        names = {fold(values["full_name"]) for values in bare}
        years = {values["birth_year"] for values in bare if "birth_year" in values}
        return list(
            session.exec(
                select(Person)
                .where(
                    col(Person.name_folded).in_(names), col(Person.birth_year).in_(years),
                    col(Person.contact_phone).is_(None), self._scope.reachable_people(),
                )
                .order_by(col(Person.id).desc())
            )
        )  # fmt: skip

    def _fill_in(
        self, session: Session, person: Person, row: Row, job: Job, has_account: bool
    ) -> Result:
        """Correct a profile; what somebody with an account wrote themselves is left to them."""
        values = row.values
        new = {
            name: value for name, value in values.items()
            if name not in ASIDE and getattr(person, name) != value
        }  # fmt: skip
        if has_account:
            kept = {name for name in new if getattr(person, name) not in {None, ""}}
            if kept:
                said = _("Người này tự quản lý hồ sơ. Chỉ điền ô còn trống, giữ ô họ đã ghi.")
                row.notes.append(Problem("", "", said))
            new = {name: value for name, value in new.items() if name not in kept}
        needs_number = "national_id" in values and person.national_id_index is None
        if not new and not needs_number:
            return taken(row, RowOutcome.DUPLICATE, person.id)
        for name, value in new.items():
            setattr(person, name, value)
        if needs_number:
            self._keep_number(person, values["national_id"])
        person.name_folded, person.updated_at = fold(person.full_name), job.now
        session.add(person)
        names = [*new, "national_id"] if needs_number else list(new)
        session.add(_line(job, "person.changed", person.id, ",".join(names)))
        return taken(row, RowOutcome.UPDATED, person.id)

    def _insert(
        self, session: Session, added: list[tuple[Row, Person]], job: Job
    ) -> dict[int, Result]:
        session.add_all([person for _row, person in added])
        session.flush()
        for row, person in added:
            if "national_id" in row.values:
                self._keep_number(person, row.values["national_id"])
        text = consents.texts()[ConsentPurpose.MATCHING]
        yes = [
            {
                "person_id": person.id, "purpose": ConsentPurpose.MATCHING, "is_granted": True,
                "text_version": text.version, "text_sha256": text.sha256, "at": job.now,
                "channel": CHANNEL, "recorded_by": job.account.id,
            }
            for _row, person in added
        ]  # fmt: skip
        if yes:
            session.execute(insert(ConsentEvent), yes)
        session.add_all([_line(job, "person.entered", person.id) for _row, person in added])
        session.flush()
        return {row.number: taken(row, RowOutcome.ACCEPTED, one.id) for row, one in added}

    def _keep_number(self, person: Person, digits: str) -> None:
        person.national_id_encrypted = self._data_key.encrypt(digits, column=COLUMN, row=person.id)
        person.national_id_index = self._data_key.blind_index(digits, purpose=COLUMN)
        person.national_id_last4 = digits[-4:]


@dataclass(frozen=True)
class _There:
    """Who of a chunk is there already.

    Attributes:
        ours: ids of those found by number whom the officer may see.
    """

    by_index: dict[str, Person]
    by_contact: dict[str, Person]
    ours: frozenset[int]
    with_account: frozenset[int]

    def find(self, values: dict[str, Any], data_key: DataKey) -> Person | None:
        """Return whose profile the row means, None for nobody's.

        Raises:
            Refused: the citizen number is in a profile of another territory, or a merged one.
        """
        digits = values.get("national_id")
        alike = self.by_contact.get(contact_key(values)) if _is_telling(values) else None
        if digits is None:
            return alike
        index = data_key.blind_index(digits, purpose=COLUMN)
        holder = self.by_index.get(index)
        if holder is None:
            return alike if alike is not None and alike.national_id_index is None else None
        if holder.id not in self.ours:
            said = _("Số căn cước này đã có trong một hồ sơ khác. Anh/chị kiểm tra lại số.")
            raise Refused(TAKEN, f"…{digits[-4:]}", said)
        return holder


def contact_key(values: dict[str, Any]) -> str:
    """Return number, name and birth for comparing; the place where there is no number."""
    phone = values.get("contact_phone")
    birth = values.get("birth_date") or values.get("birth_year")
    place = "" if phone else values.get("new_unit_id")
    return f"{phone or ''}|{fold(values['full_name'])}|{birth or ''}|{place}"


def _is_telling(values: dict[str, Any]) -> bool:
    return bool({"contact_phone", "birth_date", "birth_year"} & set(values))


def _contact(person: Person) -> dict[str, Any]:
    names = ("contact_phone", "full_name", "birth_date", "birth_year", "new_unit_id")
    return {name: getattr(person, name) for name in names}


def _take_birth(values: dict[str, Any]) -> None:
    birth = values.get("birth")
    if isinstance(birth, dt.date):
        values["birth_date"], values["birth_year"] = birth, birth.year
    elif birth is not None:
        values["birth_year"] = birth


def _new(values: dict[str, Any], job: Job) -> Person:
    given = {name: value for name, value in values.items() if name not in ASIDE}
    return Person(
        **given, name_folded=fold(values["full_name"]), created_at=job.now,
        created_by=job.account.id, updated_at=job.now, profile_step=LAST_STEP,
    )  # fmt: skip


def _line(job: Job, action: str, person_id: int, details: str = "") -> AuditLog:
    return AuditLog(
        at=job.now, account_id=job.account.id, role=job.account.role, action=action,
        subject_type="person", subject_id=person_id, details=details,
    )  # fmt: skip


PEOPLE = Kind(
    kind=ImportKind.PEOPLE, slug="nguoi-dan", title="Người tìm việc",
    roles=frozenset({Role.COMMUNE, Role.CENTRE}), columns=columns, begin=PeopleBatch,
)  # fmt: skip
