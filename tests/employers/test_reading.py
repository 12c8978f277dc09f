"""A pasted advert becomes a filled-in form that the clerk checks; nothing is stored by itself."""

import pytest
from sqlmodel import select

from tests.factories.vocabulary import occupation
from tests.pages import words
from workforce.employers.reading import read_posting
from workforce.models import Opening

NEW = "/doanh-nghiep/tin-tuyen-dung/moi"
ADVERT = """Công ty cần tuyển gấp 35 công nhân may tại KCN An Nghiệp.
Lương: 7,5 - 9 triệu/tháng, chuyên cần 500k.
Làm giờ hành chính, có tăng ca, nghỉ chủ nhật.
Yêu cầu: tốt nghiệp THCS trở lên, có kinh nghiệm may 6 tháng.
Quyền lợi: có xe đưa rước, cơm trưa miễn phí. Không có nhà trọ."""


def test_an_advert_is_read_into_the_boxes(db):
    data = read_posting(db, "Công nhân may", ADVERT)

    assert data["posts"] == 35
    assert (data["wage_min_vnd"], data["wage_max_vnd"]) == (7_500_000, 9_000_000)
    assert data["occupation"] == str(occupation(db).id)
    assert (data["education"], data["experience_months"]) == ("thcs", 6)
    assert data["shifts"] == ["hanh_chinh"]
    assert (data["has_shuttle"], data["has_meals"], data["has_housing"]) == (True, True, False)
    assert data["requirements"].startswith("Yêu cầu: tốt nghiệp THCS")
    assert data["benefits"].startswith("Quyền lợi: có xe đưa rước")
    assert "An Nghiệp" in data["description"]


def test_a_title_alone_says_posts_and_pay(db):
    data = read_posting(db, "Tuyển 20 công nhân may lương 8 triệu", "")

    assert (data["posts"], data["wage_min_vnd"]) == (20, 8_000_000)


@pytest.mark.parametrize(
    "text", ["Tuổi từ 18 đến 35", "Phụ cấp 500 nghìn", "Làm 26 công một tháng"]
)
def test_other_numbers_are_no_pay(db, text):
    assert "wage_min_vnd" not in read_posting(db, "Công nhân may", text)


def test_the_clerk_sees_what_was_read_and_nothing_is_stored(employer, firm, db):
    answer = employer.post(
        NEW, page=NEW, data={"ten": "Công nhân may", "noi-dung": ADVERT, "buoc": "dan"}
    )
    page = answer.page

    assert answer.status_code == 200
    assert page.select_one("input[name=posts]")["value"] == "35"
    assert page.select_one("input[name=wage_min_vnd]")["value"] == "7,5"
    assert "Đã đọc và điền" in words(page)
    assert page.select_one("input[name=has_shuttle][value='1']").has_attr("checked")
    mine = select(Opening).where(Opening.enterprise_id == firm.enterprise.id)
    assert [one.id for one in db.exec(mine)] == [firm.opening.id]


def test_what_the_law_forbids_is_said_while_writing(employer):
    text = "Chỉ tuyển nữ, tuổi từ 18-35."
    page = employer.post(
        NEW, page=NEW, data={"ten": "Công nhân may", "noi-dung": text, "buoc": "dan"}
    ).page

    assert "bỏ yêu cầu về giới tính" in words(page)
    assert "bỏ giới hạn tuổi" in words(page)
    assert "Tin chưa ghi lương" in words(page)
