"""One opening, however its trade is typed."""

import pytest

SEWING, SHRIMP, REPAIR, FORKLIFT, ACCOUNTS, GUARD, WELDER = "1", "3", "4", "6", "7", "8", "10"


@pytest.mark.parametrize(
    ("query", "opening"),
    [
        ("kế toán", ACCOUNTS),
        ("ke toan", ACCOUNTS),
        ("KẾ TOÁN", ACCOUNTS),
        ("lái xe nâng", FORKLIFT),
        ("lai xe nang", FORKLIFT),
    ],
)
def test_with_and_without_marks(ids, query, opening):
    assert ids(query)[0] == opening


@pytest.mark.parametrize(
    ("query", "opening"),
    [
        ("kế tóan khko", ACCOUNTS),
        ("lai xe nag", FORKLIFT),
        ("bảo vẹ", GUARD),
        ("bao cve", GUARD),
        ("thợ hàm", WELDER),
        ("lột tmô", SHRIMP),
    ],
)
def test_with_a_wrong_letter(ids, query, opening):
    assert ids(query)[0] == opening


@pytest.mark.parametrize(
    ("query", "opening"),
    [
        ("kees toans", ACCOUNTS),
        ("baor veej", GUARD),
        ("thowj hafn", WELDER),
        ("lai1 xe na6ng", FORKLIFT),
    ],
)
def test_with_telex_and_vni_keystrokes_left_in(ids, query, opening):
    assert ids(query)[0] == opening


@pytest.mark.parametrize(
    ("query", "opening"), [("bảo dệ", GUARD), ("thợ hàng", WELDER), ("lụt tôm", SHRIMP)]
)
def test_as_it_sounds_in_the_south(ids, query, opening):
    assert ids(query)[0] == opening


@pytest.mark.parametrize(
    ("query", "opening"), [("cn may", SEWING), ("nv bv", GUARD), ("kt kho", ACCOUNTS)]
)
def test_in_short_forms(ids, query, opening):
    assert opening in ids(query)[:2]


@pytest.mark.parametrize(
    ("query", "opening"),
    [("ជាងដេរ", SEWING), ("គណនេយ្យករ", ACCOUNTS), ("អ្នកយាម", GUARD), ("អ្នnកយាម", GUARD)],
)
def test_in_khmer_even_with_a_stray_latin_letter(ids, query, opening):
    assert opening in ids(query)[:2]


def test_tho_may_without_marks_finds_the_sewer_and_the_mechanic(ids):
    assert {SEWING, REPAIR} <= set(ids("tho may")[:4])


def test_tho_may_with_marks_means_the_mechanic_first(ids):
    assert ids("thợ máy")[0] == REPAIR


def test_the_name_of_a_firm_finds_its_openings(ids):
    assert ids("chin rong")[0] == WELDER


@pytest.mark.parametrize("query", ["", "  ", "?!", "qzxkw", "zzzz wwww"])
def test_what_says_nothing_finds_nothing(ids, query):
    assert ids(query) == []


def test_another_spelling_is_told(understood):
    assert understood("bao cve").corrected == "bao ve"


@pytest.mark.parametrize("query", ["bảo vệ", "thợ hàn", "lái xe nâng", "công nhân may", "kế toán"])
def test_what_is_right_is_not_corrected(understood, query):
    assert understood(query).corrected == ""
