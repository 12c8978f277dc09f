import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.schools import make_school
from tests.imports.conftest import counts, workbook_of
from workforce.models import Course, CourseStatus, ImportKind, Intake, Role, Training

HEAD = ["Mã khóa học", "Tên khóa học", "Trình độ", "Tổng số giờ", "Học phí", "Khai giảng",
        "Số chỗ", "Đăng ngay"]  # fmt: skip
SEWING = ["MAY", "May công nghiệp", "Sơ cấp", 300, "1,5", "05/10/2026", 30, "Có"]


@pytest.fixture
def school(db):
    return make_account(db, Role.SCHOOL, school=make_school(db))


def test_a_course_has_a_row_for_each_of_its_runs(bring, school, db):
    second = [*SEWING[:5], "02/11/2026", 25, "Có"]
    done = bring(ImportKind.COURSES, school, workbook_of([HEAD, SEWING, second]))

    (course,) = db.exec(select(Course)).all()
    assert counts(done) == (1, 1, 0, 0)
    assert (course.level, course.fee_vnd) == (Training.ELEMENTARY, 1_500_000)
    assert course.status == CourseStatus.OPEN
    assert course.occupation_id is not None
    runs = db.exec(select(Intake).order_by(Intake.starts_on)).all()
    assert [(run.starts_on, run.seats) for run in runs] == [
        (dt.date(2026, 10, 5), 30), (dt.date(2026, 11, 2), 25),
    ]  # fmt: skip


def test_bringing_it_twice_changes_nothing(bring, school, db):
    data = workbook_of([HEAD, SEWING])
    bring(ImportKind.COURSES, school, data)

    assert counts(bring(ImportKind.COURSES, school, data)) == (0, 0, 1, 0)
    assert len(db.exec(select(Intake)).all()) == 1


def test_a_run_that_breaks_a_rule_leaves_no_half_written_course(bring, school, db, problems):
    begun = [*SEWING[:5], "01/09/2026", 30, "Có"]
    done = bring(ImportKind.COURSES, school, workbook_of([HEAD, begun]))

    assert counts(done) == (0, 0, 0, 1)
    assert db.exec(select(Course)).all() == []
    assert problems(done)[2] == [("Ngày khai giảng", "Ngày khai giảng cần từ hôm nay trở đi.")]


def test_rows_of_one_course_agree_on_the_course(bring, school, problems):
    other_fee = [*SEWING[:4], "2", "02/11/2026", 25, "Có"]
    done = bring(ImportKind.COURSES, school, workbook_of([HEAD, SEWING, other_fee]))

    assert counts(done) == (1, 0, 0, 1)
    assert problems(done)[3][0][0] == "Học phí cả khóa"
