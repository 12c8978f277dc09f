"""The browser rig itself: the site answers, and a script that should not run does not."""

import pytest


class TestBrowser:
    def test_it_serves_the_style_sheet(self, page, site):
        response = page.goto("/static/css/site.css")

        assert response.status == 200
        assert page.url.startswith(site.url)

    def test_axe_complains_of_a_page_without_a_language(self, page, axe):
        page.set_content("<html><body><h1>Không có ngôn ngữ</h1></body></html>")

        with pytest.raises(AssertionError, match="html-has-lang"):
            axe(page)

    def test_axe_refuses_a_page_on_which_it_cannot_run(self, page_without_javascript, axe):
        with pytest.raises(AssertionError, match="needs scripts"):
            axe(page_without_javascript)

    def test_it_fails_a_page_that_asks_for_somebody_else(self, new_context, complaints):
        page = new_context().new_page()
        page.set_content("<html><body><img src='http://192.0.2.1/x.png' alt=''></body></html>")

        assert complaints == ["asked for http://192.0.2.1/x.png"]
        complaints.clear()
