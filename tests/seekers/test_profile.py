"""The profile: four short pages saved on their own, chips to confirm, nothing lost."""

import dataclasses
from pathlib import Path

import pytest
from sqlmodel import select

from matching import Gazetteer, LegalLimits, Matcher, OpeningRecord, Vocabulary
from tests.factories.accounts import make_account
from tests.factories.people import add_skill, add_wish, add_work, make_person
from tests.factories.vocabulary import SEWING, new_commune, occupation, old_commune, skill
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.consents import consents
from workforce.models import (
    ConsentPurpose,
    Education,
    Person,
    PersonSkill,
    SkillSource,
    WishedOccupation,
    WorkHistory,
)
from workforce.suggestions import gather

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
WISHES = "/nguoi-tim-viec/ho-so/mong-muon"
EXPERIENCE = "/nguoi-tim-viec/ho-so/kinh-nghiem"
HOME = "/nguoi-tim-viec/ho-so/noi-o"
SCHOOLING = "/nguoi-tim-viec/ho-so/hoc-van"
PROFILE = "/nguoi-tim-viec/ho-so"
PAGES = (WISHES, EXPERIENCE, HOME, SCHOOLING)


@pytest.fixture
def newcomer(db, sign_in):
    """An account that has only just registered: no profile yet."""
    account = make_account(db, display_name="Lý Thị Mới")
    return sign_in(account), account


def value_of(page, name):
    return page.select_one(f"[name={name}]")["value"]


def ticked(page, name):
    return [box["value"] for box in page.select(f"input[name={name}][checked]")]


def test_a_newcomer_is_led_to_the_first_page(newcomer):
    browser, _account = newcomer

    assert browser.get("/nguoi-tim-viec/goi-y").location == WISHES
    assert browser.get(PROFILE).location == WISHES


def test_looking_at_the_pages_makes_no_profile(db, newcomer):
    browser, account = newcomer

    for page in PAGES:
        assert browser.get(page).status_code == 200

    db.refresh(account)
    assert account.person_id is None


def test_the_first_page_makes_the_profile_and_shows_what_was_understood(db, newcomer):
    browser, account = newcomer

    answer = browser.post(WISHES, data={"desired": "cong nhan may", "agree": "y"})

    assert answer.status_code == 302
    assert "xac-nhan=1" in answer.location
    chips = browser.get(answer.location).page
    assert ticked(chips, "occupations") == [str(occupation(db, SEWING).id)]
    db.refresh(account)
    person = db.get(Person, account.person_id)
    assert (person.full_name, person.desired) == ("Lý Thị Mới", "cong nhan may")
    assert consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING)


def test_a_confirmed_chip_is_kept_and_a_removed_one_is_not(db, seeker, person):
    chip = str(occupation(db, SEWING).id)
    sent = {"desired": "công nhân may", "shown": chip}

    kept = seeker.post(WISHES, data={**sent, "occupations": chip})
    assert kept.location == EXPERIENCE
    assert [row.occupation_id for row in db.exec(select(WishedOccupation))] == [int(chip)]

    seeker.post(WISHES, data=sent)
    assert db.exec(select(WishedOccupation)).all() == []


def test_an_unticked_consent_is_no_consent(db, newcomer):
    browser, account = newcomer

    browser.post(WISHES, data={"desired": "phụ bếp"})

    db.refresh(account)
    assert not consents.has_consent(
        db, person_id=account.person_id, purpose=ConsentPurpose.MATCHING
    )


def test_wage_is_typed_in_millions_and_shifts_are_optional(db, seeker, person):
    seeker.post(WISHES, data={"desired": "may", "wage_min_vnd": "7,5", "shift_ok": ["ca_ngay"]})
    db.refresh(person)
    assert (person.wage_min_vnd, person.shift_ok) == (7_500_000, ["ca_ngay"])

    seeker.post(WISHES, data={"desired": "may"})
    db.refresh(person)
    assert (person.wage_min_vnd, person.shift_ok) == (None, None)


def test_experience_rows_skills_and_certificates_are_saved(db, seeker, person):
    machine = str(skill(db, "may-may-1-kim").id)

    seeker.post(
        EXPERIENCE,
        data={
            "about": "Tôi biết may máy 1 kim",
            "work-0-title": "Nuôi tôm", "work-0-months": "36",
            "work-1-title": "", "work-1-months": "",
            "skills": machine, "shown": machine,
            "certificates": "Bằng lái xe hạng B2\n\n- Sơ cấp may",
        },
    )  # fmt: skip

    work = db.exec(select(WorkHistory)).all()
    assert [(row.title, row.months) for row in work] == [("Nuôi tôm", 36)]
    kept = db.exec(select(PersonSkill)).all()
    assert [(str(row.skill_id), row.source) for row in kept] == [(machine, SkillSource.STATED)]
    shown = seeker.get(EXPERIENCE).page
    assert shown.select_one("[name=certificates]").text.split("\n") == [
        "Bằng lái xe hạng B2", "Sơ cấp may",
    ]  # fmt: skip


def test_a_skill_read_from_free_text_is_shown_before_it_counts(db, seeker, person):
    answer = seeker.post(EXPERIENCE, data={"about": "Tôi biết may máy 1 kim"})

    assert "xac-nhan=1" in answer.location
    assert db.exec(select(PersonSkill)).all() == []
    chips = ticked(seeker.get(answer.location).page, "skills")
    assert str(skill(db, "may-may-1-kim").id) in chips


def test_skills_read_on_a_page_with_a_mistake_stay_ticked_until_it_is_mended(db, seeker, person):
    machine = str(skill(db, "may-may-1-kim").id)
    typed = {"about": "Tôi biết may máy 1 kim", "work-0-title": "may gia công"}

    wrong = seeker.post(EXPERIENCE, data=typed | {"work-0-months": "lâu lắm"})
    assert wrong.status_code == 422
    assert machine in ticked(wrong.page, "skills")
    shown = wrong.page.select_one("input[name=shown]")["value"]
    seeker.post(
        EXPERIENCE,
        data=typed
        | {"work-0-months": "12", "skills": ticked(wrong.page, "skills"), "shown": shown},
    )

    assert machine in {str(row.skill_id) for row in db.exec(select(PersonSkill))}


class TestTakenAway:
    """A skill whose chip was taken away is not read back from the person's words."""

    WORDS = {"about": "Tôi biết may máy 1 kim"}

    @pytest.fixture
    def machine(self, db):
        return str(skill(db, "may-may-1-kim").id)

    @pytest.fixture
    def taken_away(self, seeker, machine):
        asked = seeker.post(EXPERIENCE, data=self.WORDS)
        page = seeker.get(asked.location).page
        left = [one for one in ticked(page, "skills") if one != machine]
        seeker.post(
            EXPERIENCE, data=self.WORDS | {"skills": left, "shown": value_of(page, "shown")}
        )

    def test_it_stands_unticked_from_then_on(self, seeker, taken_away, machine):
        page = seeker.get(EXPERIENCE, query_string={"xac-nhan": 1}).page

        assert machine not in ticked(page, "skills")
        assert machine in [box["value"] for box in page.select("input[name=skills]")]

    def test_no_opening_is_suggested_for_it(self, db, person, taken_away):
        matcher = reader_of_seeds()
        (record,) = gather.seeker_records(db, [person.id], today=TODAY)

        assert "may-may-1-kim" in record.declined_skill_keys
        assert "skill_known" not in codes(matcher, record)
        assert "skill_known" in codes(matcher, dataclasses.replace(record, declined_skill_keys=()))

    def test_ticked_again_it_counts_again(self, db, seeker, person, taken_away, machine):
        seeker.post(EXPERIENCE, data=self.WORDS | {"skills": machine, "shown": machine})

        (record,) = gather.seeker_records(db, [person.id], today=TODAY)
        assert record.declined_skill_keys == ()
        assert "may-may-1-kim" in record.skill_keys

    def test_a_skill_only_offered_and_left_alone_is_not_taken_away(self, db, seeker, person):
        add_wish(db, person, SEWING)
        usual = value_of(seeker.get(EXPERIENCE).page, "shown")

        seeker.post(EXPERIENCE, data={"about": "Tôi chăm chỉ", "shown": usual})

        db.refresh(person)
        assert usual
        assert person.declined_skills is None


def reader_of_seeds():
    """Return a matcher with one opening that asks for a skill and nothing else."""
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(Vocabulary.load(SEEDS), Gazetteer.load(SEEDS), today=TODAY, limits=limits)
    opening = OpeningRecord(id="1", required_skill_keys=("may-may-1-kim",))
    return matcher.fit([opening], [])


def codes(matcher, record):
    (match,) = matcher.explain(record, ["1"])
    return {reason.code for reason in match.reasons}


def test_a_certified_skill_cannot_be_unticked_away(db, seeker, person):
    add_skill(db, person, "lai-xe-nang", SkillSource.CERTIFIED)

    seeker.post(EXPERIENCE, data={"about": ""})

    assert [row.source for row in db.exec(select(PersonSkill))] == [SkillSource.CERTIFIED]


def test_another_row_comes_without_javascript_and_keeps_what_was_typed(db, seeker, person):
    add_work(db, person)
    rows = len(seeker.get(EXPERIENCE).page.select("[name^=work-][name$=-title]"))

    answer = seeker.post(
        EXPERIENCE, data={"work-0-title": "Thợ hồ", "about": "biết xây", "add_row": "1"}
    )

    assert answer.status_code == 200
    assert value_of(answer.page, "work-0-title") == "Thợ hồ"
    assert len(answer.page.select("[name^=work-][name$=-title]")) >= 2
    assert rows >= 3
    assert [row.title for row in db.exec(select(WorkHistory))] == ["Thợ may gia công"]


def test_a_time_without_work_is_asked_about_and_the_rest_stays(seeker):
    answer = seeker.post(EXPERIENCE, data={"work-0-months": "12", "about": "biết nấu ăn"})

    assert answer.status_code == 422
    assert "Anh/chị ghi đã làm việc gì" in words(answer.page.select_one("[role=alert]"))
    assert value_of(answer.page, "work-0-months") == "12"


def test_an_old_commune_without_marks_is_found_with_its_new_name(db, seeker, person):
    old, new = old_commune(db), new_commune(db)

    shown = seeker.get(HOME + "?tim=an+hiep").page
    labels = [words(label) for label in shown.select("#unit label")]
    assert any("Xã An Hiệp" in text and "nay là Xã An Ninh" in text for text in labels)

    seeker.post(HOME, data={"commune": "an hiep", "unit": str(old.id), "max_km": "15"})
    db.refresh(person)
    assert (person.old_unit_id, person.new_unit_id, person.max_km) == (old.id, new.id, 15)


def test_a_new_commune_leaves_the_old_one_unknown(db, seeker, person):
    new = new_commune(db)

    seeker.post(HOME, data={"commune": "an ninh", "unit": str(new.id)})

    db.refresh(person)
    assert (person.old_unit_id, person.new_unit_id) == (None, new.id)


def test_several_places_with_the_name_are_shown_to_choose_from(seeker):
    answer = seeker.post(HOME, data={"commune": "phuong 1", "max_km": "9"})

    assert answer.status_code == 302
    assert "tim=phuong+1" in answer.location
    choices = seeker.get(answer.location).page
    assert len(choices.select("input[name=unit]")) > 1
    assert value_of(choices, "max_km") == "9"


def test_an_exact_name_is_not_buried_under_names_that_look_alike(seeker):
    choices = seeker.get(HOME + "?tim=phuong+1").page.select("#unit label")

    assert all("Phường 1" in words(label) for label in choices)


def test_a_slip_in_the_name_still_finds_the_commune(seeker):
    choices = seeker.get(HOME + "?tim=an+hiip").page.select("#unit label")

    assert any("Xã An Hiệp" in words(label) for label in choices)


def test_a_place_nobody_knows_is_said_kindly_with_the_form_still_filled(seeker):
    answer = seeker.post(HOME, data={"commune": "xyzzy qwrt", "max_km": "9"})

    assert answer.status_code == 422
    assert "Chưa tìm thấy xã, phường này" in answer.text
    assert value_of(answer.page, "commune") == "xyzzy qwrt"


def test_the_place_stays_when_only_the_distance_is_changed(db, seeker, person):
    before = (person.old_unit_id, person.new_unit_id)

    seeker.post(HOME, data={"commune": "", "max_km": "30", "needs_shuttle": "1"})

    db.refresh(person)
    assert (person.old_unit_id, person.new_unit_id) == before
    assert (person.max_km, person.needs_shuttle, person.needs_housing) == (30, True, None)


def test_schooling_and_name_are_saved_and_shown_on_the_page_to_check(db, seeker, person):
    answer = seeker.post(
        SCHOOLING,
        data={"full_name": "Trần Thị Hai", "birth_year": "1985", "education": "thpt",
              "training": "trung_cap", "training_field": "may", "constraints": "không leo cao"},
    )  # fmt: skip

    assert answer.location == PROFILE
    db.refresh(person)
    assert (person.full_name, person.birth_year) == ("Trần Thị Hai", 1985)
    assert person.education == Education.UPPER_SECONDARY
    check = words(seeker.get(PROFILE).page.main)
    for said in ("Trần Thị Hai", "1985", "Trung cấp", "không leo cao", "công nhân may"):
        assert said in check


def test_the_check_page_leads_back_to_each_page_and_from_there_back(db, seeker, person):
    add_wish(db, person, SEWING)
    links = [link["href"] for link in seeker.get(PROFILE).page.select("a[href*='sua=1']")]

    assert links == [f"{page}?sua=1" for page in PAGES]
    again = SCHOOLING + "?sua=1"
    assert seeker.post(again, page=again, data={"full_name": "Hai"}).location == PROFILE


def test_pausing_the_search_is_one_button(db, seeker, person):
    seeker.post(PROFILE + "/dang-tim", page=PROFILE, data={"dang_tim": "0"})
    db.refresh(person)
    assert person.is_seeking is False

    seeker.post(PROFILE + "/dang-tim", page=PROFILE, data={"dang_tim": "1"})
    db.refresh(person)
    assert person.is_seeking is True


LONG = "a" * 5_000
BAD = [
    (WISHES, {"desired": ""}),
    (WISHES, {"desired": LONG}),
    (WISHES, {"desired": "may\x00"}),
    (WISHES, {"desired": "may", "wage_min_vnd": "nhiều"}),
    (WISHES, {"desired": "may", "wage_min_vnd": "99999999999999999999"}),
    (WISHES, {"desired": "may", "shift_ok": "khong_co"}),
    (WISHES, {"desired": "may", "occupations": "999999999999999999999"}),
    (EXPERIENCE, {"about": LONG}),
    (EXPERIENCE, {"about": "x\x00y"}),
    (EXPERIENCE, {"about": "", "work-0-title": LONG}),
    (EXPERIENCE, {"about": "", "work-0-title": "may", "work-0-months": "901"}),
    (EXPERIENCE, {"about": "", "work-0-title": "may", "work-0-months": "9" * 40}),
    (EXPERIENCE, {"about": "", "certificates": "b\n" * 3 + LONG}),
    (EXPERIENCE, {"about": "biết may máy 1 kim", "skills": "-5"}),
    (HOME, {"commune": "an hiep", "unit": "99999999999999999999999"}),
    (HOME, {"commune": "\x00"}),
    (HOME, {"commune": LONG}),
    (HOME, {"commune": "", "max_km": "100000"}),
    (HOME, {"commune": "", "needs_shuttle": "maybe"}),
    (SCHOOLING, {"full_name": ""}),
    (SCHOOLING, {"full_name": "A\x00"}),
    (SCHOOLING, {"full_name": LONG}),
    (SCHOOLING, {"full_name": "A", "birth_year": "1"}),
    (SCHOOLING, {"full_name": "A", "birth_year": "9999"}),
    (SCHOOLING, {"full_name": "A", "birth_year": "mười"}),
    (SCHOOLING, {"full_name": "A", "education": "tien_si"}),
    (SCHOOLING, {"full_name": "A", "training": "nope"}),
]


@pytest.mark.parametrize(("page", "data"), BAD)
def test_bad_input_gives_words_a_filled_form_and_changes_nothing(db, seeker, person, page, data):
    before = person.model_dump()

    answer = seeker.post(page, data=data)

    assert answer.status_code == 422
    assert answer.page.select_one("[role=alert]")
    for name, typed in data.items():
        field = answer.page.select_one(
            f"input[name={name}][type=text], input[name={name}]:not([type])"
        )
        if field is not None and typed:
            assert field["value"] == typed.replace("\x00", "")
    db.refresh(person)
    assert person.model_dump() == before


def test_a_lone_surrogate_is_a_mistake_in_words_not_a_crash(seeker):
    token = seeker.token(WISHES, page=WISHES)
    body = f"csrf_token={token}&desired=may%ED%A0%80".encode()

    answer = seeker.post_raw(WISHES, data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (302, 422)


def test_text_is_stored_as_typed_and_shown_escaped(db, seeker, person):
    seeker.post(SCHOOLING, data={"full_name": "<b>Hai</b> & 'Ba'"})
    db.refresh(person)

    assert person.full_name == "<b>Hai</b> & 'Ba'"
    assert "<b>Hai</b>" not in seeker.get(PROFILE).text


def test_people_keep_profiles_apart(db, seeker, person):
    other = make_person(db, desired="lái xe")

    seeker.post(WISHES, data={"desired": "phụ hồ"})

    db.refresh(other)
    assert other.desired == "lái xe"
