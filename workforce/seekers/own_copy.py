"""The copy of all that is kept about a person, which they may take with them.

``collect`` gathers it once; ``as_json`` is for machines, ``readable.sections`` for people.
"""

import datetime as dt
import json
from typing import Any

from sqlmodel import Session

from workforce.certificates.queries import of_person
from workforce.consents import consents
from workforce.models import Account, Person
from workforce.notices import queries as notices
from workforce.notices.kinds import sentence
from workforce.seekers import queries, watching
from workforce.suggestions import dismissals

#: of no use to the person: sealed, or made for finding them
HIDDEN = {"national_id_encrypted", "national_id_index", "name_folded"}


def collect(session: Session, *, account: Account, person: Person) -> dict[str, Any]:
    """Return the copy, one subject a key; what is not there is empty or None."""
    return {
        **_profile(session, account, person),
        **_doings(session, person),
        **_messages(session, account),
        **_told(session, person),
        **_watched(session, account, person),
    }


def as_json(session: Session, *, account: Account, person: Person) -> str:
    """Return the copy as JSON text."""
    whole = collect(session, account=account, person=person)
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def _profile(session: Session, account: Account, person: Person) -> dict[str, Any]:
    whole = queries.profile_of(session, person=person)
    return {
        "person": {k: v for k, v in person.model_dump().items() if k not in HIDDEN},
        "account": {"phone": account.phone, "language": account.language},
        "wished_occupations": [one.name_vi for one in whole.wishes],
        "skills": [one.name_vi for one in whole.skills],
        "work": [{"title": one.title, "months": one.months} for one in whole.work],
        "certificates": whole.certificates,
        "commune": [unit.name for unit in (whole.old_unit, whole.new_unit) if unit],
    }


def _doings(session: Session, person: Person) -> dict[str, Any]:
    given = {one.enrolment_id: one for one in of_person(session, person_id=person.id)}
    return {
        "applications": [
            {
                "opening": row.opening.opening.title,
                "enterprise": row.opening.enterprise.name,
                "status": row.application.status,
                "message": row.application.message,
                "shared": row.application.shared,
                "sent_at": row.application.created_at,
                "started_on": row.episode.started_on,
                "ended_on": row.episode.ended_on,
            }
            for row in queries.applications_of(session, person=person)
        ],
        "enrolments": [
            {
                "course": row.course.title,
                "starts_on": row.intake.starts_on,
                "status": row.enrolment.status,
                "certificate": given[row.enrolment.id].token if row.enrolment.id in given else None,
            }
            for row in queries.enrolments_of(session, person=person)
        ],
        "suggestions_shown": [
            {
                "day": row.listed_on,
                "opening": row.title,
                "position": row.position,
                "opened_at": row.opened_at,
            }
            for row in queries.shown_to(session, person=person)
        ],
        "said_not_suitable": [
            {"opening": title, "reason": row.reason, "is_taken_back": not row.reason, "at": row.at}
            for title, row in dismissals.history(session, person_id=person.id)
        ],
    }


def _messages(session: Session, account: Account) -> dict[str, Any]:
    return {
        "notices": [
            {"text": sentence(one), "at": one.created_at, "read_at": one.read_at}
            for one in session.exec(notices.inbox(account))
        ],
        "saved_searches": [
            {"name": one.name, "frequency": one.frequency, "stopped_at": one.stopped_at}
            for one in notices.searches_of(session, account=account)
        ],
    }


def _told(session: Session, person: Person) -> dict[str, Any]:
    sensitive = queries.sensitive_of(session, person=person)
    return {
        "consents": [
            {
                "purpose": event.purpose,
                "is_granted": event.is_granted,
                "text_version": event.text_version,
                "at": event.at,
                "channel": event.channel,
            }
            for event in consents.events_of(session, person.id)
        ],
        "sensitive": sensitive
        and {
            "ethnicity": sensitive.ethnicity,
            "disability": sensitive.disability,
            "poverty": sensitive.poverty,
        },
    }


def _watched(session: Session, account: Account, person: Person) -> dict[str, Any]:
    return {
        "household": [
            {"relation": member.relation, "wish": member.wish, "decision": decision.number,
             "decided_on": decision.decided_on, "project": decision.project}
            for member, decision in queries.household_of(session, person=person)
        ],
        "devices": [
            {"device": row.device, "signed_in_at": row.created_at, "last_seen_at": row.last_seen_at}
            for row in queries.devices_of(session, account=account)
        ],
        "codes_read_out": [
            {"at": row.read_out_at, "reason": row.read_out_reason}
            for row in queries.codes_read_out(session, account=account)
        ],
        "seen_by": [
            {"at": view.at, "who": view.who, "what": view.what}
            for view in watching.views_of(session, person=person, account=account)
        ],
    }  # fmt: skip


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
