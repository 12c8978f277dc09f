"""The command that imports, killed at random moments and given the same file again."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from sqlmodel import Session, func, select, update

from tests.database.cluster import quit_with_parent
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.imports.messy import Messy
from workforce.database import Database
from workforce.models import (
    AuditLog,
    Import,
    ImportFile,
    ImportRow,
    ImportState,
    Opening,
    PolicyRate,
    Role,
)
from workforce.settings import PROJECT

PHONE = "+84912003344"


def prepare(database: Database) -> None:
    """Add a firm; a silent worker's import may be taken at once, where people wait a minute."""
    with database.session(write=True) as db:
        enterprise = make_enterprise(db)
        make_site(db, enterprise=enterprise)
        make_account(db, Role.EMPLOYER, enterprise=enterprise, phone=PHONE)
        db.exec(update(PolicyRate).where(PolicyRate.key == "silent_seconds").values(value_number=0))
        db.commit()


def start(database: Database, file: Path) -> subprocess.Popen:
    environment = {
        **os.environ, "WORKFORCE_ENV": "test", "DATABASE_URL": database.url,
        "INSTANCE_DIR": str(file.parent), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "flask", "--app", "app", "import", "openings", str(file)]
    return subprocess.Popen(
        [*command, "--as", PHONE], cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=quit_with_parent,
    )  # fmt: skip


def kill_once(database: Database, file: Path, rng: random.Random, *, within: float) -> bool:
    """Start the command, kill it a random time after its first rows; False when it was faster."""
    process = start(database, file)
    process.stderr.readline()
    time.sleep(rng.uniform(0, within))
    process.kill()
    was_alive = process.wait() < 0
    process.stdout.close()
    process.stderr.close()
    return was_alive


def finish(database: Database, file: Path) -> int:
    """Let the command run to its end; return its exit code."""
    process = start(database, file)
    process.communicate()
    return process.returncode


def check_kept_rows(db: Session) -> int:
    """Assert that what is written is whole, wherever the run stands; return the rows done."""
    row = db.exec(select(Import).order_by(Import.id)).first()
    outcomes = Counter(db.exec(select(ImportRow.outcome).where(ImportRow.import_id == row.id)))
    assert outcomes.total() == row.rows_done
    assert outcomes["accepted"] == row.accepted == count(db, Opening)
    drafted = select(func.count()).where(AuditLog.action == "opening.drafted")
    assert db.exec(drafted).one() == row.accepted
    return row.rows_done


def count(db: Session, table: type) -> int:
    return db.exec(select(func.count()).select_from(table)).one()


def kill_and_check(database: Database, file: Path, messy: Messy, *, kills: int, within: float):
    """Kill the import ``kills`` times, let it end, bring it again: exact each time."""
    rng = random.Random(20_260_907)
    file.write_bytes(messy.data)
    done, killed = 0, 0
    while killed < kills:
        assert kill_once(database, file, rng, within=within), "the kill came in the middle"
        killed += 1
        with database.session(write=False) as db:
            now_done = check_kept_rows(db)
        assert now_done >= done
        done = now_done
    assert 0 < done < messy.rows, "rows were left for the last run"

    assert finish(database, file) == 1, "refused rows are told by the exit code"
    with database.session(write=False) as db:
        check_kept_rows(db)
        row = db.exec(select(Import)).one()
        assert row.state == ImportState.DONE
        assert (row.rows_total, row.rows_done) == (messy.rows, messy.rows)
        assert (row.accepted, row.updated) == (messy.accepted, 0)
        assert (row.duplicate, row.refused) == (messy.duplicate, messy.refused)
        assert count(db, ImportFile) == 0
        before = [one.model_dump() for one in db.exec(select(Opening).order_by(Opening.id))]

    finish(database, file)
    with database.session(write=False) as db:
        again = db.exec(select(Import).order_by(Import.id.desc())).first()
        after = [one.model_dump() for one in db.exec(select(Opening).order_by(Opening.id))]
    assert (again.accepted, again.updated, again.refused) == (0, 0, messy.refused)
    assert after == before, "bringing it again changes nothing"
