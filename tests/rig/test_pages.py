"""The page rules themselves: a good page passes, each mistake is named."""

import html5lib
import pytest

from tests.pages import check_page

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Nộp hồ sơ – Việc làm</title></head>
<body><main><h1>Nộp hồ sơ</h1>{body}</main></body></html>"""
GOOD_FORM = """<form method="post" action="/nop">
<input type="hidden" name="csrf_token" value="token">
<label for="name">Họ tên</label><input id="name" name="name">
<button>Gửi</button></form>"""

MISTAKES = {
    "a second h1": ("<h1>Nộp hồ sơ</h1>", "exactly one <h1>"),
    "an id used twice": ('<p id="a"></p><p id="a"></p>', "ids used twice"),
    "a reference to nothing": ('<label for="nobody">Họ tên</label>', "leads nowhere"),
    "a jump to nothing": ('<a href="#nobody">Xuống</a>', "missing part"),
    "a control without a label": ('<input id="x" name="x">', "no label"),
    "a control without a name": ('<label>Tên <input id="x"></label>', "without a name"),
    "an empty label": ('<label for="x"></label><input id="x" name="x">', "no label"),
    "a group without a legend": ("<fieldset><p>Chọn</p></fieldset>", "without a legend"),
    "a form without a token": ('<form method="post"><button>Gửi</button></form>', "csrf"),
    "a button without words": ('<button type="button"></button>', "button without words"),
    "a link without words": ('<a href="/"> </a>', "link without words"),
    "a link without an address": ("<a>Trang chủ</a>", "without an address"),
    "a picture without alt": ('<img src="/a.png">', "without alt"),
    "a drawing without a name": ("<svg></svg>", "neither named nor hidden"),
    "an inline style": ('<p style="color:red">Đỏ</p>', "inline style"),
    "an inline event": ('<p onclick="go()">Bấm</p>', "inline onclick"),
    "an inline script": ("<script>go()</script>", "static/js"),
    "a script address": ('<a href="JavaScript:go()">Bấm</a>', "script address"),
    "a template's leftovers": ("<p>Chào {{ name }}</p>", "left in the page"),
    "a value nobody formatted": ("<p>None</p>", "nobody formatted"),
}


class TestCheckPage:
    def test_it_accepts_a_good_form(self):
        page = check_page(PAGE.replace("{body}", GOOD_FORM))

        assert page.select_one("h1").text == "Nộp hồ sơ"

    @pytest.mark.parametrize("mistake", MISTAKES)
    def test_it_names(self, mistake):
        body, message = MISTAKES[mistake]

        with pytest.raises((AssertionError, html5lib.html5parser.ParseError), match=message):
            check_page(PAGE.replace("{body}", body))

    def test_it_refuses_broken_html(self):
        with pytest.raises(html5lib.html5parser.ParseError):
            check_page(PAGE.replace("{body}", "<p><b>Đậm</p>"))

    def test_it_refuses_a_title_of_another_page(self):
        with pytest.raises(AssertionError, match="starts with the <h1>"):
            check_page(PAGE.replace("<title>Nộp", "<title>Rút").replace("{body}", ""))

    def test_it_lets_a_title_begin_with_the_mistake(self):
        alert = '<div role="alert">Có lỗi</div>'

        assert check_page(PAGE.replace("<title>", "<title>Lỗi: ").replace("{body}", alert)).select(
            "[role=alert]"
        )

    def test_it_refuses_a_language_we_do_not_speak(self):
        with pytest.raises(AssertionError, match="lang"):
            check_page(PAGE.replace('lang="vi"', 'lang="fr"').replace("{body}", ""))
