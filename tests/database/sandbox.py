"""A database on which everything a test does is undone, commits of the code included.

All sessions share one connection inside one transaction that is rolled back at the end.
A writing session works in savepoints, so the code under test commits and rolls back as
it pleases. A reading session refuses to write, as the real one does.
"""

from sqlalchemy import Connection, event
from sqlmodel import Session

from workforce.database import Database


class WroteWhileReading(AssertionError):
    """A page opened with GET tried to change data; the real database would refuse."""


class ReadingSession(Session):
    """A session that must not write, and whose end undoes nothing of other sessions."""

    def rollback(self) -> None:
        """Forget what was read: there is nothing to undo, and the transaction is shared."""
        self.close()


@event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(session, _context, _instances):
    changed = [*session.new, *session.deleted, *filter(session.is_modified, session.dirty)]
    if changed:
        raise WroteWhileReading(f"a reading session holds changes: {changed[0]!r}")


@event.listens_for(ReadingSession, "do_orm_execute")
def _refuse_statement(state):
    if state.is_insert or state.is_update or state.is_delete:
        raise WroteWhileReading(f"a reading session was asked to run: {state.statement}")


class Sandbox(Database):
    """The application's database for one test at a time; see ``begin`` and ``undo``."""

    _connection: Connection | None = None
    _arranging: Session | None = None

    def begin(self) -> None:
        """Start a test."""
        self._connection = self.engine.connect()
        self._connection.begin()

    def undo(self) -> None:
        """End the test and everything it wrote."""
        assert self._connection is not None
        if self._arranging is not None:
            self._arranging.close()
            self._arranging = None
        self._connection.rollback()
        self._connection.close()
        self._connection = None

    def session(self, *, write: bool) -> Session:
        """Return a session inside the test's transaction."""
        assert self._connection is not None, "sessions of a sandbox live within a test"
        if write:
            return Session(self._connection, join_transaction_mode="create_savepoint")
        return ReadingSession(self._connection, join_transaction_mode="rollback_only")

    def arranging(self) -> Session:
        """Return the session in which the test itself arranges and looks."""
        if self._arranging is None:
            self._arranging = self.session(write=True)
        return self._arranging

    def publish(self) -> None:
        """Commit what the test arranged, so that a request finds it and is seen after."""
        if self._arranging is not None:
            self._arranging.commit()
