"""Forms of the inbox: how to be told, and what to call a saved search."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workforce.forms import Form, Optional, RadiosField, TextField, ValidationError, at_most

FREQUENCIES = [
    ("site", _l("Chỉ xem trên trang này")),
    ("at_once", _l("Ngay khi có tin")),
    ("daily", _l("Mỗi ngày một lần")),
    ("weekly", _l("Mỗi tuần một lần")),
]
CHANNELS = [("sms", _l("Tin nhắn SMS")), ("zalo", _l("Zalo")), ("email", _l("E-mail"))]


class ChoiceForm(Form):
    """How often, over what. The view leaves only channels that are set up."""

    frequency = RadiosField(_l("Báo cho tôi"), choices=FREQUENCIES, default="site")
    channel = RadiosField(_l("Bằng cách nào"), [Optional()], choices=CHANNELS)
    email = TextField(_l("Địa chỉ e-mail"), [at_most(120)])
    wants_openings = BooleanField(_l("Báo tôi khi có việc mới hợp với tôi"))

    def validate_email(self, field: TextField) -> None:
        """Refuse what cannot be an address; whether it is theirs a link asks."""
        text = field.data or ""
        name, at, host = text.rpartition("@")
        if text and (not name or not at or "." not in host or not text.isascii() or " " in text):
            raise ValidationError(str(_l("Địa chỉ e-mail có dạng ten@example.com.")))


class SaveSearchForm(Form):
    """A search as its address has it, and the words the page shows for it."""

    query = TextField(_l("Tìm kiếm"), [at_most(2_000)])
    name = TextField(_l("Tên"), [at_most(500)])
