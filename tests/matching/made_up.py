"""Openings and people of all kinds, drawn by a seed: what one rule forgets another one meets."""

from matching import OpeningRecord, SeekerRecord

PLACES = (
    ("Châu Thành", "An Hiệp"), ("Vĩnh Châu", "Lai Hòa"), ("TP Sóc Trăng", "Phường 7"),
    ("Trần Đề", None), ("Cù Lao Dung", None), (None, None),
)  # fmt: skip
TITLES = (
    "Công nhân may công nghiệp", "CN lột tôm", "Lái xe nâng", "Kế toán trưởng", "Phụ hồ thời vụ",
    "Nhân viên bảo vệ ca đêm", "Phiên dịch tiếng Trung", "Đan ghế nhựa tại nhà", "",
)  # fmt: skip
BODIES = ("Đứng lâu, môi trường lạnh", "May máy 1 kim, tăng ca", "Có chứng chỉ xe nâng", "", "MISA")
WISHES = ("may", "lột tôm gần nhà", "lái xe nâng", "việc gì cũng được", "kế toán", "", "thời vụ",
          "việc làm tại nhà", "kỹ sư cơ khí")  # fmt: skip


def some_opening(chance, identity):
    """Return an opening; ``chance`` is a random.Random."""
    district, commune = chance.choice(PLACES)
    low = chance.choice([None, 5, 6.5, 8, 12])
    return OpeningRecord.from_dict(
        {
            "id": str(identity),
            "title": chance.choice(TITLES),
            "description": chance.choice(BODIES),
            "requirements": chance.choice(BODIES),
            "benefits": chance.choice(["Có xe đưa rước", "Có nhà trọ, nghỉ chủ nhật", ""]),
            "district": district,
            "commune": commune,
            "salary_min": low,
            "salary_max": low and low + 2,
            "shift": chance.choice(["ca đêm 22h-6h", "giờ hành chính", ""]),
            "experience_raw": chance.choice(["không yêu cầu", "1 năm", "3 năm", ""]),
            "education": chance.choice(["9/12", "Cao đẳng", ""]),
            "applicants": chance.choice([None, 0, 30]),
        }
    )


def some_person(chance, identity):
    """Return a person of any age, some of whom say next to nothing."""
    district, commune = chance.choice(PLACES)
    return SeekerRecord.from_dict(
        {
            "id": str(identity),
            "age": chance.choice([None, 14, 16, 17, 25, 58]),
            "desired": chance.choice(WISHES),
            "about": chance.choice(["Làm may 2 năm", "Có bằng B2, chứng chỉ xe nâng", "MISA", ""]),
            "experience": chance.choice([[], [{"title": "công nhân may", "months": 30}]]),
            "education": chance.choice(["9/12", "12/12", "Cao đẳng kế toán", None]),
            "district": district,
            "commune": commune,
            "max_km": chance.choice([None, 5, 30]),
            "wage_min": chance.choice([None, 5, 7, 10]),
            "shift_ok": chance.choice([None, ["hanh_chinh"], ["ca_dem", "xoay"]]),
            "constraints": chance.choice(["", "không mang vác nặng, nghỉ chủ nhật", "sợ lạnh"]),
            "needs_shuttle": chance.choice([None, True]),
        }
    )
