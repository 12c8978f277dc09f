"""Loading the seeds: once is enough, and what changed in a file changes in the table."""

import csv
import shutil
from pathlib import Path

import pytest
from sqlmodel import func, select

from tests.fixed_clock import NOW
from workforce.models import Occupation, School, Target, Unit, Zone, ZoneFact
from workforce.reference.loader import load_reference
from workforce.settings import PROJECT

SEEDS = PROJECT / "seeds"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds that a test may change."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def change(file: Path, where: dict[str, str], **values: str) -> None:
    """Change the rows of a CSV file that match."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    hits = [row for row in rows if where.items() <= row.items()]
    assert hits, f"no such row in {file.name}"
    for row in hits:
        row.update(values)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class TestLoad:
    def test_loading_again_changes_nothing(self, db):
        assert load_reference(db, SEEDS, now=NOW) == {}

    def test_a_changed_value_changes_its_row_and_no_other(self, db, seeds):
        change(seeds / "zones.csv", {"key": "an-nghiep"}, note="ghi chú mới")

        assert load_reference(db, seeds, now=NOW) == {"zone changed": 1}
        assert db.exec(select(Zone).where(Zone.key == "an-nghiep")).one().note == "ghi chú mới"

    def test_a_renamed_place_is_found_under_its_new_name(self, db, seeds):
        change(seeds / "zones.csv", {"key": "an-nghiep"}, name="KCN Đổi Tên")

        load_reference(db, seeds, now=NOW)

        zone = db.exec(select(Zone).where(Zone.key == "an-nghiep")).one()
        assert (zone.name, zone.name_folded) == ("KCN Đổi Tên", "kcn doi ten")

    def test_a_new_figure_about_a_zone_is_added_beside_the_old_one(self, db, seeds):
        before = db.exec(select(func.count(ZoneFact.id))).one()
        change(
            seeds / "zone_facts.csv", {"zone_key": "an-nghiep", "fact": "status"},
            value_text="đang hoạt động, lấp đầy", as_of="2026",
        )  # fmt: skip

        assert load_reference(db, seeds, now=NOW) == {"zone_fact added": 1}
        assert db.exec(select(func.count(ZoneFact.id))).one() == before + 1
        assert load_reference(db, seeds, now=NOW) == {}

    def test_a_row_taken_out_of_a_file_stays_for_those_who_point_to_it(self, db, seeds):
        file = seeds / "institutions.csv"
        file.write_text("\n".join(file.read_text().splitlines()[:-1]) + "\n", encoding="utf-8")
        before = db.exec(select(func.count(School.id))).one()

        assert load_reference(db, seeds, now=NOW) == {}
        assert db.exec(select(func.count(School.id))).one() == before

    def test_a_missing_file_is_said_by_name(self, db, seeds):
        (seeds / "targets.csv").unlink()

        with pytest.raises(FileNotFoundError, match="targets.csv"):
            load_reference(db, seeds, now=NOW)


class TestLoaded:
    def test_the_resolutions_seventeen_zones_and_one_of_them_outside_the_target(self, db):
        zones = db.exec(select(Zone)).all()

        assert len(zones) == 17
        assert [zone.key for zone in zones if not zone.counts_in_target] == ["kkt-tran-de"]

    def test_the_target_of_workers(self, db):
        target = db.get_one(Target, "T5")

        assert (target.low, target.high, target.year) == (250_000, 280_000, 2030)

    def test_an_expansion_belongs_to_its_park(self, db):
        by_key = {zone.key: zone for zone in db.exec(select(Zone))}

        assert by_key["an-nghiep-mr"].parent_id == by_key["an-nghiep"].id

    def test_old_and_new_communes_stand_beside_each_other(self, db):
        communes = db.exec(select(Unit).where(Unit.level == "commune")).all()

        assert len([unit for unit in communes if unit.valid_to]) == 108
        assert len([unit for unit in communes if not unit.valid_to]) == 43

    def test_every_occupation_has_a_name_to_search_by(self, db):
        assert db.exec(select(Occupation).where(Occupation.name_folded == "")).all() == []


class TestCommand:
    def test_it_says_when_there_is_nothing_to_do(self, prepared, own_database):
        from workforce import create_app

        app = create_app(prepared.settings(own_database.url), own_database)

        result = app.test_cli_runner().invoke(args=["seed"])

        assert (result.exit_code, result.output) == (0, "reference data is up to date\n")
