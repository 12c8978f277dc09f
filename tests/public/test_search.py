"""The list of jobs: words, conditions, order, pages, and what may be let go."""

import pytest

from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.pages import words
from tests.public.results import chips, titles


@pytest.mark.parametrize("query", ["công nhân may", "cong nhan may", "cn may", "công nhân mya"])
def test_words_find_a_job_however_they_are_spelt(search, jobs, query):
    assert titles(search(q=query))[0] == "Công nhân may"


def test_a_query_without_marks_finds_the_same_jobs_as_with_them(search, jobs):
    assert titles(search(q="lai xe nang")) == titles(search(q="lái xe nâng"))


def test_what_was_understood_is_shown_and_each_part_can_be_taken_away(search, jobs, client):
    understood = chips(search(q="lai xe nang tran de 8 trieu"))
    assert set(understood) == {"Lái xe nâng", "Trần Đề", "từ 8 triệu/tháng"}
    assert understood["từ 8 triệu/tháng"] == "/viec-lam?q=lai+xe+nang+tran+de"
    assert titles(client.get(understood["Trần Đề"]).page)[0] == "Lái xe nâng"


def test_a_zone_in_the_words_is_understood(search, jobs):
    assert "KCN An Nghiệp" in chips(search(q="may kcn an nghiep"))


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"khu": "tran-de"}, {"Lái xe nâng"}),
        ({"noi": "h951"}, {"Lái xe nâng"}),  # the former district Trần Đề
        ({"noi": "h942"}, {"Công nhân may"}),  # Châu Thành, through what its communes became
        ({"noi": "x31783"}, {"Bảo vệ"}),  # Phường Vĩnh Châu of today
        ({"luong": "7"}, {"Công nhân may", "Lái xe nâng"}),
        ({"luong": "7,5"}, {"Lái xe nâng"}),
        ({"ca": "ca_dem"}, {"Bảo vệ"}),
        ({"xe": "1"}, {"Công nhân may"}),
        ({"cho_o": "1"}, {"Lái xe nâng"}),
        ({"com": "1"}, {"Lái xe nâng"}),
        ({"moi": "1"}, {"Lái xe nâng"}),
        ({"xe": "1", "luong": "6"}, {"Công nhân may"}),
    ],
)
def test_conditions_keep_the_jobs_that_meet_them(search, jobs, condition, found):
    page = search(**condition)
    assert not page.select(".empty")
    assert set(titles(page)) == found


def test_day_pay_is_compared_as_a_month(search, database):
    make_opening(
        database.arranging(), title="Phụ hồ", wage_type="day", wage_min_vnd=300_000,
        wage_max_vnd=350_000,
    )  # fmt: skip
    assert not search(luong="9").select(".empty")
    assert search(luong="10").select(".empty")


def test_nothing_closed_expired_drafted_or_suspended_is_listed(search, database):
    db = database.arranging()
    for kind in ({"draft": True}, {"expired": True}, {"closed": True}):
        make_opening(db, title="Không được thấy", **kind)
    suspended = make_site(db, enterprise=make_enterprise(db, suspended=True))
    make_opening(db, title="Không được thấy", site=suspended)
    assert titles(search()) == []
    assert titles(search(q="công nhân may")) == []


def test_orders_are_newest_best_paid_and_nearest(search, jobs):
    newest = titles(search(xep="moi"))
    assert newest == ["Bảo vệ", "Lái xe nâng", "Công nhân may"]
    assert titles(search(xep="luong")) == ["Lái xe nâng", "Công nhân may", "Bảo vệ"]
    near_port = search(xep="gan", nha="x31673")
    assert titles(near_port)[0] == "Lái xe nâng"
    assert "cách nhà khoảng" in words(near_port.select_one(".card"))


def test_nearest_is_not_offered_to_somebody_whose_home_is_unknown(search, jobs):
    orders = {words(link) for link in search().select(".sort a")}
    assert "Gần nhà" not in orders
    assert "Gần nhà" in {words(link) for link in search(nha="x31594").select(".sort a")}


def test_without_a_result_one_condition_is_let_go_and_named(search, jobs):
    page = search(khu="tran-de", xe="1")
    said = words(page.select_one(".empty"))
    assert "Bỏ KCN Trần Đề: 1 việc" in said
    assert "Bỏ có xe đưa đón: 1 việc" in said
    assert len(titles(page)) == 1


def test_without_any_result_the_page_says_what_to_do(search):
    page = search(q="phi hành gia")
    assert "Xem tất cả việc đang tuyển" in words(page.select_one(".empty"))


def test_pages_are_numbered_in_the_address_and_keep_the_search(client, database):
    db = database.arranging()
    site = make_site(db)
    for number in range(25):
        make_opening(db, site=site, title=f"Việc {number:02d}")
    first = client.get("/viec-lam?xe=1").page
    assert len(titles(first)) == 20
    following = first.select_one(".pages a[rel=next]")["href"]
    assert following == "/viec-lam?xe=1&trang=2"
    assert len(titles(client.get(following).page)) == 5
    assert len(titles(client.get("/viec-lam?trang=999999999999").page)) == 5
    assert len(titles(client.get("/viec-lam?trang=-1").page)) == 20


def test_posts_left_are_posts_without_confirmed_hires(search, jobs, hire):
    hire(jobs["sewing"])
    assert "Còn tuyển 9 người" in words(search(q="công nhân may").select_one(".card"))


def test_a_voided_hire_gives_the_post_back(search, jobs, hire, void):
    void(hire(jobs["sewing"]))
    assert "Còn tuyển 10 người" in words(search(q="công nhân may").select_one(".card"))
