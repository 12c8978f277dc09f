"""What is due at an enterprise, oldest first: answers, hires, check-ins, declarations."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, select

from workforce.clock import add_months
from workforce.employers import queries
from workforce.employers.hires import HireLine, hire_lines
from workforce.employers.queries import ApplicantLine
from workforce.models import CHECK_MONTHS, Placement, Site
from workforce.placements.ledger import Episode
from workforce.reports.stock import latest_standing

SHOWN_APPLICANTS = 10  #: the home page names the longest waiting; the opening's page has all


@dataclass(frozen=True)
class CheckDue:
    """A hire to ask after: the latest mark that has passed, and since when."""

    hire: HireLine
    months: int
    since: dt.date


@dataclass(frozen=True)
class DeclarationDue:
    """A place of work without a declaration of the last quarter; None: never declared."""

    site: Site
    last_on: dt.date | None


@dataclass(frozen=True)
class Due:
    """Everything the home page lists."""

    applicants: list[ApplicantLine]
    applicants_total: int
    to_confirm: list[HireLine]
    checks: list[CheckDue]
    declarations: list[DeclarationDue]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for the enterprise."""
        return not (self.applicants or self.to_confirm or self.checks or self.declarations)


def gather_due(session: Session, *, enterprise_id: int, today: dt.date) -> Due:
    """Return what waits for the enterprise today."""
    rows = session.exec(select(Placement).where(Placement.enterprise_id == enterprise_id)).all()
    lines = hire_lines(session, list(rows))
    unconfirmed = [
        line
        for line in lines
        if line.episode.started_on is not None
        and not line.episode.confirmed_by_employer
        and line.placement.application_id is not None
        and line.person_name
    ]
    unconfirmed.sort(key=lambda line: (line.episode.started_on, line.placement.id))
    return Due(
        applicants=queries.waiting_applicants(
            session, enterprise_id=enterprise_id, today=today, limit=SHOWN_APPLICANTS
        ),
        applicants_total=queries.count_waiting(session, enterprise_id=enterprise_id, today=today),
        to_confirm=unconfirmed,
        checks=_checks_due(lines, today),
        declarations=declarations_due(session, enterprise_id=enterprise_id, today=today),
    )


def months_due(episode: Episode, today: dt.date) -> list[int]:
    """Return the marks (1, 3, 6, 12 months) that have passed without an answer.

    None after the episode has ended: its end is the answer.
    """
    if episode.started_on is None or episode.ended_on is not None:
        return []
    return [
        months
        for months in CHECK_MONTHS
        if months not in episode.checks and add_months(episode.started_on, months) <= today
    ]


def declarations_due(
    session: Session, *, enterprise_id: int, today: dt.date
) -> list[DeclarationDue]:
    """Return the places of work whose declaration is older than the last quarter."""
    standing = latest_standing(queries.declarations(session, enterprise_id=enterprise_id))
    due = []
    for site in queries.sites(session, enterprise_id=enterprise_id, active_only=True):
        last = standing.get(site.id)
        if last is None or last.as_of < last_quarter_start(today):
            due.append(DeclarationDue(site, last.as_of if last else None))
    return due


def last_quarter_start(today: dt.date) -> dt.date:
    """Return the first day of the quarter before the current one."""
    this_quarter = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return add_months(this_quarter, -3)


def _checks_due(lines: list[HireLine], today: dt.date) -> list[CheckDue]:
    due = []
    for line in lines:
        months = months_due(line.episode, today) if line.episode.confirmed_by_employer else []
        if months and line.episode.started_on and line.person_name:
            due.append(CheckDue(line, months[-1], add_months(line.episode.started_on, months[0])))
    return sorted(due, key=lambda check: (check.since, check.hire.placement.id))
