"""The form with which a school opens its account."""

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.vn import mst

from workforce.forms import (
    BooleanField,
    Form,
    PasswordField,
    PhoneField,
    PickField,
    TextField,
    ValidationError,
    at_most,
    required,
)
from workforce.i18n import _
from workforce.models import Unit, UnitLevel


class RegisterForm(Form):
    """It waits for verification; drafts may be written at once."""

    name = TextField(
        _l("Tên cơ sở đào tạo"), [required(_l("Anh/chị ghi tên cơ sở.")), at_most(300)]
    )
    tax_code = TextField(_l("Mã số thuế"), [required(_l("Anh/chị ghi mã số thuế.")), at_most(20)])
    licence = TextField(
        _l("Số giấy chứng nhận đăng ký giáo dục nghề nghiệp"),
        [required(_l("Anh/chị ghi số giấy chứng nhận.")), at_most(120)],
    )
    unit = PickField(_l("Xã, phường"), [required(_l("Anh/chị chọn xã, phường."))])
    contact_name = TextField(
        _l("Tên anh/chị"), [required(_l("Anh/chị ghi tên mình.")), at_most(120)]
    )
    phone = PhoneField(
        _l("Số điện thoại để đăng nhập"), [required(_l("Anh/chị ghi số điện thoại."))]
    )
    password = PasswordField(_l("Mật khẩu"), [required(_l("Anh/chị đặt mật khẩu."))])
    agree = BooleanField(
        _l("Tôi được cơ sở giao đăng khóa học và đồng ý với điều khoản sử dụng"),
        [required(_l("Cần đồng ý thì mới mở được tài khoản."))],
    )

    def validate_tax_code(self, field: TextField) -> None:
        """Keep a number whose check digit is right, in its compact form."""
        try:
            field.data = mst.format(mst.validate(field.data or ""))
        except BadNumber:
            words = _l("Mã số thuế có 10 chữ số, có thể thêm - và 3 chữ số. Anh/chị xem lại.")
            raise ValidationError(str(words)) from None

    def offer(self, session: Session) -> None:
        """Fill in today's communes."""
        rows = session.exec(
            select(Unit)
            .where(Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None))
            .order_by(col(Unit.name_folded))
        )
        communes = [(str(row.id), row.name) for row in rows]
        self.unit.choices = [("", _("Chọn xã, phường")), *communes]
