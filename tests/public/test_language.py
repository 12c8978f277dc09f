"""The language switch remembers, and leads nowhere but back."""

import pytest

from tests.factories.openings import make_opening
from tests.pages import words


@pytest.mark.parametrize("code", ["vi", "km", "en"])
def test_the_page_switches_its_language(client, code):
    response = client.get(f"/ngon-ngu/{code}?tiep=/viec-lam?q=may")
    assert (response.status_code, response.location) == (302, "/viec-lam?q=may")
    assert client.get("/").page.html["lang"] == code


def test_every_page_carries_the_switch_back_to_itself(client):
    page = client.get("/viec-lam?q=may").page
    khmer = page.select_one("a[hreflang=km]")["href"]
    assert client.get(khmer).location == "/viec-lam?q=may"


@pytest.mark.parametrize(
    "target",
    ["https://lua-dao.example", "//lua-dao.example", "/\\lua-dao.example", "javascript:alert(1)",
     "", "viec-lam", "/\tviec-lam"],
)  # fmt: skip
def test_the_switch_never_leaves_the_site(client, target):
    assert client.get("/ngon-ngu/km", query_string={"tiep": target}).location == "/"


def test_a_language_we_do_not_have_does_not_exist(client):
    assert client.get("/ngon-ngu/xx").status_code == 404


def test_numbers_keep_their_vietnamese_form_in_every_language(client, database):
    opening = make_opening(database.arranging(), wage_min_vnd=7_500_000, wage_max_vnd=None)
    client.get("/ngon-ngu/en")
    assert "7,5" in client.get(f"/viec-lam/{opening.id}").page.select_one(".pay").text


def test_the_home_page_speaks_english_and_khmer(client):
    client.get("/ngon-ngu/en")
    assert "Jobs" in client.get("/").page.select_one(".site-nav").text
    client.get("/ngon-ngu/km")
    assert "ការងារ" in client.get("/").page.select_one(".site-nav").text


def test_legal_text_stays_vietnamese_and_is_marked_so(client):
    client.get("/ngon-ngu/en")
    page = client.get("/bao-ve-du-lieu").page
    assert page.select_one("main [lang=vi]")


def test_skills_are_named_in_english_on_english_pages(client, database):
    opening = make_opening(database.arranging(), requires=("may-may-1-kim",))
    assert "May máy 1 kim" in client.get(f"/viec-lam/{opening.id}").page.main.text
    client.get("/ngon-ngu/en")
    assert "May máy 1 kim" not in client.get(f"/viec-lam/{opening.id}").page.main.text


def test_skills_are_named_in_khmer_on_khmer_pages(client, database):
    opening = make_opening(database.arranging(), requires=("may-may-1-kim",))
    client.get("/ngon-ngu/km")
    said = client.get(f"/viec-lam/{opening.id}").page.main.text
    assert "ដេរម៉ាស៊ីនម្ជុល 1" in said
    assert "May máy 1 kim" not in said


@pytest.mark.parametrize(("code", "trade"), [("km", "ដេរ"), ("en", "Sewing machine operator")])
def test_the_trade_stands_below_a_vietnamese_title(client, database, code, trade):
    opening = make_opening(database.arranging())
    client.get(f"/ngon-ngu/{code}")
    assert trade in client.get(f"/viec-lam/{opening.id}").page.main.text


def test_the_state_of_a_park_is_in_the_readers_language(client):
    assert "Đang hoạt động" in client.get("/khu-cong-nghiep").page.main.text
    client.get("/ngon-ngu/km")
    said = client.get("/khu-cong-nghiep").page.main.text
    assert "កំពុងដំណើរការ" in said
    assert "Đang hoạt động" not in said


def test_what_an_employer_typed_says_its_language_on_a_khmer_page(client, database):
    opening = make_opening(database.arranging(), title="Thợ dệt chiếu lác")
    client.get("/ngon-ngu/km")

    page = client.get(f"/viec-lam/{opening.id}").page

    assert page.html["lang"] == "km"
    assert (words(page.h1), page.h1["lang"]) == ("Thợ dệt chiếu lác", "vi")
    assert page.select_one(".lead")["lang"] == "vi"


def test_the_site_s_own_headings_are_in_the_page_s_language(client):
    client.get("/ngon-ngu/km")

    assert not client.get("/viec-lam").page.h1.has_attr("lang")
