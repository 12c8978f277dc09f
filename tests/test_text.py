"""The filter all typed text goes through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.text import BrokenText, clean_text

KHMER = "ខ្ញុំ\u200bធ្វើការ\u200bនៅ\u200bសុកត្រាំង"  # words parted as Khmer keyboards part them


class TestCleanText:
    @pytest.mark.parametrize(
        "typed, kept",
        [
            ("", ""),
            ("   ", ""),
            ("  Nguyễn   Văn\tA ", "Nguyễn Văn A"),
            ("một\nhai", "một hai"),
            ("một\u00a0hai", "một hai"),
            ("một\u2028hai", "một hai"),
            ("\ufeffmột", "một"),
            ("mộ\u00adt", "một"),
            ("mộ\u200bt", "một"),
            ("mộ\u2060t", "một"),
            ("đ", "đ"),
            ("😀 vui", "😀 vui"),
        ],
    )
    def test_one_line_is_trimmed_and_single_spaced(self, typed, kept):
        assert clean_text(typed) == kept

    @pytest.mark.parametrize(
        "typed, kept",
        [
            ("một\nhai", "một\nhai"),
            ("một\r\nhai", "một\nhai"),
            ("một\rhai", "một\nhai"),
            (" một  \n  hai ", "một\nhai"),
            ("một\n\nhai", "một\n\nhai"),
            ("một\n\n\n\n\nhai", "một\n\nhai"),
            ("\n\nmột\n\n", "một"),
        ],
    )
    def test_several_lines_keep_their_lines(self, typed, kept):
        assert clean_text(typed, lines=True) == kept

    def test_letters_typed_in_parts_are_composed(self):
        parts = unicodedata.normalize("NFD", "Lê Thị Thuỷ Tiên ở ấp Đầu Giồng")

        assert parts != "Lê Thị Thuỷ Tiên ở ấp Đầu Giồng"
        assert clean_text(parts) == "Lê Thị Thuỷ Tiên ở ấp Đầu Giồng"

    def test_the_place_of_the_tone_is_left_to_the_writer(self):
        assert clean_text("hoà hòa") == "hoà hòa"

    def test_khmer_is_not_touched(self):
        assert clean_text(KHMER) == KHMER

    def test_joiners_inside_khmer_stay(self):
        word = "ន\u200dក\u200cខ"

        assert clean_text(word) == word

    def test_an_invisible_space_at_the_edge_of_khmer_goes(self):
        assert clean_text(f"\u200b{KHMER}\u200b Nam") == f"{KHMER} Nam"

    @pytest.mark.parametrize(
        "letter",
        [
            "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x9f",
            "\ud800", "\u202a", "\u202e", "\u2066", "\u2069", "\ufdd0", "\ufffe",
            "\uffff", "\U0001ffff",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("lines", [False, True])
    def test_what_no_keyboard_types_is_refused(self, letter, lines):
        with pytest.raises(BrokenText):
            clean_text(f"Nguyễn{letter}An", lines=lines)

    @given(st.text())
    def test_whatever_passes_can_be_stored_and_passes_again(self, typed):
        try:
            kept = clean_text(typed)
        except BrokenText:
            return
        kept.encode("utf-8")
        assert "\x00" not in kept
        assert clean_text(kept) == kept
        assert unicodedata.is_normalized("NFC", kept)
