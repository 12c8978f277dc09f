"""Forms of signing in, registering and one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from workforce.consents import consents
from workforce.forms import (
    ChecksField,
    Form,
    Optional,
    PasswordField,
    PhoneField,
    RadiosField,
    TextField,
    at_most,
    required,
)
from workforce.models import ConsentPurpose
from workforce.models.base import LINE, SHORT

#: asked at registration; the others are asked where they are needed
ASKED_AT_REGISTRATION = (
    ConsentPurpose.MATCHING,
    ConsentPurpose.FOLLOW_UP,
    ConsentPurpose.STATISTICS,
)
IDENTITY_CHECKS = (
    _l("Xem căn cước tại bàn"),
    _l("Xem VNeID trên điện thoại"),
    _l("Gọi lại đúng số này và hỏi ngày sinh"),
    _l("Cán bộ biết mặt người này"),
)


def _phone() -> PhoneField:
    return PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])


class RegisterForm(Form):
    """Open a seeker's account."""

    full_name = TextField(_l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)])
    phone = _phone()
    password = PasswordField(_l("Mật khẩu"), [Optional()])
    agreed = ChecksField(
        _l("Anh/chị đồng ý điều gì?"),
        choices=[
            (purpose.value, consents.texts()[purpose].text) for purpose in ASKED_AT_REGISTRATION
        ],
    )


class SignInForm(Form):
    """A number and a password, or a number and 'Nhận mã'."""

    phone = _phone()
    password = PasswordField(_l("Mật khẩu"), [Optional()])


class AskCodeForm(Form):
    """Ask for a one-time code."""

    phone = _phone()


class CodeForm(Form):
    """Type a one-time code."""

    phone = _phone()
    code = TextField(
        _l("Mã 6 số"),
        [
            required(_l("Anh/chị ghi mã 6 số.")),
            Regexp(r"^\D*(\d\D*){6}$", message=_l("Mã có 6 chữ số. Ví dụ: 482913.")),
        ],
    )

    @property
    def digits(self) -> str:
        """The typed code without spaces and dashes people put in."""
        return "".join(letter for letter in self.code.data or "" if letter in "0123456789")


class PasswordForm(Form):
    """Set or change one's password."""

    current = PasswordField(_l("Mật khẩu đang dùng"), [Optional()])
    password = PasswordField(_l("Mật khẩu mới"), [required(_l("Anh/chị ghi mật khẩu mới."))])


class ReadOutForm(Form):
    """Staff say why they read a code out and how they checked identity."""

    reason = TextField(
        _l("Vì sao đọc mã?"), [required(_l("Anh/chị ghi vì sao cần đọc mã.")), at_most(LINE)]
    )
    identity_check = RadiosField(
        _l("Kiểm tra người nhận mã bằng cách nào?"),
        [required(_l("Anh/chị chọn cách đã kiểm tra."))],
        choices=[(str(index), words) for index, words in enumerate(IDENTITY_CHECKS)],
    )

    @property
    def identity_words(self) -> str:
        """The chosen check in words, as it is kept."""
        return str(IDENTITY_CHECKS[int(self.identity_check.data or 0)])
