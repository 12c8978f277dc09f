"""What a reason says each skill and licence adds alone is what the whole list loses without it."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest

from matching import LegalLimits, Matcher, OpeningRecord, SeekerRecord
from matching.audit.skills import without_skills

from .conftest import SEEDS, TODAY
from .test_reasons_hold import Market

PEOPLE = 25
OPENINGS = 60
SKILLS = frozenset({"skill_known", "certificate_held"})


@pytest.fixture(scope="module")
def market(vocabulary):
    return Market(vocabulary)


@pytest.fixture(scope="module")
def matcher(vocabulary, gazetteer, market):
    limits = LegalLimits.load(SEEDS, today=TODAY)
    openings = [market.opening(number) for number in range(OPENINGS)]
    return Matcher(vocabulary, gazetteer, today=TODAY, limits=limits).fit(openings, [])


def alone(matches):
    """Return skill → opening → what it adds there alone, as the reasons say."""
    said = defaultdict(dict)
    for match in matches:
        for reason in match.reasons:
            if reason.code in SKILLS:
                for key, worth in zip(reason.params["skills"], reason.params["alone"], strict=True):
                    said[key][match.opening_id] = worth
    return said


class TestWithoutANamedSkill:
    def test_every_score_and_place_is_what_was_stated(self, matcher, market):
        tried = moved = 0
        for person in [market.person(number) for number in range(PEOPLE)]:
            before = matcher.rank(person, OPENINGS)
            assert len(before) == OPENINGS
            for key, worth in alone(before).items():
                after = matcher.rank(without_skills(person, [key], matcher.vocabulary), OPENINGS)
                stated = {m.opening_id: m.score - worth.get(m.opening_id, 0.0) for m in before}

                found = np.array([match.score for match in after])
                assert found == pytest.approx([stated[m.opening_id] for m in after], abs=1e-6)
                assert sorted(stated.values(), reverse=True) == pytest.approx(found, abs=1e-6)
                assert min(worth.values()) > 0
                assert key not in alone(after)
                tried += 1
                moved += [m.opening_id for m in after] != [m.opening_id for m in before]
        assert tried > 100
        assert moved > tried / 4

    def test_skills_alone_add_up_to_their_reason(self, matcher, market):
        reasons = [
            reason
            for match in matcher.rank(market.person(0), OPENINGS)
            for reason in match.reasons
            if reason.code == "skill_known"
        ]
        assert reasons
        for reason in reasons:
            assert sum(reason.params["alone"]) == pytest.approx(reason.weight)


class TestALicence:
    @pytest.fixture
    def said(self, vocabulary, gazetteer):
        limits = LegalLimits.load(SEEDS, today=TODAY)
        licences = [key for key, one in vocabulary.skills.items() if one.kind == "licence"][:2]
        opening = OpeningRecord(id="o", title="Tài xế", required_skill_keys=tuple(licences))
        matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits).fit([opening], [])
        both = SeekerRecord(id="p", desired="tài xế", skill_keys=tuple(licences))
        return matcher, both, licences

    def test_of_two_asked_for_one_gone_is_half_of_it(self, said):
        matcher, both, licences = said
        (reason,) = [r for r in matcher.rank(both)[0].reasons if r.code == "certificate_held"]
        assert sorted(reason.params["skills"]) == sorted(licences)
        assert reason.params["alone"] == pytest.approx([reason.weight / 2] * 2)

    def test_the_only_one_held_is_then_missing_as_well(self, said):
        matcher, both, licences = said
        one = replace(both, skill_keys=tuple(licences[:1]))
        (match,) = matcher.rank(one)
        (none,) = matcher.rank(replace(both, skill_keys=()))
        (reason,) = [r for r in match.reasons if r.code == "certificate_held"]
        assert reason.params["alone"] == pytest.approx([match.score - none.score], abs=1e-6)
        assert reason.params["alone"][0] > reason.weight
