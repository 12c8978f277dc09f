"""When a message may leave, from dated settings (``policy_rate``, kind 'notice')."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from workforce import clock
from workforce.models import Frequency
from workforce.reference.rates import rate_number

KIND = "notice"
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)


@dataclass(frozen=True)
class Timing:
    """The hours of the province, 0 to 23.

    Attributes:
        quiet_from, quiet_to: nothing leaves from the one until the other.
        digest_hour, digest_weekday: when a digest is made; Monday is 1.
        most_tries: after so many a message is given up.
        answer_days: an employer is reminded of an application this old.
    """

    quiet_from: int
    quiet_to: int
    digest_hour: int
    digest_weekday: int
    most_tries: int
    answer_days: int

    def allowed_at(self, moment: dt.datetime) -> dt.datetime:
        """Return ``moment``, or the end of the quiet hours it falls into."""
        local = clock.local(moment)
        morning = local.replace(hour=self.quiet_to, minute=0, second=0, microsecond=0)
        if self.quiet_from > self.quiet_to:  # across midnight, the usual case
            if local.hour >= self.quiet_from:
                return (morning + dt.timedelta(days=1)).astimezone(dt.UTC)
            return morning.astimezone(dt.UTC) if local.hour < self.quiet_to else moment
        is_quiet = self.quiet_from <= local.hour < self.quiet_to
        return morning.astimezone(dt.UTC) if is_quiet else moment

    def next_try(self, now: dt.datetime, *, tries: int) -> dt.datetime:
        """Return when to try again after ``tries`` failures: 1, 2, 4 … minutes, at most 6 h."""
        pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 16), LONGEST_PAUSE)
        return self.allowed_at(now + pause)

    def last_digest(self, frequency: Frequency, now: dt.datetime) -> dt.datetime:
        """Return the latest moment a digest of this frequency was due."""
        local = clock.local(now)
        due = local.replace(hour=self.digest_hour, minute=0, second=0, microsecond=0)
        if due > local:
            due -= dt.timedelta(days=1)
        if frequency == Frequency.WEEKLY:
            due -= dt.timedelta(days=(due.isoweekday() - self.digest_weekday) % 7)
        return due.astimezone(dt.UTC)


def timing_on(session: Session, day: dt.date) -> Timing:
    """Return the settings in force on a day; LookupError when the seeds lack one."""

    def whole(key: str) -> int:
        return int(rate_number(session, KIND, key, on=day))

    return Timing(
        quiet_from=whole("quiet_from_hour"),
        quiet_to=whole("quiet_to_hour"),
        digest_hour=whole("digest_hour"),
        digest_weekday=whole("digest_weekday"),
        most_tries=whole("most_tries"),
        answer_days=whole("answer_days"),
    )
