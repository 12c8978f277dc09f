import pytest

from matching.duplicates.people import (
    CommuneResolver,
    birth_evidence,
    card_evidence,
    name_evidence,
    same_person,
)

from .conftest import SEEDS

MAN = {
    "name": "Trần Văn Bảy",
    "birth": "04/02/1979",
    "commune": "xã Phú Tân, Châu Thành",
    "phone": "0912345678",
    "cccd4": "1234",
}


@pytest.fixture(scope="module")
def communes():
    return CommuneResolver.load(SEEDS)


def compare(communes, *, ignore=(), **other):
    pair = {f"{key}_a": value for key, value in MAN.items()}
    pair |= {f"{key}_b": other.get(key, value) for key, value in MAN.items()}
    return same_person(pair, communes, ignore)


class TestTheSamePerson:
    @pytest.mark.parametrize(
        "change",
        [
            {"name": "TRAN VAN BAY"},
            {"name": "Trần Văn 7"},
            {"name": "Trần Bảy"},
            {"birth": "1979"},
            {"birth": "02/04/1979"},
            {"phone": "0987654321"},
            {"phone": "+84 912 345 678"},
            {"cccd4": ""},
            {"commune": "xã Phú Tâm"},
        ],
    )
    def test_one_slip_does_not_hide_them(self, communes, change):
        assert compare(communes, **change)[1] == "same"

    def test_y_and_i_are_one_letter(self):
        assert name_evidence("Lý Mỹ Kim", "Lí Mĩ Kim") > 1.5


class TestAnotherPerson:
    @pytest.mark.parametrize(
        "change",
        [
            {"name": "Trần Thị Bảy", "birth": "1982", "cccd4": ""},
            {"name": "Trần Văn Tám", "birth": "09/09/1981", "cccd4": "5678"},
            {"birth": "2004", "cccd4": ""},
            {"commune": "xã Thuận Hòa, Châu Thành", "phone": "0987654321", "cccd4": "9876"},
        ],
    )
    def test_a_shared_family_phone_or_name_is_not_enough(self, communes, change):
        assert compare(communes, **change)[1] == "different"

    def test_a_namesake_with_the_same_birthday_is_asked_about(self, communes):
        assert compare(communes, phone="0987654321", cccd4="")[1] == "ask"


class TestEvidence:
    def test_old_communes_merged_since_are_two_places(self, communes):
        merged = communes.evidence("xã Phú Tân, Châu Thành", "xã Thuận Hòa, Châu Thành")
        assert merged < 0 < communes.evidence("xã Phú Tân, Châu Thành", "Phú Tân")

    def test_an_ignored_field_is_no_evidence(self, communes):
        same = compare(communes, ignore=["cccd4"])
        assert compare(communes, ignore=["cccd4"], cccd4="9999") == same

    def test_an_unknown_field_cannot_be_ignored(self, communes):
        with pytest.raises(ValueError, match="shoe"):
            compare(communes, ignore=["shoe"])

    def test_nothing_known_is_neither_proof_nor_disproof(self, communes):
        empty = dict.fromkeys(("birth", "commune", "phone", "cccd4"), "")
        assert compare(communes, name="", **empty)[1] == "different"

    @pytest.mark.parametrize("text", ["không rõ", "31/02/1979", "79", ""])
    def test_a_date_that_cannot_be_read_never_fails(self, text):
        assert birth_evidence(text, "04/02/1979") in (0.0, 1.5)

    def test_swapped_card_digits_are_left_to_the_other_fields(self):
        assert card_evidence("1234", "1234") > 0 > card_evidence("1234", "1243") > -1
