"""What every form shares: the text filter, our words for what went wrong, our own fields.

WTForms ships no Vietnamese messages, so validators with their own sentences live here
and tests/test_forms.py fails on any English one.
"""

import datetime as dt
import re
import unicodedata
from typing import Any

import phonenumbers
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired as _InputRequired
from wtforms.validators import Length as _Length
from wtforms.validators import NumberRange as _NumberRange
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from workforce.errors import InvalidInput
from workforce.models.base import MONEY_MAX
from workforce.text import BrokenText, clean_text

FIRST_DAY = dt.date(1900, 1, 1)
LAST_DAY = dt.date(2100, 12, 31)


class Form(FlaskForm):
    """Base of all forms: CSRF on, labels and errors in the reader's language."""

    def blame(self, error: InvalidInput) -> None:
        """Show a broken rule beside its field, or above the form when it names none here."""
        if error.field in self:
            self[error.field].errors = [*self[error.field].errors, str(error)]
        else:
            self.form_errors.append(str(error))


class _Required(_InputRequired):
    """Something was typed; spaces and invisible characters are nothing."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.raw_data and not str(field.raw_data[0]).strip():
            field.raw_data = []
        if field.data == "" and not field.process_errors:
            field.raw_data = []
        super().__call__(form, field)


def required(message: object = None) -> _InputRequired:
    """Return a validator whose sentence says what to fill in."""
    return _Required(message or _l("Anh/chị điền ô này."))


def at_most(length: int) -> _Length:
    """Return a validator for text of at most ``length`` characters."""
    return _Length(max=length, message=_l("Dài quá. Anh/chị viết tối đa %(max)d ký tự."))


def between(low: int, high: int, message: object = None) -> _NumberRange:
    """Return a validator for a number from ``low`` to ``high``."""
    return _NumberRange(low, high, message or _l("Số cần từ %(min)s đến %(max)s."))


def showable(text: str) -> str:
    """Return what was typed without the characters no page can show, to show it again."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


class _CleanMixin:
    """Pass typed text through the filter; broken characters are an error in words."""

    keeps_lines = False

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = valuelist[0]
        try:
            self.data = clean_text(valuelist[0], lines=self.keeps_lines)
        except BrokenText:
            self.data = showable(valuelist[0])
            self.raw_data = [self.data]
            raise ValueError(str(_l("Có ký tự lạ không đọc được. Anh/chị gõ lại ô này."))) from None


class TextField(_CleanMixin, StringField):
    """One line of text, NFC, trimmed."""


class LongTextField(_CleanMixin, TextAreaField):
    """Several lines of text."""

    keeps_lines = True


# Words people put behind a number. No units of time: '3 tháng' typed where weeks are asked
# would be kept as 3 weeks.
_UNIT = re.compile(r"\s*(km|cây số|cay so|người|nguoi|chỗ|cho)\.?$", re.IGNORECASE)


class WholeNumberField(IntegerField):
    """A whole number; accepts '1.200', '1 200' and a unit behind it: '15 km', '20 người'."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse, or fail with a sentence that shows an example."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        self.data = None
        text = _UNIT.sub("", valuelist[0].strip())
        if re.fullmatch(r"-?[0-9]{1,3}([.,\s][0-9]{3}){1,3}", text):  # '1,5' is no whole number
            text = re.sub(r"[.,\s]", "", text)
        if not re.fullmatch(r"-?[0-9]{1,12}", text):
            self.raw_data = [showable(valuelist[0])]
            raise ValueError(str(_l("Anh/chị ghi bằng chữ số. Ví dụ: 12.")))
        self.data = int(text)


class MillionsField(Field):
    """Money typed in millions of VND a month ('7,5') and kept in VND (7500000)."""

    def __init__(self, label: object = None, validators: Any = (), **kwargs: Any):
        from wtforms.widgets import TextInput

        self.widget = kwargs.pop("widget", TextInput())
        super().__init__(label, validators, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else write_millions(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read '7', '7,5', '7.5', '7tr5', '7500000' and '7.500.000' as VND."""
        self.data = None
        text = (valuelist[0] if valuelist else "").strip().lower()
        if not text:
            return
        amount = read_millions(text)
        if amount is None or not 0 <= amount <= MONEY_MAX:
            self.raw_data = [showable(valuelist[0])]
            raise ValueError(str(_l("Anh/chị ghi số triệu đồng. Ví dụ: 7 hoặc 7,5.")))
        self.data = amount


def write_millions(amount: int) -> str:
    """Return VND as ``read_millions`` reads it back: '7,5', or '7.123.456' in full."""
    if amount >= 10_000 and amount % 10_000:
        return f"{amount:,}".replace(",", ".")
    return f"{amount / 1_000_000:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def read_millions(text: str) -> int | None:
    """Return VND for money typed in millions or in full, or None if it is not money."""
    text = unicodedata.normalize("NFC", text).lower()
    text = re.sub(r"\s|đồng|vnd|vnđ|đ", "", text)
    text = re.sub(r"triệu|trieu", "tr", text)
    if match := re.fullmatch(r"(\d{1,4})tr(\d{0,3})", text):  # '7tr5' is 7,5
        return int(match[1]) * 1_000_000 + int(match[2].ljust(6, "0"))
    text = text.removesuffix("tr")
    if re.fullmatch(r"\d{1,3}([.,]\d{3}){1,3}", text) and len(re.sub(r"\D", "", text)) > 4:
        return int(re.sub(r"\D", "", text))
    if re.fullmatch(r"\d{5,10}", text):
        return int(text)
    if re.fullmatch(r"\d{1,4}([.,]\d{1,6})?", text):
        return round(float(text.replace(",", ".")) * 1_000_000)
    return None


class DayField(DateField):
    """A date typed as 23/11/2026 or given by the phone's calendar."""

    def __init__(self, label: object = None, validators: Any = (), **kwargs: Any):
        super().__init__(
            label, validators, format=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse; years before 1900 or after 2100 are slips, not dates."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        message = str(_l("Ngày cần ghi như 23/11/2026."))
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data, self.raw_data = None, [showable(valuelist[0])]
            raise ValueError(message) from None
        if self.data and not FIRST_DAY <= self.data <= LAST_DAY:
            self.data = None
            raise ValueError(message)


class PhoneField(TextField):
    """A Vietnamese mobile number in any spelling, kept as E.164."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse, or fail with the sentence of the house."""
        super().process_formdata(valuelist)
        if not self.data:
            return
        number = read_phone(self.data)
        if number is None:
            raise ValueError(
                str(_l("Số điện thoại cần 10 chữ số, bắt đầu bằng 0. Ví dụ: 0912 345 678."))
            )
        self.data = number

    def _value(self) -> str:
        if self.raw_data:  # as typed, without what no page can show
            return "".join(letter for letter in self.raw_data[0] if letter.isprintable())
        if self.data and self.data.startswith("+84"):
            return "0" + self.data[3:]
        return self.data or ""


def read_phone(text: str) -> str | None:
    """Return a Vietnamese mobile number as E.164 ('+84912345678'), or None."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    mobile = kind in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
    if number.country_code != 84 or not mobile or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _as_choices(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return a field's arguments with (value, label) pairs as the objects WTForms wants."""
    pairs = kwargs.get("choices")
    if isinstance(pairs, list | tuple):
        kwargs["choices"] = [
            SelectChoice(*pair) if isinstance(pair, tuple) else pair for pair in pairs
        ]
    return kwargs


class _ChoiceMixin:
    """A value that is not in the list is refused in our words."""

    def __init__(self, label: object = None, validators: Any = (), **kwargs: Any):
        super().__init__(label, validators, **_as_choices(kwargs))  # type: ignore[call-arg]

    def pre_validate(self, form: Form) -> None:
        if not self.validate_choice:  # type: ignore[attr-defined]
            return
        allowed = {str(value) for value, *_ in self.iter_choices()}  # type: ignore[attr-defined]
        if self.data is not None and str(self.data) not in allowed:  # type: ignore[attr-defined]
            raise ValidationError(str(_l("Anh/chị chọn một mục trong danh sách.")))


class PickField(_ChoiceMixin, SelectField):
    """One choice from a drop-down; '' is 'not answered' and becomes None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text; an empty choice is unknown."""
        self.data = (valuelist[0] or None) if valuelist else None


class RadiosField(_ChoiceMixin, RadioField):
    """One choice from radio buttons; none chosen is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text; nothing chosen is unknown."""
        self.data = (valuelist[0] or None) if valuelist else None


class YesNoField(RadiosField):
    """Yes, no, or not answered (None): unknown is an answer of its own."""

    def __init__(self, label: object = None, validators: Any = (), **kwargs: Any):
        super().__init__(label, validators, choices=[("1", _l("Có")), ("0", _l("Không"))], **kwargs)

    def process_data(self, value: bool | None) -> None:
        """Show a stored truth value as its radio."""
        self.data = None if value is None else "1" if value else "0"

    @property
    def answer(self) -> bool | None:
        """True, False, or None when not answered."""
        return None if self.data is None else self.data == "1"


class ChecksField(SelectMultipleField):
    """Any number of check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: object = None, validators: Any = (), **kwargs: Any):
        super().__init__(label, validators, **_as_choices(kwargs))

    def pre_validate(self, form: Form) -> None:
        """Refuse values that are not in the list."""
        allowed = {str(value) for value, *_ in self.iter_choices()}
        if any(str(value) not in allowed for value in self.data or ()):
            raise ValidationError(str(_l("Anh/chị chọn các mục trong danh sách.")))


__all__ = [
    "BooleanField", "ChecksField", "DayField", "Form", "LongTextField", "MillionsField",
    "Optional", "PasswordField", "PhoneField", "PickField", "RadiosField", "TextField",
    "ValidationError", "WholeNumberField", "YesNoField", "at_most", "between", "read_millions",
    "read_phone", "required",
]  # fmt: skip
