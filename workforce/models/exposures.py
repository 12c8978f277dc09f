"""What was suggested to whom, where it stood and by what chance: what learning rests on."""

import datetime as dt

from workforce.models.base import Field, SQLModel, check, index


class Exposure(SQLModel, table=True):
    """An opening stood on a person's page of suggestions on a day; the first time counts.

    Only of people who agreed to matching; withdrawing that or erasing the profile removes
    the rows. What came of it is not copied: applications and the placement ledger tell.

    ``features`` holds what the score was made of, as it was then: profile and opening change
    and could not be read back. They are float16, little-endian, in the order of the feature
    list named by ``feature_set``: 50 bytes a row instead of 400 as JSON.
    """

    __table_args__ = (
        check("position >= 1", "position"),
        check("propensity > 0 AND propensity <= 1", "propensity"),
        index("ix_exposure_listed_on", "listed_on"),
    )

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    listed_on: dt.date = Field(primary_key=True)
    opening_id: int = Field(foreign_key="opening.id", primary_key=True)
    position: int  #: from 1, across pages
    propensity: float  #: chance of standing there, as drawn
    explored: bool = False  #: put there by chance
    model_version: str = Field(max_length=60)
    feature_set: str = Field(max_length=60)
    features: bytes
    shown_at: dt.datetime
    opened_at: dt.datetime | None = None
