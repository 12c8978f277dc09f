"""Say yes or no to one purpose, and keep what only a yes allows. Flush, never commit."""

import datetime as dt
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from workforce.applications.retention import let_go_all
from workforce.consents import consents
from workforce.errors import NotAllowed
from workforce.i18n import _
from workforce.models import (
    Account,
    ConsentPurpose,
    Dismissal,
    Exposure,
    Person,
    SensitiveAttributes,
    Sex,
    SuggestionList,
)


def set_consent(
    session: Session,
    *,
    person: Person,
    purpose: ConsentPurpose,
    is_granted: bool,
    by: Account,
    now: dt.datetime,
) -> None:
    """Grant or withdraw one purpose. Withdrawing takes away what stood on it.

    Without consent to matching the stored list, the log of what was shown and what was said
    no to go; without the one for sensitive attributes those go.
    """
    if consents.has_consent(session, person_id=person.id, purpose=purpose) == is_granted:
        return
    record = consents.grant if is_granted else consents.withdraw_consent
    record(session, person_id=person.id, purpose=purpose, channel="self", by=by, now=now)
    if is_granted:
        return
    if purpose == ConsentPurpose.MATCHING:
        _delete_own(session, SuggestionList, person)
        _delete_own(session, Exposure, person)
        _delete_own(session, Dismissal, person)
    elif purpose == ConsentPurpose.SENSITIVE:
        _delete_own(session, SensitiveAttributes, person)
    elif purpose == ConsentPurpose.KEEP_PROFILE:
        let_go_all(session, person_id=person.id)
    elif purpose == ConsentPurpose.STATISTICS:
        person.sex = None
        session.add(person)
    session.flush()


def save_sex(session: Session, *, person: Person, sex: Sex | None, now: dt.datetime) -> None:
    """Keep the sex for statistics and the retirement age; only with that consent."""
    if not consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.STATISTICS):
        raise NotAllowed(_("Anh/chị chưa đồng ý cho thống kê nên phần này để trống."))
    person.sex, person.updated_at = sex, now
    session.add(person)
    session.flush()


def save_sensitive(
    session: Session,
    *,
    person: Person,
    ethnicity: str,
    disability: str,
    poverty: str,
    by: Account,
    now: dt.datetime,
) -> None:
    """Keep sensitive attributes beside the consent that allows it.

    Raises:
        NotAllowed: the person has not said yes to exactly this.
    """
    consent = consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.SENSITIVE)
    if not consent:
        raise NotAllowed(_("Anh/chị chưa đồng ý cho giữ thông tin này nên phần này để trống."))
    event = consents.events_of(session, person.id)
    proof = [one for one in event if one.purpose == ConsentPurpose.SENSITIVE][-1]
    row = session.get(SensitiveAttributes, person.id) or SensitiveAttributes(
        person_id=person.id, consent_id=proof.id, recorded_at=now
    )
    row.consent_id, row.recorded_at, row.recorded_by = proof.id, now, by.id
    row.ethnicity, row.disability, row.poverty = ethnicity, disability, poverty
    session.add(row)
    session.flush()


def _delete_own(session: Session, model: Any, person: Person) -> None:
    session.exec(delete(model).where(col(model.person_id) == person.id))
