from collections import Counter

import numpy as np
import pytest

from matching import OpeningRecord
from matching.duplicates.blocking import candidate_pairs
from matching.duplicates.people import CommuneResolver, explain, same_person
from matching.duplicates.postings import like_openings
from tests.bench.register import Register, pair, pairs

from .conftest import SEEDS


@pytest.fixture(scope="module")
def communes():
    return CommuneResolver.load(SEEDS)


class TestAgainstARegisterNobodyTunedOn:
    def test_same_is_nearly_always_right_and_little_is_lost(self, communes):
        told = [(same_person(two, communes)[1], same) for two, same in pairs(1500, seed=11)]
        count = Counter(told)
        said_same = count["same", True] + count["same", False]
        assert count["same", True] / said_same >= 0.98
        found = count["same", True] + count["ask", True]
        assert found / (found + count["different", True]) >= 0.9

    def test_evidence_by_field_is_told_weightiest_first(self, communes):
        person = Register(3).person() | {"birth": "01/02/1990", "phone": "0900000001"}
        told = explain(pair(person, person | {"phone": "0900000002"}), communes, ["cccd4"])
        assert [one.field for one in told] == ["birth", "name", "commune", "phone"]
        assert told[0].log_odds > 0 > told[-1].log_odds


class TestBlocks:
    def test_second_entries_are_among_the_candidates(self):
        register = Register(5)
        people = [register.person() for _ in range(3000)]
        people += [register.again(people[row]) for row in range(300)]
        found = set(candidate_pairs(people))
        hit = sum((row, 3000 + row) in found for row in range(300))
        assert hit >= 0.97 * 300
        assert len(found) < 0.01 * 3300**2 / 2
        assert all(one < two for one, two in found)

    def test_a_number_that_everybody_gives_makes_no_pairs(self):
        people = [{"name": f"A{n} B{n}", "phone": "0900000000"} for n in range(100)]
        assert list(candidate_pairs(people)) == []

    def test_nobody_makes_no_pairs(self):
        assert list(candidate_pairs([])) == []
        assert list(candidate_pairs([{"name": ""}, {}])) == []


WORDS = [f"{a}{b}" for a in ("kho", "tom", "may", "xep", "van") for b in "abcdefghij"]


def adverts(count, seed=1):
    draw = np.random.default_rng(seed)
    return [
        OpeningRecord(
            id=f"o{n:03}", title=f"Việc {n}", district="Kế Sách",
            description=". ".join(" ".join(draw.choice(WORDS, 8)) for _ in range(6)),
        )
        for n in range(count)
    ]  # fmt: skip


def copied(one, **more):
    return OpeningRecord(
        **{"id": f"{one.id}x", "title": "Tuyển gấp", "district": one.district,
           "description": one.description, **more}
    )  # fmt: skip


class TestAdvertsPostedTwice:
    def test_lines_in_another_order_and_a_paragraph_about_the_firm_are_seen_through(self):
        first = adverts(60)
        again = [
            copied(one, description=". ".join(reversed(one.description.split(". ")))[:]
                   + ". Công ty chúng tôi thành lập lâu năm, môi trường thân thiện")
            for one in first[:20]
        ]  # fmt: skip
        told = {(one.id_a, one.id_b): one.kind for one in like_openings([*first, *again])}
        wanted = {(one.id, f"{one.id}x"): "duplicate" for one in first[:20]}
        hit = sum(told.get(key) == kind for key, kind in wanted.items())
        assert hit >= 18
        assert set(told) <= set(wanted)

    @pytest.mark.parametrize("other", [{"district": "Trần Đề"}, {"company": "Hai"}])
    def test_the_same_words_elsewhere_are_a_template(self, other):
        (one,) = adverts(1)
        base = copied(one, id="a", company="Một")
        told = like_openings([base, copied(one, **{"company": "Một", **other})])
        assert [like.kind for like in told] == ["template"]
