"""The log of what was shown → columns to learn from, and groups to audit by.

How far a suggestion got is read where it is recorded: opened in the log, applied and
interviewed in applications, hired and stayed in the placement ledger. Nothing is copied, so
a step taken back or voided is gone the next time. Features are those stored when shown.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlmodel import Session, col, select

from matching.learning.exposures import Exposures
from matching.learning.outcomes import Stage
from workforce.models import (
    Application,
    ApplicationEvent,
    ApplicationStatus,
    CheckOutcome,
    Dismissal,
    Exposure,
    Opening,
    Person,
    Placement,
    SensitiveAttributes,
)
from workforce.people.age import age_band, age_on
from workforce.placements.ledger import Episode, episodes

#: an invitation, an offer and a hire all say that the person was interviewed or passed over it
INTERVIEWED = (ApplicationStatus.INTERVIEW, ApplicationStatus.OFFERED, ApplicationStatus.HIRED)
#: proven with the same employer after so many months: it lasted
STAYED_MONTHS = (6, 12)
#: all that is read of a person here
PERSON_COLUMNS: tuple[Any, ...] = (Person.id, Person.sex, Person.birth_date, Person.birth_year)


@dataclass(frozen=True)
class Log:
    """What there is to learn from.

    Attributes:
        shown: the suggestions; persons are numbers without meaning here.
        groups: attribute → person number → group number, told for statistics only; matching
            sees no name of a group and scores nothing by it.
        left_out: why suggestions are not among them → how many.
    """

    shown: Exposures
    groups: dict[str, dict[int, int]]
    left_out: dict[str, int]


def read_log(
    session: Session, *, feature_set: str, width: int, today: dt.date, is_sample: bool = False
) -> Log:
    """Return what was shown, with what came of it by now; empty columns when nothing was.

    Args:
        feature_set, width: name and length of the feature list in use; rows with others
            cannot be learnt from together.
        is_sample: the fictional people instead of the real ones. Never both.
    """
    rows = session.exec(
        select(Exposure, Person.is_sample, Opening.is_sample)
        .join(Person, col(Person.id) == col(Exposure.person_id))
        .join(Opening, col(Opening.id) == col(Exposure.opening_id))
        .order_by(col(Exposure.person_id), col(Exposure.listed_on), col(Exposure.position))
    ).all()
    left_out: dict[str, int] = defaultdict(int)
    kept: list[Exposure] = []
    for exposure, *sample in rows:
        if any(sample) != is_sample:
            left_out["sample" if any(sample) else "not sample"] += 1
        elif exposure.feature_set != feature_set or len(exposure.features) != 2 * width:
            left_out["shown with other features"] += 1
        else:
            kept.append(exposure)
    stages, late = _stages(session, kept)
    said_no = _said_no(session, kept, stages)
    left_out["already applied for"] = len(late)
    counted = [place for place in range(len(kept)) if place not in late]
    stages = [int(Stage.SHOWN) if place in said_no else stages[place] for place in counted]
    dismissed = [place in said_no for place in counted]
    kept = [kept[place] for place in counted]
    people = {one.person_id for one in kept}
    return Log(
        _columns(kept, stages, dismissed, width),
        _groups(session, people, today=today),
        {name: count for name, count in left_out.items() if count},
    )


def _columns(
    kept: list[Exposure], stages: list[int], dismissed: list[bool], width: int
) -> Exposures:
    features = np.frombuffer(b"".join(one.features for one in kept), dtype="<f2")
    return Exposures(
        features=features.reshape(len(kept), width).astype(float),
        stages=np.array(stages, dtype=int),
        positions=np.array([one.position for one in kept], dtype=int),
        propensities=np.array([one.propensity for one in kept], dtype=float),
        explored=np.array([one.explored for one in kept], dtype=bool),
        persons=np.array([one.person_id for one in kept], dtype=int),
        days=np.array([one.listed_on.toordinal() for one in kept], dtype=int),
        dismissed=np.array(dismissed, dtype=bool),
    )


def _stages(session: Session, kept: list[Exposure]) -> tuple[list[int], set[int]]:
    """Return how far each got, and which were shown only after the person had applied.

    An application belongs to the last time the opening was shown before it.
    """
    stages = [int(Stage.SHOWN if one.opened_at is None else Stage.OPENED) for one in kept]
    by_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(kept):
        by_pair[one.person_id, one.opening_id].append(place)
    reached = _applications(session)
    late: set[int] = set()
    for pair, places in by_pair.items():
        if pair not in reached:
            continue
        applied_at, stage = reached[pair]
        before = [place for place in places if kept[place].shown_at <= applied_at]
        if before:
            stages[before[-1]] = int(stage)
        late.update(set(places) - set(before))
    return stages, late


def _said_no(session: Session, kept: list[Exposure], stages: list[int]) -> set[int]:
    """Return the places of what people said no to and did not take back or apply for.

    A no belongs to the last time the opening was shown before it.
    """
    rows = session.exec(select(Dismissal).order_by(col(Dismissal.id))).all()
    latest = {(row.person_id, row.opening_id): row for row in rows}
    last: dict[tuple[int, int], int] = {}
    for place, one in enumerate(kept):
        no = latest.get((one.person_id, one.opening_id))
        if no is not None and no.reason is not None and one.shown_at <= no.at:
            last[one.person_id, one.opening_id] = place
    return {place for place in last.values() if stages[place] < Stage.APPLIED}


def _applications(session: Session) -> dict[tuple[int, int], tuple[dt.datetime, Stage]]:
    """Return when each person applied to each opening and how far that got."""
    invited = set(
        session.exec(
            select(ApplicationEvent.application_id).where(
                col(ApplicationEvent.status).in_(INTERVIEWED)
            )
        )
    )
    ledger = _episodes_of_applications(session)
    found = {}
    for identity, person_id, opening_id, created_at in session.exec(
        select(Application.id, Application.person_id, Application.opening_id,
               Application.created_at)
    ):  # fmt: skip
        stage = Stage.INTERVIEWED if identity in invited else Stage.APPLIED
        episode = ledger.get(identity)
        if episode is not None and episode.is_placement:
            stayed = any(
                episode.checks.get(months) == CheckOutcome.SAME_EMPLOYER for months in STAYED_MONTHS
            )
            stage = Stage.STAYED if stayed else Stage.HIRED
        found[person_id, opening_id] = (created_at, stage)
    return found


def _episodes_of_applications(session: Session) -> dict[int, Episode]:
    placements = session.exec(
        select(Placement.id, Placement.application_id).where(
            col(Placement.application_id).is_not(None)
        )
    ).all()
    known = episodes(session, [identity for identity, _ in placements])
    return {
        application_id: known[identity]
        for identity, application_id in placements
        if application_id is not None and identity in known
    }


def _groups(session: Session, people: set[int], *, today: dt.date) -> dict[str, dict[int, int]]:
    """Return each person's group as a number; who did not tell is in none."""
    told: dict[str, dict[int, Any]] = {"sex": {}, "age": {}, "ethnicity": {}}
    for row in _known_of(session):
        if row.id not in people:
            continue
        if row.sex is not None:
            told["sex"][row.id] = str(row.sex)
        if band := age_band(age_on(row, today)):
            told["age"][row.id] = band
    for identity, ethnicity in session.exec(
        select(SensitiveAttributes.person_id, SensitiveAttributes.ethnicity)
    ):
        if identity in people and ethnicity:
            told["ethnicity"][identity] = ethnicity
    return {attribute: _numbered(labels) for attribute, labels in told.items()}


def _known_of(session: Session) -> Iterable[Any]:
    return session.exec(select(*PERSON_COLUMNS))


def _numbered(labels: dict[int, Any]) -> dict[int, int]:
    number = {label: index for index, label in enumerate(sorted(set(labels.values())))}
    return {identity: number[label] for identity, label in labels.items()}
