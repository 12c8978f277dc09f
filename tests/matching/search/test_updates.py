"""An index that was told of changes answers like one built from what there is now."""

import dataclasses

from matching import CourseRecord, OpeningRecord

QUERIES = ("may", "tom", "có xe đưa rước", "vĩnh châu", "việc gì cũng được", "chin rong", "bep an")


def test_it_gives_the_same_hits_and_scores_as_one_built_anew(empty, records, courses):
    cook = OpeningRecord.from_dict({"id": "11", "title": "Phụ bếp ăn", "district": "Vĩnh Châu"})
    changed = dataclasses.replace(records[0], benefits="Có xe đưa rước", district="Mỹ Tú")
    now = [changed, *records[2:], cook]

    updated = empty().fit(records, courses).updated([changed, cook], ["2"])
    anew = empty().fit(now, courses)

    for query in QUERIES:
        assert updated.search(query) == anew.search(query), query


def test_many_small_updates_come_to_the_same(empty, records, courses):
    grown = empty().fit([], [])
    for record in records:
        grown = grown.updated([record])
    for record in records:
        grown = grown.updated([record])

    anew = empty().fit(records, [])
    for query in QUERIES:
        assert grown.search(query) == anew.search(query), query


def test_the_one_before_the_update_stays_as_it_was(empty, records, courses):
    before = empty().fit(records, courses)
    hits = before.search("may").hits

    before.updated([dataclasses.replace(records[0], title="Thợ nề")], ["2"])

    assert before.search("may").hits == hits


def test_words_never_seen_before_are_found(empty, records, courses):
    fresh = OpeningRecord.from_dict({"id": "12", "title": "Nghệ nhân Rô-băm"})

    updated = empty().fit(records, courses).updated([fresh])

    assert updated.search("rô băm").hits[0][0] == "12"


def test_an_opening_past_its_deadline_or_without_a_post_left_goes(empty, records, courses):
    full = dataclasses.replace(records[0], posts_left=0)

    updated = empty().fit(records, courses).updated([full])

    assert "1" not in dict(updated.search("may").hits)


def test_courses_come_change_and_go(empty, records, courses):
    driving = CourseRecord.from_dict({"id": "31", "title": "Lái xe nâng"})
    renamed = dataclasses.replace(courses[0], title="Nấu ăn")

    updated = empty().fit(records, courses).updated([], courses=[renamed, driving])

    assert [one for one, _ in updated.search_courses("xe nâng")] == ["31"]
    assert [one for one, _ in updated.search_courses("nấu ăn")] == ["21"]
    assert updated.search_courses("may công nghiệp") == []
