import pytest


def hits(matcher, query):
    return [identity for identity, _ in matcher.search(query).hits]


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("cong nhan may", "may"),
            ("lột tôm", "tom"),
            ("lotj toom", "tom"),
            ("forklift driver", "nang"),
            ("ke toan", "ke-toan"),
            ("bảo dệ", "bao-ve"),
        ],
    )
    def test_it_finds_the_trade_however_it_is_typed(self, matcher, query, first):
        assert hits(matcher, query)[0] == first

    def test_a_place_brings_its_openings_up(self, matcher):
        assert hits(matcher, "may vĩnh châu")[0] == "may-xa"

    def test_a_benefit_alone_finds_who_offers_it(self, matcher):
        assert hits(matcher, "có xe đưa rước")[0] == "tom"

    def test_it_tells_what_it_understood(self, matcher):
        understood = matcher.search(
            "cong nhan thuy san kcn an nghiep luong 8tr co xe dua ruoc"
        ).understood
        assert understood.zones == ["an-nghiep"]
        assert understood.wage_min == 8
        assert "xe đưa rước" in understood.benefits
        assert understood.occupations

    def test_protected_words_change_nothing(self, matcher):
        assert matcher.search("may ưu tiên nữ").hits == matcher.search("may").hits

    @pytest.mark.parametrize("query", ["", "   ", "\u0000", "\ud800", "?" * 3000, "a" * 5000])
    def test_odd_input_is_answered(self, matcher, query):
        assert isinstance(matcher.search(query).hits, list)

    def test_scores_fall_and_never_exceed_the_number_asked(self, matcher):
        found = matcher.search("may", top_k=2).hits
        assert len(found) <= 2
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)

    def test_courses_are_found_too(self, matcher):
        assert matcher.search_courses("xe nang")[0][0] == "khoa-nang"
