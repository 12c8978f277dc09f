"""What people search for, without the people: words by day, and what an admin made of them."""

import datetime as dt

from workforce.models.base import SHORT, Field, SQLModel, check, index


class QueryLog(SQLModel, table=True):
    """Words typed into the search of openings on a day, and how often.

    No account, no address, no hour: nobody can be read out of it. What looks like a number
    of a person, or like a name, is never written.
    """

    __tablename__ = "query_log"
    __table_args__ = (check("times >= 1", "times"), check("results >= 0", "results"))

    day: dt.date = Field(primary_key=True)
    query: str = Field(max_length=SHORT, primary_key=True)  #: folded
    times: int = 1
    results: int  #: openings found the last time
    kinds: str = Field(default="", max_length=80)  #: what was understood: 'occupation place'


class SynonymDecision(SQLModel, table=True):
    """An admin's word on a phrase people type: it means an occupation, or none (rejected)."""

    __tablename__ = "synonym_decision"
    __table_args__ = (index("ix_synonym_decision_occupation_id", "occupation_id"),)

    phrase: str = Field(max_length=SHORT, primary_key=True)  #: folded
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id")
    decided_on: dt.date
    decided_by: int | None = Field(default=None, foreign_key="account.id")
