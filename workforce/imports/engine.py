"""Work an import through, five hundred rows at a time, from where it stopped.

A chunk's rows, what became of each of them and the checkpoint are one transaction: a process
killed at any moment leaves whole chunks, and the next one goes on after the last of them.
"""

import datetime as dt
import itertools
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from workforce.crypto import DataKey
from workforce.errors import WorkforceError
from workforce.i18n import _
from workforce.imports import actions
from workforce.imports.kind import Batch, Job, Kind, Problem, Result, Row, refused
from workforce.imports.reading import Reader
from workforce.imports.sheets import Sheet, read_sheet
from workforce.models import Account, Import, ImportFile, ImportRow, ImportState
from workforce.reference.rates import rate_number

logger = logging.getLogger(__name__)

CHUNK = 500
TRIES = 3  #: of a chunk that met somebody else's row; then each row stands alone
Read = tuple[int, Row | Result]


class LostClaim(Exception):
    """Another worker has the import: this one was taken for dead."""


@dataclass(frozen=True)
class Works:
    """What an import is worked with.

    Attributes:
        session: opens one, ``write=`` says which.
        kinds: by ImportKind.
        clock: what time it is, asked again for each chunk.
        today: the province's date.
        said: called with (rows done, rows in all) after each chunk.
    """

    session: Callable[..., Session]
    kinds: dict[str, Kind]
    data_key: DataKey
    clock: Callable[[], dt.datetime]
    today: Callable[[], dt.date]
    said: Callable[[int, int], None] = lambda done, total: None


def work(works: Works, import_id: int) -> bool:
    """Work an import to its end; False when somebody else is at it or it is done already."""
    with works.session(write=True) as session:
        now = works.clock()
        seconds = rate_number(session, "import", "silent_seconds", on=works.today())
        silent_since = now - dt.timedelta(seconds=seconds)
        mine = actions.claim(session, import_id, silent_since=silent_since, now=now)
        session.commit()
    if not mine:
        return False
    try:
        _Run(works, import_id, seen_at=now).run()
    except LostClaim:
        logger.warning("import %d was taken over by another worker", import_id)
        return False
    return True


class _Run:
    """One worker's turn at an import."""

    def __init__(self, works: Works, import_id: int, *, seen_at: dt.datetime):
        self._works = works
        self._id = import_id
        self._seen_at = seen_at
        self._is_dry = False

    def run(self) -> None:
        try:
            sheet, batch, done = self._open()
        except WorkforceError as error:
            self._finish(error=str(error))
            return
        # The rows before ``done`` are read again, as later ones are compared with them.
        rows = itertools.islice(Reader(sheet, batch).rows(), done, None)
        total = len(sheet.rows)
        while part := list(itertools.islice(rows, CHUNK)):
            self._chunk(batch, part, done)
            done += len(part)
            self._works.said(done, total)
        self._finish()

    def _open(self) -> tuple[Sheet, Batch, int]:
        works = self._works
        with works.session(write=False) as session:
            row = session.get_one(Import, self._id)
            job = self._job(session, row)
            kind = works.kinds[row.kind]
            stored = session.get_one(ImportFile, self._id).content_encrypted
            data = works.data_key.decrypt_bytes(stored, column=actions.FILE_COLUMN, row=self._id)
            limits = file_limits(session, on=works.today())
            sheet = read_sheet(
                data, kind.columns(session, job.account),
                most_bytes=limits.most_bytes, most_rows=limits.most_rows,
            )  # fmt: skip
            batch = kind.begin(session, job)
            done, self._is_dry = row.rows_done, row.is_dry_run
        with works.session(write=True) as session:
            row = self._own(session)
            actions.begin(
                session, row, rows_total=len(sheet.rows), said=" ".join(sheet.said),
                now=works.clock(),
            )  # fmt: skip
            session.commit()
        return sheet, batch, done

    def _chunk(self, batch: Batch, part: list[Read], done: int) -> None:
        for tries in range(1, TRIES + 1):
            try:
                self._write(batch, part, done, alone=tries == TRIES)
            except (IntegrityError, DataError):
                if tries == TRIES:
                    raise
                continue  # somebody wrote the same thing at this moment: look again
            return

    def _write(self, batch: Batch, part: list[Read], done: int, *, alone: bool) -> None:
        """Write a chunk: the checkpoint, the rows, what became of each; one transaction."""
        now = self._works.clock()
        with self._works.session(write=True) as session:
            # Counts are known last, the claim is asked first: see ``checkpoint``.
            none = dict.fromkeys(actions.COUNTS, 0)
            self._check(session, done, none, self._seen_at, now)
            row = session.get_one(Import, self._id)
            results = self._results(session, batch, part, self._job(session, row), alone=alone)
            counts = dict.fromkeys(actions.COUNTS, 0)
            for result in results.values():
                counts[result.outcome.value] += 1
            self._check(session, done, counts, now, now)
            self._report(session, results)
            session.commit()
        self._seen_at = now

    def _check(
        self, session: Session, done: int, counts: dict[str, int], seen_at: dt.datetime,
        now: dt.datetime,
    ) -> None:  # fmt: skip
        ours = actions.checkpoint(
            session, self._id, seen_at=seen_at, done=done, counts=counts, now=now
        )
        if not ours:
            raise LostClaim

    def _results(
        self, session: Session, batch: Batch, part: list[Read], job: Job, *, alone: bool
    ) -> dict[int, Result]:
        results = {number: one for number, one in part if isinstance(one, Result)}
        rows = [one for _number, one in part if isinstance(one, Row)]
        undone = session.begin_nested() if self._is_dry else None
        written = _alone(session, batch, rows, job) if alone else batch.write(session, rows, job)
        if undone is not None:
            undone.rollback()
        results |= {row.number: result for row, result in zip(rows, written, strict=True)}
        return results

    def _report(self, session: Session, results: dict[int, Result]) -> None:
        lines = [
            {
                "import_id": self._id, "number": number, "outcome": result.outcome,
                "record_id": None if self._is_dry else result.record_id,
                "problems_encrypted": seal(
                    self._works.data_key, self._id, number, result.problems
                ),
            }
            for number, result in results.items()
        ]  # fmt: skip
        session.execute(insert(ImportRow), lines)

    def _finish(self, error: str = "") -> None:
        with self._works.session(write=True) as session:
            actions.finish(session, self._own(session), error=error, now=self._works.clock())
            session.commit()

    def _own(self, session: Session) -> Import:
        """Return the import while it is ours, its row locked until the transaction ends."""
        row = session.get_one(Import, self._id, with_for_update=True)
        if row.state != ImportState.RUNNING or row.seen_at != self._seen_at:
            raise LostClaim
        return row

    def _job(self, session: Session, row: Import) -> Job:
        account = session.get_one(Account, row.uploaded_by)
        return Job(account, self._works.data_key, self._works.today(), self._works.clock())


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be."""

    most_bytes: int
    most_rows: int


def file_limits(session: Session, *, on: dt.date) -> Limits:
    """Return how large a workbook may be; raise LookupError when the table does not say."""
    megabytes = rate_number(session, "import", "most_megabytes", on=on)
    return Limits(
        int(megabytes * 1024 * 1024), int(rate_number(session, "import", "most_rows", on=on))
    )


def seal(
    data_key: DataKey, import_id: int, number: int, problems: Iterable[Problem]
) -> bytes | None:
    """Return what is wrong with a row, readable only as that row; None when nothing is."""
    said = [[one.column, one.value, one.reason] for one in problems]
    if not said:
        return None
    text = json.dumps(said, ensure_ascii=False)
    return data_key.encrypt(text, column=f"import_row.{import_id}", row=number)


def unseal(data_key: DataKey, row: ImportRow) -> list[Problem]:
    """Return what was wrong with a row; [] when nothing was."""
    if row.problems_encrypted is None:
        return []
    column = f"import_row.{row.import_id}"
    text = data_key.decrypt(row.problems_encrypted, column=column, row=row.number)
    return [Problem(*said) for said in json.loads(text)]


def _alone(session: Session, batch: Batch, rows: Sequence[Row], job: Job) -> list[Result]:
    """Write each row for itself: one that the database refuses takes no other with it."""
    results = []
    for row in rows:
        try:
            with session.begin_nested():
                results += batch.write(session, [row], job)
        except (IntegrityError, DataError):
            said = _("Không ghi được dòng này. Anh/chị nhập tay dòng này trên trang.")
            results.append(refused(row, Problem("", "", said)))
    return results
