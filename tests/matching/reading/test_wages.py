import pytest

from matching.reading.wages import Wage, read_wage


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7tr5", 7.5, 7.5),
        ("7-9tr", 7, 9),
        ("9tr5 - 12", 9.5, 12),
        ("7 – 8,5 tr VND", 7, 8.5),
        ("8.5", 8.5, 8.5),
        ("250k/ngày", 6.5, 6.5),
        ("25k/giờ", 5.2, 5.2),
        ("120 triệu/năm", 10, 10),
        ("trên 9 triệu", 9, None),
        ("Từ 6tr5 trở lên", 6.5, None),
        ("up to 13tr", None, 13),
        ("7.500.000 - 9.500.000 đ", 7.5, 9.5),
        ("7 triệu rưỡi", 7.5, 7.5),
        ("8-10", 8, 10),
        ("lương 8tr, thưởng chuyên cần 500k", 8, 8),
        ("LCB 5tr, tổng thu nhập 9-11tr", 9, 11),
        ("lương cơ bản 5 triệu", 5, None),
        ("thỏa thuận", None, None),
        ("0 - 14 triệu", None, 14),
        ("", None, None),
        (None, None, None),
    ],
)
def test_it_reads_pay_as_people_write_it(text, low, high):
    wage = read_wage(text)
    assert (wage.low, wage.high) == (low, high)


def test_pay_by_the_day_says_so():
    assert read_wage("300k/ngày").per == "day"


@pytest.mark.parametrize("text", ["$500-700", "Tới 900 USD"])
def test_pay_in_dollars_keeps_its_currency_and_no_amount(text):
    assert read_wage(text) == Wage(currency="USD")


@pytest.mark.parametrize("text", ["lương sp", "ăn sản phẩm", "khoán sp", "3k/kg"])
def test_pay_by_the_piece_has_no_amount_but_is_known(text):
    assert read_wage(text) == Wage(by_piece=True)


@pytest.mark.parametrize(("text", "basis"), [("10tr net", "net"), ("12tr gross", "gross")])
def test_net_and_gross_are_told_apart(text, basis):
    assert read_wage(text).basis == basis


def test_pay_to_be_agreed_is_known_to_be_open():
    assert read_wage("thương lượng") == Wage(negotiable=True)


def test_a_bare_number_in_free_text_is_not_pay():
    assert read_wage("ca 8-10", bare_millions=False) == Wage()
