"""National ids at rest: unreadable, immovable, and found again only with the key."""

import pytest

from tests.factories.people import make_person
from workforce.crypto import DamagedCiphertext, DataKey
from workforce.settings import load_settings

KEY, OTHER_KEY = DataKey(bytes(range(64))), DataKey(bytes(64))
NUMBER = "094190012345"
COLUMN, ROW = "person.national_id", 7


@pytest.fixture
def sealed() -> bytes:
    return KEY.encrypt(NUMBER, column=COLUMN, row=ROW)


class TestEncrypt:
    def test_it_opens_where_it_was_written(self, sealed):
        assert KEY.decrypt(sealed, column=COLUMN, row=ROW) == NUMBER

    @pytest.mark.parametrize("text", ["", "0", NUMBER, "số chứng minh", "x" * 10_000])
    def test_any_text_comes_back(self, text):
        assert KEY.decrypt(KEY.encrypt(text, column=COLUMN, row=1), column=COLUMN, row=1) == text

    @pytest.mark.parametrize(
        "place",
        [
            {"column": COLUMN, "row": 8},
            {"column": COLUMN, "row": 77},
            {"column": "outbox_message.body", "row": ROW},
            {"column": "person.national_id7", "row": 7},
            {"column": "person.national_i", "row": ROW},
        ],
    )
    def test_moved_to_another_row_or_column_it_does_not_open(self, sealed, place):
        with pytest.raises(DamagedCiphertext):
            KEY.decrypt(sealed, **place)

    def test_with_another_key_it_does_not_open(self, sealed):
        with pytest.raises(DamagedCiphertext):
            OTHER_KEY.decrypt(sealed, column=COLUMN, row=ROW)

    @pytest.mark.parametrize("position", [0, 8, 15, 16, 27])
    def test_one_changed_bit_is_noticed(self, sealed, position):
        changed = bytearray(sealed)
        changed[position] ^= 1

        with pytest.raises(DamagedCiphertext):
            KEY.decrypt(bytes(changed), column=COLUMN, row=ROW)

    @pytest.mark.parametrize("length", [0, 1, 15, 16, 27])
    def test_a_cut_one_is_noticed(self, sealed, length):
        with pytest.raises(DamagedCiphertext):
            KEY.decrypt(sealed[:length], column=COLUMN, row=ROW)

    def test_the_number_is_not_in_it(self, sealed):
        assert NUMBER.encode() not in sealed
        assert len(sealed) == len(NUMBER) + 16

    def test_two_people_with_one_number_have_different_bytes(self, sealed):
        assert KEY.encrypt(NUMBER, column=COLUMN, row=8) != sealed

    def test_the_message_of_the_error_does_not_hold_the_number(self, sealed):
        with pytest.raises(DamagedCiphertext) as damaged:
            KEY.decrypt(sealed, column=COLUMN, row=8)

        assert NUMBER not in str(damaged.value)


class TestBlindIndex:
    def test_equal_numbers_are_found_again(self):
        assert KEY.blind_index(NUMBER, purpose=COLUMN) == KEY.blind_index(NUMBER, purpose=COLUMN)

    def test_it_is_64_hex_digits_without_the_number(self):
        index = KEY.blind_index(NUMBER, purpose=COLUMN)

        assert len(index) == 64
        assert set(index) <= set("0123456789abcdef")

    def test_it_needs_the_key(self):
        assert KEY.blind_index(NUMBER, purpose=COLUMN) != OTHER_KEY.blind_index(
            NUMBER, purpose=COLUMN
        )

    def test_it_is_not_a_bare_hash(self):
        import hashlib

        bare = {hashlib.new(name, NUMBER.encode()).hexdigest() for name in ("sha256", "sha3_256")}
        assert KEY.blind_index(NUMBER, purpose=COLUMN) not in bare

    @pytest.mark.parametrize("other", ["094190012346", "94190012345", " 094190012345"])
    def test_another_number_has_another_one(self, other):
        assert KEY.blind_index(other, purpose=COLUMN) != KEY.blind_index(NUMBER, purpose=COLUMN)

    def test_one_purpose_tells_nothing_about_another(self):
        assert KEY.blind_index(NUMBER, purpose="code") != KEY.blind_index(NUMBER, purpose=COLUMN)

    def test_purpose_and_text_cannot_run_into_each_other(self):
        assert KEY.blind_index("bc", purpose="a") != KEY.blind_index("c", purpose="ab")


class TestAtRest:
    def test_the_database_file_holds_no_national_id(self, own_database):
        key = DataKey(load_settings({}).data_key)
        numbers = [f"0941{number:08d}" for number in range(77_000_000, 77_000_200)]
        with own_database.session(write=True) as session:
            for number in numbers:
                person = make_person(session, blank=True)
                person.national_id_encrypted = key.encrypt(number, column=COLUMN, row=person.id)
                person.national_id_index = key.blind_index(number, purpose=COLUMN)
                session.add(person)
            session.commit()
        raw = b""
        if own_database.is_sqlite:
            for suffix in ("", "-wal"):
                with open(f"{own_database.engine.url.database}{suffix}", "rb") as file:
                    raw += file.read()
        else:
            connection = own_database.engine.raw_connection()
            with connection.cursor() as cursor, cursor.copy("COPY person TO STDOUT") as copied:
                raw = b"".join(bytes(part) for part in copied)
            connection.close()
        assert len(raw) > 20_000, "something was read"

        assert [number for number in numbers if number.encode() in raw] == []
