"""What a phone may keep: the headers the service worker obeys, and the worker itself."""

import gzip
import re
from pathlib import Path

import pytest

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from workforce.accounts.passwords import hash_password
from workforce.models import Role
from workforce.offline import KEEP, OWNER

PASSWORD = "com-tam-trau-nuoc"
SCRIPTS = Path(__file__).parents[1] / "static" / "js"
MOST_SCRIPT = 10 * 1024
APPLICATIONS = "/nguoi-tim-viec/viec-da-nop"


@pytest.fixture
def enter(db, client):
    """Sign a new seeker in with a password; say whether the phone is their own."""
    make_account(
        db, person=make_person(db), phone="+84912345678", password_hash=hash_password(PASSWORD)
    )

    def enter(browser=client, **ticked):
        data = {"phone": "0912345678", "password": PASSWORD, **ticked}
        assert browser.post("/tai-khoan/dang-nhap", data=data).status_code == 302
        return browser

    return enter


def kept(response):
    """Return (owner, may this page be kept)."""
    return response.headers[OWNER], KEEP in response.headers


class TestCopies:
    def test_nobody_signed_in_leaves_none(self, db, client):
        assert kept(client.get(f"/viec-lam/{make_opening(db).id}")) == ("none", False)

    def test_a_shared_phone_keeps_none(self, db, enter):
        browser = enter()
        for address in (f"/viec-lam/{make_opening(db).id}", APPLICATIONS):
            assert kept(browser.get(address)) == ("none", False)

    def test_ones_own_phone_keeps_openings_and_applications(self, db, enter):
        browser = enter(own_phone="y")
        for address in (f"/viec-lam/{make_opening(db).id}", APPLICATIONS):
            owner, may_keep = kept(browser.get(address))
            assert owner != "none"
            assert may_keep

    @pytest.mark.parametrize(
        "address",
        ["/nguoi-tim-viec/ho-so", "/nguoi-tim-viec/du-lieu", "/nguoi-tim-viec/goi-y", "/tin-nhan"],
    )
    def test_no_page_with_a_profile_is_kept(self, enter, address):
        assert not kept(enter(own_phone="y").get(address))[1]

    def test_the_next_sign_in_is_somebody_else_for_the_worker(self, enter, new_client):
        names = {kept(enter(new_client(), own_phone="y").get(APPLICATIONS))[0] for _ in range(2)}
        assert len(names) == 2

    def test_a_missing_page_is_not_kept(self, enter):
        assert not kept(enter(own_phone="y").get("/viec-lam/999999"))[1]

    def test_staff_keep_none_even_when_they_tick(self, db, client):
        make_account(
            db, Role.DEPARTMENT, phone="+84912345679", password_hash=hash_password(PASSWORD)
        )
        data = {"phone": "0912345679", "password": PASSWORD, "own_phone": "y"}
        client.post("/tai-khoan/dang-nhap", data=data)

        assert kept(client.get("/so/"))[0] == "none"


class TestSession:
    def test_on_a_shared_phone_it_ends_with_the_browser(self, enter, client):
        enter()
        assert client.get_cookie("phien").expires is None

    def test_on_ones_own_it_stays(self, enter, client):
        enter(own_phone="y")
        assert client.get_cookie("phien").expires is not None

    def test_the_box_is_not_ticked(self, client):
        for address in ("/tai-khoan/dang-nhap", "/tai-khoan/nhap-ma", "/tai-khoan/dang-ky"):
            box = client.get(address).page.select_one("input[name=own_phone]")
            assert not box.has_attr("checked")


class TestBrowserCache:
    def test_a_public_page_is_asked_for_again(self, client):
        assert client.get("/").headers["Cache-Control"] == "private, no-cache"

    def test_what_is_personal_is_not_stored(self, client, enter):
        answers = [
            client.get("/tai-khoan/dang-nhap"),
            client.post("/tai-khoan/dang-nhap", data={"phone": "1"}),
            enter(own_phone="y").get(APPLICATIONS),
        ]
        assert {one.headers["Cache-Control"] for one in answers} == {"no-store"}

    def test_signing_out_empties_the_browser(self, enter):
        answer = enter(own_phone="y").post("/tai-khoan/dang-xuat", page="/")
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'

    def test_a_style_sheet_has_its_version_in_the_address(self, client):
        link = client.get("/").page.select_one("link[rel=stylesheet]")
        assert re.fullmatch(r"/static/css/site\.css\?v=[0-9a-f]{10}", link["href"])
        with client.get(link["href"]) as answer:
            assert "immutable" in answer.headers["Cache-Control"]


class TestWorker:
    def test_it_serves_the_whole_site_and_is_asked_for_once(self, client):
        answer = client.get("/sw.js")
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "no-cache"
        same = client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
        assert same.status_code == 304

    def test_the_files_it_keeps_are_the_ones_pages_ask_for(self, client):
        worker = client.get("/sw.js").text
        page = client.get("/khong-co-mang/vi").page
        asked = [link["href"] for link in page.select("link[rel=stylesheet]")]
        asked += [script["src"] for script in page.select("script[src]")]
        assert [address for address in asked if address not in worker] == []

    def test_the_page_without_network_is_the_same_for_everybody(self, client, enter):
        before = client.get("/khong-co-mang/vi").text
        assert enter(own_phone="y").get("/khong-co-mang/vi").text == before

    def test_it_speaks_each_language(self, client):
        for code in ("vi", "km", "en"):
            assert client.get(f"/khong-co-mang/{code}").page.html["lang"] == code
        assert client.get("/khong-co-mang/fr").status_code == 404

    def test_all_scripts_together_are_small(self):
        sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in SCRIPTS.glob("*.js")}
        assert sum(sizes.values()) <= MOST_SCRIPT, sizes
