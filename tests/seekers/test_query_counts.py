"""A longer list of suggestions does not ask the database more questions."""

import pytest

from tests.database.statements import statements
from tests.factories.openings import make_opening
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT, occupation

PAGE = "/nguoi-tim-viec/goi-y"
#: what one page may ask in all, the matcher's own look at what has changed included
MOST = 60


@pytest.fixture
def count(database, seeker):
    """Return how many statements opening an address takes, after a first look at it."""

    def count(address: str) -> int:
        assert seeker.get(address).status_code == 200
        with statements(database.engine) as asked:
            assert seeker.get(address).status_code == 200
        return len(asked)

    return count


def add(db, number):
    for place in range(number):
        make_opening(db, title=f"Công nhân may {place}", requires=("may-may-1-kim",))
        make_opening(
            db, title=f"Lái xe nâng {place}", occupation_key=FORKLIFT, requires=("lai-xe-nang",),
            wage_min_vnd=(7 + place) * 1_000_000, wage_max_vnd=(9 + place) * 1_000_000,
        )  # fmt: skip
        course = make_course(
            db, title=f"Lái xe nâng {place}", teaches=("lai-xe-nang",), fee_vnd=3_000_000,
            occupation_id=occupation(db, FORKLIFT).id,
        )  # fmt: skip
        make_intake(db, course=course)


def test_a_full_page_of_suggestions_takes_as_many_queries_as_a_short_one(db, count):
    add(db, 2)
    few = count(PAGE)
    add(db, 6)

    many = count(PAGE)

    assert many == few <= MOST


def test_ways_take_a_bounded_number_of_queries(db, count, person):
    person.desired, person.about = "lái xe nâng", ""
    db.add(person)
    add(db, 2)
    count(PAGE + "/lo-trinh")
    add(db, 6)

    assert count(PAGE + "/lo-trinh") <= MOST
