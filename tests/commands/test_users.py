"""``flask user create``: an account, or one clear line and exit code 2."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.schools import make_school
from tests.factories.vocabulary import new_commune, old_commune
from tests.fixed_clock import NOW
from workforce.accounts import codes, passwords
from workforce.models import Account, AuditLog, DepartmentScope, Role

PHONE = "0987654321"
PASSWORD = "ca-ro-kho-to-cu-lao"


@pytest.fixture
def create(app, database):
    def create(*arguments, typed=None):
        database.publish()
        given = ["user", "create", "--phone", PHONE, *arguments]
        if typed is not None:
            given.append("--password-stdin")
        return app.test_cli_runner().invoke(args=given, input=typed)

    return create


def created(db) -> Account | None:
    return db.exec(select(Account).where(Account.phone == "+84987654321")).one_or_none()


def test_an_administrator_with_a_password_from_standard_input(db, create):
    result = create("--role", "admin", "--name", "Quản Trị", typed=f"{PASSWORD}\n")

    account = created(db)
    assert result.exit_code == 0
    assert f"account {account.id} created: admin" in result.stdout
    assert account.display_name == "Quản Trị"
    assert passwords.matches(account.password_hash, PASSWORD)
    assert PASSWORD not in result.output


def test_it_is_recorded_as_done_on_the_machine(db, create):
    create("--role", "admin", typed=PASSWORD)

    line = db.exec(select(AuditLog).where(AuditLog.action == "account.created")).one()
    assert line.account_id is None
    assert line.subject_id == created(db).id


def test_without_a_password_a_code_for_the_first_sign_in_is_printed(app, db, create):
    result = create("--role", "admin")

    code = result.stdout.split()[-1]
    account, key = created(db), app.extensions["data_key"]
    assert account.password_hash == ""
    assert codes.redeem(db, account=account, typed=code, data_key=key, now=NOW) is not None


def test_each_role_acts_for_what_was_named(db, create):
    firm, school = make_enterprise(db, tax_code="2200123456"), make_school(db, key="truong-mau")
    unit = new_commune(db)
    cases = [
        ("employer", ["--org", "2200123456"], "enterprise_id", firm.id),
        ("employer", ["--org", str(firm.id)], "enterprise_id", firm.id),
        ("school", ["--org", "truong-mau"], "school_id", school.id),
        ("school", ["--org", str(school.id)], "school_id", school.id),
        ("commune", ["--org", unit.code], "unit_id", unit.id),
        ("department", ["--scope", "zones"], "department_scope", DepartmentScope.ZONES),
        ("department", [], "department_scope", DepartmentScope.WHOLE),
        ("centre", [], "unit_id", None),
    ]
    for number, (role, options, column, expected) in enumerate(cases):
        result = create("--role", role, *options, "--phone", f"098760000{number}")

        account = db.exec(select(Account).where(Account.phone == f"+8498760000{number}")).one()
        assert result.exit_code == 0, result.output
        assert account.role == role
        assert getattr(account, column) == expected


def test_a_seeker_gets_a_profile(db, create):
    create("--role", "seeker", "--name", "Lý Thị Mới")

    assert created(db).person_id is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--role takes one of seeker, employer"),
        (["--role", "king"], "not 'king'"),
        (["--role", "admin", "--phone", "123"], "--phone takes a Vietnamese mobile number"),
        (["--role", "admin", "--phone", ""], "--phone takes a Vietnamese mobile number"),
        (["--role", "employer"], "Anh/chị ghi mã số thuế"),
        (["--role", "employer", "--org", "9999999999"], "Không có doanh nghiệp này"),
        (["--role", "school", "--org", "99999999999999999999"], "Không có cơ sở đào tạo này"),
        (["--role", "commune", "--org", "00001"], "Không có xã, phường này"),
        (["--role", "department", "--scope", "half"], "--scope takes one of whole"),
        (["--role", "department", "--org", "whole"], "takes --scope, not --org"),
        (["--role", "admin", "--scope", "whole"], "--scope means nothing"),
        (["--role", "admin", "--org", "1"], "để trống"),
        (["--role", "seeker"], "needs --name"),
        (["--role", "admin", "--name", "a\x01"], "--name holds characters"),
        (["--role", "admin", "--name", "a" * 121], "--name is longer than 120"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(db, create, arguments, said):
    result = create(*arguments)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert created(db) is None


def test_an_old_commune_says_what_it_is_now(db, create):
    result = create("--role", "commune", "--org", old_commune(db).name)

    assert result.exit_code == 2
    assert "Nay là" in result.stderr


@pytest.mark.parametrize(
    ("typed", "said"), [("ngan\n", "12 ký tự"), ("\n", "nothing was read"), ("", "nothing")]
)
def test_a_weak_or_missing_password_makes_no_account(db, create, typed, said):
    result = create("--role", "admin", typed=typed)

    assert result.exit_code == 2
    assert said in result.stderr
    assert created(db) is None


def test_a_number_that_is_taken_is_said(db, create):
    make_account(db, Role.CENTRE, phone="+84987654321")

    result = create("--role", "admin")

    assert result.exit_code == 2
    assert "đã có tài khoản" in result.stderr


def test_a_password_is_not_taken_as_an_argument(db, create):
    result = create("--role", "admin", "--password", PASSWORD)

    assert result.exit_code == 2
    assert created(db) is None
