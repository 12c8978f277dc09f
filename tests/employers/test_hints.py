"""Hints about an opening: pay below the floor, wording the law does not let through."""

import datetime as dt

import pytest

from tests.factories.enterprises import make_site
from tests.factories.vocabulary import new_commune
from tests.fixed_clock import TODAY
from workforce.employers.hints import wage_floor, wage_hint, wording_hints
from workforce.models import WageType


@pytest.mark.parametrize(
    "text",
    [
        "Tuyển nữ công nhân", "Ưu tiên nam", "Chỉ nhận nữ, tuổi 18-35", "chỉ nhận nữ 18-35 tuổi",
        "can tuyen nu",
        "Người Kinh", "không tuyển dân tộc", "độc thân", "chưa lập gia đình", "không mang thai",
        "từ 18 đến 35 tuổi", "dưới 40 tuổi", "tuổi từ 20-45", "đóng cọc 500.000", "giữ bằng gốc",
    ],
)  # fmt: skip
def test_wording_the_law_does_not_allow_is_told(text):
    assert wording_hints(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Kinh nghiệm 1 năm", "Biết tiếng Khmer", "Nhà máy tại Việt Nam", "Thợ may miền Nam",
        "không phân biệt nam nữ", "Nam, nữ đều được", "Đủ 18 tuổi trở lên", "Nâng thùng 20 kg",
        "Lương 7-9 triệu", "Kinh nghiệm 5 nam 2021",
    ],
)  # fmt: skip
def test_plain_wording_passes(text):
    assert wording_hints(text) == []


def test_a_zone_across_regions_takes_the_highest_floor(db):
    site = make_site(db)  # An Nghiệp: region II and IV
    assert wage_floor(db, site=site, wage_type=WageType.MONTH, on=TODAY).value_number == 4_730_000


def test_outside_the_zones_the_commune_decides(db):
    site = make_site(db, outside_zones=True, unit_id=new_commune(db).id)
    assert wage_floor(db, site=site, wage_type=WageType.MONTH, on=TODAY).key == "IV"


def test_the_floor_is_the_one_of_the_day(db):
    site = make_site(db)
    last_year = dt.date(2025, 6, 1)
    assert wage_floor(db, site=site, wage_type=WageType.MONTH, on=last_year).value_number == (
        4_410_000
    )


@pytest.mark.parametrize("wage", [None, 4_730_000, 9_000_000])
def test_enough_or_unknown_pay_gives_no_hint(db, wage):
    site = make_site(db)
    hint = wage_hint(db, site=site, wage_type=WageType.MONTH, wage_vnd=wage, on=TODAY)
    assert hint is None


def test_piece_pay_has_no_floor_here(db):
    site = make_site(db)
    assert wage_hint(db, site=site, wage_type=WageType.PIECE, wage_vnd=100, on=TODAY) is None


def test_a_site_nobody_placed_has_no_floor(db):
    site = make_site(db, outside_zones=True, unit_id=None)
    assert wage_hint(db, site=site, wage_type=WageType.MONTH, wage_vnd=1, on=TODAY) is None
