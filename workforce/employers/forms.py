"""The employers' shorter forms."""

from flask_babel import lazy_gettext as _l

from workforce.forms import (
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
from workforce.models import DenialReason, EvidenceTier, FilledBy
from workforce.models.base import LINE

MANY = 100_000  #: no place of work here has more people

CLOSE_REASONS = (
    _l("Đã tuyển đủ người"),
    _l("Tạm dừng tuyển vị trí này"),
    _l("Đổi kế hoạch sản xuất"),
    _l("Tuyển được ở nơi khác"),
    _l("Đăng nhầm"),
)
LEAVING_REASONS = (
    _l("Tự xin nghỉ"),
    _l("Hết hạn hợp đồng"),
    _l("Hết việc, cắt giảm"),
    _l("Không qua thử việc"),
    _l("Về lo việc gia đình hoặc mùa vụ"),
    _l("Chuyển sang chỗ làm khác"),
    _l("Không đến làm"),
)
IN_RANGE = between(0, MANY, _l("Số cần từ 0 đến 100.000."))
PART = [Optional(), IN_RANGE]


class CloseForm(Form):
    """Why an opening takes no more applications."""

    reason = RadiosField(
        _l("Vì sao đóng tin?"), [required(_l("Anh/chị chọn vì sao đóng tin."))],
        choices=[(str(row), text) for row, text in enumerate(CLOSE_REASONS)],
    )  # fmt: skip
    filled_by = RadiosField(
        _l("Người được nhận vào các chỗ này từ đâu?"),
        [required(_l("Anh/chị chọn người được nhận từ đâu."))],
        choices=[
            (FilledBy.HERE.value, _l("Nộp hồ sơ qua trang này")),
            (FilledBy.ELSEWHERE.value, _l("Từ nơi khác")),
            (FilledBy.BOTH.value, _l("Cả hai")),
            (FilledBy.NOBODY.value, _l("Chưa nhận ai")),
        ],
    )  # fmt: skip

    def words(self) -> str:
        """Return the reason as people read it."""
        return str(CLOSE_REASONS[int(str(self.reason.data))])


class InterviewForm(Form):
    """When and where to come."""

    day = DayField(_l("Ngày phỏng vấn"), [required(_l("Anh/chị ghi ngày phỏng vấn."))])
    time = TextField(
        _l("Giờ"), [required(_l("Anh/chị ghi giờ phỏng vấn. Ví dụ: 8 giờ.")), at_most(40)]
    )
    place = TextField(
        _l("Địa điểm, gặp ai"), [required(_l("Anh/chị ghi nơi phỏng vấn.")), at_most(160)]
    )


class OfferForm(Form):
    """What the person should know about the offer."""

    note = TextField(_l("Lời nhắn cho người nộp"), [at_most(240)])


class InviteForm(Form):
    """What the enterprise says to somebody it does not know."""

    message = LongTextField(_l("Lời nhắn (không bắt buộc)"), [at_most(LINE)])


class RefuseForm(Form):
    """Why not this time: a reason the person can use."""

    missing = ChecksField(_l("Cần bổ sung"))
    reason = RadiosField(_l("Lý do"))
    note = TextField(_l("Lời nhắn thêm"), [at_most(120)])


class BulkForm(Form):
    """One answer to several applicants. What only one answer needs is asked of that one."""

    chosen = ChecksField(_l("Người nộp hồ sơ"))
    step = RadiosField(
        _l("Trả lời chung"), [required(_l("Anh/chị chọn một cách trả lời."))],
        choices=[
            ("seen", _l("Đánh dấu đã xem")),
            ("shortlist", _l("Đưa vào danh sách chọn")),
            ("interview", _l("Mời phỏng vấn cùng một buổi")),
            ("refused", _l("Từ chối với cùng một lý do")),
        ],
    )  # fmt: skip
    day = DayField(_l("Ngày phỏng vấn"))
    time = TextField(_l("Giờ"), [at_most(40)])
    place = TextField(_l("Địa điểm, gặp ai"), [at_most(160)])
    reason = RadiosField(_l("Lý do từ chối"))

    def validate_chosen(self, field: ChecksField) -> None:
        """Somebody is answered."""
        if not field.data:
            raise ValidationError(str(_l("Anh/chị chọn ít nhất một người.")))

    def validate_day(self, field: DayField) -> None:
        """An interview has a day."""
        if self.step.data == "interview" and field.data is None and not field.errors:
            raise ValidationError(str(_l("Anh/chị ghi ngày phỏng vấn.")))

    def validate_time(self, field: TextField) -> None:
        """An interview has an hour."""
        if self.step.data == "interview" and not field.data:
            raise ValidationError(str(_l("Anh/chị ghi giờ phỏng vấn. Ví dụ: 8 giờ.")))

    def validate_place(self, field: TextField) -> None:
        """An interview has a place."""
        if self.step.data == "interview" and not field.data:
            raise ValidationError(str(_l("Anh/chị ghi nơi phỏng vấn.")))

    def validate_reason(self, field: RadiosField) -> None:
        """A refusal has a reason the person can use."""
        if self.step.data == "refused" and not field.data:
            raise ValidationError(
                str(_l("Anh/chị chọn một lý do để người nộp biết cần bổ sung gì."))
            )


class HireForm(Form):
    """The hire as the enterprise confirms it."""

    start_on = DayField(_l("Ngày bắt đầu làm"), [required(_l("Anh/chị ghi ngày bắt đầu làm."))])
    contract = RadiosField(
        _l("Hợp đồng"),
        choices=[
            ("fixed", _l("Có thời hạn")),
            ("indefinite", _l("Không xác định thời hạn")),
            ("unsaid", _l("Chưa ký")),
        ],
        default="unsaid",
    )
    contract_months = WholeNumberField(_l("Số tháng hợp đồng"))
    is_insured = YesNoField(_l("Có đóng bảo hiểm xã hội bắt buộc"))
    wage_vnd = MillionsField(_l("Lương tháng"))
    tier = RadiosField(
        _l("Căn cứ xác nhận"),
        choices=[
            (EvidenceTier.C.value, _l("Lời xác nhận của doanh nghiệp")),
            (EvidenceTier.B.value, _l("Đã ký hợp đồng lao động")),
            (EvidenceTier.A.value, _l("Đã có tên trong danh sách đóng bảo hiểm xã hội")),
        ],
        default=EvidenceTier.C.value,
    )

    def validate_contract_months(self, field: WholeNumberField) -> None:
        """A fixed-term contract has a length, at most 36 months (Labour Code art. 20)."""
        if field.errors:
            return
        if self.contract.data == "fixed" and field.data is None:
            raise ValidationError(str(_l("Anh/chị ghi số tháng hợp đồng.")))
        if field.data is not None and not 1 <= field.data <= 36:
            raise ValidationError(str(_l("Hợp đồng có thời hạn từ 1 đến 36 tháng.")))

    def validate_tier(self, field: RadiosField) -> None:
        """What is claimed as proof must fit what is said of contract and insurance."""
        if field.data == EvidenceTier.B and self.contract.data == "unsaid":
            raise ValidationError(str(_l("Chưa ký hợp đồng thì chưa lấy làm căn cứ được.")))
        if field.data == EvidenceTier.A and self.is_insured.answer is not True:
            raise ValidationError(str(_l("Căn cứ là bảo hiểm thì ô bảo hiểm ở trên cần chọn Có.")))

    @property
    def months(self) -> int | None:
        """0 for indefinite, None when not signed yet, else the number typed."""
        if self.contract.data == "indefinite":
            return 0
        return self.contract_months.data if self.contract.data == "fixed" else None


class CheckForm(Form):
    """Is this person still working here?"""

    working = RadiosField(
        _l("Người này còn làm không?"), [required(_l("Anh/chị chọn một câu trả lời."))],
        choices=[("1", _l("Còn làm")), ("0", _l("Đã nghỉ"))],
    )  # fmt: skip
    last_day = DayField(_l("Ngày làm cuối cùng"))
    reason = PickField(
        _l("Vì sao nghỉ?"),
        choices=[
            ("", _l("Chọn một lý do")),
            *((str(row), text) for row, text in enumerate(LEAVING_REASONS)),
        ],
    )  # fmt: skip

    def validate_reason(self, field: PickField) -> None:
        """Somebody who left has a reason."""
        if self.working.data == "0" and not field.data:
            raise ValidationError(str(_l("Anh/chị chọn lý do nghỉ việc.")))

    def validate_last_day(self, field: DayField) -> None:
        """Somebody who left has a last day."""
        if self.working.data == "0" and field.data is None and not field.errors:
            raise ValidationError(str(_l("Anh/chị ghi ngày làm cuối cùng.")))

    def words(self) -> str:
        """Return the reason as it is kept; '' while working."""
        return str(LEAVING_REASONS[int(self.reason.data)]) if self.reason.data else ""


class ReasonForm(Form):
    """Why a line is a mistake."""

    reason = TextField(
        _l("Vì sao dòng này sai?"),
        [required(_l("Anh/chị ghi vì sao dòng này sai.")), at_most(250)],
    )


class DeclarationForm(Form):
    """Headcount of one place of work on a day."""

    as_of = DayField(_l("Số liệu tính đến ngày"), [required(_l("Anh/chị ghi ngày."))])
    workers = WholeNumberField(
        _l("Tổng số lao động đang làm tại đây"),
        [required(_l("Anh/chị ghi tổng số lao động.")), IN_RANGE],
    )  # fmt: skip
    female_workers = WholeNumberField(_l("Trong đó lao động nữ"), PART)
    long_contract = WholeNumberField(
        _l("Có hợp đồng không xác định thời hạn hoặc từ 12 tháng"), PART
    )
    insured = WholeNumberField(_l("Có đóng bảo hiểm xã hội bắt buộc"), PART)
    stable_workers = WholeNumberField(
        _l("Có đủ cả hai: hợp đồng như trên và bảo hiểm xã hội"), PART
    )
    leased_workers = WholeNumberField(_l("Lao động cho thuê lại đang làm tại đây"), PART)
    note = TextField(_l("Giải thích nếu số thay đổi nhiều"), [at_most(250)])


class DenyForm(Form):
    """Why a reported start is not so."""

    reason = RadiosField(
        _l("Chuyện thế nào?"),
        choices=[
            (DenialReason.NOT_COME.value, _l("Đã nhận nhưng người này chưa đến làm")),
            (DenialReason.NOT_HIRED.value, _l("Công ty không nhận người này")),
        ],
    )

    def validate_reason(self, field: RadiosField) -> None:
        """One of the two."""
        if not field.data:
            raise ValidationError(_l("Anh/chị chọn một câu trả lời."))
