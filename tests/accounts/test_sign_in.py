"""Signing in and out: one answer for everybody, sessions that end, no free tries."""

import re

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from workforce import create_app
from workforce.accounts import passwords
from workforce.models import (
    Account,
    Attempt,
    OneTimeCode,
    OutboxMessage,
    Role,
    SessionOrigin,
    SignInSession,
)

SIGN_IN = "/tai-khoan/dang-nhap"
ENTER_CODE = "/tai-khoan/nhap-ma"
ACCOUNT = "/tai-khoan/cua-toi"
PASSWORD = "com-tam-trau-nuoc"
PHONE = "0912345678"


@pytest.fixture
def seeker(db):
    return make_account(db, phone="+84912345678", password_hash=passwords.hash_password(PASSWORD))


@pytest.fixture
def type_password(client):
    def send(password=PASSWORD, phone=PHONE, browser=client, **kwargs):
        data = {"phone": phone, "password": password}
        return browser.post(SIGN_IN, data=data, **kwargs)

    return send


def code_in_outbox(app, db):
    """Return the six digits of the newest message."""
    message = db.exec(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    text = app.extensions["data_key"].decrypt(
        message.body_encrypted, column="outbox_message.body", row=message.id
    )
    assert re.fullmatch(r"Mã của anh/chị: \d{6}", text)
    return text[-6:]


def cookie_of(browser):
    return browser.get_cookie("phien").value


class TestPassword:
    def test_it_opens_the_account(self, seeker, type_password, client):
        answer = type_password()

        assert answer.status_code == 302
        assert client.get(ACCOUNT).status_code == 200

    def test_the_way_the_number_is_written_does_not_matter(self, seeker, type_password):
        assert type_password(phone="+84 912 345 678").status_code == 302

    def test_a_wrong_one_and_an_unknown_number_get_the_same_page(self, seeker, type_password):
        wrong = type_password(password="sai-mat-khau")
        unknown = type_password(phone="0987654321")

        assert wrong.status_code == unknown.status_code == 422
        hide = lambda answer: re.sub(r'value="[^"]*"', "", answer.text)  # noqa: E731
        assert hide(wrong) == hide(unknown)

    def test_an_unknown_number_costs_the_same_work(self, seeker, type_password, monkeypatch):
        verified = []
        real = passwords._hasher

        class Counting:
            def verify(self, stored, typed):
                verified.append(stored.split("$")[3])
                return real.verify(stored, typed)

            check_needs_rehash = real.check_needs_rehash
            hash = real.hash

        monkeypatch.setattr(passwords, "_hasher", Counting())
        type_password(password="sai-mat-khau")
        type_password(phone="0987654321")

        assert verified == ["m=19456,t=2,p=1"] * 2

    def test_it_does_not_open_an_account_without_a_password(self, db, type_password):
        make_account(db, phone="+84987654321", password_hash="")

        assert type_password(phone="0987654321", password="x").status_code == 422

    def test_a_disabled_account_stays_closed(self, db, seeker, type_password):
        seeker.is_active = False
        db.add(seeker)

        assert type_password().status_code == 422

    def test_an_old_hash_is_renewed(self, db, type_password):
        from argon2 import PasswordHasher

        old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
        account = make_account(db, phone="+84987654321", password_hash=old)

        assert type_password(phone="0987654321").status_code == 302
        db.refresh(account)
        assert "m=19456,t=2,p=1" in account.password_hash

    def test_an_empty_one_says_what_to_do(self, seeker, type_password):
        answer = type_password(password="")

        assert answer.status_code == 422
        assert "Nhận mã" in answer.page.select_one(".error-summary").text

    @pytest.mark.parametrize("typed", ["12", "abc", "0912", "\x00", "0912345678901234567890"])
    def test_no_number_is_a_sentence_and_keeps_what_was_typed(self, seeker, type_password, typed):
        answer = type_password(phone=typed)

        assert answer.status_code == 422
        assert answer.page.select_one(".error-summary")


class TestWhereItLeads:
    @pytest.mark.parametrize(
        ("role", "path"),
        [(Role.COMMUNE, "/can-bo/"), (Role.DEPARTMENT, "/so/"), (Role.ADMIN, "/quan-tri/")],
    )
    def test_home_is_the_first_page_of_the_role(self, db, sign_in, role, path):
        browser = sign_in(make_account(db, role))

        assert browser.get("/tai-khoan/").location.startswith(path[:4])

    def test_it_goes_on_to_where_the_person_wanted_to_go(self, seeker, client):
        data = {"phone": PHONE, "password": PASSWORD}
        answer = client.post(f"{SIGN_IN}?tiep=/viec-lam?q=may", data=data)

        assert answer.location == "/viec-lam?q=may"

    @pytest.mark.parametrize(
        "target",
        [
            "//evil.example", "///evil.example", "////evil.example/%2f..", "/\\evil.example",
            "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "https://evil.example",
            "https:evil.example", "https:/evil.example", "http:///evil.example",
            "HTTPS://EVIL.EXAMPLE", "javascript:alert(1)", "data:text/html,x", "//%65vil.example",
            "/\tevil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example",
            " //evil.example", "%2f%2fevil.example", "//evil.example@127.0.0.1", "/%0d//evil\x0b",
            "evil.example", "@evil.example", ".evil.example", "//[::1]", "/ /evil.example",
            "?tiep=//evil.example", "#//evil.example", "\u3002evil.example", "//evil\u3002example",
            "/\u00a0/evil.example\\", "mailto:a@evil.example", "ftp://evil.example", "\x00//evil",
            "http:\\\\evil.example", "/\x00/evil.example", "////", "\\evil.example",
        ],
    )  # fmt: skip
    def test_it_never_leads_off_the_site(self, seeker, client, target):
        data = {"phone": PHONE, "password": PASSWORD}
        token = client.token(SIGN_IN, page=SIGN_IN)
        answer = client.post_raw(
            SIGN_IN, query_string={"tiep": target}, data={**data, "csrf_token": token}
        )

        assert answer.status_code == 302
        assert answer.location.startswith("/")
        assert "evil" not in answer.location
        assert not answer.location.startswith(("//", "/\\"))


class TestSessions:
    def test_the_token_changes_at_sign_in(self, seeker, type_password, client):
        client.get(SIGN_IN)
        before = cookie_of(client)

        type_password()

        assert cookie_of(client) != before

    def test_a_session_planted_before_is_not_the_one_signed_in(
        self, seeker, type_password, client, new_client
    ):
        client.get(SIGN_IN)
        planted = cookie_of(client)
        type_password()

        thief = new_client()
        thief.set_cookie("phien", planted)
        assert thief.get(ACCOUNT).status_code == 302

    def test_signing_out_kills_a_copied_cookie(self, seeker, type_password, client, new_client):
        type_password()
        thief = new_client()
        thief.set_cookie("phien", cookie_of(client))
        assert thief.get(ACCOUNT).status_code == 200

        client.post("/tai-khoan/dang-xuat", page=ACCOUNT)

        assert thief.get(ACCOUNT).status_code == 302
        assert client.get(ACCOUNT).status_code == 302

    def test_disabling_the_account_kills_its_sessions(self, db, seeker, type_password, client):
        type_password()
        seeker.is_active = False
        db.add(seeker)

        assert client.get(ACCOUNT).status_code == 302

    def test_signing_in_again_ends_the_session_before(
        self, db, seeker, type_password, client, new_client
    ):
        type_password()
        copy = new_client()
        copy.set_cookie("phien", cookie_of(client))
        token = client.token("/tai-khoan/dang-xuat", page=ACCOUNT)

        data = {"phone": PHONE, "password": PASSWORD, "csrf_token": token}
        assert client.post_raw(SIGN_IN, data=data).status_code == 302

        assert copy.get(ACCOUNT).status_code == 302

    @pytest.mark.parametrize(
        ("role", "idle"), [(Role.COMMUNE, {"minutes": 31}), (Role.SEEKER, {"days": 15})]
    )
    def test_one_that_rests_too_long_ends(self, db, sign_in, fixed_clock, role, idle):
        browser = sign_in(make_account(db, role))
        assert browser.get(ACCOUNT).status_code == 200

        fixed_clock.advance(**idle)

        assert browser.get(ACCOUNT).status_code == 302

    def test_staff_sign_in_anew_each_day_however_busy(self, db, sign_in, fixed_clock):
        browser = sign_in(make_account(db, Role.COMMUNE))
        for _ in range(25):
            fixed_clock.advance(minutes=29)
            browser.get(ACCOUNT)

        assert browser.get(ACCOUNT).status_code == 302

    def test_a_device_is_listed_and_signed_out_alone(self, db, seeker, sign_in, new_client):
        here, there = sign_in(seeker, new_client()), sign_in(seeker, new_client())
        rows = db.exec(select(SignInSession).order_by(SignInSession.id)).all()
        page = here.get("/tai-khoan/thiet-bi")
        assert len(page.page.select(".due-list li")) == 2

        here.post(f"/tai-khoan/thiet-bi/{rows[1].id}/dang-xuat", page="/tai-khoan/thiet-bi")

        assert there.get(ACCOUNT).status_code == 302
        assert here.get(ACCOUNT).status_code == 200

    def test_somebody_elses_device_is_not_found(self, db, seeker, sign_in, new_client):
        other = sign_in(make_account(db), new_client())
        row = db.exec(select(SignInSession)).one()
        mine = sign_in(seeker, new_client())
        sign_in(seeker, new_client())
        token = mine.get("/tai-khoan/thiet-bi").page.select_one("input[name=csrf_token]")["value"]

        answer = mine.post_raw(
            f"/tai-khoan/thiet-bi/{row.id}/dang-xuat", data={"csrf_token": token}
        )

        assert answer.status_code == 404
        assert other.get(ACCOUNT).status_code == 200

    def test_all_others_are_signed_out_at_once(self, seeker, sign_in, new_client):
        here, there = sign_in(seeker, new_client()), sign_in(seeker, new_client())

        here.post("/tai-khoan/thiet-bi/dang-xuat-het", page="/tai-khoan/thiet-bi")

        assert there.get(ACCOUNT).status_code == 302
        assert here.get(ACCOUNT).status_code == 200


class TestLimits:
    def fail(self, browser, times, phone=PHONE, address="203.0.113.5"):
        where = {"REMOTE_ADDR": address}
        token = browser.token(SIGN_IN, page=SIGN_IN)
        data = {"phone": phone, "password": "sai-mat-khau", "csrf_token": token}
        return [
            browser.post_raw(SIGN_IN, data=data, environ_overrides=where).status_code
            for _ in range(times)
        ]

    def test_the_eleventh_failure_in_five_minutes_waits(self, seeker, client, fixed_clock):
        assert self.fail(client, 11) == [422] * 10 + [429]

        fixed_clock.advance(minutes=5)

        assert self.fail(client, 1) == [422]

    def test_the_answer_says_when_to_try_again(self, seeker, client, type_password, fixed_clock):
        self.fail(client, 10)
        fixed_clock.advance(minutes=2)

        answer = type_password()

        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "300"
        assert "sau 3 phút" in answer.page.select_one(".error-summary").text

    def test_the_right_password_waits_too(self, seeker, client, type_password):
        self.fail(client, 10)

        assert type_password().status_code == 429

    def test_a_number_nobody_has_waits_alike(self, client):
        assert self.fail(client, 11, phone="0987654321") == [422] * 10 + [429]

    def test_the_account_is_counted_over_all_addresses(self, seeker, client):
        self.fail(client, 6)

        assert self.fail(client, 5, address="203.0.113.77") == [422] * 4 + [429]

    def test_the_address_is_counted_over_all_numbers(self, client):
        self.fail(client, 10, phone="0987654321")

        assert self.fail(client, 1, phone="0987654322") == [429]

    def test_a_forged_forwarding_header_does_not_help(self, client):
        self.fail(client, 10, phone="0987654321")
        token = client.token(SIGN_IN, page=SIGN_IN)
        answer = client.post_raw(
            SIGN_IN,
            data={"phone": "0987654322", "password": "x", "csrf_token": token},
            headers={"X-Forwarded-For": "198.51.100.9"},
            environ_overrides={"REMOTE_ADDR": "203.0.113.5"},
        )

        assert answer.status_code == 429

    def test_signing_in_does_not_use_up_tries(self, seeker, type_password, new_client):
        for _ in range(12):
            assert type_password(browser=new_client()).status_code == 302

    def test_two_workers_count_together(self, seeker, client, app, prepared, database):
        second = create_app(prepared.settings(database.url), database)
        second.test_client_class = type(client)
        other = second.test_client()

        assert self.fail(client, 6) + self.fail(other, 5) == [422] * 10 + [429]

    def test_a_try_is_counted_even_if_the_request_breaks(self, db, seeker, client, monkeypatch):
        def broken(*_args):
            raise RuntimeError("the machine stops here")

        monkeypatch.setattr(passwords, "matches", broken)
        token = client.token(SIGN_IN, page=SIGN_IN)
        data = {"phone": PHONE, "password": PASSWORD, "csrf_token": token}
        with pytest.raises(RuntimeError):
            client.post_raw(SIGN_IN, data=data)

        assert len(db.exec(select(Attempt)).all()) == 2

    def test_neither_number_nor_address_is_kept_in_clear(self, db, seeker, client):
        self.fail(client, 1)

        kept = " ".join(attempt.bucket for attempt in db.exec(select(Attempt)))
        assert "912345678" not in kept
        assert "203.0.113.5" not in kept


class TestCodes:
    @pytest.fixture
    def ask(self, client):
        def ask(phone=PHONE, browser=client):
            return browser.post(SIGN_IN, data={"phone": phone, "password": "", "ask": "1"})

        return ask

    @pytest.fixture
    def enter(self, client):
        def enter(code, phone=PHONE, browser=client):
            return browser.post(ENTER_CODE, data={"phone": phone, "code": code})

        return enter

    def test_it_opens_the_account_once(self, app, db, seeker, client, ask, enter):
        ask()
        code = code_in_outbox(app, db)

        assert enter(code).status_code == 302
        assert client.get(ACCOUNT).status_code == 200
        assert db.exec(select(SignInSession)).one().origin == SessionOrigin.CODE
        assert enter(code).status_code == 422

    def test_spaces_in_it_do_not_matter(self, app, db, seeker, ask, enter):
        ask()
        code = code_in_outbox(app, db)

        assert enter(f"{code[:3]} {code[3:]}").status_code == 302

    def test_the_answer_is_the_same_for_a_number_nobody_has(self, db, seeker, new_client, ask):
        known = ask(browser=(one := new_client()))
        unknown = ask(phone="0987654321", browser=(two := new_client()))

        assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
        hide = lambda answer: re.sub(r'value="[^"]*"', "", answer.text)  # noqa: E731
        assert hide(one.get(ENTER_CODE)) == hide(two.get(ENTER_CODE))
        assert len(db.exec(select(OneTimeCode)).all()) == 1

    def test_it_ends_after_ten_minutes(self, app, db, seeker, ask, enter, fixed_clock):
        ask()
        code = code_in_outbox(app, db)
        fixed_clock.advance(minutes=10)

        assert enter(code).status_code == 422

    def test_five_wrong_tries_end_it(self, app, db, seeker, ask, enter):
        ask()
        code = code_in_outbox(app, db)
        wrong = f"{(int(code) + 1) % 1_000_000:06d}"
        for _ in range(5):
            assert enter(wrong).status_code == 422

        assert enter(code).status_code == 422

    def test_a_new_one_replaces_the_old(self, app, db, seeker, ask, enter):
        ask()
        first = code_in_outbox(app, db)
        ask()

        assert enter(first).status_code == 422
        assert enter(code_in_outbox(app, db)).status_code == 302

    def test_another_persons_does_not_open_mine(self, app, db, seeker, ask, enter):
        make_account(db, phone="+84987654321")
        ask(phone="0987654321")

        assert enter(code_in_outbox(app, db)).status_code == 422

    def test_asking_too_often_waits(self, db, seeker, ask):
        assert [ask().status_code for _ in range(6)] == [302] * 5 + [429]

    def test_neither_code_nor_message_is_kept_in_clear(self, app, db, seeker, ask):
        ask()
        code = code_in_outbox(app, db)

        assert code not in db.exec(select(OneTimeCode)).one().code_hash
        assert code.encode() not in db.exec(select(OutboxMessage)).one().body_encrypted

    def test_one_read_out_by_staff_marks_the_session(self, app, db, seeker, ask, enter):
        ask()
        row = db.exec(select(OneTimeCode)).one()
        row.read_out_by = make_account(db, Role.COMMUNE).id
        db.add(row)

        enter(code_in_outbox(app, db))

        assert db.exec(select(SignInSession)).one().origin == SessionOrigin.DESK_CODE

    def test_after_a_forgotten_password_comes_a_new_one(self, app, db, seeker, client, enter):
        client.post("/tai-khoan/quen-mat-khau", data={"phone": PHONE})

        answer = enter(code_in_outbox(app, db))
        assert answer.location == "/tai-khoan/mat-khau"
        client.post("/tai-khoan/mat-khau", data={"password": "ba tu khong lien quan"})

        account = db.exec(select(Account).where(Account.id == seeker.id)).one()
        db.refresh(account)
        assert passwords.matches(account.password_hash, "ba tu khong lien quan")
