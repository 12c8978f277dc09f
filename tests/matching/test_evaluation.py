import json
import math
from pathlib import Path

import pytest

from matching import CourseRecord, LegalLimits, Matcher, OpeningRecord, SeekerRecord
from matching.evaluation.metrics import (
    evaluate,
    evaluate_by,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
)

from .conftest import TODAY

DATA = Path(__file__).resolve().parents[3] / "shared" / "evaluation"
JUDGED = {"a": 3, "b": 2, "c": 1, "d": 0}


class TestMeasures:
    def test_the_ideal_order_scores_one(self):
        assert ndcg_at_k(["a", "b", "c", "d"], JUDGED, 10) == pytest.approx(1)

    def test_gain_is_two_to_the_grade_less_one(self):
        assert ndcg_at_k(["b"], {"a": 3, "b": 2}, 1) == pytest.approx(3 / 7)

    def test_unjudged_items_count_nothing(self):
        assert ndcg_at_k(["x", "a"], {"a": 1}, 10) == pytest.approx(1 / math.log2(3))

    def test_condensed_drops_unjudged_items(self):
        scores = evaluate({"q": ["x", "a"]}, {"q": {"a": 1}})
        assert (scores.condensed, scores.judged) == (1.0, 0.5)

    def test_relevant_means_grade_two_or_more(self):
        assert reciprocal_rank(["c", "b"], JUDGED, 10) == 0.5
        assert recall_at_k(["c", "b"], JUDGED, 10) == 0.5

    def test_a_query_without_relevant_items_is_left_out(self):
        scores = evaluate({"q": ["d"]}, {"q": {"d": 0}})
        assert (scores.n, scores.n_relevant) == (0, 0)
        assert math.isnan(scores.ndcg)

    def test_a_query_missing_from_the_run_counts_as_nothing_found(self):
        assert evaluate({}, {"q": JUDGED}).ndcg == 0

    def test_the_interval_holds_the_mean(self):
        run = {"p": ["a", "b"], "q": ["d", "a"]}
        scores = evaluate(run, {"p": JUDGED, "q": JUDGED})
        assert scores.ndcg_interval[0] <= scores.ndcg <= scores.ndcg_interval[1]

    def test_rows_per_value_hold_only_its_queries(self):
        parts = evaluate_by(
            {"p": ["a"], "q": []}, {"p": JUDGED, "q": JUDGED}, {"p": "plain", "q": "typo"}
        )
        assert parts["typo"].mrr == 0
        assert parts["plain"].mrr == 1


def records(name, kind):
    path = DATA / name
    with path.open(encoding="utf-8") as file:
        return [kind.from_dict(json.loads(line)) for line in file]


def judgements(name):
    found = {}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        query, _, item, grade = line.split()
        found.setdefault(query, {})[item] = int(grade)
    return found


@pytest.fixture(scope="module")
def measured(vocabulary, gazetteer):
    """Return runs on the shared development half; says so when it is not there to read."""
    if not DATA.exists():
        pytest.skip(f"no evaluation data at {DATA}")
    new = lambda: Matcher(vocabulary, gazetteer, today=TODAY, limits=LegalLimits())  # noqa: E731 - twice
    people = new().fit(
        records("openings.jsonl", OpeningRecord), records("courses.jsonl", CourseRecord)
    )
    jobs, courses = {}, {}
    for identity, found, advised in people.rank_many(
        records("seekers.dev.jsonl", SeekerRecord), 50, 50
    ):
        jobs[identity] = [match.opening_id for match in found]
        courses[identity] = [course.course_id for course in advised]
    shop = new().fit(records("search_openings.jsonl", OpeningRecord), [])
    rows = (DATA / "queries.dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    search = {
        row.split("\t")[0]: [item for item, _ in shop.search(row.split("\t")[1]).hits]
        for row in rows
    }
    return {"openings": jobs, "courses": courses, "search": search}


class TestQuality:
    """Floors a little under what was measured (LAB.md): a change for the worse must show."""

    @pytest.mark.parametrize(
        ("task", "plain", "condensed"),
        [("openings", 0.53, 0.69), ("courses", 0.55, 0.90), ("search", 0.84, 0.93)],
    )
    def test_it_stays_far_above_the_baselines(self, measured, task, plain, condensed):
        scores = evaluate(measured[task], judgements(f"qrels.{task}.dev"))
        assert scores.ndcg >= plain
        assert scores.condensed >= condensed
