"""Rows of the database → the records matching may see. This is the privacy boundary.

People are read column by column: name, sex, birth date, national id and contact never
leave this module, and the tables of sensitive attributes and households are not read at
all. An age goes out in completed years. Few queries, however many people.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from matching.records import CourseRecord, Experience, OpeningRecord, SeekerRecord
from workforce.models import (
    ACTIVE_STATUSES,
    Application,
    Course,
    CourseSkill,
    CourseStatus,
    Education,
    Enterprise,
    Intake,
    Occupation,
    Opening,
    OpeningSkill,
    Person,
    PersonCertificate,
    PersonSkill,
    School,
    Site,
    Skill,
    SkillSource,
    Training,
    WageType,
    WishedOccupation,
    WorkHistory,
    Zone,
)
from workforce.openings.filters import PER_MONTH
from workforce.openings.queries import find_open, hired_by_opening
from workforce.people.age import age_on
from workforce.suggestions import dismissals
from workforce.suggestions.places import Places

#: all that is ever read of a person's own row
PERSON_COLUMNS = (
    Person.id, Person.birth_date, Person.birth_year, Person.old_unit_id, Person.new_unit_id,
    Person.education, Person.training, Person.training_field, Person.about, Person.desired,
    Person.wage_min_vnd, Person.max_km, Person.needs_shuttle, Person.needs_housing,
    Person.shift_ok, Person.constraints, Person.declined_skills,
)  # fmt: skip

#: schooling an opening or course asks for, in words the matcher reads and a card can show
EDUCATION_WORDS = {
    Education.NONE: "không yêu cầu",
    Education.PRIMARY: "Tiểu học (lớp 5)",
    Education.LOWER_SECONDARY: "Trung học cơ sở (lớp 9)",
    Education.UPPER_SECONDARY: "Trung học phổ thông (lớp 12)",
}
TRAINING_WORDS = {
    Training.ELEMENTARY: "Sơ cấp nghề",
    Training.VOCATIONAL_SECONDARY: "Trung cấp",
    Training.INTERMEDIATE: "Trung cấp",
    Training.COLLEGE: "Cao đẳng",
    Training.UNIVERSITY: "Đại học",
    Training.POSTGRADUATE: "Sau đại học",
}
#: so many ids are named in a query; more are sorted out here
FEW = 500
#: levels above any general schooling; below them the schooling asked for says more
ABOVE_SCHOOL = frozenset(TRAINING_WORDS) - {Training.ELEMENTARY}
#: the levels the matcher counts, by the contract's names
TRAINING_LEVELS = {
    Training.UNCERTIFIED_WORKER: "cong_nhan_ky_thuat",
    Training.UNDER_3_MONTHS: "duoi_3_thang",
    Training.ELEMENTARY: "so_cap",
    Training.VOCATIONAL_SECONDARY: "trung_cap",
    Training.INTERMEDIATE: "trung_cap",
    Training.COLLEGE: "cao_dang",
    Training.UNIVERSITY: "dai_hoc",
    Training.POSTGRADUATE: "thạc sĩ",
}


def seeker_records(
    session: Session, person_ids: Sequence[int], *, today: dt.date, places: Places | None = None
) -> list[SeekerRecord]:
    """Return the records of these people in the given order; unknown ids are left out.

    Args:
        places: loaded once by a caller that reads people in many chunks.
    """
    if not person_ids:
        return []
    places = places or Places.load(session)
    rows = {row.id: row for row in session.exec(_columns_of(person_ids))}
    parts = _PartsOfPeople(session, list(rows))
    return [
        _seeker(rows[person_id], parts, places, today)
        for person_id in person_ids
        if person_id in rows
    ]


def opening_records(
    session: Session,
    *,
    today: dt.date,
    places: Places | None = None,
    among: Collection[int] | None = None,
) -> list[OpeningRecord]:
    """Return every opening people may apply to today, with the posts still free.

    Drafts, past deadlines and openings of suspended or closed enterprises are left out.

    Args:
        among: read only these ids; None for all.
    """
    places = places or Places.load(session)
    ids = find_open(session, today=today, among=among)
    rows = session.exec(
        select(Opening, Site, Zone, Occupation.key, Enterprise.name)  # type: ignore[call-overload]
        .join(Site, col(Site.id) == col(Opening.site_id))
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .join(Zone, col(Zone.id) == col(Site.zone_id), isouter=True)
        .join(Occupation, col(Occupation.id) == col(Opening.occupation_id), isouter=True)
        .where(col(Opening.id).in_(ids))
        .order_by(col(Opening.id))
    ).all()
    asked, welcome = _skills_of_openings(session, ids)
    hired = hired_by_opening(session, ids)
    waiting = _waiting_applications(session, ids)
    return [
        _opening(
            opening, company, occupation, skills=(asked[opening.id], welcome[opening.id]),
            left=max(0, opening.posts - hired.get(opening.id, 0)),
            waiting=waiting.get(opening.id, 0), place=places.work(site, zone),
        )
        for opening, site, zone, occupation, company in rows
    ]  # fmt: skip


def draft_record(session: Session, draft: Opening, skills: dict[int, bool]) -> OpeningRecord:
    """Return an opening nobody posted yet, not stored, as the matcher will read it then.

    Args:
        draft: with its site; an id only when it changes a stored one.
        skills: ids of skills asked for → whether they are required.
    """
    site = session.get_one(Site, draft.site_id)
    zone = session.get(Zone, site.zone_id) if site.zone_id else None
    occupation = session.get(Occupation, draft.occupation_id) if draft.occupation_id else None
    keys = session.exec(select(Skill.id, Skill.key).where(col(Skill.id).in_(skills))).all()
    told = sorted((key, skills[skill_id]) for skill_id, key in keys)
    return _opening(
        draft, session.get_one(Enterprise, site.enterprise_id).name,
        occupation.key if occupation else None,
        skills=([k for k, is_required in told if is_required], [k for k, is_r in told if not is_r]),
        left=draft.posts, waiting=0, place=Places.load(session).work(site, zone),
    )  # fmt: skip


def _opening(
    opening: Opening,
    company: str,
    occupation: str | None,
    *,
    skills: tuple[list[str], list[str]],
    left: int,
    waiting: int,
    place: dict[str, Any],
) -> OpeningRecord:
    asked, welcome = skills
    return OpeningRecord(
        id=str(opening.id),
        title=opening.title,
        company=company,
        description=opening.description,
        requirements=opening.requirements,
        benefits=opening.benefits,
        openings=opening.posts,
        posts_left=left,
        applicants=waiting,
        experience_raw=_experience_words(opening.experience_months),
        education=_schooling_words(opening.education, opening.training),
        shift=_shift_words(opening.shifts),
        posted_at=opening.posted_on,
        deadline=opening.deadline,
        occupation_key=occupation,
        required_skill_keys=tuple(asked),
        optional_skill_keys=tuple(welcome),
        has_shuttle=opening.has_shuttle,
        has_housing=opening.has_housing,
        wage_type=opening.wage_type,
        salary_min=_monthly(opening.wage_min_vnd, opening.wage_type),
        salary_max=_monthly(opening.wage_max_vnd, opening.wage_type),
        **place,
    )


def _waiting_applications(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Return how many applications wait for an answer, by opening id; none are left out."""
    rows = session.exec(
        select(Application.opening_id, func.count())
        .where(col(Application.opening_id).in_(ids), col(Application.status).in_(ACTIVE_STATUSES))
        .group_by(col(Application.opening_id))
    )
    return dict(rows.all())


def course_records(
    session: Session, *, today: dt.date, places: Places | None = None
) -> list[CourseRecord]:
    """Return every open course with its soonest intake that has a seat free.

    A course without one has no start and no seat left: search finds it, nobody is sent there.
    """
    places = places or Places.load(session)
    intakes: dict[int, Intake] = {}
    for intake in session.exec(_free_intakes(today)):
        intakes.setdefault(intake.course_id, intake)
    teaches = defaultdict(list)
    for course_id, key in session.exec(
        select(CourseSkill.course_id, Skill.key).join(
            Skill, col(Skill.id) == col(CourseSkill.skill_id)
        )
    ):
        teaches[course_id].append(key)
    rows = session.exec(
        select(Course, School, Occupation.key)
        .join(School, col(School.id) == col(Course.school_id))
        .join(Occupation, col(Occupation.id) == col(Course.occupation_id), isouter=True)
        .where(Course.status == CourseStatus.OPEN)
        .order_by(col(Course.id))
    )
    return [
        CourseRecord(
            id=str(course.id),
            title=course.title,
            provider=school.name,
            level=TRAINING_LEVELS.get(course.level),
            hours_total=course.hours_total,
            hours_practice=course.hours_practice,
            duration_weeks=course.duration_weeks,
            schedule=course.schedule or None,
            fee_vnd=course.fee_vnd,
            funding=", ".join(course.funding or ()) or None,
            **_next_run(intakes.get(course.id)),
            entry_requirement=_entry_words(course),
            description=course.description,
            outcomes=course.outcomes,
            occupation_keys=(occupation,) if occupation else (),
            skill_keys=tuple(sorted(teaches[course.id])),
            **places.taught_at(course.unit_id or school.unit_id, school.district),
        )
        for course, school, occupation in rows
    ]


class _PartsOfPeople:
    """What hangs on a person's row, for many people at once."""

    def __init__(self, session: Session, ids: Sequence[int]):
        self.work: dict[int, list[Experience]] = defaultdict(list)
        self.skills: dict[int, list[str]] = defaultdict(list)
        self.certificates: dict[int, list[str]] = defaultdict(list)
        self.wishes: dict[int, list[str]] = defaultdict(list)
        for person_id, title, months in session.exec(
            select(WorkHistory.person_id, WorkHistory.title, WorkHistory.months)
            .where(col(WorkHistory.person_id).in_(ids))
            .order_by(col(WorkHistory.id))
        ):
            self.work[person_id].append(Experience(title, months))
        for person_id, key in session.exec(
            select(PersonSkill.person_id, Skill.key)
            .join(Skill, col(Skill.id) == col(PersonSkill.skill_id))
            # What a machine read waits for the person's yes.
            .where(
                col(PersonSkill.person_id).in_(ids),
                col(PersonSkill.source) != SkillSource.RECOGNISED,
            )
            .order_by(col(Skill.key))
        ):
            self.skills[person_id].append(key)
        for person_id, name in session.exec(
            select(PersonCertificate.person_id, PersonCertificate.name)
            .where(col(PersonCertificate.person_id).in_(ids))
            .order_by(col(PersonCertificate.id))
        ):
            self.certificates[person_id].append(name)
        for person_id, key in session.exec(
            select(WishedOccupation.person_id, Occupation.key)
            .join(Occupation, col(Occupation.id) == col(WishedOccupation.occupation_id))
            .where(col(WishedOccupation.person_id).in_(ids))
            .order_by(col(WishedOccupation.position), col(WishedOccupation.id))
        ):
            self.wishes[person_id].append(key)
        self.said_no = dismissals.said_no(session, ids)


def _seeker(row: Any, parts: _PartsOfPeople, places: Places, today: dt.date) -> SeekerRecord:
    age = age_on(row, today)
    said_no = parts.said_no.get(row.id, dismissals.SaidNo())
    return SeekerRecord(
        id=str(row.id),
        age=None if age is None else float(age),
        education=row.education.value if row.education else None,
        training=_trained_as(row.training, row.training_field),
        about=row.about,
        desired=row.desired,
        experience=tuple(parts.work[row.id]),
        certificates=tuple(parts.certificates[row.id]),
        wage_min=None if row.wage_min_vnd is None else row.wage_min_vnd / 1_000_000,
        max_km=row.max_km,
        shift_ok=None if row.shift_ok is None else tuple(row.shift_ok),
        constraints=row.constraints,
        occupation_keys=tuple(parts.wishes[row.id]),
        skill_keys=tuple(parts.skills[row.id]),
        declined_skill_keys=tuple(row.declined_skills or ()),
        needs_shuttle=row.needs_shuttle,
        needs_housing=row.needs_housing,
        dismissed=tuple(map(str, said_no.openings)),
        disliked_occupation_keys=tuple(said_no.trades),
        **places.home(row.old_unit_id, row.new_unit_id),
    )


def _columns_of(person_ids: Sequence[int]) -> Any:
    columns = select(*PERSON_COLUMNS)  # type: ignore[call-overload]
    return columns.where(col(Person.id).in_(person_ids))


def _skills_of_openings(
    session: Session, ids: Iterable[int]
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    asked: dict[int, list[str]] = defaultdict(list)
    welcome: dict[int, list[str]] = defaultdict(list)
    wanted = set(ids)
    statement = (
        select(OpeningSkill.opening_id, Skill.key, OpeningSkill.is_required)
        .join(Skill, col(Skill.id) == col(OpeningSkill.skill_id))
        .order_by(col(Skill.key))
    )
    if len(wanted) <= FEW:
        statement = statement.where(col(OpeningSkill.opening_id).in_(wanted))
    for opening_id, key, is_required in session.exec(statement):
        if opening_id in wanted:
            (asked if is_required else welcome)[opening_id].append(key)
    return asked, welcome


def _free_intakes(today: dt.date) -> Any:
    return (
        select(Intake)
        .where(
            col(Intake.is_cancelled).is_(False),
            func.coalesce(Intake.enrol_by, Intake.starts_on) >= today,
            col(Intake.starts_on) >= today,
            col(Intake.seats_taken) < col(Intake.seats),
        )
        .order_by(col(Intake.starts_on), col(Intake.id))
    )


def _next_run(intake: Intake | None) -> dict[str, Any]:
    if intake is None:
        return {"seats_left": 0}
    return {
        "seats": intake.seats,
        "seats_left": intake.seats - intake.seats_taken,
        "start_date": intake.starts_on,
    }


def _trained_as(training: Training | None, field: str) -> str | None:
    """Return 'trung_cap: điện công nghiệp' as the contract has it; None when untrained."""
    if training in (None, Training.NONE):
        return field or None
    level = TRAINING_LEVELS[training]
    return f"{level}: {field}" if field else level


def _schooling_words(education: Education | None, training: Training | None) -> str | None:
    if training in ABOVE_SCHOOL or education is None:
        return TRAINING_WORDS.get(training) if training else None
    return EDUCATION_WORDS[education]


def _entry_words(course: Course) -> str | None:
    words = [EDUCATION_WORDS[course.entry_education]] if course.entry_education else []
    return ". ".join(filter(None, [*words, course.entry_requirement])) or None


def _experience_words(months: int | None) -> str | None:
    if months is None:
        return None
    return f"{months} tháng" if months else "không yêu cầu"


def _shift_words(shifts: list[str] | None) -> str | None:
    return ", ".join(code.replace("_", " ") for code in shifts) if shifts else None


def _monthly(amount: int | None, unit: WageType) -> float | None:
    """Return pay as million VND a month; pay by the piece cannot be compared."""
    factor = PER_MONTH.get(unit)
    return amount * factor / 1_000_000 if amount and factor else None
