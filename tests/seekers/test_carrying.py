"""A profile taken along and brought in: shown first, nothing overwritten, bad files refused."""

import io
import json
import zipfile

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import add_certificate, add_work, make_person, make_sensitive
from workforce import workbook
from workforce.models import PersonCertificate, WorkHistory

PAGE = "/nguoi-tim-viec/ho-so/mang-di"
BRING = "/nguoi-tim-viec/ho-so/nhap-tep"
RESUME = {
    "basics": {"name": "Lâm Sa", "label": "lái xe nâng", "summary": "biết lái ghe"},
    "work": [
        {"position": "Thợ may", "startDate": "2019-05", "endDate": "2021-05-01"},
        {"name": "Xưởng mộc"},
    ],
    "certificates": [{"name": "Bằng lái B2"}],
    "skills": [{"name": "hàn"}],
}


@pytest.fixture
def person(db):
    return make_person(db, full_name="Nguyễn Thị Mẫu", desired="", about="")


@pytest.fixture
def browser(db, person, sign_in):
    return sign_in(make_account(db, person=person))


@pytest.fixture
def bring(browser):
    def bring(data):
        data = data if isinstance(data, bytes) else json.dumps(data).encode()
        file = (io.BytesIO(data), "resume.json")
        return browser.post(BRING, page=PAGE, data={"tep": file})

    return bring


class TestTakingAlong:
    def test_the_five_groups_say_what_was_not_answered_and_not_verified(self, db, person, browser):
        add_work(db, person, "Làm ruộng", 240)

        data = browser.get("/nguoi-tim-viec/ho-so/nam-nhom.json").get_json()

        assert [title[0] for title in data["nhom"]] == list("12345")
        assert "VNeID" in data["luu_y"]
        basic = data["nhom"]["1. Thông tin cơ bản"]
        assert basic["Họ và tên"] == "Nguyễn Thị Mẫu"
        assert basic["Dân tộc"] is None
        jobs = data["nhom"]["3. Tình trạng việc làm và nhu cầu"]
        assert jobs["Việc đã làm"] == ["Làm ruộng (240 tháng)"]
        assert data["nhom"]["4. Bảo hiểm xã hội, bảo hiểm thất nghiệp"] == {
            "Tình trạng tham gia": None
        }

    def test_ethnicity_stands_there_only_when_the_person_gave_it(self, db, person, browser):
        make_sensitive(db, person, ethnicity="Khmer")

        data = browser.get("/nguoi-tim-viec/ho-so/nam-nhom.json").get_json()

        assert data["nhom"]["1. Thông tin cơ bản"]["Dân tộc"] == "Khmer"

    def test_the_workbook_holds_text_and_no_formula(self, db, person, browser):
        add_work(db, person, "=HYPERLINK(1)", 2)

        answer = browser.get("/nguoi-tim-viec/ho-so/nam-nhom.xlsx")

        with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "=HYPERLINK(1)" in sheet
        assert "<f>" not in sheet
        assert "Tự khai, chưa xác minh" in sheet

    def test_a_cell_cannot_break_out_of_the_sheet(self):
        data = workbook.write("a&b", [['</t><f>1</f>"', 5, "\x00\x07"]])

        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "\x07" not in sheet

    def test_json_resume_leaves_out_what_is_not_known(self, browser):
        data = browser.get("/nguoi-tim-viec/ho-so/json-resume.json").get_json()

        assert data["basics"]["name"] == "Nguyễn Thị Mẫu"
        assert "label" not in data["basics"]


class TestBringingIn:
    def test_it_is_shown_and_nothing_is_saved(self, db, person, bring):
        page = bring(RESUME)

        assert page.status_code == 200
        assert "Thợ may, 2 năm" in page.page.main.text
        assert db.exec(select(WorkHistory)).all() == []
        db.refresh(person)
        assert person.desired == ""

    def test_saving_fills_empty_answers_and_keeps_the_others(self, db, person, browser, bring):
        add_certificate(db, person, "Bằng lái B2")
        page = bring(RESUME).page
        data = {one["name"]: one["value"] for one in page.select("main input[type=hidden]")}

        browser.post_raw(f"{BRING}/luu", data=data)

        db.refresh(person)
        assert (person.full_name, person.desired) == ("Nguyễn Thị Mẫu", "lái xe nâng")
        assert "biết lái ghe" in person.about
        rows = db.exec(select(WorkHistory).order_by(WorkHistory.id)).all()
        assert [(row.title, row.months) for row in rows] == [("Thợ may", 24), ("Xưởng mộc", None)]
        assert len(db.exec(select(PersonCertificate)).all()) == 1

    def test_what_comes_back_from_us_comes_in_again(self, db, person, browser, bring):
        add_work(db, person, "Thợ hồ", 18)
        resume = browser.get("/nguoi-tim-viec/ho-so/json-resume.json").data

        assert "Thợ hồ" in bring(resume).page.main.text

    def test_somebody_else_s_preview_is_not_saved(self, db, bring, browser, sign_in, new_client):
        page = bring(RESUME).page
        carried = page.select_one("input[name=noi_dung]")["value"]
        other = make_person(db, desired="")
        theirs = sign_in(make_account(db, person=other), new_client())
        token = theirs.token(BRING, page=PAGE)

        theirs.post_raw(f"{BRING}/luu", data={"csrf_token": token, "noi_dung": carried})

        db.refresh(other)
        assert other.desired == ""

    @pytest.mark.parametrize(
        "data",
        [b"", b"\xff\xd8\xff", b"[1, 2]", b"{}", b'{"basics": NaN}', b"{" * 5_000,
         b"[" * 100_000, b'{"basics": ' * 20 + b"{}" + b"}" * 20, b"x" * 300_000,
         b'{"basics": {"name": 7}, "work": "x"}', b"PK\x03\x04"],
    )  # fmt: skip
    def test_a_bad_file_is_refused_in_words(self, db, bring, data):
        answer = bring(data)

        assert answer.status_code == 422
        assert answer.page.select_one("[role=alert]").text.strip()
        assert db.exec(select(WorkHistory)).all() == []
