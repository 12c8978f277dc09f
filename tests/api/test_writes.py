"""Openings written by an enterprise's own system: with a key, by the rules of the workbook."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.schools import make_school
from tests.fixed_clock import NOW
from workforce.api import keys
from workforce.models import ApiKey, EnterpriseStatus, Opening, OpeningStatus, Role

PATH = "/api/v1/openings"
SEWING = {"code": "MAY-01", "title": "Công nhân may công nghiệp", "posts": 20}


@pytest.fixture
def firm(db):
    firm = make_enterprise(db)
    make_site(db, enterprise=firm)
    return firm


@pytest.fixture
def manager(db, firm):
    return make_account(db, Role.EMPLOYER, enterprise=firm)


@pytest.fixture
def send(db, client, manager):
    """Return how the enterprise's system sends records; the first call makes its key."""
    _key, secret = keys.make_key(db, account=manager, name="HRM", now=NOW)
    db.commit()

    def send(*items, secret=secret):
        return client.put(
            PATH, json={"items": items}, headers={"Authorization": f"Bearer {secret}"}
        )

    return send


def openings(db) -> list[Opening]:
    db.rollback()
    return list(db.exec(select(Opening).order_by(Opening.id)))


class TestKeys:
    @pytest.mark.parametrize("header", ["", "Bearer ", "Bearer khoa_sai", "Basic a2hvYQ=="])
    def test_without_a_right_one_nothing_is_taken(self, db, client, firm, header):
        answer = client.put(PATH, json={"items": [SEWING]}, headers={"Authorization": header})

        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert openings(db) == []

    def test_only_its_print_is_kept(self, db, manager):
        _key, secret = keys.make_key(db, account=manager, name="HRM", now=NOW)

        row = db.exec(select(ApiKey)).one()
        assert secret not in str(row.model_dump())

    def test_a_revoked_one_opens_nothing(self, db, send, manager):
        [key] = keys.keys_of(db, account=manager)
        keys.revoke(db, account=manager, key_id=key.id, now=NOW)
        db.commit()

        assert send(SEWING).status_code == 401

    def test_it_ends_with_who_made_it(self, db, send, manager):
        manager.is_active = False
        db.add(manager)
        db.commit()

        assert send(SEWING).status_code == 401

    def test_a_sixth_one_is_refused(self, db, manager):
        for number in range(keys.MOST_KEYS):
            keys.make_key(db, account=manager, name=str(number), now=NOW)

        with pytest.raises(keys.Conflict):
            keys.make_key(db, account=manager, name="one more", now=NOW)

    def test_nobody_revokes_another_owners(self, db, manager):
        key, _secret = keys.make_key(db, account=manager, name="HRM", now=NOW)
        stranger = make_account(db, Role.EMPLOYER, enterprise=make_enterprise(db))

        with pytest.raises(keys.NotFound):
            keys.revoke(db, account=stranger, key_id=key.id, now=NOW)

    def test_a_school_writes_no_openings(self, db, client):
        account = make_account(db, Role.SCHOOL, school=make_school(db))
        _key, secret = keys.make_key(db, account=account, name="SIS", now=NOW)
        db.commit()

        answer = client.put(
            PATH, json={"items": [SEWING]}, headers={"Authorization": f"Bearer {secret}"}
        )

        assert answer.status_code == 403


class TestWriting:
    def test_a_new_one_is_a_draft_unless_it_says_publish(self, db, send):
        answer = send(SEWING, SEWING | {"code": "MAY-02", "publish": True, "shifts": ["xoay_ca"]})

        assert answer.json["accepted"] == 2
        draft, posted = openings(db)
        assert (draft.status, posted.status) == (OpeningStatus.DRAFT, OpeningStatus.OPEN)
        assert posted.shifts == ["xoay_ca"]

    def test_sent_again_nothing_changes(self, db, send):
        send(SEWING)
        [before] = [one.model_dump() for one in openings(db)]

        answer = send(SEWING)

        assert (answer.json["duplicate"], answer.json["accepted"]) == (1, 0)
        assert [one.model_dump() for one in openings(db)] == [before]

    def test_the_same_code_changes_the_opening(self, db, send):
        send(SEWING)

        answer = send(SEWING | {"posts": 35, "wage_min_vnd": 7_500_000})

        assert answer.json["updated"] == 1
        [one] = openings(db)
        assert (one.posts, one.wage_min_vnd) == (35, 7_500_000)

    def test_each_record_is_accounted_for_and_the_good_ones_are_kept(self, db, send):
        past = {"code": "B", "title": "Lái xe nâng", "posts": 2, "deadline": "2020-01-01"}

        told = send(SEWING, past, SEWING).json

        assert [one["outcome"] for one in told["items"]] == ["accepted", "refused", "duplicate"]
        assert told["accepted"] + told["updated"] + told["duplicate"] + told["refused"] == 3
        [problem] = told["items"][1]["problems"]
        assert problem["field"] == "deadline"
        assert [one.title for one in openings(db)] == [SEWING["title"]]

    @pytest.mark.parametrize(
        ("item", "field"),
        [({"title": "May"}, "items.0.posts"), (SEWING | {"sex": "nữ"}, "items.0.sex"),
         (SEWING | {"posts": 0}, "items.0.posts")],
    )  # fmt: skip
    def test_what_no_field_takes_is_named_and_nothing_is_written(self, db, send, item, field):
        answer = send(item)

        assert answer.status_code == 422
        assert [one["field"] for one in answer.json["errors"]] == [field]
        assert openings(db) == []

    def test_another_enterprises_opening_of_that_code_stays_as_it_is(self, db, send):
        theirs = make_opening(db, title="Của công ty khác", import_key="ma:may-01")
        db.commit()

        send(SEWING)

        assert {one.title for one in openings(db)} == {theirs.title, SEWING["title"]}

    def test_a_suspended_enterprise_writes_nothing(self, db, send, firm):
        firm.status = EnterpriseStatus.SUSPENDED
        db.add(firm)
        db.commit()

        assert send(SEWING).status_code == 403
        assert openings(db) == []


class TestFeed:
    def put(self, client, db, manager, text: str):
        _key, secret = keys.make_key(db, account=manager, name="feed", now=NOW)
        db.commit()
        return client.put(
            f"{PATH}.xml", data=text.encode(), content_type="application/xml",
            headers={"Authorization": f"Bearer {secret}"},
        )  # fmt: skip

    def test_it_is_taken_like_json(self, db, client, manager):
        answer = self.put(
            client, db, manager,
            "<openings><opening><code>X1</code><title>Thợ điện</title><posts>3</posts>"
            "<deadline>2027-01-31</deadline></opening></openings>",
        )  # fmt: skip

        assert answer.json["accepted"] == 1
        [one] = openings(db)
        assert (one.title, one.posts, one.deadline) == ("Thợ điện", 3, dt.date(2027, 1, 31))

    @pytest.mark.parametrize(
        "text",
        ["<openings><opening>", '<!DOCTYPE x [<!ENTITY a "b">]><openings>&a;</openings>', ""],
    )
    def test_what_is_no_plain_xml_is_refused_in_words(self, db, client, manager, text):
        answer = self.put(client, db, manager, text)

        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
        assert openings(db) == []


class TestClosing:
    def test_by_its_code_with_a_reason_twice_is_once(self, db, client, manager, send):
        send(SEWING | {"publish": True})
        _key, secret = keys.make_key(db, account=manager, name="2", now=NOW)
        db.commit()

        for _ in range(2):
            answer = client.post_raw(
                f"{PATH}/closed", json={"code": "may-01", "reason": "Đã tuyển đủ"},
                headers={"Authorization": f"Bearer {secret}"},
            )  # fmt: skip
            assert answer.status_code == 204

        [one] = openings(db)
        assert (one.status, one.close_reason) == (OpeningStatus.CLOSED, "Đã tuyển đủ")

    def test_a_code_nobody_has_is_not_found(self, db, client, manager, send):
        _key, secret = keys.make_key(db, account=manager, name="2", now=NOW)
        db.commit()

        answer = client.post_raw(
            f"{PATH}/closed", json={"code": "khong", "reason": "x"},
            headers={"Authorization": f"Bearer {secret}"},
        )  # fmt: skip

        assert answer.status_code == 404


class TestKeyPages:
    def test_a_manager_makes_one_and_reads_it_once(self, db, sign_in, manager):
        browser = sign_in(manager)

        browser.post("/khoa-ket-noi/", data={"name": "Phần mềm nhân sự"})
        first, second = browser.get("/khoa-ket-noi/"), browser.get("/khoa-ket-noi/")

        assert "khoa_" in first.page.main.select_one("code.secret").text
        assert second.page.main.select_one("code.secret") is None
        assert "Phần mềm nhân sự" in second.page.main.text

    def test_a_colleague_who_is_no_manager_makes_none(self, db, sign_in, firm):
        clerk = make_account(db, Role.EMPLOYER, enterprise=firm, is_manager=False)

        assert sign_in(clerk).get("/khoa-ket-noi/").status_code == 403

    def test_a_revoked_one_leaves_the_page(self, db, sign_in, manager):
        key, _secret = keys.make_key(db, account=manager, name="Cũ", now=NOW)
        db.commit()
        browser = sign_in(manager)

        browser.post(f"/khoa-ket-noi/{key.id}/thu-hoi", page="/khoa-ket-noi/")

        assert "Cũ" not in browser.get("/khoa-ket-noi/").page.main.text
