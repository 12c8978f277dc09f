"""The reference facts in seeds/ hold together before anything loads them.

Plain CSV and TOML reading: no app, no database.
"""

import csv
import tomllib
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
# The shipped copy is always compared; the project's own copy beside the checkout too, when there.
OUTSIDE_RESOLUTION = SEEDS.parent.parent / "shared" / "domain" / "resolution.vi.md"

WITH_SOURCE = [
    "units", "unit_successions", "zones", "zone_facts", "province_facts", "zone_industries",
    "industries", "targets", "obligations", "policy_rates", "indicator_rules", "institutions",
]  # fmt: skip
DEMO = [
    "enterprises", "schools", "names", "opening_templates", "course_templates",
    "seeker_phrases", "reasons", "land_projects",
]  # fmt: skip
UNVERIFIED_MARKS = ("[found", "[memory", "[ours", "[derived")


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units(level: str, *, old: bool) -> list[dict[str, str]]:
    return [u for u in rows("units") if u["level"] == level and bool(u["valid_to"]) == old]


@pytest.fixture(scope="module")
def map_bounds() -> dict[str, float]:
    return tomllib.loads((SEEDS / "province.toml").read_text("utf-8"))["map"]


# ---------- every file


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_every_row_names_its_source(name):
    assert [r for r in rows(name) if not r["source"].strip()] == []


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_rows_resting_on_press_or_memory_are_marked_unverified(name):
    # The one decree whose whole text was read is NĐ 135/2020.
    wrong = [
        r
        for r in rows(name)
        if r["verified"] != "no"
        and any(mark in r["source"] for mark in UNVERIFIED_MARKS)
        and "toàn văn" not in r["source"]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_verified_is_yes_or_no(name):
    assert {r["verified"] for r in rows(name)} <= {"yes", "no"}


@pytest.mark.parametrize("name", WITH_SOURCE + [f"demo/{name}" for name in DEMO])
def test_files_are_rectangular_utf8_with_unix_line_ends(name):
    raw = (SEEDS / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert [r for r in rows(name) if None in r or None in r.values()] == []


# ---------- geography


def test_the_old_province_had_eleven_districts_and_108_communes():
    assert len(units("province", old=True)) == 1
    assert len(units("district", old=True)) == 11
    kinds = Counter(u["kind"] for u in units("commune", old=True))
    assert kinds == {"Xã": 80, "Phường": 16, "Thị trấn": 12}


def test_the_new_units_are_35_communes_and_8_wards():
    kinds = Counter(u["kind"] for u in units("commune", old=False))
    assert kinds == {"Xã": 35, "Phường": 8}


def test_code_and_start_date_identify_a_unit():
    keys = Counter((u["code"], u["valid_from"]) for u in rows("units"))
    assert [key for key, n in keys.items() if n > 1] == []


def test_reused_codes_are_told_apart_by_date():
    ward = {u["valid_from"]: u["name"] for u in rows("units") if u["code"] == "31507"}
    assert ward == {"": "Phường 6", "2025-07-01": "Phường Sóc Trăng"}


def test_every_old_commune_belongs_to_an_old_district():
    districts = {u["code"] for u in units("district", old=True)}
    assert {u["parent_code"] for u in units("commune", old=True)} == districts


def test_every_old_commune_has_exactly_one_successor():
    successions = rows("unit_successions")
    old = {u["code"]: u["name"] for u in units("commune", old=True)}
    new = {u["code"]: u["name"] for u in units("commune", old=False)}
    assert len(successions) == 108
    assert {s["old_code"]: s["old_name"] for s in successions} == old
    assert {s["new_code"]: s["new_name"] for s in successions} == new
    assert {s["effective_on"] for s in successions} == {"2025-07-01"}


def test_old_communes_end_the_day_before_the_new_ones_begin():
    assert {u["valid_to"] for u in units("commune", old=True)} == {"2025-06-30"}
    assert {u["valid_from"] for u in units("commune", old=False)} == {"2025-07-01"}


def test_new_areas_add_up_to_the_old_province():
    total = sum(float(u["area_km2"]) for u in units("commune", old=False))
    assert total == pytest.approx(3253, abs=1)


def test_wage_regions_are_three_two_eight_three_and_thirty_two_four():
    regions = Counter(u["wage_region"] for u in units("commune", old=False))
    assert regions == {"II": 3, "III": 8, "IV": 32}
    assert {u["wage_region"] for u in units("commune", old=True)} == {""}


def test_only_cu_lao_dung_needs_a_ferry():
    assert {u["name"] for u in units("commune", old=False) if u["is_island"] == "yes"} == {
        "Xã An Thạnh",
        "Xã Cù Lao Dung",
    }
    island = [u for u in units("commune", old=True) if u["is_island"] == "yes"]
    assert {u["parent_code"] for u in island} == {"945"}
    assert len(island) == 8


def test_every_point_lies_inside_the_map(map_bounds):
    points = [r for r in rows("units") + rows("zones") if r["lat"] or r["lon"]]
    outside = [
        r["name"]
        for r in points
        if not (
            map_bounds["south"] < float(r["lat"]) < map_bounds["north"]
            and map_bounds["west"] < float(r["lon"]) < map_bounds["east"]
        )
    ]
    assert outside == []
    assert all(u["lat"] and u["lon"] for u in rows("units") if u["level"] != "province")


# ---------- zones


def test_zone_keys_are_unique_and_every_zone_of_the_resolution_is_there():
    keys = [z["key"] for z in rows("zones")]
    assert len(keys) == len(set(keys))
    assert set(keys) == {
        "an-nghiep", "an-nghiep-mr", "tran-de", "tran-de-mr", "song-hau", "dai-ngai", "my-thanh",
        "moi-tran-de", "moi-vinh-chau", "moi-nga-nam", "xay-da-b", "nga-nam", "an-lac-thon-1",
        "an-lac-thon-2", "long-duc-1", "long-duc-2", "kkt-tran-de",
    }  # fmt: skip


def test_an_expansion_points_to_its_zone():
    zones = {z["key"]: z for z in rows("zones")}
    parents = {z["key"]: z["parent_key"] for z in zones.values() if z["parent_key"]}
    assert parents == {"an-nghiep-mr": "an-nghiep", "tran-de-mr": "tran-de"}
    assert all(parent in zones for parent in parents.values())


def test_only_the_economic_zone_is_outside_the_workers_target():
    outside = [z["key"] for z in rows("zones") if z["counts_in_t5"] == "no"]
    assert outside == ["kkt-tran-de"]
    assert {z["key"] for z in rows("zones") if z["kind"] == "KKT"} == {"kkt-tran-de"}


def test_named_parks_and_clusters_add_up_as_the_resolution_does():
    def count(kind: str, which: str) -> int:
        return sum(int(z[which]) for z in rows("zones") if z["kind"] == kind)

    assert (count("KCN", "site_count_low"), count("KCN", "site_count_high")) == (8, 9)
    assert (count("CCN", "site_count_low"), count("CCN", "site_count_high")) == (6, 6)


def test_zones_name_units_that_exist():
    new = {u["code"] for u in units("commune", old=False)}
    districts = {u["code"] for u in units("district", old=True)}
    for zone in rows("zones"):
        assert set(filter(None, zone["new_unit_codes"].split(";"))) <= new, zone["key"]
        assert set(filter(None, zone["district_codes"].split(";"))) <= districts, zone["key"]


def test_a_zone_without_a_point_says_so():
    for zone in rows("zones"):
        known = zone["location_precision"] in {"centroid", "rough"}
        assert bool(zone["lat"] and zone["lon"]) == known, zone["key"]
        assert zone["location_source"], zone["key"]


def test_conflicting_figures_are_both_kept():
    figures = defaultdict(set)
    for fact in rows("zone_facts"):
        figures[fact["zone_key"], fact["fact"]].add(fact["value_number"])
    assert figures["an-nghiep-mr", "area_ha"] == {"200", "169"}
    assert figures["dai-ngai", "area_ha"] == {"200", "196.30"}
    assert figures["xay-da-b", "jobs_expected"] == {"10000", "5000"}


def test_nothing_unknown_has_been_given_a_figure():
    facts = {fact["fact"] for fact in rows("zone_facts")}
    assert facts.isdisjoint({"leasable_ha", "leased_ha", "workers", "worker_housing"})


@pytest.mark.parametrize("name", ["zone_facts", "zone_industries"])
def test_facts_belong_to_known_zones(name):
    assert {r["zone_key"] for r in rows(name)} <= {z["key"] for z in rows("zones")}


def test_zone_industries_use_listed_classes():
    listed = {i["code"] for i in rows("industries")}
    assert {r["vsic_code"] for r in rows("zone_industries")} - {""} <= listed


def test_the_five_planned_parks_add_up_to_1106_hectares():
    first = {}
    for fact in rows("zone_facts"):
        if fact["fact"] == "area_ha":
            first.setdefault(fact["zone_key"], float(fact["value_number"]))
    parks = ["an-nghiep", "tran-de", "song-hau", "dai-ngai", "my-thanh"]
    assert sum(first[key] for key in parks) == 1106


# ---------- targets


def test_every_quoted_phrase_is_in_the_resolution_word_for_word():
    copies = [SEEDS / "resolution.vi.md"]
    if OUTSIDE_RESOLUTION.exists():
        copies.append(OUTSIDE_RESOLUTION)
    quoted = [r["text_vi"] for r in rows("targets") + rows("obligations")]
    for copy in copies:
        text = copy.read_text("utf-8")
        assert [phrase for phrase in quoted if phrase not in text] == []


def test_targets_run_from_one_to_eight_with_the_figures_of_the_resolution():
    targets = {t["code"]: t for t in rows("targets")}
    assert {t["target"] for t in targets.values()} == {f"T{n}" for n in range(1, 9)}
    figures = {code: (t["year"], t["low"], t["high"]) for code, t in targets.items()}
    assert figures["T1-KCN"] == ("2025", "4", "")
    assert figures["T1-CCN"] == ("2025", "5", "")
    assert figures["T2-KCN"] == figures["T2-CCN"] == ("2030", "9", "")
    assert figures["T3"] == ("2025", "70", "")
    assert figures["T4"] == ("2030", "100", "")
    assert figures["T5"] == ("2030", "250000", "280000")


# ---------- dated tables


@pytest.mark.parametrize(
    ("name", "key"),
    [("policy_rates", ("kind", "key")), ("indicator_rules", ("code",))],
)
def test_dated_values_never_overlap(name, key):
    spans = defaultdict(list)
    for row in rows(name):
        start = date.fromisoformat(row["effective_from"])
        end = date.fromisoformat(row["effective_to"]) if row["effective_to"] else date.max
        assert start <= end, row
        spans[tuple(row[column] for column in key)].append((start, end))
    for which, dated in spans.items():
        for (_, earlier_end), (later_start, _) in pairwise(sorted(dated)):
            assert earlier_end < later_start, which


def rate(kind: str, key: str, on: str) -> str:
    """The one value in force on a day, or ''."""
    found = [
        r["value_number"]
        for r in rows("policy_rates")
        if (r["kind"], r["key"]) == (kind, key)
        and r["effective_from"] <= on
        and (not r["effective_to"] or on <= r["effective_to"])
    ]
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("kind", "key", "on", "value"),
    [
        ("minimum_wage_month", "II", "2025-12-31", "4410000"),
        ("minimum_wage_month", "II", "2026-01-01", "4730000"),
        ("minimum_wage_month", "IV", "2026-11-22", "3700000"),
        ("minimum_wage_hour", "IV", "2026-11-22", ""),
        ("retirement_age_months", "male", "2026-11-22", "738"),
        ("retirement_age_months", "male", "2030-06-01", "744"),
        ("retirement_age_months", "female", "2026-11-22", "684"),
        ("retirement_age_months", "female", "2030-06-01", "700"),
        ("retirement_age_months", "female", "2035-01-01", "720"),
        ("training_support_ceiling", "land_recovered", "2026-11-22", "3000000"),
        ("land_support_years", "from_decision", "2026-11-22", "5"),
        ("probation_days_max", "other", "2026-11-22", "6"),
    ],
)
def test_the_rate_in_force_on_a_day(kind, key, on, value):
    assert rate(kind, key, on) == value


def test_a_rate_has_a_number_or_words():
    silent = [r for r in rows("policy_rates") if not (r["value_number"] or r["value_text"])]
    assert silent == []


def test_our_definitions_are_proposals_and_say_the_resolution_has_none():
    rules = {r["code"]: r for r in rows("indicator_rules")}
    assert {r["status"] for r in rules.values()} == {"đề xuất"}
    assert {f"I{n}" for n in range(1, 13)} <= rules.keys()
    sentence = rules["text.no_definition"]["definition_vi"]
    assert sentence == "Nghị quyết không định nghĩa việc làm ổn định"
    assert rules["series.declared"]["name_vi"] != rules["series.verified"]["name_vi"]


# ---------- institutions, consents, passwords


def test_fifteen_public_and_four_private_institutions():
    owners = Counter(i["ownership"] for i in rows("institutions"))
    assert owners == {"public": 15, "private": 4}
    districts = {i["old_district_code"] for i in rows("institutions")} - {""}
    assert districts == {u["code"] for u in units("district", old=True)}


def test_consents_have_one_text_per_purpose_and_version_not_yet_reviewed():
    consents = tomllib.loads((SEEDS / "consents.toml").read_text("utf-8"))["consents"]
    assert {c["purpose"] for c in consents} == {
        "matching", "share_application", "keep_profile", "follow_up", "statistics",
        "sensitive", "guardian", "invited",
    }  # fmt: skip
    keys = Counter((c["purpose"], c["version"]) for c in consents)
    assert max(keys.values()) == 1
    for consent in consents:
        assert consent["text"].startswith("Tôi ")
        assert consent["data_types"]
        assert consent["retention"]
        assert consent["review"] == "chưa qua thẩm định pháp lý"


def test_consent_and_dated_table_agree_on_how_long_refused_applications_stay():
    consents = tomllib.loads((SEEDS / "consents.toml").read_text("utf-8"))["consents"]
    shared = next(c for c in consents if c["purpose"] == "share_application")
    kept = rate("applicant_data_retention_days", "refused", "2026-11-22")
    assert str(shared["retention_days"]) == kept


def test_contact_details_nobody_has_given_stay_empty():
    province = tomllib.loads((SEEDS / "province.toml").read_text("utf-8"))
    assert {province[part]["phone"] for part in ("contact", "labour_authority")} == {""}


def test_common_passwords_are_many_long_enough_folded_and_sorted():
    passwords = (SEEDS / "common_passwords.txt").read_text("utf-8").splitlines()
    assert len(passwords) >= 3000
    assert passwords == sorted(set(passwords))
    assert [p for p in passwords if len(p) < 8 or p != p.casefold()] == []
    assert {"matkhau123", "12345678", "anhyeuem123", "soctrang2025"} <= set(passwords)


# ---------- demo building blocks


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("enterprises", 60),
        ("schools", 12),
        ("opening_templates", 80),
        ("course_templates", 50),
        ("seeker_phrases", 150),
    ],
)
def test_demo_blocks_are_rich_enough(name, least):
    assert len(rows(f"demo/{name}")) >= least


def test_demo_enterprises_schools_and_projects_are_visibly_fictional():
    named = rows("demo/enterprises") + rows("demo/schools") + rows("demo/land_projects")
    names = [r["name"] for r in named]
    assert [name for name in names if "mẫu" not in name.casefold()] == []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["enterprises", "schools", "land_projects"])
def test_demo_places_exist(name):
    zones = {z["key"] for z in rows("zones") if z["kind"] != "KKT"} | {""}
    communes = {u["code"] for u in units("commune", old=False)}
    for row in rows(f"demo/{name}"):
        assert row.get("zone_key", "") in zones, row
        assert row["commune_code"] in communes, row


def test_demo_enterprises_use_listed_industries():
    listed = {i["code"] for i in rows("industries")}
    assert {e["vsic_code"] for e in rows("demo/enterprises")} - {""} <= listed


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("opening_templates", "occupation_vi"),
        ("course_templates", "occupation_vi"),
        ("seeker_phrases", "source_occupation_vi"),
        ("seeker_phrases", "desired_occupation_vi"),
    ],
)
def test_demo_texts_name_known_occupations_and_skills(name, column):
    known = {r["name_vi"] for r in rows("occupations")} | {""}
    assert {r[column] for r in rows(f"demo/{name}")} <= known


def test_courses_teach_known_skills():
    known = {r["name_vi"] for r in rows("skills")}
    for course in rows("demo/course_templates"):
        taught = course["skills_vi"].split(";")
        assert set(taught) <= known, course["key"]


def test_demo_wages_are_above_the_floor_and_ordered():
    floor = int(rate("minimum_wage_month", "II", "2026-11-22")) / 1_000_000
    for opening in rows("demo/opening_templates"):
        low, high = float(opening["wage_low_million"]), float(opening["wage_high_million"])
        assert floor <= low <= high, opening["key"]


def test_demo_openings_ask_for_nothing_the_law_forbids():
    words = ("nữ ", "nam ", "độc thân", "chưa lập gia đình", "dân tộc", "tiền cọc", "bản gốc")
    wrong = [
        opening["key"]
        for opening in rows("demo/opening_templates")
        if any(word in f"{opening['requirements']} ".casefold() for word in words)
    ]
    assert wrong == []


def test_demo_names_say_nothing_of_ethnicity():
    assert set(rows("demo/names")[0]) == {"part", "sex", "name", "weight"}
    parts = Counter(r["part"] for r in rows("demo/names"))
    assert parts["family"] >= 25
    assert parts["middle"] >= 20
    assert parts["given"] >= 80


def test_demo_reasons_cover_refusing_declining_and_leaving():
    kinds = Counter(r["kind"] for r in rows("demo/reasons"))
    assert kinds.keys() == {"refusal", "declined", "withdrawal", "leaving"}
    assert min(kinds.values()) >= 6
