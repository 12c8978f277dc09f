"""What is posted, changed or closed is known to every worker on its next request."""

import datetime as dt
import logging
import threading

import pytest

from matching import SeekerRecord
from matching.scoring import ranking
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening
from workforce.models import (
    Course,
    CourseStatus,
    Enterprise,
    EnterpriseStatus,
    OpeningStatus,
    Role,
    SessionOrigin,
)
from workforce.placements.actions import confirm_hire
from workforce.suggestions import engine as engines
from workforce.suggestions.engine import Keeper

LATER = NOW + dt.timedelta(minutes=1)
SEEKER = SeekerRecord(id="1", desired="may công nghiệp hoặc lái xe nâng")


@pytest.fixture
def builds(monkeypatch):
    """Count how often a matcher was built from everything."""
    days, build = [], engines.build
    monkeypatch.setattr(
        engines, "build", lambda *args, **more: days.append(more["today"]) or build(*args, **more)
    )
    return days


def found(keeper, db, query="may", today=TODAY):
    """Return the ids a search finds on the next request of a worker."""
    db.flush()
    hits = keeper.current(db, today=today).matcher.search(query).hits
    return {int(identity) for identity, _score in hits}


def ranked(keeper, db):
    db.flush()
    return keeper.current(db, today=TODAY).matcher.rank(SEEKER, 50)


def hire_into(db, opening):
    person = make_person(db)
    employer = make_account(db, Role.EMPLOYER, enterprise=db.get(Enterprise, opening.enterprise_id))
    application = apply_to_opening(
        db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW
    )
    confirm_hire(
        db, application=application, by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip


class TestTwoWorkersOnOneDatabase:
    def test_an_opening_posted_through_one_is_found_by_both_on_their_next_request(self, db, builds):
        make_opening(db)
        one, other = Keeper(), Keeper()
        found(one, db), found(other, db)

        posted = make_opening(db, updated_at=LATER)

        assert posted.id in found(one, db)
        assert posted.id in found(other, db)
        assert len(builds) == 2

    def test_a_new_title_is_found_by_its_new_words_only(self, db, builds):
        opening = make_opening(db)
        keeper = Keeper()
        assert found(keeper, db, "may") == {opening.id}

        opening.title, opening.description = "Lái xe nâng", "Lái xe nâng trong kho."
        opening.requirements, opening.occupation_id = "", None
        opening.updated_at = LATER

        assert found(keeper, db, "xe nâng") == {opening.id}
        assert found(keeper, db, "may áo sơ mi") == set()
        assert len(builds) == 1


class TestWhatIsNoLongerOpenDisappears:
    @pytest.fixture
    def opening(self, db):
        make_opening(db)
        return make_opening(db, posts=1)

    def test_closed(self, db, opening, builds):
        keeper = Keeper()
        assert opening.id in found(keeper, db)

        opening.status = OpeningStatus.CLOSED

        assert opening.id not in found(keeper, db)
        assert len(builds) == 1

    def test_filled_by_its_last_hire(self, db, opening, builds):
        keeper = Keeper()
        assert opening.id in found(keeper, db)

        hire_into(db, opening)

        assert opening.id not in found(keeper, db)
        assert len(builds) == 1

    def test_of_a_suspended_enterprise(self, db, opening, builds):
        keeper = Keeper()
        assert opening.id in found(keeper, db)

        db.get(Enterprise, opening.enterprise_id).status = EnterpriseStatus.SUSPENDED

        assert opening.id not in found(keeper, db)
        assert len(builds) == 1

    def test_past_its_deadline_the_next_morning(self, db, opening, builds):
        opening.deadline = TODAY
        keeper = Keeper()
        assert opening.id in found(keeper, db)

        assert opening.id not in found(keeper, db, today=TODAY + dt.timedelta(days=1))
        assert len(builds) == 1


def test_each_hire_leaves_one_post_fewer(db, builds):
    opening = make_opening(db, posts=2)
    keeper = Keeper()
    found(keeper, db)

    hire_into(db, opening)

    held = keeper.current(db, today=TODAY)
    assert held.versions.rows[opening.id][0] == 1
    assert len(builds) == 1


def test_work_marked_hazardous_later_is_kept_from_the_young(db):
    opening = make_opening(db)
    keeper = Keeper()
    found(keeper, db)

    opening.is_hazardous, opening.updated_at = True, LATER
    db.flush()

    assert keeper.current(db, today=TODAY).adults_only == {str(opening.id)}


def test_an_updated_matcher_answers_like_one_built_anew(db, builds):
    first = make_opening(db)
    closed = make_opening(db, title="Thợ may mẫu")
    make_opening(db, title="Lái xe nâng", occupation_key=FORKLIFT, description="Lái xe nâng kho.")
    keeper = Keeper()
    found(keeper, db)

    closed.status = OpeningStatus.CLOSED
    first.benefits, first.updated_at = "Có xe đưa rước, nhà trọ", LATER
    make_opening(db, title="Công nhân ủi", updated_at=LATER)
    make_opening(db, site=make_site(db, enterprise=make_enterprise(db, name="Bún Nước Lèo")))

    updated, anew = ranked(keeper, db), ranked(Keeper(), db)
    assert [one.opening_id for one in updated] == [one.opening_id for one in anew]
    for query in ("may", "ui", "xe nang", "xe dua ruoc", "bun nuoc leo", "kcn an nghiep"):
        of_updated = keeper.current(db, today=TODAY).matcher.search(query)
        assert of_updated == Keeper().current(db, today=TODAY).matcher.search(query)


def test_who_reads_an_engine_keeps_its_state_through_an_update(db):
    opening = make_opening(db)
    keeper = Keeper()
    held = keeper.current(db, today=TODAY)
    before = held.matcher.search("may")

    opening.status = OpeningStatus.CLOSED
    make_opening(db, updated_at=LATER)
    found(keeper, db)

    assert held.matcher.search("may") == before


def test_nothing_is_read_again_while_nothing_changes(db, count_queries):
    make_opening(db)
    keeper = Keeper()
    first = keeper.current(db, today=TODAY)

    with count_queries() as asked:
        assert keeper.current(db, today=TODAY) is first

    assert len(asked) < 10


class TestCourses:
    def test_a_new_intake_brings_the_course_into_the_suggestions(self, db, builds):
        course = make_course(db)
        keeper = Keeper()
        keeper.current(db, today=TODAY)
        wish = SeekerRecord(id="1", desired="học may công nghiệp")
        make_opening(db, requires=("may-may-1-kim",))
        assert keeper.current(db, today=TODAY).matcher.rank_courses(wish) == []

        make_intake(db, course=course)

        courses = keeper.current(db, today=TODAY).matcher.rank_courses(wish)
        assert [one.course_id for one in courses] == [str(course.id)]
        assert len(builds) == 1

    def test_without_a_planned_intake_it_is_still_found_by_search(self, db):
        course = make_course(db)
        matcher = Keeper().current(db, today=TODAY).matcher

        assert [identity for identity, _ in matcher.search_courses("may công nghiệp")] == [
            str(course.id)
        ]

    def test_a_closed_one_is_not(self, db):
        course = make_intake(db).course_id
        keeper = Keeper()
        assert keeper.current(db, today=TODAY).matcher.search_courses("may")

        db.get(Course, course).status = CourseStatus.CLOSED
        db.flush()

        assert keeper.current(db, today=TODAY).matcher.search_courses("may") == []


class TestBuildingAnewBehindTheRequests:
    @pytest.fixture
    def site(self, own_database):
        with own_database.session(write=True) as db:
            made = make_site(db)
            make_opening(db, site=made)
            db.commit()
        return own_database

    def test_the_next_day_it_is_built_anew_and_taken_over(self, site, builds):
        keeper, tomorrow = Keeper(), TODAY + dt.timedelta(days=1)
        with site.session(write=False) as db:
            keeper.current(db, today=TODAY)
        with site.session(write=False) as db:
            at_once = keeper.current(db, today=tomorrow)
        keeper.wait(30)

        with site.session(write=False) as db:
            assert keeper.current(db, today=tomorrow).built_on == tomorrow
        assert at_once.built_on == TODAY
        assert builds == [TODAY, tomorrow]

    def test_when_that_fails_the_old_one_goes_on_and_it_is_logged(self, site, monkeypatch, caplog):
        keeper, tomorrow = Keeper(), TODAY + dt.timedelta(days=1)
        with site.session(write=False) as db:
            keeper.current(db, today=TODAY)

        def fails(*_args, **_more):
            raise RuntimeError("no memory")

        monkeypatch.setattr(engines, "build", fails)
        with caplog.at_level(logging.ERROR), site.session(write=False) as db:
            found(keeper, db, today=tomorrow)
            keeper.wait(30)

            assert found(keeper, db, today=tomorrow)
        assert "could not be built anew" in caplog.text
        assert caplog.text.count("could not be built anew") == 1


def wait_for(threads):
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


class TestAtTheStartOfAWorker:
    def test_the_engine_is_built_before_anybody_asks(self, own_database, monkeypatch, builds):
        monkeypatch.setattr(engines, "_keeper", Keeper())
        with own_database.session(write=True) as db:
            identity = str(make_opening(db).id)
            db.commit()

        wait_for(engines.warm_up(own_database.session, today=lambda: TODAY))

        with own_database.session(write=False) as db:
            held = engines.engine(db, today=TODAY)
        assert dict(held.matcher.search("may").hits).keys() == {identity}
        assert builds == [TODAY]

    def test_who_asks_while_it_compiles_gets_the_same_list_at_once(self, db):
        make_opening(db)
        make_opening(db, title="Lái xe nâng")
        matcher = engines.engine(db, today=TODAY).matcher
        nobody = SeekerRecord(id="1", desired="lai xe nang")
        done = threading.Event()

        compiler = ranking.compile_behind(done.wait)
        meanwhile = matcher.rank(nobody)
        is_compiled = ranking.compiled() is not None
        done.set()
        compiler.join(10)

        assert not is_compiled
        assert ranking.compiled() is not None
        assert len(meanwhile) == 2
        assert meanwhile == matcher.rank(nobody)

    def test_a_database_that_is_not_there_yet_is_logged_and_no_more(
        self, empty_database, monkeypatch, caplog
    ):
        monkeypatch.setattr(engines, "_keeper", Keeper())

        with caplog.at_level(logging.ERROR):
            wait_for(engines.warm_up(empty_database.session, today=lambda: TODAY))

        assert "could not be built at the start" in caplog.text
