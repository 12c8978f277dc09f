"""The running site with the demo data in it, for the long battery."""

import os
import subprocess
import sys

import pytest

from tests.browser.server import Site
from workforce.settings import PROJECT

DEMO = ("--seekers", "80", "--openings", "40", "--courses", "12", "--households", "5")


@pytest.fixture(scope="session")
def site(databases, tmp_path_factory):
    """The site with sample people, firms and schools."""
    url = databases.get("sqlite").copy()
    folder = tmp_path_factory.mktemp("deep")
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "demo", *DEMO], cwd=PROJECT, check=True,
        env={
            **os.environ, "WORKFORCE_ENV": "test", "DATABASE_URL": url,
            "INSTANCE_DIR": str(folder),
        },
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    site = Site(url, folder)
    yield site
    site.stop()


@pytest.fixture(scope="module", autouse=True)
def openings_of_one_file():
    """Leave the sample openings open: every file here looks at them."""


@pytest.fixture
def tell(request):
    """Write a line into the report: a run that looked at nothing must not look green."""
    plugins = request.config.pluginmanager
    reporter, capture = plugins.get_plugin("terminalreporter"), plugins.get_plugin("capturemanager")

    def tell(line: str) -> None:
        with capture.global_and_fixture_disabled():
            reporter.write_line(line)

    return tell
