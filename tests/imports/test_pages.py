import io

import pytest
from python_calamine import load_workbook
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.imports.conftest import workbook_of
from tests.imports.test_openings import HEAD, SEWER
from workforce.models import Import, ImportFile, Opening, OpeningStatus, Role

UPLOAD = "/nhap-excel/tin-tuyen-dung"
FORMULA = '=HYPERLINK("http://x","y")'


@pytest.fixture
def firm(db):
    enterprise = make_enterprise(db)
    make_site(db, enterprise=enterprise)
    return make_account(db, Role.EMPLOYER, enterprise=enterprise)


def send(browser, data: bytes):
    return browser.post(UPLOAD, data={"file": (io.BytesIO(data), "a.xlsx")})


def sheet_of(data: bytes) -> list[list]:
    return load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_file_is_sent_worked_and_its_drafts_are_posted_with_one_button(firm, sign_in, db):
    browser = sign_in(firm)
    data = workbook_of([HEAD, SEWER, [*SEWER[:2], *SEWER[2:]], ["B", FORMULA, "x", *[""] * 7]])
    sent = send(browser, data)
    row = db.exec(select(Import)).one()
    report = browser.get(f"/nhap-excel/{row.id}")
    page = report.text

    assert sent.status_code == 302
    assert (row.accepted, row.duplicate, row.refused) == (1, 1, 1)
    assert "Đăng 1 tin này" in page
    assert "Anh/chị ghi bằng chữ số" in page
    assert "Refresh" not in report.headers

    browser.post(f"/nhap-excel/{row.id}/dang-tin", page=f"/nhap-excel/{row.id}")
    db.expire_all()
    assert db.exec(select(Opening)).one().status == OpeningStatus.OPEN


def test_the_file_is_kept_encrypted_only_until_it_is_worked(firm, sign_in, db, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "import_task", lambda import_id: None)
    data = workbook_of([HEAD, SEWER])
    browser = sign_in(firm)
    send(browser, data)

    stored = db.exec(select(ImportFile)).one().content_encrypted
    answer = browser.get(f"/nhap-excel/{db.exec(select(Import.id)).one()}")
    assert not stored.startswith(b"PK")
    assert data not in stored
    assert answer.headers["Refresh"]
    assert answer.page.select_one("progress")


def test_the_report_of_refused_rows_holds_text_and_never_a_formula(firm, sign_in, db):
    browser = sign_in(firm)
    data = workbook_of([HEAD, ["B", "Thợ hàn", "\u200b+1", "=1+1", *[""] * 6]])
    send(browser, data)
    row = db.exec(select(Import)).one()
    answer = browser.get(f"/nhap-excel/{row.id}/dong-chua-nhan.xlsx")

    lines = sheet_of(answer.data)
    assert lines[0] == ["Dòng", "Cột", "Giá trị", "Cần làm gì"]
    assert lines[1][:2] == [2.0, "Số người cần tuyển"]
    assert b"<f>" not in answer.data


def test_another_owners_import_is_as_if_it_did_not_exist(firm, sign_in, db):
    browser = sign_in(firm)
    data = workbook_of([HEAD, SEWER])
    send(browser, data)
    row = db.exec(select(Import)).one()
    other = make_account(db, Role.EMPLOYER, enterprise=make_enterprise(db, name="Công ty Khác"))
    stranger = sign_in(other)

    assert stranger.get(f"/nhap-excel/{row.id}").status_code == 404
    assert stranger.get(f"/nhap-excel/{row.id}/dong-chua-nhan.xlsx").status_code == 404
    assert "a.xlsx" not in stranger.get("/nhap-excel/").text


@pytest.mark.parametrize(("role", "slug"), [
    (Role.EMPLOYER, "tin-tuyen-dung"), (Role.EMPLOYER, "lao-dong"), (Role.COMMUNE, "nguoi-dan"),
])  # fmt: skip
def test_a_template_is_read_by_its_own_import(firm, sign_in, db, role, slug):
    account = firm if role == Role.EMPLOYER else make_account(db, role)
    browser = sign_in(account)
    file = browser.get(f"/nhap-excel/mau/{slug}")

    lines = sheet_of(file.data)
    page = browser.get(f"/nhap-excel/{slug}").text
    assert "phiên bản" in lines[0][0]
    assert all(title in page for title in lines[2] if title)


def test_sending_no_file_says_so(firm, sign_in):
    answer = sign_in(firm).post(UPLOAD)

    assert answer.status_code == 422
    assert "Anh/chị chọn tệp Excel." in answer.text
