"""Forms of the screens schools, enterprises and the department share."""

from flask_babel import lazy_gettext as _l

from workforce.forms import Form, PickField, RadiosField, TextField, at_most, required
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
