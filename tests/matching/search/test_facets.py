"""Place, pay, benefits, hours and wishes taken out of a query, and what they do to the list."""

SEWING_NEAR, SEWING_FAR, SHRIMP, BUS_DRIVER, GUARD, SEASONAL = "1", "2", "3", "5", "8", "9"


class TestUnderstood:
    def test_everything_in_one_sentence(self, understood):
        read = understood("may kcn an nghiep luong 8tr co xe dua ruoc")

        assert read.zones == ["an-nghiep"]
        assert read.wage_min == 8
        assert read.benefits == ["xe đưa rước"]
        assert [one.key for one in read.occupations][0] == "cong-nhan-may-cong-nghiep"

    def test_an_old_district_is_a_place(self, understood):
        assert understood("bảo vệ vĩnh châu").places == ["Vĩnh Châu"]

    def test_hours(self, understood):
        assert understood("bảo vệ ca đêm").shifts == ["ca đêm"]

    def test_no_diploma_and_no_experience(self, understood):
        read = understood("không cần bằng cấp, không cần kinh nghiệm")

        assert read.no_diploma
        assert read.no_experience

    def test_seasonal_work(self, understood):
        assert understood("việc thời vụ").short_term

    def test_near_home_is_left_to_who_knows_the_home(self, understood):
        assert understood("may gần nhà").near

    def test_any_work(self, understood):
        assert understood("viec gi cung duoc").any_work

    def test_a_plain_trade_has_no_facet(self, understood):
        read = understood("thợ hàn")

        assert (read.places, read.zones, read.wage_min, read.benefits) == ([], [], None, [])
        assert {read.near, read.any_work, read.short_term, read.no_diploma} == {False}


class TestPlace:
    def test_the_opening_there_comes_first(self, ids):
        assert ids("may vĩnh châu")[0] == SEWING_FAR
        assert ids("may châu thành")[0] == SEWING_NEAR

    def test_the_same_trade_elsewhere_is_kept(self, ids):
        assert ids("may vĩnh châu")[:2] == [SEWING_FAR, SEWING_NEAR]

    def test_a_place_alone_finds_what_is_there(self, ids):
        assert ids("vĩnh châu") == [SEWING_FAR]


class TestPay:
    def test_the_opening_that_pays_it_comes_first(self, ids):
        assert ids("may lương 10 triệu")[0] == SEWING_FAR

    def test_less_than_both_pay_changes_nothing(self, ids):
        assert ids("may lương trên 5tr")[:2] == ids("may")[:2]


class TestBenefits:
    def test_a_benefit_alone_finds_who_offers_it(self, ids):
        assert ids("có xe đưa rước")[0] == SHRIMP

    def test_who_drives_the_shuttle_does_not_offer_it(self, province):
        scores = dict(province.search("có xe đưa rước").hits)

        assert scores[SHRIMP] > 1.5 * scores.get(BUS_DRIVER, 0)

    def test_the_driver_of_the_shuttle_is_found_by_the_trade(self, ids):
        assert ids("tài xế xe đưa rước")[0] == BUS_DRIVER

    def test_beside_a_trade_it_decides_among_its_openings(self, ids):
        assert ids("may có ký túc xá")[0] == SEWING_FAR

    def test_a_nursery_is_not_the_trade_of_minding_children(self, ids):
        assert ids("công ty có chỗ giữ trẻ")[0] == SHRIMP


class TestVagueWishes:
    def test_any_work_brings_what_anyone_can_start(self, ids):
        found = ids("việc gì cũng được")

        assert found[0] == SEASONAL
        assert "7" not in found[:3]

    def test_no_diploma_brings_who_says_so(self, ids):
        assert ids("không cần bằng cấp")[0] == SEASONAL

    def test_work_at_night(self, ids):
        assert ids("làm ca đêm")[0] == GUARD

    def test_work_for_tet(self, ids):
        assert ids("kiếm việc tết")[0] == SEASONAL


def test_protected_words_change_nothing(province):
    assert province.search("may ưu tiên nữ").hits == province.search("may").hits
    assert province.search("may người khmer").hits == province.search("may").hits


class TestCourses:
    def test_they_are_found_by_their_trade(self, province):
        assert province.search_courses("thợ hàn")[0][0] == "21"

    def test_a_place_decides_among_equals(self, province):
        assert province.search_courses("may vĩnh châu")[0][0] == "22"
        assert province.search_courses("may châu thành")[0][0] == "23"

    def test_one_without_a_seat_is_still_found(self, province):
        assert "23" in dict(province.search_courses("may"))

    def test_nothing_is_found_for_nothing(self, province):
        assert province.search_courses("") == []
        assert province.search_courses("qzxkw") == []


class TestTheTradeLeads:
    def test_work_of_the_trade_that_lacks_all_else_precedes_other_work_there(self, ids):
        found = ids("lai xe nang vinh chau 15tr co nha tro")

        assert found[0] == "6"

    def test_facets_still_order_work_of_the_trade(self, ids):
        assert ids("may vinh chau 11tr co nha tro")[:2] == [SEWING_FAR, SEWING_NEAR]
