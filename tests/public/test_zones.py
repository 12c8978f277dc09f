"""Zones: every one of the resolution, every figure with its source, both when they differ."""

from sqlmodel import select

from tests.factories.openings import make_opening
from tests.pages import words
from workforce.models import Zone


def test_every_zone_of_the_resolution_is_listed_once(client, database):
    names = set(database.arranging().exec(select(Zone.name)))
    listed = [words(title) for title in client.get("/khu-cong-nghiep").page.select(".card-title")]
    assert sorted(listed) == sorted(names)
    assert len(names) == 17


def test_zones_are_grouped_by_kind_and_status(client):
    page = client.get("/khu-cong-nghiep").page
    assert [words(title) for title in page.select("main section h2")] == [
        "Khu công nghiệp", "Cụm công nghiệp", "Khu kinh tế",
    ]  # fmt: skip
    assert words(page.select_one("main section h3")).startswith("Đang hoạt động")


def test_the_map_shows_known_places_and_names_the_others(client):
    figure = client.get("/khu-cong-nghiep").page.select_one("figure")
    drawn = " ".join(words(line) for line in figure.select("svg tspan"))
    for name in ("KCN An Nghiệp", "KCN Trần Đề", "CCN An Lạc Thôn 1, 2", "CCN Ngã Năm"):
        assert name in drawn
    assert "KCN mới tại Ngã Năm" not in drawn
    assert "KCN mới tại Ngã Năm" in words(figure.figcaption)


def test_names_on_the_map_cover_nothing():
    from workforce.public.zone_map import _cover

    assert _cover((0, 0, 50, 16), [(40, 0, 60, 16)], 300) > 0
    assert _cover((0, 0, 50, 16), [(60, 0, 80, 16)], 300) == 0
    assert _cover((300, 0, 350, 16), [], 300) > 0


def test_figures_that_disagree_are_both_shown_with_their_sources(client):
    facts = client.get("/khu-cong-nghiep/an-nghiep-mr").page.select_one(".summary-list")
    said = words(facts)
    assert "200 ha" in said
    assert "169 ha" in said
    assert "số liệu 25/08/2023" in said
    assert "Các nguồn khác nhau" in said


def test_unverified_figures_are_marked_and_unknown_ones_say_so(client):
    facts = {
        words(row.dt): words(row.dd)
        for row in client.get("/khu-cong-nghiep/an-nghiep").page.select(".summary-list > div")
    }
    assert "243 ha" in facts["Diện tích"]
    assert "chưa kiểm chứng" in facts["Diện tích"]
    assert facts["Đất đã cho thuê"] == "chưa có số liệu"
    assert facts["Nhà ở công nhân"] == "chưa có số liệu"


def test_a_range_of_one_source_is_one_figure(client):
    page = client.get("/khu-cong-nghiep/moi-vinh-chau").page
    assert "250–400 ha" in words(page.select_one(".summary-list"))


def test_no_internal_mark_of_a_source_reaches_the_page(client, database):
    for key in database.arranging().exec(select(Zone.key)):
        text = words(client.get(f"/khu-cong-nghiep/{key}").page.main)
        for mark in ("[seed]", "[found]", "[derived]", "[memory]", "[ours]"):
            assert mark not in text


def test_a_zone_shows_its_open_jobs(client, database):
    make_opening(database.arranging(), title="Thợ may chuyền")
    page = client.get("/khu-cong-nghiep/an-nghiep").page
    assert "1 tin, còn tuyển 10 người" in words(page.main)
    assert "Thợ may chuyền" in words(page.main)
    assert "Thợ may chuyền" not in words(client.get("/khu-cong-nghiep/tran-de").page.main)


def test_an_unknown_zone_does_not_exist(client):
    assert client.get("/khu-cong-nghiep/khong-co").status_code == 404
