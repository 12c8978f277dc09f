import pytest

from matching import OpeningRecord
from matching.profiles.reader import ProfileReader


@pytest.fixture(scope="module")
def read(vocabulary, gazetteer):
    reader = ProfileReader(vocabulary, gazetteer)
    return lambda **fields: reader.opening(OpeningRecord.from_dict({"id": "1", **fields}))


def first(profile, vocabulary):
    return list(vocabulary.occupations)[profile.occupations[0][0]]


@pytest.mark.parametrize(
    "title", ["Công nhân may, có xe đưa rước", "cong nhan may co xe dua ruoc tan noi"]
)
def test_a_ride_to_work_makes_a_sewer_no_driver(read, vocabulary, title):
    opening = read(title=title, benefits="Có xe đưa rước")
    assert first(opening, vocabulary) == "cong-nhan-may-cong-nghiep"
    assert opening.has_shuttle


def test_who_drives_workers_is_a_driver(read, vocabulary):
    opening = read(title="Lái xe đưa rước công nhân")
    assert first(opening, vocabulary) == "lai-xe-dua-ruoc-cong-nhan"


@pytest.mark.parametrize(("applicants", "crowding"), [(None, 0), (2, 0), (4, 0.5), (80, 1)])
def test_more_than_two_applicants_a_post_are_a_crowd(read, applicants, crowding):
    assert read(title="Thợ hàn", posts_left=1, applicants=applicants).crowding == crowding
