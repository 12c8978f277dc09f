"""Workforce declarations: append-only, never contradicting, marked when they jump."""

import pytest
from sqlmodel import select

from tests.factories.enterprises import make_declaration
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.models import DeclarationKind, WorkforceDeclaration
from workforce.reports.stock import latest_standing

LIST = "/doanh-nghiep/khai-bao-lao-dong"
FULL = {
    "as_of": TODAY.isoformat(), "workers": "1.200", "female_workers": "800",
    "long_contract": "900", "insured": "850", "stable_workers": "800", "leased_workers": "20",
}  # fmt: skip


def declare(employer, site, **values):
    return employer.post(f"{LIST}/dia-diem/{site.id}", data=FULL | values)


def all_of(db):
    return db.exec(select(WorkforceDeclaration).order_by(WorkforceDeclaration.id)).all()


def test_a_declaration_is_kept_as_typed(employer, db, firm):
    assert declare(employer, firm.site).status_code == 302
    row = all_of(db)[0]
    assert (row.workers, row.female_workers, row.stable_workers) == (1200, 800, 800)
    assert (row.flag, row.recorded_by) == ("", firm.account.id)


def test_what_is_left_empty_is_unknown_not_zero(employer, db, firm):
    declare(employer, firm.site, stable_workers="", leased_workers="")
    row = all_of(db)[0]
    assert (row.stable_workers, row.leased_workers) == (None, None)
    assert "chưa có số liệu có việc làm ổn định" in words(employer.get(LIST).page.main)


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_of": "2026-09-08"}, {"as_of": "0001-01-01"}, {"as_of": "9999-12-31"}, {"as_of": ""},
        {"workers": ""}, {"workers": "-1"}, {"workers": "1000000000"}, {"workers": "nhiều"},
        {"female_workers": "1201"}, {"leased_workers": "1201"}, {"insured": "99999999999"},
        {"stable_workers": "851"}, {"stable_workers": "-1"}, {"note": "x" * 251},
        {"note": "\x00"},
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_told_and_not_kept(employer, db, firm, wrong):
    answer = declare(employer, firm.site, **wrong)
    assert answer.status_code == 422
    assert answer.page.select(".error-summary li")
    if "workers" not in wrong:
        assert answer.page.select_one("input[name=workers]")["value"] == "1.200"
    assert all_of(db) == []


@pytest.mark.parametrize(
    ("workers", "stable", "flag"),
    [
        ("130", "78", ""),
        ("131", "78", "số lao động tăng 31 %"),
        ("69", "60", "số lao động giảm 31 %"),
        ("100", "80", "số có việc làm ổn định tăng 33 %"),
    ],
)
def test_a_jump_beyond_a_third_is_marked_and_counts(employer, db, firm, workers, stable, flag):
    before = make_declaration(db, site=firm.site, as_of=TODAY.replace(month=6))
    declare(
        employer, firm.site, workers=workers, stable_workers=stable, female_workers="",
        long_contract="", insured="", leased_workers="",
    )  # fmt: skip
    row = all_of(db)[-1]
    assert row.id != before.id
    assert (flag in row.flag) if flag else row.flag == ""
    assert latest_standing(all_of(db))[firm.site.id].workers == int(workers)


def test_the_same_figures_twice_are_one_row(employer, db, firm):
    declare(employer, firm.site)
    declare(employer, firm.site)
    assert len(all_of(db)) == 1


def test_a_correction_is_a_second_row_and_the_last_word(employer, db, firm):
    declare(employer, firm.site)
    declare(employer, firm.site, workers="1.300")
    assert [row.workers for row in all_of(db)] == [1200, 1300]
    assert "Đã khai lại" in words(employer.get(LIST).page.main)


def test_a_mistake_gets_a_row_of_its_own_and_the_day_before_stands_again(employer, db, firm):
    before = make_declaration(db, site=firm.site, as_of=TODAY.replace(month=6))
    declare(employer, firm.site)
    wrong = all_of(db)[-1]
    employer.post(f"{LIST}/{wrong.id}/huy", data={"reason": "Khai nhầm nơi"})
    void = all_of(db)[-1]
    assert (void.kind, void.flag) == (DeclarationKind.VOIDED, "Khai nhầm nơi")
    assert latest_standing(all_of(db))[firm.site.id].id == before.id
    main = words(employer.get(LIST).page.main)
    assert "Đã hủy" in main
    assert "Dòng hủy: Khai nhầm nơi" in main


def test_voiding_twice_is_refused(employer, db, firm):
    declare(employer, firm.site)
    wrong = all_of(db)[-1]
    for _time in range(2):
        answer = employer.post(f"{LIST}/{wrong.id}/huy", data={"reason": "Nhầm"})
    assert answer.status_code == 409
    assert len(all_of(db)) == 2
