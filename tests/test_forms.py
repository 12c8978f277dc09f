"""What is typed into any form: read in many spellings, refused in our own words."""

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectFieldBase

import workforce
from workforce.forms import (
    BooleanField,
    ChecksField,
    DayField,
    Form,
    LongTextField,
    MillionsField,
    Optional,
    PhoneField,
    PickField,
    RadiosField,
    TextField,
    WholeNumberField,
    YesNoField,
    at_most,
    between,
    read_millions,
    read_phone,
    required,
    write_millions,
)

VIETNAMESE = re.compile(
    "[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I
)


class Sample(Form):
    """One field of each kind."""

    class Meta:
        csrf = False

    name = TextField("Họ tên", [required(), at_most(20)])
    about = LongTextField("Giới thiệu", [at_most(50)])
    phone = PhoneField("Điện thoại")
    wage = MillionsField("Lương")
    day = DayField("Ngày")
    posts = WholeNumberField("Số chỗ", [Optional(), between(1, 1000)])
    kind = PickField("Loại", choices=[("a", "A"), ("b", "B")])
    shift = RadiosField("Ca", choices=[("ngay", "Ngày"), ("dem", "Đêm")])
    married = YesNoField("Có")
    skills = ChecksField("Kỹ năng", choices=[("1", "May"), ("2", "Hàn")])
    agrees = BooleanField("Đồng ý")


@pytest.fixture(scope="module")
def fill():
    """Send a sample form; fields not named are sent empty, a right name is filled in."""
    from tests.database.fixtures import KINDS
    from workforce import create_app
    from workforce.database import Database
    from workforce.settings import load_settings

    assert KINDS  # forms know nothing of either database
    settings = load_settings({"WORKFORCE_ENV": "test"})
    app = create_app(settings, Database("sqlite:///:memory:"))
    with app.test_request_context("/", method="POST"):
        yield lambda **typed: Sample(formdata=MultiDict({"name": "An"} | typed))


def errors(form: Form) -> list[str]:
    """All sentences a form shows, of nested fields too."""

    def flat(found) -> Iterator[str]:
        if isinstance(found, dict):
            found = list(found.values())
        if isinstance(found, list | tuple):
            for one in found:
                yield from flat(one)
        else:
            yield str(found)

    return [text for text in flat(form.errors) if text]


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "0912-345-678",
            "(0912) 345 678",
            " 0912345678 ",
            "+84912345678",
            "+84 912 345 678",
            "84912345678",
            "0084912345678",
            "+84 (0) 912 345 678",
            "0912\u00a0345\u00a0678",
            "912345678",
        ],
    )
    def test_one_number_in_many_spellings_is_one_number(self, typed):
        assert read_phone(typed) == "+84912345678"

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "091234567",
            "09123456789",
            "0212345678",
            "02993822222",
            "+12125550100",
            "113",
            "số của tôi",
            "0912 345 67x",
            "09123456780912345678",
            "+" * 500,
        ],
    )
    def test_what_is_no_vietnamese_mobile_number_is_none(self, typed):
        assert read_phone(typed) is None

    def test_the_form_keeps_e164_and_shows_what_was_typed(self, fill):
        form = fill(phone="0912 345 678")

        assert form.validate()
        assert form.phone.data == "+84912345678"
        assert 'value="0912 345 678"' in form.phone()

    def test_a_stored_number_is_shown_as_people_write_it(self, fill):
        form = fill()
        form.phone.process(None, data="+84912345678")

        assert 'value="0912345678"' in form.phone()

    def test_a_wrong_one_stays_in_the_field(self, fill):
        form = fill(phone="12345")

        assert not form.validate()
        assert errors(form) == ["Số điện thoại cần 10 chữ số, bắt đầu bằng 0. Ví dụ: 0912 345 678."]
        assert 'value="12345"' in form.phone()


class TestMoney:
    @pytest.mark.parametrize(
        "typed, vnd",
        [
            ("7", 7_000_000),
            ("7,5", 7_500_000),
            ("7.5", 7_500_000),
            ("7,25", 7_250_000),
            ("7.500", 7_500_000),
            ("7tr", 7_000_000),
            ("7tr5", 7_500_000),
            ("7tr500", 7_500_000),
            ("7 triệu", 7_000_000),
            ("7,5 triệu", 7_500_000),
            ("7 trieu", 7_000_000),
            ("7 triệu đồng", 7_000_000),
            ("7,5 triệu đồng", 7_500_000),
            ("7 TRIỆU", 7_000_000),
            ("7 triê\u0323u", 7_000_000),
            ("7.500.000", 7_500_000),
            ("7,500,000", 7_500_000),
            ("7 500 000", 7_500_000),
            ("7500000", 7_500_000),
            ("7.500.000đ", 7_500_000),
            ("7.500.000 vnđ", 7_500_000),
            ("7.500.000 VND", 7_500_000),
            ("7500000 đồng", 7_500_000),
            ("250.000", 250_000),
            ("0", 0),
            ("1000", 1_000_000_000),
        ],
    )
    def test_it_is_read_as_people_write_it(self, fill, typed, vnd):
        form = fill(wage=typed)

        assert form.validate(), errors(form)
        assert form.wage.data == vnd

    @pytest.mark.parametrize(
        "typed",
        ["abc", "-5", "7,5,5", "1001", "7tr5000", "1e9", "٧x", "7 triệu rưỡi", "99999999999", "."],
    )
    def test_what_is_no_amount_is_refused_with_an_example(self, fill, typed):
        form = fill(wage=typed)

        assert not form.validate()
        assert errors(form) == ["Anh/chị ghi số triệu đồng. Ví dụ: 7 hoặc 7,5."]
        assert form.wage.data is None
        assert f'value="{typed}"' in form.wage()

    def test_nothing_is_unknown_and_not_zero(self, fill):
        assert fill(wage="  ").wage.data is None

    @pytest.mark.parametrize(
        "vnd, shown",
        [
            (7_000_000, "7"),
            (7_500_000, "7,5"),
            (7_250_000, "7,25"),
            (7_123_456, "7.123.456"),
            (12_345_000, "12.345.000"),
            (250_000, "0,25"),
            (25_500, "25.500"),
            (5_000, "0,005"),
            (0, "0"),
            (1_000_000_000, "1000"),
        ],
    )
    def test_a_stored_amount_is_shown_as_it_may_be_typed(self, vnd, shown):
        assert write_millions(vnd) == shown

    @given(st.integers(0, 1_000_000_000))
    @settings(max_examples=500)
    def test_saving_a_form_unchanged_never_changes_the_amount(self, vnd):
        assert read_millions(write_millions(vnd)) == vnd


class TestDay:
    @pytest.mark.parametrize(
        "typed", ["2026-11-23", "23/11/2026", "23-11-2026", "23.11.2026", " 23/11/2026 "]
    )
    def test_it_is_read_in_the_spellings_of_phones_and_people(self, fill, typed):
        form = fill(day=typed)

        assert form.validate()
        assert form.day.data == dt.date(2026, 11, 23)

    @pytest.mark.parametrize("typed", ["01/01/1900", "31/12/2100", "29/02/2028"])
    def test_the_ends_of_time_are_within(self, fill, typed):
        assert fill(day=typed).validate()

    @pytest.mark.parametrize(
        "typed",
        [
            "0001-01-01", "01/01/0001", "9999-12-31", "31/12/9999", "31/12/1899", "01/01/2101",
            "31/02/2026", "29/02/2026", "11/23/2026", "hôm nay", "2026", "23/11/26", "\x00",
            "1" * 5000,
        ],
    )  # fmt: skip
    def test_a_slip_is_refused_with_an_example_and_stays(self, fill, typed):
        form = fill(day=typed)

        assert not form.validate()
        assert errors(form) == ["Ngày cần ghi như 23/11/2026."]
        assert form.day.data is None
        assert "\x00" not in form.day()

    def test_nothing_is_unknown(self, fill):
        form = fill(day="")

        assert form.validate()
        assert form.day.data is None


class TestWholeNumber:
    @pytest.mark.parametrize(
        "typed, number",
        [("12", 12), ("1.000", 1000), ("1 000", 1000), ("1,000", 1000), (" 7 ", 7), ("007", 7)],
    )
    def test_thousands_may_be_marked(self, fill, typed, number):
        form = fill(posts=typed)

        assert form.validate()
        assert form.posts.data == number

    @pytest.mark.parametrize("typed", ["1,5", "1.5", "1,50", "12.00", "10.00", "1.000.5"])
    def test_a_fraction_does_not_become_ten_times_as_much(self, fill, typed):
        assert errors(fill(posts=typed)) == []
        form = fill(posts=typed)
        assert not form.validate()
        assert form.posts.data is None

    @pytest.mark.parametrize("typed", ["mười", "1e3", "0x10", "--1", "9" * 13, "9" * 5000, "１２"])
    def test_what_is_no_number_is_refused_with_an_example(self, fill, typed):
        form = fill(posts=typed)

        assert not form.validate()
        assert "Anh/chị ghi bằng chữ số. Ví dụ: 12." in errors(form)

    @pytest.mark.parametrize("typed, fits", [("0", False), ("1", True), ("1000", True),
                                             ("1001", False), ("-1", False)])  # fmt: skip
    def test_its_limits_belong_to_it(self, fill, typed, fits):
        form = fill(posts=typed)

        assert form.validate() is fits
        assert fits or errors(form) == ["Số cần từ 1 đến 1000."]


class TestText:
    def test_it_is_trimmed_and_composed(self, fill):
        form = fill(name="  Tra\u0302\u0300n   Thi\u0323  B ")

        assert form.validate()
        assert form.name.data == "Trần Thị B"

    def test_several_lines_stay_several_lines(self, fill):
        assert fill(about="một\r\n\r\n\r\n\r\nhai ").about.data == "một\n\nhai"

    @pytest.mark.parametrize("length, fits", [(20, True), (21, False), (100_000, False)])
    def test_it_has_a_length(self, fill, length, fits):
        form = fill(name="ă" * length)

        assert form.validate() is fits
        assert fits or errors(form) == ["Dài quá. Anh/chị viết tối đa 20 ký tự."]
        assert form.name.data == "ă" * length, "what was typed stays"

    @pytest.mark.parametrize("broken", ["A\x00n", "A\ud800n", "A\u202en", "A\x1bn", "A\ufffen"])
    def test_broken_characters_are_refused_and_the_rest_stays(self, fill, broken):
        form = fill(name=broken)

        assert not form.validate()
        assert errors(form) == ["Có ký tự lạ không đọc được. Anh/chị gõ lại ô này."]
        assert 'value="An"' in form.name()

    def test_the_lines_of_a_broken_text_stay(self, fill):
        form = fill(about="một\n\x00hai")

        assert not form.validate()
        assert form.about.data == "một\nhai"

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u00a0", "\n"])
    def test_what_is_required_is_asked_for(self, fill, name):
        form = fill(name=name)

        assert not form.validate()
        assert errors(form) == ["Anh/chị điền ô này."]


class TestChoices:
    @pytest.mark.parametrize("field", ["kind", "shift", "married"])
    @pytest.mark.parametrize("value", ["z", "a\x00", "a" * 10_000, "1; DROP TABLE person"])
    def test_what_is_not_in_the_list_is_refused(self, fill, field, value):
        form = fill(**{field: value})

        assert not form.validate()
        assert errors(form) == ["Anh/chị chọn một mục trong danh sách."]

    def test_any_of_many_boxes_must_be_in_the_list(self, fill):
        form = Sample(formdata=MultiDict([("name", "An"), ("skills", "1"), ("skills", "9")]))

        assert not form.validate()
        assert errors(form) == ["Anh/chị chọn các mục trong danh sách."]

    def test_several_boxes_are_kept(self, fill):
        form = Sample(formdata=MultiDict([("name", "An"), ("skills", "1"), ("skills", "2")]))

        assert form.validate()
        assert form.skills.data == ["1", "2"]

    @pytest.mark.parametrize("sent, answer", [("1", True), ("0", False), (None, None)])
    def test_not_answering_is_an_answer_of_its_own(self, fill, sent, answer):
        form = fill(**({} if sent is None else {"married": sent}))

        assert form.validate(), errors(form)
        assert form.married.answer is answer

    @pytest.mark.parametrize("stored, shown", [(True, "1"), (False, "0"), (None, None)])
    def test_a_stored_answer_comes_back(self, stored, shown, fill):
        form = fill()
        form.married.process(None, data=stored)

        assert form.married.data == shown


def all_forms() -> list[type[Form]]:
    """Every form of the product, found by importing all of it."""
    for module in pkgutil.walk_packages(workforce.__path__, "workforce."):
        if "form" in module.name.rpartition(".")[2]:
            importlib.import_module(module.name)

    def below(form: type[Form]) -> Iterator[type[Form]]:
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    return sorted(
        {form for form in below(Form) if form.__module__.startswith("workforce.")},
        key=lambda form: (form.__module__, form.__name__),
    )


GARBAGE = {
    "nothing": None,
    "empty": "",
    "spaces": "   ",
    "a word": "zzz",
    "NUL": "a\x00b",
    "a surrogate": "a\ud800",
    "far too long": "ă" * 100_000,
    "a huge number": "9" * 30,
    "64 bits and one": str(2**63),
    "a number beyond 32 bits": str(2**31),
    "the year 1": "0001-01-01",
    "the year 9999": "9999-12-31",
    "minus one": "-1",
    "markup": "<script>alert(1)</script>",
}


def build(form_class: type[Form], value: str | None) -> Form:
    """Send ``value`` in every field of a form; lists that views fill get two entries."""
    blank = form_class(formdata=MultiDict(), meta={"csrf": False})
    names = [field.name for field in blank]
    typed = MultiDict({} if value is None else dict.fromkeys(names, value))
    form = form_class(formdata=typed, meta={"csrf": False})
    for field in form:
        if isinstance(field, SelectFieldBase) and getattr(field, "choices", ()) is None:
            field.choices = [("1", "Một"), ("2", "Hai")]
    return form


class TestEveryForm:
    def test_there_are_forms_to_walk(self):
        names = {form.__module__.split(".")[1] for form in all_forms()}

        assert {"accounts", "seekers", "employers", "schools", "department"} <= names

    @pytest.mark.parametrize("garbage", GARBAGE)
    @pytest.mark.parametrize("form_class", all_forms(), ids=lambda form: form.__name__)
    def test_whatever_is_typed_the_answer_is_in_our_words(self, fill, form_class, garbage):
        form = build(form_class, GARBAGE[garbage])

        form.validate()

        for sentence in errors(form):
            assert VIETNAMESE.search(sentence), f"not our words: {sentence!r}"

    @pytest.mark.parametrize("form_class", all_forms(), ids=lambda form: form.__name__)
    def test_no_text_without_a_length_and_no_number_without_limits(self, fill, form_class):
        too_long, too_big = build(form_class, "ă" * 100_000), build(form_class, str(2**31))
        too_long.validate(), too_big.validate()

        for field in too_long:
            if isinstance(field, TextField | LongTextField):
                assert field.errors, f"{field.name} takes 100.000 characters"
        for field in too_big:
            if isinstance(field, IntegerField):
                assert field.errors, f"{field.name} takes a number no column can hold"

    @pytest.mark.parametrize("form_class", all_forms(), ids=lambda form: form.__name__)
    def test_a_refused_form_can_be_shown_again(self, fill, form_class):
        form = build(form_class, "a\x00<b>")
        form.validate()

        for field in form:
            if getattr(field.widget, "input_type", "") in {"text", "tel", "number", "date"}:
                shown = field()
                assert isinstance(shown, Markup)
                assert "\x00" not in shown, field.name
                assert "<b>" not in shown, field.name
