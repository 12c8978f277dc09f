"""The site for machines: what anybody may read, as the public pages show it."""

import datetime as dt

import pytest

from tests.factories.enterprises import make_declaration, make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.schools import make_course, make_intake
from tests.fixed_clock import TODAY
from workforce.models import EnterpriseStatus, OpeningStatus

SECRET = "0912345678"


def get(client, path: str, **headers: str):
    return client.get(f"/api{path}", headers=headers)


class TestOpenings:
    def test_an_open_one_says_what_its_page_says_and_not_who_posted_it(self, db, client):
        opening = make_opening(db, title="Thợ may", posts=3, contact=SECRET)
        db.commit()

        answer = get(client, "/v1/openings")

        [found] = answer.json["items"]
        assert (found["id"], found["title"], found["posts_left"]) == (opening.id, "Thợ may", 3)
        assert found["url"].endswith(f"/viec-lam/{opening.id}")
        assert SECRET not in answer.text
        assert "posted_by" not in found

    @pytest.mark.parametrize(
        "values", [{"status": OpeningStatus.DRAFT}, {"status": OpeningStatus.CLOSED},
                   {"deadline": TODAY - dt.timedelta(days=1), "posted_on": dt.date(2026, 1, 1)}],
    )  # fmt: skip
    def test_what_takes_nobody_is_not_there(self, db, client, values):
        make_opening(db, **values)
        db.commit()

        assert get(client, "/v1/openings").json["total"] == 0

    def test_those_of_a_suspended_enterprise_are_not_there(self, db, client):
        firm = make_enterprise(db, status=EnterpriseStatus.SUSPENDED)
        make_opening(db, site=make_site(db, enterprise=firm))
        db.commit()

        assert get(client, "/v1/openings").json["total"] == 0

    def test_pages_follow_each_other_and_lose_nothing(self, db, client):
        ids = {make_opening(db, title=f"Việc {number}").id for number in range(5)}
        db.commit()

        seen, path = [], "/v1/openings?per_page=2"
        while path:
            page = get(client, path).json
            seen += [one["id"] for one in page["items"]]
            path = page["next"] and page["next"].partition("/api")[2]

        assert sorted(seen) == sorted(ids)

    def test_the_best_for_words_without_marks_comes_first(self, db, client):
        make_opening(db, title="Công nhân may công nghiệp")
        make_opening(db, title="Lái xe nâng")
        db.commit()

        best, *_ = get(client, "/v1/openings?q=cong nhan may").json["items"]

        assert best["title"] == "Công nhân may công nghiệp"

    def test_only_those_that_pay_enough(self, db, client):
        make_opening(db, title="Ít", wage_min_vnd=5_000_000, wage_max_vnd=6_000_000)
        make_opening(db, title="Đủ", wage_min_vnd=8_000_000, wage_max_vnd=9_000_000)
        db.commit()

        found = get(client, "/v1/openings?wage_vnd=8000000").json["items"]

        assert [one["title"] for one in found] == ["Đủ"]

    def test_a_zone_nobody_knows_is_told_in_words(self, client):
        answer = get(client, "/v1/openings?zone=khong-co")

        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
        assert "/api/v1/zones" in answer.json["detail"]

    @pytest.mark.parametrize(
        ("query", "field"),
        [("page=0", "page"), ("per_page=1000", "per_page"), ("wage_vnd=x", "wage_vnd"),
         ("luong=8", "luong"), ("page=" + "9" * 30, "page")],
    )  # fmt: skip
    def test_what_it_does_not_take_is_named_field_by_field(self, client, query, field):
        answer = get(client, f"/v1/openings?{query}")

        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
        assert [one["field"] for one in answer.json["errors"]] == [field]


def test_who_has_the_newest_gets_no_second_copy(db, client):
    make_opening(db)
    db.commit()
    tag = get(client, "/v1/openings").headers["ETag"]

    again = get(client, "/v1/openings", **{"If-None-Match": tag})
    make_opening(db, title="Việc mới")
    db.commit()
    changed = get(client, "/v1/openings", **{"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200


def test_a_course_tells_its_intakes_and_their_seats(db, client):
    intake = make_intake(db, seats=30, course=make_course(db, title="May công nghiệp"))
    db.commit()

    [found] = get(client, "/v1/courses").json["items"]

    assert found["title"] == "May công nghiệp"
    assert [(one["starts_on"], one["seats_left"]) for one in found["intakes"]] == [
        (intake.starts_on.isoformat(), 30)
    ]


def test_every_zone_has_its_facts_with_their_sources(db, client):
    found = get(client, "/v1/zones?per_page=100").json

    assert found["total"] == len(found["items"]) > 0
    facts = [fact for zone in found["items"] for fact in zone["facts"]]
    assert facts
    assert all(fact["source"] for fact in facts)


def test_the_stock_of_one_enterprise_is_not_published(db, client):
    make_declaration(db, site=make_site(db), workers=700)
    db.commit()

    told = get(client, "/v1/statistics").json

    [stock] = [one for one in told["figures"] if one["id"] == "T5"]
    assert stock["value"] is None
    assert (stock["target_low"], stock["target_high"]) == (250_000, 280_000)
    assert all(one["workers"] is None for one in told["stock_by_zone"])
    assert "700" not in get(client, "/v1/statistics").text


def test_the_document_names_every_address_there_is(app, client):
    document = get(client, "/openapi.json").json

    live = {
        rule.rule.replace("<", "{").replace(">", "}").replace("id:", "")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    }
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == live
