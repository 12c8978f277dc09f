"""Watchdogs and load balancers get a true answer, whatever happens to the database."""

import pytest

from workforce import create_app


@pytest.fixture
def app_on(prepared):
    """Return a client of an application on another database."""
    opened = []

    def app_on(url):
        app = create_app(prepared.settings(url))
        opened.append(app.extensions["database"])
        return app.test_client()

    yield app_on
    for database in opened:
        database.dispose()


def test_healthz_answers_as_long_as_the_process_runs(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_healthz_asks_nothing_of_the_database(app_on):
    assert app_on("postgresql+psycopg://127.0.0.1:9/away").get("/healthz").status_code == 200


def test_readyz_says_yes_at_the_newest_migration(app_on, prepared):
    response = app_on(prepared.copy()).get("/readyz")
    assert (response.status_code, response.json["status"]) == (200, "ready")


def test_readyz_says_no_before_the_migrations(app_on, prepared):
    response = app_on(prepared.empty()).get("/readyz")
    assert (response.status_code, response.json["migrations"]) == (503, "behind")


def test_readyz_says_no_without_a_database(app_on):
    response = app_on("postgresql+psycopg://127.0.0.1:9/away").get("/readyz")
    assert (response.status_code, response.json["database"]) == (503, "unreachable")


def test_answers_are_never_kept(client):
    assert client.get("/readyz").headers["Cache-Control"] == "no-store"
