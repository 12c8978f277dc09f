"""A freed seat, offered to the first who waits, for so long."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import Index, text

from workforce.models.base import Field, SQLModel, choice


class SeatAnswer(StrEnum):
    """What became of an offer."""

    OPEN = "open"  #: the seat is held until ``answer_by``
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"  #: nobody answered in time
    CANCELLED = "cancelled"  #: the class will not take place


IS_OPEN = text("answer = 'open'")


class SeatOffer(SQLModel, table=True):
    """A seat held for somebody on the waiting list; an open one counts among ``seats_taken``."""

    __tablename__ = "seat_offer"
    __table_args__ = (
        # one open offer an enrolment, whatever the code does
        Index(
            "uq_seat_offer_open", "enrolment_id", unique=True,
            sqlite_where=IS_OPEN, postgresql_where=IS_OPEN,
        ),
        Index("ix_seat_offer_due", "answer", "answer_by"),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    offered_at: dt.datetime
    answer_by: dt.datetime
    answer: SeatAnswer = choice(SeatAnswer, default=SeatAnswer.OPEN)
    answered_at: dt.datetime | None = None
