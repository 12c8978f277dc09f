"""The fictional province: marked as such, the same each time, never in production."""

import dataclasses

import pytest
from sqlmodel import select

from tests.fixed_clock import TODAY
from workforce import create_app
from workforce.models import Enterprise, Opening, Person, Placement, PlacementEvent
from workforce.reports.placements import counted_placements
from workforce.reports.stock import declared_stock

SMALL = ["demo", "--seekers", "60", "--openings", "12", "--courses", "6", "--households", "6"]


@pytest.fixture
def loaded(prepared, own_database):
    app = create_app(prepared.settings(own_database.url), own_database)
    result = app.test_cli_runner().invoke(args=SMALL, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return own_database


class TestDemo:
    def test_everything_in_it_is_marked_as_sample(self, loaded):
        with loaded.session(write=False) as session:
            for model in (Person, Enterprise, Opening, Placement):
                rows = session.exec(select(model)).all()
                assert rows, model.__name__
                assert all(row.is_sample for row in rows), model.__name__

    def test_nothing_in_it_is_known_before_it_happened_or_after_today(self, loaded):
        with loaded.session(write=False) as session:
            events = session.exec(select(PlacementEvent)).all()

        assert events
        assert all(event.occurred_on <= TODAY for event in events)
        assert all(event.recorded_at.date() >= event.occurred_on for event in events)

    def test_the_board_has_figures_and_says_that_they_are_samples(self, loaded):
        with loaded.session(write=False) as session:
            stock = declared_stock(session, on=TODAY).total
            counted = counted_placements(session, on=TODAY)

        assert stock.has_figures
        assert stock.sample
        assert stock.declaring <= stock.enterprises
        assert counted

    def test_loading_into_a_database_in_use_can_be_left_out(self, prepared, loaded):
        app = create_app(prepared.settings(loaded.url), loaded)

        result = app.test_cli_runner().invoke(args=[*SMALL, "--if-empty"])

        assert (result.exit_code, result.output) == (
            0, "the database is not empty: nothing loaded\n",
        )  # fmt: skip

    def test_production_refuses_it(self, prepared, own_database):
        settings = dataclasses.replace(
            prepared.settings(own_database.url), environment="production", secret_key="p" * 32,
            data_key=bytes(range(64)),
        )  # fmt: skip
        app = create_app(settings, own_database)

        result = app.test_cli_runner().invoke(args=SMALL)

        assert result.exit_code == 2
        with own_database.session(write=False) as session:
            assert session.exec(select(Person)).all() == []


def test_without_tables_it_says_what_to_do_and_shows_no_traceback(prepared, tmp_path):
    app = create_app(prepared.settings(f"sqlite:///{tmp_path / 'bare.db'}"))

    result = app.test_cli_runner().invoke(args=SMALL)

    assert result.exit_code == 2
    assert "no tables yet: run 'flask --app app db upgrade'" in result.output
    assert "Traceback" not in result.output
