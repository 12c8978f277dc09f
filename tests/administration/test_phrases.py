"""The administrator teaches the search words that people type and it does not know."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.models import Occupation, QueryLog, Role, Synonym

PHRASE = "om cang pa let"


@pytest.fixture
def admin(sign_in, database):
    return sign_in(make_account(database.arranging(), Role.ADMIN))


@pytest.fixture
def asked(database):
    """Count a query as asked, with what was understood of it."""

    def asked(query, times=3, kinds="", results=0):
        db = database.arranging()
        db.add(QueryLog(day=TODAY, query=query, times=times, results=results, kinds=kinds))
        db.flush()

    return asked


@pytest.fixture
def forklift(database):
    db = database.arranging()
    make_opening(db, title="Công nhân may")
    make_opening(
        db, title="Lái xe nâng", occupation_key=FORKLIFT, description="Lái xe nâng trong kho."
    )
    return db.exec(select(Occupation).where(Occupation.key == FORKLIFT)).one()


def proposed(browser):
    page = browser.get("/quan-tri/tu-khoa").page
    return [words(title).strip("“”") for title in page.select(".card-title")]


def decide(browser, **values):
    return browser.post("/quan-tri/tu-khoa", data=values)


def decide_late(browser, asked, **values):
    """Send the form of another phrase changed, as a page left open would."""
    asked("nghe la khac", times=9)
    token = browser.token("/quan-tri/tu-khoa", page="/quan-tri/tu-khoa")
    return browser.post_raw("/quan-tri/tu-khoa", data={"csrf_token": token, **values})


def test_an_empty_log_says_what_will_stand_here(admin):
    page = admin.get("/quan-tri/tu-khoa").page
    assert "Chưa có từ nào cần xem" in words(page.select_one("main"))


def test_words_asked_often_without_a_known_trade_are_proposed(admin, asked):
    asked(PHRASE, times=5)
    asked("phi hanh gia", times=2)
    asked("cong nhan may", times=9, kinds="work")
    assert proposed(admin) == [PHRASE]


def test_places_and_conditions_are_no_part_of_the_phrase(admin, asked):
    asked(f"{PHRASE} vinh chau co xe dua ruoc", times=2, kinds="benefit place")
    asked(f"{PHRASE} ke sach", times=1, kinds="place")
    assert proposed(admin) == [PHRASE]


def test_trades_spelt_alike_stand_first(admin, asked):
    asked("banh trang nuong")
    page = admin.get("/quan-tri/tu-khoa").page
    group = page.select_one("optgroup")
    assert group["label"] == "Viết gần giống"
    assert 1 <= len(group.select("option")) <= 3


def test_an_accepted_word_finds_the_trade_and_is_not_proposed_again(
    admin, client, asked, database, forklift
):
    asked(PHRASE)
    database.publish()
    assert admin.get(f"/viec-lam?q={PHRASE}").page.select(".chip") == []

    assert decide(admin, tu=PHRASE, nghe=str(forklift.id)).status_code == 302

    page = admin.get(f"/viec-lam?q={PHRASE}").page
    assert words(page.select_one(".chip")).removeprefix("Bỏ: ").strip() == "Lái xe nâng"
    assert words(page.select_one(".card-title")) == "Lái xe nâng"
    assert proposed(admin) == []
    learnt = database.arranging().exec(select(Synonym).where(Synonym.variant == PHRASE)).one()
    assert learnt.occupation_id == forklift.id


def test_a_rejected_word_does_not_come_back(admin, asked):
    asked(PHRASE)
    decide(admin, tu=PHRASE, bo="1")
    asked(f"{PHRASE} ke sach", times=50, kinds="place")
    assert proposed(admin) == []


def test_a_decision_can_be_taken_back(admin, asked, database, forklift):
    asked(PHRASE)
    decide(admin, tu=PHRASE, nghe=str(forklift.id))
    admin.post("/quan-tri/tu-khoa/rut-lai", page="/quan-tri/tu-khoa", data={"tu": PHRASE})
    assert proposed(admin) == [PHRASE]
    rows = database.arranging().exec(select(Synonym).where(Synonym.variant == PHRASE)).all()
    assert rows == []


def test_a_word_decided_by_somebody_else_meanwhile_says_so(admin, asked, forklift):
    asked(PHRASE)
    decide(admin, tu=PHRASE, bo="1")
    assert decide_late(admin, asked, tu=PHRASE, nghe=str(forklift.id)).status_code == 409


@pytest.mark.parametrize(
    "values",
    [
        {"tu": PHRASE, "nghe": "0"},
        {"tu": PHRASE, "nghe": "x"},
        {"tu": "", "bo": "1"},
        {"tu": "x" * 500, "bo": "1"},
    ],
)
def test_no_trade_or_no_word_is_refused_in_words(admin, asked, values):
    assert decide_late(admin, asked, **values).status_code == 422
