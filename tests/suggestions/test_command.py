"""``flask suggest``: one person or all, and one clear line when it cannot."""

import pytest
from sqlmodel import select

from tests.factories.people import make_person
from workforce.models import SuggestionList


@pytest.fixture
def suggest(app, database):
    def suggest(*arguments):
        database.publish()
        return app.test_cli_runner().invoke(args=["suggest", *arguments])

    return suggest


def test_one_seeker_by_id(db, suggest):
    person = make_person(db)

    result = suggest("--seeker", str(person.id))

    assert result.exit_code == 0
    assert "1 people in " in result.output
    assert [row.person_id for row in db.exec(select(SuggestionList))] == [person.id]


def test_all_prints_progress_seconds_and_peak_memory(db, suggest):
    make_person(db)
    make_person(db)

    result = suggest("--all")

    assert result.exit_code == 0
    assert "2 of 2 people" in result.output
    assert result.output.rstrip().endswith("MB")


@pytest.mark.parametrize(
    "arguments",
    [(), ("--all", "--seeker", "1"), ("--seeker", "abc"), ("--seeker", "0"),
     ("--seeker", "-1"), ("--seeker", "9" * 30), ("--seeker", "٣"), ("--seeker", "999999")],
)  # fmt: skip
def test_wrong_arguments_give_one_line_and_exit_code_two(suggest, arguments):
    result = suggest(*arguments)

    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert result.output.startswith("Error: ")
