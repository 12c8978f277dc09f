"""Empty fields are filled from a person's own words; what was stated in a field stays."""

import pytest

from matching import SeekerRecord
from matching.profiles.told import as_told


def told(**fields):
    return as_told(SeekerRecord.from_dict({"id": "1", **fields}))


class TestAge:
    @pytest.mark.parametrize("about", ["Em 17 tuổi, mới nghỉ học", "nam nay 17t. biet may", "17t"])
    def test_ones_own_age_is_read(self, about):
        assert told(about=about).age == 17

    @pytest.mark.parametrize("about", ["con 15 tuổi", "Mẹ em 70 tuổi", "may từ năm 17 tuổi", ""])
    def test_others_ages_are_not(self, about):
        assert told(about=about).age is None


class TestDistance:
    @pytest.mark.parametrize(
        ("constraints", "km"),
        [
            ("dưới 8 km", 8),
            ("di 5-7 cay so", 7),
            ("đi xe 30 phút", 15),
            ("gần nhà", 10),
            ("ở đâu cũng được", 60),
            ("con nhỏ", None),
        ],
    )
    def test_it_is_read_from_limits(self, constraints, km):
        assert told(constraints=constraints).max_km == km

    def test_the_field_goes_first(self):
        assert told(constraints="dưới 8 km", max_km=20).max_km == 20


class TestHours:
    @pytest.mark.parametrize(
        ("constraints", "hours"),
        [
            ("chỉ làm giờ hành chính", ("hanh_chinh",)),
            ("lam ca dem cung duoc", ("ca_dem",)),
            ("không làm đêm", None),
            ("đừng xếp ca đêm", None),
            ("", None),
        ],
    )
    def test_what_is_wanted_is_read_and_what_is_refused_is_not(self, constraints, hours):
        assert told(constraints=constraints).shift_ok == hours

    def test_the_field_goes_first(self):
        assert told(constraints="làm hành chính", shift_ok=["ca_dem"]).shift_ok == ("ca_dem",)


class TestPay:
    @pytest.mark.parametrize(
        ("desired", "pay"),
        [("may, lương 7tr5 trở lên", 7.5), ("lương từ 8 triệu", 8), ("may 3 năm", None)],
    )
    def test_pay_wished_for_is_read(self, desired, pay):
        assert told(desired=desired).wage_min == pay
