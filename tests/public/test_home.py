"""The first page is true, useful without an account, and small."""

import gzip

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import new_commune
from tests.pages import words
from workforce.models import Role

SMALL = 50 * 1024


def titles(page):
    return [words(title) for title in page.select(".card-title")]


def test_home_offers_one_search_box_that_leads_to_the_jobs(client):
    page = client.get("/").page
    form = page.select_one("form[role=search]")
    assert form["action"] == "/viec-lam"
    assert form.select_one("input[name=q]")


def test_home_shows_open_jobs_and_courses_and_counts_them(client, database):
    db = database.arranging()
    make_opening(db, title="Thợ hàn", posts=7)
    make_opening(db, title="Nháp", draft=True)
    make_opening(db, title="Hết hạn", expired=True)
    make_intake(db, course=make_course(db, title="Hàn hồ quang"), seats=12)
    page = client.get("/").page
    assert "Thợ hàn" in titles(page)
    assert "Hàn hồ quang" in titles(page)
    assert not {"Nháp", "Hết hạn"} & set(titles(page))
    figures = [words(figure) for figure in page.select(".figures li")]
    assert figures[0].startswith("1 tin đang tuyển")
    assert figures[1].startswith("7 người cần tuyển")
    assert figures[3].startswith("12 chỗ học còn trống")


def test_counts_of_sample_data_say_so(client, database):
    make_opening(database.arranging(), is_sample=True)
    assert "dữ liệu mẫu" in words(client.get("/").page.select_one(".figures"))


def test_somebody_signed_in_sees_the_nearest_job_first(client, database, sign_in):
    db = database.arranging()
    far = make_site(
        db, outside_zones=True, unit_id=new_commune(db, "Xã Trần Đề").id, lat=9.5214, lon=106.1993
    )
    make_opening(db, title="Gần nhà")
    make_opening(db, title="Ở xa", site=far)
    person = make_person(db)
    sign_in(make_account(db, role=Role.SEEKER, person_id=person.id))
    page = client.get("/").page
    assert titles(page)[:2] == ["Gần nhà", "Ở xa"]
    assert "cách nhà khoảng" in words(page.select_one(".card"))


def test_home_without_any_job_says_what_to_do(client):
    page = client.get("/").page
    assert "Chưa có việc nào đang tuyển" in words(page.select_one(".empty"))


def test_home_works_with_the_cookie_of_an_ended_session(client):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "phiên đã hết"
    assert client.get("/").status_code == 200


def test_home_is_small(client, database):
    db = database.arranging()
    for number in range(8):
        make_opening(db, title=f"Việc số {number}")
    assert len(gzip.compress(client.get("/").data)) < SMALL


def test_a_stranger_finds_the_way_to_register_beside_the_search(client):
    links = {words(link): link["href"] for link in client.get("/").page.select(".hero a")}

    assert links == {"Chưa có tài khoản? Đăng ký": "/tai-khoan/dang-ky"}


def test_who_is_signed_in_is_not_asked_to_register(client, database, sign_in):
    sign_in(make_account(database.arranging()))

    assert client.get("/").page.select(".hero a") == []
