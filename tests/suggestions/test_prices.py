"""Prices of openings: budgets kept by the night run, one rule for page, command and run."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.suggestions import make_suggestion_run
from tests.fixed_clock import NOW, TODAY
from workforce.models import (
    CandidateChunk,
    ExposurePrice,
    IndicatorRule,
    RunStatus,
    SuggestionList,
    SuggestionRun,
)
from workforce.suggestions import candidates, prices
from workforce.suggestions.run import compute, kept, suggest_all, suggest_for


def run_for_all(database, **options):
    database.publish()
    return suggest_all(database.session, today=TODAY, clock=lambda: NOW, **options)


def stored_lists(db):
    return {
        row.person_id: [one["opening_id"] for one in row.openings]
        for row in db.exec(select(SuggestionList))
    }


@pytest.fixture
def crowded(db):
    """Eight people with the same wish, and twelve openings of one post each for it."""
    openings = [make_opening(db, posts=1, wage_min_vnd=9_000_000 - 100_000 * n) for n in range(12)]
    return [make_person(db) for _ in range(8)], openings


@pytest.fixture
def small_budget(db):
    """A post may be suggested to six people."""
    rule = db.exec(select(IndicatorRule).where(IndicatorRule.key == "suggestions.per_post")).one()
    rule.value_number = 6
    db.add(rule)
    db.flush()


def set_price(db, opening, price):
    run = make_suggestion_run(db, status=RunStatus.DONE)
    db.add(ExposurePrice(opening_id=opening.id, run_id=run.id, price=price, computed_at=NOW))
    db.flush()


class TestOnePersonsList:
    def test_a_price_moves_an_opening_down_but_never_one_of_the_best_three(
        self, db, crowded, suggested
    ):
        person = crowded[0][0]
        before = [row["opening_id"] for row in suggested(person).openings]
        for place in (0, 3):
            set_price(db, next(o for o in crowded[1] if o.id == before[place]), 0.4)

        after = [row["opening_id"] for row in suggested(person).openings]

        assert after[:3] == before[:3]
        assert after[3:] == [*before[4:], before[3]]

    def test_a_price_changes_no_score_and_no_reason(self, db, crowded, suggested):
        person = crowded[0][0]
        before = {row["opening_id"]: row for row in suggested(person).openings}
        set_price(db, crowded[1][5], 0.3)

        assert {row["opening_id"]: row for row in suggested(person).openings} == before

    def test_a_new_price_is_seen_at_the_next_look(self, db, crowded, suggested):
        person = crowded[0][0]
        before = [row["opening_id"] for row in suggested(person).openings]
        assert prices.exposure(db).prices == {}

        set_price(db, next(o for o in crowded[1] if o.id == before[4]), 0.4)

        assert suggested(person).openings[-1]["opening_id"] == before[4]


class TestTheNightRun:
    def test_crowded_openings_get_a_price_and_lists_are_spread(self, database, db, crowded):
        people, _ = crowded
        rule = db.exec(
            select(IndicatorRule).where(IndicatorRule.key == "suggestions.per_post")
        ).one()
        rule.value_number = 6
        db.add(rule)

        run_for_all(database)

        priced = db.exec(select(ExposurePrice)).all()
        assert priced
        assert all(0 < one.price < 10 for one in priced)
        firsts = [tuple(ids[3:10]) for ids in stored_lists(db).values()]
        assert len(firsts) == len(people)
        assert len(set(firsts)) > 1

    def test_with_budget_for_all_nothing_has_a_price(self, database, db, crowded):
        run_for_all(database)

        assert db.exec(select(ExposurePrice)).all() == []

    def test_page_command_and_run_give_one_list(
        self, app, database, db, crowded, small_budget, suggested
    ):
        people, _ = crowded
        run_for_all(database)
        at_night = {one.id: db.get(SuggestionList, one.id).openings for one in people}
        assert db.exec(select(ExposurePrice)).all()

        for person in people:
            assert kept(compute(db, person.id, today=TODAY))["openings"] == at_night[person.id]
            assert suggest_for(db, person, today=TODAY, now=NOW).openings == at_night[person.id]

    def test_lists_go_back_to_the_order_of_scores_when_prices_are_gone(
        self, database, db, crowded, small_budget
    ):
        people, _ = crowded
        run_for_all(database)
        assert db.exec(select(ExposurePrice)).all()
        rule = db.exec(
            select(IndicatorRule).where(IndicatorRule.key == "suggestions.per_post")
        ).one()
        rule.value_number = 600
        db.add(rule)

        run_for_all(database)

        assert db.exec(select(ExposurePrice)).all() == []
        for person in people:
            stored = db.get(SuggestionList, person.id, populate_existing=True).openings
            assert kept(compute(db, person.id, today=TODAY))["openings"] == stored

    def test_prices_of_the_last_run_are_replaced(self, database, db, crowded, small_budget):
        run_for_all(database)
        first = db.exec(select(ExposurePrice.run_id)).first()
        run_for_all(database)

        assert set(db.exec(select(ExposurePrice.run_id))) == {first + 1}

    def test_candidates_are_gone_once_the_prices_are_there(self, database, db, crowded):
        run = run_for_all(database)

        assert run.priced_at == NOW
        assert db.exec(select(CandidateChunk)).all() == []

    def test_a_run_killed_while_collecting_goes_on_with_what_it_has(
        self, database, db, crowded, small_budget, monkeypatch
    ):
        class Killed(Exception):
            pass

        kept, keep = [], candidates.keep

        def keep_until_killed(session, found, **options):
            if len(kept) == 2:
                raise Killed
            kept.append(options["last"])
            keep(session, found, **options)

        monkeypatch.setattr(candidates, "keep", keep_until_killed)
        with pytest.raises(Killed):
            run_for_all(database, chunk=3)
        assert len(db.exec(select(CandidateChunk)).all()) == 2
        monkeypatch.setattr(
            candidates, "keep", lambda *a, **more: (kept.append(more["last"]), keep(*a, **more))
        )
        run = run_for_all(database, chunk=3)
        resumed = {o.opening_id: o.price for o in db.exec(select(ExposurePrice))}

        assert kept == sorted(set(kept))
        assert (run.status, run.people_done) == (RunStatus.DONE, 8)
        assert len(db.exec(select(SuggestionRun)).all()) == 1
        assert resumed

    def test_a_run_killed_after_pricing_does_not_collect_again(
        self, database, db, crowded, small_budget, monkeypatch
    ):
        class Killed(Exception):
            pass

        load, put_in_order = candidates.load, []

        def load_until_killed(session, run_id, *, only=None):
            if only is not None and put_in_order:
                raise Killed
            put_in_order.append(only)
            return load(session, run_id, only=only)

        monkeypatch.setattr(candidates, "load", load_until_killed)
        with pytest.raises(Killed):
            run_for_all(database, chunk=4)
        monkeypatch.setattr(candidates, "load", load)
        monkeypatch.setattr(candidates, "keep", None)

        assert run_for_all(database, chunk=4).people_done == 8
        for person in crowded[0]:
            stored = db.get(SuggestionList, person.id, populate_existing=True).openings
            assert kept(compute(db, person.id, today=TODAY))["openings"] == stored

    def test_a_run_given_up_leaves_no_candidates(self, database, db, crowded):
        old = make_suggestion_run(db, started_at=NOW - dt.timedelta(days=2))
        db.add(CandidateChunk(run_id=old.id, last_person_id=1, width=50, data=b""))
        db.flush()

        run_for_all(database)

        assert db.exec(select(CandidateChunk)).all() == []


class TestKeptCandidates:
    def test_what_was_kept_comes_back_in_order(self, db):
        run = make_suggestion_run(db)
        candidates.keep(db, [("9", ["4"], [0.5])], run_id=run.id, last=9, width=2)
        candidates.keep(
            db, [("3", ["7", "5"], [0.75, 0.25]), ("4", [], [])], run_id=run.id, last=4, width=2
        )

        found = candidates.load(db, run.id)

        assert found.people.tolist() == [3, 4, 9]
        assert found.opening.tolist() == [[7, 5], [-1, -1], [4, -1]]
        assert found.score.tolist() == [[0.75, 0.25], [0, 0], [0.5, 0]]
        assert candidates.chunks(db, run.id) == [4, 9]

    def test_a_run_that_kept_nothing_has_nothing(self, db):
        run = make_suggestion_run(db)

        assert candidates.chunks(db, run.id) == []
        assert len(candidates.load(db, run.id).people) == 0
        assert prices.price(candidates.load(db, run.id), {1: 1}, {}, 100) == {}


def test_only_openings_with_a_post_left_can_be_applied_to(db):
    opening = make_opening(db, posts=2)
    make_opening(db, closed=True)

    assert prices.posts_left(db, today=TODAY) == {opening.id: 2}


def test_without_the_rule_the_run_says_so(db, small_budget):
    rule = db.exec(select(IndicatorRule).where(IndicatorRule.key == "suggestions.per_post")).one()
    rule.effective_from = TODAY + dt.timedelta(days=1)
    db.add(rule)
    db.flush()

    with pytest.raises(LookupError, match="suggestions.per_post"):
        prices.per_post(db, today=TODAY)
