"""Forms of the department's screens."""

from flask_babel import lazy_gettext as _l

from workforce.forms import DayField, Form, PickField, TextField, at_most, required
from workforce.labels import choices
from workforce.models import EnterpriseStatus


class AsKnownForm(Form):
    """Look at a past day, as known then or as known today. Sent with GET."""

    class Meta:
        """A GET form carries no token."""

        csrf = False

    ngay = DayField(_l("Số liệu tính đến ngày"))
    biet = DayField(_l("Như đã biết vào ngày"))


class DecisionForm(Form):
    """The department's decision on an enterprise."""

    status = PickField(
        _l("Quyết định"),
        [required(_l("Anh/chị chọn một quyết định."))],
        choices=[pair for pair in choices(EnterpriseStatus) if pair[0] != EnterpriseStatus.PENDING],
    )
    reason = TextField(_l("Lý do"), [at_most(300)])
