"""Forms of the administrator."""

from flask_babel import lazy_gettext as _l

from workforce.forms import Form, Optional, PhoneField, PickField, TextField, at_most, required
from workforce.models.base import SHORT


class AccountForm(Form):
    """Open an account for somebody; the role is in the address."""

    display_name = TextField(
        _l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)]
    )
    phone = PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])
    organisation = PickField(_l("Làm việc ở"), [Optional()], choices=[])
