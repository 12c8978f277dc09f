"""What the queue's worker does by the clock, and the night's work in processes of its own."""

import datetime as dt
import sys

import pytest
from huey import MemoryHuey
from sqlmodel import select

from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce.models import Exposure, SuggestionList
from workforce.operations import night
from workforce.operations.tasks import register


@pytest.fixture
def tasks(app, monkeypatch):
    """The worker's periodic tasks on a queue of this test."""
    monkeypatch.setitem(app.extensions, "huey", MemoryHuey(utc=True))
    return register(app)


def due(queue, moment: dt.datetime) -> list[str]:
    return sorted(task.name for task in queue.read_periodic(moment))


def test_the_night_s_work_is_due_once_a_day_while_people_sleep(tasks):
    day = dt.datetime(2026, 11, 23)
    moments = [day + dt.timedelta(minutes=minute) for minute in range(24 * 60)]

    nights = [moment for moment in moments if "night.run_all" in due(tasks, moment)]

    assert [moment + dt.timedelta(hours=7) for moment in nights] == [
        dt.datetime(2026, 11, 24, 1, 40)
    ]


def test_messages_are_due_every_minute_and_new_openings_every_ten(tasks):
    hour = [dt.datetime(2026, 11, 23, 9, minute) for minute in range(60)]

    counted = [name for moment in hour for name in due(tasks, moment)]

    assert counted.count("notices.send") == 60
    assert counted.count("notices.search") == 12
    assert counted.count("notices.fitting") == 6
    assert counted.count("notices.remind") == 1


def test_it_is_done_in_the_database_the_site_uses(own_database, tmp_path, monkeypatch):
    with own_database.session(write=True) as db:
        opening, person = make_opening(db, deadline=None), make_person(db)
        db.add(Exposure(
            person_id=person.id, opening_id=opening.id, listed_on=dt.date(2020, 1, 1), position=1,
            propensity=1.0, model_version="x", feature_set="x", features=b"", shown_at=NOW,
        ))  # fmt: skip
        db.commit()
        person_id = person.id
    monkeypatch.setenv("DATABASE_URL", own_database.url)
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))

    names = {name for name, *_options in night.COMMANDS}
    assert {"suggest", "duplicates", "expire", "retention"} <= names
    assert night.run_all() == dict.fromkeys(names, 0)

    with own_database.session(write=False) as db:
        assert [row.person_id for row in db.exec(select(SuggestionList))] == [person_id]
        assert db.exec(select(Exposure)).all() == []


def test_one_that_fails_does_not_keep_the_others_from_running(monkeypatch, caplog):
    monkeypatch.setattr(night, "COMMANDS", (("no-such-command",), ("translations",)))

    assert night.run_all() == {"no-such-command": 2, "translations": 0}
    assert "no-such-command" in caplog.text
    assert sys.executable not in caplog.text
