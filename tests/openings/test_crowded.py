"""An opening with applications enough for its posts says so and is no longer suggested."""

import pytest

from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening, withdraw
from workforce.openings.crowded import crowded
from workforce.reference.rates import rate_number


@pytest.fixture
def enough(db) -> int:
    """Applications for each post from which on an opening is crowded."""
    return int(rate_number(db, "oversubscribed", "applications_per_post", on=TODAY))


def apply(db, opening, count: int):
    return [
        apply_to_opening(
            db, person=make_person(db, full_name=f"Người {number}"), opening=opening,
            sent_by=None, today=TODAY, now=NOW,
        )
        for number in range(count)
    ]  # fmt: skip


def test_one_short_of_enough_is_not_crowded_and_enough_is(db, enough):
    opening = make_opening(db, posts=2)
    apply(db, opening, 2 * enough - 1)
    assert crowded(db, [opening.id], today=TODAY) == frozenset()

    apply(db, opening, 1)
    assert crowded(db, [opening.id], today=TODAY) == {opening.id}


def test_a_withdrawn_application_makes_room_again(db, enough):
    opening = make_opening(db, posts=1)
    first, *_rest = apply(db, opening, enough)

    withdraw(db, application=first, by=None, now=NOW)

    assert crowded(db, [opening.id], today=TODAY) == frozenset()


def test_the_public_page_says_so_and_still_takes_applications(db, client, enough):
    opening = make_opening(db, posts=1)
    apply(db, opening, enough)
    db.commit()

    page = client.get(f"/viec-lam/{opening.id}").page

    assert "Đã đủ hồ sơ cho số chỗ" in page.main.text
    assert page.main.select(f"a[href*='nop-ho-so/{opening.id}'], a[href*='dang-nhap']")


def test_of_no_openings_none_is_crowded(db):
    assert crowded(db, [], today=TODAY) == frozenset()
