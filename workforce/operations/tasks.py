"""What the queue's worker does by the clock. Each run may be repeated or missed freely."""

from flask import Flask
from huey import Huey, crontab

from workforce.commands.notify import outside_of
from workforce.imports import running
from workforce.notices import fitting, rounds
from workforce.notices.searches_page import FINDER
from workforce.operations import night


def register(app: Flask) -> Huey:
    """Give the queue its periodic tasks and return it."""
    queue: Huey = app.extensions["huey"]

    def send() -> None:
        with app.app_context():
            rounds.send_round(outside_of(app))

    def search() -> None:
        with app.app_context():
            rounds.search_round(outside_of(app), app.extensions[FINDER])

    def remind() -> None:
        with app.app_context():
            rounds.reminder_round(outside_of(app))

    def tell_fitting() -> None:
        with app.app_context():
            fitting.fitting_round(outside_of(app))

    def go_on_with_imports() -> None:
        with app.app_context():
            running.work_round()

    def forget_reports() -> None:
        with app.app_context():
            running.forget_round()

    queue.periodic_task(crontab(minute="*"), name="imports.round")(go_on_with_imports)
    queue.periodic_task(crontab(minute="23", hour="18"), name="imports.forget")(forget_reports)
    queue.periodic_task(crontab(minute="*"), name="notices.send")(send)
    queue.periodic_task(crontab(minute="*/5"), name="notices.search")(search)
    queue.periodic_task(crontab(minute="17"), name="notices.remind")(remind)
    queue.periodic_task(crontab(minute="7-57/10"), name="notices.fitting")(tell_fitting)
    # Huey counts hours in UTC: 18:40 is twenty to two at night in the province.
    queue.periodic_task(crontab(minute="40", hour="18"), name="night.run_all")(night.run_all)
    return queue
