"""'Không phù hợp với tôi' on the page: gone at once, undone with one tap, a question follows."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.pages import words
from workforce.models import Dismissal, DismissalReason
from workforce.seekers import erasing
from workforce.suggestions import dismissals

PAGE = "/nguoi-tim-viec/goi-y"
PUT_AWAY = PAGE + "/da-bo"


def titles(page):
    return [words(title) for title in page.select(".card-title")]


def say_no(browser, opening, reason="khac"):
    return browser.post(f"{PAGE}/{opening.id}/khong-phu-hop", page=PAGE, data={"ly_do": reason})


def take_back(browser, opening):
    return browser.post(f"{PAGE}/{opening.id}/lay-lai", page=f"{PAGE}?bo={opening.id}")


def send(browser, where, any_token):
    """Send what no page of this browser shows a form for."""
    data = {"ly_do": "xa_qua", "csrf_token": any_token(browser)}
    return browser.post_raw(f"{PAGE}/{where}", data=data)


@pytest.fixture
def two(db):
    return make_opening(db, title="Công nhân may áo"), make_opening(db, title="Công nhân may quần")


def test_each_reason_is_one_button_under_the_card(seeker, two):
    card = seeker.get(PAGE).page.select_one(".card")
    form = card.select_one("form[action$='/khong-phu-hop']")

    assert "Không phù hợp với tôi" in words(card)
    values = [button["value"] for button in form.select("button[name=ly_do]")]
    assert values == [reason.value for reason in DismissalReason]
    assert form.select_one("input[name=csrf_token]")


def test_the_job_is_gone_at_once_and_the_page_says_so_with_a_way_back(db, seeker, two):
    away, other = two
    answer = say_no(seeker, away, "da_lam_o_do")
    assert answer.status_code == 302

    page = seeker.get(answer.location).page

    assert titles(page) == [other.title]
    panel = page.select_one("#da-bo")
    assert "Đã bỏ: Công nhân may áo" in words(panel)
    assert "Lý do: đã làm ở đó." in words(panel)
    assert panel.select_one(f"form[action='{PAGE}/{away.id}/lay-lai'] button")
    assert titles(seeker.get(PAGE).page) == [other.title]


def test_taken_back_it_is_on_the_list_again(seeker, two):
    say_no(seeker, two[0])
    take_back(seeker, two[0])

    assert sorted(titles(seeker.get(PAGE).page)) == sorted(one.title for one in two)


def test_what_was_put_away_stands_on_its_own_page(seeker, two):
    say_no(seeker, two[0], "xa_qua")
    assert seeker.get(PAGE).page.select_one(f"a[href='{PUT_AWAY}']")

    page = seeker.get(PUT_AWAY).page
    assert titles(page) == ["Công nhân may áo"]
    assert "xa quá" in words(page.main)

    answer = seeker.post(f"{PAGE}/{two[0].id}/lay-lai", page=PUT_AWAY, data={"ve": "da-bo"})
    assert answer.location == PUT_AWAY
    assert "Anh/chị chưa bỏ việc nào" in words(seeker.get(PUT_AWAY).page.main)


def test_an_unknown_reason_is_refused_and_nothing_is_kept(db, seeker, two):
    assert say_no(seeker, two[0], "vì ghét").status_code == 422
    assert len(titles(seeker.get(PAGE).page)) == 2


def test_a_draft_is_not_there_for_anybody_to_put_away(db, seeker, any_token):
    draft = make_opening(db, draft=True)

    assert send(seeker, f"{draft.id}/khong-phu-hop", any_token).status_code == 404


def test_one_person_cannot_take_back_another_s_no(db, seeker, two, sign_in, new_client, any_token):
    say_no(seeker, two[0])
    stranger = sign_in(make_account(db, person=make_person(db)), new_client())

    assert send(stranger, f"{two[0].id}/lay-lai", any_token).status_code == 404
    assert len(titles(seeker.get(PAGE).page)) == 1
    assert titles(stranger.get(PUT_AWAY).page) == []
    assert stranger.get(f"{PAGE}?bo={two[0].id}").page.select_one("#da-bo") is None


def test_without_consent_to_matching_no_reason_is_kept(db, sign_in, any_token):
    opening = make_opening(db)
    browser = sign_in(make_account(db, person=make_person(db, consents_to=())))

    assert send(browser, f"{opening.id}/khong-phu-hop", any_token).status_code == 403
    assert db.exec(select(Dismissal)).all() == []


FOLLOWING = [
    ("xa_qua", "Anh/chị đi làm xa nhất bao nhiêu?"),
    ("luong_thap", "Lương mỗi tháng từ bao nhiêu thì anh/chị đi làm?"),
    ("ca_dem", "Anh/chị làm được giờ nào?"),
    ("dung_nang_lanh", "Anh/chị cần tránh điều gì?"),
]


@pytest.mark.parametrize(("reason", "question"), FOLLOWING)
def test_the_reason_leads_to_a_question_and_changes_nothing_by_itself(
    db, seeker, person, reason, question
):
    # Lai Hòa, far from An Hiệp: the question of distance has answers that are nearer.
    opening = make_opening(db, site=make_site(db, lat=9.35, lon=105.98))
    before = person.model_dump()
    page = seeker.get(say_no(seeker, opening, reason).location).page

    panel = page.select_one("#da-bo")
    assert question in words(panel)
    assert 1 <= len(panel.select("button[name=dap]")) <= 6
    db.refresh(person)
    assert person.model_dump() == before


@pytest.mark.parametrize("reason", ["khong_thich_nghe", "da_lam_o_do", "khac"])
def test_other_reasons_ask_nothing(seeker, two, reason):
    page = seeker.get(say_no(seeker, two[0], reason).location).page

    assert page.select("#da-bo button[name=dap]") == []


def test_a_trade_not_liked_is_explained(seeker, two):
    page = seeker.get(say_no(seeker, two[0], "khong_thich_nghe").location).page

    assert "Việc cùng nghề sẽ đứng sau" in words(page.select_one("#da-bo"))
    assert "đã nói không thích nghề này" in words(page.main).lower()


def test_only_answers_that_would_have_kept_it_away_are_offered(db, seeker, two):
    opening = make_opening(db, wage_min_vnd=6_000_000, wage_max_vnd=7_500_000)
    page = seeker.get(say_no(seeker, opening, "luong_thap").location).page

    offered = [one["value"] for one in page.select("#da-bo button[name=dap]")]
    assert offered == ["8", "10", "12"]


def test_withdrawn_consent_and_erasure_take_the_reasons_along(db, seeker, person, account, two):
    say_no(seeker, two[0], "dung_nang_lanh")
    erasing.erase(db, person=person, account=account, now=person.updated_at)

    assert dismissals.standing(db, person_id=person.id) == []
    assert db.exec(select(Dismissal)).all() == []
