"""Help, privacy, terms: what the site really does, and who runs it."""

import pytest

from tests.pages import words
from workforce.consents import consents


@pytest.mark.parametrize("address", ["/tro-giup", "/bao-ve-du-lieu", "/dieu-khoan"])
def test_pages_of_words_say_who_runs_the_site(client, address):
    assert "Sở Nội vụ thành phố Cần Thơ" in words(client.get(address).page.body)


def test_help_does_not_invent_a_phone_number(client):
    page = client.get("/tro-giup").page
    assert "chưa có số liệu" in words(page.main)
    assert not page.select("a[href^='tel:']")


def test_help_says_what_to_do_when_somebody_asks_for_money(client):
    assert "tiền cọc" in words(client.get("/tro-giup").page.select_one("#bao-tin").find_next("div"))


def test_the_privacy_notice_holds_every_consent_text(client):
    text = words(client.get("/bao-ve-du-lieu").page.main)
    for consent in consents.texts().values():
        assert " ".join(consent.text.split()) in text
        assert consent.retention in text


@pytest.mark.parametrize("address", ["/bao-ve-du-lieu", "/dieu-khoan"])
def test_legal_pages_say_that_no_lawyer_has_read_them(client, address):
    assert "chưa qua thẩm định pháp lý" in words(client.get(address).page.main)
