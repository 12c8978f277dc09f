"""Certificates: issued once, verified by anybody, named as far as released, revoked at once."""

import base64
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_enrolment, make_intake, make_school
from tests.fixed_clock import NOW
from tests.pages import words
from workforce.certificates import actions
from workforce.enrolments.actions import record_progress
from workforce.errors import Conflict, InvalidInput
from workforce.models import (
    Certificate,
    Course,
    EnrolmentStatus,
    NameShown,
    Notice,
    Role,
    School,
    SigningKey,
)
from workforce.seekers import erasing

E = EnrolmentStatus
NAME = "Nguyễn Thị Mẫu"


@pytest.fixture
def person(db):
    return make_person(db, full_name=NAME)


@pytest.fixture
def school(db):
    return make_account(db, Role.SCHOOL, school=make_school(db))


@pytest.fixture
def enrolment(db, person, school):
    course = make_course(db, school=db.get_one(School, school.school_id))
    return make_enrolment(
        db, person=person, intake=make_intake(db, course=course, begun=True), status=E.ATTENDING
    )


@pytest.fixture
def certificate(db, enrolment, school):
    record_progress(db, enrolment=enrolment, status=E.COMPLETED, by=school, now=NOW)
    return db.exec(select(Certificate)).one()


@pytest.fixture
def page(certificate):
    return f"/chung-nhan/{certificate.token}"


class TestIssue:
    def test_finishing_gives_one_and_tells_the_person(self, db, certificate, person):
        assert certificate.course_title == "May công nghiệp cơ bản"
        assert certificate.hours_total == 200
        assert certificate.skills == ["May máy 1 kim"]
        notice = db.exec(select(Notice).where(Notice.person_id == person.id)).one()
        assert notice.kind == "course_finished"

    def test_twice_is_once(self, db, certificate, enrolment, school):
        again = actions.issue(db, enrolment=enrolment, by=school, now=NOW)

        assert again.id == certificate.id

    def test_who_has_not_finished_gets_none(self, db, enrolment, school):
        with pytest.raises(Conflict):
            actions.issue(db, enrolment=enrolment, by=school, now=NOW)

    def test_it_keeps_the_words_of_its_day(self, db, certificate, client, page):
        course = db.exec(select(Course)).one()
        course.title = "Khóa đã đổi tên"
        db.add(course)
        db.flush()

        assert "May công nghiệp cơ bản" in words(client.get(page).page)


class TestPublicPage:
    def test_anybody_reads_that_it_is_valid_but_no_name(self, client, page):
        text = words(client.get(page).page.main)

        assert "Giấy có giá trị" in text
        assert "Trung tâm Dạy nghề Mẫu" in text
        assert "Người học chưa cho hiện tên" in text
        assert "Mẫu" not in text.replace("Trung tâm Dạy nghề Mẫu", "")

    @pytest.mark.parametrize(
        ("shown", "expected"), [(NameShown.INITIALS, "N. T. M."), (NameShown.FULL, NAME)]
    )
    def test_the_name_shows_as_far_as_released(
        self, db, client, page, certificate, school, shown, expected
    ):
        actions.release_name(db, certificate=certificate, shown=shown, by=school, now=NOW)

        assert expected in words(client.get(page).page.main)

    def test_it_is_neither_stored_nor_found_by_search_engines(self, client, page):
        answer = client.get(page)

        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("token", ["nothing-like-it", "x" * 200])
    def test_an_unknown_address_is_a_404(self, client, token):
        for end in ("", "/open-badge.json", "/open-badge.jwt"):
            assert client.get(f"/chung-nhan/{token}{end}").status_code == 404

    def test_a_revoked_one_says_so_and_gives_no_badge(self, db, client, page, certificate, school):
        actions.revoke(db, certificate=certificate, reason="ghi nhầm", by=school, now=NOW)

        text = words(client.get(page).page.main)

        assert "đã thu hồi" in text
        assert "ghi nhầm" not in text  # between school and holder
        for end in ("open-badge.json", "open-badge.jwt"):
            assert client.get(f"{page}/{end}").status_code == 410

    def test_nothing_is_left_of_somebody_who_erases_their_profile(
        self, db, client, page, person, certificate
    ):
        erasing.erase(db, person=person, account=make_account(db, person=person), now=NOW)

        assert client.get(page).status_code == 404


class TestOpenBadge:
    def test_it_is_an_open_badges_credential_about_the_course(self, client, page):
        found = client.get(f"{page}/open-badge.json").json

        assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
        assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
        assert found["validFrom"] == "2026-09-07T02:00:00Z"
        assert found["issuer"]["name"] == "Trung tâm Dạy nghề Mẫu"
        achievement = found["credentialSubject"]["achievement"]
        assert achievement["name"] == "May công nghiệp cơ bản"
        assert achievement["criteria"]["narrative"]
        assert NAME not in json.dumps(found, ensure_ascii=False)

    def test_a_released_name_identifies_the_holder(self, db, client, page, certificate, school):
        actions.release_name(db, certificate=certificate, shown=NameShown.FULL, by=school, now=NOW)

        identifier = client.get(f"{page}/open-badge.json").json["credentialSubject"]["identifier"]

        assert identifier == [
            {"type": "IdentityObject", "hashed": False, "identityHash": NAME,
             "identityType": "name"},
        ]  # fmt: skip

    def test_the_signature_holds_against_the_published_key(self, client, page):
        token = client.get(f"{page}/open-badge.jwt").text
        header, claims, signature = (read(part) for part in token.split("."))
        header, claims = json.loads(header), json.loads(claims)
        jwk = client.get(header["kid"].removeprefix("http://localhost")).json
        signed = token.rpartition(".")[0].encode()

        public_key(jwk).verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())

        assert header["alg"] == "RS256"
        assert "d" not in jwk
        unsigned = client.get(f"{page}/open-badge.json").json
        assert {name: claims[name] for name in unsigned} == unsigned
        assert (claims["iss"], claims["jti"]) == (unsigned["issuer"]["id"], unsigned["id"])

    def test_a_changed_credential_does_not_hold(self, client, page):
        token = client.get(f"{page}/open-badge.jwt").text
        header, claims, signature = token.split(".")
        jwk = client.get(json.loads(read(header))["kid"].removeprefix("http://localhost")).json
        forged = json.loads(read(claims)) | {"name": "Bác sĩ"}
        body = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b"=").decode()

        with pytest.raises(InvalidSignature):
            public_key(jwk).verify(
                read(signature), f"{header}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )

    def test_one_key_signs_everything_and_its_private_half_is_encrypted(self, db, client, page):
        for _again in range(2):
            client.get(f"{page}/open-badge.jwt")

        row = db.exec(select(SigningKey)).one()
        assert b"PRIVATE KEY" not in row.private_encrypted

    def test_the_schools_list_names_what_is_revoked_without_reasons(
        self, db, client, page, certificate, school
    ):
        credential = client.get(f"{page}/open-badge.json").json
        url = credential["credentialStatus"]["id"].removeprefix("http://localhost")
        assert client.get(url).json["revokedCredentials"] == []

        actions.revoke(db, certificate=certificate, reason="ghi nhầm", by=school, now=NOW)

        listed = client.get(url)
        assert [one["id"] for one in listed.json["revokedCredentials"]] == [credential["id"]]
        assert "ghi nhầm" not in listed.text
        issuer = credential["issuer"]["id"].removeprefix("http://localhost")
        assert client.get(issuer).json["name"] == "Trung tâm Dạy nghề Mẫu"


class TestHolder:
    def test_the_holder_sees_the_code_and_releases_the_name(
        self, db, sign_in, person, certificate, client, page
    ):
        browser = sign_in(make_account(db, person=person))
        where = f"/nguoi-tim-viec/chung-chi/{certificate.id}"
        shown = browser.get(where).page
        assert shown.select_one("svg.qr")
        assert page in words(shown)

        browser.post(f"{where}/ten", page=where, data={"ten": "initials"})

        db.refresh(certificate)
        assert certificate.name_shown == NameShown.INITIALS

    def test_another_persons_is_a_404(self, db, sign_in, certificate):
        browser = sign_in(make_account(db, person=make_person(db)))

        assert browser.get(f"/nguoi-tim-viec/chung-chi/{certificate.id}").status_code == 404
        assert "chưa có giấy chứng nhận" in words(browser.get("/nguoi-tim-viec/chung-chi").page)


class TestSchool:
    def test_it_revokes_with_a_reason_only(self, db, sign_in, school, enrolment, certificate):
        browser = sign_in(school)
        where = f"/co-so-dao-tao/hoc-vien/{enrolment.id}/thu-hoi"
        assert browser.post(where, data={"reason": " "}).status_code == 422

        assert browser.post(where, data={"reason": "ghi nhầm học viên"}).status_code == 302

        db.refresh(certificate)
        assert certificate.revoked_reason == "ghi nhầm học viên"
        assert certificate.revoked_by == school.id

    def test_the_rule_asks_for_a_reason_too(self, db, certificate, school):
        with pytest.raises(InvalidInput):
            actions.revoke(db, certificate=certificate, reason="", by=school, now=NOW)

    def test_it_gives_one_to_who_finished_earlier(self, db, sign_in, school, enrolment):
        enrolment.status = E.COMPLETED
        db.add(enrolment)
        db.flush()
        browser = sign_in(school)
        where = f"/co-so-dao-tao/lop/{enrolment.intake_id}"

        browser.post(f"/co-so-dao-tao/hoc-vien/{enrolment.id}/chung-nhan", page=where)

        assert db.exec(select(Certificate.enrolment_id)).one() == enrolment.id
        assert "Xem chứng nhận" in words(browser.get(where).page)

    def test_another_schools_student_is_a_404(self, db, sign_in, enrolment, certificate):
        other = make_account(db, Role.SCHOOL, school=make_school(db, name="Trường Khác"))
        browser = sign_in(other)

        where = f"/co-so-dao-tao/hoc-vien/{enrolment.id}/thu-hoi"
        assert browser.get(where).status_code == 404


def read(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def public_key(jwk: dict) -> rsa.RSAPublicKey:
    e, n = (int.from_bytes(read(jwk[name]), "big") for name in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()
