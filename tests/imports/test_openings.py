import datetime as dt
import io
import unicodedata

import pytest
import xlsxwriter
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.vocabulary import SEWING, occupation
from tests.fixed_clock import TODAY
from tests.imports.conftest import counts, workbook_of
from workforce.models import (
    AuditLog,
    Enterprise,
    ImportKind,
    ImportState,
    Opening,
    OpeningStatus,
    Role,
    WorkforceDeclaration,
)

HEAD = ["Mã tin", "Tên công việc", "Số người cần tuyển", "Nơi làm việc", "Lương thấp nhất",
        "Lương cao nhất", "Hạn nộp hồ sơ", "Giờ làm việc", "Xe đưa đón", "Đăng ngay"]  # fmt: skip
LATER = dt.datetime(2026, 12, 31)
SEWER = ["MAY-01", "Công nhân may công nghiệp", 20, "Nhà máy An Nghiệp", 7.5, "10tr",
         "31/12/2026", "Xoay ca; Ca đêm", "có", ""]  # fmt: skip


@pytest.fixture
def firm(db):
    enterprise = make_enterprise(db)
    make_site(db, enterprise=enterprise)
    return make_account(db, Role.EMPLOYER, enterprise=enterprise)


def row(**changes):
    """Return the sewer's row with other cells, named by the heading's first word."""
    values = dict(zip(HEAD, SEWER, strict=True))
    return [changes.get(name.split()[0].lower(), value) for name, value in values.items()]


def openings(db):
    return db.exec(select(Opening).order_by(Opening.id)).all()


def test_a_row_becomes_a_draft_with_the_occupation_read_from_its_title(bring, firm, db):
    done = bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, SEWER]))

    assert (done.state, counts(done)) == (ImportState.DONE, (1, 0, 0, 0))
    (opening,) = openings(db)
    assert opening.status == OpeningStatus.DRAFT
    assert opening.occupation_id == occupation(db, SEWING).id
    assert (opening.wage_min_vnd, opening.wage_max_vnd) == (7_500_000, 10_000_000)
    assert opening.deadline == dt.date(2026, 12, 31)
    assert opening.shifts == ["xoay_ca", "ca_dem"]
    assert opening.has_shuttle is True
    assert db.exec(select(AuditLog.id).where(AuditLog.action == "opening.drafted")).all()


def test_a_row_that_says_so_is_posted_at_once(bring, firm, db):
    bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, [*SEWER[:-1], "Có"]]))

    assert openings(db)[0].is_open(TODAY)


def test_one_that_asks_for_money_waits_for_an_officer_as_on_the_form(bring, firm, db, problems):
    data = workbook_of([[*HEAD, "Mô tả"], [*SEWER[:-1], "Có", "Nộp tiền cọc 500k để giữ chỗ."]])
    done, again = (bring(ImportKind.OPENINGS, firm, data) for _time in range(2))

    assert openings(db)[0].status == OpeningStatus.DRAFT
    assert (counts(done), counts(again)) == ((1, 0, 0, 0), (0, 0, 1, 0))
    assert "chờ cán bộ đọc trước" in problems(done, refused=False)[2][0][1]


def test_a_draft_is_posted_by_the_same_row_saying_so_once(bring, firm, db):
    bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, SEWER]))
    data = workbook_of([HEAD, [*SEWER[:-1], "Có"]])
    done, again = (bring(ImportKind.OPENINGS, firm, data) for _time in range(2))

    assert openings(db)[0].status == OpeningStatus.OPEN
    assert (counts(done), counts(again)) == ((0, 1, 0, 0), (0, 0, 1, 0))


def test_bringing_a_file_twice_changes_nothing(bring, firm, db):
    data = workbook_of([HEAD, SEWER, [None, *SEWER[1:]]])
    first = bring(ImportKind.OPENINGS, firm, data)
    before = [one.model_dump() for one in openings(db)]
    second = bring(ImportKind.OPENINGS, firm, data)

    assert counts(first) == (2, 0, 0, 0)
    assert counts(second) == (0, 0, 2, 0)
    assert [one.model_dump() for one in openings(db)] == before


def test_the_own_code_finds_the_opening_again_and_an_empty_cell_leaves_what_is_there(
    bring, firm, db
):
    bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, SEWER]))
    done = bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, [*SEWER[:2], 35, *[""] * 7]]))

    (opening,) = openings(db)
    assert counts(done) == (0, 1, 0, 0)
    assert (opening.posts, opening.wage_min_vnd) == (35, 7_500_000)


def test_a_dry_run_tells_everything_and_writes_no_record(bring, firm, db, problems):
    data = workbook_of([HEAD, SEWER, [*SEWER[:6], "31/02/2026", *SEWER[7:]]])
    tried = bring(ImportKind.OPENINGS, firm, data, dry_run=True)

    assert counts(tried) == (1, 0, 0, 1)
    assert openings(db) == []
    assert list(problems(tried)) == [3]
    assert counts(bring(ImportKind.OPENINGS, firm, data)) == (1, 0, 0, 1)


def test_each_refused_row_says_which_cell_and_what_to_do(bring, firm, problems):
    bad = {
        2: row(tên=""), 3: row(mã="B", số="mười"), 4: row(mã="C", hạn="31/02/2026"),
        5: row(mã="D", hạn="01/01/2020"), 6: row(mã="E", nơi="Hà Nội"),
        7: row(mã="F", giờ="lúc rảnh"), 8: row(mã="G", lương=0),
    }  # fmt: skip
    done = bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, *bad.values()]))

    said = problems(done)
    assert counts(done) == (1, 0, 0, 6), "a wage of zero is a hint's business, not a refusal"
    assert {number: cells[0][0] for number, cells in said.items()} == {
        2: "Tên công việc", 3: "Số người cần tuyển", 4: "Hạn nộp hồ sơ", 5: "Hạn nộp hồ sơ",
        6: "Nơi làm việc", 7: "Giờ làm việc",
    }  # fmt: skip
    assert "Không có ngày này" in said[4][0][1]


def test_headings_are_found_below_titles_in_any_order_case_and_spelling(bring, firm, db):
    head = ["SỐ LƯỢNG", "Ghi chú nội bộ", "ten cong viec *", "Hạn nộp hồ sơ (ngày/tháng/năm)"]
    rows = [head, [5, "x", unicodedata.normalize("NFD", "Thợ hàn"), "2026-12-5"]]
    done = bring(
        ImportKind.OPENINGS, firm, workbook_of(rows, above=["CÔNG TY MAY", "Danh sách tuyển", ""])
    )

    (opening,) = openings(db)
    assert counts(done) == (1, 0, 0, 0)
    assert (opening.title, opening.posts) == ("Thợ hàn", 5)
    assert opening.deadline == dt.date(2026, 12, 5)
    assert done.error == "Không đọc các cột: Ghi chú nội bộ."


def test_a_file_without_a_required_column_is_refused_as_a_whole(bring, firm, db):
    done = bring(ImportKind.OPENINGS, firm, workbook_of([["Tên công việc", "Nơi làm việc"], ["A"]]))

    assert done.state == ImportState.REFUSED
    assert "thiếu cột 'Số người cần tuyển'" in done.error
    assert openings(db) == []


def test_what_is_no_workbook_is_refused_with_a_sentence(bring, firm):
    done = bring(ImportKind.OPENINGS, firm, b"not a workbook")

    assert done.state == ImportState.REFUSED
    assert done.error.startswith("Không đọc được tệp Excel này.")


def test_rows_of_one_file_that_contradict_each_other_are_told_apart_by_people(
    bring, firm, problems
):
    done = bring(ImportKind.OPENINGS, firm, workbook_of([HEAD, SEWER, SEWER, row(số=99)]))

    assert counts(done) == (1, 0, 1, 1)
    assert "Trùng với dòng 2" in problems(done)[4][0][1]


def test_empty_rows_count_for_nothing_and_numbers_are_those_of_excel(bring, firm, problems):
    data = workbook_of([HEAD, SEWER, [], ["", " "], row(mã="Z", số="x")])
    done = bring(ImportKind.OPENINGS, firm, data)

    assert (done.rows_total, counts(done)) == (2, (1, 0, 0, 1))
    assert list(problems(done)) == [5]


def test_excels_own_dates_numbers_and_formulas_are_read(bring, firm, db):
    data = workbook_of([HEAD, row(hạn=46387, số=("=10+10", 20))])
    bring(ImportKind.OPENINGS, firm, data)

    (opening,) = openings(db)
    assert (opening.posts, opening.deadline) == (20, dt.date(2026, 12, 31))


def test_a_cell_merged_over_rows_counts_for_each_of_them(bring, firm, db):
    second = make_site(
        db, enterprise=db.get_one(Enterprise, firm.enterprise_id), name="Kho Mỹ Xuyên"
    )
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Tên công việc", "Số lượng", "Nơi làm việc"])
        sheet.write_column(1, 0, ["Thợ hàn", "Thợ điện", "Bảo vệ"])
        sheet.write_column(1, 1, [1, 2, 3])
        sheet.merge_range(1, 2, 3, 2, "KHO MY XUYEN")
    done = bring(ImportKind.OPENINGS, firm, file.getvalue())

    assert counts(done) == (3, 0, 0, 0)
    assert {one.site_id for one in openings(db)} == {second.id}


def test_a_suspended_enterprise_brings_nothing(bring, db):
    enterprise = make_enterprise(db, suspended=True)
    make_site(db, enterprise=enterprise)
    account = make_account(db, Role.EMPLOYER, enterprise=enterprise)
    done = bring(ImportKind.OPENINGS, account, workbook_of([HEAD, SEWER]))

    assert done.state == ImportState.REFUSED
    assert "tạm ngừng" in done.error


def test_declarations_go_by_the_forms_rules(bring, firm, db, problems):
    head = ["Tính đến ngày", "Tổng số lao động", "Lao động nữ"]
    rows = [head, ["31/08/2026", 100, 60], ["30/09/2026", 100, 60], ["30/06/2026", 100, 160]]
    done = bring(ImportKind.WORKFORCE, firm, workbook_of(rows))
    again = bring(ImportKind.WORKFORCE, firm, workbook_of(rows))

    assert (counts(done), counts(again)) == ((1, 0, 0, 2), (0, 0, 1, 2))
    assert problems(done)[3][0][1] == "Ngày khai không được sau hôm nay."
    assert len(db.exec(select(WorkforceDeclaration)).all()) == 1
