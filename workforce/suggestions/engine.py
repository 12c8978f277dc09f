"""The matcher of this process, kept up to date with the database without being built anew.

Each web worker keeps one. Before every use a cheap fingerprint is compared; when it differs,
only what changed since is read and put in, so an opening posted through one worker is found
by all of them on their next request, without a message between them. Readers go on with the
state they hold: an update makes a new one. Building anew (how rare words are) is left to a
thread in the background, once a day or when a fifth has changed.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlmodel import Session

from workforce.settings import PROJECT
from workforce.suggestions.freshness import Fingerprint, Row, Versions, fingerprint, versions

# scikit-learn takes over a second and 100 MB to import: a worker that only serves forms
# never pays for it. So matching is imported inside the functions that rank.
if TYPE_CHECKING:
    from matching import Gazetteer, Matcher, SeekerRecord

logger = logging.getLogger(__name__)

#: of the openings: when more than this changed since the last build, build anew
REBUILD_SHARE = 0.2
#: nor for fewer changes than these, however few openings there are
FEW_CHANGES = 50
#: a build that failed is tried again after this
RETRY_SECONDS = 600.0


@dataclass(frozen=True)
class Engine:
    """A matcher and what it was made from.

    Attributes:
        adults_only: ids of openings marked hazardous; the night work among them the
            matcher finds itself. People known to be under age never get them.
        home: which database; fingerprint: its state. Both decide whether it still holds.
        versions: a short row for each opening in it, to tell what has changed.
        built_on: the day it was last built anew; changed: openings put in or out since.
        learned: version of the trained model it ranks by, '' for the stated weights.
        words: the state of the vocabulary it was last built with.
    """

    matcher: "Matcher"
    adults_only: frozenset[str]
    home: Any
    fingerprint: Fingerprint
    versions: Versions
    built_on: dt.date
    changed: int = 0
    learned: str = ""
    words: Row = ()

    @property
    def version(self) -> str:
        """Name and version of the ranking model, stored with each list."""
        from matching import MODEL_VERSION

        return self.learned or MODEL_VERSION

    def is_under_age(self, record: "SeekerRecord") -> bool:
        """Whether the person is known to be below the adult age."""
        return record.age is not None and record.age < self.matcher.limits.adult_age

    @property
    def is_worn(self) -> bool:
        """Whether so much has changed, or so long ago was it built, that it should be anew.

        New words are read into every opening, so they wait for that, too.
        """
        many = max(REBUILD_SHARE * len(self.versions.rows), FEW_CHANGES)
        is_old = self.built_on < self.fingerprint.today or self.words != self.fingerprint.words
        return is_old or self.changed > many


class Keeper:
    """Keeps one engine current; safe for threads. One for each process."""

    def __init__(self) -> None:
        self._held: Engine | None = None
        self._changing = threading.Lock()
        self._rebuilding: threading.Thread | None = None
        self._retry_at = 0.0

    def current(self, session: Session, *, today: dt.date) -> Engine:
        """Return the engine over what is open today.

        Built on the first call; later calls put in what has changed and start a build in the
        background when one is due.
        """
        home, state = _home(session), fingerprint(session, today=today)
        held = self._held
        if held is None or held.home != home or held.fingerprint != state:
            with self._changing:
                held = self._held
                if held is None or held.home != home or _must_build(held, home, state):
                    held = build(session, today=today, home=home, state=state)
                elif held.fingerprint != state:
                    held = _with_changes(session, held, state)
                self._held = held
        if held.is_worn:
            self._rebuild_behind(session, today)
        return held

    def wait(self, timeout: float | None = None) -> None:
        """Wait for a build in the background to end; at once when none runs."""
        if self._rebuilding is not None:
            self._rebuilding.join(timeout)

    def _rebuild_behind(self, session: Session, today: dt.date) -> None:
        bind = session.get_bind()
        # A lone connection belongs to its thread.
        if isinstance(bind, Connection):
            return
        with self._changing:
            running = self._rebuilding is not None and self._rebuilding.is_alive()
            if running or time.monotonic() < self._retry_at:
                return
            self._rebuilding = threading.Thread(
                target=self._rebuild, args=(lambda: Session(bind), today), daemon=True,
                name="matcher",
            )  # fmt: skip
            self._rebuilding.start()

    def _rebuild(self, open_session: Callable[[], Session], today: dt.date) -> None:
        """Build anew and take it over; what changed meanwhile the next request puts in."""
        try:
            with open_session() as session:
                state = fingerprint(session, today=today)
                fresh = build(session, today=today, home=_home(session), state=state)
        except Exception:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            logger.exception("The matcher could not be built anew; the old one goes on")
            return
        with self._changing:
            if self._held is None or self._held.home == fresh.home:
                self._held = fresh


def _must_build(held: Engine, home: Any, state: Fingerprint) -> bool:
    """Whether the next request waits for a build: on a lone connection none can run behind."""
    is_lone = isinstance(home, Connection)
    return held.fingerprint.model != state.model or (is_lone and held.words != state.words)


_keeper = Keeper()


def engine(session: Session, *, today: dt.date) -> Engine:
    """Return this process's engine over what is open today, up to date."""
    return _keeper.current(session, today=today)


def load_ahead() -> None:
    """Load what every process that ranks needs and none changes, for the one that forks them."""
    from workforce.reference.recognition import vocabulary_with

    vocabulary_with(())
    gazetteer()


def warm_up(
    open_session: Callable[..., Session], *, today: Callable[[], dt.date]
) -> tuple[threading.Thread, threading.Thread]:
    """Compile, and build the engine of this process, each in the background.

    A new worker serves its pages meanwhile: lists are NumPy's until the compiler is done, which
    takes tens of seconds on a new machine and one where compiled code is kept. Who asks for
    suggestions before the engine is built waits for the rest of it. A failure is logged and
    left to the first request.

    Args:
        open_session: ``Database.session``; today: ``clock.today``.

    Returns:
        The thread that compiles and the thread that builds.
    """
    from matching.scoring.ranking import compile_behind

    def compile_all() -> None:
        from matching import LegalLimits, Matcher, OpeningRecord
        from workforce.reference.recognition import vocabulary_with

        try:
            matcher = Matcher(vocabulary_with(()), gazetteer(), today=today(), limits=LegalLimits())
            matcher.fit([OpeningRecord(id="0", title="công nhân may")], [])
        except Exception:
            logger.exception("What ranks could not be compiled at the start; a request will")

    def build_and_try() -> None:
        try:
            with open_session(write=False) as session:
                matcher = engine(session, today=today()).matcher
            matcher.search("công nhân")
        except Exception:
            logger.exception("The matcher could not be built at the start; a request will")

    compiling = compile_behind(compile_all)
    building = threading.Thread(target=build_and_try, name="matcher-warm-up", daemon=True)
    building.start()
    return compiling, building


@lru_cache(maxsize=1)
def gazetteer() -> "Gazetteer":
    """Return the geography, read once per process from seeds/."""
    from matching import Gazetteer

    return Gazetteer.load(PROJECT / "seeds")


def build(session: Session, *, today: dt.date, home: Any, state: Fingerprint) -> Engine:
    """Return an engine over everything open; seconds for thousands of openings."""
    from matching import Matcher
    from workforce.reference.recognition import accepted_words, vocabulary_with
    from workforce.suggestions import gather, learned
    from workforce.suggestions.limits import legal_limits
    from workforce.suggestions.places import Places

    places = Places.load(session)
    limits = legal_limits(session, today=today)
    seen = versions(session, today=today)
    card = learned.live()
    weights = None if card is None else card.weights
    words = vocabulary_with(accepted_words(session))
    matcher = Matcher(words, gazetteer(), today=today, limits=limits, weights=weights).fit(
        gather.opening_records(session, today=today, places=places),
        gather.course_records(session, today=today, places=places),
    )
    return Engine(
        matcher, seen.hazardous, home, state, seen, built_on=today,
        learned="" if card is None else card.version, words=state.words,
    )  # fmt: skip


def _with_changes(session: Session, held: Engine, state: Fingerprint) -> Engine:
    """Return the engine with what changed since put in; work for what changed only."""
    from workforce.suggestions import gather

    today = state.today
    seen = versions(session, today=today)
    before = held.versions.rows
    changed = [identity for identity, row in seen.rows.items() if before.get(identity) != row]
    removed = before.keys() - seen.rows.keys()
    courses = None
    if state.courses != held.fingerprint.courses or today != held.fingerprint.today:
        courses = gather.course_records(session, today=today)
    matcher = held.matcher
    if changed or removed or courses is not None:
        records = gather.opening_records(session, today=today, among=changed) if changed else []
        matcher = matcher.updated(records, map(str, removed), courses=courses)
    return Engine(
        matcher,
        seen.hazardous,
        held.home,
        state,
        seen,
        held.built_on,
        held.changed + len(changed) + len(removed),
        held.learned,
        held.words,
    )


def _home(session: Session) -> Any:
    """Return what tells databases apart: reading and writing engines of one are the same.

    A session on a single connection may hold rows nobody else sees: it is its own home.
    """
    bind = session.get_bind()
    return bind if isinstance(bind, Connection) else str(bind.url)
