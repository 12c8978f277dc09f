"""Posting an opening: three minutes, kept when wrong, never below the law without a word."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.vocabulary import FORKLIFT, occupation, skill
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.models import Opening, OpeningSkill, OpeningStatus, Role

NEW = "/doanh-nghiep/tin-tuyen-dung/moi"
#: the form is shown once the job has a name
FORM = f"{NEW}?ten=lái+xe+nâng"


def filled(place, **values):
    return {
        "title": "Lái xe nâng kho lạnh",
        "posts": "12",
        "site": str(place.id),
        "wage_type": "month",
        "wage_min_vnd": "7",
        "wage_max_vnd": "9,5",
        "deadline": (TODAY + dt.timedelta(days=20)).isoformat(),
    } | values


def post_new(employer, place, **values):
    return employer.post(NEW, page=FORM, data=filled(place, **values))


def the_new_one(db, firm):
    return db.exec(
        select(Opening).where(
            Opening.enterprise_id == firm.enterprise.id, Opening.id != firm.opening.id
        )
    ).one_or_none()


def test_the_title_says_the_occupation_and_its_skills(employer, db):
    page = employer.get(FORM).page
    forklift = occupation(db, FORKLIFT)
    chosen = page.select_one("select[name=occupation] option[selected]")
    assert chosen["value"] == str(forklift.id)
    offered = set(map(words, page.select("fieldset#skills_required label")))
    assert "Lái xe nâng (có chứng chỉ)" in offered


def test_reading_the_title_again_changes_the_skills_and_saves_nothing(employer, firm, db):
    answer = post_new(employer, firm.site, title="công nhân may", buoc="doc")
    assert answer.status_code == 200
    chosen = answer.page.select_one("select[name=occupation] option[selected]")
    assert chosen["value"] == str(occupation(db).id)
    assert answer.page.select_one("input[name=posts]")["value"] == "12"
    assert the_new_one(db, firm) is None


def test_a_new_opening_is_a_draft_until_it_is_posted(employer, firm, db):
    skills = {
        "skills_required": str(skill(db, "may-may-1-kim").id),
        "skills_welcome": [str(skill(db, "may-may-1-kim").id)],
    }
    answer = post_new(
        employer, firm.site, occupation=str(occupation(db, FORKLIFT).id), has_meals="0", **skills
    )
    draft = the_new_one(db, firm)
    assert answer.status_code == 302
    assert draft.status == OpeningStatus.DRAFT
    assert (draft.posts, draft.wage_min_vnd, draft.wage_max_vnd) == (12, 7_000_000, 9_500_000)
    assert (draft.has_meals, draft.has_shuttle) == (False, None)
    asked = db.exec(select(OpeningSkill).where(OpeningSkill.opening_id == draft.id)).all()
    assert [row.is_required for row in asked] == [True]

    where = f"/doanh-nghiep/tin-tuyen-dung/{draft.id}"
    employer.post(f"{where}/dang", page=where)
    db.refresh(draft)
    assert (draft.status, draft.posted_on) == (OpeningStatus.OPEN, TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "may\x00mẫu"),
        ("posts", "0"),
        ("posts", "1000000000"),
        ("posts", "mười"),
        ("posts", "-3"),
        ("site", ""),
        ("site", "999999"),
        ("occupation", "99999999999999999999"),
        ("wage_min_vnd", "10"),
        ("wage_max_vnd", "nhiều"),
        ("wage_type", "year"),
        ("shifts", "ca_khuya"),
        ("contract_months", "37"),
        ("experience_months", "601"),
        ("deadline", "0001-01-01"),
        ("deadline", "9999-12-31"),
        ("deadline", "31/02/2027"),
        ("deadline", (TODAY - dt.timedelta(days=1)).isoformat()),
        ("skills_required", "123456789"),
        ("description", "x" * 4001),
    ],
)
def test_a_wrong_value_is_told_and_the_rest_is_kept(employer, firm, db, field, value):
    answer = post_new(employer, firm.site, **{field: value})
    assert answer.status_code == 422
    assert answer.page.select(".error-summary li")
    if field != "wage_max_vnd":
        assert answer.page.select_one("input[name=wage_max_vnd]")["value"] == "9,5"
    assert the_new_one(db, firm) is None


def test_pay_below_the_floor_warns_with_its_source_and_does_not_block(employer, firm, db):
    post_new(employer, firm.site, wage_min_vnd="4", wage_max_vnd="4")
    draft = the_new_one(db, firm)
    where = f"/doanh-nghiep/tin-tuyen-dung/{draft.id}"
    warning = words(employer.get(where).page.select_one(".notice.warn"))
    assert "4.730.000 đ" in warning
    assert "NĐ 293/2025/NĐ-CP, chưa kiểm chứng" in warning
    employer.post(f"{where}/dang", page=where)
    db.refresh(draft)
    assert draft.status == OpeningStatus.OPEN


def test_closing_needs_a_reason_and_reopening_forgets_it(employer, firm, db):
    where = f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}"
    assert employer.post(f"{where}/dong", data={}).status_code == 422
    db.refresh(firm.opening)
    assert firm.opening.status == OpeningStatus.OPEN

    assert employer.post(f"{where}/dong", data={"reason": "1"}).status_code == 422
    employer.post(f"{where}/dong", data={"reason": "1", "filled_by": "both"})
    db.refresh(firm.opening)
    assert firm.opening.status == OpeningStatus.CLOSED
    assert firm.opening.close_reason == "Tạm dừng tuyển vị trí này"

    employer.post(f"{where}/dang", page=where)
    db.refresh(firm.opening)
    assert (firm.opening.status, firm.opening.close_reason) == (OpeningStatus.OPEN, "")


def test_an_opening_past_its_deadline_is_not_reopened_as_it_is(employer, firm, db):
    old = make_opening(db, site=firm.site, closed=True, expired=True)
    where = f"/doanh-nghiep/tin-tuyen-dung/{old.id}"
    answer = employer.post(f"{where}/dang", page=where)
    db.refresh(old)
    assert (answer.status_code, old.status) == (409, OpeningStatus.CLOSED)


def test_an_old_opening_is_copied_without_its_deadline(employer, firm):
    page = employer.get(f"{NEW}?tu={firm.opening.id}").page
    assert page.select_one("input[name=title]")["value"] == "Công nhân may công nghiệp"
    assert page.select_one("input[name=wage_min_vnd]")["value"] == "7"
    assert not page.select_one("input[name=deadline]").get("value")
    ticked = page.select_one("input[name=skills_required][checked]")
    assert ticked is not None


def test_changing_keeps_the_opening_open(employer, firm, db):
    where = f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}/sua"
    employer.post(where, data=filled(firm.site, posts="30", title="Công nhân may"))
    db.refresh(firm.opening)
    assert (firm.opening.posts, firm.opening.status) == (30, OpeningStatus.OPEN)


def test_the_list_says_posts_left_and_who_waits(employer, application):
    text = words(employer.get("/doanh-nghiep/tin-tuyen-dung").page.select_one(".card"))
    assert "còn tuyển 10 người" in text
    assert "1 người nộp · 1 chờ trả lời" in text


def test_a_pending_enterprise_posts_and_is_marked(db, sign_in):
    enterprise = make_enterprise(db, pending=True)
    site = make_site(db, enterprise=enterprise)
    draft = make_opening(db, site=site, draft=True)
    browser = sign_in(make_account(db, Role.EMPLOYER, enterprise=enterprise))
    where = f"/doanh-nghiep/tin-tuyen-dung/{draft.id}"
    assert browser.post(f"{where}/dang", page=where).status_code == 302
    db.refresh(draft)
    assert draft.status == OpeningStatus.OPEN
    assert "Chưa xác minh" in words(browser.get(where).page.select_one("main"))


def test_a_suspended_enterprise_does_not_post(db, sign_in):
    enterprise = make_enterprise(db, suspended=True)
    site = make_site(db, enterprise=enterprise)
    draft = make_opening(db, site=site, draft=True)
    browser = sign_in(make_account(db, Role.EMPLOYER, enterprise=enterprise))
    assert browser.post(NEW, page=FORM, data=filled(site)).status_code == 403
    where = f"/doanh-nghiep/tin-tuyen-dung/{draft.id}"
    assert not browser.get(where).page.select("form[action$=dang]")
    token = browser.token(f"{where}/sua", page=f"{where}/sua")
    answer = browser.post_raw(f"{where}/dang", data={"csrf_token": token})
    db.refresh(draft)
    assert (answer.status_code, draft.status) == (403, OpeningStatus.DRAFT)
