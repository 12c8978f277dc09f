import datetime as dt

import pytest
from python_calamine import load_workbook
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.fixed_clock import NOW
from tests.imports.conftest import workbook_of
from tests.imports.test_openings import HEAD, SEWER
from workforce.imports import actions, engine
from workforce.imports.running import forget_round, kinds, work_round, works
from workforce.models import Import, ImportKind, ImportRow, ImportState, Opening, Role

PHONE = "+84912005566"
WRONG = ["B", "", *SEWER[2:]]


@pytest.fixture
def firm(db):
    enterprise = make_enterprise(db)
    make_site(db, enterprise=enterprise)
    return make_account(db, Role.EMPLOYER, enterprise=enterprise, phone=PHONE)


@pytest.fixture
def run(app, database, tmp_path):
    """Run the command on a workbook of these rows; return what click says."""

    def run(*rows, options=("--as", "0912005566"), kind="openings"):
        database.publish()
        file = tmp_path / "tep.xlsx"
        file.write_bytes(workbook_of(rows))
        return app.test_cli_runner().invoke(args=["import", kind, str(file), *options])

    return run


def kinds_of(app):
    with app.app_context():
        return kinds()


@pytest.fixture
def waiting(app, database, db, firm):
    """An import nobody has begun."""
    with app.app_context():
        row = actions.receive(
            db, kind=kinds()[ImportKind.OPENINGS], file_name="a.xlsx",
            data=workbook_of([HEAD, SEWER]), is_dry_run=False, by=firm,
            data_key=app.extensions["data_key"], most_bytes=10**7, now=works().clock(),
        )  # fmt: skip
        database.publish()
        yield row


def test_every_row_taken_is_exit_code_0(run, firm, db):
    result = run(HEAD, SEWER)

    assert result.exit_code == 0, result.output
    assert "1 rows: 1 accepted, 0 updated, 0 duplicate, 0 refused" in result.output
    assert len(db.exec(select(Opening)).all()) == 1


def test_a_refused_row_is_exit_code_1_and_a_report_without_values(run, firm, tmp_path):
    target = tmp_path / "bao-cao.xlsx"
    result = run(HEAD, SEWER, WRONG, options=("--as", "0912005566", "--report", str(target)))

    assert result.exit_code == 1
    assert "row 3, Tên công việc: Ô này bắt buộc." in result.output
    lines = load_workbook(str(target)).get_sheet_by_index(0).to_python()
    assert lines[1][:2] == [3.0, "Tên công việc"]


def test_a_dry_run_writes_no_record(run, firm, db):
    result = run(HEAD, SEWER, options=("--as", "0912005566", "--dry-run"))

    assert result.exit_code == 0
    assert "(dry run)" in result.output
    assert db.exec(select(Opening)).all() == []


def test_without_a_name_the_only_account_that_may_is_meant(run, firm):
    assert run(HEAD, SEWER, options=()).exit_code == 0


@pytest.mark.parametrize(("options", "kind"), [
    (("--as", "0912009999"), "openings"), (("--as", "0912005566"), "courses"),
    (("--as", "0912005566"), "households"),
])  # fmt: skip
def test_an_argument_that_cannot_be_used_is_exit_code_2(run, firm, options, kind):
    assert run(HEAD, SEWER, options=options, kind=kind).exit_code == 2


def test_the_workers_round_takes_what_waits(waiting, db):
    assert work_round() == 1
    db.expire_all()
    assert waiting.state == ImportState.DONE


def test_one_worker_at_a_time_until_the_first_falls_silent(waiting, database, db, fixed_clock):
    now = works().clock()
    assert actions.claim(db, waiting.id, silent_since=now, now=now)
    database.publish()

    assert engine.work(works(), waiting.id) is False
    fixed_clock.advance(seconds=61)
    assert engine.work(works(), waiting.id) is True


def test_a_worker_taken_for_dead_writes_nothing_any_more(waiting, db):
    now = works().clock()
    later = now + dt.timedelta(minutes=2)
    actions.claim(db, waiting.id, silent_since=now, now=now)
    actions.claim(db, waiting.id, silent_since=later, now=later)
    none = dict.fromkeys(actions.COUNTS, 0)

    assert not actions.checkpoint(db, waiting.id, seen_at=now, done=0, counts=none, now=later)
    assert actions.checkpoint(db, waiting.id, seen_at=later, done=0, counts=none, now=later)


def test_the_same_file_not_yet_done_is_gone_on_with(waiting, app, db, firm):
    again = actions.receive(
        db, kind=kinds()[ImportKind.OPENINGS], file_name="b.xlsx",
        data=workbook_of([HEAD, SEWER]), is_dry_run=False, by=firm,
        data_key=app.extensions["data_key"], most_bytes=10**7, now=works().clock(),
    )  # fmt: skip

    assert again.id == waiting.id


def test_a_files_name_may_hold_anything(app, db, firm):
    row = actions.receive(
        db, kind=kinds_of(app)[ImportKind.OPENINGS], file_name="a\x00\ud800b.xlsx",
        data=workbook_of([HEAD, SEWER]), is_dry_run=False, by=firm,
        data_key=app.extensions["data_key"], most_bytes=10**7, now=NOW,
    )  # fmt: skip

    assert row.file_name == "ab.xlsx"


def test_reports_are_forgotten_after_their_term_and_counts_stay(waiting, db, fixed_clock):
    work_round()
    fixed_clock.advance(days=89)
    assert forget_round() == 0
    fixed_clock.advance(days=2)
    assert forget_round() == 1
    db.expire_all()
    assert db.exec(select(ImportRow)).all() == []
    assert db.exec(select(Import)).one().accepted == 1
