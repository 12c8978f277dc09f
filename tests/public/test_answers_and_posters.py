"""What a page of an opening or a course answers, and how it is sent on, printed and listed."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.pages import words
from workforce.models import ConsentPurpose, CourseStatus, Role, WageType
from workforce.public import answers
from workforce.suggestions.one_opening import Standing

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def main_of(client, address):
    return words(client.get(address).page.main)


class TestAnswers:
    def test_how_the_pay_is_counted_is_said(self, client, database):
        db = database.arranging()
        monthly, piece = make_opening(db), make_opening(db, wage_type=WageType.PIECE)
        assert "Trả lương: theo tháng." in main_of(client, f"/viec-lam/{monthly.id}")
        assert "Lương theo sản phẩm" in main_of(client, f"/viec-lam/{piece.id}")

    @pytest.mark.parametrize("said", ["Tăng ca trả 150 %", "co lam them gio", "x " * 300 + "TC"])
    def test_overtime_pay_is_not_called_unsaid_when_the_opening_says_it(
        self, client, database, said
    ):
        opening = make_opening(database.arranging(), benefits=said)
        assert "Tiền tăng ca: tin không ghi" not in main_of(client, f"/viec-lam/{opening.id}")

    def test_overtime_pay_the_opening_leaves_out_is_said_to_be_left_out(self, client, database):
        opening = make_opening(database.arranging(), benefits="Cơm trưa")
        assert "Tiền tăng ca: tin không ghi" in main_of(client, f"/viec-lam/{opening.id}")

    def test_a_stranger_is_invited_to_see_what_they_lack(self, client, database):
        opening = make_opening(database.arranging())
        page = client.get(f"/viec-lam/{opening.id}").page
        link = next(one for one in page.select("main a") if "thiếu điều nào" in words(one))
        assert "/dang-nhap" in link["href"]

    def test_a_seeker_reads_what_is_missing_and_the_course_for_it(
        self, client, database, sign_in, monkeypatch
    ):
        db = database.arranging()
        opening, course = make_opening(db), make_course(db, title="May công nghiệp cơ bản")
        make_intake(db, course=course)
        found = Standing("Đủ 1/2 yêu cầu", ["may máy 1 kim"], [], [course.id])
        monkeypatch.setattr(answers, "own_standing", lambda *args, **kwargs: found)
        sign_in(make_account(db, role=Role.SEEKER, person_id=make_person(db).id))
        main = main_of(client, f"/viec-lam/{opening.id}")
        for said in ("Đủ 1/2 yêu cầu", "may máy 1 kim", "Lớp dạy việc này: May công nghiệp"):
            assert said in main

    @pytest.mark.parametrize("consents_to", [(), (ConsentPurpose.MATCHING,)])
    def test_it_is_worked_out_only_with_consent_to_matching(self, db, consents_to):
        person = make_person(db, consents_to=consents_to)
        account = make_account(db, role=Role.SEEKER, person_id=person.id)
        today = dt.date(2026, 9, 7)
        found = answers.own_standing(db, account, make_opening(db), today=today)
        assert (found is not None) == bool(consents_to)

    def test_an_employer_nobody_has_data_on_says_so(self, client, database):
        opening = make_opening(database.arranging())
        assert "Tỷ lệ trả lời hồ sơ: chưa có số liệu" in main_of(client, f"/viec-lam/{opening.id}")

    def test_the_report_button_leads_to_the_form(self, client, database):
        opening = make_opening(database.arranging())
        page = client.get(f"/viec-lam/{opening.id}").page
        assert page.select_one(f"main a[href='/viec-lam/{opening.id}/bao-tin']")


class TestSendingOn:
    @pytest.mark.parametrize("kind", ["viec-lam", "khoa-hoc"])
    def test_the_link_is_there_without_scripts(self, client, database, kind):
        db = database.arranging()
        row = make_opening(db) if kind == "viec-lam" else make_course(db)
        page = client.get(f"/{kind}/{row.id}").page
        canonical = page.select_one("link[rel=canonical]")["href"]
        assert page.select_one(f"main a[href='{canonical}']")
        assert page.select_one("button[data-share]")["data-share"] == canonical
        assert page.select_one("button[data-share]").has_attr("hidden")

    @pytest.mark.parametrize("kind", ["viec-lam", "khoa-hoc"])
    def test_a_sheet_has_the_title_and_a_code_in_two_sizes(self, client, database, kind):
        db = database.arranging()
        row = make_opening(db) if kind == "viec-lam" else make_course(db)
        page = client.get(f"/{kind}/{row.id}/to-roi").page
        assert words(page.select_one(".poster h1")) == row.title
        assert page.select_one(".poster svg.qr")
        assert client.get(f"/{kind}/{row.id}/to-roi?kho=a3").page.select_one(".poster-a3")

    def test_a_zone_has_a_sheet_with_its_openings(self, client, database):
        make_opening(database.arranging(), title="Thợ may chuyền mẫu")
        page = client.get("/khu-cong-nghiep/an-nghiep/to-roi").page
        assert "Thợ may chuyền mẫu" in words(page.select_one(".poster-items"))

    def test_a_closed_opening_has_no_sheet(self, client, database):
        closed = make_opening(database.arranging(), closed=True)
        assert client.get(f"/viec-lam/{closed.id}/to-roi").status_code == 410


class TestCourses:
    def test_a_closed_course_shows_those_like_it(self, client, database):
        db = database.arranging()
        closed = make_course(db, title="Đã đóng", status=CourseStatus.CLOSED)
        make_intake(db, course=make_course(db, title="May công nghiệp cơ bản"))
        answer = client.get(f"/khoa-hoc/{closed.id}")
        assert answer.status_code == 410
        assert "May công nghiệp cơ bản" in words(answer.page.main)

    def test_the_wages_of_the_jobs_it_opens_are_theirs(self, client, database):
        db = database.arranging()
        course = make_course(db, teaches=("may-may-1-kim",))
        make_opening(db, requires=("may-may-1-kim",))
        make_opening(db, requires=("may-may-1-kim",), wage_max_vnd=11_000_000)
        assert "Lương các tin này ghi: 7–11 triệu/tháng" in main_of(
            client, f"/khoa-hoc/{course.id}"
        )


def test_the_sitemap_says_when_each_opening_changed(client, database):
    opening = make_opening(database.arranging())
    tree = ET.fromstring(client.get("/sitemap.xml").data)
    changed = {
        url.findtext(f"{NAMESPACE}loc").rpartition("/viec-lam/")[2]: url.findtext(
            f"{NAMESPACE}lastmod"
        )
        for url in tree
    }
    assert changed[str(opening.id)] == opening.updated_at.date().isoformat()
