"""The company's record and its places of work."""

import pytest
from sqlmodel import select

from tests.factories.vocabulary import new_commune, zone
from tests.pages import words
from workforce.models import EnterpriseStatus, Site

EDIT = "/doanh-nghiep/cong-ty/sua"
GOOD = {"name": "Công ty May Mẫu", "tax_code": "2200000018", "contact_name": "Chị Lan",
        "contact_phone": "0901 234 567", "vsic_code": "1410", "size_band": "51-100"}  # fmt: skip


def test_contact_changes_keep_the_mark(employer, db, firm):
    firm.enterprise.tax_code = "2200000018"
    employer.post(EDIT, data=GOOD)
    db.refresh(firm.enterprise)
    assert firm.enterprise.contact_phone == "+84901234567"
    assert firm.enterprise.status == EnterpriseStatus.VERIFIED


@pytest.mark.parametrize("change", [{"name": "Công ty Mới"}, {"tax_code": "2200000025"}])
def test_another_name_or_tax_code_has_to_be_verified_again(employer, db, firm, change):
    firm.enterprise.tax_code = "2200000018"
    employer.post(EDIT, data=GOOD | change)
    db.refresh(firm.enterprise)
    assert (firm.enterprise.status, firm.enterprise.verified_at) == (
        EnterpriseStatus.PENDING, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 301}, {"name": "May\x00"}, {"tax_code": "2200000019"},
        {"tax_code": "123"}, {"tax_code": "2200000018-02"}, {"contact_phone": "12345"},
        {"vsic_code": "9999999"}, {"size_band": "vô số"},
    ],
)  # fmt: skip
def test_a_wrong_value_changes_nothing(employer, db, firm, wrong):
    answer = employer.post(EDIT, data=GOOD | wrong)
    db.refresh(firm.enterprise)
    assert answer.status_code == 422
    assert (firm.enterprise.name, firm.enterprise.tax_code) == ("Công ty May Mẫu", None)


def test_a_tax_code_of_another_enterprise_is_refused_in_words(employer, db, firm, other_firm):
    other_firm.enterprise.tax_code = "2200000018"
    db.add(other_firm.enterprise)
    db.flush()
    answer = employer.post(EDIT, data=GOOD)
    assert answer.status_code == 422
    assert "Mã số thuế này đã được đăng ký" in words(answer.page.select_one("#tax_code-error"))


def test_a_place_of_work_lies_in_a_zone(employer, db, firm):
    unit, in_zone = new_commune(db), zone(db)
    answer = employer.post(
        "/doanh-nghiep/cong-ty/dia-diem/moi",
        data={"name": "Nhà máy 2", "zone": str(in_zone.id), "unit": str(unit.id), "is_active": "y"},
    )
    assert answer.status_code == 302
    site = db.exec(select(Site).where(Site.name == "Nhà máy 2")).one()
    assert (site.enterprise_id, site.zone_id, site.unit_id, site.is_active) == (
        firm.enterprise.id, in_zone.id, unit.id, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"unit": ""}, {"unit": "999999"}, {"zone": "x"}, {"address": "x" * 301}]
)
def test_a_wrong_place_is_not_kept(employer, db, firm, wrong):
    data = {"name": "Nhà máy 2", "unit": str(new_commune(db).id)} | wrong
    answer = employer.post("/doanh-nghiep/cong-ty/dia-diem/moi", data=data)
    assert answer.status_code == 422
    assert len(db.exec(select(Site)).all()) == 1
