"""Forms about the enterprise itself: registering, its record, its places of work."""

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.vn import mst

from workforce.forms import (
    BooleanField,
    DayField,
    Form,
    Optional,
    PasswordField,
    PhoneField,
    PickField,
    RadiosField,
    TextField,
    ValidationError,
    WholeNumberField,
    at_most,
    between,
    required,
)
from workforce.i18n import _
from workforce.models import ChangeKind, Industry, Unit, UnitLevel, Zone, ZoneKind

#: stored → shown; no '<' on screen: it reads as arithmetic
SIZE_BANDS = {
    "<10": _l("Dưới 10 người"),
    "10-50": _l("10–50 người"),
    "51-100": _l("51–100 người"),
    "101-200": _l("101–200 người"),
    "201-500": _l("201–500 người"),
    "501-1000": _l("501–1.000 người"),
    "1001-3000": _l("1.001–3.000 người"),
    "3001-10000": _l("3.001–10.000 người"),
    ">10000": _l("Trên 10.000 người"),
}


class CompanyForm(Form):
    """What the enterprise says of itself."""

    name = TextField(
        _l("Tên doanh nghiệp"), [required(_l("Anh/chị ghi tên doanh nghiệp.")), at_most(300)]
    )
    tax_code = TextField(_l("Mã số thuế"), [required(_l("Anh/chị ghi mã số thuế.")), at_most(20)])
    vsic_code = PickField(_l("Ngành chính"))
    size_band = PickField(
        _l("Quy mô lao động"),
        choices=[("", _l("Chưa nói")), *SIZE_BANDS.items()],
    )  # fmt: skip
    contact_name = TextField(_l("Người liên hệ"), [at_most(120)])
    contact_phone = PhoneField(_l("Điện thoại liên hệ"))

    def validate_tax_code(self, field: TextField) -> None:
        """Keep a number whose check digit is right, without spaces."""
        field.data = read_tax_code(field.data or "")

    def offer(self, session: Session) -> None:
        """Fill in the industries to choose from."""
        rows = session.exec(select(Industry).order_by(col(Industry.code)))
        self.vsic_code.choices = [("", _("Chưa nói"))] + [
            (row.code, f"{row.code} · {row.name}") for row in rows
        ]


class SiteForm(Form):
    """A place of work."""

    name = TextField(
        _l("Tên gọi"),
        [required(_l("Anh/chị ghi tên gọi. Ví dụ: Nhà máy 1.")), at_most(120)],
    )
    zone = PickField(_l("Khu, cụm công nghiệp"))
    unit = PickField(_l("Xã, phường"), [required(_l("Anh/chị chọn xã, phường."))])
    address = TextField(_l("Địa chỉ"), [at_most(300)])
    is_active = BooleanField(_l("Đang hoạt động"), default=True)

    def offer(self, session: Session) -> None:
        """Fill in the zones and today's communes."""
        self.zone.choices = zone_choices(session)
        self.unit.choices = [("", _("Chọn xã, phường")), *commune_choices(session)]


class RegisterForm(Form):
    """An enterprise opens its account; it waits for verification but may post at once."""

    name = CompanyForm.name
    tax_code = CompanyForm.tax_code
    zone = PickField(_l("Khu, cụm công nghiệp"))
    unit = PickField(_l("Xã, phường nơi làm việc"), [required(_l("Anh/chị chọn xã, phường."))])
    contact_name = TextField(
        _l("Tên anh/chị"), [required(_l("Anh/chị ghi tên mình.")), at_most(120)]
    )
    phone = PhoneField(
        _l("Số điện thoại để đăng nhập"), [required(_l("Anh/chị ghi số điện thoại."))]
    )
    password = PasswordField(_l("Mật khẩu"), [required(_l("Anh/chị đặt mật khẩu."))])
    agree = BooleanField(
        _l("Tôi được doanh nghiệp giao đăng tin và đồng ý với điều khoản sử dụng"),
        [required(_l("Cần đồng ý thì mới mở được tài khoản."))],
    )

    validate_tax_code = CompanyForm.validate_tax_code

    def offer(self, session: Session) -> None:
        """Fill in the zones and today's communes."""
        self.zone.choices = zone_choices(session)
        self.unit.choices = [("", _("Chọn xã, phường")), *commune_choices(session)]


def read_tax_code(text: str) -> str:
    """Return a Vietnamese tax code in its compact form; raise ValidationError in our words.

    Shape and check digit by python-stdnum; whether the number is registered is the
    department's to look up.
    """
    try:
        return mst.format(mst.validate(text))
    except BadNumber:
        raise ValidationError(
            str(_l("Mã số thuế có 10 chữ số, có thể thêm - và 3 chữ số. Anh/chị xem lại từng số."))
        ) from None


def zone_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of the zones, with 'outside' first."""
    rows = session.exec(
        select(Zone).where(Zone.kind != ZoneKind.ECONOMIC_ZONE).order_by(col(Zone.id))
    )
    return [("", _("Ngoài khu, cụm công nghiệp")), *((str(row.id), row.name) for row in rows)]


def commune_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of today's communes, by name."""
    rows = session.exec(
        select(Unit)
        .where(Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None))
        .order_by(col(Unit.name_folded))
    )
    return [(str(row.id), row.name) for row in rows]


class ColleagueForm(Form):
    """Somebody else who works for the enterprise."""

    name = TextField(
        _l("Họ và tên"), [required(_l("Anh/chị ghi họ tên của đồng nghiệp.")), at_most(120)]
    )
    phone = PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])
    is_manager = BooleanField(_l("Là người quản lý"))


class ChangeForm(Form):
    """A place of work moves, closes or lets people go."""

    kind = RadiosField(
        _l("Chuyện gì sắp đến?"), [required(_l("Anh/chị chọn một mục."))],
        choices=[
            (ChangeKind.MOVE.value, _l("Dời đi nơi khác")),
            (ChangeKind.CLOSURE.value, _l("Ngừng hoạt động ở đây")),
            (ChangeKind.LAYOFF.value, _l("Cho một số người nghỉ việc")),
        ],
    )  # fmt: skip
    effective_on = DayField(_l("Từ ngày"), [required(_l("Anh/chị ghi ngày."))])
    workers = WholeNumberField(
        _l("Khoảng bao nhiêu người"),
        [Optional(), between(1, 1_000_000, _l("Số cần từ 1 trở lên."))],
    )
    note = TextField(_l("Nói thêm"), [at_most(300)])


class TakeBackForm(Form):
    """Why what was announced does not happen."""

    reason = TextField(
        _l("Vì sao rút lại?"), [required(_l("Anh/chị ghi vì sao rút lại.")), at_most(250)]
    )
