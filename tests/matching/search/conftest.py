"""A province in small: openings and courses of our own making, and short ways to search them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from matching import CourseRecord, LegalLimits, Matcher, OpeningRecord

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
TODAY = dt.date(2026, 11, 23)

OPENINGS = [
    {"id": "1", "title": "Công nhân may công nghiệp", "district": "Châu Thành",
     "zone": "KCN An Nghiệp", "description": "May ráp áo khoác trên chuyền.",
     "salary_min": 7, "salary_max": 9, "experience_raw": "không yêu cầu"},
    {"id": "2", "title": "Công nhân may công nghiệp", "district": "Vĩnh Châu",
     "description": "May ráp áo khoác trên chuyền.", "salary_min": 10, "salary_max": 12,
     "benefits": "Có ký túc xá."},
    {"id": "3", "title": "Công nhân lột tôm", "district": "Trần Đề", "zone": "KCN Trần Đề",
     "description": "Lột vỏ, rút chỉ tôm.", "benefits": "Có xe đưa rước, nhà giữ trẻ.",
     "salary_min": 6, "salary_max": 8, "experience_raw": "không yêu cầu"},
    {"id": "4", "title": "Thợ bảo trì máy", "district": "Châu Thành",
     "description": "Sửa máy, thay dầu, canh chỉnh máy may.", "experience_raw": "2 năm"},
    {"id": "5", "title": "Tài xế xe đưa rước công nhân", "district": "Mỹ Xuyên",
     "description": "Chạy xe 45 chỗ rước công nhân.", "experience_raw": "2 năm"},
    {"id": "6", "title": "Lái xe nâng", "district": "Châu Thành", "zone": "KCN An Nghiệp",
     "description": "Xếp pallet trong kho.", "experience_raw": "1 năm"},
    {"id": "7", "title": "Kế toán kho", "district": "TP Sóc Trăng", "education": "Cao đẳng",
     "description": "Ghi sổ nhập xuất.", "shift": "giờ hành chính", "experience_raw": "2 năm"},
    {"id": "8", "title": "Nhân viên bảo vệ", "district": "TP Sóc Trăng",
     "description": "Trực cổng ban đêm.", "shift": "ca đêm 18h-6h"},
    {"id": "9", "title": "Lao động phổ thông thời vụ Tết", "district": "Kế Sách",
     "description": "Đóng gói quà Tết, làm hai tháng.", "experience_raw": "không yêu cầu",
     "education": "không yêu cầu", "requirements": "Không cần bằng cấp."},
    {"id": "10", "title": "Thợ hàn", "district": "Kế Sách", "company": "Cơ khí Chín Rồng",
     "description": "Hàn khung sắt.", "salary_min": 9, "salary_max": 13},
]  # fmt: skip
COURSES = [
    {"id": "21", "title": "Hàn điện cơ bản", "district": "Kế Sách"},
    {"id": "22", "title": "May công nghiệp", "district": "Vĩnh Châu"},
    {"id": "23", "title": "May công nghiệp", "district": "Châu Thành", "seats_left": 0},
]


@pytest.fixture(scope="session")
def empty(vocabulary, gazetteer) -> Callable[[], Matcher]:
    """Make a matcher that holds nothing yet."""
    limits = LegalLimits.load(SEEDS, today=TODAY)
    return lambda: Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)


@pytest.fixture(scope="session")
def records() -> list[OpeningRecord]:
    """All openings of the small province."""
    return [OpeningRecord.from_dict(one) for one in OPENINGS]


@pytest.fixture(scope="session")
def courses() -> list[CourseRecord]:
    """All courses of the small province."""
    return [CourseRecord.from_dict(one) for one in COURSES]


@pytest.fixture(scope="session")
def province(empty, records, courses) -> Matcher:
    """A matcher that holds the small province."""
    return empty().fit(records, courses)


@pytest.fixture
def ids(province) -> Callable[[str], list[str]]:
    """Search the small province: ids of openings, best first."""
    return lambda query: [identity for identity, _score in province.search(query).hits]


@pytest.fixture
def understood(province) -> Callable:
    """Tell what a query was taken to mean."""
    return lambda query: province.search(query).understood
