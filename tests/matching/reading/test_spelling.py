import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reading.spelling import Speller
from matching.reading.vietnamese import words

SPELLER = Speller(["công nhân may", "bốc xếp", "lái xe nâng", "vệ sinh"], known={"tim", "viec"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cogn nhan may", "cong nhan may"),
        ("congnhan may", "cong nhan may"),
        ("coong nhaan may", "cong nhan may"),
        ("lai xe nagn", "lai xe nang"),
        ("bốcc xếp", "bốc xếp"),
        ("bốt xếp", "bốc xếp"),
    ],
)
def test_a_slip_beside_a_known_word_is_put_right(typed, meant):
    assert SPELLER.put_right(typed) == meant


def test_it_says_how_sure_it_is_and_what_was_typed():
    (found,) = SPELLER.correct(["cong", "nhna", "may"])
    assert (found.typed, found.meant) == ("nhna", "nhan")
    assert 0 < found.confidence < 1


@pytest.mark.parametrize("text", ["tìm việc may", "5 năm", "7tr5", "", "អ្នកបើកឡាន", "iso 22000"])
def test_what_is_known_or_no_word_stays_as_it_is(text):
    assert SPELLER.put_right(text) == text


def test_a_stranger_without_a_neighbour_stays_as_it_is():
    assert SPELLER.put_right("tim viec nham") == "tim viec nham"


@given(st.lists(st.sampled_from(words("công nhân may bốc xếp lái xe nâng vệ sinh tìm việc"))))
def test_known_words_are_never_touched_in_any_order(known):
    assert SPELLER.put_right(" ".join(known)) == " ".join(known)


@given(st.text())
def test_no_text_breaks_it(text):
    SPELLER.put_right(text)


def test_the_vocabulary_reads_its_own_phrases_unchanged(vocabulary):
    touched = [
        row["variant"]
        for row in vocabulary.synonyms
        if row["kind"] != "regional" and vocabulary.speller.correct(words(row["variant"]))
    ]
    assert touched == []
