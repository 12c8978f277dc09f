"""An enterprise's story: register, post, answer, hire, say half a year later: still here."""

import datetime as dt

from sqlmodel import select

from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune, zone
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.applications.actions import apply_to_opening, events_of
from workforce.models import Account, ApplicationStatus, CheckOutcome, Opening, Placement
from workforce.placements import ledger

PASSWORD = "bánh pía vịt lộn cầu tre"


def test_from_registering_to_a_worker_who_stayed(client, db, sign_in, fixed_clock):
    client.post(
        "/doanh-nghiep/dang-ky",
        data={
            "name": "Công ty Thủy sản Mẫu", "tax_code": "2200000018", "zone": str(zone(db).id),
            "unit": str(new_commune(db).id), "contact_name": "Trần Thị Lan",
            "phone": "0934567890", "password": PASSWORD, "agree": "y",
        },
    )  # fmt: skip
    client.post("/tai-khoan/dang-nhap", data={"phone": "0934567890", "password": PASSWORD})

    start = client.get("/doanh-nghiep/").page.select_one(".empty a")["href"]
    assert client.get(start).page.select_one("input[name=ten]")
    form = client.get(f"{start}?ten=công+nhân+chế+biến+tôm").page
    site = form.select_one("input[name=site]")["value"]
    occupation = form.select_one("select[name=occupation] option[selected]")["value"]
    draft = client.post(
        start,
        page=f"{start}?ten=tôm",
        data={
            "title": "Công nhân chế biến tôm", "posts": "1", "site": site,
            "occupation": occupation, "wage_type": "month", "wage_min_vnd": "7",
        },
    ).location  # fmt: skip
    assert client.post(f"{draft}/dang", page=draft).location == draft

    opening = db.exec(select(Opening)).one()
    person = make_person(db, full_name="Kim Thị Mẫu")
    application = apply_to_opening(
        db, person=person, opening=opening, message="", sent_by=None, today=TODAY, now=NOW
    )
    row = client.get("/doanh-nghiep/").page.select_one("section[aria-labelledby=applicants] a")
    applicant = row["href"]
    client.post(f"{applicant}/da-xem", page=applicant)
    client.post(
        f"{applicant}/phong-van", data={"day": "2026-09-09", "time": "8 giờ", "place": "cổng 1"}
    )
    client.post(f"{applicant}/moi-nhan-viec", data={})
    client.post(
        f"{applicant}/nhan-viec",
        data={
            "start_on": "2026-09-14", "contract": "indefinite", "is_insured": "1", "tier": "A",
        },
    )  # fmt: skip
    said = [event.status for event in events_of(db, application.id)]
    assert said == [
        ApplicationStatus.SENT, ApplicationStatus.SEEN, ApplicationStatus.INTERVIEW,
        ApplicationStatus.OFFERED, ApplicationStatus.HIRED,
    ]  # fmt: skip
    assert "Đã tuyển đủ" in words(client.get(draft).page.main)

    fixed_clock.set(dt.date(2027, 3, 20))
    browser = sign_in(db.exec(select(Account).where(Account.phone == "+84934567890")).one())
    due = browser.get("/doanh-nghiep/").page.select_one("section[aria-labelledby=checks] a.button")
    browser.post(due["href"], data={"working": "1"})
    placement = db.exec(select(Placement)).one()
    episode = ledger.episode(ledger.events_of(db, placement.id))
    assert (episode.tier, episode.contract_months, episode.is_insured) == ("A", 0, True)
    assert episode.checks[6] == CheckOutcome.SAME_EMPLOYER
    assert not browser.get("/doanh-nghiep/").page.select("section[aria-labelledby=checks]")
