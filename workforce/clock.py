"""What time it is in the province.

A server on UTC believes it is yesterday until seven in the morning, so dates come from
here, never from ``date.today()``. Rules take ``today`` or ``now`` as an argument; only
views and commands ask this module what time it is.
"""

import datetime as dt
from calendar import monthrange
from zoneinfo import ZoneInfo

PROVINCE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC: the form moments are stored in."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the calendar date people in the province have on the wall."""
    return now().astimezone(PROVINCE_TIME).date()


def local(moment: dt.datetime) -> dt.datetime:
    """Return a stored moment in province time, for showing."""
    return moment.astimezone(PROVINCE_TIME)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))
