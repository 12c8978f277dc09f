"""kill -9 of the whole server while people apply: what was acknowledged is there, once."""

import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import func, select

from tests.browser.server import Site
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.journeys.phone import Phone
from workforce.accounts.passwords import hash_password
from workforce.models import Application, ApplicationEvent, Person

PEOPLE, OPENINGS = 4, 10
PASSWORD = "ruộng-lúa-bên-sông-67"
ACKNOWLEDGED = 302


@pytest.fixture
def world(own_database):
    """People with a password, and openings to apply to: ids of the openings."""
    with own_database.session(write=True) as db:
        hashed = hash_password(PASSWORD)
        for number in range(PEOPLE):
            person = make_person(db, full_name=f"Người Thử {number}")
            make_account(db, person=person, phone=f"+8491200000{number}", password_hash=hashed)
        site = make_site(db)
        openings = [
            make_opening(db, site=site, title=f"Công nhân {number}", deadline=None).id
            for number in range(OPENINGS)
        ]
        db.commit()
    return openings


def sign_in(url: str, number: int) -> Phone:
    phone = Phone(url)
    status = phone.send("/tai-khoan/dang-nhap", phone=f"091200000{number}", password=PASSWORD)
    assert status == ACKNOWLEDGED
    return phone


def apply(phone: Phone, opening_id: int) -> int:
    return phone.send(f"/nguoi-tim-viec/nop-ho-so/{opening_id}", agree="y", message="")


def apply_to_all(phone: Phone, openings: list[int], answered: list[int]) -> None:
    """Apply until the connection breaks; note what was acknowledged."""
    for opening_id in openings:
        try:
            status = apply(phone, opening_id)
        except OSError:
            return
        if status == ACKNOWLEDGED:
            answered.append(opening_id)


def test_no_acknowledged_application_is_lost_or_doubled_when_the_server_is_killed(
    own_database, world, tmp_path: Path
):
    first = Site(own_database.url, tmp_path)
    phones = [sign_in(first.url, number) for number in range(PEOPLE)]
    answered: list[list[int]] = [[] for _ in phones]
    threads = [
        threading.Thread(target=apply_to_all, args=(phone, world, answered[number]))
        for number, phone in enumerate(phones)
    ]
    for thread in threads:
        thread.start()
    while sum(map(len, answered)) < PEOPLE * OPENINGS // 4:
        time.sleep(0.02)
    first.kill()
    for thread in threads:
        thread.join()

    done = sum(map(len, answered))
    assert 0 < done < PEOPLE * OPENINGS, "the kill came in the middle"
    sent = Counter(applications(own_database))
    assert max(sent.values()) == 1
    assert set(keys(answered)) <= set(sent)

    second = Site(own_database.url, tmp_path)
    for phone in phones:
        apply_to_all(phone.moved_to(second.url), world, [])
    second.stop()

    sent = Counter(applications(own_database))
    assert len(sent) == PEOPLE * OPENINGS, "after the restart everybody can go on"
    assert max(sent.values()) == 1
    assert events(own_database) == PEOPLE * OPENINGS, "one step each, none half-written"


def keys(answered: list[list[int]]) -> list[tuple[int, int]]:
    return [(number, opening) for number, done in enumerate(answered) for opening in done]


def applications(database) -> list[tuple[int, int]]:
    """Return (number of the person, opening) of each application."""
    with database.session(write=False) as db:
        rows = db.exec(select(Application.person_id, Application.opening_id)).all()
        first = db.exec(select(func.min(Person.id))).one()
    # Counted from the first person there is: at the kill the first may have applied nowhere yet.
    return [(person - first, opening) for person, opening in rows]


def events(database) -> int:
    with database.session(write=False) as db:
        return len(db.exec(select(ApplicationEvent.id)).all())
