"""Forms of signing in, registering and one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from workforce.consents import consents
from workforce.forms import (
    BooleanField,
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
from workforce.models.base import LINE

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


def _own_phone() -> BooleanField:
    return BooleanField(_l("Đây là điện thoại của riêng tôi"))


def _phone() -> PhoneField:
    return PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])


class RegisterForm(Form):
    """Open a seeker's account."""

    phone = _phone()
    password = PasswordField(_l("Mật khẩu"), [Optional()])
    own_phone = _own_phone()
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
    own_phone = _own_phone()


class AskCodeForm(Form):
    """Ask for a one-time code."""

    phone = _phone()


class ConfirmPhoneForm(Form):
    """Type the code that came to the new number."""

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


class CodeForm(ConfirmPhoneForm):
    """Type a one-time code and the number it was asked for."""

    phone = _phone()
    own_phone = _own_phone()


class ChooseForm(Form):
    """Who of the people on a number it is, and what only that person knows."""

    who = RadiosField(
        _l("Anh/chị là ai?"), [required(_l("Anh/chị chọn mình trong danh sách."))], choices=[]
    )
    fact = PasswordField(_l("Mật khẩu"), [Optional()])


class ChangePhoneForm(Form):
    """Ask for another number; one's password, where there is one, says who asks."""

    phone = PhoneField(_l("Số điện thoại mới"), [required(_l("Anh/chị ghi số điện thoại."))])
    current = PasswordField(_l("Mật khẩu đang dùng"), [Optional()])


class RelativeForm(Form):
    """Put a relative on one's number; they type their password themselves."""

    label = TextField(
        _l("Gọi người này là gì?"),
        [required(_l("Anh/chị ghi tên gọi. Ví dụ: Lan, Mẹ.")), at_most(40)],
    )
    password = PasswordField(
        _l("Mật khẩu của người này"), [required(_l("Người này tự ghi mật khẩu của mình."))]
    )
    agreed = ChecksField(
        _l("Người này đồng ý điều gì?"),
        choices=[
            (purpose.value, consents.texts()[purpose].text) for purpose in ASKED_AT_REGISTRATION
        ],
    )


class SheetForm(Form):
    """The number and the code of a printed sheet."""

    sheet = TextField(
        _l("Số phiếu"),
        [
            required(_l("Anh/chị ghi số phiếu.")),
            Regexp(r"^\d{1,9}$", message=_l("Số phiếu chỉ có chữ số.")),
        ],
    )
    code = TextField(
        _l("Mã trên phiếu"),
        [
            required(_l("Anh/chị ghi mã trên phiếu.")),
            Regexp(r"^\D*(\d\D*){8}$", message=_l("Mã có 8 chữ số. Ví dụ: 4829 1357.")),
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
