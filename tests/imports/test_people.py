import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune
from tests.imports.conftest import counts, workbook_of
from workforce.consents import consents
from workforce.models import ConsentPurpose, ImportKind, ImportRow, Person, Role, Sex, Unit
from workforce.people.national_id import COLUMN

HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "CCCD", "Điện thoại", "Đồng ý lập hồ sơ",
        "Muốn làm việc gì"]  # fmt: skip
LAN = ["Thạch Thị Lan", "15/08/1990", "Nữ", "094190000001", "0912345678", "Có", "công nhân may"]


@pytest.fixture
def officer(db):
    return make_account(db, Role.COMMUNE)


def people(db):
    return db.exec(select(Person).order_by(Person.id)).all()


def test_a_row_becomes_a_profile_with_consent_and_an_encrypted_number(app, bring, officer, db):
    done = bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, LAN]))

    (person,) = people(db)
    key = app.extensions["data_key"]
    assert counts(done) == (1, 0, 0, 0)
    assert (person.full_name, person.sex) == ("Thạch Thị Lan", Sex.FEMALE)
    assert person.birth_date == dt.date(1990, 8, 15)
    assert person.contact_phone == "+84912345678"
    assert person.new_unit_id == officer.unit_id
    assert b"094190000001" not in person.national_id_encrypted
    read = key.decrypt(person.national_id_encrypted, column=COLUMN, row=person.id)
    assert read == "094190000001"
    assert consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING)


def test_zeros_that_excel_ate_are_given_back_and_told(bring, officer, db, problems):
    row = [*LAN[:3], 94190000001, 912345678, *LAN[5:]]
    done = bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, row]))

    (person,) = people(db)
    assert (person.national_id_last4, person.contact_phone) == ("0001", "+84912345678")
    told = problems(done, refused=False)[2]
    assert [column for column, _reason in told] == ["Số căn cước", "Số điện thoại"]
    assert "Excel làm mất số 0" in told[0][1]


def test_people_are_found_again_by_number_and_else_by_phone_name_and_birth(bring, officer, db):
    bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, LAN]))
    other_wish, no_card = [*LAN[:6], "thợ hàn"], [*LAN[:3], "", *LAN[4:6], ""]
    by_number = bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, other_wish]))
    by_contact = bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, no_card]))

    (person,) = people(db)
    assert counts(by_number) == (0, 1, 0, 0)
    assert counts(by_contact) == (0, 0, 1, 0)
    assert person.desired == "thợ hàn"


def test_nobody_gets_a_profile_without_a_yes(bring, officer, db, problems):
    rows = [HEAD, [*LAN[:5], "Không", ""], [*LAN[:5], "", ""]]
    done = bring(ImportKind.PEOPLE, officer, workbook_of(rows))

    assert counts(done) == (0, 0, 0, 2)
    assert people(db) == []
    assert "chưa đồng ý" in problems(done)[2][0][1]


def test_a_number_of_another_territory_is_refused_as_at_the_desk(bring, officer, db, problems):
    bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, LAN]))
    elsewhere = db.exec(
        select(Unit).where(Unit.id != new_commune(db).id, Unit.level == "commune")
    ).first()
    other = make_account(db, Role.COMMUNE, unit_id=elsewhere.id)
    done = bring(ImportKind.PEOPLE, other, workbook_of([HEAD, LAN]))

    assert counts(done) == (0, 0, 0, 1)
    assert "đã có trong một hồ sơ khác" in problems(done)[2][0][1]


def test_what_a_person_wrote_themselves_is_left_to_them(bring, officer, db, problems):
    person = make_person(
        db, full_name="Thạch Thị Lan", birth_date=dt.date(1990, 8, 15), birth_year=1990,
        contact_phone="+84912345678", desired="thợ hàn", new_unit_id=officer.unit_id,
    )  # fmt: skip
    make_account(db, person=person)
    done = bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, LAN]))

    assert counts(done) == (0, 1, 0, 0)
    assert (person.desired, person.sex) == ("thợ hàn", Sex.FEMALE)
    assert "tự quản lý hồ sơ" in problems(done, refused=False)[2][0][1]


def test_ethnicity_disability_and_poverty_are_never_read(bring, officer, db):
    rows = [[*HEAD, "Dân tộc", "Hộ nghèo"], [*LAN, "Khmer", "x"]]
    done = bring(ImportKind.PEOPLE, officer, workbook_of(rows))

    assert done.error == "Không đọc các cột: Dân tộc, Hộ nghèo."


def test_values_in_the_report_are_encrypted(bring, officer, db):
    bring(ImportKind.PEOPLE, officer, workbook_of([HEAD, [*LAN[:4], "09123", *LAN[5:]]]))

    (line,) = db.exec(select(ImportRow)).all()
    assert b"09123" not in line.problems_encrypted
