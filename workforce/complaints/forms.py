"""The form of a report, and of the answer to it."""

import re
import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from workforce.forms import Form, LongTextField, RadiosField, TextField, at_most, required
from workforce.labels import choices
from workforce.models import ComplaintDecision, ComplaintReason
from workforce.models.base import LINE

_KEY = re.compile(r"[0-9a-f]{32}")


class ReportForm(Form):
    """What is wrong with an opening."""

    key = HiddenField()
    reason = RadiosField(
        _l("Tin này có vấn đề gì?"),
        [required(_l("Anh/chị chọn một điều."))],
        choices=choices(ComplaintReason),
    )
    note = LongTextField(_l("Chuyện xảy ra thế nào"), [at_most(1000)])

    def form_key(self) -> str:
        """Return the key this form was made with; a new one when it carries none."""
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_hex(16)
        return str(self.key.data)


class AnswerForm(Form):
    """An officer's decision with its reason."""

    decision = RadiosField(
        _l("Quyết định"),
        [required(_l("Anh/chị chọn một quyết định."))],
        choices=[
            pair for pair in choices(ComplaintDecision) if pair[0] != ComplaintDecision.WAITING
        ],
    )
    answer = TextField(
        _l("Lý do"), [required(_l("Anh/chị ghi lý do của quyết định.")), at_most(LINE)]
    )
