"""Whatever is put into an address, the answer is a page, never a fault."""

import pytest

PAGES = ["/viec-lam", "/khoa-hoc"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=may%00", "q=%ED%A0%80", "q=%E2%80%AE", "q=" + "a" * 5_000, "q=%FF%FE",
     "q=" + "%F0%9F%92%A9" * 100],
)  # fmt: skip
def test_text_nobody_can_type_is_cleaned_or_refused(client, page, query):
    assert client.get(f"{page}?{query}").status_code in {200, 422}


def test_a_query_that_is_too_long_is_refused_in_words(client):
    response = client.get("/viec-lam?q=" + "a" * 201)
    assert response.status_code == 422
    assert "tối đa 200 ký tự" in response.page.select_one("[role=alert]").text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query", ["'; DROP TABLE opening;--", "%", "_", "\\", '"', "(", "[a-", "🙂"]
)
def test_signs_with_a_meaning_elsewhere_have_none_here(client, page, query):
    assert client.get(page, query_string={"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["khu=khong-co", "noi=x99999", "noi=h1", "nha=x0", "luong=abc", "luong=-5",
     "luong=999999999999999", "ca=khong_co"],
)  # fmt: skip
def test_a_condition_that_is_not_one_is_refused(client, query):
    assert client.get(f"/viec-lam?{query}").status_code == 422


@pytest.mark.parametrize(
    "query",
    ["xep=khong_co", "trang=abc", "trang=0", "trang=-3", "trang=99999999999999999999", "trang=٣",
     "trang=", "_external=1", "_scheme=x", "_anchor=y", "endpoint=z", "q=a&q=b", "=", "&&&"],
)  # fmt: skip
def test_odd_parameters_change_nothing(client, query):
    assert client.get(f"/viec-lam?{query}").status_code == 200


@pytest.mark.parametrize("folder", ["/viec-lam", "/khoa-hoc"])
@pytest.mark.parametrize(
    "identity",
    ["0", "-1", "2147483648", "9223372036854775808", "9" * 40, "abc", "1.5", "%00", "1%00"],
)
def test_ids_no_record_can_have_do_not_exist(client, folder, identity):
    assert client.get(f"{folder}/{identity}").status_code == 404


@pytest.mark.parametrize("key", ["%00", "a" * 5_000, "%ED%A0%80", "'--"])
def test_keys_no_zone_can_have_do_not_exist(client, key):
    assert client.get(f"/khu-cong-nghiep/{key}").status_code == 404


def test_pages_are_read_not_written_to(client):
    assert client.post_raw("/viec-lam").status_code in {400, 405}
