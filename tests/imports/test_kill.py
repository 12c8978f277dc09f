"""kill -9 of an import: nothing half-written, nothing twice, and the next run goes on."""

from pathlib import Path

import pytest

from tests.imports.killing import kill_and_check, prepare
from tests.imports.messy import messy_openings


def test_an_import_killed_twice_ends_exact(own_database, tmp_path: Path):
    prepare(own_database)
    kill_and_check(own_database, tmp_path / "tin.xlsx", messy_openings(4_000), kills=2, within=0.4)


@pytest.mark.deep
def test_an_import_killed_thirty_times_ends_exact(own_database, tmp_path: Path):
    prepare(own_database)
    messy = messy_openings(40_000)
    kill_and_check(own_database, tmp_path / "tin.xlsx", messy, kills=30, within=0.6)
