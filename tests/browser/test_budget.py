"""What the first public page costs somebody who pays for data by the day."""

import pytest

from workforce.i18n import LANGUAGE_COOKIE

KIB = 1024
HARD_LIMIT = {"vi": 50 * KIB, "km": 75 * KIB}  #: HTML, CSS, JavaScript and fonts as sent
SCRIPT_LIMIT = 10 * KIB
MOST_REQUESTS = 6
COUNTED = {"Document", "Stylesheet", "Script", "Font"}


def visit(page, address):
    """Open ``address`` with an empty cache; return [(kind, url, bytes on the wire)]."""
    kinds, sizes = {}, {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.requestWillBeSent", lambda e: _asked(kinds, e))
    wire.on("Network.loadingFinished", lambda e: _came(sizes, e))
    page.goto(address, wait_until="networkidle")
    return [(kind, url, sizes.get(key, 0)) for key, (kind, url) in kinds.items()]


def _asked(kinds, event):
    if not event["request"]["url"].startswith("data:"):
        kinds[event["requestId"]] = (event.get("type"), event["request"]["url"])


def _came(sizes, event):
    sizes[event["requestId"]] = event["encodedDataLength"]


@pytest.mark.parametrize("language", ["vi", "km"])
def test_the_first_page_stays_within_the_budget(page, site, language, request):
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": site.url}])
    came = visit(page, "/")
    assert page.locator("html").get_attribute("lang") == language

    counted = sum(size for kind, _url, size in came if kind in COUNTED)
    scripts = sum(size for kind, _url, size in came if kind == "Script")
    plugins = request.config.pluginmanager
    with plugins.get_plugin("capturemanager").global_and_fixture_disabled():
        plugins.get_plugin("terminalreporter").write_line(
            f"first page, {language}: {counted} bytes, {scripts} of scripts, {len(came)} requests"
        )
    assert 0 < counted <= HARD_LIMIT[language]
    assert 0 < scripts <= SCRIPT_LIMIT
    assert len(came) <= MOST_REQUESTS, came
    assert [url for _kind, url, _size in came if not url.startswith(f"{site.url}/")] == []
