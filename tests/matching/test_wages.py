import pytest

from matching.reading.wages import Wage, read_wage


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7tr5", 7.5, 7.5),
        ("7-9tr", 7, 9),
        ("7 – 8,5 tr VND", 7, 8.5),
        ("250k/ngày", 6.5, 6.5),
        ("trên 9 triệu", 9, None),
        ("Từ 6tr5 trở lên", 6.5, None),
        ("up to 13tr", None, 13),
        ("7.500.000 - 9.500.000 đ", 7.5, 9.5),
        ("7 triệu rưỡi", 7.5, 7.5),
        ("8-10", 8, 10),
        ("thỏa thuận", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_it_reads_pay_as_people_write_it(text, low, high):
    assert read_wage(text) == Wage(low, high)


def test_a_bare_number_in_free_text_is_not_pay():
    assert read_wage("ca 8-10", bare_millions=False) == Wage()
