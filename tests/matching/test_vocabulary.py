import pytest

KHMER_DRIVER = "អ្នកបើកឡាន"


def first(vocabulary, text):
    return vocabulary.occupations_in(text)[0].key


class TestOccupationsIn:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("cong nhan may", "cong-nhan-may-cong-nghiep"),
            ("cn may co kn", "cong-nhan-may-cong-nghiep"),
            ("lot tom", "cong-nhan-so-che-tom"),
            ("phan co tom", "cong-nhan-phan-co-phan-loai-tom"),
            ("tho ho", "tho-xay"),
            ("lđpt", "lao-dong-pho-thong-nha-may"),
            ("tai xe xe nang", "lai-xe-nang"),
            ("bao tri co dien", "tho-bao-tri-co-khi-nha-may"),
            ("giu tre", "nhan-vien-giu-tre"),
            ("bang c", "lai-xe-tai"),
            ("dien lanh", "tho-dien-lanh"),
            ("xlnt", "cong-nhan-van-hanh-xu-ly-nuoc-thai"),
            ("lam vuong tom", "nguoi-nuoi-tom"),
            ("may cuoc", "lai-may-xuc-may-ui"),
            ("o sin", "giup-viec-nha"),
        ],
    )
    def test_it_reads_how_people_type(self, vocabulary, text, key):
        assert first(vocabulary, text) == key

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("thợ hàng", "tho-han"),
            ("bốt vát", "cong-nhan-boc-xep"),
            ("dệ sinh", "tap-vu-ve-sinh-cong-nghiep"),
            ("thowj ddieenj", "tho-dien-cong-nghiep"),
            ("bocxep", "cong-nhan-boc-xep"),
        ],
    )
    def test_it_reads_southern_and_broken_spelling(self, vocabulary, text, key):
        assert first(vocabulary, text) == key

    def test_without_accents_both_meanings_come_back(self, vocabulary):
        keys = {candidate.key for candidate in vocabulary.occupations_in("tho may", limit=5)}
        assert {"cong-nhan-may-cong-nghiep", "tho-bao-tri-co-khi-nha-may"} <= keys

    def test_with_accents_the_exact_one_comes_first(self, vocabulary):
        assert first(vocabulary, "thợ máy") == "tho-bao-tri-co-khi-nha-may"

    def test_the_head_of_the_phrase_wins_over_the_place_of_work(self, vocabulary):
        assert first(vocabulary, "lái xe nâng kho lạnh") == "lai-xe-nang"

    def test_khmer_is_read(self, vocabulary):
        keys = {c.key for c in vocabulary.occupations_in(KHMER_DRIVER, limit=5)}
        assert "lai-xe-tai" in keys

    @pytest.mark.parametrize("text", ["", "   ", "xyz qqq", "12345", "\u0000", "\ud800"])
    def test_what_it_does_not_know_it_calls_unknown(self, vocabulary, text):
        assert vocabulary.occupations_in(text) == []

    def test_confidence_lies_between_zero_and_one(self, vocabulary):
        found = vocabulary.occupations_in("thợ hàn, bảo vệ, tạp vụ", limit=9)
        assert all(0 < candidate.confidence <= 1 for candidate in found)


class TestSkillsIn:
    def test_it_finds_skills_conditions_and_licences(self, vocabulary):
        keys = {c.key for c in vocabulary.skills_in("vắt sổ, xoay ca, bằng C")}
        assert {
            "may-may-2-kim-vat-so-kansai",
            "lam-viec-theo-ca",
            "giay-phep-lai-xe-hang-c",
        } <= keys

    def test_cold_and_standing_are_conditions_not_skills(self, vocabulary):
        kinds = {vocabulary.skills[key].kind for key in ("dung-lam-viec-lau", "mang-vac-nang")}
        assert kinds == {"condition"}


class TestSimilarity:
    def test_a_trade_is_closest_to_itself(self, vocabulary):
        assert vocabulary.similarity.diagonal().min() == 1.0
        assert vocabulary.similarity.max() == 1.0

    def test_neighbouring_trades_are_closer_than_strangers(self, vocabulary):
        row = vocabulary.occupation_index
        lorry, trailer, welder = row["lai-xe-tai"], row["lai-xe-container"], row["tho-han"]
        assert vocabulary.similarity[lorry, trailer] > vocabulary.similarity[lorry, welder]
