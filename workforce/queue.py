"""Background tasks: Huey on its own SQLite file, or on Redis by QUEUE_URL.

The consumer is a process of its own (``make run`` starts and watches it). Tasks open
their own writing session; they take ids, never rows.
"""

from huey import Huey, RedisHuey, SqliteHuey

from workforce.settings import Settings


def create_queue(settings: Settings, name: str = "workforce") -> Huey:
    """Return a queue where the settings ask for it; in tests tasks run at once, in the caller."""
    immediate = settings.environment == "test"
    if settings.queue_url:
        return RedisHuey(name, url=settings.queue_url, immediate=immediate)
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(
        name, filename=str(settings.instance / "queue.db"), fsync=True, immediate=immediate
    )
