"""The Khmer and English catalogues: what is translated fits its sentence."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parents[2] / "workforce" / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
#: what a page without it could not be used without
NEEDED = ("Việc làm", "Tìm việc", "Nộp hồ sơ", "Đăng nhập", "Đăng ký", "Trợ giúp", "Quay lại")


def forms(text):
    """Return a sentence or a translation as a list: one, or one per plural form."""
    return [text] if isinstance(text, str) else [form for form in text if form]


def messages(code):
    """Return the messages of a catalogue by their Vietnamese sentence."""
    with (FOLDER / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    return {forms(message.id)[0]: message for message in catalogue if message.id}


@pytest.mark.parametrize("code", ["km", "en"])
def test_a_translation_keeps_the_places_for_values(code):
    for source, message in messages(code).items():
        for form in forms(message.string):
            if form:
                assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(form)), (
                    source
                )


@pytest.mark.parametrize("code", ["km", "en"])
def test_the_words_nobody_can_do_without_are_translated(code):
    found = messages(code)
    for source in NEEDED:
        assert found[source].string, source
        assert not found[source].fuzzy, f"a fuzzy translation is not shown: {source}"


def test_every_khmer_translation_waits_for_a_native_reader_until_one_signed_it():
    for source, message in messages("km").items():
        if any(forms(message.string)):
            assert "awaiting native review" in message.user_comments, source
