"""The forms of a seeker's screens."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField
from wtforms import Form as PlainForm

from workforce.applications.sharing import Part
from workforce.forms import (
    BooleanField,
    ChecksField,
    DayField,
    Form,
    LongTextField,
    MillionsField,
    Optional,
    PickField,
    RadiosField,
    TextField,
    ValidationError,
    WholeNumberField,
    YesNoField,
    at_most,
    between,
    required,
)
from workforce.labels import SHIFTS, choices
from workforce.models import Education, Sex, Training
from workforce.models.base import LINE, SHORT, TEXT

MOST_ROWS = 12
MOST_CERTIFICATES = 15
OLDEST = 100  #: years; a birth year further back is a slip


class ChipsForm(Form):
    """A form whose chips show what was read out of free text, to confirm or take away.

    ``shown`` names the chips the person has seen, so that new ones are shown before
    anything read by the machine counts as the person's word.
    """

    shown = HiddenField()

    def seen(self) -> set[int]:
        """Return the ids of the chips that were on the page."""
        parts = (self.shown.data or "").split(",")
        return {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 10}


class WishesForm(ChipsForm):
    """Page 1."""

    desired = TextField(
        _l("Việc anh/chị muốn làm"),
        [required(_l("Anh/chị ghi việc muốn làm. Ví dụ: công nhân may.")), at_most(LINE)],
    )
    occupations = ChecksField(_l("Máy hiểu là"), validate_choice=True)
    wage_min_vnd = MillionsField(_l("Lương mong muốn, mỗi tháng"))
    shift_ok = ChecksField(_l("Giờ làm được"), choices=list(SHIFTS.items()))
    agree = BooleanField()


class WorkRow(PlainForm):
    """One kind of work done before."""

    title = TextField(_l("Việc đã làm"), [at_most(SHORT)])
    months = WholeNumberField(_l("Bao nhiêu tháng"), [Optional(), between(0, 900)])


class ExperienceForm(ChipsForm):
    """Page 2; works without JavaScript: blank rows, and a button for more."""

    about = LongTextField(_l("Kể ngắn việc anh/chị biết làm"), [at_most(TEXT)])
    work = FieldList(FormField(WorkRow), max_entries=MOST_ROWS)
    worked = ChecksField(_l("Anh/chị đã làm"), validate_choice=True)
    shown_work = HiddenField()
    skills = ChecksField(_l("Anh/chị biết"), validate_choice=True)
    certificates = LongTextField(_l("Bằng, chứng chỉ, giấy phép"), [at_most(TEXT)])

    def lines(self) -> list[str]:
        """Return the certificates, one a line."""
        rows = (self.certificates.data or "").splitlines()
        return list(dict.fromkeys(row.strip(" -•") for row in rows if row.strip(" -•")))

    def rows(self) -> list[tuple[str, int | None]]:
        """Return (title, months) of the rows that were filled in."""
        filled = ((row["title"] or "", row["months"]) for row in self.work.data)
        return [(title, months) for title, months in filled if title]

    def seen_work(self) -> set[str]:
        """Return the values of the work chips that were on the page."""
        return set((self.shown_work.data or "").split(",")) - {""}

    def validate_certificates(self, field: LongTextField) -> None:
        """Keep to names: a line is one certificate."""
        if len(self.lines()) > MOST_CERTIFICATES:
            raise ValidationError(_l("Anh/chị ghi tối đa 15 dòng, mỗi dòng một bằng."))
        if any(len(line) > SHORT for line in self.lines()):
            raise ValidationError(_l("Mỗi dòng tối đa 120 ký tự. Anh/chị ghi gọn tên bằng."))

    def validate_work(self, field: FieldList) -> None:
        """A length of time belongs to some work."""
        for row in field:
            if row.form.months.data is not None and not row.form.title.data:
                row.form.title.errors = [_l("Anh/chị ghi đã làm việc gì trong thời gian này.")]
                raise ValidationError("")


class HomeForm(Form):
    """Page 3: a commune is typed, looked up, then chosen."""

    commune = TextField(_l("Xã, phường anh/chị đang ở"), [at_most(SHORT)])
    unit = RadiosField(_l("Chọn đúng xã, phường"), choices=[])
    hamlet = TextField(_l("Ấp, khóm"), [at_most(SHORT)])
    max_km = WholeNumberField(_l("Đi làm xa nhất bao nhiêu km"), [Optional(), between(0, 1000)])
    needs_shuttle = YesNoField(_l("Anh/chị có cần xe đưa đón không?"))
    needs_housing = YesNoField(_l("Anh/chị có cần chỗ ở gần chỗ làm không?"))


class SchoolingForm(Form):
    """Page 4."""

    full_name = TextField(_l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)])
    birth_year = WholeNumberField(_l("Năm sinh"), [Optional()])
    education = RadiosField(_l("Đã học xong"), choices=choices(Education))
    training = PickField(_l("Đã học nghề"), choices=[("", _l("Chọn nếu có")), *choices(Training)])
    training_field = TextField(_l("Ngành, nghề đã học"), [at_most(SHORT)])
    constraints = TextField(_l("Điều cần tránh hoặc cần giúp"), [at_most(LINE)])
    this_year: int = 0  #: set by the view; a form knows no clock

    def validate_birth_year(self, field: WholeNumberField) -> None:
        """A year a living person of working age could be born in."""
        if field.data is None:
            return
        if not self.this_year - OLDEST <= field.data <= self.this_year:
            raise ValidationError(_l("Năm sinh cần bốn chữ số. Ví dụ: 1990."))


class ApplyForm(Form):
    """The last page before an application goes out; its button is the consent."""

    message = LongTextField(_l("Lời nhắn cho doanh nghiệp"), [at_most(TEXT)])
    #: no box starts ticked: what is shown goes unless the person ticks 'Không gửi' beside it
    keep_back = ChecksField(_l("Không gửi"), choices=[(part.value, "") for part in Part])


class ConfirmForm(Form):
    """One button, nothing to fill in."""


class StartForm(Form):
    """The worker's word that work has begun."""

    start_on = DayField(_l("Ngày bắt đầu làm"), [required(_l("Anh/chị ghi ngày bắt đầu làm."))])


#: why people leave, in words a person would choose; stored as said
END_REASONS = (
    ("luong", _l("Lương thấp hoặc chậm")),
    ("xa", _l("Xa nhà, đi lại khó")),
    ("gio", _l("Giờ làm không hợp")),
    ("suc_khoe", _l("Sức khỏe")),
    ("gia_dinh", _l("Việc gia đình")),
    ("viec_khac", _l("Có việc khác tốt hơn")),
    ("het_hop_dong", _l("Hết hợp đồng hoặc hết việc")),
    ("khac", _l("Lý do khác")),
)


class EndForm(Form):
    """The worker's word that work has ended."""

    last_day = DayField(_l("Ngày làm cuối cùng"), [required(_l("Anh/chị ghi ngày làm cuối."))])
    doing = RadiosField(
        _l("Bây giờ anh/chị"),
        choices=[("other_employer", _l("Làm chỗ khác")), ("not_working", _l("Chưa có việc"))],
    )
    reason = RadiosField(_l("Vì sao anh/chị nghỉ?"), choices=list(END_REASONS))
    words = TextField(_l("Nói thêm"), [at_most(200)])
    today: dt.date | None = None  #: set by the view; a form knows no clock

    def validate_reason(self, field: RadiosField) -> None:
        """One reason; the ledger keeps no end without one."""
        if field.data is None:
            raise ValidationError(_l("Anh/chị chọn một lý do."))

    def validate_last_day(self, field: DayField) -> None:
        """What has not happened yet is not reported."""
        if field.data and self.today and field.data > self.today:
            raise ValidationError(_l("Ngày này chưa tới. Anh/chị ghi ngày đã nghỉ."))

    def sentence(self) -> str:
        """Return the reason as it is kept: the choice, then what was added."""
        chosen = dict(END_REASONS).get(self.reason.data or "", "")
        return ": ".join(filter(None, [str(chosen), self.words.data or ""]))


class StatisticsForm(Form):
    """What only statistics may know, each part behind its own consent."""

    sex = RadiosField(_l("Anh/chị là"), choices=choices(Sex))
    ethnicity = PickField(
        _l("Dân tộc"),
        choices=[
            ("", _l("Không trả lời")),
            ("Kinh", "Kinh"),
            ("Khmer", "Khmer"),
            ("Hoa", "Hoa"),
            ("Khác", _l("Dân tộc khác")),
        ],
    )
    disability = TextField(_l("Khuyết tật, nếu có"), [at_most(LINE)])
    poverty = PickField(
        _l("Hộ nghèo hoặc cận nghèo"),
        choices=[
            ("", _l("Không trả lời")),
            ("poor", _l("Hộ nghèo")),
            ("near_poor", _l("Hộ cận nghèo")),
        ],
    )


class EraseForm(Form):
    """The one step that cannot be undone."""

    sure = BooleanField(
        _l("Tôi hiểu là hồ sơ sẽ bị xóa và không lấy lại được."),
        [required(_l("Anh/chị đánh dấu vào ô này nếu muốn xóa hồ sơ."))],
    )
