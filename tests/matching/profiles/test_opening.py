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


class TestHours:
    @pytest.mark.parametrize(
        ("shift", "night", "overtime"),
        [
            ("ca đêm 22h-6h", True, False),
            ("hành chính, tăng ca", False, True),
            ("hành chính, không tăng ca", False, False),
            ("ca 12h", None, True),
            ("", None, False),
        ],
    )
    def test_they_become_conditions_of_the_work(self, read, shift, night, overtime):
        opening = read(title="Công nhân", shift=shift)
        assert opening.night is night
        assert ("lam-them-gio" in opening.conditions) is overtime

    def test_the_demands_tell_what_the_field_leaves_open(self, read):
        assert read(title="Công nhân", requirements="Chịu được ca đêm").night is True


class TestWhatIsDenied:
    def test_a_bus_that_does_not_run_is_none(self, read):
        assert not read(title="Công nhân", benefits="Không có xe đưa rước").has_shuttle

    def test_housing_that_is_not_given_is_none(self, read):
        assert not read(title="Công nhân", benefits="Không hỗ trợ chỗ ở").has_housing

    @pytest.mark.parametrize(
        ("requirements", "asked"),
        [("Có bằng lái hạng C", True), ("Không cần bằng lái hạng C, chăm chỉ", False)],
    )
    def test_a_licence_that_is_not_needed_is_not_asked_for(self, read, requirements, asked):
        opening = read(title="Phụ xe", requirements=requirements)
        assert ("giay-phep-lai-xe-hang-c" in opening.required) is asked

    def test_no_experience_asked_for_in_words_counts_as_in_the_field(self, read):
        assert read(title="Công nhân", requirements="Không cần kinh nghiệm").months_asked == 0
        assert read(title="Công nhân", requirements="Chăm chỉ").months_asked is None


def test_posts_named_in_the_title_share_the_applicants(read):
    assert read(title="Tuyển 20 công nhân may", applicants=30).crowding == 0
    assert read(title="Tuyển công nhân may", applicants=30).crowding == 0
    assert read(title="Tuyển 2 công nhân may", applicants=30).crowding == 1
