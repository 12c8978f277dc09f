"""The privacy boundary: what the records hold, and what they never do."""

import dataclasses
import datetime as dt

import pytest

from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import (
    add_certificate,
    add_skill,
    add_wish,
    add_work,
    make_person,
    make_sensitive,
)
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import SEWING, new_commune, old_commune
from tests.fixed_clock import TODAY
from workforce.models import Education, Sex, SkillSource, Training, WageType
from workforce.suggestions import gather


def record_of(db, person):
    return gather.seeker_records(db, [person.id], today=TODAY)[0]


def opening_records(db):
    return {record.id: record for record in gather.opening_records(db, today=TODAY)}


def test_a_record_holds_no_name_sex_birth_date_or_number(db):
    person = make_person(
        db, full_name="Thạch Thị Bí Mật", sex=Sex.FEMALE, birth_date=dt.date(1991, 2, 3),
        contact_phone="+84901009999", national_id_last4="4321",
    )  # fmt: skip
    make_sensitive(db, person, ethnicity="khmer", disability="khiếm thính", poverty="poor")

    shown = repr(record_of(db, person))

    for secret in ("Bí Mật", "Thạch", "female", "1991", "9999", "4321", "khmer", "poor", "khiếm"):
        assert secret not in shown


def test_records_have_no_field_a_protected_fact_could_enter():
    names = {field.name for field in dataclasses.fields(gather.SeekerRecord)}

    forbidden = """name full_name sex gender ethnicity disability poverty birth_date birth_year
        phone national_id household land"""
    assert not names & set(forbidden.split())


def test_only_listed_columns_of_a_person_are_read():
    read = {column.key for column in gather.PERSON_COLUMNS}

    assert not read & {"full_name", "name_folded", "sex", "national_id_encrypted", "contact_phone"}


def test_an_age_goes_out_in_completed_years(db):
    person = make_person(db, birth_year=None, birth_date=TODAY.replace(year=2000, day=8))

    assert record_of(db, person).age == 25


def test_an_empty_profile_gives_a_record_in_which_all_is_unknown(db):
    record = record_of(db, make_person(db, blank=True))

    assert (record.age, record.wage_min, record.max_km, record.education) == (None,) * 4
    assert (record.commune, record.district, record.lat) == (None,) * 3
    assert record.shift_ok is None


def test_what_a_person_says_arrives_in_the_units_of_the_contract(db):
    person = make_person(
        db, wage_min_vnd=7_500_000, shift_ok=["hanh_chinh"], training=Training.INTERMEDIATE,
        training_field="điện công nghiệp", needs_shuttle=True,
    )  # fmt: skip
    add_work(db, person, "Thợ may gia công", 24)
    add_certificate(db, person, "Bằng lái xe hạng B2")
    add_wish(db, person, SEWING)

    record = record_of(db, person)

    assert record.wage_min == 7.5
    assert record.shift_ok == ("hanh_chinh",)
    assert record.training == "trung_cap: điện công nghiệp"
    assert record.needs_shuttle is True
    assert [(part.title, part.months) for part in record.experience] == [("Thợ may gia công", 24)]
    assert record.certificates == ("Bằng lái xe hạng B2",)
    assert record.occupation_keys == (SEWING,)


def test_a_skill_a_machine_read_waits_for_the_persons_yes(db):
    person = make_person(db)
    add_skill(db, person, "may-may-1-kim", SkillSource.RECOGNISED)
    add_skill(db, person, "thuc-hanh-5s", SkillSource.STATED)

    assert record_of(db, person).skill_keys == ("thuc-hanh-5s",)


def test_the_old_commune_says_where_home_is_and_the_new_one_fills_in(db):
    old, new = old_commune(db), new_commune(db)
    both = make_person(db, old_unit_id=old.id, new_unit_id=new.id)
    only_new = make_person(db, old_unit_id=None, new_unit_id=new.id)

    first, second = gather.seeker_records(db, [both.id, only_new.id], today=TODAY)

    assert (first.commune, first.district) == ("Xã An Hiệp", "Huyện Châu Thành")
    assert (first.lat, first.lon) == (old.lat, old.lon)
    assert second.commune == "Xã An Ninh"
    assert (second.lat, second.lon) == (new.lat, new.lon)


def test_people_come_back_in_the_order_asked_without_unknown_ids(db):
    first, second = make_person(db), make_person(db)

    records = gather.seeker_records(db, [second.id, 999_999, first.id], today=TODAY)

    assert [record.id for record in records] == [str(second.id), str(first.id)]


def test_only_openings_people_may_apply_to_are_gathered(db):
    live = make_opening(db)
    make_opening(db, expired=True)
    make_opening(db, draft=True)
    make_opening(db, closed=True)
    make_opening(db, site=make_site(db, enterprise=make_enterprise(db, suspended=True)))

    assert set(opening_records(db)) == {str(live.id)}


def test_pay_by_the_day_is_compared_as_a_month_and_by_the_piece_not_at_all(db):
    by_day = make_opening(
        db, wage_type=WageType.DAY, wage_min_vnd=300_000, wage_max_vnd=350_000
    )  # 26 days
    by_piece = make_opening(db, wage_type=WageType.PIECE, wage_min_vnd=2_000, wage_max_vnd=3_000)
    found = opening_records(db)

    assert found[str(by_day.id)].salary_min == 7.8
    assert found[str(by_piece.id)].salary_min is None


def test_unstated_requirements_of_an_opening_stay_unknown(db):
    opening = make_opening(db, education=None, training=None, experience_months=None, shifts=None)
    record = opening_records(db)[str(opening.id)]

    assert (record.education, record.experience_raw, record.shift) == (None, None, None)


def test_the_higher_of_schooling_and_training_is_what_is_asked(db):
    opening = make_opening(db, education=Education.UPPER_SECONDARY, training=Training.COLLEGE)

    assert opening_records(db)[str(opening.id)].education == "Cao đẳng"


def test_required_and_welcome_skills_are_kept_apart(db):
    opening = make_opening(db, requires=("may-may-1-kim",), prefers=("thuc-hanh-5s",))
    record = opening_records(db)[str(opening.id)]

    assert record.required_skill_keys == ("may-may-1-kim",)
    assert record.optional_skill_keys == ("thuc-hanh-5s",)


def test_a_course_is_gathered_with_its_soonest_intake_that_has_a_free_seat(db):
    ahead = make_intake(db)

    (record,) = gather.course_records(db, today=TODAY)

    assert record.id == str(ahead.course_id)
    assert record.seats_left == 20
    assert record.skill_keys == ("may-may-1-kim",)
    assert record.start_date == ahead.starts_on


@pytest.mark.parametrize("trait", ["begun", "full", "is_cancelled"])
def test_a_course_nobody_can_enrol_in_is_gathered_without_a_start_or_a_seat(db, trait):
    make_intake(db, **{trait: True})

    (record,) = gather.course_records(db, today=TODAY)

    assert (record.start_date, record.seats_left) == (None, 0)


def test_a_draft_of_a_course_is_not_gathered(db):
    make_intake(db, course=make_course(db, draft=True))

    assert gather.course_records(db, today=TODAY) == []


def test_the_number_of_queries_does_not_grow_with_the_number_of_people(db, count_queries):
    few = [make_person(db).id for _ in range(2)]
    many = few + [make_person(db).id for _ in range(8)]
    gather.seeker_records(db, few, today=TODAY)  # communes are read once in a transaction

    with count_queries() as of_two:
        gather.seeker_records(db, few, today=TODAY)
    with count_queries() as of_ten:
        gather.seeker_records(db, many, today=TODAY)

    assert len(of_two) == len(of_ten)
