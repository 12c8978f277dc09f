"""A school opens its account, waits, and is verified or suspended by the department."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.schools import make_course, make_intake, make_school
from tests.factories.vocabulary import new_commune
from tests.pages import words
from workforce.models import Account, Course, CourseStatus, DepartmentScope, Role, School

FORM = "/co-so-dao-tao/dang-ky"
LIST = "/dao-tao/co-so"


def good(db, **values):
    return {
        "name": "Trung tâm Dạy nghề Sông Hậu", "tax_code": "0100109106",
        "licence": "12/2026/GCN", "unit": str(new_commune(db).id), "contact_name": "Trần Văn Học",
        "phone": "0912345678", "password": "lua-vang-song-hau-2026", "agree": "y",
    } | values  # fmt: skip


def test_a_school_registers_and_waits_for_verification(client, db):
    answer = client.post(FORM, data=good(db))

    school = db.exec(select(School).where(School.tax_code == "0100109106")).one()
    assert answer.location == "/tai-khoan/dang-nhap"
    assert (school.is_verified, school.licence) == (False, "12/2026/GCN")
    account = db.exec(select(Account).where(Account.school_id == school.id)).one()
    assert (account.role, account.phone) == (Role.SCHOOL, "+84912345678")


@pytest.mark.parametrize(
    "wrong",
    [{"tax_code": "0100109107"}, {"tax_code": ""}, {"licence": ""}, {"name": ""}, {"agree": ""},
     {"unit": ""}, {"password": "123456"}],
)  # fmt: skip
def test_a_wrong_form_is_told_and_nothing_is_kept(client, db, wrong):
    answer = client.post(FORM, data=good(db, **wrong))

    assert answer.status_code == 422
    assert db.exec(select(School).where(School.tax_code.is_not(None))).all() == []


def test_a_tax_code_registers_once(client, db):
    make_school(db, tax_code="0100109106")

    answer = client.post(FORM, data=good(db))

    assert answer.status_code == 422
    assert "đã có cơ sở đăng ký" in words(answer.page)


def test_a_taken_number_is_answered_like_a_new_one_and_nothing_is_kept(client, db):
    make_account(db, phone="+84912345678")

    answer = client.post(FORM, data=good(db))

    assert answer.location == "/tai-khoan/dang-nhap"
    assert db.exec(select(School).where(School.tax_code == "0100109106")).all() == []


class TestDepartment:
    @pytest.fixture
    def department(self, db, sign_in):
        return sign_in(make_account(db, Role.DEPARTMENT))

    def decide(self, browser, school, decision, reason=""):
        return browser.post(f"{LIST}/{school.id}", data={"decision": decision, "reason": reason})

    def test_those_waiting_stand_first(self, department, db):
        make_school(db, name="An Nhiên đã xác minh")
        make_school(db, name="Zeta đang chờ", is_verified=False)

        rows = [words(row) for row in department.get(LIST).page.select("tbody tr")]

        assert rows[0].startswith("Zeta đang chờ")

    def test_verifying_marks_the_school(self, department, db):
        school = make_school(db, is_verified=False)

        self.decide(department, school, "verify")

        db.refresh(school)
        assert (school.is_verified, school.verified_by is not None) == (True, True)

    def test_suspending_needs_a_reason_and_keeps_learners_out(self, department, db, new_client):
        school = make_school(db)
        course = make_course(db, school=school)
        intake = make_intake(db, course=course)

        assert self.decide(department, school, "suspend").status_code == 422
        self.decide(department, school, "suspend", "giấy phép hết hạn")

        db.refresh(school)
        assert (school.is_suspended, school.status_reason) == (True, "giấy phép hết hạn")
        page = words(new_client().get("/khoa-hoc").page)
        assert course.title not in page
        assert intake.seats_taken == 0
        assert db.get(Course, course.id).status == CourseStatus.OPEN

    def test_lifting_lets_it_take_people_again(self, department, db):
        school = make_school(db, is_suspended=True, status_reason="x")

        self.decide(department, school, "lift")

        db.refresh(school)
        assert school.is_suspended is False

    def test_an_account_for_zones_only_may_not_decide(self, db, sign_in):
        school = make_school(db, is_verified=False)
        browser = sign_in(make_account(db, Role.DEPARTMENT, department_scope=DepartmentScope.ZONES))

        assert self.decide(browser, school, "verify").status_code == 403

    def test_the_figures_of_the_resolution_are_counted(self, department, db):
        make_course(db, hours_total=100, hours_practice=70, skill_standard="national", hours_it=10)
        make_course(db, hours_total=None, hours_practice=None, audience="line_leader")

        page = words(department.get(LIST).page)

        for said in ("70 %", "1 khóa có ghi", "trên 2 khóa"):
            assert said in page
