"""One vocabulary, one gazetteer and one small market for all matching tests."""

import datetime as dt
from pathlib import Path

import pytest

from matching import CourseRecord, Gazetteer, LegalLimits, Matcher, OpeningRecord, Vocabulary

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="session")
def vocabulary():
    return Vocabulary.load(SEEDS)


@pytest.fixture(scope="session")
def gazetteer():
    return Gazetteer.load(SEEDS)


def opening(identity, title, **more):
    """Return an opening with the usual fields; anything may be overridden."""
    return OpeningRecord.from_dict({"id": identity, "title": title, **more})


OPENINGS = [
    opening(
        "may",
        "Công nhân may công nghiệp",
        description="May áo sơ mi xuất khẩu trên chuyền",
        requirements="May máy 1 kim",
        district="Châu Thành",
        commune="An Hiệp",
        salary_min=7,
        salary_max=9,
        shift="hành chính 7h-16h30",
        experience_raw="không yêu cầu",
    ),
    opening(
        "may-xa",
        "Công nhân may công nghiệp",
        description="May áo sơ mi xuất khẩu trên chuyền",
        requirements="May máy 1 kim",
        district="Vĩnh Châu",
        commune="Lai Hòa",
        salary_min=7,
        salary_max=9,
        shift="ca đêm 22h-6h",
        experience_raw="không yêu cầu",
    ),
    opening(
        "tom",
        "CN lột tôm",
        description="Bóc vỏ, rút chỉ tôm",
        requirements="Đứng được lâu, chịu được lạnh",
        benefits="Có xe đưa rước, cơm ca",
        zone="KCN Trần Đề",
        district="Trần Đề",
        salary_min=6,
        salary_max=8,
        shift="ca ngày",
    ),
    opening(
        "nang",
        "Lái xe nâng",
        description="Lái xe nâng xếp pallet trong kho",
        requirements="Có chứng chỉ xe nâng. Kinh nghiệm 1 năm",
        zone="KCN An Nghiệp",
        district="Châu Thành",
        salary_min=9,
        salary_max=11,
        experience_raw="1 năm",
        education="9/12",
    ),
    opening(
        "bao-ve",
        "Nhân viên bảo vệ ca đêm",
        description="Tuần tra, trực cổng nhà máy",
        district="TP Sóc Trăng",
        commune="Phường 7",
        salary_min=6,
        salary_max=7,
        shift="ca đêm 18h-6h",
    ),
    opening(
        "ke-toan",
        "Kế toán tổng hợp",
        description="Làm sổ sách, khai thuế, phần mềm MISA",
        requirements="Tốt nghiệp cao đẳng kế toán, tin học văn phòng",
        education="Cao đẳng",
        district="TP Sóc Trăng",
        salary_min=9,
        salary_max=12,
        shift="giờ hành chính",
        experience_raw="2 năm",
    ),
    opening("dong", "Công nhân may", deadline="2026-11-22"),
    opening("het-cho", "Công nhân may", posts_left=0),
]
COURSES = [
    CourseRecord.from_dict(
        {
            "id": "khoa-nang",
            "title": "Vận hành xe nâng",
            "outcomes": "Cấp chứng chỉ xe nâng",
            "duration_weeks": 6,
            "district": "TP Sóc Trăng",
        }
    ),
    CourseRecord.from_dict(
        {
            "id": "khoa-may",
            "title": "May công nghiệp cơ bản",
            "description": "May máy 1 kim, vắt sổ",
            "duration_weeks": 8,
        }
    ),
]


@pytest.fixture(scope="session")
def matcher(vocabulary, gazetteer):
    empty = Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits.load(SEEDS, today=TODAY))
    return empty.fit(OPENINGS, COURSES)
