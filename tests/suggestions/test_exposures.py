"""The log of what was shown: once a day, only with consent, gone with the person."""

import datetime as dt

import numpy as np
import pytest
from sqlmodel import select

from matching.scoring.features import FEATURES
from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.models import Exposure, Site, SuggestionList
from workforce.seekers import consenting, erasing
from workforce.suggestions import exposures
from workforce.suggestions.run import compute

PAGE = "/nguoi-tim-viec/goi-y"


@pytest.fixture
def person(db):
    return make_person(db)


@pytest.fixture
def seeker(sign_in, db, person):
    return sign_in(make_account(db, person=person))


def make_openings(db, count):
    first = make_opening(db)
    site = db.get(Site, first.site_id)
    return [first, *(make_opening(db, site=site) for _ in range(count - 1))]


def logged(db):
    db.expire_all()
    return db.exec(select(Exposure).order_by(Exposure.position)).all()


def arranged(db, person, day=TODAY):
    db.flush()
    found = compute(db, person.id, today=day)
    return exposures.arrange(db, found, today=day, plausible=0.0)


class TestShowing:
    def test_what_the_page_shows_is_logged_with_place_chance_and_features(self, db, seeker):
        openings = make_openings(db, 3)

        seeker.get(PAGE)

        rows = logged(db)
        assert {row.opening_id for row in rows} == {one.id for one in openings}
        assert [row.position for row in rows] == [1, 2, 3]
        assert {row.propensity for row in rows} == {1.0}
        assert {(row.listed_on, row.opened_at) for row in rows} == {(TODAY, None)}
        features = np.frombuffer(rows[0].features, dtype="<f2")
        assert features.shape == (len(FEATURES),)
        assert features.any()

    def test_a_page_loaded_again_adds_nothing(self, db, seeker):
        make_openings(db, 2)
        seeker.get(PAGE)
        before = [row.shown_at for row in logged(db)]

        seeker.get(PAGE)

        assert [row.shown_at for row in logged(db)] == before

    def test_only_the_page_looked_at_is_logged(self, db, seeker):
        make_openings(db, 10)

        seeker.get(PAGE)
        first = len(logged(db))
        seeker.get(PAGE + "?trang=2")

        assert (first, len(logged(db))) == (8, 10)

    def test_without_consent_nothing_is_logged(self, db, sign_in):
        make_opening(db)
        person = make_person(db, consents_to=())

        sign_in(make_account(db, person=person)).get(PAGE)

        assert logged(db) == []

    def test_the_stored_list_is_not_touched_by_exploration(self, db, person):
        make_openings(db, 30)
        found = compute(db, person.id, today=TODAY)

        for number in range(40):
            exposures.arrange(db, found, today=TODAY + dt.timedelta(days=number % 2), plausible=0.0)

        assert compute(db, person.id, today=TODAY) == found


class TestExploring:
    def test_a_tried_opening_is_one_of_the_next_best_with_its_reasons(self, db, person):
        make_openings(db, 40)
        db.flush()
        found = compute(db, person.id, today=TODAY)
        own = {row["opening_id"] for row in found.openings}
        for number in range(12):
            shown, places = exposures.arrange(
                db, found, today=TODAY + dt.timedelta(days=number), plausible=0.0
            )
            tried = [place for place in places if place.explored]
            if tried:
                break

        assert tried
        assert not own & {place.opening_id for place in tried}
        assert [row["opening_id"] for row in shown.openings][:3] == (
            [row["opening_id"] for row in found.openings][:3]
        )
        row = next(one for one in shown.openings if one["opening_id"] == tried[0].opening_id)
        assert row["reasons"]
        assert 0 < tried[0].propensity < 0.05

    def test_the_same_day_shows_the_same(self, db, person):
        make_openings(db, 30)

        assert arranged(db, person) == arranged(db, person)

    def test_what_is_not_plausible_is_neither_shown_nor_tried(self, db, person):
        make_openings(db, 30)
        db.flush()

        shown, places = exposures.arrange(
            db, compute(db, person.id, today=TODAY), today=TODAY, plausible=99.0
        )

        assert (shown.openings, places) == ([], [])


class TestOpening:
    def test_opening_one_off_the_list_is_noted_once(self, db, seeker):
        first, second = make_openings(db, 2)
        page = seeker.get(PAGE).page
        link = page.select_one(f"a[href='/viec-lam/{first.id}?tu=goi-y']")["href"]

        seeker.get(link)

        opened = {row.opening_id: row.opened_at for row in logged(db)}
        assert opened[first.id] is not None
        assert opened[second.id] is None

    def test_finding_it_by_search_does_not_count(self, db, seeker):
        opening = make_opening(db)
        seeker.get(PAGE)

        seeker.get(f"/viec-lam/{opening.id}")

        assert logged(db)[0].opened_at is None

    def test_nobody_signed_in_can_follow_the_link(self, db, client, person):
        opening = make_opening(db)

        assert client.get(f"/viec-lam/{opening.id}?tu=goi-y").status_code == 200
        assert logged(db) == []


class TestForgetting:
    def place(self, opening):
        return exposures.Place(opening.id, 1, 1.0, False, "m", "f", b"\0\0")

    def show(self, db, person, day=TODAY):
        exposures.note_shown(db, person.id, [self.place(make_opening(db))], today=day, now=NOW)

    def test_erasing_the_person_erases_what_they_were_shown(self, db, person):
        other = make_person(db)
        self.show(db, person)
        self.show(db, other)

        erasing.erase(db, person=person, account=make_account(db, person=person), now=NOW)

        assert [row.person_id for row in logged(db)] == [other.id]

    def test_withdrawing_consent_erases_it_too(self, db, person):
        from workforce.models import ConsentPurpose

        self.show(db, person)

        consenting.set_consent(
            db, person=person, purpose=ConsentPurpose.MATCHING, is_granted=False,
            by=make_account(db, person=person), now=NOW,
        )  # fmt: skip

        assert logged(db) == []
        assert db.get(SuggestionList, person.id) is None

    def test_old_rows_go_and_younger_ones_stay(self, db, person):
        for days in (400, 10):
            self.show(db, person, TODAY - dt.timedelta(days=days))

        exposures.forget_before(db, TODAY - dt.timedelta(days=365))

        assert [row.listed_on for row in logged(db)] == [TODAY - dt.timedelta(days=10)]

    def test_the_copy_a_person_takes_along_names_what_was_shown(self, db, seeker, person):
        self.show(db, person)

        assert '"suggestions_shown"' in seeker.get("/nguoi-tim-viec/du-lieu/tai-ve").text
