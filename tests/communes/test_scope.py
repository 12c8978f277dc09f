"""Whom an officer serves: the commune's people, old geography and new, and nobody else's."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.households import make_household, make_member
from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune, old_commune
from tests.fixed_clock import NOW
from workforce.models import AuditLog, Role

ELSEWHERE = "Xã Kế Sách"


@pytest.fixture
def stranger(db):
    return make_person(
        db, full_name="Trần Văn Xa", new_unit_id=new_commune(db, ELSEWHERE).id,
        contact_phone="+84905550123",
    )  # fmt: skip


def names(answer):
    return {link.get_text() for link in answer.page.select(".due-list a strong")}


class TestPeople:
    def test_people_of_the_commune_of_today_are_listed(self, desk, person, stranger):
        assert names(desk.get("/can-bo/nguoi-dan")) == {"Thạch Thị Sóc Kha"}

    def test_so_are_people_who_only_gave_the_former_commune(self, db, desk):
        make_person(db, full_name="Lý Văn Cũ", old_unit_id=old_commune(db).id)

        assert names(desk.get("/can-bo/nguoi-dan")) == {"Lý Văn Cũ"}

    def test_the_centre_sees_all(self, db, sign_in, person, stranger):
        browser = sign_in(make_account(db, Role.CENTRE))

        assert names(browser.get("/can-bo/nguoi-dan")) == {"Thạch Thị Sóc Kha", "Trần Văn Xa"}

    def test_an_erased_person_is_gone(self, db, desk, person):
        person.erased_at = NOW
        db.add(person)

        assert names(desk.get("/can-bo/nguoi-dan")) == set()
        assert desk.get(f"/can-bo/nguoi-dan/{person.id}").status_code == 404

    @pytest.mark.parametrize("typed", ["soc kha", "SÓC KHA", "kha thach", "Thạch Thị Sóc Kha"])
    def test_a_name_is_found_without_diacritics_in_any_order(self, desk, person, typed):
        answer = desk.get("/can-bo/nguoi-dan", query_string={"q": typed})

        assert names(answer) == {"Thạch Thị Sóc Kha"}

    @pytest.mark.parametrize("typed", ["%", "_", "'", "\\", "\x00", "😀", "a" * 5_000])
    def test_odd_searches_find_nobody(self, desk, person, typed):
        answer = desk.get("/can-bo/nguoi-dan", query_string={"q": typed})

        assert answer.status_code == 200

    def test_the_last_digits_find_only_people_of_the_commune(self, db, desk, person, stranger):
        person.contact_phone = "+84901110123"
        db.add(person)

        answer = desk.get("/can-bo/nguoi-dan", query_string={"q": "0123"})

        assert names(answer) == {"Thạch Thị Sóc Kha"}

    def test_who_lives_nowhere_yet_is_found_by_the_whole_number_only(self, db, desk):
        newcomer = make_person(db, blank=True, full_name="Người Mới")
        make_account(db, person=newcomer, phone="+84912345678", unverified=True)

        whole = desk.get("/can-bo/nguoi-dan", query_string={"q": "0912 345 678"})
        end = desk.get("/can-bo/nguoi-dan", query_string={"q": "5678"})

        assert (names(whole), names(end)) == ({"Người Mới"}, set())

    @pytest.mark.parametrize(
        "page", ["", "/sua", "/xac-minh-so", "/doi-so", "/tai-khoan", "/bat-dau-lam", "/gia-dinh"]
    )
    def test_a_stranger_is_not_found_just_like_nobody(self, db, desk, stranger, page):
        make_account(db, person=stranger)

        theirs = desk.get(f"/can-bo/nguoi-dan/{stranger.id}{page}")
        nobodys = desk.get(f"/can-bo/nguoi-dan/2147483647{page}")

        assert theirs.status_code == nobodys.status_code == 404
        assert theirs.page.main.p.get_text() == nobodys.page.main.p.get_text()


class TestLooking:
    def test_each_look_at_a_profile_is_recorded(self, db, desk, officer, person):
        desk.get(f"/can-bo/nguoi-dan/{person.id}")

        line = db.exec(select(AuditLog).where(AuditLog.action == "person.viewed")).one()
        assert (line.account_id, line.subject_id) == (officer.id, person.id)
        assert "Kha" not in line.details

    def test_a_look_that_was_refused_is_not(self, db, desk, stranger):
        desk.get(f"/can-bo/nguoi-dan/{stranger.id}")

        assert db.exec(select(AuditLog).where(AuditLog.action == "person.viewed")).all() == []


class TestHouseholds:
    def test_another_communes_household_is_not_found(self, db, desk):
        there = make_household(
            db, old_unit_id=None, new_unit_id=new_commune(db, ELSEWHERE).id, code="KS-1"
        )
        member = make_member(db, household=there)

        assert desk.get(f"/can-bo/gia-dinh/{there.id}").status_code == 404
        assert desk.get(f"/can-bo/gia-dinh/{there.id}/thanh-vien").status_code == 404
        assert desk.get(f"/can-bo/gia-dinh/thanh-vien/{member.id}").status_code == 404
        assert "KS-1" not in desk.get("/can-bo/gia-dinh").text


def test_a_profile_says_where_the_person_lives(desk, person):
    lead = desk.get(f"/can-bo/nguoi-dan/{person.id}").page.select_one(".lead")

    assert lead.get_text() == "Xã An Hiệp → Xã An Ninh"
