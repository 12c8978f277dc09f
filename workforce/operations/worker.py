"""``python -m workforce.operations.worker``: carries out the queued tasks.

SIGTERM lets the running task finish. ``make run`` starts this process again if it dies.
"""

from huey.consumer import Consumer

from app import app
from workforce.operations.tasks import register
from workforce.supply import asking

if __name__ == "__main__":
    asking.serve(app)
    Consumer(register(app), workers=1, max_delay=2.0, graceful_signal="TERM").run()
