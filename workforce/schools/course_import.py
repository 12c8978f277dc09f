"""Courses and their intakes from a workbook: a row is a course, or a run of one."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from matching import fold
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.imports import cells
from workforce.imports.kind import (
    Batch,
    Column,
    Identity,
    Job,
    Kind,
    Refused,
    Result,
    Row,
    one_by_one,
)
from workforce.labels import FUNDING
from workforce.models import (
    Account,
    Course,
    CourseSkill,
    CourseStatus,
    Education,
    ImportKind,
    Intake,
    Role,
    RowOutcome,
    Training,
    Unit,
    UnitLevel,
)
from workforce.reference.recognition import recognise_occupations
from workforce.schools import actions

INTAKE = ("starts_on", "ends_on", "enrol_by", "seats")
ASIDE = frozenset({"code", "publish", *INTAKE})


def columns(session: Session, _account: Account) -> tuple[Column, ...]:
    """Return the columns of a school's template."""
    return (*_course(session), *_fees(), *_intake())


def _course(session: Session) -> tuple[Column, ...]:
    levels = dict(list(cells.labels(Training).items())[2:])
    return (
        Column("code", "Mã khóa học", cells.text(60), aliases=("Mã khóa", "Mã lớp", "Mã"),
               hint="Mã của trường. Gửi lại cùng mã thì khóa học được sửa, không thêm mới.",
               example="MAY-K12"),
        Column("title", "Tên khóa học", cells.text(120), is_required=True,
               aliases=("Tên lớp", "Tên nghề đào tạo", "Khóa học"), example="May công nghiệp"),
        Column("level", "Trình độ", cells.one_of(levels), is_required=True,
               aliases=("Trình độ đào tạo",), choices=tuple(levels), example="Sơ cấp"),
        Column("unit_id", "Nơi học", cells.one_of(_communes(session)),
               aliases=("Địa điểm học", "Xã, phường nơi học"),
               hint="Tên xã, phường hiện nay."),
        Column("hours_total", "Tổng số giờ", cells.whole(1, 20_000)),
        Column("hours_practice", "Giờ thực hành", cells.whole(0, 20_000),
               aliases=("Trong đó giờ thực hành",)),
        Column("duration_weeks", "Số tuần học", cells.whole(1, 500), aliases=("Số tuần",)),
        Column("schedule", "Lịch học", cells.text(300), example="Tối thứ 2, 4, 6"),
        Column("description", "Giới thiệu", cells.text(4000, lines=True), aliases=("Mô tả",)),
        Column("outcomes", "Học xong làm được gì", cells.text(4000, lines=True)),
    )  # fmt: skip


def _fees() -> tuple[Column, ...]:
    education = cells.labels(Education)
    funding = {cells.vietnamese(word): key for key, word in FUNDING.items()}
    return (
        Column("fee_vnd", "Học phí cả khóa", cells.money, aliases=("Học phí",),
               hint="Triệu đồng, như 1,5; hoặc ghi đủ 1500000. Miễn phí: 0."),
        Column("funding", "Ai trả học phí", cells.many_of(funding), aliases=("Nguồn kinh phí",),
               hint="Nhiều mục cách nhau bằng dấu chấm phẩy: " + "; ".join(funding) + "."),
        Column("entry_education", "Học vấn ít nhất", cells.one_of(education),
               choices=tuple(education), aliases=("Học vấn",)),
        Column("entry_requirement", "Điều kiện khác", cells.text(300)),
    )  # fmt: skip


def _intake() -> tuple[Column, ...]:
    return (
        Column("starts_on", "Ngày khai giảng", cells.day, aliases=("Khai giảng",),
               hint="Để trống nếu chưa có lịch. Nhiều lần khai giảng: mỗi lần một dòng."),
        Column("ends_on", "Ngày kết thúc", cells.day, aliases=("Bế giảng",)),
        Column("enrol_by", "Hạn đăng ký", cells.day),
        Column("seats", "Số chỗ", cells.whole(1, 10_000), aliases=("Chỉ tiêu", "Sĩ số")),
        Column("publish", "Đăng ngay", cells.yes_no, choices=("Có", "Không"),
               hint="Có: người học thấy khóa học ngay. Để trống: bản nháp, đăng sau."),
    )  # fmt: skip


class CourseBatch(Batch):
    """The courses of one school, each by the form's own rules."""

    def __init__(self, session: Session, job: Job):
        self._school_id = job.account.school_id or 0
        self._occupations: dict[str, int | None] = {}

    def identities(self, row: Row) -> tuple[Identity, ...]:
        """Return the course, on which all its rows must agree, and the run of it."""
        values = row.values
        if ("starts_on" in values) != ("seats" in values):
            raise Refused(
                "Số chỗ", values.get("seats", ""),
                _("Lần khai giảng cần cả ngày khai giảng và số chỗ."),
            )  # fmt: skip
        total, practice = values.get("hours_total"), values.get("hours_practice")
        if total is not None and practice is not None and practice > total:
            raise Refused(
                "Giờ thực hành", practice, _("Giờ thực hành không thể nhiều hơn tổng số giờ.")
            )
        key = import_key(values)
        of_course = frozenset(values) - ASIDE
        return (
            Identity(f"khoa:{key}", of_course, is_row=False),
            Identity(f"lop:{key}:{values.get('starts_on', '')}"),
        )

    def write(self, session: Session, rows: Sequence[Row], job: Job) -> list[Result]:
        """Write each row: the course, then its run."""
        return one_by_one(session, rows, partial(self._row, session, job))

    def _row(self, session: Session, job: Job, row: Row) -> tuple[RowOutcome, int | None]:
        course = session.exec(
            select(Course).where(
                Course.school_id == self._school_id, Course.import_key == import_key(row.values)
            )
        ).first()
        is_new = course is None
        course, changed = self._course(session, job, row.values, course)
        changed = _intake_of(session, job, row.values, course) or changed
        if row.values.get("publish") and course.status == CourseStatus.DRAFT:
            actions.set_status(
                session, course=course, status=CourseStatus.OPEN, by=job.account, now=job.now
            )
            changed = True
        if is_new:
            return RowOutcome.ACCEPTED, course.id
        return RowOutcome.UPDATED if changed else RowOutcome.DUPLICATE, course.id

    def _course(
        self, session: Session, job: Job, values: dict[str, Any], course: Course | None
    ) -> tuple[Course, bool]:
        given = {name: value for name, value in values.items() if name not in ASIDE}
        skills: list[int] = []
        if course is None:
            given["occupation_id"] = self._occupation(session, values["title"])
            given["import_key"] = import_key(values)
        else:
            given = {name: one for name, one in given.items() if getattr(course, name) != one}
            skills = list(
                session.exec(select(CourseSkill.skill_id).where(CourseSkill.course_id == course.id))
            )
            if not given:
                return course, False
        saved = actions.save_course(
            session, course=course, school_id=self._school_id, values=given, skills=skills,
            by=job.account, now=job.now,
        )  # fmt: skip
        return saved, True

    def _occupation(self, session: Session, title: str) -> int | None:
        if title not in self._occupations:
            found = recognise_occupations(session, title, limit=1)
            self._occupations[title] = found[0].id if found else None
        return self._occupations[title]


def import_key(values: dict[str, Any]) -> str:
    """Return what a course of a workbook is known by, the same in every file."""
    if values.get("code"):
        return f"ma:{fold(values['code'])}"
    said = "\x1f".join(fold(str(values.get(name) or "")) for name in ("title", "level", "unit_id"))
    return f"dong:{hashlib.sha256(said.encode()).hexdigest()}"


def _intake_of(session: Session, job: Job, values: dict[str, Any], course: Course) -> bool:
    """Add or change the run a row speaks of; return whether anything changed."""
    if "starts_on" not in values:
        return False
    given = {name: values.get(name) for name in INTAKE}
    intake = session.exec(
        select(Intake).where(
            Intake.course_id == course.id, Intake.starts_on == values["starts_on"],
            col(Intake.is_cancelled).is_(False),
        )
    ).first()  # fmt: skip
    if intake is None:
        try:
            actions.add_intake(
                session, course=course, values=given, by=job.account, today=job.today, now=job.now
            )
        except InvalidInput as error:
            raise Refused("Ngày khai giảng", values["starts_on"], str(error)) from None
        return True
    given = {name: given[name] or getattr(intake, name) for name in INTAKE}
    if all(getattr(intake, name) == value for name, value in given.items()):
        return False
    actions.change_intake(session, intake=intake, values=given, by=job.account, now=job.now)
    return True


def _communes(session: Session) -> dict[str, int]:
    rows = session.exec(
        select(Unit).where(Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None))
    ).all()
    bare = {row.name.removeprefix(row.kind).strip(): row.id for row in rows}
    return bare | {row.name: row.id for row in rows}


COURSES = Kind(
    kind=ImportKind.COURSES, slug="khoa-hoc", title="Khóa học và lịch khai giảng",
    roles=frozenset({Role.SCHOOL}), columns=columns, begin=CourseBatch,
)  # fmt: skip
