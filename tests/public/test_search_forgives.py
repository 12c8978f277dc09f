"""The search says what it understood, offers other readings, and never ends nowhere."""

import re
from urllib.parse import urlencode

import pytest

from matching.commands.files import matcher
from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from tests.public.results import chips, titles
from workforce.consents import consents
from workforce.models import (
    ConsentPurpose,
    ContractType,
    Education,
    Role,
    Training,
)
from workforce.suggestions import gather

FISH = "cong-nhan-so-che-tom"


@pytest.fixture
def fish(database):
    """Shrimp workers in An Nghiệp: one by shuttle for 8–9 million, one without for 6–7."""
    db = database.arranging()
    plain = {"description": "Lột tôm, rút chỉ tôm.", "occupation_key": FISH}
    return {
        "shuttle": make_opening(
            db, title="Công nhân thủy sản", has_shuttle=True, benefits="Có xe đưa rước",
            wage_min_vnd=8_000_000, wage_max_vnd=9_000_000, **plain,
        ),
        "plain": make_opening(
            db, title="Công nhân lột tôm", has_shuttle=False, benefits="",
            wage_min_vnd=6_000_000, wage_max_vnd=7_000_000, **plain,
        ),
    }  # fmt: skip


def main_text(page):
    return words(page.select_one("main")).replace(" ?", "?")


class TestWhatWasUnderstood:
    def test_one_box_takes_work_zone_pay_and_benefit(self, search, fish):
        page = search(q="cong nhan thuy san an nghiep luong 8tr co xe dua ruoc")
        assert list(chips(page)) == [
            "Công nhân thuỷ sản", "KCN An Nghiệp", "từ 8 triệu/tháng", "xe đưa rước",
        ]  # fmt: skip
        assert titles(page)[0] == "Công nhân thủy sản"

    def test_it_counts_apart_what_meets_all_and_what_comes_near(self, search, fish):
        said = main_text(search(q="cong nhan thuy san co xe dua ruoc"))
        assert "1 việc đúng hết các điều trên, 1 việc gần đúng." in said

    def test_each_chip_is_a_link_that_drops_its_words_only(self, search, fish):
        links = chips(search(q="cong nhan thuy san luong 8tr co xe dua ruoc", luong="5"))
        assert links["xe đưa rước"] == "/viec-lam?luong=5&q=cong+nhan+thuy+san+luong+8tr"
        assert links["từ 8 triệu/tháng"] == "/viec-lam?luong=5&q=cong+nhan+thuy+san+co+xe+dua+ruoc"
        assert links["từ 5 triệu/tháng"].startswith("/viec-lam?q=cong+nhan")

    @pytest.mark.parametrize(
        ("query", "chip"),
        [
            ("nv kho", "Thủ kho"),  # an abbreviation
            ("coong nhaan may", "Công nhân may công nghiệp"),  # Telex left-overs
            ("ជាងដេរ", "Công nhân may công nghiệp / Thợ may gia đình"),  # Khmer
            ("viec ca dem", "ca đêm"),
            ("lam thoi vu", "Lao động phổ thông nhà máy / thời vụ"),
        ],
    )
    def test_short_forms_telex_khmer_shifts_and_terms_have_chips(
        self, search, jobs, query, chip
    ):  # fmt: skip
        assert chip in chips(search(q=query))

    def test_words_of_a_shift_are_not_taken_for_a_trade(self, search, jobs):
        assert list(chips(search(q="bao ve lam ca dem"))) == ["Bảo vệ", "ca đêm"]

    def test_both_readings_of_an_ambiguous_form_are_offered(self, search, jobs):
        page = search(q="tho may")
        assert "Từ này có nhiều nghĩa. Anh/chị tìm: “thợ may” hay “thợ máy”?" in main_text(page)
        links = [link["href"] for link in page.select("main p a")]
        assert "/viec-lam?" + urlencode({"q": "thợ máy"}) in links

    def test_nobody_who_typed_marks_is_asked_what_they_meant(self, search, jobs):
        assert "nhiều nghĩa" not in main_text(search(q="thợ may"))

    def test_corrected_words_are_said_with_their_marks(self, search, jobs):
        page = search(q="lai xe nagn tran de")
        assert "Anh/chị tìm “lái xe nâng trần đề”?" in main_text(page)
        assert "Anh/chị tìm" not in main_text(search(q="lái xe nâng"))


class TestNoDeadEnd:
    def test_when_nothing_meets_every_word_each_condition_can_go_alone(
        self, search, fish, client
    ):  # fmt: skip
        page = search(q="cong nhan thuy san vinh chau")
        said = main_text(page)
        assert "Chưa có việc nào đúng hết các điều trên" in said
        assert "Bỏ Vĩnh Châu: 2 việc" in said
        assert "2 việc gần đúng" in said
        link = next(a for a in page.select(".empty a") if "Vĩnh Châu" in a.text)
        assert len(titles(client.get(link["href"]).page)) == 2

    def test_a_condition_of_the_form_and_one_of_the_words_are_both_named(
        self, search, fish
    ):  # fmt: skip
        said = main_text(search(q="cong nhan thuy san", khu="tran-de"))
        assert "Bỏ KCN Trần Đề: 2 việc" in said

    def test_where_one_is_not_enough_they_go_one_after_another(self, search, fish):
        page = search(khu="tran-de", luong="30")
        assert "Bỏ từ 30 triệu/tháng và KCN Trần Đề: 2 việc" in main_text(page)

    def test_a_page_beyond_the_end_is_the_last_page(self, search, fish):
        assert len(titles(search(q="cong nhan thuy san", trang="9"))) == 2

    def test_ten_thousand_letters_are_refused_in_words(self, client):
        response = client.get("/viec-lam", query_string={"q": "may " * 2_500})
        assert response.status_code == 422
        assert "tối đa 200 ký tự" in words(response.page.select_one("[role=alert]"))

    def test_words_nobody_knows_say_what_to_try(self, search, fish):
        said = main_text(search(q="zzz qqq"))
        assert "Anh/chị thử tên nghề khác" in said


class TestConditions:
    @pytest.mark.parametrize(
        ("values", "condition", "meets"),
        [
            ({"training": None, "education": Education.PRIMARY}, {"bang": "1"}, True),
            ({"training": Training.NONE, "education": None}, {"bang": "1"}, True),
            ({"training": None, "education": Education.UPPER_SECONDARY}, {"bang": "1"}, False),
            ({"training": Training.COLLEGE, "education": None}, {"bang": "1"}, False),
            ({"contract_type": ContractType.INDEFINITE}, {"hd": "khong-thoi-han"}, True),
            ({"contract_type": ContractType.PROBATION}, {"hd": "khong-thoi-han"}, False),
            ({"contract_type": None}, {"hd": "thu-viec"}, False),
            ({"contract_type": ContractType.SEASONAL}, {"ngan": "1"}, True),
            ({"shifts": ["ban_thoi_gian"]}, {"ngan": "1"}, True),
            ({"shifts": ["ca_ngay"]}, {"ngan": "1"}, False),
        ],
    )
    def test_diploma_contract_and_short_work(
        self, search, database, values, condition, meets
    ):  # fmt: skip
        make_opening(database.arranging(), **values)
        page = search(**condition)
        assert bool(page.select(".empty")) is not meets
        assert len(chips(page)) == 1

    def test_distance_is_kept_to_from_the_commune_chosen(self, search, jobs):
        near = search(nha="x31673", kc="10")
        assert titles(near) == ["Lái xe nâng"]
        assert list(chips(near)) == ["cách Xã Trần Đề không quá 10 km"]
        assert len(titles(search(nha="x31673"))) == 3

    def test_distance_without_a_home_asks_for_one_and_leaves_nothing_out(
        self, search, jobs
    ):  # fmt: skip
        page = search(kc="5")
        assert "chọn nơi mình ở" in main_text(page)
        assert page.select_one("details.filters").has_attr("open")
        assert len(titles(page)) == 3

    def test_near_home_in_words_asks_where_home_is_and_then_sorts_by_it(
        self, search, jobs
    ):  # fmt: skip
        assert "chọn nơi mình ở" in main_text(search(q="viec gan nha"))
        page = search(q="viec gan nha", nha="x31673")
        assert "chọn nơi mình ở" not in main_text(page)
        assert words(page.select_one(".sort [aria-current]")) == "Gần nhà"

    def test_how_many_conditions_are_chosen_is_said_on_the_closed_filter(
        self, search, jobs
    ):  # fmt: skip
        assert "(đang chọn 2)" in words(search(xe="1", luong="5").select_one("summary"))

    @pytest.mark.parametrize("values", [{"kc": "7"}, {"hd": "tron-doi"}])
    def test_a_choice_that_is_none_is_refused(self, client, values):
        assert client.get("/viec-lam", query_string=values).status_code == 422


class TestBestForMe:
    @pytest.fixture
    def driver(self, database, sign_in):
        """Sign in a forklift driver of Trần Đề; return the person."""
        db = database.arranging()
        person = make_person(
            db, desired="lái xe nâng", about="Lái xe nâng kho 3 năm, có chứng chỉ xe nâng.",
            new_unit_id=new_commune(db, "Xã Trần Đề").id, old_unit_id=None,
        )  # fmt: skip
        sign_in(make_account(db, Role.SEEKER, person=person))
        return person

    def test_who_agreed_sees_what_suits_them_first(self, search, jobs, driver):
        page = search()
        assert words(page.select_one(".sort [aria-current]")) == "Hợp với tôi"
        assert titles(page)[0] == "Lái xe nâng"

    def test_the_order_is_that_of_the_matcher(self, search, jobs, driver, database):
        from workforce.suggestions.engine import engine

        db = database.arranging()
        record = gather.seeker_records(db, [driver.id], today=TODAY)
        _who, ids, _scores = next(engine(db, today=TODAY).matcher.candidates(record, 10))
        shown = [link["href"].rsplit("/", 1)[1] for link in search().select(".card-title a")]
        assert [one for one in shown if one in ids] == ids

    def test_without_consent_nothing_is_ordered_by_the_profile(
        self, search, jobs, driver, database
    ):  # fmt: skip
        consents.withdraw_consent(
            database.arranging(), person_id=driver.id, purpose=ConsentPurpose.MATCHING,
            channel="trang web", by=None, now=NOW,
        )  # fmt: skip
        page = search(xep="toi")
        assert "Hợp với tôi" not in words(page.select_one(".sort"))

    def test_visitors_are_not_offered_it(self, search, jobs):
        assert "Hợp với tôi" not in words(search(q="may").select_one(".sort"))


class TestOneWayToRank:
    @pytest.mark.parametrize(
        "query", ["công nhân may", "tho may", "lai xe nang tran de 8 trieu", "viec ca dem", "bv"]
    )
    def test_the_site_and_the_command_give_one_order(
        self, search, jobs, fish, database, query
    ):  # fmt: skip
        db = database.arranging()
        fitted = matcher(TODAY).fit(gather.opening_records(db, today=TODAY), [])
        command = [identity for identity, _score in fitted.search(query, 20).hits]
        page = search(q=query)
        shown = [
            re.search(r"/(\d+)$", link["href"]).group(1) for link in page.select(".card-title a")
        ]
        assert shown
        assert shown == command[: len(shown)]


class TestCompletions:
    def texts(self, client, typed):
        return [
            one["text"] for one in client.get("/viec-lam/goi-y", query_string={"q": typed}).json
        ]

    @pytest.mark.parametrize(
        ("typed", "whole"),
        [
            ("tho ha", "Thợ hàn"),
            ("thoo han", "Thợ hàn"),  # Telex
            ("lai xe nagn", "Lái xe nâng"),  # a slip
            ("ke sa", "Kế Sách"),
            ("thợ hàn tran d", "thợ hàn Trần Đề"),
            ("ជាងដ", "ជាងដេរ"),
        ],
    )
    def test_trades_and_places_are_completed_however_they_are_typed(self, client, typed, whole):
        assert whole in self.texts(client, typed)

    def test_both_trades_of_one_spelling_are_there(self, client):
        assert {"Thợ may", "Thợ máy"} <= set(self.texts(client, "tho may"))

    def test_titles_of_open_jobs_are_known_on_the_next_request(self, client, database):
        assert self.texts(client, "quan ly trai giong") == []
        make_opening(database.arranging(), title="Quản lý trại giống")
        make_opening(database.arranging(), title="Quản lý trại giống kín", draft=True)
        assert self.texts(client, "quan ly trai giong") == ["Quản lý trại giống"]

    @pytest.mark.parametrize("typed", ["", "a", "\0", "🙂🙂", "x" * 10_000])
    def test_nothing_typed_is_nothing_suggested(self, client, typed):
        assert self.texts(client, typed) == []

    def test_each_leads_to_its_search(self, client):
        found = client.get("/viec-lam/goi-y?q=tho+han").json[0]
        assert found["url"] == "/viec-lam?" + urlencode({"q": "Thợ hàn"})
        assert found["kind"] == "nghề"
