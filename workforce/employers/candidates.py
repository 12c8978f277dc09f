"""People an enterprise may invite, as its page shows them: no name, no number, no score."""

import datetime as dt
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from workforce.courses.queries import CourseRow
from workforce.courses.queries import rows_of as courses_of
from workforce.crypto import DamagedCiphertext, DataKey
from workforce.errors import NotFound
from workforce.formats import date
from workforce.i18n import _
from workforce.invitations import queries as invitations
from workforce.invitations.queries import Findable
from workforce.models import Invitation, InvitationAnswer, Opening
from workforce.openings.queries import rows_of
from workforce.reference.rates import rate_number
from workforce.suggestions.findable import Fit, best_of
from workforce.suggestions.words import duration

#: ties a pseudonym to this use and, with the opening as row, to this opening alone
COLUMN = "invitation.pseudonym"


@dataclass(frozen=True)
class Candidate:
    """Somebody the opening suits, in words.

    Attributes:
        pseudonym: what the page calls them; another word in every opening, so that two
            pages cannot be laid side by side.
        facts: (label, value) pairs as the page lists them.
        courses: titles and first days of courses that teach what is missing.
        state: '' not invited, else how the invitation stands.
    """

    pseudonym: str
    facts: list[tuple[str, str]]
    reasons: list[str]
    lacks: list[str]
    courses: list[str] = field(default_factory=list)
    state: str = ""


def candidates_for(
    session: Session, *, opening: Opening, key: DataKey, today: dt.date
) -> list[Candidate]:
    """Return whom the opening suits among those who agreed to be found, best first."""
    count = int(rate_number(session, "invitation", "shown", on=today))
    people = invitations.people_for(session, opening=opening, today=today)
    fits = best_of(session, opening_id=opening.id, people=people, count=count, today=today)
    return _told(session, fits, opening=opening, key=key, today=today)


def candidate(
    session: Session, *, opening: Opening, pseudonym: str, key: DataKey, today: dt.date
) -> Candidate:
    """Return one candidate; NotFound when they may not be found any more."""
    person_id = person_of(pseudonym, opening=opening, key=key)
    if not invitations.may_be_invited(session, person_id=person_id, opening=opening, today=today):
        raise NotFound
    fits = best_of(session, opening_id=opening.id, people=[person_id], count=1, today=today)
    if not fits:
        raise NotFound
    return _told(session, fits, opening=opening, key=key, today=today)[0]


def person_of(pseudonym: str, *, opening: Opening, key: DataKey) -> int:
    """Return whom a pseudonym of this opening stands for; NotFound for any other word."""
    try:
        data = urlsafe_b64decode(pseudonym.encode("ascii"))
        return int(key.decrypt(data, column=COLUMN, row=opening.id))
    except (UnicodeEncodeError, BadBase64, DamagedCiphertext, ValueError) as error:
        raise NotFound from error


def pseudonym_of(person_id: int, *, opening: Opening, key: DataKey) -> str:
    """Return what the pages of this opening call a person: always the same, useless elsewhere."""
    data = key.encrypt(f"{person_id:010d}", column=COLUMN, row=opening.id)
    return urlsafe_b64encode(data).decode()


def _told(
    session: Session, fits: Sequence[Fit], *, opening: Opening, key: DataKey, today: dt.date
) -> list[Candidate]:
    ids = [fit.person_id for fit in fits]
    place = rows_of(session, [opening.id])[0].point
    shown = invitations.shown_of(session, ids, work_at=place, today=today)
    invited = invitations.invited_to(session, opening_id=opening.id)
    asked = list(dict.fromkeys(course for fit in fits for course in fit.courses[:2]))
    courses = {row.course.id: row for row in courses_of(session, asked, today=today)}
    return [
        Candidate(
            pseudonym=pseudonym_of(fit.person_id, opening=opening, key=key),
            facts=_facts(shown[fit.person_id]),
            reasons=fit.reasons,
            lacks=fit.lacks,
            courses=[_course(courses[one]) for one in fit.courses[:2] if one in courses],
            state=_state(invited.get(fit.person_id)),
        )
        for fit in fits
    ]


def _facts(one: Findable) -> list[tuple[str, str]]:
    named = [
        f"{name}, {duration(months)}" if name and months else name or _worked(months)
        for name, months in one.work
    ]
    certificates = list(one.certificates)
    if one.other_certificates:
        certificates.append(_("%(n)s chứng chỉ khác", n=one.other_certificates))
    rows = [
        (_("Muốn làm"), ", ".join(one.wishes)),
        (_("Đã làm"), "; ".join(filter(None, named))),
        (_("Kỹ năng"), ", ".join(one.skills)),
        (_("Chứng chỉ"), ", ".join(certificates)),
        (_("Đường đi làm"), distance_words(one)),
    ]
    return [(label, value) for label, value in rows if value]


def distance_words(one: Findable) -> str:
    """Return 'dưới 5 km', '10–15 km', 'trên 40 km'; '' when unknown."""
    if one.near_km is None:
        return ""
    if one.far_km is None:
        return _("trên %(km)s km", km=one.near_km)
    if one.near_km == 0:
        return _("dưới %(km)s km", km=one.far_km)
    return _("%(near)s–%(far)s km", near=one.near_km, far=one.far_km)


def _worked(months: int | None) -> str:
    return _("việc khác, %(time)s", time=duration(months)) if months else ""


def _course(row: CourseRow) -> str:
    if row.next_intake is None:
        return row.course.title
    return _("%(course)s, khai giảng %(day)s", course=row.course.title,
             day=date(row.next_intake.starts_on))  # fmt: skip


def _state(invitation: Invitation | None) -> str:
    if invitation is None:
        return ""
    if invitation.answer == InvitationAnswer.DECLINED:
        return _("Chưa muốn nhận việc này")
    return _("Đã mời ngày %(day)s", day=date(invitation.invited_at))
