import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.protected import neutral
from matching.reading.vietnamese import decode_typing, fold, southern_key, word_key


class TestFold:
    def test_it_drops_marks_and_the_bar_of_d(self):
        assert fold("Điện LẠNH") == "dien lanh"

    def test_it_gives_one_key_for_composed_and_decomposed_input(self):
        assert fold(unicodedata.normalize("NFD", "thợ hàn")) == fold("thợ hàn")

    def test_it_gives_one_key_for_both_tone_placements(self):
        assert fold("hoà thuỷ") == fold("hòa thủy")

    def test_it_leaves_khmer_alone(self):
        assert fold("អ្នកបើកឡាន") == "អ្នកបើកឡាន"

    def test_nothing_folds_to_nothing(self):
        assert fold(None) == fold("") == ""

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text(alphabet=st.characters(min_codepoint=0x1780, max_codepoint=0x17D3)))
    def test_no_khmer_sign_is_lost(self, text):
        assert fold(text) == unicodedata.normalize("NFC", text)


class TestKeys:
    def test_y_and_i_are_one_letter_at_the_end(self):
        assert word_key("kỹ") == word_key("kĩ")

    def test_quy_keeps_its_y(self):
        assert word_key("quy") == "quy"

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("hàng", "hàn"), ("bốt", "bốc"), ("dệ", "vệ"), ("xửa", "sửa"), ("chuyền", "truyền")],
    )
    def test_southern_spellings_share_a_key(self, written, meant):
        assert southern_key(fold(written)) == southern_key(fold(meant))

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("ddieenj", "dien"), ("tho75", "tho"), ("coong", "cong"), ("nhaan", "nhan")],
    )
    def test_keystrokes_left_in_a_word_are_read(self, typed, meant):
        assert decode_typing(typed) == meant

    def test_an_ordinary_word_is_not_decoded(self):
        assert decode_typing("may") == "may"


class TestNeutral:
    @pytest.mark.parametrize(
        "words",
        [
            "hộ nghèo",
            "thuộc hộ cận nghèo",
            "nhà bị thu hồi đất",
            "đất giải tỏa",
            "người Khmer",
            "em là người dân tộc Khmer",
            "ưu tiên nữ",
            "nam nữ",
            "nha bi thu hoi dat lam khu cong nghiep",
        ],
    )
    def test_words_about_protected_facts_leave_nothing(self, words):
        assert neutral(words) == ""

    @pytest.mark.parametrize(
        "words", ["biết tiếng khmer", "3 năm kinh nghiệm", "nhân viên kinh doanh", "việt nam"]
    )
    def test_words_that_only_look_like_them_stay(self, words):
        assert neutral(words) == words

    @pytest.mark.parametrize("words", ["dat ", "ho ", "con em toi ", "nguoi dan toc "])
    def test_a_hostile_text_leaves_nothing_of_an_appended_fact(self, words):
        assert "ngheo" not in neutral(words * 2000 + "ho ngheo")
