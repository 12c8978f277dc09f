"""Many at work on everybody's lists, and the lists one process makes."""

import pytest
from dask.distributed import LocalCluster
from sqlmodel import select

from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.fixed_clock import NOW, TODAY
from workforce.models import RunStatus, SuggestionList, SuggestionRun
from workforce.suggestions.run import suggest_all


@pytest.fixture
def people(db):
    """Nine people with different limits, one under age, among jobs that pay differently."""
    for number in range(8):
        make_opening(db, wage_min_vnd=5_000_000 + 400_000 * number, at_night=number % 2 == 0)
    make_intake(db, course=make_course(db))
    db.flush()
    return [make_person(db, max_km=5 + 4 * n, birth_year=2010 if n == 4 else 1990)
            for n in range(9)]  # fmt: skip


def listed(database, **how):
    """Run for all and return what is stored, by person."""
    run = suggest_all(database.session, today=TODAY, clock=lambda: NOW, **how)
    assert run.status == RunStatus.DONE
    with database.session(write=False) as reading:
        return {
            row.person_id: (row.openings, row.courses)
            for row in reading.exec(select(SuggestionList))
        }


class TestTheSameListsFrom:
    def test_two_processes(self, database, people):
        database.publish()
        alone = listed(database)

        assert len(alone) == 9
        assert any(openings for openings, _ in alone.values())
        assert listed(database, jobs=2, chunk=2) == alone

    @pytest.mark.filterwarnings("ignore")  # distributed warns of ports and of its own pickles
    def test_a_dask_cluster_of_two_workers(self, database, people):
        database.publish()
        alone = listed(database)
        cluster = LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, protocol="tcp",
            host="127.0.0.1", dashboard_address="127.0.0.1:0",
        )  # fmt: skip

        with cluster:
            assert listed(database, scheduler=cluster.scheduler_address, chunk=2) == alone

    def test_two_processes_that_go_on_for_one_that_was_killed(self, database, people):
        class Killed(Exception):
            pass

        def kill(done, total):
            if done == 4:
                raise Killed

        database.publish()
        alone = listed(database)

        with pytest.raises(Killed):
            listed(database, chunk=2, progress=kill)

        assert listed(database, jobs=2, chunk=1) == alone


def test_a_cluster_that_does_not_answer_is_one_line_and_nothing_is_stored(
    app, database, db, people, monkeypatch
):
    from dataclasses import replace

    import dask

    database.publish()
    settings = replace(app.extensions["settings"], dask_scheduler="tcp://127.0.0.1:9")
    monkeypatch.setitem(app.extensions, "settings", settings)
    with dask.config.set({"distributed.comm.timeouts.connect": "0.2s"}):
        result = app.test_cli_runner().invoke(args=["suggest", "--all"])

    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert result.output.startswith("Error: no Dask scheduler answers at tcp://127.0.0.1:9 ")
    assert db.exec(select(SuggestionList)).all() == []
    assert db.exec(select(SuggestionRun.people_done)).all() == [0]
