from dataclasses import replace

import numpy as np
import pytest

from matching import OpeningRecord, SeekerRecord
from matching.audit.drift import Outcome, calibration, input_drift, outcome_drift

TRADES = ["may công nghiệp", "lột tôm", "bảo vệ", "lái xe", "phụ bếp", "kế toán", "thợ hồ"]
TRADES += ["hàn", "bốc xếp", "bán hàng", "tạp vụ", "lễ tân", "điện nước", "sửa xe", "giúp việc"]


def openings(count, seed):
    draw = np.random.default_rng(seed)
    return [
        OpeningRecord(
            id=str(number),
            title=f"Tuyển {draw.choice(TRADES)} số {draw.integers(1, 400)}",
            description=" ".join(draw.choice(TRADES, 6)),
            salary_min=float(draw.normal(7, 1.2)) if draw.random() < 0.8 else None,
            education=str(draw.choice(["9/12", "12/12", "Trung cấp"]))
            if draw.random() < 0.8
            else None,
            has_shuttle=bool(draw.random() < 0.3),
        )
        for number in range(count)
    ]


def moved(before, after):
    return {(d.look.field, d.look.what) for d in input_drift(before, after) if d.moved}


class TestInputs:
    def test_pay_that_rose_by_a_fifth_is_found(self):
        after = [
            replace(o, salary_min=o.salary_min and o.salary_min * 1.2) for o in openings(400, 2)
        ]
        assert moved(openings(400, 1), after) == {("salary_min", "number")}

    def test_schooling_left_open_twice_as_often_is_found(self):
        draw = np.random.default_rng(3)
        after = [
            replace(o, education=None if draw.random() < 0.25 else o.education)
            for o in openings(400, 2)
        ]
        assert moved(openings(400, 1), after) == {("education", "unknown")}

    def test_a_new_word_is_found_and_named(self):
        after = [replace(o, description=f"{o.description} robot") for o in openings(300, 2)]
        found = [d.look for d in input_drift(openings(300, 1), after) if d.moved]
        assert [(look.field, look.detail) for look in found] == [("description", "robot")]

    def test_buses_offered_more_often_are_found(self):
        after = [replace(o, has_shuttle=True) for o in openings(300, 2)]
        assert moved(openings(300, 1), after) == {("has_shuttle", "kind")}

    def test_two_random_halves_are_quiet(self):
        alarms = [
            seed for seed in range(20) if moved(openings(300, seed), openings(300, seed + 50))
        ]
        assert len(alarms) <= 1

    def test_people_are_looked_at_through_the_record_only(self):
        people = [SeekerRecord(id=str(n), desired="may") for n in range(5)]
        fields = {drift.look.field for drift in input_drift(people, people)}
        assert "desired" in fields
        assert not fields & {"name", "sex", "ethnicity", "id"}

    def test_an_empty_period_tells_nothing(self):
        assert input_drift([], openings(3, 1)) == []


def outcomes(count, seed, *, rate=lambda score: score):
    draw = np.random.default_rng(seed)
    scores = draw.random(count)
    return [Outcome(float(s), bool(draw.random() < rate(s))) for s in scores]


class TestOutcomes:
    def test_the_same_market_is_quiet(self):
        bands = outcome_drift(outcomes(3000, 1), outcomes(3000, 2))
        assert len(bands) == 10
        assert not any(band.moved for band in bands)

    def test_high_scores_that_no_longer_lead_to_work_are_found(self):
        after = outcomes(3000, 2, rate=lambda score: min(score, 0.5))
        found = [band.moved for band in outcome_drift(outcomes(3000, 1), after)]
        assert found[-3:] == [True, True, True]
        assert not any(found[:5])

    def test_promises_kept_are_calibrated_and_broken_ones_are_not(self):
        assert calibration(outcomes(5000, 1)) < 0.03
        assert calibration(outcomes(5000, 1, rate=lambda s: s / 2)) == pytest.approx(0.25, abs=0.04)

    def test_nothing_shown_tells_nothing(self):
        assert outcome_drift([], outcomes(5, 1)) == []
