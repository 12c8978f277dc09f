"""The citizen number: encrypted, looked up by keyed hash, shown by its last four digits."""

import re

from sqlmodel import Session, select

from workforce.crypto import DataKey
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Person

COLUMN = "person.national_id"


def read_national_id(text: str) -> str:
    """Return twelve digits from what was typed, spaces and dots allowed.

    Raises:
        InvalidInput: anything else; a nine-digit old card is not a citizen number.
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise InvalidInput(_("Số căn cước cần 12 chữ số. Ví dụ: 094 123 456 789."), "national_id")
    return digits


def holder(session: Session, number: str, *, data_key: DataKey) -> Person | None:
    """Return whose profile carries this number, or None."""
    index = data_key.blind_index(number, purpose=COLUMN)
    return session.exec(select(Person).where(Person.national_id_index == index)).first()


def keep(session: Session, *, person: Person, number: str, data_key: DataKey) -> None:
    """Store the number on the person's row, which must have an id.

    Raises:
        InvalidInput: not twelve digits, or the number is in another profile.
    """
    digits = read_national_id(number)
    other = holder(session, digits, data_key=data_key)
    if other is not None and other.id != person.id:
        raise InvalidInput(
            _("Số căn cước này đã có trong một hồ sơ khác. Anh/chị tìm hồ sơ đó thay vì lập mới."),
            "national_id",
        )
    person.national_id_encrypted = data_key.encrypt(digits, column=COLUMN, row=person.id)
    person.national_id_index = data_key.blind_index(digits, purpose=COLUMN)
    person.national_id_last4 = digits[-4:]
    session.add(person)
    session.flush()
