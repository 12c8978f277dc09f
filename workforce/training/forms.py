"""Forms of the screens schools, enterprises and the department share."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workforce.forms import (
    DayField,
    Form,
    PickField,
    RadiosField,
    TextField,
    WholeNumberField,
    at_most,
    between,
    required,
)
from workforce.training.verification import Decision

GROUP_NAMES = {
    "": _l("Mọi người"),
    "over_45": _l("Trên 45 tuổi"),
    "low_schooling": _l("Học hết lớp 9 trở xuống"),
    "land": _l("Gia đình có đất thu hồi"),
}
#: group in the address → as it is stored
GROUP_WORDS = {"": "", "tren-45": "over_45", "lop-9": "low_schooling", "dat-thu-hoi": "land"}


class Filter(Form):
    """A form sent with GET: it changes nothing and carries no token."""

    class Meta:
        """No token."""

        csrf = False


class DemandFilter(Filter):
    """Whom proposals are ranked for, and where."""

    nhom = PickField(
        _l("Xếp cho nhóm"),
        choices=[(word, GROUP_NAMES[group]) for word, group in GROUP_WORDS.items()],
    )
    huyen = PickField(_l("Huyện cũ"))


class SchoolDecisionForm(Form):
    """What the department decides about a school."""

    decision = RadiosField(
        _l("Quyết định"),
        [required(_l("Anh/chị chọn một quyết định."))],
        choices=[
            (Decision.VERIFY.value, _l("Xác minh")),
            (Decision.SUSPEND.value, _l("Tạm ngừng tuyển sinh")),
            (Decision.LIFT.value, _l("Cho tuyển sinh lại")),
        ],
    )
    reason = TextField(_l("Lý do"), [at_most(300)])


class AgreementForm(Form):
    """What an enterprise and a school agreed on, written by one of them."""

    other = PickField(_l("Bên kia"), [required(_l("Anh/chị chọn bên kia."))])
    title = TextField(
        _l("Thỏa thuận về việc gì"),
        [required(_l("Anh/chị ghi thỏa thuận về việc gì.")), at_most(120)],
    )
    occupation = PickField(_l("Nghề"))
    seats = WholeNumberField(
        _l("Số chỗ đặt"),
        [required(_l("Anh/chị ghi số chỗ.")), between(1, 100_000, _l("Từ 1 đến 100.000."))],
    )
    hires_promised = WholeNumberField(
        _l("Doanh nghiệp hứa nhận"),
        [
            required(_l("Anh/chị ghi số người hứa nhận.")),
            between(0, 100_000, _l("Từ 0 đến 100.000.")),
        ],
    )
    document = TextField(_l("Số văn bản đã ký"), [at_most(120)])
    signed_on = DayField(_l("Ngày ký"), [required(_l("Anh/chị ghi ngày ký."))])
    ends_on = DayField(_l("Ngày hết hạn"))

    def values(self) -> dict[str, Any]:
        """Return the column values of a valid form."""
        names = ("seats", "hires_promised", "signed_on", "ends_on")
        return {name: self[name].data for name in names} | {
            "title": self.title.data or "",
            "document": self.document.data or "",
            "occupation_id": int(self.occupation.data) if self.occupation.data else None,
        }


class EndForm(Form):
    """Why an agreement ends."""

    reason = TextField(_l("Lý do"), [required(_l("Anh/chị ghi lý do.")), at_most(300)])
