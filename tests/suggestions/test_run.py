"""Suggestions end to end: lawful, blind to protected facts, stored, resumable."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import add_skill, grant, make_person, make_sensitive
from tests.factories.schools import make_course, make_intake
from tests.factories.suggestions import make_suggestion_run
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening
from workforce.consents import consents
from workforce.models import (
    ConsentPurpose,
    Enterprise,
    Household,
    HouseholdMember,
    MemberWish,
    OpeningStatus,
    Role,
    RunStatus,
    SessionOrigin,
    Sex,
    SuggestionList,
    SuggestionRun,
)
from workforce.placements.actions import confirm_hire
from workforce.suggestions.run import kept, store, suggest_all, suggest_for


def ids_of(found):
    return [row["opening_id"] for row in found.openings]


def run_for_all(database, **options):
    database.publish()
    return suggest_all(database.session, today=TODAY, clock=lambda: NOW, **options)


def test_sewing_typed_without_marks_finds_the_sewing_job_first(db, suggested):
    make_opening(db, title="Lái xe nâng", occupation_key=FORKLIFT, description="Lái xe nâng kho.")
    sewing = make_opening(db)
    person = make_person(db, blank=True, desired="cong nhan may")

    assert ids_of(suggested(person))[0] == sewing.id


def test_what_is_missing_comes_with_the_course_that_teaches_it(db, suggested):
    make_opening(db, requires=("may-may-1-kim",))
    intake = make_intake(db, course=make_course(db, teaches=("may-may-1-kim",)))
    person = make_person(db, about="")

    first = suggested(person).openings[0]

    assert [lack["key"] for lack in first["missing"]] == ["may-may-1-kim"]
    assert first["courses"] == [intake.course_id]
    assert first["asked"] - first["met"] == 1


def test_a_skill_the_person_has_is_not_missing(db, suggested):
    make_opening(db, requires=("may-may-1-kim",))
    person = make_person(db, about="")
    add_skill(db, person, "may-may-1-kim")

    assert suggested(person).openings[0]["missing"] == []


def test_ethnicity_poverty_sex_and_land_change_no_suggestion(db, suggested):
    for _ in range(3):
        make_opening(db)
    person = make_person(db)
    before = suggested(person)

    make_sensitive(db, person, ethnicity="khmer", disability="khiếm thính", poverty="poor")
    person.sex = Sex.MALE
    person.full_name = "Thạch Sa Rinh"
    db.add(person)
    household = Household(code="H-1", recorded_at=NOW)
    db.add(household)
    db.flush()
    db.add(HouseholdMember(household_id=household.id, person_id=person.id, wish=MemberWish.WORK))

    assert suggested(person) == before


def test_nobody_under_age_is_shown_night_or_hazardous_work(db, suggested):
    by_day = make_opening(db)
    make_opening(db, at_night=True)
    make_opening(db, hazardous=True)
    young = make_person(db, under_age=True)

    assert ids_of(suggested(young)) == [by_day.id]


def test_an_adult_and_a_person_of_unknown_age_are_shown_all_of_it(db, suggested):
    shown = {make_opening(db).id, make_opening(db, at_night=True).id,
             make_opening(db, hazardous=True).id}  # fmt: skip
    adult, unknown = make_person(db), make_person(db, birth_year=None)

    assert set(ids_of(suggested(adult))) == shown
    assert set(ids_of(suggested(unknown))) == shown


def test_an_unstated_wage_neither_helps_nor_hurts(db, suggested):
    make_opening(db, wage_min_vnd=None, wage_max_vnd=None)
    codes = {one["code"] for one in suggested(make_person(db)).openings[0]["reasons"]}

    assert not codes & {"wage_meets_wish", "wage_below_wish"}


def test_an_opening_posted_a_moment_ago_is_found_at_once(db, suggested):
    person = make_person(db)
    assert suggested(person).openings == []

    opening = make_opening(db)

    assert ids_of(suggested(person)) == [opening.id]


def test_a_closed_opening_is_gone_at_once(db, suggested):
    person, opening = make_person(db), make_opening(db)
    assert ids_of(suggested(person)) == [opening.id]

    opening.status = OpeningStatus.CLOSED
    db.add(opening)

    assert suggested(person).openings == []


def test_a_suspended_enterprise_takes_its_openings_along(db, suggested):
    enterprise = make_enterprise(db)
    make_opening(db, site=make_site(db, enterprise=enterprise))
    person = make_person(db)
    assert suggested(person).openings

    enterprise.status = "suspended"
    db.add(enterprise)

    assert suggested(person).openings == []


def test_the_last_hire_takes_the_opening_off_the_list(db, suggested):
    opening = make_opening(db, posts=1)
    hired, other = make_person(db), make_person(db)
    employer = make_account(db, Role.EMPLOYER, enterprise=db.get(Enterprise, opening.enterprise_id))
    application = apply_to_opening(
        db, person=hired, opening=opening, sent_by=None, today=TODAY, now=NOW
    )
    assert suggested(other).openings

    confirm_hire(
        db, application=application, by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip

    assert suggested(other).openings == []


def test_a_list_is_stored_once_and_replaced_the_next_time(db):
    person = make_person(db)
    suggest_for(db, person, today=TODAY, now=NOW)
    opening = make_opening(db)
    later = NOW + dt.timedelta(hours=1)

    stored = suggest_for(db, person, today=TODAY, now=later)

    assert [row["opening_id"] for row in stored.openings] == [opening.id]
    assert stored.computed_at == later
    assert len(db.exec(select(SuggestionList)).all()) == 1


def test_storing_nothing_is_fine(db):
    store(db, [], run_id=None, now=NOW)

    assert db.exec(select(SuggestionList)).all() == []


def test_all_means_everybody_who_looks_for_work_and_agreed(database, db):
    make_opening(db)
    agreed = make_person(db)
    make_person(db, consents_to=())
    make_person(db, is_seeking=False)
    changed_mind = make_person(db)
    consents.withdraw_consent(
        db, person_id=changed_mind.id, purpose=ConsentPurpose.MATCHING, channel="self", by=None,
        now=NOW,
    )  # fmt: skip

    run = run_for_all(database)

    assert (run.status, run.people_done, run.people_total) == (RunStatus.DONE, 1, 1)
    assert [row.person_id for row in db.exec(select(SuggestionList))] == [agreed.id]


def test_who_said_yes_again_is_back_in(database, db):
    person = make_person(db)
    consents.withdraw_consent(
        db, person_id=person.id, purpose=ConsentPurpose.MATCHING, channel="self", by=None, now=NOW
    )
    grant(db, person, ConsentPurpose.MATCHING)

    assert run_for_all(database).people_done == 1


def test_batch_and_live_give_the_same_list(database, db, suggested):
    make_opening(db)
    make_intake(db)
    person = make_person(db)
    live = suggested(person)

    run_for_all(database)

    stored = db.get(SuggestionList, person.id)
    assert {"openings": stored.openings, "courses": stored.courses} == kept(live)


def test_progress_is_told_after_each_chunk(database, db):
    for _ in range(5):
        make_person(db)
    told = []

    run_for_all(database, chunk=2, progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_a_killed_run_goes_on_where_it_stopped(database, db):
    people = [make_person(db) for _ in range(4)]

    class Killed(Exception):
        pass

    def kill(done, total):
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        run_for_all(database, chunk=2, progress=kill)
    before = {row.person_id for row in db.exec(select(SuggestionList))}
    run = run_for_all(database, chunk=2)

    assert before == {person.id for person in people[:2]}
    assert (run.people_done, run.status) == (4, RunStatus.DONE)
    assert len(db.exec(select(SuggestionRun)).all()) == 1
    assert len(db.exec(select(SuggestionList)).all()) == 4


def test_a_run_from_another_day_is_given_up_and_a_new_one_begun(database, db):
    old = make_suggestion_run(db, started_at=NOW - dt.timedelta(days=2), last_person_id=10**6)
    make_person(db)

    run = run_for_all(database)

    db.refresh(old)
    assert old.status == RunStatus.FAILED
    assert (run.people_done, run.id == old.id) == (1, False)
