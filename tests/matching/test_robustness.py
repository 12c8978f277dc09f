import math

import numpy as np
import pytest

from matching import SeekerRecord
from matching.evaluation.diagnosis import diagnose, standing
from matching.evaluation.robustness import drops, one_slip, rewritten, variants, without_marks


class TestWritingWorse:
    def test_marks_go_and_khmer_stays(self):
        assert without_marks("Đứng máy ở Kế Sách ធ្វើការ") == "Dung may o Ke Sach ធ្វើការ"

    @pytest.mark.parametrize("seed", range(20))
    def test_a_slip_is_one_letter_only(self, seed):
        text = "công nhân may"
        slipped = one_slip(text, np.random.default_rng(seed))
        assert abs(len(slipped) - len(text)) <= 1
        assert sum(a != b for a, b in zip(slipped[:3], text[:3], strict=True)) <= 2

    def test_nothing_to_slip_on_is_left_alone(self):
        assert one_slip("12", np.random.default_rng(0)) == "12"

    def test_what_is_picked_from_lists_stays_as_it_is(self):
        person = SeekerRecord(id="p", desired="thợ hồ", district="Kế Sách", skills=("xây tô",))
        worse = rewritten(person, without_marks)
        assert (worse.desired, worse.skills, worse.district) == ("tho ho", ("xay to",), "Kế Sách")

    def test_slips_are_made_with_three_seeds(self):
        assert len(variants()["one slip"]) == 3


class TestDrops:
    def test_the_drop_is_the_mean_over_seeds_and_people(self):
        judged = {"p": {"a": 1}, "q": {"b": 1}}
        before = {"p": ["a"], "q": ["b"]}
        worse = [{"p": ["a"], "q": []}, {"p": [], "q": []}]
        (told,) = drops(before, {"slip": worse}, judged)
        assert (told.before, told.after, told.drop, told.n) == (1.0, 0.25, 0.75, 2)
        assert told.interval[0] <= told.drop <= told.interval[1]

    def test_without_judgements_there_is_no_drop_to_tell(self):
        (told,) = drops({}, {"slip": [{}]}, {})
        assert math.isnan(told.drop)


class TestDiagnosis:
    run = {"good": [("a", 0.9), ("b", 0.8)], "bad": [("x", 0.7), ("y", 0.6)], "none": [("z", 0.3)]}
    judged = {"good": {"a": 3}, "bad": {"x": 0, "y": 3, "w": 2}, "none": {"z": 0}}

    def test_the_worst_comes_first_and_says_what_it_missed(self):
        first = diagnose(self.run, self.judged, k=1)[0]
        assert first.query == "bad"
        assert first.missed == (("y", 3, 2), ("w", 2, None))
        assert first.wrong == (("x", 1),)

    def test_unjudged_items_are_listed(self):
        cases = {case.query: case for case in diagnose(self.run, self.judged)}
        assert cases["good"].unjudged == (("b", 2),)

    def test_people_for_whom_nothing_fits_are_set_beside_the_others(self):
        ((case, share),) = standing(diagnose(self.run, self.judged))
        assert (case.query, share) == ("none", 0.0)
