"""Recognition on our own composed titles: right, unknown when unknown, chances to believe."""

from pathlib import Path

import numpy as np
import pytest

from matching.evaluation.recognition import candidates, refit, reliability, titles_of
from matching.vocabulary import calibration

TITLES = titles_of(Path(__file__).parent / "labels" / "titles.tsv")


@pytest.fixture(scope="module")
def first(vocabulary):
    """Return title → its first candidate or None."""
    found = {title: vocabulary.occupations_in(title, limit=1) for title, _ in TITLES}
    return {title: shown[0] if shown else None for title, shown in found.items()}


def test_nine_titles_in_ten_are_recognised(first):
    named = [(first[title], right) for title, right in TITLES if right]
    hits = [shown is not None and shown.key in right for shown, right in named]
    assert np.mean(hits) >= 0.9


def test_three_in_four_texts_that_name_no_trade_of_ours_are_called_unknown(first):
    assert np.mean([first[title] is None for title, right in TITLES if not right]) >= 0.75


def test_of_what_is_shown_with_a_chance_about_that_share_is_right(first):
    shown = [(one, right) for title, right in TITLES if (one := first[title]) is not None]
    chances = np.array([one.confidence for one, _ in shown])
    right = np.array([one.key in keys for one, keys in shown])
    table = reliability(chances, right)
    gap = sum(n * abs(said - exact) for _, _, n, said, exact in table) / len(shown)
    assert gap <= 0.08


def test_the_stored_curve_is_the_one_fitted_on_the_titles(vocabulary):
    _, curve = refit(candidates(vocabulary, TITLES))
    fitted = [*curve.coef_[0], curve.intercept_[0]]
    stored = [calibration.EVIDENCE, calibration.SHARE, calibration.CONSTANT]
    assert fitted == pytest.approx(stored, abs=0.25)


@pytest.mark.parametrize("text", ["xin chao", "em tên Lan", "thợ kim hoàn", "hôm nay trời mưa"])
def test_greetings_names_and_other_trades_are_unknown(vocabulary, text):
    assert vocabulary.occupations_in(text) == []
