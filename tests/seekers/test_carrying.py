"""A profile taken along and brought in: shown first, nothing overwritten, bad files refused."""

import io
import json
import zipfile

import pytest
from flask_babel import force_locale
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import add_certificate, add_work, make_person, make_sensitive
from workforce import workbook
from workforce.accounts.actions import NO_NAME
from workforce.labels import LABELS
from workforce.models import Education, PersonCertificate, Training, WorkHistory

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


def read(data):
    return workbook.read(data, most_bytes=10**6, most_rows=100)


def sheet_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


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

        data = browser.get("/nguoi-tim-viec/ho-so/nam-nhom.xlsx").data

        told = {row[1]: row[2:] for row in read(data)}
        assert told["Việc đã làm"] == ["=HYPERLINK(1) (2 tháng)", "Tự khai, chưa xác minh"]
        assert b"<f>" not in sheet_of(data)

    def test_a_cell_cannot_break_out_of_the_sheet(self):
        data = workbook.write("a&b", [["</t><f>1</f>", 5, "\x00\x07", "=1+1", "+84912"]])

        assert read(data) == [["</t><f>1</f>", 5, "", "=1+1", "+84912"]]
        assert b"<f>" not in sheet_of(data)

    def test_in_whatever_language_it_is_read_the_file_is_in_vietnamese(self, db, person, browser):
        person.education = Education.LOWER_SECONDARY
        db.add(person)
        browser.get("/ngon-ngu/km")

        data = browser.get("/nguoi-tim-viec/ho-so/nam-nhom.json").get_json()

        with force_locale("vi"):
            said = str(LABELS[Education][Education.LOWER_SECONDARY])
        assert data["nhom"]["2. Trình độ"]["Trình độ phổ thông"] == said

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

    @pytest.mark.parametrize("form", ["nam-nhom.json", "nam-nhom.xlsx"])
    def test_the_five_groups_come_in_again_on_another_profile(
        self, db, browser, person, form, sign_in, new_client
    ):
        person.education, person.training = Education.LOWER_SECONDARY, Training.ELEMENTARY
        person.desired, person.about = "may công nghiệp", "biết lái ghe"
        person.wage_min_vnd, person.max_km, person.birth_year = 8_000_000, 15, 1988
        db.add(person)
        add_work(db, person, "Làm ruộng", 240)
        add_certificate(db, person, "Bằng lái B2")
        data = browser.get(f"/nguoi-tim-viec/ho-so/{form}").data
        new = make_person(
            db, full_name=NO_NAME, desired="", about="", birth_year=None, education=None,
            wage_min_vnd=None, max_km=None, training=None,
        )  # fmt: skip
        theirs = sign_in(make_account(db, person=new), new_client())

        page = theirs.post(BRING, page=PAGE, data={"tep": (io.BytesIO(data), form)}).page
        fields = {one["name"]: one["value"] for one in page.select("main input[type=hidden]")}
        theirs.post_raw(f"{BRING}/luu", data=fields)

        db.refresh(new)
        for name in (
            "full_name", "education", "training", "desired", "about", "wage_min_vnd", "max_km",
            "birth_year",
        ):  # fmt: skip
            assert getattr(new, name) == getattr(person, name), name
        work = db.exec(select(WorkHistory).where(WorkHistory.person_id == new.id)).one()
        assert (work.title, work.months) == ("Làm ruộng", 240)
        held = select(PersonCertificate.name).where(PersonCertificate.person_id == new.id)
        assert db.exec(held).all() == ["Bằng lái B2"]

    def test_what_was_answered_is_not_overwritten_by_the_register(self, db, person, browser, bring):
        person.wage_min_vnd = 9_000_000
        db.add(person)
        page = bring({"nhom": {"3.": {"Lương mong muốn, đồng mỗi tháng": "5.000.000"}}}).page
        data = {one["name"]: one["value"] for one in page.select("main input[type=hidden]")}

        browser.post_raw(f"{BRING}/luu", data=data)

        db.refresh(person)
        assert person.wage_min_vnd == 9_000_000

    def test_a_workbook_that_unfolds_into_gigabytes_is_refused(self, bring):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

        assert bring(file.getvalue()).status_code == 422

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
