"""A longer list does not ask the database more questions."""

import pytest

from tests.factories.openings import make_opening
from tests.factories.schools import make_course, make_intake


@pytest.mark.parametrize(
    "address", ["/", "/viec-lam", "/viec-lam?q=cong+nhan+may", "/khu-cong-nghiep/an-nghiep"]
)
def test_twenty_jobs_take_as_many_queries_as_five(count_queries, database, address):
    db = database.arranging()
    for _job in range(5):
        make_opening(db)
    count_queries(address)  # the matcher is built once, whatever the list
    five = count_queries(address)
    for _job in range(15):
        make_opening(db)
    count_queries(address)
    assert count_queries(address) == five


def test_twenty_courses_take_as_many_queries_as_five(count_queries, database):
    db = database.arranging()
    for _course in range(5):
        make_intake(db, course=make_course(db))
    five = count_queries("/khoa-hoc")
    for _course in range(15):
        make_intake(db, course=make_course(db))
    assert count_queries("/khoa-hoc") == five
