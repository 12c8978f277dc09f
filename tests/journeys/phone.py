"""A person's phone without a browser: keeps its cookie, fills in forms, loses connections."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from bs4 import BeautifulSoup


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args, **_kwargs):
        return None


class Phone:
    """Visits one address over real HTTP.

    Raises OSError (URLError, ConnectionReset …) when the connection breaks.
    """

    def __init__(self, base_url: str):
        self.base_url = base_url
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), _NoRedirect
        )

    def moved_to(self, base_url: str) -> "Phone":
        """Return the same phone, still signed in, at the site's new address."""
        phone = Phone(base_url)
        for cookie in self._jar:
            phone._jar.set_cookie(cookie)
        return phone

    def get(self, path: str) -> tuple[int, BeautifulSoup]:
        """Return the status and the page of a GET; redirects are not followed."""
        return self._open(urllib.request.Request(self.base_url + path))

    def send(self, path: str, **fields: str) -> int:
        """Open the page of a form, fill it in and send it; return the status of the answer."""
        status, page = self.get(path)
        if status != 200:
            return status
        token = page.select_one("main form[method=post] input[name=csrf_token]")["value"]
        data = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        request = urllib.request.Request(self.base_url + path, data=data)
        request.add_header("Referer", self.base_url + path)
        return self._open(request)[0]

    def _open(self, request: urllib.request.Request) -> tuple[int, BeautifulSoup]:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, BeautifulSoup(answer.read(), "html5lib")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, BeautifulSoup(error.read(), "html5lib")
