import re

import pytest

from matching import SeekerRecord
from matching.profiles.reader import ProfileReader


@pytest.fixture(scope="module")
def read(vocabulary, gazetteer):
    reader = ProfileReader(vocabulary, gazetteer)
    return lambda **fields: reader.seeker(SeekerRecord.from_dict({"id": "1", **fields}))


def sure_of(profile, vocabulary, key, field="wish"):
    return getattr(profile, field)[vocabulary.occupation_index[key]]


def words(text):
    return re.findall(r"\w+", text)


class TestAnyWork:
    def test_work_learnt_on_the_job_is_wished_for_alike(self, read, vocabulary):
        person = read(desired="việc gì cũng được")
        packer = sure_of(person, vocabulary, "cong-nhan-dong-goi-thu-cong")
        assert packer == sure_of(person, vocabulary, "tap-vu-ve-sinh-cong-nghiep") > 0.5

    @pytest.mark.parametrize("key", ["nhan-vien-qc-kcs-thuy-san", "cong-nhan-van-hanh-lo-hoi"])
    def test_work_that_needs_a_test_or_a_licence_is_not(self, read, vocabulary, key):
        assert sure_of(read(desired="việc gì cũng được"), vocabulary, key) == 0

    def test_a_named_trade_stays_first(self, read, vocabulary):
        person = read(desired="lái xe nâng, việc gì cũng được")
        assert sure_of(person, vocabulary, "lai-xe-nang") > 0.5
        assert sure_of(person, vocabulary, "cong-nhan-dong-goi-thu-cong") < 0.5

    def test_only_a_season_named_leaves_the_work_open(self, read, vocabulary):
        person = read(desired="thời vụ 2 tháng hè")
        assert sure_of(person, vocabulary, "phuc-vu-ban") > 0.5
        assert sure_of(read(desired="phụ hồ thời vụ"), vocabulary, "phuc-vu-ban") == 0


class TestToldInPassing:
    def test_a_wish_in_the_story_counts_less_than_the_stated_one(self, read, vocabulary):
        person = read(desired="thu ngân", about="Không được thì xin làm thủ kho.")
        told = sure_of(person, vocabulary, "thu-kho")
        assert 0 < told < sure_of(person, vocabulary, "thu-ngan")

    def test_what_one_does_not_want_is_no_wish(self, read, vocabulary):
        person = read(desired="thu ngân", about="Không muốn làm thủ kho nữa.")
        assert sure_of(person, vocabulary, "thu-kho") == 0

    def test_practice_at_school_is_less_than_work(self, read, vocabulary):
        worked = read(experience=[{"title": "thợ hàn", "months": 6}])
        practised = read(experience=[{"title": "thực tập thợ hàn", "months": 6}])
        assert sure_of(practised, vocabulary, "tho-han", "done") < sure_of(
            worked, vocabulary, "tho-han", "done"
        )


class TestProtectedFacts:
    def test_land_taken_leaves_every_word_that_is_read(self, read):
        plain = read(desired="bảo vệ", about="Làm ruộng.")
        told = read(desired="bảo vệ", about="Làm ruộng. Nhà bị thu hồi đất.")
        assert words(told.text_all) == words(plain.text_all)
        assert (told.wish == plain.wish).all()
        assert (told.done == plain.done).all()


class TestSkillsTakenAway:
    COOK = {"about": "Biết nấu ăn, biết lái xe nâng", "skills": ["nấu ăn"]}

    def has(self, profile, vocabulary, key):
        return bool(profile.skills[vocabulary.skill_index[key]])

    def declined(self, vocabulary):
        return sorted(vocabulary.skill_evidence("nấu ăn"))

    def test_it_is_not_read_back_from_the_words(self, read, vocabulary):
        (first, *_) = keys = self.declined(vocabulary)
        assert self.has(read(**self.COOK), vocabulary, first)
        person = read(**self.COOK, declined_skill_keys=keys)
        assert not any(self.has(person, vocabulary, key) for key in keys)

    def test_its_words_find_no_advert_and_the_others_still_do(self, read, vocabulary):
        person = read(**self.COOK, declined_skill_keys=self.declined(vocabulary))
        assert "nấu" not in person.text_all
        assert "xe nâng" in person.text_all

    def test_it_does_not_come_back_with_the_trade(self, read, vocabulary):
        sewing = {"experience": [{"title": "công nhân may công nghiệp", "months": 36}]}
        implied = [
            key
            for key in vocabulary.essential["cong-nhan-may-cong-nghiep"]
            if self.has(read(**sewing), vocabulary, key)
        ]
        person = read(**sewing, declined_skill_keys=implied[:1])
        assert implied[1:]
        assert [key for key in implied if self.has(person, vocabulary, key)] == implied[1:]


class TestLicences:
    @pytest.mark.parametrize(
        ("about", "held"),
        [
            ("em có bằng lái hạng C", True),
            ("GPLX hạng C, chạy xe 3 năm", True),
            ("chưa có bằng C", False),
            ("chạy xe tải phụ 2 năm", False),
        ],
    )
    def test_one_is_held_when_it_is_said_to_be(self, read, vocabulary, about, held):
        person = read(about=about)
        assert bool(person.skills[vocabulary.skill_index["giay-phep-lai-xe-hang-c"]]) is held
