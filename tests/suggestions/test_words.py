"""Every code has words, the words are facts, and no score is among them."""

import pytest

from matching.scoring.reasons import MISSING_KINDS, REASON_CODES
from workforce.suggestions import words
from workforce.suggestions.words import Names

NAMES = Names(
    occupations={"may": "Công nhân may công nghiệp"},
    skills={"may-1-kim": "May máy 1 kim", "xe-nang": "Lái xe nâng", "qc": "QC chuyền"},
)
KNOWN = {
    "occupation": "may", "months": 30, "skills": ["may-1-kim"], "conditions": ["xe-nang"],
    "wage_low": 7.0, "wage_high": 9.0, "wage_min": 6.5, "km": 6.2, "max_km": 10.0,
    "months_asked": 12.0, "asked": 3.0, "reached": 2.0, "weeks": 8.0, "fee_vnd": 500_000.0,
    "training": "so_cap: may", "shift": "hanh chinh", "closeness": 0.912,
    "languages": ["zh", "ko"], "needs": ["ngồi làm", "việc nhẹ"], "applicants": 12.0, "posts": 2.0,
}  # fmt: skip


def row(*reasons, missing=(), met=0, asked=0):
    return {
        "reasons": [
            {"code": code, "weight": weight, "params": params} for code, weight, params in reasons
        ],
        "missing": list(missing), "met": met, "asked": asked,
    }  # fmt: skip


def test_every_reason_of_the_matcher_has_words_and_no_others_do():
    assert set(words.REASONS) == set(REASON_CODES)


def test_every_kind_of_lack_has_words_and_no_others_do():
    assert set(words.MISSING) == set(MISSING_KINDS)


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_a_reason_with_known_facts_says_something(code):
    sentence = words.reason(code, KNOWN, NAMES)

    assert sentence
    assert "None" not in sentence
    assert "0.9" not in sentence  # closeness is ours, not a fact for people
    assert not sentence.endswith(".")  # it stands inside 'Vì sao hợp: …'


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_a_reason_without_its_facts_invents_none(code):
    sentence = words.reason(code, {}, NAMES)

    assert "None" not in sentence
    assert not any(character.isdigit() for character in sentence)


@pytest.mark.parametrize("kind", MISSING_KINDS)
def test_a_lack_says_what_to_add(kind):
    lack = {"kind": kind, "key": "xe-nang", "label": "Lái xe nâng", "params": {"months_asked": 24}}

    assert words.missing(lack, NAMES)


def test_sentences_are_said_as_people_say_them():
    assert words.reason("near", {"km": 6.2}, NAMES) == "gần nhà, khoảng 6 km"
    assert words.reason("wage_meets_wish", KNOWN, NAMES).endswith("7–9 triệu/tháng")
    assert words.reason("occupation_done", KNOWN, NAMES).endswith("2 năm 6 tháng")
    assert words.reason("skill_known", KNOWN, NAMES) == "anh/chị đã biết: may máy 1 kim"


def test_a_name_keeps_its_capitals_when_it_is_an_abbreviation():
    assert words.lowered("QC chuyền") == "QC chuyền"
    assert words.lowered("5S cơ bản") == "5S cơ bản"
    assert words.lowered("Lái xe nâng") == "lái xe nâng"
    assert words.lowered("") == ""


def test_fit_is_facts_joined():
    wanted = ("occupation_wanted", 0.4, {"occupation": "may"})
    related = ("occupation_related", 0.2, {"occupation": "may"})

    assert words.fit(row(wanted, met=4, asked=5)) == "Đúng ý anh/chị · Đủ 4/5 yêu cầu"
    assert words.fit(row(related)) == "Gần với việc anh/chị muốn"
    assert words.fit(row(met=2, asked=2)) == "Đủ 2/2 yêu cầu"
    assert words.fit(row(met=0, asked=4)) == ""
    assert words.fit(row()) == ""


def test_the_strongest_true_reason_comes_first_and_vague_ones_last():
    pair = row(
        ("wish_text", 0.3, {}), ("near", 0.05, {"km": 3}), ("no_experience_needed", 0.1, {}),
        ("far", -0.2, {"km": 40}),
    )  # fmt: skip

    assert words.why(pair, NAMES) == ["không cần kinh nghiệm"]
    assert words.why(pair, NAMES, limit=9)[-1] == "tin tuyển nói đúng việc anh/chị tìm"
    assert words.know_first(pair, NAMES) == ["xa nhà, khoảng 40 km"]


def test_what_the_line_above_says_is_not_said_twice_when_there_is_more():
    wanted = ("occupation_wanted", 0.4, {"occupation": "may"})

    assert words.why(row(wanted, ("near", 0.05, {"km": 3})), NAMES) == ["gần nhà, khoảng 3 km"]
    assert words.why(row(wanted), NAMES) == ["đúng việc anh/chị muốn: công nhân may công nghiệp"]


def test_a_reason_that_is_a_lack_is_said_once_as_a_lack():
    pair = row(("schooling_below", -0.1, {}), ("wage_below_wish", -0.1, KNOWN))

    assert words.know_first(pair, NAMES) == ["lương thấp hơn mức anh/chị mong: 7–9 triệu/tháng"]


def test_lacks_are_named_once_each():
    lack = {"kind": "skill", "key": "may-1-kim", "label": "May máy 1 kim", "params": {}}

    assert words.lacks(row(missing=[lack, lack]), NAMES) == ["may máy 1 kim"]


def test_durations_are_years_and_months():
    assert [words.duration(n) for n in (8, 12, 30)] == ["8 tháng", "1 năm", "2 năm 6 tháng"]
