from matching import OpeningRecord
from matching.duplicates.postings import duplicate_openings, shingles

TEXT = "Bóc vỏ, rút chỉ tôm, xếp khuôn và vệ sinh khu vực làm việc theo hướng dẫn của tổ trưởng"


def posted(identity, description, **more):
    return OpeningRecord.from_dict({"id": identity, "description": description, **more})


class TestOpeningsPostedTwice:
    def test_a_new_title_does_not_hide_a_copied_description(self):
        copy = posted("b", TEXT.upper(), title="Tuyển gấp")
        assert duplicate_openings([posted("a", TEXT, title="CN tôm"), copy]) == [("a", "b", 1.0)]

    def test_a_shared_title_is_not_a_duplicate(self):
        other = "May áo sơ mi xuất khẩu trên chuyền, làm giờ hành chính, nghỉ chủ nhật hằng tuần"
        first = posted("a", TEXT, title="Công nhân")
        assert duplicate_openings([first, posted("b", other, title="Công nhân")]) == []

    def test_another_place_and_employer_is_another_opening(self):
        first = posted("a", TEXT, district="Kế Sách", company="Một")
        second = posted("b", TEXT, district="Trần Đề", company="Hai")
        assert duplicate_openings([first, second]) == []

    def test_texts_too_short_to_tell_find_nothing(self):
        assert duplicate_openings([posted("a", "may áo"), posted("b", "may áo")]) == []
        assert duplicate_openings([]) == []
        assert shingles("may áo") == set()
