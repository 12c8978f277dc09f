"""A style sheet edited after its compressed copy was made reaches the browser."""

import os

import pytest
from werkzeug.test import Client

from workforce import static_files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "site.css").write_text("new" * 100)
    (tmp_path / "site.css.br").write_bytes(b"old")
    return tmp_path


def served(folder):
    """Return what a browser that takes Brotli gets for the style sheet, and its encoding."""
    browser = Client(static_files.serve(None, folder))
    with browser.get("/static/site.css", headers={"Accept-Encoding": "br"}) as response:
        return response.get_data(), response.headers.get("Content-Encoding")


def date(path, seconds):
    os.utime(path, (seconds, seconds))


def test_a_copy_older_than_its_original_is_left_alone(folder):
    date(folder / "site.css.br", 1_000)
    date(folder / "site.css", 2_000)

    assert served(folder) == (b"new" * 100, None)


def test_a_copy_made_after_the_last_edit_is_served(folder):
    date(folder / "site.css", 1_000)
    date(folder / "site.css.br", 2_000)

    assert served(folder) == (b"old", "br")


@pytest.mark.parametrize("nanoseconds", [338_905_559, 338_905_999, 961_066_464])
def test_a_copy_keeps_the_time_of_its_original_but_for_rounding(folder, nanoseconds):
    edited = 1_795_431_708 * 10**9 + nanoseconds
    os.utime(folder / "site.css", ns=(edited, edited))
    original = os.stat(folder / "site.css")
    os.utime(folder / "site.css.br", (original.st_atime, original.st_mtime))

    assert served(folder) == (b"old", "br")
