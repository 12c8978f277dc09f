"""Every trade of the seeds is found as people type it: without marks, with a slip, in Khmer."""

import csv
import random
import re

import pytest

from matching import OpeningRecord, fold
from tests.matching.conftest import SEEDS

TOP = 10


@pytest.fixture(scope="module")
def trades() -> list[dict[str, str]]:
    """The seeded trades; names in brackets explain, nobody types them."""
    with (SEEDS / "occupations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [{**row, "typed": re.sub(r"\s*\(.*?\)", "", row["name_vi"])} for row in rows]


@pytest.fixture(scope="module")
def recall(empty, trades):
    """Return how many trades are among the first ten for the words ``typed`` makes of each."""
    matcher = empty()
    matcher.fit(
        [
            OpeningRecord.from_dict(
                {"id": str(at), "title": row["name_vi"], "occupation_key": row["key"]}
            )
            for at, row in enumerate(trades)
        ],
        [],
    )

    def recall(typed) -> tuple[float, list[str]]:
        asked = [(at, typed(row)) for at, row in enumerate(trades) if typed(row)]
        lost = [
            words
            for at, words in asked
            if str(at) not in {hit[0] for hit in matcher.search(words, TOP).hits}
        ]
        return 1 - len(lost) / len(asked), lost

    return recall


def slip(row) -> str:
    """Swap two letters inside the longest word, as a hurried thumb does."""
    words = fold(row["typed"]).split()
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    if len(word) < 4:
        return " ".join(words)
    at = random.Random(row["key"]).randrange(1, len(word) - 2)  # the same in every run
    words[longest] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def test_without_marks_as_much_is_found_as_with_them(recall):
    accented, lost = recall(lambda row: row["typed"])
    assert accented >= 0.98, lost
    folded, lost = recall(lambda row: fold(row["typed"]))
    assert folded >= accented, lost


def test_one_slip_is_forgiven(recall):
    found, lost = recall(slip)
    assert found >= 0.9, lost


def test_khmer_is_found_by_its_name_and_by_a_part_of_a_sentence(recall):
    for words in ("{}", "ខ្ញុំចង់ធ្វើ{}"):
        found, lost = recall(lambda row, words=words: words.format(row["name_km"]))
        assert found >= 0.95, lost
