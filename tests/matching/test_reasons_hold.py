"""Every fact a reason names is taken out and the pair scored again: what was stated happens.

The people and adverts are made up from the vocabulary; `python -m matching reasons` runs the
same check on any files.
"""

import numpy as np
import pytest

from matching import LegalLimits, Matcher, OpeningRecord, SeekerRecord
from matching.audit.facts import FACTS
from matching.audit.held import Held, lines
from matching.audit.reasons import check_reasons
from matching.audit.skills import without_skills

from .conftest import SEEDS, TODAY

#: with ten openings each: a thousand suggestions
PEOPLE = 100
OPENINGS = 120
COMMUNES = ["An Hiệp", "Kế An", "Phú Tân", "Lai Hòa", "Thạnh Thới An", "Vĩnh Hải", "Xuân Hòa"]


class Market:
    """Draws people and openings whose facts stand in fields of their own."""

    def __init__(self, vocabulary):
        self.draw = np.random.default_rng(7)
        self.vocabulary = vocabulary
        self.trades = [key for key, skills in vocabulary.essential.items() if len(skills) > 2]

    def pick(self, *values):
        return values[int(self.draw.integers(len(values)))]

    def skills(self, trade, count):
        known = [*self.vocabulary.essential[trade], *self.vocabulary.optional[trade]]
        kinds = {key: self.vocabulary.skills[key].kind for key in known}
        named = [key for key in known if kinds[key] != "condition"]
        size = min(count, len(named))
        return [str(key) for key in self.draw.choice(named, size, replace=False)]

    def licences(self, trade):
        known = [*self.vocabulary.essential[trade], *self.vocabulary.optional[trade]]
        return [key for key in known if self.vocabulary.skills[key].kind == "licence"]

    def opening(self, number):
        trade = self.pick(*self.trades)
        low = float(self.pick(5, 6, 7, 8, 10))
        return OpeningRecord.from_dict(
            {
                "id": f"o{number}",
                "title": self.pick("", "", "Tổ trưởng ", "Thời vụ: ")
                + self.vocabulary.occupations[trade].name_vi,
                "requirements": self.pick("", "", "Giao tiếp tiếng Trung"),
                "description": self.pick("", "", "Nhận hàng về nhà may"),
                "occupation_key": trade,
                "required_skill_keys": list(
                    dict.fromkeys([*self.skills(trade, 3), *self.licences(trade)])
                ),
                "optional_skill_keys": self.skills(trade, 2),
                "salary_min": low,
                "salary_max": low + 2,
                "commune": self.pick(*COMMUNES),
                "shift": self.pick("giờ hành chính", "ca đêm 22h-6h, tăng ca", "tăng ca", ""),
                "experience_raw": self.pick("không yêu cầu", "1 năm", "2 năm", ""),
                "education": self.pick("", "9/12", "12/12", "Trung cấp"),
                "benefits": self.pick("Có xe đưa rước", "Được ngồi làm", "Có ký túc xá"),
                "openings": 2,
                "applicants": float(self.pick(0, 3, 12, 40)),
            }
        )

    def person(self, number):
        trade, past = self.pick(*self.trades), self.pick(*self.trades)
        return SeekerRecord.from_dict(
            {
                "id": f"p{number}",
                "desired": self.vocabulary.occupations[trade].name_vi
                + self.pick("", "", ", thời vụ", ", làm ở nhà"),
                "experience": self.pick([], [{"title": "phụ việc nhà", "months": 3}]),
                "training": self.pick(None, "so_cap: may công nghiệp"),
                "skill_keys": self.skills(trade, 2) + self.skills(past, 2) + self.licences(trade),
                "education": self.pick("5/12", "9/12", "12/12", None),
                "wage_min": self.pick(None, 5, 7, 9),
                "max_km": self.pick(None, 5, 12, 30),
                "commune": self.pick(*COMMUNES),
                "shift_ok": self.pick(None, ["hanh_chinh"], ["ca_dem"], ["ca_ngay"]),
                "constraints": self.pick("", "không đứng lâu được", "sợ lạnh", "việc ngồi"),
                "age": 30,
            }
        )


@pytest.fixture(scope="module")
def told(vocabulary, gazetteer):
    market = Market(vocabulary)
    limits = LegalLimits.load(SEEDS, today=TODAY)

    def build(openings):
        return Matcher(vocabulary, gazetteer, today=TODAY, limits=limits).fit(openings, [])

    openings = [market.opening(number) for number in range(OPENINGS)]
    return check_reasons(build, openings, [market.person(n) for n in range(PEOPLE)])


class TestEveryReasonHolds:
    def test_none_of_a_thousand_suggestions_says_what_does_not_happen(self, told):
        assert told["weights add up to the score"].checked == 10 * PEOPLE
        assert [line for held in told.values() for line in held.broken] == []
        assert all(held.held == held.checked for held in told.values())

    @pytest.mark.parametrize("fact", [fact.name for fact in FACTS if fact.name != "other province"])
    def test_each_fact_was_taken_out_alone(self, told, fact):
        assert told[f"alone: {fact}"].checked >= 10
        assert told[f"alone: {fact}"].apart == 0

    def test_most_that_is_taken_out_moves_the_opening(self, told):
        alone = [held for kind, held in told.items() if kind.startswith("alone")]
        assert sum(held.moved for held in alone) > sum(held.checked for held in alone) / 3

    @pytest.mark.parametrize(
        "claim",
        ["wage", "way", "hours", "conditions", "experience asked", "applicants"]
        + ["alone: skills", "alone: one skill", "alone: one licence", "schooling reached"]
        + ["skill_known: all taken out", "skill_known: one taken out"]
        + ["certificate_held: one taken out"]
        + ["missing skill added", "missing schooling added", "missing certificate added"],
    )
    def test_each_kind_of_claim_was_put_to_the_test(self, told, claim):
        assert told[claim].checked >= 20

    def test_a_skill_that_comes_with_a_trade_was_taken_out_as_well(self, told):
        assert [kind for kind, held in told.items() if "taken out" in kind and held.apart] == []

    def test_a_kind_nobody_met_does_not_look_held(self):
        assert "not tested" in lines({"rank": Held()})[1]
        assert "not tested" not in lines({"rank": Held(checked=1, held=1)})[1]

    def test_a_skill_named_that_adds_nothing_would_be_noticed(self):
        held = Held()
        held.note(came_true=False, told="p1 o1: stated +0.1, seen 0")
        assert "p1 o1" in "\n".join(lines({"skill_known": held}))


class TestTakingASkillOut:
    def test_its_key_and_the_lines_that_name_it_go(self, vocabulary):
        person = SeekerRecord(
            id="p", skills=("lái xe nâng", "nấu ăn"), skill_keys=("van-hanh-xe-nang", "nau-an")
        )
        keys = list(vocabulary.skill_evidence("lái xe nâng"))
        left = without_skills(person, [*keys, "van-hanh-xe-nang"], vocabulary)
        assert left.skills == ("nấu ăn",)
        assert left.skill_keys == ("nau-an",)

    def test_it_is_declined_and_does_not_come_back_with_the_trade(self, vocabulary):
        left = without_skills(SeekerRecord(id="p"), ["may-may-1-kim"], vocabulary)
        assert left.declined_skill_keys == ("may-may-1-kim",)
