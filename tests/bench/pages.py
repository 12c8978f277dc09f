"""The page of results in process: the search, the database, the page, on a whole site."""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient

from tests.bench.harness import both_latencies, measured, peak_mib, say, seconds, title
from tests.bench.search import queries_like
from workforce import create_app
from workforce.settings import load_settings

OPENINGS = 5_000
TIMES = 200


def main(openings: int = OPENINGS) -> None:
    """Print the report."""
    with tempfile.TemporaryDirectory() as folder:
        _report(openings, Path(folder))


def _report(openings: int, folder: Path) -> None:
    title(f"pages: /viec-lam with {openings:,} openings on SQLite")
    app = create_app(
        load_settings({"DATABASE_URL": f"sqlite:///{folder}/site.db", "INSTANCE_DIR": str(folder)})
    )
    run = app.test_cli_runner().invoke
    for command in (["db", "upgrade"], ["seed"],
                    ["demo", "--seekers", "50", "--openings", str(openings)]):  # fmt: skip
        assert run(args=command).exit_code == 0, command
    client = app.test_client()
    with measured() as first:
        _open(client, "/viec-lam", "may")
    say("first request (builds the matcher)", seconds(first))
    database = app.extensions["database"]
    with database.session(write=False) as session:
        titles = [row[0] for row in session.connection().exec_driver_sql(
            "SELECT DISTINCT title FROM opening ORDER BY title LIMIT 200"
        )]  # fmt: skip
    for name, asked in queries_like(titles).items():
        calls: list[Callable[[], object]] = [
            partial(_open, client, "/viec-lam", one) for one in asked[:TIMES]
        ]
        say(f"?q= {name}", both_latencies(calls))
    say("without words", both_latencies(partial(_open, client, "/viec-lam", "") for _ in range(50)))
    starts = [one[: 2 + len(one) // 3] for one in titles]
    typing = [partial(_open, client, "/viec-lam/goi-y", one) for one in starts]
    say("suggestions while typing", both_latencies(typing))
    say("peak memory, MiB", f"{peak_mib():,.0f}")


def _open(client: FlaskClient, path: str, query: str) -> None:
    with client.get(path, query_string={"q": query[:200]}) as response:
        assert response.status_code == 200


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
