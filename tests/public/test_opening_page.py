"""One job: what it says, what it leaves out, what happens when it is closed."""

import json

import pytest

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.pages import words
from workforce.models import Role


def structured(page):
    return json.loads(page.select_one("script[type='application/ld+json']").string)


def test_a_job_says_pay_place_hours_posts_and_days_left(client, database):
    opening = make_opening(database.arranging())
    main = words(client.get(f"/viec-lam/{opening.id}").page.main)
    for said in (
        "7–9 triệu/tháng", "KCN An Nghiệp", "Xã An Ninh", "Giờ hành chính, nghỉ Chủ nhật",
        "Còn tuyển 10 người", "còn 20 ngày", "Có xe đưa đón", "Doanh nghiệp đã xác minh",
        "Tìm việc ở đây không mất tiền",
    ):  # fmt: skip
        assert said in main


def test_the_apply_button_leads_to_applying(client, database):
    opening = make_opening(database.arranging())
    page = client.get(f"/viec-lam/{opening.id}").page
    assert [words(link) for link in page.select("main .action-bar a")] == ["Nộp hồ sơ"]
    target = client.get(page.select_one("main .action-bar a")["href"])
    assert target.status_code == 302
    assert "/dang-nhap" in target.location


def test_an_employer_is_not_asked_to_apply(client, database, sign_in):
    db = database.arranging()
    opening = make_opening(db)
    sign_in(make_account(db, role=Role.EMPLOYER, enterprise_id=opening.enterprise_id))
    assert not client.get(f"/viec-lam/{opening.id}").page.select("main .action-bar")


def test_an_unverified_enterprise_carries_no_mark(client, database):
    db = database.arranging()
    opening = make_opening(db, site=make_site(db, enterprise=make_enterprise(db, pending=True)))
    main = words(client.get(f"/viec-lam/{opening.id}").page.main)
    assert "Doanh nghiệp chưa xác minh" in main
    assert "Doanh nghiệp đã xác minh" not in main


def test_what_the_employer_typed_cannot_become_markup(client, database):
    attack = "</script><script>alert(1)</script>"
    opening = make_opening(database.arranging(), title=attack, description=attack)
    page = client.get(f"/viec-lam/{opening.id}").page
    assert words(page.h1) == attack
    assert structured(page)["title"] == attack


@pytest.mark.parametrize("kind", [{"expired": True}, {"closed": True}, {"status": "filled"}])
def test_a_closed_job_is_gone_and_shows_what_is_like_it(client, database, kind):
    db = database.arranging()
    make_opening(db, title="Thợ may chuyền mẫu")
    closed = make_opening(db, title="Đã đóng", **kind)
    response = client.get(f"/viec-lam/{closed.id}")
    assert response.status_code == 410
    assert "Thợ may chuyền mẫu" in words(response.page.main)
    assert not response.page.select("script[type='application/ld+json']")


def test_the_job_of_a_suspended_enterprise_is_gone(client, database):
    db = database.arranging()
    site = make_site(db, enterprise=make_enterprise(db, suspended=True))
    assert client.get(f"/viec-lam/{make_opening(db, site=site).id}").status_code == 410


def test_a_draft_and_an_unknown_job_do_not_exist(client, database):
    draft = make_opening(database.arranging(), draft=True)
    assert client.get(f"/viec-lam/{draft.id}").status_code == 404
    assert client.get("/viec-lam/2147483647").status_code == 404


def test_search_engines_get_every_field_they_require(client, database):
    opening = make_opening(database.arranging())
    data = structured(client.get(f"/viec-lam/{opening.id}").page)
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Công nhân may công nghiệp"
    assert data["description"].startswith("<p>May công đoạn")
    assert data["datePosted"] == "2026-08-28"
    assert data["validThrough"] == "2026-09-27T23:59:59+07:00"
    assert data["hiringOrganization"]["name"] == "Công ty May Mẫu"
    assert data["jobLocation"]["address"]["addressLocality"] == "Xã An Ninh"
    assert data["jobLocation"]["address"]["addressCountry"] == "VN"
    assert data["baseSalary"]["currency"] == "VND"
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 7_000_000,
        "maxValue": 9_000_000,
    }  # fmt: skip
    assert data["employmentType"] == ["FULL_TIME"]
    assert data["totalJobOpenings"] == 10


def test_what_is_unknown_is_left_out_of_the_structured_data(client, database):
    opening = make_opening(
        database.arranging(), wage_min_vnd=None, wage_max_vnd=None, deadline=None,
        contract_type=None, contract_months=None,
    )  # fmt: skip
    data = structured(client.get(f"/viec-lam/{opening.id}").page)
    assert not {"baseSalary", "validThrough", "employmentType", "jobStartDate"} & data.keys()


def test_a_link_sent_to_a_friend_shows_title_pay_and_place(client, database):
    opening = make_opening(database.arranging())
    page = client.get(f"/viec-lam/{opening.id}").page
    shared = {tag["property"]: tag["content"] for tag in page.select("meta[property^=og]")}
    assert shared["og:title"] == "Công nhân may công nghiệp"
    assert "7–9 triệu/tháng" in shared["og:description"]
    assert "KCN An Nghiệp" in shared["og:description"]


def test_sample_jobs_are_marked_and_kept_from_search_engines(client, database):
    opening = make_opening(database.arranging(), is_sample=True)
    page = client.get(f"/viec-lam/{opening.id}").page
    assert "Dữ liệu mẫu" in words(page.main)
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert f"/viec-lam/{opening.id}" not in client.get("/sitemap.xml").text


def test_real_jobs_are_in_the_sitemap(client, database):
    opening = make_opening(database.arranging())
    assert f"/viec-lam/{opening.id}</loc>" in client.get("/sitemap.xml").text
