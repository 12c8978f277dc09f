"""An enterprise opens its own account: pending, unverified, and no word on who else has one."""

import pytest
from sqlmodel import func, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.vocabulary import new_commune, zone
from tests.pages import words
from workforce.models import Account, Enterprise, EnterpriseStatus, OutboxMessage, Role, Site

REGISTER = "/doanh-nghiep/dang-ky"


@pytest.fixture
def good(db):
    return {
        "name": "Công ty Thủy sản Mẫu", "tax_code": "2200 000 018", "zone": str(zone(db).id),
        "unit": str(new_commune(db).id), "contact_name": "Trần Thị Lan", "phone": "0934 567 890",
        "password": "bánh pía vịt lộn cầu tre", "agree": "y",
    }  # fmt: skip


def test_an_enterprise_registers_and_signs_in(client, db, good):
    assert client.post(REGISTER, data=good).location == "/tai-khoan/dang-nhap"
    account = db.exec(select(Account).where(Account.phone == "+84934567890")).one()
    enterprise = db.get(Enterprise, account.enterprise_id)
    assert (account.role, account.phone_verified_at) == (Role.EMPLOYER, None)
    assert (enterprise.status, enterprise.tax_code) == (EnterpriseStatus.PENDING, "2200000018")
    site = db.exec(select(Site).where(Site.enterprise_id == enterprise.id)).one()
    assert site.zone_id == int(good["zone"])

    client.post("/tai-khoan/dang-nhap", data={"phone": good["phone"], "password": good["password"]})
    home = client.get("/doanh-nghiep/")
    assert home.status_code == 200
    assert "chưa được xác minh" in words(home.page.main)


def test_a_taken_number_is_answered_like_a_new_one_and_keeps_nothing(client, db, good):
    owner = make_account(db, phone="+84934567890")
    answer = client.post(REGISTER, data=good)
    assert answer.location == "/tai-khoan/dang-nhap"
    assert db.exec(select(func.count()).select_from(Enterprise)).one() == 0
    assert db.exec(select(OutboxMessage.account_id)).all() == [owner.id]


def test_a_taken_tax_code_is_said(client, db, good):
    make_enterprise(db, tax_code="2200000018")
    answer = client.post(REGISTER, data=good)
    assert answer.status_code == 422
    assert "Mã số thuế này đã được đăng ký" in words(answer.page.main)
    assert answer.page.select_one("input[name=contact_name]")["value"] == "Trần Thị Lan"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"tax_code": "2200000019"}, {"unit": ""}, {"zone": "khu-nao"},
        {"phone": "0123"}, {"password": "ngắn"}, {"password": "0934567890000"}, {"agree": ""},
        {"contact_name": "x" * 121}, {"name": "Ủy\u202eban"},
    ],
)  # fmt: skip
def test_a_wrong_form_opens_nothing(client, db, good, wrong):
    data = {name: value for name, value in (good | wrong).items() if value or name != "agree"}
    assert client.post(REGISTER, data=data).status_code == 422
    assert db.exec(select(func.count()).select_from(Account)).one() == 0


def test_who_is_signed_in_is_sent_home(employer):
    assert employer.get(REGISTER).location == "/doanh-nghiep/"
