"""The one change that would open most: counted by the matcher, worded as a fact."""

import pytest

from matching.courses.changes import KINDS
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT
from workforce.suggestions import words


def found(kind, key="", label="", opened=14, low=None, high=None):
    return {
        "kind": kind, "key": key, "label": label, "openings_opened": opened, "wage_low": low,
        "wage_high": high,
    }  # fmt: skip


SAID = [
    (
        found("certificate", "lai-xe-nang", "Lái xe nâng (có chứng chỉ)"),
        "Có chứng chỉ lái xe nâng, anh/chị nộp được thêm 14 việc.",
    ),
    (
        found("certificate", "x", "Giấy phép lái xe hạng C", low=9_000_000, high=11_000_000),
        "Có giấy phép lái xe hạng C, anh/chị nộp được thêm 14 việc,"
        " phần lớn lương 9–11 triệu/tháng.",
    ),
    (
        found("skill", "x", "May máy 1 kim", opened=1, low=7_000_000, high=7_000_000),
        "Biết thêm may máy 1 kim, anh/chị có thêm 1 việc hợp, lương 7 triệu/tháng.",
    ),
    (found("distance", "5"), "Đi làm xa thêm 5 km, anh/chị có thêm 14 việc hợp."),
    (found("wage", "-0.5"), "Mong lương thấp hơn 500.000 đ, anh/chị có thêm 14 việc hợp."),
    (found("shift", "ca_dem"), "Làm được cả ca đêm, anh/chị có thêm 14 việc hợp."),
    (found("commute", "own"), "Tự đi làm, không cần xe đưa đón, anh/chị có thêm 14 việc hợp."),
    (found("schooling", "thpt"), "Học xong lớp 12, anh/chị có thêm 14 việc hợp."),
    (
        found("experience", "x", "Thợ hàn"),
        "Có thêm 1 năm làm thợ hàn, anh/chị có thêm 14 việc hợp.",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), SAID)
def test_a_change_is_said_as_a_fact_with_its_number(change, sentence):
    assert words.change(change) == sentence


def test_every_kind_of_the_matcher_has_words_and_no_others_do():
    assert set(words.CHANGES) == set(KINDS) == {change["kind"] for change, _ in SAID}


@pytest.mark.parametrize("change", [found("distance", "5", opened=0), found("unknown")])
def test_nothing_is_said_of_what_opens_nothing_or_is_not_known(change):
    assert words.change(change) == ""


def test_the_licence_wished_work_asks_for_is_found_with_its_course(db, suggested):
    for _ in range(2):
        make_opening(
            db, title="Lái xe nâng", occupation_key=FORKLIFT, requires=("lai-xe-nang",),
            description="Lái xe nâng trong kho.",
        )  # fmt: skip
    intake = make_intake(db, course=make_course(db, teaches=("lai-xe-nang",)))
    person = make_person(db, blank=True, desired="lái xe nâng")

    change = suggested(person).change

    assert (change["kind"], change["key"], change["openings_opened"]) == (
        "certificate", "lai-xe-nang", 2,
    )  # fmt: skip
    assert change["courses"] == [intake.course_id]


def test_who_lacks_nothing_is_told_of_no_change(db, suggested):
    make_opening(db)

    assert suggested(make_person(db)).change is None
