"""Public figures: targets word for word, nothing invented, no small cell."""

from sqlmodel import select

from tests.factories.enterprises import make_declaration, make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.vocabulary import zone
from tests.pages import words
from workforce.models import Target


def declare(db, key, *workers):
    """Let one enterprise each declare for a zone."""
    for number, count in enumerate(workers):
        site = make_site(
            db,
            enterprise=make_enterprise(db, name=f"Công ty {key} {number}"),
            zone_id=zone(db, key).id,
        )
        make_declaration(db, site=site, workers=count, female_workers=0, long_contract=count,
                         insured=count, stable_workers=count // 2)  # fmt: skip


def cells(page):
    return {
        words(row.th): [words(cell) for cell in row.select("td")]
        for row in page.select("table tbody tr")
    }


def test_every_target_stands_there_word_for_word(client, database):
    text = words(client.get("/thong-ke").page.main)
    for target in database.arranging().exec(select(Target)):
        assert " ".join(target.text_vi.split()) in text


def test_without_declarations_no_figure_is_shown(client):
    text = words(client.get("/thong-ke").page.main)
    assert "Lao động theo khai báo: chưa có số liệu" in text
    assert "Nghị quyết không định nghĩa việc làm ổn định" in text


def test_the_sentence_names_coverage_day_and_target(client, database):
    declare(database.arranging(), "an-nghiep", 100, 200, 150)
    said = words(client.get("/thong-ke").page.select_one(".headline"))
    assert said == (
        "Theo khai báo của 3/3 doanh nghiệp đến 07/09/2026: 450 lao động, trong đó 225 có việc"
        " làm ổn định; mục tiêu năm 2030: khoảng 250.000–280.000."
    )


def test_a_zone_of_two_enterprises_is_not_published(client, database):
    db = database.arranging()
    declare(db, "an-nghiep", 100, 200, 150)
    declare(db, "tran-de", 100, 120)
    declare(db, "song-hau", 100, 110, 130)
    shown = cells(client.get("/thong-ke").page)
    assert shown["KCN Trần Đề"] == ["không công bố"] * 3


def test_a_zone_one_enterprise_dominates_is_not_published(client, database):
    db = database.arranging()
    declare(db, "an-nghiep", 10, 5, 2_000)
    declare(db, "tran-de", 100, 120)
    declare(db, "song-hau", 900, 800, 700)
    assert cells(client.get("/thong-ke").page)["KCN An Nghiệp"] == ["không công bố"] * 3


def test_a_single_hidden_zone_cannot_be_had_by_subtraction(client, database):
    db = database.arranging()
    declare(db, "an-nghiep", 100, 200, 150)
    declare(db, "tran-de", 100, 120)
    declare(db, "song-hau", 400, 500, 600)
    shown = cells(client.get("/thong-ke").page)
    hidden = [name for name, row in shown.items() if row == ["không công bố"] * 3]
    assert sorted(hidden) == ["KCN An Nghiệp", "KCN Trần Đề"]


def test_a_total_of_two_enterprises_is_not_published(client, database):
    declare(database.arranging(), "an-nghiep", 100, 200)
    page = client.get("/thong-ke").page
    assert "300" not in words(page.main)
    assert "chưa đủ doanh nghiệp để công bố" in words(page.select_one(".headline"))


def test_few_placements_are_not_counted_in_public(client, database, hire):
    opening = make_opening(database.arranging())
    for _hire in range(4):
        hire(opening)
    assert "dưới 5 lượt nên chưa công bố" in words(client.get("/thong-ke").page.main)
    hire(opening)
    hire(opening)
    assert "lượt nhận việc được doanh nghiệp xác nhận" in words(client.get("/thong-ke").page.main)
