"""A web worker asks the queue's worker for a count, and does not wait long.

A queue of its own: a long import in front of it would keep a clerk waiting. A question nobody
answers in time is dropped, and the page says so.
"""

import threading
import time

from flask import Flask, current_app
from huey import Huey
from huey.exceptions import HueyException

from workforce import clock
from workforce.database import get_database
from workforce.queue import create_queue
from workforce.suggestions import standing
from workforce.supply.counting import Counter, Draft, Preview

QUEUE, TASK, COUNTER = "supply_queue", "supply_task", "supply_counter"
WAIT_SECONDS = 5.0
_PAUSE_SECONDS = 0.1


def init_app(app: Flask) -> None:
    """Register the question and who answers it in this process."""
    queue = create_queue(app.extensions["settings"], name="supply")
    counter = app.extensions[COUNTER] = Counter(standing.everybody)
    app.extensions[QUEUE] = queue

    def count(draft: Draft) -> Preview | bool:
        # Huey keeps no None: who asks would wait for it.

        with app.app_context(), get_database().session(write=False) as session:
            return counter.preview(session, draft, today=clock.today()) or False

    app.extensions[TASK] = queue.task(name="supply.count", expires=WAIT_SECONDS)(count)


def ask(draft: Draft) -> Preview | None:
    """Return the preview; None when nobody answers in time or people are still being read."""
    result = current_app.extensions[TASK](draft)
    try:
        found: Preview | bool = result.get(
            blocking=True, timeout=WAIT_SECONDS, backoff=1.0, max_delay=_PAUSE_SECONDS
        )
    except HueyException:
        return None
    return found if isinstance(found, Preview) else None


def serve(app: Flask) -> threading.Thread:
    """Answer questions in a thread of this process until it ends; return the thread."""
    thread = threading.Thread(target=_serve, args=(app,), daemon=True, name="supply")
    thread.start()
    return thread


def _serve(app: Flask) -> None:
    queue: Huey = app.extensions[QUEUE]
    counter: Counter = app.extensions[COUNTER]
    looked_at = float("-inf")
    while True:
        try:
            task = queue.dequeue()
            if task is not None:
                queue.execute(task)
                continue
            if time.monotonic() - looked_at > 60:
                looked_at = time.monotonic()
                with app.app_context(), get_database().session(write=False) as session:
                    if counter.is_stale(session, today=clock.today()):
                        counter.refresh(session, today=clock.today())
        except Exception:
            app.logger.exception("a count of people was not made")
        time.sleep(_PAUSE_SECONDS)
