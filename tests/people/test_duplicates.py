"""Records that may be one person wait for an officer; the machine merges nothing."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce.models import Application, DuplicatePair, PairDecision, Person, PersonMerge, Role
from workforce.people import duplicates

PAIRS = "/can-bo/ho-so-trung"
PHONE = "+84912345678"


@pytest.fixture
def twice(db):
    """One woman: she registered herself, and an officer wrote her down without marks."""
    same = {"birth_year": 1985, "contact_phone": PHONE}
    return (
        make_person(db, full_name="Thạch Thị Sóc Kha", **same),
        make_person(db, full_name="Thach Thi Soc Kha", **same),
    )


@pytest.fixture
def officer(db):
    return make_account(db, Role.COMMUNE)


@pytest.fixture
def waiting(db, twice):
    duplicates.queue_all(db, now=NOW)
    return db.exec(select(DuplicatePair)).one()


class TestQueue:
    def test_two_records_of_one_person_wait_and_nothing_is_merged(self, db, twice, waiting):
        assert (waiting.first_id, waiting.second_id) == (twice[0].id, twice[1].id)
        assert waiting.band in ("same", "ask")
        assert {field for field, _odds in waiting.evidence} >= {"name", "birth", "phone"}
        assert db.exec(select(PersonMerge)).all() == []

    def test_the_evidence_holds_no_values(self, waiting):
        assert "Thạch" not in str(waiting.evidence)
        assert "912345678" not in str(waiting.evidence)

    def test_relatives_on_one_phone_are_not_asked_about(self, db):
        make_person(db, full_name="Trần Thị Mẹ", birth_year=1970, contact_phone=PHONE)
        make_person(db, full_name="Trần Văn Út", birth_year=1999, contact_phone=PHONE)

        assert duplicates.queue_all(db, now=NOW) == 0

    def test_one_record_finds_its_like(self, db, twice):
        found = duplicates.queue_for(db, person=twice[1], now=NOW)

        assert [(one.first_id, one.second_id) for one in found] == [(twice[0].id, twice[1].id)]
        assert duplicates.queue_for(db, person=twice[1], now=NOW) == found
        assert len(db.exec(select(DuplicatePair)).all()) == 1

    def test_people_who_have_not_written_a_name_are_no_namesakes(self, db):
        for _ in range(2):
            make_person(db, full_name="Chưa ghi tên", blank=True, contact_phone=PHONE)

        assert duplicates.queue_all(db, now=NOW) == 0


class TestScreens:
    DATA = {"how": "2", "reason": "cùng căn cước"}

    def test_the_officer_sees_why_and_merges_and_can_part_them(
        self, db, officer, twice, waiting, sign_in
    ):
        browser = sign_in(officer)
        page = browser.get(f"{PAIRS}/{waiting.id}").page.main.text
        assert "Họ tên: giống" in page

        merged = browser.post(f"{PAIRS}/{waiting.id}", data={**self.DATA, "decision": "first"})
        assert merged.location == f"/can-bo/nguoi-dan/{twice[0].id}"
        assert db.get(Person, twice[1].id).merged_into_id == twice[0].id
        row = db.exec(select(PersonMerge)).one()
        assert "Xem căn cước tại bàn" in row.reason
        part = browser.get(merged.location).page.select_one("a[href$='/tach']")["href"]

        assert browser.post(part, data={"reason": "hai chị em"}).status_code == 302
        db.expire_all()
        assert db.get(Person, twice[1].id).merged_into_id is None

    def test_two_people_are_not_asked_about_again(self, db, officer, waiting, sign_in):
        browser = sign_in(officer)
        browser.post(f"{PAIRS}/{waiting.id}", data={**self.DATA, "decision": "different"})

        db.refresh(waiting)
        assert waiting.decision == PairDecision.DIFFERENT
        assert duplicates.queue_all(db, now=NOW) == 0
        assert browser.get(f"{PAIRS}/{waiting.id}").status_code == 404

    def test_a_reason_and_a_check_are_needed(self, db, officer, waiting, sign_in):
        answer = sign_in(officer).post(f"{PAIRS}/{waiting.id}", data={"decision": "first"})

        assert answer.status_code == 422
        assert db.exec(select(PersonMerge)).all() == []

    def test_an_officer_of_another_commune_does_not_see_the_pair(self, db, twice, waiting, sign_in):
        from workforce.models import Unit

        other = db.exec(select(Unit).where(Unit.name == "Phường Sóc Trăng")).first()
        browser = sign_in(make_account(db, Role.COMMUNE, unit_id=other.id))

        assert browser.get(f"{PAIRS}/{waiting.id}").status_code == 404
        assert f"{PAIRS}/{waiting.id}" not in browser.get(PAIRS).text

    def test_the_list_says_how_many_wait(self, officer, waiting, sign_in):
        browser = sign_in(officer)

        assert PAIRS in browser.get("/can-bo/").text
        assert f"{PAIRS}/{waiting.id}" in browser.get(PAIRS).text


def test_saving_the_last_page_of_a_profile_queues_what_looks_alike(db, sign_in):
    make_person(db, full_name="Thạch Thị Sóc Kha", birth_year=1985, contact_phone=PHONE)
    mine = make_person(db, full_name="Chưa ghi tên", blank=True, contact_phone=PHONE)
    browser = sign_in(make_account(db, person=mine))

    browser.post(
        "/nguoi-tim-viec/ho-so/hoc-van",
        data={"full_name": "Thach Thi Soc Kha", "birth_year": "1985"},
    )

    assert db.exec(select(DuplicatePair)).one().second_id == mine.id
    assert db.exec(select(Application)).all() == []
