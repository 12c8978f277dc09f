"""Ages, hours, distances, schooling, experience, licences, posts and what a text denies."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evaluation.fields import measure
from matching.reading.ages import Ages, read_ages
from matching.reading.certificates import Certificate, read_certificates
from matching.reading.distances import Distance, read_distance
from matching.reading.experience import Experience, read_experience
from matching.reading.posts import read_posts
from matching.reading.protected import neutral
from matching.reading.schooling import read_level, read_months
from matching.reading.shifts import Shift, read_shift
from matching.reading.stances import read_stances
from matching.reading.wages import read_wage

LABELS = Path(__file__).resolve().parents[1] / "labels" / "raw_fields.tsv"
STRINGS = Path(__file__).resolve().parents[4] / "shared" / "evaluation" / "raw_fields.tsv"


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("18-40t", Ages(18, 40)),
        ("từ 20 đến 35 tuổi", Ages(20, 35)),
        ("đủ 18 tuổi, không quá 45", Ages(18, 45)),
        ("18 tuổi trở lên", Ages(18, None)),
        ("duoi 50", Ages(None, 50)),
        ("8-10 triệu", None),
        ("", None),
    ],
)
def test_it_reads_ages(text, ages):
    assert read_ages(text) == ages


def test_in_free_text_two_numbers_are_ages_only_with_the_word():
    assert read_ages("khoảng 20-30", bare=False) is None
    assert read_ages("tuổi 20-30", bare=False) == Ages(20, 30)


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("giờ hành chính", Shift("office", night=False)),
        ("ca đêm 22h-6h", Shift("night", night=True, start=22, end=6)),
        ("7h30 - 16h30", Shift("day", night=False, start=7.5, end=16.5)),
        ("3 ca 4 kíp", Shift("rotating", night=True)),
        ("hành chính, không tăng ca", Shift("office", night=False, overtime=False)),
        ("theo chuyến", Shift("by-work")),
        ("lương cao", None),
        (None, None),
    ],
)
def test_it_reads_hours_of_work(text, shift):
    assert read_shift(text) == shift


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("dưới 10km", Distance(km=10)),
        ("5-7 cây số", Distance(km=7)),
        ("đi 30 phút", Distance(minutes=30)),
        ("gần nhà", Distance(near=True)),
        ("ở đâu cũng được", Distance(anywhere=True)),
        ("lương 8tr", None),
    ],
)
def test_it_reads_how_far_people_go(text, distance):
    assert read_distance(text) == distance


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("12/12", 3),
        ("hết cấp 2", 2),
        ("lớp 7", 1.5),
        ("TC/CĐ", 4),
        ("Trung học phổ thông", 3),
        ("bằng nghề", 2.5),
        ("không cần bằng cấp", 0),
        ("thạc sĩ", 7),
        ("khác", None),
        ("", None),
    ],
)
def test_it_reads_schooling_as_a_ladder(text, rung):
    assert read_level(text) == rung


@pytest.mark.parametrize(
    ("text", "experience"),
    [
        ("2 năm", Experience(24, 24)),
        ("1-3 năm", Experience(12, 36)),
        ("Dưới 1 năm", Experience(0, 12)),
        ("trên 5 năm", Experience(60, None)),
        ("ko cần kn", Experience(0, None)),
        ("nửa năm", Experience(6, 6)),
        ("biết nghề", Experience(skilled=True)),
        ("ưu tiên có kinh nghiệm", Experience(0, None, preferred=True)),
        ("lương cao", None),
    ],
)
def test_it_reads_experience(text, experience):
    assert read_experience(text) == experience


def test_knowing_the_trade_counts_as_a_year_where_months_are_wanted():
    assert read_months("có tay nghề") == 12.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("có bằng C", (Certificate("driving", "C"),)),
        ("gplx hạng B2, C", (Certificate("driving", "B2"), Certificate("driving", "C"))),
        ("chưa có bằng lái B2", (Certificate("driving", "B2", held=False),)),
        ("chứng chỉ xe nâng", (Certificate("forklift"),)),
        ("siêng năng", ()),
    ],
)
def test_it_reads_licences_and_whether_they_are_held(text, found):
    assert read_certificates(text) == found


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("tuyển 20 người", 20),
        ("SL: 05", 5),
        ("cần gấp 100 CN may", 100),
        ("cần hai thợ hồ", 2),
        ("lương 20 triệu", None),
        ("", None),
    ],
)
def test_it_reads_how_many_people_are_wanted(text, posts):
    assert read_posts(text) == posts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("không cần kinh nghiệm", "experience"),
        ("ko tăng ca", "overtime"),
        ("không bao ăn ở", "meals"),
        ("không yêu cầu bằng cấp", "schooling"),
        ("không phải làm đêm", "night"),
    ],
)
def test_it_reads_what_a_text_denies(text, fact):
    assert read_stances(text).denies(fact)


def test_what_is_offered_is_not_denied():
    assert read_stances("có cơm trưa, bao ăn ở").denied == frozenset()


READERS = [
    neutral,
    read_ages,
    read_certificates,
    read_distance,
    read_experience,
    read_level,
    read_months,
    read_posts,
    read_shift,
    read_stances,
    read_wage,
]


@given(st.text())
def test_no_reader_raises_on_any_text(text):
    for read in READERS:
        read(text)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "7tr", "12h-", "không ", "18-", "hộ ", "bằng c,", "(", "ten "]
)
def test_no_reader_is_lost_in_a_hostile_text(piece):
    for read in READERS:
        read(piece * 5000)


def test_labelled_strings_are_read_as_a_person_reads_them():
    if not STRINGS.exists():
        pytest.skip(f"no evaluation data at {STRINGS}")
    scores = measure(STRINGS, LABELS)
    assert {name: score.labelled for name, score in scores.items()} == {
        "salary_raw": 88,
        "experience_raw": 59,
        "education": 47,
        "age_raw": 24,
        "shift": 33,
    }
    assert min(score.precision for score in scores.values()) >= 0.97
    assert min(score.coverage for score in scores.values()) >= 0.95
