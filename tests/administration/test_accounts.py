"""Accounts: found, opened with the right organisation, closed at once."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.people import make_person
from tests.factories.schools import make_school
from tests.factories.vocabulary import new_commune, old_commune
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.accounts import passwords
from workforce.administration.actions import first_password
from workforce.administration.organisations import find_organisation
from workforce.errors import InvalidInput
from workforce.models import Account, AuditLog, DepartmentScope, Person, Role

LIST = "/quan-tri/tai-khoan"
NEW = "/quan-tri/tai-khoan/moi"
KINDS = {
    Role.EMPLOYER: "doanh-nghiep",
    Role.SCHOOL: "co-so-dao-tao",
    Role.COMMUNE: "xa-phuong",
    Role.CENTRE: "trung-tam",
    Role.DEPARTMENT: "co-quan",
    Role.ADMIN: "quan-tri",
    Role.SEEKER: "nguoi-tim-viec",
}
TYPED = {"display_name": "Trần Thị Mới", "phone": "0987 654 321", "password": ""}
STORED_PHONE = "+84987654321"


def actions_on(db, account_id):
    """Return what the log says was done to an account, oldest first."""
    rows = db.exec(
        select(AuditLog)
        .where(AuditLog.subject_type == "account", AuditLog.subject_id == account_id)
        .order_by(AuditLog.id)
    )
    return [(row.action, row.account_id) for row in rows]


def opened(db):
    return db.exec(select(Account).where(Account.phone == STORED_PHONE)).one_or_none()


class TestFinding:
    @pytest.fixture(autouse=True)
    def several(self, db):
        firm = make_enterprise(db, name="Công ty Thủy Sản Mẫu")
        make_account(db, Role.EMPLOYER, enterprise=firm, display_name="Lê Văn Nhân Sự")
        make_account(db, person=make_person(db, full_name="Đặng Thị Đào"), phone="+84977123456")
        make_account(db, Role.CENTRE, display_name="Tư Vấn Viên", is_active=False)

    def names(self, browser, **asked):
        page = browser.get(LIST, query_string=asked).page
        return [words(link) for link in page.select(".due-list strong")]

    def test_by_name_without_diacritics(self, admin):
        assert self.names(admin, q="dang thi dao") == ["Đặng Thị Đào"]

    def test_by_where_they_work(self, admin):
        assert self.names(admin, q="thuy san") == ["Lê Văn Nhân Sự"]

    @pytest.mark.parametrize("typed", ["0977 123 456", "+84977123456", "3456"])
    def test_by_number(self, admin, typed):
        assert self.names(admin, q=typed) == ["Đặng Thị Đào"]

    def test_by_role(self, admin):
        assert self.names(admin, vai_tro="employer") == ["Lê Văn Nhân Sự"]

    def test_only_closed_ones(self, admin):
        assert self.names(admin, tinh_trang="khoa") == ["Tư Vấn Viên"]

    def test_a_percent_sign_is_no_wildcard(self, admin):
        assert self.names(admin, q="%") == []

    @pytest.mark.parametrize("asked", [{"vai_tro": "vua"}, {"q": "\x00"}, {"trang": "-1"}])
    def test_nonsense_in_the_address_filters_nothing(self, admin, asked):
        assert len(self.names(admin, **asked)) == 4


class TestOneAccount:
    def test_it_shows_role_and_organisation(self, admin, db):
        firm = make_enterprise(db, name="Công ty May Xa")
        found = make_account(db, Role.EMPLOYER, enterprise=firm)

        text = words(admin.get(f"{LIST}/{found.id}").page.main)

        assert "Doanh nghiệp" in text
        assert "Công ty May Xa" in text

    def test_it_shows_the_part_of_the_department(self, admin, db):
        found = make_account(db, Role.DEPARTMENT, department_scope=DepartmentScope.STATISTICS)

        assert "Thống kê" in words(admin.get(f"{LIST}/{found.id}").page.main)

    def test_looking_at_somebody_is_recorded(self, admin, admin_account, db):
        found = make_account(db)

        admin.get(f"{LIST}/{found.id}")

        assert actions_on(db, found.id) == [("account.viewed", admin_account.id)]

    @pytest.mark.parametrize("number", ["999999", "2147483647", "99999999999", "0"])
    def test_one_that_does_not_exist_is_not_found(self, admin, number):
        assert admin.get(f"{LIST}/{number}").status_code == 404


class TestClosing:
    @pytest.fixture
    def target(self, db):
        return make_account(db, Role.CENTRE)

    @pytest.fixture
    def their_browser(self, target, new_client, sign_in):
        return sign_in(target, new_client())

    def close(self, admin, target):
        page = f"{LIST}/{target.id}"
        return admin.post(f"{page}/khoa", page=page)

    def test_it_ends_a_live_session_at_once(self, admin, target, their_browser):
        assert their_browser.get("/tai-khoan/cua-toi").status_code == 200

        assert self.close(admin, target).status_code == 302

        assert their_browser.get("/tai-khoan/cua-toi").status_code == 302

    def test_opening_again_leaves_old_sessions_closed(self, admin, target, their_browser, db):
        self.close(admin, target)
        page = f"{LIST}/{target.id}"

        admin.post(f"{page}/mo", page=page)

        db.expire_all()
        assert target.is_active
        assert their_browser.get("/tai-khoan/cua-toi").status_code == 302

    def test_who_did_it_is_recorded(self, admin, admin_account, target, db):
        self.close(admin, target)
        page = f"{LIST}/{target.id}"
        admin.post(f"{page}/mo", page=page)

        done = [entry for entry in actions_on(db, target.id) if entry[0] != "account.viewed"]

        assert done == [
            ("account.disabled", admin_account.id),
            ("account.enabled", admin_account.id),
        ]

    def test_one_cannot_close_ones_own(self, admin, admin_account, db):
        page = f"{LIST}/{admin_account.id}"
        token = admin.token("/tai-khoan/dang-xuat", page=page)

        answer = admin.post_raw(f"{page}/khoa", data={"csrf_token": token})

        db.expire_all()
        assert answer.status_code == 403
        assert admin_account.is_active

    def test_it_needs_the_token_of_the_page(self, admin, target, db):
        assert admin.post_raw(f"{LIST}/{target.id}/khoa").status_code == 400
        db.expire_all()
        assert target.is_active


class TestOpening:
    @pytest.fixture
    def open_account(self, admin):
        def open_account(role, **typed):
            return admin.post(f"{NEW}/{KINDS[role]}", data={**TYPED, **typed})

        return open_account

    def right_place(self, db, role):
        """Return what to type for a role, and what the account must then act for."""
        if role == Role.EMPLOYER:
            firm = make_enterprise(db, tax_code="2200123456")
            return "2200123456", {"enterprise_id": firm.id}
        if role == Role.SCHOOL:
            school = make_school(db)
            return str(school.id), {"school_id": school.id}
        if role == Role.COMMUNE:
            unit = new_commune(db)
            return unit.code, {"unit_id": unit.id}
        if role == Role.DEPARTMENT:
            return "zones", {"department_scope": DepartmentScope.ZONES}
        return None, {}

    @pytest.mark.parametrize("role", KINDS)
    def test_each_role_acts_for_the_right_thing(self, db, admin_account, open_account, role):
        place, expected = self.right_place(db, role)
        nothing = {"enterprise_id": None, "school_id": None, "unit_id": None}

        answer = open_account(role, **({"organisation": place} if place else {}))

        assert answer.status_code == 201
        account = opened(db)
        assert account.role == role
        assert account.created_by == admin_account.id
        for name, value in {**nothing, "department_scope": None, **expected}.items():
            assert getattr(account, name) == value, name
        assert actions_on(db, account.id) == [("account.created", admin_account.id)]

    def test_a_job_seeker_gets_a_profile(self, db, open_account):
        open_account(Role.SEEKER)

        assert db.get(Person, opened(db).person_id).full_name == "Trần Thị Mới"

    def test_the_first_password_opens_the_account(self, db, open_account):
        page = open_account(Role.CENTRE, password="ca-ro-kho-to-cu-lao").page

        assert "ca-ro-kho-to-cu-lao" in words(page.main)
        assert passwords.matches(opened(db).password_hash, "ca-ro-kho-to-cu-lao")

    def test_without_one_the_machine_makes_it_and_shows_it_once(self, db, admin, open_account):
        page = open_account(Role.CENTRE).page
        shown = {words(term.find_next("dd")) for term in page.select("dt")}

        account = opened(db)
        assert any(passwords.matches(account.password_hash, text) for text in shown)
        again = words(admin.get(f"{LIST}/{account.id}").page.main)
        assert not any(passwords.matches(account.password_hash, text) for text in again.split())

    def test_the_password_is_in_no_log(self, db, open_account):
        open_account(Role.CENTRE, password="ca-ro-kho-to-cu-lao")

        assert all("ca-ro" not in row.details for row in db.exec(select(AuditLog)))

    @pytest.mark.parametrize("role", [role for role in KINDS if role != Role.SEEKER])
    def test_eleven_characters_are_too_few_for_staff(self, db, open_account, role):
        place, _expected = self.right_place(db, role)

        answer = open_account(role, password="muoi1kytuab", organisation=place or "")

        assert answer.status_code == 422
        assert "ít nhất 12 ký tự" in words(answer.page.select_one("[role=alert]"))
        assert opened(db) is None

    @pytest.mark.parametrize(
        ("role", "typed", "sentence"),
        [
            (Role.EMPLOYER, "", "Anh/chị ghi mã số thuế hoặc số của doanh nghiệp."),
            (Role.EMPLOYER, "9999999999", "Không có doanh nghiệp này."),
            (Role.EMPLOYER, "999999999999999999999", "Không có doanh nghiệp này."),
            (Role.SCHOOL, "", "Anh/chị chọn cơ sở đào tạo."),
            (Role.SCHOOL, "999999", "Anh/chị chọn một mục trong danh sách."),
            (Role.COMMUNE, "", "Anh/chị chọn xã, phường."),
            (Role.COMMUNE, "00001", "Anh/chị chọn một mục trong danh sách."),
            (Role.DEPARTMENT, "", "Anh/chị chọn phần việc của cán bộ."),
            (Role.DEPARTMENT, "everything", "Anh/chị chọn một mục trong danh sách."),
        ],
    )
    def test_a_wrong_place_gets_words_and_keeps_the_form(
        self, db, open_account, role, typed, sentence
    ):
        answer = open_account(role, organisation=typed)

        assert answer.status_code == 422
        assert sentence in words(answer.page.select_one("[role=alert]"))
        assert answer.page.select_one("#display_name")["value"] == "Trần Thị Mới"
        assert answer.page.select_one("#phone")["value"] == "0987 654 321"
        assert opened(db) is None

    def test_a_firm_of_a_similar_name_is_named(self, db, open_account):
        make_enterprise(db, name="Công ty May Hai Sông", tax_code="2200999999")

        answer = open_account(Role.EMPLOYER, organisation="hai song")

        assert answer.status_code == 422
        assert "Công ty May Hai Sông" in words(answer.page.select_one("[role=alert]"))
        assert answer.page.select_one("#organisation")["value"] == "hai song"

    def test_a_number_that_is_taken_is_said_beside_the_number(self, db, open_account):
        make_account(db, phone=STORED_PHONE)
        people = len(db.exec(select(Person)).all())

        answer = open_account(Role.SEEKER)

        assert answer.status_code == 422
        assert "đã có tài khoản" in words(answer.page.select_one("#phone-error"))
        assert len(db.exec(select(Person)).all()) == people

    @pytest.mark.parametrize(
        "typed",
        [
            {"phone": "12"},
            {"phone": ""},
            {"phone": "\x00"},
            {"display_name": ""},
            {"display_name": "a" * 121},
            {"display_name": "Lan\x00"},
            {"password": "a" * 201},
        ],
    )
    def test_bad_input_gets_words(self, db, open_account, typed):
        answer = open_account(Role.CENTRE, **typed)

        assert answer.status_code == 422
        assert answer.page.select_one("[role=alert]")
        assert opened(db) is None

    def test_an_unknown_kind_is_not_found(self, admin):
        assert admin.get(f"{NEW}/vua").status_code == 404


class TestFindOrganisation:
    def find(self, db, role, text):
        return find_organisation(db, role=role, text=text, today=TODAY)

    def test_a_school_by_its_key(self, db):
        school = make_school(db, key="truong-mau")

        assert self.find(db, Role.SCHOOL, "truong-mau").school_id == school.id

    def test_a_firm_by_its_id(self, db):
        firm = make_enterprise(db)

        assert self.find(db, Role.EMPLOYER, str(firm.id)).enterprise_id == firm.id

    def test_a_commune_of_before_the_merger_says_what_it_is_now(self, db):
        with pytest.raises(InvalidInput, match="cũ. Nay là"):
            self.find(db, Role.COMMUNE, old_commune(db).name)

    @pytest.mark.parametrize("role", [Role.SEEKER, Role.CENTRE, Role.ADMIN])
    def test_a_role_without_a_place_takes_none(self, db, role):
        with pytest.raises(InvalidInput, match="để trống"):
            self.find(db, role, "31507")


def test_first_passwords_are_strong_and_differ():
    made = {first_password() for _turn in range(50)}

    assert len(made) == 50
    for one in made:
        passwords.check_strength(one, role=Role.ADMIN, phone="+84912345678", name="Quản Trị")
