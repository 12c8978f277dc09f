"""How gunicorn serves the site: ``gunicorn --config python:workforce.operations.gunicorn``.

A few processes with threads: processes use the cores, threads keep a slow phone from
holding one. The application is loaded before the fork, so that the ranking libraries
are in memory once.
"""

import multiprocessing
import os
from pathlib import Path
from typing import Any

wsgi_app = "app:app"
bind = os.environ.get("BIND", "127.0.0.1:8000")
preload_app = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(multiprocessing.cpu_count() + 1, 5))
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5_000  # a slow leak never grows old
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  heartbeat only
control_socket_disable = True

# Neither address nor query nor browser: who looked for what is personal data.
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(L)s s"
loglevel = os.environ.get("LOG_LEVEL", "warning")


def on_starting(_server: Any) -> None:
    """Load the ranking libraries and the vocabulary before the fork: large, the same for all."""
    import matching.matcher  # noqa: F401
    from workforce.suggestions.engine import load_ahead

    load_ahead()


def pre_fork(_server: Any, _worker: Any) -> None:
    """Close what loading the application opened: no connection outlives a fork."""
    from app import app

    app.extensions["database"].dispose()


def post_worker_init(_worker: Any) -> None:
    """Compile and read the openings in the background: nobody's first request waits for it."""
    from app import app
    from workforce import clock
    from workforce.suggestions.engine import warm_up

    warm_up(app.extensions["database"].session, today=clock.today)
