"""'Nghe trang này': there where the phone has a voice for the page, and nowhere else."""

import pytest
from playwright.sync_api import expect

#: stands in for the phone's voices; keeps what it was asked to say
VOICES = """codes => {
  window.said = [];
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => codes.map(lang => ({lang, name: lang})),
    addEventListener() {}, cancel() { window.said.push(['stop']); },
    speak(piece) { window.said.push([piece.lang, piece.text]); },
  }});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.fixture
def page_with(page):
    def page_with(*codes: str):
        page.add_init_script(f"({VOICES})({list(codes)!r})")
        page.goto("/tro-giup")
        return page

    return page_with


def test_without_a_voice_for_the_language_there_is_no_button(page_with):
    expect(page_with("en-US", "th-TH").locator("[data-listen]")).to_be_hidden()


def test_it_reads_the_page_in_short_pieces_and_stops_when_told(page_with, axe):
    page = page_with("vi-VN")
    button = page.locator("[data-listen]")
    expect(button).to_have_text("Nghe trang này")
    assert button.bounding_box()["height"] >= 44
    axe(page)

    button.click()

    said = [one for one in page.evaluate("said") if len(one) == 2]
    assert said[0] == ["vi", "Trợ giúp"]
    assert all(len(text) <= 181 for _code, text in said)
    assert not any("Nghe trang này" in text for _code, text in said)
    expect(button).to_have_text("Dừng nghe")
    button.click()
    assert page.evaluate("said").pop() == ["stop"]
    expect(button).to_have_text("Nghe trang này")


def test_it_takes_no_room_away_from_what_is_below(page_with):
    page = page_with("vi-VN")
    top = "document.querySelector('main .stack').getBoundingClientRect().top"
    with_button = page.evaluate(top)
    page.evaluate("document.querySelector('[data-listen]').hidden = true")
    assert page.evaluate(top) == with_button
