"""Words about land, poverty, ethnicity, sex and names change no score and no rank."""

import random
import unicodedata
from dataclasses import replace

import pytest

from matching import SeekerRecord
from matching.courses.limits import limits_told
from matching.reading.protected import neutral
from matching.reading.vietnamese import fold, words

LAND = [
    "nhà bị thu hồi đất",
    "nhà em bị thu hồi đất làm khu công nghiệp",
    "gia đình bị thu hồi 5 công đất",
    "đất nhà em bị thu hồi",
    "đất ruộng bị thu hồi hết",
    "thuộc diện thu hồi đất",
    "nhà nước thu hồi đất",
    "nhà nước lấy hết đất",
    "bị lấy đất làm cụm công nghiệp",
    "nhà bị giải tỏa",
    "nhà bị giải toả trắng",
    "diện giải phóng mặt bằng",
    "đang ở khu tái định cư",
    "hộ tái định cư",
    "được đền bù",
    "mất đất",
    "mất hết đất",
    "không còn đất",
    "ko có đất sản xuất",
    "hết đất canh tác",
]
POVERTY = [
    "hộ nghèo",
    "thuộc hộ nghèo",
    "gia đình thuộc hộ cận nghèo",
    "hộ cận nghèo",
    "có sổ hộ nghèo",
    "nhà nghèo",
    "nhà em nghèo khó",
    "gia đình khó khăn",
    "hoàn cảnh gia đình khó khăn",
    "hoàn cảnh rất khó khăn",
    "ưu tiên hộ nghèo",
    "cận nghèo",
]
ETHNICITY = [
    "người Khmer",
    "em là người Khmer",
    "tôi là người dân tộc Khmer",
    "dân tộc Khmer",
    "dân tộc Kinh",
    "dân tộc Hoa",
    "người Hoa",
    "gốc Hoa",
    "người Kinh",
    "đồng bào dân tộc thiểu số",
    "người dân tộc thiểu số",
    "em khơ me",
    "bà con Khmer",
    "là người Chăm",
]
SEX = [
    "nam",
    "nữ",
    "giới tính nam",
    "giới tính: nữ",
    "ưu tiên nữ",
    "ưu tiên lao động nam",
    "em là nữ",
    "em là nam",
    "lao động nữ",
    "phụ nữ",
    "đàn ông",
    "con gái",
    "nam nữ",
    "nam/nữ",
    "cả nam và nữ",
    "không phân biệt nam nữ",
]
NAMES = [
    "em tên Lan",
    "tôi tên là Thạch Thị Sa Rây",
    "em tên là Nguyễn Văn Nam",
    "mình tên Hùng",
    "tên: Danh Út",
    "Em là Trần Thị Nữ",
    "chau ten Tuan",
]
DISABILITY = [
    "khuyết tật",
    "người khuyết tật",
    "em là người khuyết tật",
    "khuyết tật nhẹ",
    "bị khuyết tật vận động",
    "ưu tiên người khuyết tật",
    "tàn tật",
]
PHRASES = [*LAND, *POVERTY, *ETHNICITY, *SEX, *NAMES, *DISABILITY]
STYLES = [str.upper, lambda phrase: unicodedata.normalize("NFD", phrase)]
PERSON = SeekerRecord.from_dict(
    {
        "id": "p",
        "desired": "công nhân may",
        "about": "Làm may 3 năm. Siêng năng, chịu khó",
        "constraints": "gần nhà",
        "skills": ["may máy 1 kim"],
        "experience": [{"title": "công nhân may", "months": 12}],
        "district": "Châu Thành",
    }
)
PLAIN_PERSON = SeekerRecord.from_dict(
    {
        "id": "p",
        "desired": "lot tom",
        "about": "biet lot tom, dung duoc lau. lam 2 nam",
        "constraints": "",
        "skills": ["lam nhanh"],
        "experience": [{"title": "boc xep", "months": 3}],
        "district": "Trần Đề",
    }
)


def with_phrase(person, phrase):
    """Return the person with a phrase at the ends and between the sentences of free texts."""
    for field in ("desired", "about", "constraints"):
        told = getattr(person, field)
        yield replace(person, **{field: f"{phrase}. {told}"})
        yield replace(person, **{field: f"{told}. {phrase}"})
    yield replace(person, about=person.about.replace(". ", f". {phrase}. ", 1))
    yield replace(person, skills=(*person.skills, phrase))
    (part,) = person.experience
    yield replace(person, experience=(replace(part, title=f"{part.title}; {phrase}"),))


def lists(matcher, people):
    return [
        [(match.opening_id, round(match.score, 6)) for match in matches]
        for _, matches, _ in matcher.rank_many(people, 10)
    ]


@pytest.fixture(scope="module")
def usual(matcher):
    """Return the lists of both people without any such words."""
    return lists(matcher, [PERSON, PLAIN_PERSON])


@pytest.mark.parametrize("phrase", PHRASES)
def test_adding_words_about_a_protected_fact_changes_no_score_and_no_rank(matcher, usual, phrase):
    accented = list(with_phrase(PERSON, phrase))
    accented += [replace(PERSON, about=f"{style(phrase)}. {PERSON.about}") for style in STYLES]
    plain = list(with_phrase(PLAIN_PERSON, fold(phrase)))[2:5]
    found = lists(matcher, accented + plain)
    assert found == usual[:1] * len(accented) + usual[1:] * len(plain)


def told_of_courses(matcher, people):
    """Return each person's courses with scores and the one change that helps most."""
    advised = [courses for _, _, courses in matcher.rank_many(people, 10)]
    return [
        ([(one.course_id, round(one.score, 6)) for one in courses], matcher.best_change(person))
        for person, courses in zip(people, advised, strict=True)
    ]


@pytest.mark.parametrize("group", [LAND, POVERTY, ETHNICITY, SEX, DISABILITY])
def test_nor_do_they_change_a_course_or_the_change_that_helps_most(matcher, group):
    (usual,) = told_of_courses(matcher, [PERSON])
    said = [one for phrase in group for one in (phrase, phrase.upper(), fold(phrase))]
    people = [replace(PERSON, constraints=f"{PERSON.constraints}. {one}") for one in said]

    assert usual[0]
    assert told_of_courses(matcher, people) == [usual] * len(people)


@pytest.mark.parametrize("phrase", DISABILITY)
def test_that_somebody_is_disabled_is_no_limit_of_health(phrase):
    told = replace(PERSON, about="", constraints=phrase)

    assert limits_told(told) == frozenset()
    assert limits_told(replace(told, constraints=f"{phrase}, đau khớp gối")) == {"health"}


@pytest.mark.parametrize(
    "told",
    [
        "làm đất",
        "cày đất",
        "đào đất",
        "lấy hàng",
        "thu hoạch lúa",
        "thu hồi công nợ",
        "nhân viên mặt đất",
        "3 năm kinh nghiệm",
        "5 nam kinh nghiem",
        "việt nam",
        "nam sông hậu",
        "quản lộ nam sông hậu",
        "kinh doanh",
        "người chăm sóc",
        "lao động chăm chỉ",
        "trồng hoa",
        "chấm công",
        "biết tiếng khmer",
        "tổ trưởng biết tiếng khmer",
        "phiên dịch tiếng hoa",
        "công ten nơ",
        "kho lạnh",
        "làm vườn",
        "em là thợ hàn",
        "em là tài xế",
    ],
)
def test_words_of_work_and_places_stay(told):
    assert neutral(told) == told


def test_speaking_khmer_stays_a_skill_and_a_wish(matcher, vocabulary):
    assert vocabulary.skills_in("biết tiếng Khmer")
    assert "khmer" in neutral("muốn tổ trưởng biết tiếng Khmer")


@pytest.mark.parametrize("phrase", PHRASES)
def test_an_advert_with_such_words_is_read_as_without_them(phrase):
    left = words(neutral(f"Công nhân may. {phrase}. Có xe đưa rước"))
    assert left == ["công", "nhân", "may", "có", "xe", "đưa", "rước"]


def combinations(count):
    """Draw two or three phrases of different facts, in one of the ways people join them."""
    draw = random.Random(11)
    groups = (LAND, POVERTY, ETHNICITY, SEX, DISABILITY)
    for _ in range(count):
        chosen = draw.sample(groups, draw.choice([2, 3]))
        said = draw.choice([", ", ". ", "; "]).join(draw.choice(group) for group in chosen)
        yield draw.choice([str, str.upper, fold])(said)


@pytest.mark.parametrize("said", [*combinations(40)])
def test_no_combination_of_them_changes_a_score_or_a_rank(matcher, usual, said):
    people = list(with_phrase(PERSON, said))
    assert lists(matcher, people) == usual[:1] * len(people)


@pytest.mark.parametrize("query", ["công nhân may", "lột tôm gần nhà", "kế toán lương 8 triệu"])
@pytest.mark.parametrize("said", [*DISABILITY, *combinations(12)])
def test_nor_what_a_search_finds(matcher, query, said):
    def found(text):
        return [(one, round(score, 6)) for one, score in matcher.search(text, 20).hits]

    assert found(query)
    assert found(f"{query}, {said}") == found(query)


def test_what_one_asks_of_the_work_does_change_it(matcher, usual):
    asked = replace(PERSON, constraints=f"{PERSON.constraints}. không đứng lâu được")
    assert lists(matcher, [asked]) != usual[:1]
