"""Applications and the steps they may take."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON

from workforce.models.base import LINE, Field, SQLModel, check, choice, index, unique


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SENT = "sent"
    SEEN = "seen"
    INTERVIEW = "interview"
    OFFERED = "offered"
    HIRED = "hired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = ApplicationStatus

#: who may take which step from where; the rest is refused
EMPLOYER_STEPS: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
    S.SENT: frozenset({S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED, S.REFUSED}),
    S.SEEN: frozenset({S.INTERVIEW, S.OFFERED, S.HIRED, S.REFUSED}),
    S.INTERVIEW: frozenset({S.OFFERED, S.HIRED, S.REFUSED}),
    S.OFFERED: frozenset({S.HIRED, S.REFUSED}),
}
SEEKER_STEPS: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
    S.SENT: frozenset({S.WITHDRAWN}),
    S.SEEN: frozenset({S.WITHDRAWN}),
    S.INTERVIEW: frozenset({S.WITHDRAWN}),
    S.OFFERED: frozenset({S.WITHDRAWN}),
    S.WITHDRAWN: frozenset({S.SENT}),  #: apply again after withdrawing
}
#: still waiting for somebody to act
ACTIVE_STATUSES = frozenset({S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED})


class Application(SQLModel, table=True):
    """A person applied to an opening, once: a second click finds the first."""

    __table_args__ = (
        unique("person_id", "opening_id"),
        index("ix_application_opening_status", "opening_id", "status"),
        check("length(message) <= 4000", "message"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    opening_id: int = Field(foreign_key="opening.id")
    status: ApplicationStatus = choice(ApplicationStatus, default=ApplicationStatus.SENT)
    message: str = Field(default="", max_length=4_000)
    #: parts of the profile the employer sees ('phone', 'work', …); None: all of them, as the
    #: person agreed before there was a choice
    shared: list[str] | None = Field(default=None, sa_type=JSON)
    consent_id: int | None = Field(default=None, foreign_key="consent_event.id")
    #: an officer applied on the person's behalf
    sent_by: int | None = Field(default=None, foreign_key="account.id")
    created_at: dt.datetime
    updated_at: dt.datetime
    #: the employer's access to a refused applicant ends here (Law 91/2025 art. 25)
    hidden_from_employer_on: dt.date | None = None
    #: the person agreed that this enterprise keeps the profile until then, to be invited again
    kept_until: dt.date | None = None


class InvitationAnswer(StrEnum):
    """What the person did with an invitation."""

    WAITING = "waiting"
    APPLIED = "applied"
    DECLINED = "declined"


class Invitation(SQLModel, table=True):
    """An enterprise invites somebody it knows no name of; only who applies becomes known."""

    __table_args__ = (
        unique("person_id", "opening_id"),
        check("answer = 'waiting' OR answered_at IS NOT NULL", "answered_when"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    opening_id: int = Field(foreign_key="opening.id", index=True)
    message: str = Field(default="", max_length=LINE)
    invited_at: dt.datetime
    invited_by: int | None = Field(default=None, foreign_key="account.id")
    answer: InvitationAnswer = choice(InvitationAnswer, default=InvitationAnswer.WAITING)
    answered_at: dt.datetime | None = None


class ApplicationEvent(SQLModel, table=True):
    """A step of an application. Append-only."""

    __tablename__ = "application_event"
    __table_args__ = (index("ix_application_event_application", "application_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    status: ApplicationStatus = choice(ApplicationStatus)
    at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    reason: str = Field(default="", max_length=LINE)
