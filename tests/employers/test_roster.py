"""One table of a quarter's hires: filled in at once, both sides' words beside each other."""

import datetime as dt

import pytest
from sqlmodel import func, select

from tests.factories.accounts import make_account
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.clock import add_months
from workforce.models import (
    CheckOutcome,
    Person,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    SessionOrigin,
)
from workforce.placements.actions import confirm_hire
from workforce.placements.staying import check_in

PAGE = "/doanh-nghiep/lao-dong-da-nhan/theo-quy"
START = add_months(TODAY, -4)


@pytest.fixture
def hire(db, firm, apply):
    def hire(name="Lâm Thị Mẫu", start_on=START, at=firm) -> Placement:
        application = apply(at.opening, name=name, now=NOW - dt.timedelta(days=200))
        return confirm_hire(
            db, application=application, by=at.account, start_on=start_on,
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip

    return hire


def checks(db, placement):
    rows = db.exec(
        select(PlacementEvent)
        .where(
            PlacementEvent.placement_id == placement.id,
            PlacementEvent.kind == PlacementEventKind.CHECKED,
        )
        .order_by(PlacementEvent.id)
    )
    return [(row.check_months, row.outcome) for row in rows]


def cell(placement, months):
    return f"o-{placement.id}-{months}"


def test_only_marks_that_have_passed_are_asked(employer, hire):
    placement = hire()
    page = employer.get(PAGE).page
    names = [select["name"] for select in page.select("select")]
    assert names == [cell(placement, 1), cell(placement, 3)]


def test_a_whole_table_is_answered_at_once_and_open_cells_stay_open(employer, db, hire):
    first, second, third = (hire(f"Người Thứ {n}") for n in ("Nhất", "Nhì", "Ba"))
    answer = employer.post(
        PAGE,
        data={
            cell(first, 1): "1", cell(first, 3): "0", cell(second, 1): "1", cell(second, 3): "",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    here, gone = CheckOutcome.SAME_EMPLOYER, CheckOutcome.NOT_WORKING
    assert checks(db, first) == [(1, here), (3, gone)]
    assert checks(db, second) == [(1, here)]
    assert checks(db, third) == []


def test_a_second_click_adds_nothing(employer, db, hire):
    placement = hire()
    page = employer.get(PAGE).page
    data = {
        "csrf_token": page.select_one("form input[name=csrf_token]")["value"],
        cell(placement, 1): "1",
    }
    employer.post_raw(PAGE, data=data)
    assert employer.post_raw(PAGE, data=data).status_code == 302
    assert checks(db, placement) == [(1, CheckOutcome.SAME_EMPLOYER)]


def test_gone_and_here_again_is_refused_and_nothing_is_recorded(employer, db, hire):
    other, placement = hire("Người Khác"), hire()
    answer = employer.post(
        PAGE, data={cell(other, 1): "1", cell(placement, 1): "0", cell(placement, 3): "1"}
    )
    assert answer.status_code == 422
    assert checks(db, other) == checks(db, placement) == []


def test_a_mark_that_has_not_come_is_refused(employer, db, hire):
    placement = hire()
    assert employer.post(PAGE, data={cell(placement, 6): "1"}).status_code == 422
    assert checks(db, placement) == []


def test_both_sides_words_stand_when_they_differ(employer, db, hire):
    placement = hire()
    worker = make_account(db, person=db.get(Person, placement.person_id))
    check_in(
        db, placement=placement, months=1, outcome=CheckOutcome.NOT_WORKING, occurred_on=TODAY,
        by=worker, origin=SessionOrigin.PASSWORD, now=NOW,
    )  # fmt: skip
    employer.post(PAGE, data={cell(placement, 1): "1"})
    main = words(employer.get(PAGE).page.main)
    assert "Hai bên ghi khác nhau" in main
    assert "còn làm Người lao động: đã nghỉ" in main
    assert len(checks(db, placement)) == 2


def test_sides_that_agree_are_not_called_different(employer, db, hire):
    placement = hire()
    worker = make_account(db, person=db.get(Person, placement.person_id))
    check_in(
        db, placement=placement, months=1, outcome=CheckOutcome.SAME_EMPLOYER, occurred_on=TODAY,
        by=worker, origin=SessionOrigin.PASSWORD, now=NOW,
    )  # fmt: skip
    employer.post(PAGE, data={cell(placement, 1): "1"})
    assert not employer.get(PAGE).page.select("tbody .tag")


def test_each_quarter_has_its_own_people(employer, hire):
    hire("Người Mới")
    before = add_months(START, -6)
    hire("Người Cũ", start_on=before)
    key = f"{before.year}-{(before.month - 1) // 3 + 1}"
    main = words(employer.get(f"{PAGE}?quy={key}").page.select_one("main table"))
    assert "Người Cũ" in main
    assert "Người Mới" not in main


@pytest.mark.parametrize("quarter", ["2026-5", "abc", "2026-", "20260-1"])
def test_a_quarter_that_is_none_is_not_there(employer, hire, quarter):
    hire()
    assert employer.get(f"{PAGE}?quy={quarter}").status_code == 404


def test_another_enterprises_people_are_neither_shown_nor_answered(employer, db, hire, other_firm):
    hire()
    theirs = hire("Người Của Họ", at=other_firm)
    assert "Người Của Họ" not in employer.get(PAGE).text
    before = db.exec(select(func.count(PlacementEvent.id))).one()
    employer.post(PAGE, data={cell(theirs, 1): "0"})
    assert db.exec(select(func.count(PlacementEvent.id))).one() == before
