"""An enterprise sees how many people an opening suits: rounded, and nothing typed is lost."""

import pytest

from tests.factories.people import make_person
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.employers import supply
from workforce.suggestions import gather
from workforce.suggestions.engine import engine
from workforce.suggestions.standing import Seekers
from workforce.supply import asking, counting

NEW = "/doanh-nghiep/tin-tuyen-dung/moi"
FORM = f"{NEW}?ten=công+nhân+may"


@pytest.fixture(autouse=True)
def nobody_read_before(app, monkeypatch):
    """Each test counts its own people."""
    counter = app.extensions[asking.COUNTER]
    monkeypatch.setattr(counter, "_seekers", Seekers())


def sewers(db, count, **values):
    """Add people who want to sew, live by the works and agreed to matching."""
    return [make_person(db, full_name=f"Người Mẫu {n}", **values) for n in range(count)]


def said(page):
    return words(page.select_one("section[aria-labelledby=supply]"))


def test_the_page_counts_whom_the_matcher_itself_finds(employer, firm, db, app):
    people = sewers(db, 14)
    draft = supply.of_opening(db, firm.opening)
    counted = app.extensions[asking.COUNTER].supply(db, draft, today=TODAY).people

    matcher = engine(db, today=TODAY).matcher
    records = gather.seeker_records(db, [one.id for one in people], today=TODAY)
    own = [{m.opening_id: m.score for m in matcher.rank(r, 99)} for r in records]
    assert counted == sum(one.get(str(firm.opening.id), 0) >= 0.6 for one in own) == 14

    page = employer.get(f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}?xem-thu=1").page
    assert "khoảng 10 người phù hợp trong 15 km" in said(page)


def test_few_people_are_told_as_fewer_than_ten(employer, firm, db):
    sewers(db, 3)
    page = employer.get(f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}?xem-thu=1").page

    assert "dưới 10 người phù hợp" in said(page)


def test_who_did_not_agree_to_matching_is_not_counted(firm, db, app):
    for _ in range(2):
        make_person(db, consents_to=())
    sewers(db, 1)
    draft = supply.of_opening(db, firm.opening)

    assert app.extensions[asking.COUNTER].supply(db, draft, today=TODAY).people == 1


def test_while_writing_nothing_typed_is_lost_and_nothing_is_saved(employer, firm, db):
    sewers(db, 12)
    answer = employer.post(
        NEW, page=FORM,
        data={"title": "Công nhân may", "site": str(firm.site.id), "wage_type": "month",
              "wage_min_vnd": "7,5", "description": "May áo", "buoc": "thu"},
    )  # fmt: skip

    assert answer.status_code == 200
    assert "người phù hợp trong 15 km" in said(answer.page)
    assert answer.page.select_one("input[name=wage_min_vnd]")["value"] == "7,5"
    assert words(answer.page.select_one("textarea[name=description]")) == "May áo"


def test_without_a_place_the_page_says_what_is_missing(employer, firm):
    answer = employer.post(NEW, page=FORM, data={"title": "", "buoc": "thu"})

    assert "ghi tên công việc" in said(answer.page)


def test_another_enterprises_site_is_not_counted_for(employer, other_firm):
    answer = employer.post(
        NEW, page=FORM, data={"title": "may", "site": str(other_firm.site.id), "buoc": "thu"}
    )

    assert "phù hợp trong" not in said(answer.page)


def test_an_enterprise_asks_a_bounded_number_of_times(employer, firm, db, monkeypatch):
    monkeypatch.setattr(supply, "rate_number", lambda *_args, **_named: 2)
    path = f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}?xem-thu=1"
    answers = [said(employer.get(path).page) for _ in range(3)]

    assert "người phù hợp" in answers[1]
    assert "đã xem thử 2 lần" in answers[2]


@pytest.mark.parametrize(("people", "told"), [(0, 0), (9, 0), (10, 10), (14, 10), (15, 20)])
def test_counts_are_rounded_to_tens(people, told):
    assert counting.rounded(people, 10) == told
