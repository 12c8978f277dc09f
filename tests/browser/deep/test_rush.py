"""A rush on the running site: 200 people at once for 30 seats, 200 hires at once for 10 posts.

Over HTTP against gunicorn with four workers, as often as RUSHES says, on either database.
"""

import datetime as dt
import functools
import os
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session, col, select

from tests.browser.server import Site
from tests.database.fixtures import KINDS
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from workforce import clock, create_app
from workforce.accounts.sessions import TOKEN_KEY, open_session
from workforce.applications.actions import apply_to_opening
from workforce.enrolments.actions import leave
from workforce.models import (
    Account,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
    SeatOffer,
    SessionOrigin,
)
from workforce.settings import load_settings

pytestmark = pytest.mark.deep
RUSHES = int(os.environ.get("RUSHES", "20"))
PEOPLE, SEATS, POSTS, WORKERS = 200, 30, 10, 4
#: one for all: making a client costs more than a request. It keeps no cookies of its own.
CLIENT = httpx.Client(
    timeout=120, limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
    cookies=None,
)  # fmt: skip
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Visitor:
    """A browser of an account: its cookies and the token of its forms."""

    url: str
    cookies: dict[str, str]
    form: str
    token: str = ""

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def look(self) -> None:
        """Open the form. Its page may renew the cookie, and the token belongs to that."""
        page = CLIENT.get(self.url + self.form, headers=self.headers())
        assert page.status_code == 200, f"{self.form}: {page.status_code}"
        self.cookies |= dict(page.cookies)
        self.token = TOKEN.search(page.text).group(1)

    def send(self, data: dict[str, str]) -> int:
        answer = CLIENT.post(
            self.url + self.form, data={"csrf_token": self.token, **data}, headers=self.headers(),
        )  # fmt: skip
        return answer.status_code


@pytest.fixture(scope="module", params=KINDS)
def rushed(request, databases, tmp_path_factory):
    """The site with four workers on a database of one kind."""
    folder = tmp_path_factory.mktemp(f"rush-{request.param}")
    site = Site(databases.get(request.param).copy(), folder, workers=WORKERS)
    site.folder = folder
    yield site
    site.stop()


def visitor(site: Site, db: Session, account: Account, form: str) -> Visitor:
    """Return a signed-in browser, without the time that checking a password takes."""
    token = open_session(
        db, account=account, origin=SessionOrigin.PASSWORD, device="rush", now=now()
    )
    return Visitor(site.url, signed_cookie(site, {TOKEN_KEY: token, "_fresh": True}), form)


def now() -> dt.datetime:
    """The server's moment: the clock of the tests stands still, its own does not."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    return clock.local(now()).date()


@functools.cache
def signer(folder: Path):
    """Return what signs the site's session cookies, and the cookie's name."""
    app = create_app(
        load_settings(
            {**os.environ, "WORKFORCE_ENV": "test", "DATABASE_URL": "sqlite://",
             "INSTANCE_DIR": str(folder)}
        )
    )  # fmt: skip
    return app.session_interface.get_signing_serializer(app), app.config["SESSION_COOKIE_NAME"]


def signed_cookie(site: Site, values: dict[str, object]) -> dict[str, str]:
    """Return the site's own session cookie with these values."""
    serializer, name = signer(site.folder)
    return {name: serializer.dumps(values)}


def all_at_once(visitors: list[Visitor], data: dict[str, str]) -> Counter[int]:
    """Open everybody's form, then send all of them at the same moment; return statuses."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Visitor.look, visitors))
    start = threading.Barrier(len(visitors))

    def send(one: Visitor) -> int:
        start.wait(timeout=60)
        return one.send(data)

    with ThreadPoolExecutor(len(visitors)) as pool:
        return Counter(pool.map(send, visitors))


@pytest.mark.parametrize("turn", range(RUSHES))
def test_thirty_seats_are_given_once_and_the_list_is_in_order_of_arrival(rushed, turn, tell):
    day = today()
    with rushed.database.session(write=True) as db:
        intake = make_intake(
            db, course=make_course(db), seats=SEATS, starts_on=day + dt.timedelta(days=20)
        )
        form = f"/nguoi-tim-viec/dang-ky-hoc/{intake.id}"
        accounts = [make_account(db, person=make_person(db)) for _ in range(PEOPLE)]
        visitors = [visitor(rushed, db, one, form) for one in accounts]
        intake_id = intake.id
        db.commit()

    statuses = all_at_once(visitors, {})

    with rushed.database.session(write=False) as db:
        rows = db.exec(
            select(Enrolment).where(Enrolment.intake_id == intake_id).order_by(col(Enrolment.id))
        ).all()
        taken = db.get_one(Intake, intake_id).seats_taken
    tell(f"enrolments, turn {turn}: {dict(statuses)}, seats {taken}")
    assert statuses == {302: PEOPLE}
    assert Counter(one.status for one in rows) == {
        EnrolmentStatus.ACCEPTED: SEATS, EnrolmentStatus.WAITING: PEOPLE - SEATS,
    }  # fmt: skip
    assert taken == SEATS
    assert all(one.status == EnrolmentStatus.ACCEPTED for one in rows[:SEATS])
    assert offered_after(rushed, rows, leavers=5) == in_order_of_arrival(rows)[:5]


def in_order_of_arrival(rows: list[Enrolment]) -> list[int]:
    waiting = [one for one in rows if one.status == EnrolmentStatus.WAITING]
    return [one.id for one in sorted(waiting, key=lambda one: (one.updated_at, one.id))]


def offered_after(site: Site, rows: list[Enrolment], *, leavers: int) -> list[int]:
    """Let some of those with a seat go; return whom their seats are offered to, in order."""
    for one in [row for row in rows if row.status == EnrolmentStatus.ACCEPTED][:leavers]:
        with site.database.session(write=True) as db:
            leave(db, enrolment=db.get_one(Enrolment, one.id), by=make_account(db), now=now())
            db.commit()
    with site.database.session(write=False) as db:
        ids = [row.id for row in rows]
        offers = select(SeatOffer.enrolment_id).where(col(SeatOffer.enrolment_id).in_(ids))
        return list(db.exec(offers.order_by(col(SeatOffer.id))))


@pytest.mark.parametrize("turn", range(RUSHES))
def test_ten_posts_are_filled_once(rushed, turn, tell):
    day = today()
    with rushed.database.session(write=True) as db:
        enterprise = make_enterprise(db)
        opening = make_opening(
            db, site=make_site(db, enterprise=enterprise), posts=POSTS, posted_on=day,
            deadline=day + dt.timedelta(days=30),
        )  # fmt: skip
        visitors = []
        for _ in range(PEOPLE):
            application = apply_to_opening(
                db, person=make_person(db), opening=opening, sent_by=None, today=day, now=now()
            )
            clerk = make_account(db, Role.EMPLOYER, enterprise=enterprise)
            form = f"/doanh-nghiep/ho-so/{application.id}/nhan-viec"
            visitors.append(visitor(rushed, db, clerk, form))
        opening_id = opening.id
        db.commit()

    statuses = all_at_once(
        visitors, {"start_on": day.isoformat(), "contract": "unsaid", "tier": "C",},
    )  # fmt: skip

    with rushed.database.session(write=False) as db:
        confirmed = db.exec(
            select(PlacementEvent)
            .join(Placement, col(Placement.id) == col(PlacementEvent.placement_id))
            .where(
                Placement.opening_id == opening_id,
                PlacementEvent.kind == PlacementEventKind.EMPLOYER_CONFIRMED,
            )
        ).all()
    tell(f"hires, turn {turn}: {dict(statuses)}, confirmed {len(confirmed)}")
    assert len(confirmed) == POSTS
    assert statuses == {302: POSTS, 409: PEOPLE - POSTS}
