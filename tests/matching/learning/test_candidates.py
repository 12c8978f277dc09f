"""What is logged of a list is what the list was made of."""

import pytest

from matching import SeekerRecord

SEWER = SeekerRecord.from_dict({"id": "p", "desired": "cong nhan may", "commune": "An Hiệp"})


def test_the_features_logged_add_up_to_the_scores_of_the_list(matcher):
    found = matcher.best_with_features(SEWER, 4)
    listed = matcher.rank(SEWER, 4)

    assert found.ids == tuple(match.opening_id for match in listed)
    assert found.features @ matcher.weights == pytest.approx(
        [match.score for match in listed], abs=1e-5
    )
    assert found.features_of(found.ids[1]) == pytest.approx(found.features[1])


def test_an_opening_explained_alone_reads_as_in_the_list(matcher):
    listed = matcher.rank(SEWER, 4)

    explained = matcher.explain(SEWER, [listed[2].opening_id, "nobody", listed[0].opening_id])

    assert [one.opening_id for one in explained] == [listed[2].opening_id, listed[0].opening_id]
    assert explained[0].score == pytest.approx(listed[2].score)
    assert [one.code for one in explained[0].reasons] == [one.code for one in listed[2].reasons]


def test_who_is_too_young_to_work_has_no_candidates(matcher):
    child = SeekerRecord.from_dict({"id": "c", "desired": "may", "age": 12})

    found = matcher.best_with_features(child, 4)

    assert found.ids == ()
    assert found.has("near").tolist() == []
