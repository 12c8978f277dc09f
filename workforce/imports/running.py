"""Where imports are worked: by the queue's worker, or by the command that brought them."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextvars import Context

from flask import Flask, current_app
from huey import Huey
from sqlmodel import col, select

from workforce import clock
from workforce.database import Database, get_database
from workforce.imports import actions
from workforce.imports.engine import Works, work
from workforce.imports.kind import Kind
from workforce.models import Import
from workforce.reference.rates import rate_number

KINDS = "import_kinds"
TASK = "import_task"


def init_app(app: Flask, kinds: Iterable[Kind]) -> None:
    """Register the kinds, and the task that works one import."""
    app.extensions[KINDS] = {kind.kind: kind for kind in kinds}
    queue: Huey = app.extensions["huey"]

    def work_one(import_id: int) -> None:
        # A queue that works at once does so within a request; the work has no reader.
        Context().run(_work_apart, app, import_id)

    app.extensions[TASK] = queue.task(name="imports.work")(work_one)


def _work_apart(app: Flask, import_id: int) -> None:
    with app.app_context():
        work(works(), import_id)


def kinds() -> dict[str, Kind]:
    """Return the kinds by ImportKind."""
    return current_app.extensions[KINDS]


def works(said: Callable[[int, int], None] = lambda done, total: None) -> Works:
    """Return what this application works imports with."""
    database: Database = get_database()
    return Works(
        session=database.session, kinds=kinds(), data_key=current_app.extensions["data_key"],
        clock=clock.now, today=clock.today, said=said,
    )  # fmt: skip


def enqueue(import_id: int) -> None:
    """Ask the worker to begin; should the queue lose it, the next round finds it."""
    current_app.extensions[TASK](import_id)


def work_round() -> int:
    """Go on with every import that waits or whose worker fell silent; return how many."""
    with get_database().session(write=False) as session:
        waiting = session.exec(
            select(Import.id)
            .where(col(Import.state).in_(actions.OPEN_STATES))
            .order_by(col(Import.created_at))
        ).all()
    return sum(work(works(), import_id) for import_id in waiting)


def forget_round() -> int:
    """Forget reports past their term; return how many rows."""
    today = clock.today()
    with get_database().session(write=True) as session:
        days = rate_number(session, "import", "report_days", on=today)
        gone = actions.forget_reports(session, before=clock.now() - dt.timedelta(days=days))
        session.commit()
    return gone
