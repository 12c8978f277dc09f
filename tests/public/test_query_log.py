"""What people search for is counted by day, and nobody can be read out of it."""

import datetime as dt

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from tests.factories.openings import make_opening
from tests.fixed_clock import TODAY
from workforce.models import QueryLog
from workforce.searches import log
from workforce.searches.privacy import keepable


@pytest.fixture(autouse=True)
def counted_at_once(monkeypatch):
    """Write after each page, into a tally of this test's own."""
    monkeypatch.setattr(log, "WRITE_EVERY_SECONDS", 0.0)
    monkeypatch.setattr(log, "tally", log.Tally())


@pytest.fixture
def kept(database):
    def kept():
        rows = database.arranging().exec(select(QueryLog).order_by(QueryLog.query)).all()
        return [(row.query, row.times, row.results, row.kinds) for row in rows]

    return kept


def search(client, query):
    client.get("/viec-lam", query_string={"q": query}).close()


def test_a_query_is_counted_once_a_page_with_what_was_understood(client, database, kept):
    make_opening(database.arranging(), title="Công nhân may")
    database.publish()
    search(client, "Công nhân may Vĩnh Châu")
    search(client, "cong nhan may vinh chau")
    assert kept() == [("cong nhan may vinh chau", 2, 1, "place work")]


def test_turning_pages_counts_nothing_more(client, kept):
    client.get("/viec-lam?q=bao+ve&trang=2").close()
    client.get("/viec-lam").close()
    assert kept() == []


@pytest.mark.parametrize(
    "query",
    ["0912 345 678", "bao ve 0912.345.678", "cccd 092123456789", "lan1990 tho may",
     "sinh 12/03/1990", "lan@example.vn tho may", "Nguyễn Văn Tám", "viec cua tran thi lan",
     "thạch sa", "q" * 150],
)  # fmt: skip
def test_what_may_be_about_a_person_is_never_written(client, kept, query):
    search(client, query)
    assert kept() == []


def test_amounts_go_and_the_rest_stays():
    assert keepable("thợ hàn 8.000.000", is_understood=True) == "tho han"
    assert keepable("thợ hàn 8tr co2", is_understood=True) == "tho han 8tr co2"
    # 'Trần Đề' is a place: a family name counts only where nothing is understood.
    assert keepable("tran de", is_understood=True) == "tran de"


def test_days_older_than_the_dated_term_go_with_the_next_writing(client, database, kept):
    db = database.arranging()
    for days in (89, 91):
        day = TODAY - dt.timedelta(days=days)
        db.add(QueryLog(day=day, query=f"nghe {days}", times=1, results=0))
    database.publish()
    search(client, "bảo vệ")
    assert [query for query, *_rest in kept()] == ["bao ve", "nghe 89"]


def test_a_busy_database_leaves_the_page_whole_and_the_count_for_later(client, kept, monkeypatch):
    def busy(*_args, **_more):
        raise OperationalError("INSERT", None, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(log, "add_counts", busy)
        assert client.get("/viec-lam?q=bao+ve").status_code == 200
    search(client, "bảo vệ")
    assert [(query, times) for query, times, *_rest in kept()] == [("bao ve", 2)]


def test_the_table_has_no_place_for_a_person():
    assert set(QueryLog.model_fields) == {"day", "query", "times", "results", "kinds"}
