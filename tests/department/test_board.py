"""The department's board: the sentence first, two series never summed, the past as it was."""

import datetime as dt

import pytest

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from tests.reports.province import Province, build, day
from workforce.applications.actions import apply_to_opening
from workforce.models import DepartmentScope, Role, SessionOrigin
from workforce.placements.actions import claim_start, confirm_hire

BOARD = "/so/"
TARGET = "mục tiêu năm 2030: khoảng 250.000–280.000."


@pytest.fixture
def browser(db, sign_in):
    return sign_in(make_account(db, Role.DEPARTMENT))


def text(response) -> str:
    assert response.status_code == 200, response.status
    return words(response.page.select_one("main"))


def lead(response) -> str:
    assert response.status_code == 200, response.status
    return words(response.page.select_one("main p.lead"))


def table(page, name: str) -> list[dict[str, str]]:
    """The rows of the table with these words in its caption or first heading."""
    for found in page.select("table"):
        heads = [words(head) for head in found.select("thead th")]
        if name in words(found.caption) or name == heads[0]:
            return [
                dict(zip(heads, (words(cell) for cell in row.select("th, td")), strict=True))
                for row in found.select("tbody tr")
            ]
    raise AssertionError(f"no table {name!r}")


class TestEmptyProvince:
    def test_the_sentence_says_that_nobody_declared_and_keeps_the_target(self, browser):
        assert lead(browser.get(BOARD)) == (
            "Chưa doanh nghiệp nào khai báo lao động. Mục tiêu năm 2030: khoảng 250.000–280.000."
        )

    def test_what_is_unknown_is_called_unknown_and_not_zero(self, browser):
        page = browser.get(BOARD)

        rows = {row["Mã"]: row["Hiện nay"] for row in table(page.page, "Chỉ tiêu")}
        assert rows["T5"] == "chưa có số liệu"
        assert rows["T7"] == "chưa có số liệu"
        assert "0 % của 250.000" not in text(page)

    @pytest.mark.parametrize("path", ["khu", "da-co-viec", "dat-thu-hoi", "doanh-nghiep"])
    def test_every_other_page_opens_too(self, browser, path):
        assert browser.get(f"/so/{path}").status_code == 200


class TestSentence:
    @pytest.fixture
    def province(self, db) -> Province:
        return build(db)

    @pytest.mark.usefixtures("province")
    def test_it_is_the_sentence_of_the_service_rules(self, browser):
        # 3 of A, B, C, E declared; 150 + 40 + 30 + 20 workers, 90 + 30 + 10 stable
        assert lead(browser.get(BOARD)) == (
            "Theo khai báo của 3/4 doanh nghiệp đến 30/06/2026: 240 lao động, "
            f"trong đó 130 có việc làm ổn định; {TARGET}"
        )

    @pytest.mark.usefixtures("province")
    def test_beneath_it_says_that_the_resolution_defines_nothing(self, browser):
        page = text(browser.get(BOARD))

        assert "Nghị quyết không định nghĩa việc làm ổn định" in page
        assert "không phải chỉ tiêu giao" in page
        assert "1 bản khai có điểm cần kiểm tra" in page

    @pytest.mark.usefixtures("province")
    def test_a_past_day_as_known_then_has_the_figures_of_then(self, browser):
        page = browser.get(BOARD, query_string={"ngay": "2026-03-31", "biet": "2026-04-01"})

        # before A's correction: 100 + 40 + 30 + 20 workers, 60 + 30 + 10 stable
        assert lead(page) == (
            "Theo khai báo của 3/4 doanh nghiệp đến 31/03/2026: 190 lao động, "
            f"trong đó 100 có việc làm ổn định; {TARGET}"
        )
        assert "như đã biết vào ngày 01/04/2026" in text(page)

    @pytest.mark.usefixtures("province")
    def test_the_same_past_day_as_known_today_has_the_correction(self, browser):
        page = browser.get(BOARD, query_string={"ngay": "31/03/2026"})

        assert "210 lao động, trong đó 120 có việc làm ổn định" in lead(page)

    @pytest.mark.usefixtures("province")
    @pytest.mark.parametrize("typed", ["2099-01-01", "9999-12-31", "0001-01-01", "zzz", "\x00"])
    def test_a_day_nobody_can_know_shows_today(self, browser, typed):
        page = browser.get(BOARD, query_string={"ngay": typed, "biet": typed})

        assert "240 lao động" in lead(page)

    @pytest.mark.usefixtures("province")
    def test_the_retention_table_is_the_reports(self, browser):
        rows = table(browser.get(BOARD, query_string={"ngay": "2026-06-30"}).page, "Còn đi làm sau")

        # see tests/reports/test_placements.py: 6 due, 1 same, 1 other, 2 gone, 2 not reached
        assert list(rows[0].values())[:6] == ["3 tháng", "6", "1", "1", "2", "2"]
        assert rows[0]["Còn đi làm"] == "33 % đến 67 %"
        assert rows[2]["Còn đi làm"] == "chưa có số liệu"

    @pytest.mark.usefixtures("province")
    def test_each_zone_has_its_row_and_silence_is_no_zero(self, browser):
        rows = {row["Khu, cụm"]: row for row in table(browser.get("/so/khu").page, "Các khu")}

        assert len(rows) == 17
        assert rows["KCN An Nghiệp"]["Lao động đã khai"] == "210"
        assert rows["KCN An Nghiệp"]["Doanh nghiệp đã khai"] == "3/3"
        assert rows["KCN An Nghiệp"]["Lượt nhận việc"] == "6"
        assert rows["KCN Trần Đề"]["Doanh nghiệp đã khai"] == "1/2"
        assert rows["KCN Mỹ Thanh"]["Lao động đã khai"] == "chưa có số liệu"
        assert rows["Khu kinh tế Trần Đề"]["Lao động đã khai"] == "500"

    @pytest.mark.usefixtures("province")
    def test_placements_are_listed_without_names(self, browser):
        page = browser.get("/so/da-co-viec")

        assert len(table(page.page, "Lượt nhận việc")) == 9
        assert "Nguyễn Thị Mẫu" not in text(page)

    @pytest.mark.usefixtures("province")
    def test_they_can_be_looked_at_by_zone(self, browser):
        page = browser.get("/so/da-co-viec", query_string={"khu": "tran-de"})

        assert len(table(page.page, "Lượt nhận việc")) == 2

    @pytest.mark.usefixtures("province")
    @pytest.mark.parametrize(
        "query",
        [{"khu": "khong-co"}, {"khu": "\x00"}, {"trang": "0"}, {"trang": "-1"}, {"trang": "x"},
         {"trang": "9" * 30}],
    )  # fmt: skip
    def test_an_odd_address_is_a_page_and_no_fault(self, browser, query):
        assert browser.get("/so/da-co-viec", query_string=query).status_code in {200, 404}
        assert browser.get("/so/doanh-nghiep", query_string=query).status_code in {200, 404}

    def test_fictional_data_says_so(self, db, browser, province):
        province.enterprises["A"].is_sample = True
        db.add(province.enterprises["A"])

        assert "dữ liệu mẫu" in text(browser.get(BOARD))


class TestPlacementAndStock:
    def figures(self, browser) -> tuple[str, str]:
        """The board's sentence, and its count of placements."""
        page = browser.get(BOARD)
        rows = table(browser.get("/so/khu").page, "Các khu")
        count = next(row["Lượt nhận việc"] for row in rows if row["Khu, cụm"] == "KCN An Nghiệp")
        return lead(page), count

    def test_a_hire_confirmed_by_both_is_one_placement_more_and_no_worker_more(self, db, browser):
        province = build(db)
        sentence, placed = self.figures(browser)
        opening = make_opening(db, site=province.sites["A"])
        person = make_person(db)
        application = apply_to_opening(
            db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW
        )
        employer = make_account(db, Role.EMPLOYER, enterprise=province.enterprises["A"])
        values = {"application": application, "start_on": TODAY, "now": NOW, "today": TODAY}

        claim_start(db, by=make_account(db, person=person), origin=SessionOrigin.PASSWORD, **values)
        assert self.figures(browser) == (sentence, placed), "the worker's word alone counts nothing"

        confirm_hire(db, by=employer, origin=SessionOrigin.PASSWORD, **values)
        assert self.figures(browser) == (sentence, str(int(placed) + 1))

        confirm_hire(db, by=employer, origin=SessionOrigin.PASSWORD, **values)
        assert self.figures(browser) == (sentence, str(int(placed) + 1)), "twice is once"


class TestWhoMaySee:
    PATHS = ("/so/", "/so/khu", "/so/da-co-viec", "/so/dat-thu-hoi", "/so/doanh-nghiep")

    @pytest.mark.parametrize("path", PATHS)
    def test_nobody_signed_in_is_sent_to_sign_in(self, client, path):
        response = client.get(path)

        assert response.status_code == 302
        assert f"dang-nhap?tiep={path}" in response.headers["Location"]

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("role", [Role.SEEKER, Role.EMPLOYER, Role.SCHOOL, Role.COMMUNE])
    def test_other_roles_are_refused(self, db, sign_in, role, path):
        account = make_account(db, role, **owner_of(db, role))

        assert sign_in(account).get(path).status_code == 403

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("scope", list(DepartmentScope))
    def test_every_part_of_the_department_may_look(self, db, sign_in, scope, path):
        account = make_account(db, Role.DEPARTMENT, department_scope=scope)

        assert sign_in(account).get(path).status_code == 200


def owner_of(db, role: Role) -> dict[str, object]:
    from tests.factories.enterprises import make_enterprise
    from tests.factories.schools import make_school

    if role == Role.EMPLOYER:
        return {"enterprise": make_enterprise(db)}
    return {"school": make_school(db)} if role == Role.SCHOOL else {}


class TestDays:
    def test_the_board_of_the_first_of_a_month_counts_it_as_a_month(self, db, browser, fixed_clock):
        build(db)
        fixed_clock.set(day(7, 1))
        rows = table(browser.get(BOARD).page, "Tháng")

        assert rows[0]["Tháng"] == "07/2026"
        assert rows[1]["Tháng"] == "06/2026"
        assert len(rows) == 12

    def test_at_six_in_the_morning_it_is_already_today_in_the_province(
        self, db, browser, fixed_clock
    ):
        build(db)
        fixed_clock.set(dt.datetime(2026, 6, 30, 17, 30, tzinfo=dt.UTC))  # 1 July, 00:30

        assert table(browser.get(BOARD).page, "Tháng")[0]["Tháng"] == "07/2026"
