"""The page, the night run and the command line give one person one list."""

import datetime as dt
import json
import re
from dataclasses import asdict

import pytest
from sqlmodel import select

from matching.__main__ import main
from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import grant, make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.suggestions import make_suggestion_run
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import NOW, TODAY
from workforce.models import ConsentPurpose, ExposurePrice, SuggestionList
from workforce.seekers.suggestions import PER_PAGE
from workforce.suggestions import gather
from workforce.suggestions.run import compute, suggest_all

PAGE = "/nguoi-tim-viec/goi-y"
WISHES = ("cong nhan may", "lái xe nâng kho", "việc gì cũng được, gần nhà")


@pytest.fixture
def people(db):
    for number in range(10):
        make_opening(db, title=f"Công nhân may chuyền {number}", wage_min_vnd=6_000_000 + number)
        make_opening(
            db,
            title=f"Lái xe nâng kho {number}",
            occupation_key=FORKLIFT,
            description="Lái xe nâng, xếp hàng trong kho.",
        )
    make_intake(db, course=make_course(db, teaches=("may-may-1-kim",)))
    found = [make_person(db, blank=True, desired=wish) for wish in WISHES]
    for person in found:
        grant(db, person, ConsentPurpose.MATCHING)
    db.flush()
    return found


def test_page_night_run_and_command_line_agree(db, database, people, tmp_path):
    pages = {one.id: compute(db, one.id, today=TODAY) for one in people}
    by_command = listed_by_command(db, people, tmp_path)
    database.publish()

    suggest_all(database.session, today=TODAY, clock=lambda: NOW)

    with database.session(write=False) as session:
        for person_id, page in pages.items():
            stored = session.get_one(SuggestionList, person_id)
            openings = [row["opening_id"] for row in page.openings]
            assert len(openings) == 20
            assert openings == [row["opening_id"] for row in stored.openings]
            assert openings == by_command["openings"][person_id]
            courses = [row["course_id"] for row in page.courses]
            assert courses == [row["course_id"] for row in stored.courses]
            assert courses == by_command["courses"][person_id][: len(courses)]


def test_what_is_read_on_the_pages_is_what_the_commands_list(
    db, database, app, people, sign_in, tmp_path
):
    by_command = listed_by_command(db, people, tmp_path)["openings"]
    accounts = [make_account(db, person=one) for one in people]
    database.publish()
    command = app.test_cli_runner()

    assert command.invoke(args=["suggest", "--all"]).exit_code == 0
    by_night = stored_openings(database)
    lengths = []
    for account in accounts:
        person = account.person_id
        assert command.invoke(args=["suggest", "--seeker", str(person)]).exit_code == 0
        alone = stored_openings(database)[person]
        read = read_on_pages(sign_in(account))
        looked_at = stored_openings(database)[person]
        listed = by_command[person]

        assert len(listed) == 20
        assert by_night[person] == alone == looked_at == listed
        # What hardly fits ends the list of the commands and is not on the page.
        assert len(read) >= 10
        assert read == listed[: len(read)]
        lengths.append(len(read))
    assert max(lengths) > PER_PAGE, lengths


def test_with_prices_pages_and_commands_still_agree(db, database, app, people, sign_in):
    account = make_account(db, person=people[0])
    by_score = [row["opening_id"] for row in compute(db, people[0].id, today=TODAY).openings]
    run = make_suggestion_run(db)
    dear = by_score[3]
    db.add(ExposurePrice(opening_id=dear, run_id=run.id, price=0.2, computed_at=NOW))
    database.publish()

    result = app.test_cli_runner().invoke(args=["suggest", "--seeker", str(people[0].id)])

    assert result.exit_code == 0
    listed = stored_openings(database)[people[0].id]
    read = read_on_pages(sign_in(account))
    assert listed.index(dear) > 3
    assert len(read) >= 10
    assert read == listed[: len(read)]


def read_on_pages(browser):
    """Return the openings of all a person's pages, in the order they are read."""
    first = browser.get(PAGE).page
    numbers = [int(n) for n in re.findall(r"[?&]trang=(\d+)", str(first))]
    found = opening_ids(first)
    for number in range(2, max(numbers, default=1) + 1):
        found += opening_ids(browser.get(f"{PAGE}?trang={number}").page)
    return found


def stored_openings(database):
    """Return the openings stored for each person."""
    with database.session(write=False) as session:
        stored = session.exec(select(SuggestionList)).all()
        return {row.person_id: [one["opening_id"] for one in row.openings] for row in stored}


def opening_ids(page):
    """Return the openings of a page of suggestions, in the order they are read."""
    links = [link["href"] for link in page.select(".card-title a[href*='/viec-lam/']")]
    return [int(re.search(r"/viec-lam/(\d+)", link)[1]) for link in links]


def listed_by_command(db, people, folder):
    """Return what `python -m matching rank` lists for the same records."""
    files = {
        "openings": gather.opening_records(db, today=TODAY),
        "courses": gather.course_records(db, today=TODAY),
        "seekers": gather.seeker_records(db, [one.id for one in people], today=TODAY),
    }
    arguments = ["rank", "--today", TODAY.isoformat(), "--top", "20", "--out", f"{folder}/run"]
    for name, records in files.items():
        lines = [json.dumps(asdict(record), default=dt.date.isoformat) for record in records]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
        arguments += [f"--{name}", str(folder / name)]
    main(arguments)
    return {"openings": read_run(folder / "run"), "courses": read_run(folder / "run.courses")}


def read_run(path):
    lists = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        person, _, item, *_ = line.split()
        lists.setdefault(int(person), []).append(int(item))
    return lists
