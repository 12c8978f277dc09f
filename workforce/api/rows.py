"""Rows of the database as the API says them."""

from flask import url_for

from workforce.api.shapes import CourseOut, IntakeOut, OpeningOut, ZoneFactOut, ZoneOut
from workforce.courses.queries import CourseRow
from workforce.openings.queries import OpeningRow
from workforce.zones.queries import ZoneRow

#: columns that go out under their own name
_OPENING = (
    "id", "title", "description", "requirements", "benefits", "posts", "wage_type",
    "wage_min_vnd", "wage_max_vnd", "shifts", "contract_type", "education", "training",
    "experience_months", "has_shuttle", "has_housing", "has_meals", "has_nursery", "start_on",
    "posted_on", "deadline", "is_sample",
)  # fmt: skip
_COURSE = (
    "id", "title", "level", "hours_total", "hours_practice", "duration_weeks", "schedule",
    "fee_vnd", "entry_education", "entry_requirement", "description", "outcomes", "language",
    "certificate", "is_sample",
)  # fmt: skip


def opening_out(row: OpeningRow, vsco: dict[int, str]) -> OpeningOut:
    """Return an opening; the contact and whoever posted it stay inside."""
    point = row.point
    return OpeningOut(
        **{name: getattr(row.opening, name) for name in _OPENING},
        url=url_for("public.opening", opening_id=row.opening.id, _external=True),
        company=row.enterprise.name,
        is_verified=row.is_verified,
        zone=row.zone.key if row.zone else None,
        commune=row.unit.name if row.unit else None,
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        occupation=vsco.get(row.opening.occupation_id or 0),
        posts_left=row.posts_left,
    )


def course_out(row: CourseRow, vsco: dict[int, str]) -> CourseOut:
    """Return a course with the intakes that take people."""
    return CourseOut(
        **{name: getattr(row.course, name) for name in _COURSE},
        url=url_for("public.course", course_id=row.course.id, _external=True),
        school=row.school.name,
        occupation=vsco.get(row.course.occupation_id or 0),
        commune=row.unit.name if row.unit else None,
        intakes=[
            IntakeOut(
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                enrol_by=one.enrol_by,
                seats=one.seats,
                seats_left=one.seats - one.seats_taken,
            )
            for one in row.intakes
        ],
    )


def zone_out(row: ZoneRow) -> ZoneOut:
    """Return a zone with every recorded fact, oldest first."""
    return ZoneOut(
        key=row.zone.key,
        url=url_for("public.zone", key=row.zone.key, _external=True),
        name=row.zone.name,
        kind=row.zone.kind.value,
        counts_in_target=row.zone.counts_in_target,
        communes=[unit.name for unit in row.units],
        facts=[
            ZoneFactOut(
                fact=one.fact,
                value=one.value_number,
                text=one.value_text,
                unit=one.unit,
                as_of=one.as_of,
                source=one.source,
                is_verified=one.is_verified,
            )
            for one in row.facts
        ],
    )
