import dataclasses

import pytest

from matching import CourseRecord, Experience, OpeningRecord, SeekerRecord

FORBIDDEN = {
    "name",
    "sex",
    "gender",
    "ethnicity",
    "religion",
    "poverty",
    "poor",
    "household",
    "land",
    "land_acquired",
    "disability",
    "birth_date",
    "birthday",
    "national_id",
    "phone",
    "email",
    "contact",
    "address",
}


def test_no_record_of_a_person_can_carry_a_protected_fact():
    names = {field.name for field in dataclasses.fields(SeekerRecord)}
    assert not names & FORBIDDEN


def test_unknown_keys_are_ignored_and_missing_ones_unknown():
    seeker = SeekerRecord.from_dict({"id": "s1", "gender": "nu", "ethnicity": "Khmer"})
    assert seeker == SeekerRecord("s1")


def test_bad_values_are_unknown():
    seeker = SeekerRecord.from_dict(
        {"id": 7, "age": "x", "wage_min": float("nan"), "experience": 3, "shift_ok": 5}
    )
    assert seeker == SeekerRecord("7", shift_ok=())


def test_training_is_read_as_text_or_as_level_and_major():
    told = SeekerRecord.from_dict({"id": "1", "training": {"level": "so_cap", "major": "hàn"}})
    assert told.training == "so_cap: hàn"


def test_experience_may_be_titles_or_objects():
    seeker = SeekerRecord.from_dict(
        {"id": "1", "experience": ["may", {"title": "ủi", "months": 5}]}
    )
    assert seeker.experience == (Experience("may"), Experience("ủi", 5.0))


@pytest.mark.parametrize("record", [SeekerRecord, OpeningRecord, CourseRecord])
def test_a_record_needs_an_id(record):
    with pytest.raises(ValueError, match="id"):
        record.from_dict({"title": "?"})


def test_an_impossible_date_is_unknown():
    assert OpeningRecord.from_dict({"id": "1", "deadline": "2026-13-40"}).deadline is None
