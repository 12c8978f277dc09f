"""Chromium on the running site: a phone of 360×740, Vietnamese, touched with a finger."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from sqlmodel import col, update

from tests.browser.looking import RULES
from tests.browser.server import Site
from tests.database.fixtures import Databases
from workforce.models import Opening, OpeningStatus

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
WAIT_MS = 15_000
#: contexts in which scripts are off: axe would wait there for ever
SCRIPTLESS: WeakSet[BrowserContext] = WeakSet()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark everything here; leave it out when the person asked for that."""
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker("browser")
    if os.environ.get("SKIP_BROWSER") == "1" and here:
        config.hook.pytest_deselected(items=here)
        items[:] = [item for item in items if item not in here]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail(
            "The browser tests need Debian's Chromium. Run:\n"
            "    apt-get install -y --no-install-recommends chromium fonts-noto-core libatomic1\n"
            "or leave them out with SKIP_BROWSER=1.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running site on a database of its own; tests here share it, so make own rows."""
    site = Site(databases.get("sqlite").copy(), tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(scope="module", autouse=True)
def openings_of_one_file(site: Site) -> Iterator[None]:
    """Close what a file's tests left open: other files look for the first of their own."""
    yield
    with site.database.session(write=True) as db:
        db.exec(
            update(Opening)
            .where(col(Opening.status) == OpeningStatus.OPEN)
            .values(status=OpeningStatus.CLOSED)
        )
        db.commit()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the console complained of and what left the site; the test fails if any is left."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def new_context(
    chromium: Browser, site: Site, complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Open another browser: ``new_context(javascript=False)``, ``new_context(size=DESK)``."""
    contexts: list[BrowserContext] = []

    def stay_here(route: Route) -> None:
        if route.request.url.startswith(f"{site.url}/"):
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    def open_context(
        *, javascript: bool = True, size: dict = PHONE, worker: bool = False
    ) -> BrowserContext:
        context = chromium.new_context(
            base_url=site.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
            viewport=size, screen=size, is_mobile=size == PHONE, has_touch=size == PHONE,
            java_script_enabled=javascript,
            service_workers="allow" if worker else "block",
        )  # fmt: skip
        context.set_default_timeout(WAIT_MS)
        if not worker:  # a route would hide the network from the worker's own requests
            context.route("**/*", stay_here)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda line: _note(complaints, line.type, line.text))
        contexts.append(context)
        if not javascript:
            SCRIPTLESS.add(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


def _note(complaints: list[str], kind: str, text: str) -> None:
    # A 4xx page is an answer, and tests ask for some on purpose.
    if kind == "error" and "Failed to load resource" not in text:
        complaints.append(text)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone."""
    return new_context().new_page()


@pytest.fixture
def page_without_javascript(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone on which no script runs."""
    return new_context(javascript=False).new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing wrong with what a page shows now."""

    def check(page: Page) -> None:
        assert page.context not in SCRIPTLESS, "axe needs scripts: open the page in `page`"
        page.wait_for_load_state()  # a click returns before the new page has its styles
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Assert that nobody has to scroll a page sideways."""

    def check(page: Page) -> None:
        wide, screen = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen}"

    return check
