"""The browser of the tests: every page it opens is checked, every form brings its token."""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import check_page


class PageClient(FlaskClient):
    """A Flask test client that reads what it opens.

    Each HTML response passes ``check_page`` and carries the parsed page as ``.page``.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request as any client does, after publishing what the test arranged."""
        self.application.extensions["database"].publish()
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.get_data():
            is_redirect = 300 <= response.status_code < 400
            response.page = None if is_redirect else check_page(response.text)
        return response

    def post(self, url: str, *, page: str | None = None, **kwargs: Any) -> TestResponse:
        """Fill in and send a form.

        Args:
            url: where the form posts to.
            page: the page that shows the form, when it is not ``url`` itself. The form
                must be there: a person could not send it otherwise.
            **kwargs: as for any client; ``data`` are the fields without the token.
        """
        token = self.token(url, page=page or url)
        data = {"csrf_token": token, **(kwargs.pop("data", None) or {})}
        return super().post(url, data=data, **kwargs)

    def post_raw(self, url: str, **kwargs: Any) -> TestResponse:
        """Send a POST as it is, without a page before it and without a token."""
        return super().post(url, **kwargs)

    def token(self, url: str, *, page: str) -> str:
        """Return the token of the form on ``page`` that posts to ``url``."""
        shown = self.get(page)
        assert shown.status_code == 200, f"the page with the form, {page}: {shown.status}"
        for form in shown.page.select("form[method=post i]"):
            action = form.get("action") or page
            if urlsplit(action).path == urlsplit(url).path:
                return form.select_one("input[name=csrf_token]")["value"]
        raise AssertionError(f"{page} shows no form that posts to {url}")


def forms_of(page: BeautifulSoup) -> list[str]:
    """Return the addresses a page's forms post to."""
    return [form.get("action", "") for form in page.select("form[method=post i]")]
