"""The inbox, how to be told, and the links in messages, as people use them."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from tests.notices.conftest import make_reader, outside_of
from tests.notices.test_notify import tell
from tests.pages import words
from workforce.models import Channel, Delivery, Frequency, Notice, NoticeChoice, Role
from workforce.notices.delivery import drain
from workforce.notices.links import CONFIRM_SECONDS, stop_token

INBOX = "/tin-nhan"
CHOOSE = "/tin-nhan/cach-nhan"


@pytest.fixture
def channels(app, provider, monkeypatch):
    """Every way out is set up."""
    monkeypatch.setitem(app.extensions, "notifiers", dict.fromkeys(Channel, provider))


@pytest.fixture
def account(db):
    return make_account(db, person=make_person(db))


class TestInbox:
    @pytest.mark.parametrize("role", [Role.COMMUNE, Role.DEPARTMENT, Role.ADMIN, Role.SEEKER])
    def test_everybody_has_one(self, db, sign_in, role):
        account = make_account(db, role)
        tell(db, account)

        page = sign_in(account).get(INBOX).page

        assert "Hồ sơ nộp vào “Công nhân may” có tin mới." in words(page.main)

    def test_the_header_says_how_many_are_new(self, db, sign_in, account):
        browser = sign_in(account)
        assert browser.get(INBOX).page.select_one(".count") is None
        tell(db, account)
        tell(db, account)

        assert words(browser.get(INBOX).page.select_one(".count")) == "2 tin mới"

    def test_opening_one_marks_it_read_and_leads_there(self, db, sign_in, account):
        notice = tell(db, account)
        browser = sign_in(account)

        answer = browser.post(f"/tin-nhan/{notice.id}/xem", page=INBOX)

        assert answer.status_code == 302
        assert answer.location == "/nguoi-tim-viec/viec-da-nop"
        db.expire_all()
        assert db.get(Notice, notice.id).read_at == NOW

    def test_looking_at_the_list_marks_nothing(self, db, sign_in, account):
        notice = tell(db, account)
        sign_in(account).get(INBOX)

        db.expire_all()
        assert db.get(Notice, notice.id).read_at is None

    def test_somebody_elses_is_not_there(self, db, sign_in, account):
        browser = sign_in(account)
        notice = tell(db, make_person(db))
        assert "Công nhân may" not in browser.get(INBOX).text

        tell(db, account)
        token = browser.token("/tin-nhan/da-doc", page=INBOX)
        answer = browser.post_raw(f"/tin-nhan/{notice.id}/xem", data={"csrf_token": token})

        assert answer.status_code == 404

    def test_all_can_be_marked_at_once(self, db, sign_in, account):
        tell(db, account)
        tell(db, account)
        browser = sign_in(account)

        browser.post("/tin-nhan/da-doc", page=INBOX)

        assert browser.get(INBOX).page.select_one(".count") is None


class TestChoosing:
    def test_nothing_is_chosen_for_anybody(self, sign_in, account, channels):
        page = sign_in(account).get(CHOOSE).page

        chosen = [box["value"] for box in page.select("input[type=radio][checked]")]
        assert chosen == ["site"]

    def test_without_a_gateway_the_page_says_so(self, sign_in, account):
        page = sign_in(account).get(CHOOSE).page

        assert "Hiện trang chưa gửi SMS, Zalo hay e-mail." in words(page.main)
        assert page.select("input[name=channel]") == []

    def test_a_choice_is_kept(self, db, sign_in, account, channels):
        answer = sign_in(account).post(CHOOSE, data={"frequency": "daily", "channel": "zalo"})

        assert answer.status_code == 302
        choice = db.get(NoticeChoice, account.id)
        assert (choice.frequency, choice.channel) == (Frequency.DAILY, Channel.ZALO)
        assert not choice.wants_openings

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"frequency": "daily"}, "channel"),
            ({"frequency": "daily", "channel": "email"}, "email"),
            ({"frequency": "daily", "channel": "email", "email": "ai đó"}, "email"),
        ],
    )
    def test_what_is_missing_is_said_beside_its_field(
        self, db, sign_in, account, channels, data, field
    ):
        answer = sign_in(account).post(CHOOSE, data=data)

        assert answer.status_code == 422
        assert answer.page.select_one(f"#{field}-error")
        assert db.get(NoticeChoice, account.id) is None

    def test_a_number_nobody_confirmed_cannot_be_chosen(self, db, sign_in, channels):
        account = make_account(db, person=make_person(db), unverified=True)
        answer = sign_in(account).post(CHOOSE, data={"frequency": "daily", "channel": "sms"})

        assert answer.status_code == 422
        assert "chưa xác minh" in words(answer.page.main)


class TestStopLink:
    def address(self, app, account) -> str:
        return f"/thoi-nhan/{stop_token(app.extensions['settings'].secret_key, account.id)}"

    def test_it_works_signed_out_with_one_tap(self, app, db, client):
        account = make_reader(db)
        tell(db, account)
        address = self.address(app, account)
        page = client.get(address).page
        assert len(page.select("main form button")) == 1

        answer = client.post(address)

        assert answer.status_code == 302
        db.expire_all()
        assert db.get(NoticeChoice, account.id).frequency == Frequency.SITE
        assert "không gửi tin nhắn cho anh/chị nữa" in client.get(address).text

    def test_looking_at_it_stops_nothing(self, app, db, client):
        account = make_reader(db)
        client.get(self.address(app, account))

        db.expire_all()
        assert db.get(NoticeChoice, account.id).frequency == Frequency.AT_ONCE

    def test_it_tells_nothing_about_the_person(self, app, db, client):
        account = make_reader(db)
        text = client.get(self.address(app, account)).text

        assert account.display_name not in text
        assert account.phone not in text

    @pytest.mark.parametrize("token", ["1", "MQ.sai", "MQ." + "a" * 27])
    def test_a_token_nobody_signed_opens_nothing(self, client, token):
        assert client.get(f"/thoi-nhan/{token}").status_code == 404

    def test_it_signs_nobody_in(self, app, db, client):
        account = make_reader(db)
        client.post(self.address(app, account))

        assert client.get(INBOX).status_code == 302


class TestEmail:
    @pytest.fixture
    def send(self, app, database, provider):
        """Send what waits, outside any request as the worker does."""

        def send() -> dict[str, int]:
            secret_key = app.extensions["settings"].secret_key
            outside = replace(outside_of(database.session, provider), secret_key=secret_key)
            with app.app_context():
                return drain(outside)

        return send

    @pytest.fixture
    def asked(self, sign_in, account, channels, send, provider):
        """The account gave an address; the link in the mail that asks about it."""
        sign_in(account).post(
            CHOOSE, data={"frequency": "at_once", "channel": "email", "email": "a@example.com"}
        )
        send()
        return "/" + provider.tries[-1].text.split("example/")[1].split()[0]

    def test_the_address_is_not_kept_in_clear(self, db, asked):
        choice = db.exec(select(NoticeChoice)).one()

        assert b"example" not in choice.email_encrypted
        assert "example.com" not in str(db.exec(select(Delivery)).one())

    def test_until_it_is_confirmed_no_news_go_there(
        self, db, account, asked, send, provider, client
    ):
        tell(db, account)
        assert send() == {"given_up": 1}

        client.get(asked)
        db.expire_all()
        assert db.exec(select(NoticeChoice)).one().email_confirmed_at is None
        assert client.post(asked).status_code == 302

        db.expire_all()
        assert db.exec(select(NoticeChoice)).one().email_confirmed_at == NOW
        tell(db, account)
        assert send() == {"sent": 1}
        assert provider.tries[-1].address == "a@example.com"

    def test_an_address_changed_since_cannot_be_confirmed_by_the_old_link(
        self, sign_in, account, asked, client
    ):
        sign_in(account).post(
            CHOOSE, data={"frequency": "at_once", "channel": "email", "email": "b@example.com"}
        )

        assert client.get(asked).status_code == 404

    def test_nobody_fills_letter_boxes_from_here(self, sign_in, account, asked):
        browser = sign_in(account)
        answers = [
            browser.post(
                CHOOSE,
                data={"frequency": "at_once", "channel": "email", "email": f"{n}@example.com"},
            ).status_code
            for n in range(5)
        ]

        assert answers == [302, 302, 302, 302, 422]

    def test_the_link_grows_old(self, asked, client, monkeypatch):
        late = time.time() + CONFIRM_SECONDS + dt.timedelta(minutes=1).total_seconds()
        monkeypatch.setattr(time, "time", lambda: late)

        assert client.get(asked).status_code == 404
