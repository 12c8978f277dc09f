"""Forms of the department's screens."""

from flask_babel import lazy_gettext as _l

from workforce.forms import DayField, Form, PickField, TextField, at_most, required
from workforce.labels import choices
from workforce.models import EnterpriseStatus


class Filter(Form):
    """A form sent with GET: it changes nothing and carries no token."""

    class Meta:
        """No token."""

        csrf = False


class AsKnownForm(Filter):
    """Look at a past day, as known then or as known today."""

    ngay = DayField(_l("Số liệu tính đến ngày"))
    biet = DayField(_l("Như đã biết vào ngày"))


class PlacementFilter(Filter):
    """Placements of one zone, or of all."""

    khu = PickField(_l("Khu, cụm"))


class EnterpriseFilter(Filter):
    """Enterprises of one status, or all."""

    trang_thai = PickField(
        _l("Trạng thái"), choices=[*choices(EnterpriseStatus), ("tat-ca", _l("Tất cả"))]
    )


class DecisionForm(Form):
    """The department's decision on an enterprise."""

    status = PickField(
        _l("Quyết định"),
        [required(_l("Anh/chị chọn một quyết định."))],
        choices=[pair for pair in choices(EnterpriseStatus) if pair[0] != EnterpriseStatus.PENDING],
    )
    reason = TextField(_l("Lý do"), [at_most(300)])
