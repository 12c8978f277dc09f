"""'Lộ trình': a class, a job it leads to, a better job after a year of it."""

import pytest

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import add_certificate, make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT, occupation
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.models import DismissalReason
from workforce.suggestions import dismissals
from workforce.suggestions.pathways import pathways

PAGE = "/nguoi-tim-viec/goi-y/lo-trinh"


@pytest.fixture
def learner(db, person):
    """Who wants to drive a forklift and never did."""
    person.desired, person.about = "lái xe nâng", ""
    db.add(person)
    return person


@pytest.fixture
def course(db):
    found = make_course(
        db, title="Lái xe nâng cơ bản", teaches=("lai-xe-nang",), fee_vnd=3_500_000,
        occupation_id=occupation(db, FORKLIFT).id,
    )  # fmt: skip
    make_intake(db, course=found)
    return found


@pytest.fixture
def first(db):
    return make_opening(
        db, title="Lái xe nâng, chưa cần kinh nghiệm", occupation_key=FORKLIFT,
        description="Lái xe nâng trong kho.", requires=("lai-xe-nang",), experience_months=0,
    )  # fmt: skip


@pytest.fixture
def better(db):
    return make_opening(
        db, title="Lái xe nâng lành nghề", occupation_key=FORKLIFT,
        description="Lái xe nâng trong kho.", requires=("lai-xe-nang",), experience_months=12,
        wage_min_vnd=9_000_000, wage_max_vnd=12_000_000,
    )  # fmt: skip


def ways(db, person):
    db.flush()
    return pathways(db, person.id, today=TODAY)


class TestWays:
    def test_a_class_leads_to_a_job_and_a_year_of_it_to_a_better_one(
        self, db, learner, course, first, better
    ):
        way = ways(db, learner)[0]

        assert way.courses == (course.id,)
        assert (way.opening_id, way.better_id) == (first.id, better.id)
        assert "lai-xe-nang" not in way.missing

    def test_a_job_that_pays_no_more_is_no_step_up(self, db, learner, course, first, better):
        better.wage_min_vnd, better.wage_max_vnd = 7_200_000, 9_000_000
        db.add(better)

        assert better.id not in {way.better_id for way in ways(db, learner)}

    def test_who_holds_the_paper_needs_no_class(self, db, course, first, better):
        driver = make_person(db, desired="lái xe nâng", about="")
        add_certificate(db, driver, "Chứng chỉ lái xe nâng")

        assert all(not way.courses for way in ways(db, driver))

    def test_for_what_is_learnt_on_the_job_nobody_is_sent_to_school(self, db, person):
        make_opening(db, title="Công nhân may", requires=("may-may-1-kim",))
        make_intake(db, course=make_course(db, title="Việc khác hẳn", teaches=("may-may-1-kim",)))
        person.about = ""
        db.add(person)

        assert [way.courses for way in ways(db, person) if way.courses] == []

    def test_what_a_person_said_no_to_is_on_no_way(self, db, learner, course, first, better):
        for opening in (first, better):
            dismissals.dismiss(
                db, person_id=learner.id, opening_id=opening.id, reason=DismissalReason.OTHER,
                now=learner.updated_at,
            )  # fmt: skip

        assert ways(db, learner) == []

    def test_nobody_under_age_is_led_to_night_work(self, db, course, first):
        make_opening(
            db, title="Lái xe nâng ca đêm", occupation_key=FORKLIFT, at_night=True,
            requires=("lai-xe-nang",), wage_min_vnd=12_000_000, wage_max_vnd=14_000_000,
        )  # fmt: skip
        young = make_person(db, under_age=True, desired="lái xe nâng", about="")

        named = {one for way in ways(db, young) for one in (way.opening_id, way.better_id)}
        assert named <= {first.id, None}

    def test_nobody_is_nobody(self, db):
        assert pathways(db, 999_999, today=TODAY) == []


class TestPage:
    def test_each_step_says_when_where_and_what_it_costs(
        self, seeker, learner, course, first, better
    ):
        page = seeker.get(PAGE).page
        steps = page.select(".timeline > li")

        assert "Học: Lái xe nâng cơ bản" in words(steps[0])
        for fact in ("Khai giảng", "còn 20 chỗ", "cách nhà", "học phí 3.500.000 đ"):
            assert fact in words(steps[0])
        assert "được hỗ trợ thì còn 0–1,5 triệu" in words(steps[0])
        assert "Làm: Lái xe nâng, chưa cần kinh nghiệm" in words(steps[1])
        assert "Lương 7–9 triệu/tháng" in words(steps[1])
        assert "Sau khoảng 1 năm: Lái xe nâng lành nghề" in words(steps[2])
        links = [link["href"] for link in page.select(".timeline a")]
        assert links == [
            f"/khoa-hoc/{course.id}", f"/viec-lam/{first.id}", f"/viec-lam/{better.id}",
        ]  # fmt: skip

    def test_it_promises_nothing_and_says_how_sure_the_support_is(
        self, seeker, learner, course, first
    ):
        said = words(seeker.get(PAGE).page.main)

        assert "không phải lời hứa nhận việc" in said
        assert "QĐ 46/2015/QĐ-TTg" in said
        assert "chưa xác minh" in said

    def test_without_a_way_it_says_so(self, seeker):
        assert "Chưa thấy lộ trình nào rõ ràng" in words(seeker.get(PAGE).page.main)

    def test_without_consent_it_leads_to_the_page_that_asks(self, db, sign_in):
        browser = sign_in(make_account(db, person=make_person(db, consents_to=())))

        assert browser.get(PAGE).location == "/nguoi-tim-viec/goi-y"

    def test_the_suggestions_lead_to_it(self, db, seeker):
        make_opening(db)

        assert seeker.get("/nguoi-tim-viec/goi-y").page.select_one(f"a[href='{PAGE}']")
