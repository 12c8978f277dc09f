"""The site as it really runs, gunicorn with two workers, for the browser to visit."""

import contextlib
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.database.cluster import quit_with_parent
from workforce.database import Database
from workforce.settings import PROJECT

START_SECONDS = 120
STOP_SECONDS = 30


class Site:
    """A running site with reference data and nobody in it.

    Attributes:
        url: address without a slash at the end.
        database: for arranging what the browser should find; commit before it looks.
    """

    def __init__(self, database_url: str, folder: Path, *, workers: int = 2):
        self.database = Database(database_url)
        self._log = folder / "gunicorn.log"
        # The socket listens before gunicorn has loaded: the first visit waits, none fails.
        with socket.create_server(("127.0.0.1", 0)) as listener, self._log.open("wb") as log:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            environment = {
                **os.environ, "WORKFORCE_ENV": "test", "DATABASE_URL": database_url,
                "INSTANCE_DIR": str(folder), "BIND": f"fd://{listener.fileno()}",
                "WEB_CONCURRENCY": str(workers),
            }  # fmt: skip
            config = "python:workforce.operations.gunicorn"
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", config],
                cwd=PROJECT, env=environment, pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=quit_with_parent,
            )  # fmt: skip

        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        # On a busy machine loading takes longer than a browser waits for a page.
        with contextlib.suppress(OSError):  # the first page to fail says it better
            urllib.request.urlopen(f"{self.url}/healthz", timeout=START_SECONDS).close()

    def kill(self) -> None:
        """End the master as the kernel would, without a word to its workers."""
        self._process.kill()
        self._process.wait()
        self.database.dispose()

    def stop(self) -> None:
        """Stop the server; fail if it wrote of an error nobody saw in the browser."""
        self.database.dispose()
        self._process.terminate()
        try:
            self._process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        log = self._log.read_text()
        assert "Traceback" not in log, f"the server failed on a page:\n{log}"
