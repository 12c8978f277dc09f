"""Several people of one enterprise: who adds, who leaves, who must stay."""

import datetime as dt

import pytest
from sqlmodel import col, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from tests.pages import words
from tests.test_races import at_once
from workforce.employers.colleagues import remove_colleague, set_manager
from workforce.errors import Conflict
from workforce.models import (
    Account,
    AuditLog,
    OneTimeCode,
    OutboxMessage,
    Role,
    SignInSession,
)

PAGE = "/doanh-nghiep/cong-ty/nguoi-dung"
NEW = f"{PAGE}/moi"


@pytest.fixture
def clerk(db, firm):
    return make_account(
        db, Role.EMPLOYER, enterprise=firm.enterprise, is_manager=False, display_name="Chị Hai"
    )


def add(employer, phone="0912 345 678", **data):
    return employer.post(NEW, data={"name": "Anh Ba", "phone": phone, **data})


def test_a_manager_adds_a_colleague_who_gets_a_one_time_code(employer, db, firm):
    assert add(employer).status_code == 302
    new = db.exec(select(Account).where(Account.phone == "+84912345678")).one()
    assert (new.enterprise_id, new.role, new.is_manager) == (
        firm.enterprise.id, Role.EMPLOYER, False,
    )  # fmt: skip
    assert (new.password_hash, new.phone_verified_at) == ("", None)
    assert db.exec(select(OneTimeCode.account_id)).all() == [new.id]
    assert "Anh Ba" in words(employer.get(PAGE).page.main)


def test_the_code_is_on_no_page_of_the_manager(employer, db):
    add(employer)
    assert db.exec(select(OutboxMessage)).one().code_id is not None
    assert "Mã của anh/chị" not in employer.get(PAGE).text


def test_a_number_with_an_account_elsewhere_is_told_and_gets_none_here(employer, db, firm):
    seeker = make_account(db, person=make_person(db), phone="+84912345678")
    answer = add(employer)
    db.refresh(seeker)
    assert (answer.status_code, seeker.role, seeker.enterprise_id) == (302, Role.SEEKER, None)
    assert db.exec(select(OneTimeCode)).all() == []
    assert db.exec(select(OutboxMessage.account_id)).all() == [seeker.id]


def test_a_colleague_is_not_added_twice(employer, db, clerk):
    phone = "0" + clerk.phone[3:]
    assert add(employer, phone=phone).status_code == 422


def test_who_left_is_signed_out_everywhere_and_their_records_stay(
    employer, db, firm, clerk, new_client, sign_in
):
    theirs = sign_in(clerk, new_client())
    assert theirs.get("/doanh-nghiep/").status_code == 200
    db.add(
        AuditLog(at=NOW, account_id=clerk.id, action="applicant.viewed", subject_type="application")
    )
    employer.post(f"{PAGE}/{clerk.id}/nghi", page=PAGE)
    db.refresh(clerk)
    open_rows = select(SignInSession).where(
        SignInSession.account_id == clerk.id, col(SignInSession.revoked_at).is_(None)
    )
    assert (clerk.is_active, db.exec(open_rows).all()) == (False, [])
    assert theirs.get("/doanh-nghiep/").status_code == 302
    assert db.exec(select(AuditLog).where(AuditLog.account_id == clerk.id)).all()


def test_who_comes_back_gets_the_same_account_with_a_new_code(employer, db, clerk):
    employer.post(f"{PAGE}/{clerk.id}/nghi", page=PAGE)
    add(employer, phone="0" + clerk.phone[3:])
    db.refresh(clerk)
    assert (clerk.is_active, clerk.display_name) == (True, "Anh Ba")
    assert db.exec(select(OneTimeCode.account_id)).all() == [clerk.id]


@pytest.mark.parametrize("step", ["nghi", "quyen"])
def test_who_does_not_manage_changes_nobody(db, firm, clerk, sign_in, step):
    browser = sign_in(clerk)
    token = browser.token("/doanh-nghiep/cong-ty/sua", page="/doanh-nghiep/cong-ty/sua")
    answer = browser.post_raw(
        f"{PAGE}/{firm.account.id}/{step}", data={"csrf_token": token, "quan_ly": "0"}
    )
    db.refresh(firm.account)
    assert answer.status_code == 403
    assert firm.account.is_active
    assert firm.account.is_manager
    assert not browser.get(PAGE).page.select("form[action*=nguoi-dung]")


def test_who_does_not_manage_adds_nobody(db, firm, clerk, sign_in):
    browser = sign_in(clerk)
    token = browser.token("/doanh-nghiep/cong-ty/sua", page="/doanh-nghiep/cong-ty/sua")
    data = {"csrf_token": token, "name": "Anh Ba", "phone": "0912345678"}
    assert browser.post_raw(NEW, data=data).status_code == 403
    assert db.exec(select(Account).where(Account.phone == "+84912345678")).all() == []


def test_the_last_manager_stays(db, firm, clerk):
    with pytest.raises(Conflict):
        set_manager(db, account=firm.account, is_manager=False, by=firm.account, now=NOW)
    second = make_account(db, Role.EMPLOYER, enterprise=firm.enterprise)
    set_manager(db, account=firm.account, is_manager=False, by=second, now=NOW)
    with pytest.raises(Conflict):
        remove_colleague(db, account=second, by=second, now=NOW + dt.timedelta(minutes=1))
    assert second.is_active


def test_another_enterprises_colleague_is_not_there(employer, db, clerk, other_firm):
    token = employer.token(f"{PAGE}/{clerk.id}/nghi", page=PAGE)
    address = f"{PAGE}/{other_firm.account.id}/nghi"
    assert employer.post_raw(address, data={"csrf_token": token}).status_code == 404
    db.refresh(other_firm.account)
    assert other_firm.account.is_active


def test_two_managers_taking_each_other_out_leave_one(own_database):
    with own_database.session(write=True) as db:
        enterprise = make_enterprise(db)
        ids = [make_account(db, Role.EMPLOYER, enterprise=enterprise).id for _ in range(2)]
        db.commit()

    def take_out(by, other):
        return lambda session: remove_colleague(
            session, account=session.get_one(Account, other), by=session.get_one(Account, by),
            now=NOW,
        )  # fmt: skip

    refused = at_once(own_database, [take_out(*ids), take_out(*reversed(ids))])

    with own_database.session(write=False) as db:
        left = [row.is_active for row in db.exec(select(Account).where(col(Account.id).in_(ids)))]
    assert (sorted(left), len(refused)) == ([False, True], 1)
