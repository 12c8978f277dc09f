"""People an enterprise may invite: only who agreed, nothing that names them."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import (
    add_certificate,
    add_wish,
    add_work,
    grant,
    make_person,
    make_sensitive,
)
from tests.factories.vocabulary import SEWING
from tests.fixed_clock import NOW, TODAY
from tests.invitations.conftest import FOUND
from tests.pages import words
from workforce.consents import consents
from workforce.models import (
    Application,
    ConsentPurpose,
    EnterpriseStatus,
    Invitation,
    InvitationAnswer,
    Notice,
)


def at(opening, step=""):
    return f"/doanh-nghiep/tin-tuyen-dung/{opening.id}/ung-vien{step}"


def cards(employer, firm):
    return [words(card) for card in employer.get(at(firm.opening)).page.select("main .card")]


def invite_address(employer, firm):
    return employer.get(at(firm.opening)).page.select_one("main .card a")["href"]


def send(employer, firm, message="Công ty có xe đưa rước."):
    address = invite_address(employer, firm)
    data = {"nguoi": address.partition("nguoi=")[2].replace("%3D", "="), "message": message}
    return employer.post(at(firm.opening, "/moi"), page=address, data=data)


def test_the_page_says_why_somebody_fits_and_how_far_they_live(employer, db, firm, findable):
    add_certificate(db, findable(), "Chứng chỉ vận hành xe nâng")
    (card,) = cards(employer, firm)
    for part in ("Muốn làm", "May máy 1 kim", "2 năm", "km", "Mời nộp hồ sơ"):
        assert part in card


NEVER = (
    "Nguyễn Thị Chim", "Chim Én", "0901 765 432", "84901765432", "901765432", "1987", "39 tuổi",
    "7391", "Nữ", "female", "khmer-canary", "khuyet-tat-canary", "poor-canary", "nuôi con",
    "Xã An Hiệp", "Xã An Ninh", "cô Lan Sóc", "8.100.000", "8,1 triệu", "ngồi làm",
    "chứng chỉ ghi tên Chim", "904170",
)  # fmt: skip


def test_nothing_that_names_or_groups_a_person_reaches_the_page(employer, db, firm, findable):
    person = findable(
        id=904_170, full_name="Nguyễn Thị Chim", contact_phone="+84901765432", sex="female",
        birth_date=dt.date(1987, 4, 19), birth_year=1987, hamlet="Ấp Chim Én",
        national_id_last4="7391", wage_min_vnd=8_100_000, about="Tôi là Chim Én, đang nuôi con.",
        desired="may, ngồi làm", constraints="nuôi con nhỏ, chỉ ngồi làm, lối xe lăn",
    )  # fmt: skip
    add_work(db, person, "Phụ quán cô Lan Sóc", 7)
    add_certificate(db, person, "chứng chỉ ghi tên Chim")
    make_sensitive(
        db, person, ethnicity="khmer-canary", disability="khuyet-tat-canary", poverty="poor-canary"
    )
    listed = employer.get(at(firm.opening))
    form = employer.get(invite_address(employer, firm))
    assert len(listed.page.select("main .card")) == 1
    for page in (listed, form):
        text = page.page.main.decode()
        for canary in NEVER:
            assert canary not in text, canary


def test_no_score_reaches_the_page(employer, firm, findable):
    findable()
    main = words(employer.get(at(firm.opening)).page.main)
    assert "%" not in main
    assert "điểm" not in main.lower()


@pytest.mark.parametrize(
    "values",
    [
        {"consents_to": (ConsentPurpose.MATCHING,)},
        {"consents_to": (ConsentPurpose.INVITED,)},
        {"is_seeking": False},
        {"under_age": True},
        {"birth_year": None},
        {"birth_year": TODAY.year - 18},
    ],
    ids=["not agreed", "no matching", "not looking", "under age", "age unknown", "age in doubt"],
)
def test_only_adults_who_look_for_work_and_agreed_are_found(employer, firm, findable, values):
    findable(**values)
    assert cards(employer, firm) == []


def test_a_word_taken_back_counts_at_once(employer, db, firm, findable):
    person = findable()
    assert len(cards(employer, firm)) == 1
    address = invite_address(employer, firm)
    consents.withdraw_consent(
        db, person_id=person.id, purpose=ConsentPurpose.INVITED, channel="self", by=None, now=NOW
    )
    assert cards(employer, firm) == []
    assert employer.get(address).status_code == 404


def test_a_firm_nobody_verified_sees_no_one(employer, db, firm, findable):
    findable()
    firm.enterprise.status = EnterpriseStatus.PENDING
    db.add(firm.enterprise)
    assert cards(employer, firm) == []


def test_the_better_fit_comes_first(employer, db, findable, firm):
    findable()
    add_wish(db, make_person(db, consents_to=FOUND, about=""), SEWING)
    better, other = cards(employer, firm)
    assert "2 năm" in better
    assert "2 năm" not in other
    assert "Cần bổ sung may máy 1 kim" in other


def test_an_invitation_reaches_the_person_once_with_a_notice(employer, db, firm, findable):
    person = findable()
    assert send(employer, firm).status_code == 302
    (sent,) = db.exec(select(Invitation)).all()
    notice = db.exec(select(Notice).where(Notice.person_id == person.id)).one()
    assert (sent.person_id, sent.message) == (person.id, "Công ty có xe đưa rước.")
    assert (notice.kind, notice.link) == ("invited", "/nguoi-tim-viec/loi-moi")
    assert "Đã mời" in cards(employer, firm)[0]


def test_a_message_that_asks_for_money_is_not_sent(employer, db, firm, findable):
    findable()
    answer = send(employer, firm, "Em đóng cọc 500.000 rồi đi làm.")
    assert answer.status_code == 422
    assert db.exec(select(Invitation)).all() == []


def test_invitations_of_a_day_come_to_an_end(employer, db, firm, findable, monkeypatch):
    findable()
    monkeypatch.setattr("workforce.invitations.actions.rate_number", lambda *_a, **_k: 0.0)
    assert "Hôm nay đã gửi đủ lời mời." in cards(employer, firm)[0]


@pytest.mark.parametrize("word", ["", "abc", "MQ==", "đ", "A" * 40])
def test_a_made_up_pseudonym_is_nobody(employer, firm, findable, word):
    findable()
    assert employer.get(at(firm.opening, f"/moi?nguoi={word}")).status_code == 404


def test_a_pseudonym_of_one_opening_is_nobody_at_another(employer, db, firm, findable):
    findable()
    word = invite_address(employer, firm).partition("nguoi=")[2]
    other = make_opening(db, site=firm.site)
    assert employer.get(at(other, f"/moi?nguoi={word}")).status_code == 404


@pytest.fixture
def invited(employer, db, firm, findable, new_client, sign_in):
    """The person's browser after the invitation, and the person."""
    person = findable()
    send(employer, firm)
    return sign_in(make_account(db, person=person), new_client()), person


LIST = "/nguoi-tim-viec/loi-moi"


def test_the_person_reads_the_invitation_and_goes_on_to_the_normal_form(invited, firm):
    browser, _person = invited
    page = browser.get(LIST).page
    assert "Công ty có xe đưa rước." in words(page.main)
    assert page.select_one(f"a[href='/nguoi-tim-viec/nop-ho-so/{firm.opening.id}']")
    assert "1 lời mời đang chờ" in words(browser.get("/nguoi-tim-viec/goi-y").page.main)


def test_who_applies_becomes_known_and_the_invitation_is_answered(invited, employer, db, firm):
    browser, person = invited
    browser.post(f"/nguoi-tim-viec/nop-ho-so/{firm.opening.id}", data={})
    application = db.exec(select(Application)).one()
    invitation = db.exec(select(Invitation)).one()
    db.refresh(invitation)
    assert invitation.answer == InvitationAnswer.APPLIED
    assert person.full_name in employer.get(f"/doanh-nghiep/ho-so/{application.id}").text
    assert cards(employer, firm) == []


def test_no_is_one_tap_and_names_nobody(invited, employer, db, firm):
    browser, person = invited
    invitation = db.exec(select(Invitation)).one()
    answer = browser.post(f"{LIST}/{invitation.id}/khong", page=LIST)
    db.refresh(invitation)
    assert (answer.status_code, invitation.answer) == (302, InvitationAnswer.DECLINED)
    assert person.full_name not in employer.get(at(firm.opening)).text


def test_another_persons_invitation_is_not_there(invited, db, findable, sign_in):
    invitation = db.exec(select(Invitation)).one()
    stranger = sign_in(make_account(db, person=findable()))
    token = stranger.token("/nguoi-tim-viec/du-lieu/dong-y", page="/nguoi-tim-viec/du-lieu")
    answer = stranger.post_raw(f"{LIST}/{invitation.id}/khong", data={"csrf_token": token})
    assert answer.status_code == 404


def test_the_offer_is_made_once_to_adults(db, findable, sign_in):
    person = findable(consents_to=(ConsentPurpose.MATCHING,))
    browser = sign_in(make_account(db, person=person))
    page = browser.get("/nguoi-tim-viec/goi-y").page
    assert page.select_one("input[name=muc][value=invited]")
    grant(db, person, ConsentPurpose.INVITED)
    page = browser.get("/nguoi-tim-viec/goi-y").page
    assert not page.select_one("input[name=muc][value=invited]")


def test_nobody_under_age_is_offered_to_be_found(db, findable, sign_in):
    person = findable(consents_to=(ConsentPurpose.MATCHING,), under_age=True)
    page = sign_in(make_account(db, person=person)).get("/nguoi-tim-viec/goi-y").page
    assert not page.select_one("input[name=muc][value=invited]")
