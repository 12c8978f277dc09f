"""One round of everything: what the queue runs by the clock and ``flask notify`` at once."""

import datetime as dt
from collections import Counter
from collections.abc import Callable

from workforce.enrolments.moves import lapse_moves
from workforce.enrolments.seats import lapse_all
from workforce.models import Channel, SavedSearch
from workforce.notices import digests, reminders, searches
from workforce.notices.compose import Outside
from workforce.notices.delivery import drain, queue_codes

MOST_SEARCHES = 500  #: a round; the rest goes on in the next
Step = Callable[..., int]


def send_round(outside: Outside) -> Counter[str]:
    """Queue codes and digests, send what is due; return counts by name."""
    if Channel.SMS in outside.notifiers:
        with outside.sessions(write=True) as session:
            queue_codes(session, channel=Channel.SMS, now=outside.clock())
            session.commit()
    counts = Counter(digests=_step(outside, digests.queue_digests))
    counts.update(drain(outside))
    return counts


def search_round(outside: Outside, find: searches.Finder) -> Counter[str]:
    """Ask the saved searches that are due, each in a transaction of its own."""
    now = outside.clock()
    with outside.sessions(write=False) as session:
        due = searches.due_searches(session, now=now, limit=MOST_SEARCHES)
    counts: Counter[str] = Counter(searches=len(due))
    for search_id in due:
        with outside.sessions(write=True) as session:
            if session.get(SavedSearch, search_id) is not None:
                new = searches.check_search(session, search_id, find=find, now=now)
                counts["new_openings"] += new
            session.commit()
    return counts


def reminder_round(outside: Outside) -> Counter[str]:
    """Remind employers and workers, tell of fitting work, pass on seats nobody took.

    Each may be repeated freely.
    """
    return Counter(
        lapsed=_step(outside, lapse_all),
        moves=_step(outside, lapse_moves),
        waiting=_step(outside, reminders.remind_employers),
        check_ins=_step(outside, reminders.remind_check_ins),
        suits=_step(outside, reminders.tell_fitting_openings),
    )


def _step(outside: Outside, step: Step) -> int:
    now: dt.datetime = outside.clock()
    with outside.sessions(write=True) as session:
        count = step(session, now=now)
        session.commit()
    return count
