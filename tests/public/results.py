"""What a list of jobs shows, read from its page."""

from tests.pages import words


def titles(page):
    return [words(title) for title in page.select(".card-title")]


def chips(page):
    return {
        words(chip).removeprefix("Bỏ: ").strip(): chip["href"] for chip in page.select("a.chip")
    }
