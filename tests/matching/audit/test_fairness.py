import numpy as np
import pytest

from matching.audit.fairness import OTHERS, audit, exposure_gaps, gaps

OPENINGS = [f"o{number}" for number in range(40)]
GOOD = set(OPENINGS[:10])


def lists(sizes, *, worse=None, share=0.25, seed=0):
    """People by group with lists of ten; good openings come up less often for one group."""
    draw = np.random.default_rng(seed)
    shown, groups = {}, {}
    for group, count in sizes.items():
        for number in range(count):
            person = f"{group}{number}"
            good = share / 2 if group == worse else share
            kinds = draw.random(10) < good
            shown[person] = [
                OPENINGS[draw.integers(0, 10) if kind else draw.integers(10, 40)] for kind in kinds
            ]
            groups[person] = group
    return shown, groups


class TestAPlantedGap:
    def test_a_group_shown_half_as_many_good_openings_is_found(self):
        shown, groups = lists({"a": 200, "b": 100}, worse="b")
        found = exposure_gaps(shown, groups, good=GOOD)
        assert found.unfair == ["b"]
        ratio = next(row for row in found.rows if row.group == "b")
        assert ratio.ratio == pytest.approx(0.5, abs=0.12)
        assert ratio.ratio_interval[1] < 0.8

    def test_a_group_whose_best_scores_are_low_is_found(self):
        run = {f"p{n}": [("o1", 0.2 if n % 3 == 0 else 0.9)] for n in range(90)}
        groups = {f"p{n}": "third" if n % 3 == 0 else "rest" for n in range(90)}
        told = {measure.measure: measure.unfair for measure in audit(run, groups)}
        assert told["best score"] == ["third"]

    def test_a_group_with_worse_lists_is_found_by_judgements(self):
        run = {f"p{n}": [("x", 0.5), ("y", 0.4)] for n in range(60)}
        judged = {f"p{n}": {"x": 3, "y": 0} if n < 30 else {"y": 1, "x": 0} for n in range(60)}
        groups = {f"p{n}": "early" if n < 30 else "late" for n in range(60)}
        quality = [m for m in audit(run, groups, judgements=judged) if m.measure == "nDCG@10"]
        assert quality[0].unfair == ["late"]


class TestNoGap:
    def test_fair_lists_are_seldom_called_unfair(self):
        alarms = 0
        for seed in range(40):
            shown, groups = lists({"a": 60, "b": 30, "c": 15}, seed=seed)
            alarms += not exposure_gaps(shown, groups, good=GOOD, resamples=200).is_fair
        assert alarms <= 4

    def test_a_small_gap_is_told_but_not_called_unfair(self):
        values = {f"p{n}": 1.0 if n % 2 else 0.95 for n in range(2000)}
        groups = {f"p{n}": "odd" if n % 2 else "even" for n in range(2000)}
        found = gaps("x", values, groups, resamples=200)
        assert found.is_fair
        assert min(row.chance for row in found.rows) < 0.01


class TestSmallGroups:
    def test_a_small_group_is_not_told_and_not_in_the_others(self):
        values = {f"p{n}": float(n < 5) for n in range(40)}
        groups = {f"p{n}": "few" if n < 5 else "many" for n in range(40)}
        found = gaps("x", values, groups)
        assert [row.group for row in found.rows] == ["many"]
        assert np.isnan(found.rows[0].ratio)
        assert found.suppressed == {"few": 5}

    def test_small_groups_are_put_together_when_that_is_enough(self):
        values = {f"p{n}": 1.0 for n in range(40)}
        groups = {f"p{n}": "many" if n < 20 else f"few{n % 4}" for n in range(40)}
        assert [row.group for row in gaps("x", values, groups).rows] == ["many", OTHERS]

    def test_nobody_at_all_is_fair(self):
        assert exposure_gaps({}, {}, good=GOOD).is_fair
