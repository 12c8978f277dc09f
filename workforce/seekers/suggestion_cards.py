"""Cards of 'Gợi ý cho anh/chị': facts about this person beside each opening and course."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlmodel import Session

from matching.places import Point, road_km
from workforce.courses.cards import course_card
from workforce.courses.queries import CourseRow
from workforce.courses.queries import rows_of as courses_of
from workforce.courses.support import Support
from workforce.formats import date, kilometres, number
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Application, ApplicationStatus, Person
from workforce.openings.cards import opening_card
from workforce.openings.crowded import crowded
from workforce.openings.queries import OpeningRow, point_of
from workforce.openings.queries import rows_of as openings_of
from workforce.suggestions import words
from workforce.suggestions.prices import PLAUSIBLE
from workforce.suggestions.run import Suggestions
from workforce.suggestions.words import Names

#: classes shown for the one change: one may be near, the other free
CLASSES = 2


@dataclass(frozen=True)
class Cards:
    """Makes the cards of one person's page."""

    person: Person
    home: Point | None
    names: Names
    courses: dict[int, CourseRow]
    support: Support
    today: dt.date

    def opening(
        self, row: dict[str, Any], opening: OpeningRow, application: Application | None
    ) -> dict[str, Any]:
        """Return the card of an opening."""
        lacks = words.lacks(row, self.names)
        why = words.why(row, self.names, limit=8)
        km = road_km(self.home, opening.point)
        card = opening_card(opening, today=self.today, km=km)
        card |= {
            # So that the page of the opening knows it was found here.
            "url": url_for("public.opening", opening_id=opening.opening.id, tu="goi-y"),
            "fit": words.fit(row),
            "why": why[0] if why else "",
            "missing": listed(lacks),
            "more_why": why[1:],
            "know_first": words.know_first(row, self.names),
            "lacks": lacks,
        }
        teaches = self._taught(row, opening)
        if teaches is not None:
            card["missing_url"] = url_for("public.course", course_id=teaches.course.id)
            card["missing_link"] = _("Lớp dạy việc này: %(title)s", title=teaches.course.title)
            card["course_facts"] = f"{teaches.course.title}, {self.course_facts(teaches)}"
        if application is not None and application.status != ApplicationStatus.WITHDRAWN:
            card |= {"status": label(application.status), "status_kind": "info"}
        too_far = self.too_far(km)
        return card | ({"distance_text": too_far} if too_far else {})

    def _taught(self, row: dict[str, Any], opening: OpeningRow) -> CourseRow | None:
        """Return the class for what is missing: for the trade itself, or for a paper.

        For what is learnt on the job nobody is sent to school.
        """
        known = [self.courses[one] for one in row["courses"] if one in self.courses]
        trade = opening.opening.occupation_id
        own = [one for one in known if trade is not None and one.course.occupation_id == trade]
        needs_paper = any(lack["kind"] == "certificate" for lack in row["missing"])
        return next(iter(own or (known if needs_paper else [])), None)

    def course(self, row: CourseRow, reasons: dict[str, Any]) -> dict[str, Any]:
        """Return the card of a suggested course."""
        why = words.why(reasons, self.names)
        return self.plain_course(row) | {
            "why": why[0] if why else "",
            "teaches": self.names.skill_list(reasons["teaches"]),
        }

    def plain_course(self, row: CourseRow) -> dict[str, Any]:
        """Return the card of a course with its distance and what is left to pay."""
        card = course_card(row)
        cost = filter(None, [card["fee_text"], self.support.left(row.course)])
        return card | {"fee_text": ", ".join(cost), "distance_text": self._distance(row)}

    def course_facts(self, row: CourseRow) -> str:
        """Return a class in one line: day, seats, distance, what it costs."""
        card = self.plain_course(row)
        intake = row.next_intake
        parts = []
        if intake is not None:
            parts.append(_("khai giảng %(day)s", day=date(intake.starts_on)))
            parts.append(_("còn %(n)s chỗ", n=number(intake.seats - intake.seats_taken)))
        parts += [card["distance_text"], words.lowered(card["fee_text"])]
        return ", ".join(filter(None, parts))

    def change(self, found: dict[str, Any] | None) -> dict[str, Any] | None:
        """Return the one change that would open most, with classes that teach it."""
        said = words.change(found) if found else ""
        if not said or found is None:
            return None
        rows = [self.courses[one] for one in found["courses"] if one in self.courses]
        return {
            "said": said,
            "courses": [
                {
                    "title": row.course.title,
                    "facts": self.course_facts(row),
                    "url": url_for("public.course", course_id=row.course.id),
                }
                for row in rows[:CLASSES]
            ],
        }

    def note(self, shown: Sequence[int]) -> str:
        """Return how sure the cost after support is, if any of these courses says one."""
        rows = (self.courses[one] for one in shown if one in self.courses)
        return self.support.note() if any(self.support.covers(row.course) for row in rows) else ""

    def _distance(self, row: CourseRow) -> str:
        km = road_km(self.home, point_of(row.unit))
        return _("cách nhà %(distance)s", distance=kilometres(km)) if km is not None else ""

    def too_far(self, km: float | None) -> str:
        """Return the distance in plain words where it is more than the person said; else ''."""
        if km is None or self.person.max_km is None or km <= self.person.max_km:
            return ""
        return _(
            "cách nhà %(km)s, xa hơn %(wish)s km anh/chị muốn",
            km=kilometres(km), wish=self.person.max_km,
        )  # fmt: skip


def open_courses(session: Session, ids: Sequence[int], *, today: dt.date) -> dict[int, CourseRow]:
    """Return these courses by id, as far as an intake can be enrolled in."""
    rows = courses_of(session, list(dict.fromkeys(ids)), today=today)
    return {row.course.id: row for row in rows if row.next_intake}


def open_pairs(
    session: Session, found: Suggestions, *, today: dt.date
) -> list[tuple[dict[str, Any], OpeningRow]]:
    """Return the plausible suggestions with their openings, open and not full of applications."""
    likely = [row for row in found.openings if row["score"] >= PLAUSIBLE]
    rows = {
        row.opening.id: row for row in openings_of(session, [one["opening_id"] for one in likely])
    }
    full = crowded(session, rows.keys(), today=today)
    return [
        (row, rows[row["opening_id"]])
        for row in likely
        if row["opening_id"] in rows.keys() - full
        and rows[row["opening_id"]].opening.is_open(today)
    ]


def listed(parts: Sequence[str], limit: int = 2) -> str:
    """Return 'may máy 1 kim, kiểm hàng và 2 điều khác'."""
    text = ", ".join(parts[:limit])
    more = len(parts) - limit
    return _("%(parts)s và %(n)s điều khác", parts=text, n=more) if more > 0 else text
