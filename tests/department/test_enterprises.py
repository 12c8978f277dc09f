"""Which enterprises are verified: decided by the department, with a reason, once."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.fixed_clock import NOW
from tests.pages import words
from workforce.department.actions import decide_on_enterprise
from workforce.errors import Conflict, InvalidInput
from workforce.models import AuditLog, DepartmentScope, Enterprise, EnterpriseStatus, Role

E = EnterpriseStatus
#: from where a decision may lead where
LAWFUL = {
    E.PENDING: {E.VERIFIED, E.SUSPENDED},
    E.VERIFIED: {E.SUSPENDED, E.CLOSED},
    E.SUSPENDED: {E.VERIFIED, E.CLOSED},
    E.CLOSED: set(),
}


@pytest.fixture
def officer(db):
    return make_account(db, Role.DEPARTMENT)


class TestDecision:
    @pytest.mark.parametrize("to", list(E))
    @pytest.mark.parametrize("start", list(E))
    def test_only_what_follows_from_the_status_is_open(self, db, officer, start, to):
        enterprise = make_enterprise(db, status=start)
        decide = {"enterprise": enterprise, "status": to, "reason": "lý do", "by": officer}

        if to in LAWFUL[start] or to == start:
            assert decide_on_enterprise(db, **decide, now=NOW).status == to
        else:
            with pytest.raises(Conflict):
                decide_on_enterprise(db, **decide, now=NOW)
            assert enterprise.status == start

    @pytest.mark.parametrize("reason", ["", "  "])
    @pytest.mark.parametrize("to", [E.SUSPENDED, E.CLOSED])
    def test_suspending_and_closing_need_a_reason(self, db, officer, to, reason):
        enterprise = make_enterprise(db)

        with pytest.raises(InvalidInput) as refused:
            decide_on_enterprise(
                db, enterprise=enterprise, status=to, reason=reason, by=officer, now=NOW
            )
        assert refused.value.field == "reason"
        assert enterprise.status == E.VERIFIED

    def test_the_enterprise_reads_the_reason_and_the_audit_log_does_not_keep_it(
        self, db, officer, sign_in
    ):
        enterprise = make_enterprise(db)
        decide_on_enterprise(
            db, enterprise=enterprise, status=E.SUSPENDED, reason="Chưa trả lương tháng 8",
            by=officer, now=NOW,
        )  # fmt: skip
        employer = sign_in(make_account(db, Role.EMPLOYER, enterprise=enterprise))

        assert "Chưa trả lương tháng 8" in employer.get("/doanh-nghiep/cong-ty").text
        assert all("lương" not in line.details for line in db.exec(select(AuditLog)))

    def test_verifying_needs_none_and_keeps_who_and_when(self, db, officer):
        enterprise = make_enterprise(db, pending=True)

        decide_on_enterprise(
            db, enterprise=enterprise, status=E.VERIFIED, reason="", by=officer, now=NOW
        )

        assert (enterprise.verified_at, enterprise.verified_by) == (NOW, officer.id)

    def test_deciding_twice_is_one_line_in_the_audit_log(self, db, officer):
        enterprise = make_enterprise(db, pending=True)
        for _time in range(2):
            decide_on_enterprise(
                db, enterprise=enterprise, status=E.VERIFIED, reason="", by=officer, now=NOW
            )

        lines = db.exec(select(AuditLog).where(AuditLog.subject_type == "enterprise")).all()
        assert [(line.action, line.subject_id) for line in lines] == [
            ("enterprise.verified", enterprise.id)
        ]


class TestScreen:
    def address(self, enterprise: Enterprise) -> str:
        return f"/so/doanh-nghiep/{enterprise.id}"

    def test_those_who_wait_are_listed_first_come_first(self, db, sign_in, officer):
        make_enterprise(db, name="Công ty Đã Xong")
        make_enterprise(db, name="Công ty Chờ Một", pending=True)
        make_enterprise(db, name="Công ty Chờ Hai", pending=True)

        page = sign_in(officer).get("/so/doanh-nghiep").page

        listed = [words(row.select_one("a")) for row in page.select("tbody tr")]
        assert listed == ["Công ty Chờ Một", "Công ty Chờ Hai"]

    def test_the_officer_verifies_one(self, db, sign_in, officer):
        enterprise = make_enterprise(db, pending=True)

        answer = sign_in(officer).post(self.address(enterprise), data={"status": "verified"})

        assert answer.status_code == 302
        db.refresh(enterprise)
        assert enterprise.status == E.VERIFIED

    def test_without_a_reason_the_form_comes_back_with_what_was_chosen(self, db, sign_in, officer):
        enterprise = make_enterprise(db)

        answer = sign_in(officer).post(self.address(enterprise), data={"status": "suspended"})

        assert answer.status_code == 422
        assert "Anh/chị ghi lý do" in words(answer.page.main)
        assert answer.page.select_one("option[value=suspended][selected]")
        db.refresh(enterprise)
        assert enterprise.status == E.VERIFIED

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"status": ""},
            {"status": "pending"},
            {"status": "zzz"},
            {"status": "suspended", "reason": "a" * 301},
            {"status": "suspended", "reason": "a\x00b"},
        ],
    )
    def test_wrong_input_changes_nothing(self, db, sign_in, officer, data):
        enterprise = make_enterprise(db)

        assert sign_in(officer).post(self.address(enterprise), data=data).status_code == 422
        db.refresh(enterprise)
        assert enterprise.status == E.VERIFIED

    def test_a_decision_that_came_too_late_is_a_conflict(self, db, sign_in, officer):
        enterprise = make_enterprise(db, status=E.CLOSED)

        answer = sign_in(officer).post(self.address(enterprise), data={"status": "verified"})

        assert answer.status_code == 409
        assert "đã đổi trạng thái" in words(answer.page.main)

    @pytest.mark.parametrize("identity", ["999999", "2147483647", "2147483648", "0", "9" * 30, "a"])
    def test_an_enterprise_that_is_not_there_is_not_found(self, sign_in, officer, identity):
        assert sign_in(officer).get(f"/so/doanh-nghiep/{identity}").status_code == 404

    @pytest.mark.parametrize("scope", [DepartmentScope.VOCATIONAL, DepartmentScope.STATISTICS])
    def test_a_part_of_the_department_that_only_looks_decides_nothing(self, db, sign_in, scope):
        enterprise = make_enterprise(db, pending=True)
        looker = make_account(db, Role.DEPARTMENT, department_scope=scope)

        token = (
            sign_in(looker).get(self.address(enterprise)).page.select_one("input[name=csrf_token]")
        )
        answer = sign_in(looker).post_raw(
            self.address(enterprise),
            data={"status": "verified", "csrf_token": token["value"] if token else ""},
        )

        assert answer.status_code in {400, 403}
        db.refresh(enterprise)
        assert enterprise.status == E.PENDING

    @pytest.mark.parametrize("scope", [DepartmentScope.WHOLE, DepartmentScope.ZONES])
    def test_those_who_look_after_the_zones_decide(self, db, sign_in, scope):
        enterprise = make_enterprise(db, pending=True)
        make_site(db, enterprise=enterprise)
        account = make_account(db, Role.DEPARTMENT, department_scope=scope)

        answer = sign_in(account).post(self.address(enterprise), data={"status": "verified"})

        assert answer.status_code == 302
