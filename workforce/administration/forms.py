"""Forms of the administrator: an account per role, and filters of long lists."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from workforce.converters import MAX_ID
from workforce.forms import (
    Form,
    Optional,
    PasswordField,
    PhoneField,
    PickField,
    RadiosField,
    TextField,
    WholeNumberField,
    at_most,
    between,
    required,
)
from workforce.labels import choices
from workforce.models import DepartmentScope, Role
from workforce.models.base import LINE, SHORT


class AccountForm(Form):
    """Open an account for somebody; the role is in the address."""

    display_name = TextField(
        _l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)]
    )
    phone = PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])
    password = PasswordField(_l("Mật khẩu đầu tiên"), [Optional()])


class PhraseForm(Form):
    """What a phrase people type means: a trade of the list, or none ('bo')."""

    tu = HiddenField(_l("Từ người tìm gõ"))
    nghe = SelectField(_l("Nghĩa là nghề"), choices=[], validate_choice=False)
    bo = HiddenField()

    @property
    def occupation_id(self) -> int:
        """The id chosen; 0, which no row has, for anything that is no id."""
        text = self.nghe.data or ""
        return int(text) if text.isascii() and text.isdigit() and int(text) <= MAX_ID else 0


class EmployerAccountForm(AccountForm):
    """An account of an enterprise; there may be thousands, so it is typed."""

    organisation = TextField(
        _l("Doanh nghiệp"),
        [required(_l("Anh/chị ghi mã số thuế hoặc số của doanh nghiệp.")), at_most(LINE)],
    )


class SchoolAccountForm(AccountForm):
    """An account of a school."""

    organisation = PickField(
        _l("Cơ sở đào tạo"), [required(_l("Anh/chị chọn cơ sở đào tạo."))], choices=[]
    )


class CommuneAccountForm(AccountForm):
    """An account of a commune officer."""

    organisation = PickField(
        _l("Xã, phường"), [required(_l("Anh/chị chọn xã, phường."))], choices=[]
    )


class DepartmentAccountForm(AccountForm):
    """An account of the department, for all of its work or a part."""

    organisation = RadiosField(
        _l("Phần việc"),
        [required(_l("Anh/chị chọn phần việc của cán bộ."))],
        choices=choices(DepartmentScope),
    )


#: roles whose account acts for something; the others use AccountForm
FORMS: dict[Role, type[AccountForm]] = {
    Role.EMPLOYER: EmployerAccountForm,
    Role.SCHOOL: SchoolAccountForm,
    Role.COMMUNE: CommuneAccountForm,
    Role.DEPARTMENT: DepartmentAccountForm,
}


class Filter(Form):
    """A form sent with GET: it changes nothing and carries no token."""

    class Meta:
        """No token."""

        csrf = False


class AccountFilter(Filter):
    """Find accounts."""

    q = TextField(_l("Tên hoặc số điện thoại"), [at_most(SHORT)])
    vai_tro = PickField(_l("Vai trò"), choices=[("", _l("Mọi vai trò")), *choices(Role)])
    tinh_trang = PickField(
        _l("Tình trạng"),
        choices=[("", _l("Tất cả")), ("mo", _l("Đang mở")), ("khoa", _l("Đã khóa"))],
    )


class AuditFilter(Filter):
    """Find lines of the audit log."""

    viec = PickField(_l("Việc"), choices=[])
    ai = WholeNumberField(_l("Số tài khoản đã làm"), [Optional(), between(1, MAX_ID)])
    loai = PickField(_l("Loại hồ sơ"), choices=[])
    so = WholeNumberField(_l("Số hồ sơ"), [Optional(), between(1, MAX_ID)])
