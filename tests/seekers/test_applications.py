"""Apply once, follow, withdraw; say that work began, goes on, or ended."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import add_certificate, add_skill, add_work, make_person
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.applications.actions import apply_to_opening, move_on
from workforce.consents import consents
from workforce.models import (
    Application,
    ApplicationStatus,
    CheckOutcome,
    ConsentPurpose,
    Enterprise,
    EvidenceTier,
    Notice,
    OpeningStatus,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
    SessionOrigin,
    Site,
    StartDenial,
)
from workforce.placements import ledger
from workforce.placements.actions import confirm_hire

LIST = "/nguoi-tim-viec/viec-da-nop"


def apply_url(opening):
    return f"/nguoi-tim-viec/nop-ho-so/{opening.id}"


@pytest.fixture
def opening(db):
    return make_opening(db)


@pytest.fixture
def application(db, person, account, opening):
    return apply_to_opening(
        db, person=person, opening=opening, message="Tôi đi làm được ngay.", sent_by=account,
        today=TODAY, now=NOW,
    )  # fmt: skip


@pytest.fixture
def employer(db, opening):
    enterprise = db.get(Enterprise, opening.enterprise_id)
    return make_account(db, Role.EMPLOYER, enterprise=enterprise)


@pytest.fixture
def hired(db, application, employer):
    """The employer confirmed; work begins today."""
    return confirm_hire(
        db, application=application, by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip


def page_of(application):
    return f"{LIST}/{application.id}"


def kinds(db):
    return [event.kind for event in db.exec(select(PlacementEvent))]


def test_the_page_shows_what_the_employer_will_see_and_no_box_is_ticked(
    db, seeker, person, opening
):
    add_skill(db, person, "may-may-1-kim")
    add_work(db, person, "Nuôi tôm", 30)
    add_certificate(db, person, "Sơ cấp may")

    page = seeker.get(apply_url(opening)).page

    shown = words(page.select_one(".summary-list"))
    for fact in (person.full_name, "Xã An Ninh", "Nuôi tôm, 2 năm 6 tháng", "Sơ cấp may"):
        assert fact in shown
    assert "1990" not in shown
    boxes = page.select("input[type=checkbox]")
    assert [box["value"] for box in boxes] == [
        "phone", "commune", "schooling", "work", "skills", "certificates",
    ]  # fmt: skip
    assert not any(box.has_attr("checked") for box in boxes)
    assert "Tôi đồng ý và gửi hồ sơ" in words(page.main)


def test_parts_without_an_answer_are_not_offered(db, sign_in, opening):
    browser = sign_in(make_account(db, person=make_person(db, blank=True)))

    boxes = browser.get(apply_url(opening)).page.select("input[name=keep_back]")

    assert [box["value"] for box in boxes] == ["phone"]


def test_what_is_kept_back_the_employer_does_not_see(
    db, seeker, person, opening, employer, sign_in, new_client
):
    add_skill(db, person, "may-may-1-kim")
    add_work(db, person, "Nuôi tôm", 30)
    add_certificate(db, person, "Sơ cấp may")

    seeker.post(apply_url(opening), data={"keep_back": ["phone", "work"]})

    sent = db.exec(select(Application)).one()
    assert sent.shared == ["commune", "schooling", "skills", "certificates"]
    theirs = sign_in(employer, new_client()).get(f"/doanh-nghiep/ho-so/{sent.id}").page
    shown = words(theirs.main)
    assert "Sơ cấp may" in shown
    assert "Nuôi tôm" not in shown
    assert person.contact_phone.removeprefix("+84")[-4:] not in shown.replace(" ", "")
    assert shown.count("Người nộp không gửi phần này") == 2
    mine = words(seeker.get(page_of(sent)).page.main)
    assert "Doanh nghiệp thấy: họ tên, xã, phường, học vấn, kỹ năng, bằng, chứng chỉ" in mine


def test_what_is_added_to_the_profile_later_is_not_seen_in_parts_not_sent(
    db, seeker, person, opening, employer, sign_in, new_client
):
    seeker.post(apply_url(opening))
    add_work(db, person, "Nuôi tôm", 30)

    sent = db.exec(select(Application)).one()
    theirs = sign_in(employer, new_client()).get(f"/doanh-nghiep/ho-so/{sent.id}").page

    assert "Nuôi tôm" not in words(theirs.main)


def test_skills_kept_back_do_not_show_through_what_is_missing(
    db, seeker, person, employer, sign_in, new_client
):
    opening = make_opening(
        db, site=db.exec(select(Site).where(Site.enterprise_id == employer.enterprise_id)).first(),
        requires=("may-may-1-kim",),
    )  # fmt: skip
    seeker.post(apply_url(opening), data={"keep_back": ["skills"]})
    sent = db.exec(select(Application)).one()
    theirs = sign_in(employer, new_client())

    assert "Cần bổ sung" not in words(theirs.get(f"/doanh-nghiep/ho-so/{sent.id}").page.main)
    refusing = words(theirs.get(f"/doanh-nghiep/ho-so/{sent.id}/tu-choi").page.main)
    assert "May máy 1 kim" in refusing  # whether the person has it or not


def test_how_reliably_the_employer_answers_is_said_before_sending(seeker, opening):
    page = words(seeker.get(apply_url(opening)).page.main)

    assert "Tỷ lệ trả lời hồ sơ: chưa có số liệu" in page


def test_agreeing_sends_one_application_with_the_consent(db, seeker, person, opening):
    answer = seeker.post(apply_url(opening), data={"message": "Chào anh"})

    sent = db.exec(select(Application)).one()
    assert answer.location == page_of(sent)
    assert (sent.person_id, sent.message, sent.status) == (
        person.id, "Chào anh", ApplicationStatus.SENT,
    )  # fmt: skip
    assert consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.SHARE_APPLICATION)


def test_an_employer_can_always_call_back(db, seeker, person, account, opening):
    person.contact_phone = None
    db.add(person)
    number = account.phone

    shown = words(seeker.get(apply_url(opening)).page.select_one(".summary-list"))
    seeker.post(apply_url(opening), data={})

    db.refresh(person)
    assert person.contact_phone == number
    assert number.removeprefix("+84")[-3:] in shown


def test_a_double_click_makes_one_application(db, seeker, opening):
    token = seeker.token(apply_url(opening), page=apply_url(opening))
    sent = {"csrf_token": token, "message": ""}

    first = seeker.post_raw(apply_url(opening), data=sent)
    second = seeker.post_raw(apply_url(opening), data=sent)

    assert first.location == second.location
    assert len(db.exec(select(Application)).all()) == 1


def test_a_deadline_that_passed_while_reading_is_said(db, seeker, fixed_clock):
    opening = make_opening(db, deadline=TODAY)
    token = seeker.token(apply_url(opening), page=apply_url(opening))
    fixed_clock.advance(days=1)

    answer = seeker.post_raw(apply_url(opening), data={"csrf_token": token})

    assert answer.status_code == 409
    assert "đã hết hạn" in answer.text
    assert db.exec(select(Application)).all() == []


def test_the_last_day_still_counts(db, seeker):
    opening = make_opening(db, deadline=TODAY)

    assert seeker.post(apply_url(opening), data={}).status_code == 302


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_draft_or_closed_opening_takes_nothing(db, seeker, state):
    opening = make_opening(db, **{state: True})

    assert seeker.get(apply_url(opening)).status_code == (404 if state == "draft" else 409)


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999", "-1", "abc"])
def test_no_such_opening_is_a_404(seeker, number):
    assert seeker.get(f"/nguoi-tim-viec/nop-ho-so/{number}").status_code == 404


def test_a_message_too_long_or_unreadable_is_refused_with_the_form_filled(db, seeker, opening):
    for message in ("a" * 5000, "x\x00y"):
        answer = seeker.post(apply_url(opening), data={"message": message})
        assert answer.status_code == 422
        assert answer.page.select_one("[name=message]").text.strip()
    assert db.exec(select(Application)).all() == []


def test_nobody_under_age_applies_for_night_work(db, sign_in):
    opening = make_opening(db, at_night=True)
    browser = sign_in(make_account(db, person=make_person(db, under_age=True)))

    answer = browser.post(apply_url(opening), data={})

    assert answer.status_code == 403
    assert "18 tuổi" in answer.text


def test_the_list_and_the_page_tell_the_state_and_what_is_next(seeker, application):
    assert "Chờ doanh nghiệp xem" in words(seeker.get(LIST).page)
    page = seeker.get(page_of(application)).page

    steps = [words(step) for step in page.select(".timeline li")]
    assert steps[0].startswith("Đang ở bước: Đã nộp")
    assert steps[1].startswith("Sắp tới: Doanh nghiệp đã xem")


def test_a_refusal_is_thanked_for_with_the_reason_and_a_way_on(db, seeker, application, employer):
    move_on(
        db, application=application, to=ApplicationStatus.REFUSED, by=employer,
        reason="Vị trí này cần chứng chỉ vận hành xe nâng.", now=NOW, today=TODAY,
    )  # fmt: skip

    shown = words(seeker.get(page_of(application)).page.main)

    assert "Cảm ơn anh/chị đã nộp hồ sơ." in shown
    assert "cần chứng chỉ vận hành xe nâng" in shown
    assert "Rút hồ sơ" not in shown


def test_withdrawing_twice_is_withdrawing_once_and_one_may_apply_again(
    db, seeker, application, opening
):
    url = page_of(application) + "/rut"
    token = seeker.token(url, page=page_of(application))
    for _ in range(2):
        seeker.post_raw(url, data={"csrf_token": token})

    db.refresh(application)
    assert application.status == ApplicationStatus.WITHDRAWN
    assert words(seeker.get(page_of(application)).page).count("Đã rút") >= 1

    seeker.post(apply_url(opening), data={})
    db.refresh(application)
    assert application.status == ApplicationStatus.SENT


def test_a_hired_worker_confirms_and_both_sides_stand(db, seeker, application, hired):
    page = seeker.get(page_of(application) + "/di-lam").page
    assert page.select_one("[name=start_on]")["value"] == TODAY.isoformat()

    seeker.post(page_of(application) + "/di-lam", data={"start_on": TODAY.isoformat()})

    episode = ledger.episode(ledger.events_of(db, hired.id))
    assert episode.is_two_sided
    assert "đều đã xác nhận" in words(seeker.get(page_of(application)).page)


def test_saying_it_twice_is_one_event(db, seeker, application, hired):
    url = page_of(application) + "/di-lam"
    token = seeker.token(url, page=url)
    for _ in range(2):
        seeker.post_raw(url, data={"csrf_token": token, "start_on": "07/09/2026"})

    assert kinds(db).count(PlacementEventKind.WORKER_CONFIRMED) == 1


def test_work_may_be_reported_before_the_employer_says_anything(db, seeker, application):
    seeker.post(page_of(application) + "/di-lam", data={"start_on": TODAY.isoformat()})

    placement = db.exec(select(Placement)).one()
    episode = ledger.episode(ledger.events_of(db, placement.id))
    assert (episode.confirmed_by_worker, episode.is_placement) == (True, False)


def test_a_session_opened_with_a_code_read_out_confirms_nothing(
    db, sign_in, new_client, account, application, hired
):
    browser = sign_in(account, new_client(), origin=SessionOrigin.DESK_CODE)
    url = page_of(application) + "/di-lam"
    assert "cán bộ ghi hộ" in browser.get(url).text

    browser.post(url, data={"start_on": TODAY.isoformat()})

    events = db.exec(select(PlacementEvent)).all()
    assert [(e.kind, e.tier) for e in events][-1] == (
        PlacementEventKind.CLAIMED, EvidenceTier.D,
    )  # fmt: skip
    assert not ledger.episode(events).confirmed_by_worker


@pytest.mark.parametrize("day", ["", "hôm qua", "31/02/2026", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_asked_again(db, seeker, application, day):
    answer = seeker.post(page_of(application) + "/di-lam", data={"start_on": day})

    assert answer.status_code == 422
    assert db.exec(select(PlacementEvent)).all() == []


def test_after_a_month_the_page_asks_and_one_tap_answers(
    db, sign_in, account, application, hired, fixed_clock
):
    url = page_of(application) + "/con-lam"
    fixed_clock.advance(days=40)
    seeker = sign_in(account)

    seeker.post(url, page=page_of(application))

    checks = ledger.episode(ledger.events_of(db, hired.id)).checks
    assert checks == {1: CheckOutcome.SAME_EMPLOYER}
    assert "còn làm ở đây không" not in seeker.get(page_of(application)).text


def test_leaving_is_recorded_with_the_reason(db, sign_in, account, application, hired, fixed_clock):
    fixed_clock.advance(days=40)
    seeker = sign_in(account)

    seeker.post(
        page_of(application) + "/nghi-viec",
        data={"last_day": "10/10/2026", "reason": "xa", "words": "nhà dời đi"},
    )

    episode = ledger.episode(ledger.events_of(db, hired.id))
    assert episode.ended_on == dt.date(2026, 10, 10)
    assert episode.end_reason == "Xa nhà, đi lại khó: nhà dời đi"


@pytest.mark.parametrize(
    "data",
    [
        {"last_day": "10/10/2026"},
        {"reason": "xa"},
        {"last_day": "01/01/2027", "reason": "xa"},
    ],
)
def test_an_end_without_day_or_reason_or_in_the_future_is_asked_again(
    db, sign_in, account, application, hired, fixed_clock, data
):
    fixed_clock.advance(days=40)
    seeker = sign_in(account)

    answer = seeker.post(page_of(application) + "/nghi-viec", data=data)

    assert answer.status_code == 422
    assert PlacementEventKind.ENDED not in kinds(db)


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", ""), ("post", "/rut"), ("get", "/di-lam"), ("post", "/di-lam"), ("post", "/con-lam"),
     ("get", "/nghi-viec"), ("post", "/nghi-viec")],
)  # fmt: skip
def test_another_persons_application_is_a_404_like_one_that_is_not_there(
    db, sign_in, new_client, any_token, application, hired, method, path
):
    stranger = sign_in(make_account(db, person=make_person(db)), new_client())
    token = any_token(stranger)
    data = {"csrf_token": token, "start_on": TODAY.isoformat()}

    answers = [
        stranger.get(url + path) if method == "get" else stranger.post_raw(url + path, data=data)
        for url in (page_of(application), f"{LIST}/999999")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert PlacementEventKind.WORKER_CONFIRMED not in kinds(db)


def test_a_start_that_cannot_be_is_a_404_for_a_withdrawn_application(db, seeker, application):
    application.status = ApplicationStatus.WITHDRAWN
    db.add(application)

    assert seeker.get(page_of(application) + "/di-lam").status_code == 404


def test_an_empty_list_says_what_to_do(seeker):
    page = seeker.get(LIST).page

    assert "Anh/chị chưa nộp hồ sơ nào" in words(page)
    assert page.select_one("a[href='/nguoi-tim-viec/goi-y']")


def test_the_employers_page_shows_the_fields_the_seeker_was_shown(
    db, sign_in, new_client, person, application, employer
):
    add_work(db, person, "Nuôi tôm", 30)
    browser = sign_in(employer, new_client())
    pages = [rule.rule for rule in browser.application.url_map.iter_rules()
             if rule.endpoint == "employers.applicant"]  # fmt: skip

    shown = browser.get(pages[0].replace("<id:application_id>", str(application.id))).text

    assert "Nuôi tôm" in shown
    assert "1990" not in shown


def one_tap(browser, application, step, **data):
    """Send a button of the application's page."""
    url = page_of(application) + step
    return browser.post(url, page=page_of(application), data=data)


class TestStart:
    def test_the_employers_day_is_confirmed_with_one_tap(self, db, seeker, application, hired):
        assert one_tap(seeker, application, "/di-lam", start_on="2026-09-07").status_code == 302

        assert ledger.episode(ledger.events_of(db, hired.id)).is_two_sided

    def test_another_day_shows_both_and_may_be_corrected(self, db, seeker, application, hired):
        seeker.post(page_of(application) + "/di-lam", data={"start_on": "2026-09-05"})

        shown = words(seeker.get(page_of(application)).page.main)
        assert "Doanh nghiệp ghi vào làm ngày 07/09/2026, anh/chị ghi ngày 05/09/2026" in shown
        one_tap(seeker, application, "/di-lam", start_on="2026-09-07")

        episode = ledger.episode(ledger.events_of(db, hired.id))
        assert (episode.days_differ, episode.worker_day) == (False, TODAY)

    def test_the_employer_is_told_that_the_days_differ(self, db, seeker, application, hired):
        seeker.post(page_of(application) + "/di-lam", data={"start_on": "2026-09-05"})

        assert "start_disputed" in db.exec(select(Notice.kind)).all()

    def test_a_day_that_has_not_come_is_asked_again(self, db, seeker, application):
        answer = seeker.post(page_of(application) + "/di-lam", data={"start_on": "2026-09-20"})

        assert answer.status_code == 422
        assert "Ngày này chưa tới" in words(answer.page)
        assert db.exec(select(Placement)).all() == []

    def test_a_start_asks_the_employer_to_confirm(self, db, seeker, application, employer):
        seeker.post(page_of(application) + "/di-lam", data={"start_on": "2026-09-07"})

        notice = db.exec(select(Notice).where(Notice.kind == "start_claimed")).one()
        assert notice.account_id == employer.id
        assert notice.link.startswith("/doanh-nghiep/lao-dong-da-nhan/")

    def test_a_hire_is_told_to_the_worker(self, db, person, hired):
        notice = db.exec(select(Notice).where(Notice.kind == "hire_recorded")).one()

        assert notice.person_id == person.id

    def test_never_began_is_told_to_the_employer_once(self, db, seeker, application, hired):
        token = seeker.token(page_of(application) + "/khong-di-lam", page=page_of(application))
        for _tap in range(2):
            url = page_of(application) + "/khong-di-lam"
            assert seeker.post_raw(url, data={"csrf_token": token}).status_code == 302

        denial = db.exec(select(StartDenial)).one()
        assert (denial.reason, denial.recorded_role) == ("never_started", "seeker")
        assert db.exec(select(Notice.kind)).all().count("start_disputed") == 1
        assert "Anh/chị đã ghi ngày 07/09/2026: không vào làm" in words(
            seeker.get(page_of(application)).page.main
        )

    def test_a_code_read_out_by_staff_denies_nothing(
        self, db, sign_in, account, application, hired
    ):
        browser = sign_in(account, origin=SessionOrigin.DESK_CODE)

        assert one_tap(browser, application, "/khong-di-lam").status_code == 403
        assert db.exec(select(StartDenial)).all() == []


class TestCheckIn:
    @pytest.fixture
    def due(self, hired, fixed_clock):
        fixed_clock.advance(days=40)
        return hired

    def test_it_is_due_on_the_first_page_and_on_the_list(self, sign_in, account, due):
        seeker = sign_in(account)

        for page in ("/nguoi-tim-viec/goi-y", LIST):
            section = seeker.get(page).page.select_one("section[aria-labelledby=due]")
            assert "Sau 1 tháng, anh/chị còn làm ở đây không?" in words(section)
            assert section.select_one("form[action$='/con-lam']")

    def test_a_link_alone_answers_nothing(self, sign_in, account, application, due):
        assert sign_in(account).get(page_of(application) + "/con-lam").status_code == 405

    def test_a_second_tap_adds_nothing(self, db, sign_in, account, application, due):
        seeker = sign_in(account)
        url = page_of(application) + "/con-lam"
        token = seeker.token(url, page=page_of(application))
        for _tap in range(2):
            assert seeker.post_raw(url, data={"csrf_token": token}).status_code == 302

        assert kinds(db).count(PlacementEventKind.CHECKED) == 1

    @pytest.mark.parametrize("now", ["other_employer", "not_working"])
    def test_who_left_before_the_mark_says_what_they_do_now(
        self, db, sign_in, account, application, due, now
    ):
        seeker = sign_in(account)
        where = f"{page_of(application)}/nghi-viec?nay={now}"
        chosen = seeker.get(where).page.select_one("input[name=doing][checked]")
        assert chosen["value"] == now

        data = {"last_day": "2026-09-20", "reason": "viec_khac", "doing": now}
        seeker.post(where, data=data)

        episode = ledger.episode(ledger.events_of(db, due.id))
        assert episode.checks == {1: CheckOutcome(now)}
        assert episode.ended_on == dt.date(2026, 9, 20)

    def test_who_left_after_the_mark_was_still_there_on_it(
        self, db, sign_in, account, application, due
    ):
        sign_in(account).post(
            page_of(application) + "/nghi-viec",
            data={"last_day": "2026-10-10", "reason": "xa", "doing": "not_working"},
        )

        episode = ledger.episode(ledger.events_of(db, due.id))
        assert episode.checks == {1: CheckOutcome.SAME_EMPLOYER}

    def test_a_last_day_before_the_first_is_asked_again(self, sign_in, account, application, due):
        answer = sign_in(account).post(
            page_of(application) + "/nghi-viec", data={"last_day": "2026-09-01", "reason": "xa"}
        )

        assert answer.status_code == 422
        assert "sau ngày bắt đầu làm" in words(answer.page)


def test_a_closed_opening_shows_the_next_best_without_those_applied_to(
    db, seeker, person, account, application, opening
):
    again = make_opening(db, title="May nơi khác")
    mine = make_opening(db, title="May đã nộp")
    apply_to_opening(db, person=person, opening=mine, sent_by=account, today=TODAY, now=NOW)
    opening.status = OpeningStatus.CLOSED
    db.add(opening)

    section = seeker.get(page_of(application)).page.select_one("section[aria-labelledby=instead]")

    assert again.title in words(section)
    assert mine.title not in words(section)


def test_the_last_hire_tells_who_still_waits(db, application, employer, opening):
    opening.posts = 1
    db.add(opening)
    other = apply_to_opening(
        db, person=make_person(db), opening=opening, sent_by=None, today=TODAY, now=NOW
    )

    confirm_hire(
        db, application=application, by=employer, start_on=TODAY, origin=SessionOrigin.PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip

    told = db.exec(select(Notice.kind).where(Notice.person_id == other.person_id)).all()
    assert told == ["opening_closed"]
