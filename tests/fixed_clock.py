"""The time of the tests: Monday 7 September 2026, nine in the morning in the province."""

import datetime as dt
from types import SimpleNamespace

import pytest

from workforce import clock

NOW = dt.datetime(2026, 9, 7, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 9, 7)


class FixedClock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.moment = NOW

    def set(self, moment: dt.datetime | dt.date) -> None:
        """Put the clock to a moment, or to nine in the morning of a day."""
        if not isinstance(moment, dt.datetime):
            moment = dt.datetime.combine(moment, dt.time(9), clock.PROVINCE_TIME)
        assert moment.tzinfo is not None, "a moment without a zone is three moments"
        self.moment = moment.astimezone(dt.UTC)

    def advance(self, **amount: int) -> None:
        """Move on, e.g. ``advance(days=31)``."""
        self.moment += dt.timedelta(**amount)


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The clock every view and command reads in this test."""
    fixed = FixedClock()

    class Moments(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return fixed.moment.astimezone(tz)

    # workforce.clock is the only place that asks the machine for the time.
    namespace = SimpleNamespace(datetime=Moments, date=dt.date, UTC=dt.UTC)
    monkeypatch.setattr(clock, "dt", namespace)
    return fixed
