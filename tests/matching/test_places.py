import pytest

from matching.places import road_km


class TestLocate:
    @pytest.mark.parametrize(
        ("district", "commune"),
        [
            ("Trần Đề", "Thị trấn Trần Đề"),
            ("TX Vĩnh Châu", "Vĩnh Tân"),
            ("Kế Sách", "TT An Lạc Thôn"),
            ("TP Sóc Trăng", "Phường 5"),
            (None, "Xã An Ninh"),
        ],
    )
    def test_old_and_new_names_with_any_prefix_are_found(self, gazetteer, district, commune):
        assert gazetteer.locate(district=district, commune=commune).precise

    def test_a_district_alone_is_a_rough_spot(self, gazetteer):
        assert not gazetteer.locate(district="Mỹ Tú").precise

    def test_a_ward_number_without_its_town_says_nothing(self, gazetteer):
        assert gazetteer.locate(commune="Phường 1") is None

    def test_nowhere_is_unknown(self, gazetteer):
        assert gazetteer.locate(district="Atlantis", commune="???") is None


class TestRoadKm:
    def test_a_neighbouring_zone_is_near(self, gazetteer):
        home = gazetteer.locate(district="Châu Thành", commune="An Hiệp")
        assert road_km(home, gazetteer.locate(zone="KCN An Nghiệp")) < 5

    def test_the_ferry_adds_fifteen_kilometres(self, gazetteer):
        island = gazetteer.locate(district="Cù Lao Dung")
        shore = gazetteer.locate(district="Long Phú")
        bridged = type(island)(island.lat, island.lon, is_island=False)
        assert road_km(island, shore) == pytest.approx(road_km(bridged, shore) + 15)

    def test_an_unknown_end_gives_an_unknown_distance(self, gazetteer):
        assert road_km(None, gazetteer.locate(district="Mỹ Tú")) is None


class TestPlacesIn:
    def test_the_zone_word_decides_between_zone_and_district(self, gazetteer):
        zones = [place.kind for place, _ in gazetteer.places_in("tho han kcn tran de")]
        districts = [place.kind for place, _ in gazetteer.places_in("thợ hàn trần đề")]
        assert zones == ["zone"]
        assert districts == ["district"]
