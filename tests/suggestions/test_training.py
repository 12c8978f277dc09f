"""From the log to columns: how far each got, who counts, and what flask train does with it."""

import datetime as dt
import json

import numpy as np
import pytest

from matching.learning.outcomes import Stage
from matching.scoring.features import FEATURES
from matching.scoring.weights import MODEL_VERSION, stated_weights
from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person, make_sensitive
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening
from workforce.models import DismissalReason, Enterprise, Exposure, Role, SessionOrigin, Sex
from workforce.placements.actions import confirm_hire
from workforce.suggestions import dismissals, learned
from workforce.suggestions.engine import engine
from workforce.suggestions.training import read_log

WIDTH = len(FEATURES)


def show(db, person, opening, *, days_ago=0, **values):
    """Log that an opening was shown, the first of the list, some days ago."""
    when = NOW - dt.timedelta(days=days_ago, hours=1)
    features = np.linspace(0, 1, WIDTH).astype("<f2").tobytes()
    row = Exposure(
        **{
            "person_id": person.id, "opening_id": opening.id,
            "listed_on": TODAY - dt.timedelta(days=days_ago), "position": 1, "propensity": 1.0,
            "model_version": "m", "feature_set": MODEL_VERSION, "features": features,
            "shown_at": when,
        } | values
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row


def read(db, **options):
    return read_log(db, feature_set=MODEL_VERSION, width=WIDTH, today=TODAY, **options)


def apply(db, person, opening):
    return apply_to_opening(db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW)


def test_how_far_each_got_is_read_where_it_is_recorded(db):
    person = make_person(db)
    seen, opened, applied, hired = (make_opening(db) for _ in range(4))
    for opening in (seen, applied, hired):
        show(db, person, opening)
    show(db, person, opened, opened_at=NOW)
    apply(db, person, applied)
    employer = make_account(db, Role.EMPLOYER, enterprise=db.get(Enterprise, hired.enterprise_id))
    confirm_hire(
        db, application=apply(db, person, hired), by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip

    stages = read(db).shown.stages

    assert sorted(stages) == [Stage.SHOWN, Stage.OPENED, Stage.APPLIED, Stage.HIRED]


def test_what_was_said_no_to_counts_for_nothing_though_it_was_opened(db):
    person = make_person(db)
    away, taken_back, liked = (make_opening(db) for _ in range(3))
    for opening in (away, taken_back, liked):
        show(db, person, opening, opened_at=NOW)
    for opening in (away, taken_back):
        dismissals.dismiss(
            db, person_id=person.id, opening_id=opening.id, reason=DismissalReason.FAR, now=NOW
        )
    dismissals.take_back(db, person_id=person.id, opening_id=taken_back.id, now=NOW)

    shown = read(db).shown

    assert dict(zip(shown.stages.tolist(), shown.said_no().tolist(), strict=True)) == {
        Stage.SHOWN: True, Stage.OPENED: False,
    }  # fmt: skip
    assert int(shown.said_no().sum()) == 1


def test_a_no_belongs_to_the_last_time_before_it(db):
    person, opening = make_person(db), make_opening(db)
    show(db, person, opening, days_ago=5)
    show(db, person, opening, days_ago=1)
    dismissals.dismiss(
        db, person_id=person.id, opening_id=opening.id, reason=DismissalReason.FAR,
        now=NOW - dt.timedelta(days=2),
    )  # fmt: skip

    assert read(db).shown.said_no().tolist() == [True, False]


def test_who_applied_all_the_same_did_not_say_no(db):
    person, opening = make_person(db), make_opening(db)
    show(db, person, opening)
    dismissals.dismiss(
        db, person_id=person.id, opening_id=opening.id, reason=DismissalReason.FAR, now=NOW
    )
    apply(db, person, opening)

    shown = read(db).shown

    assert (shown.stages.tolist(), shown.said_no().tolist()) == ([Stage.APPLIED], [False])


def test_an_application_belongs_to_the_last_time_before_it(db):
    person, opening = make_person(db), make_opening(db)
    show(db, person, opening, days_ago=5)
    show(db, person, opening, days_ago=1)
    apply(db, person, opening)
    show(db, person, opening, shown_at=NOW + dt.timedelta(hours=1))

    log = read(db)

    assert log.shown.stages.tolist() == [Stage.SHOWN, Stage.APPLIED]
    assert log.left_out == {"already applied for": 1}


def test_features_come_back_as_they_were_shown(db):
    show(db, make_person(db), make_opening(db))

    assert read(db).shown.features[0] == pytest.approx(np.linspace(0, 1, WIDTH), abs=1e-3)


def test_rows_of_another_feature_list_are_left_out(db):
    person = make_person(db)
    show(db, person, make_opening(db), feature_set="older")
    show(db, person, make_opening(db), features=b"\0\0")

    log = read(db)

    assert len(log.shown) == 0
    assert log.left_out == {"shown with other features": 2}


def test_fictional_and_real_people_are_never_learnt_from_together(db):
    real, fictional = make_person(db), make_person(db, is_sample=True)
    opening = make_opening(db)
    show(db, real, opening)
    show(db, fictional, opening)
    show(db, real, make_opening(db, is_sample=True))

    assert read(db).shown.persons.tolist() == [real.id]
    assert read(db).left_out == {"sample": 2}
    assert len(read(db, is_sample=True).shown) == 2


def test_groups_are_numbers_of_those_who_told(db):
    told = make_person(db, sex=Sex.FEMALE, birth_year=1980)
    make_sensitive(db, told, ethnicity="khmer")
    silent = make_person(db, birth_year=None)
    for person in (told, silent):
        show(db, person, make_opening(db))

    assert read(db).groups == {
        "sex": {told.id: 0}, "age": {told.id: 0}, "ethnicity": {told.id: 0}
    }  # fmt: skip


@pytest.fixture
def train(app, database, tmp_path, monkeypatch):
    """Run flask train with models kept in a folder of this test."""
    import dataclasses

    settings = dataclasses.replace(app.extensions["settings"], instance=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", settings)

    def train(*arguments):
        database.publish()
        return app.test_cli_runner().invoke(args=["train", *arguments], catch_exceptions=False)

    return train


def test_with_nothing_to_learn_from_the_stated_weights_hold_and_it_says_why(train, tmp_path):
    result = train()

    assert result.exit_code == 0
    assert "why: too little to learn from: 0 people" in result.output
    assert "not live, the stated weights hold" in result.output
    assert not (tmp_path / "models" / "live.json").exists()


def test_a_dry_run_writes_nothing(train, tmp_path):
    result = train("--dry-run")

    assert result.exit_code == 0
    assert "dry run: nothing written" in result.output
    assert list(tmp_path.iterdir()) == []


def test_what_is_learnt_from_fictional_people_is_kept_elsewhere(db, train, tmp_path):
    show(db, make_person(db, is_sample=True), make_opening(db, is_sample=True))

    assert "left out: sample 1" in train().output
    result = train("--demo")

    assert "not live: trained on sample data" in result.output
    (kept,) = (tmp_path / "models" / "demo").iterdir()
    assert json.loads(kept.read_text())["is_sample"] is True
    assert not (tmp_path / "models" / "live.json").exists()


def test_a_published_model_ranks_on_the_next_request_and_its_withdrawal_ends_that(
    db, tmp_path, monkeypatch
):
    from matching.learning.card import ModelCard
    from matching.learning.store import publish, withdraw

    monkeypatch.setattr(learned, "_folder", tmp_path)
    prior = stated_weights()
    card = ModelCard(
        version="learned-test", features=tuple(FEATURES), prior_version=MODEL_VERSION,
        weights=tuple((prior * 2).tolist()), prior=tuple(prior.tolist()), is_live=True,
        reasons=("better",), trained_on="2026-11-23",
    )  # fmt: skip
    assert engine(db, today=TODAY).version == MODEL_VERSION

    publish(tmp_path, card)
    current = engine(db, today=TODAY)
    assert current.version == "learned-test"
    assert current.matcher.weights == pytest.approx(prior * 2)

    withdraw(tmp_path)
    assert engine(db, today=TODAY).version == MODEL_VERSION
