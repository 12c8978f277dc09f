"""Forms of the desk: a profile entered for somebody, numbers, codes, households."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workforce.accounts.forms import ASKED_AT_REGISTRATION
from workforce.consents import consents
from workforce.forms import (
    BooleanField,
    ChecksField,
    DayField,
    Form,
    LongTextField,
    MillionsField,
    Optional,
    PhoneField,
    PickField,
    RadiosField,
    TextField,
    WholeNumberField,
    YesNoField,
    at_most,
    between,
    required,
)
from workforce.labels import SHIFTS, choices
from workforce.models import (
    ConsentPurpose,
    Education,
    LandType,
    MemberWish,
    Person,
    Sex,
    SupportStep,
    Training,
)
from workforce.models.base import LINE, SHORT, TEXT

NOT_ASKED = ("", _l("Chưa hỏi"))
HOW_VERIFIED = (
    _l("Gọi số này, người dân nghe máy tại bàn"),
    _l("Người dân mở máy có số này tại bàn"),
    _l("Xem căn cước tại bàn"),
    _l("Xem VNeID trên điện thoại"),
)
WORTH_SUPPORT = (SupportStep.COUNSELLED, SupportStep.PLANNED)


#: at the desk a parent or guardian can say yes for somebody under the adult age
ASKED_AT_DESK = (*ASKED_AT_REGISTRATION, ConsentPurpose.GUARDIAN)


class PersonForm(Form):
    """A profile entered or corrected for somebody at the desk."""

    full_name = TextField(_l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)])
    birth_date = DayField(_l("Ngày sinh"), [Optional()])
    birth_year = WholeNumberField(
        _l("Năm sinh, nếu không rõ ngày"),
        [Optional(), between(1900, 2100, _l("Năm sinh cần 4 chữ số. Ví dụ: 1985."))],
    )
    sex = PickField(_l("Giới tính"), [Optional()], choices=[NOT_ASKED, *choices(Sex)])
    contact_phone = PhoneField(_l("Số điện thoại liên lạc"), [Optional()])
    national_id = TextField(_l("Số căn cước"), [Optional(), at_most(20)])
    new_unit_id = PickField(
        _l("Xã, phường nơi ở"), [required(_l("Anh/chị chọn xã, phường."))], choices=[]
    )
    old_unit_id = PickField(_l("Xã, phường cũ"), [Optional()], choices=[])
    hamlet = TextField(_l("Ấp, khóm"), [Optional(), at_most(SHORT)])
    is_seeking = BooleanField(_l("Đang tìm việc hoặc muốn học nghề"), default=True)
    desired = TextField(_l("Muốn làm việc gì?"), [Optional(), at_most(LINE)])
    about = LongTextField(_l("Đã làm gì, biết làm gì?"), [Optional(), at_most(TEXT)])
    education = PickField(
        _l("Học hết lớp mấy?"), [Optional()], choices=[NOT_ASKED, *choices(Education)]
    )
    training = PickField(_l("Đã học nghề"), [Optional()], choices=[NOT_ASKED, *choices(Training)])
    training_field = TextField(_l("Học nghề gì?"), [Optional(), at_most(SHORT)])
    wage_min_vnd = MillionsField(_l("Lương thấp nhất nhận làm"), [Optional()])
    max_km = WholeNumberField(
        _l("Đi làm xa nhất"), [Optional(), between(0, 1000, _l("Số km cần từ 0 đến 1.000."))]
    )
    shift_ok = ChecksField(_l("Làm được giờ nào?"), choices=list(SHIFTS.items()))
    needs_shuttle = YesNoField(_l("Cần xe đưa đón?"), [Optional()])
    needs_housing = YesNoField(_l("Cần chỗ ở?"), [Optional()])
    agreed = ChecksField(
        _l("Người dân đồng ý điều gì?"),
        choices=[(one.value, consents.texts()[one].text) for one in ASKED_AT_DESK],
    )

    def values(self) -> dict[str, Any]:
        """Return the profile columns; what was not asked is None or ''."""
        year = self.birth_date.data.year if self.birth_date.data else self.birth_year.data
        return {
            "full_name": self.full_name.data,
            "birth_date": self.birth_date.data,
            "birth_year": year,
            "sex": Sex(self.sex.data) if self.sex.data else None,
            "contact_phone": self.contact_phone.data or None,
            "new_unit_id": int(self.new_unit_id.data or 0),
            "old_unit_id": int(self.old_unit_id.data) if self.old_unit_id.data else None,
            "hamlet": self.hamlet.data or "",
            "is_seeking": bool(self.is_seeking.data),
            "desired": self.desired.data or "",
            "about": self.about.data or "",
            "education": Education(self.education.data) if self.education.data else None,
            "training": Training(self.training.data) if self.training.data else None,
            "training_field": self.training_field.data or "",
            "wage_min_vnd": self.wage_min_vnd.data,
            "max_km": self.max_km.data,
            "shift_ok": self.shift_ok.data or None,
            "needs_shuttle": self.needs_shuttle.answer,
            "needs_housing": self.needs_housing.answer,
        }

    @staticmethod
    def shown(person: Person) -> dict[str, Any]:
        """Return what the form shows of a stored profile; the citizen number stays hidden."""
        plain = person.model_dump(include=set(PersonForm.PLAIN))
        return plain | {
            name: str(value) if value is not None else ""
            for name in ("new_unit_id", "old_unit_id", "sex", "education", "training")
            for value in [getattr(person, name)]
        }

    PLAIN = (
        "full_name", "birth_date", "birth_year", "contact_phone", "hamlet", "is_seeking", "desired",
        "about", "training_field", "wage_min_vnd", "max_km", "shift_ok", "needs_shuttle",
        "needs_housing",
    )  # fmt: skip


class HowForm(Form):
    """How a number and its owner were checked."""

    how = RadiosField(
        _l("Đã kiểm tra bằng cách nào?"),
        [required(_l("Anh/chị chọn cách đã kiểm tra."))],
        choices=[(str(index), words) for index, words in enumerate(HOW_VERIFIED)],
    )

    @property
    def how_words(self) -> str:
        """The chosen way in words, as it is kept."""
        return str(HOW_VERIFIED[int(self.how.data or 0)])


class PhoneForm(HowForm):
    """A number for an account, checked at the desk."""

    phone = PhoneField(_l("Số điện thoại"), [required(_l("Anh/chị ghi số điện thoại."))])
    is_shared = BooleanField(_l("Số của người nhà, hai người dùng chung"))


class DecideForm(HowForm):
    """Are two records one person? How that was checked, and in whose words."""

    decision = RadiosField(
        _l("Anh/chị quyết định thế nào?"),
        [required(_l("Anh/chị chọn một mục."))],
        choices=[],
    )
    reason = TextField(_l("Vì sao?"), [required(_l("Anh/chị ghi vì sao.")), at_most(LINE)])


class StartForm(Form):
    """A start of work recorded for somebody."""

    application = PickField(
        _l("Việc đã nhận"), [required(_l("Anh/chị chọn việc đã nhận."))], choices=[]
    )
    start_on = DayField(_l("Ngày bắt đầu làm"), [required(_l("Anh/chị ghi ngày bắt đầu làm."))])


class DecisionForm(Form):
    """A land-recovery decision."""

    number = TextField(
        _l("Số quyết định"), [required(_l("Anh/chị ghi số quyết định.")), at_most(60)]
    )
    decided_on = DayField(_l("Ngày quyết định"), [required(_l("Anh/chị ghi ngày quyết định."))])
    project = TextField(_l("Dự án"), [required(_l("Anh/chị ghi tên dự án.")), at_most(LINE)])
    zone = PickField(_l("Khu, cụm công nghiệp"), [Optional()], choices=[])


class LandForm(Form):
    """Land a decision takes from a household."""

    decision = PickField(
        _l("Quyết định thu hồi đất"), [required(_l("Anh/chị chọn quyết định."))], choices=[]
    )
    land_type = PickField(
        _l("Loại đất"), [required(_l("Anh/chị chọn loại đất."))], choices=choices(LandType)
    )
    area_m2 = WholeNumberField(
        _l("Diện tích"),
        [Optional(), between(1, 10_000_000, _l("Diện tích cần từ 1 đến 10.000.000 m²."))],
    )


class HouseholdForm(LandForm):
    """A household with land recovered."""

    code = TextField(_l("Mã số gia đình"), [Optional(), at_most(40)])
    new_unit_id = PickField(
        _l("Xã, phường nơi ở"), [required(_l("Anh/chị chọn xã, phường."))], choices=[]
    )
    old_unit_id = PickField(_l("Xã, phường cũ"), [Optional()], choices=[])
    hamlet = TextField(_l("Ấp, khóm"), [Optional(), at_most(SHORT)])
    is_resettled = YesNoField(_l("Đã vào khu tái định cư?"), [Optional()])


class MemberForm(Form):
    """A member of a household who has no profile yet."""

    full_name = TextField(_l("Họ và tên"), [required(_l("Anh/chị ghi họ và tên.")), at_most(SHORT)])
    birth_year = WholeNumberField(
        _l("Năm sinh"),
        [Optional(), between(1900, 2100, _l("Năm sinh cần 4 chữ số. Ví dụ: 1985."))],
    )
    relation = TextField(_l("Là gì trong gia đình?"), [Optional(), at_most(40)])
    wish = PickField(_l("Mong muốn"), [Optional()], choices=[NOT_ASKED, *choices(MemberWish)])


class JoinForm(Form):
    """Put somebody who has a profile into a household."""

    household = PickField(_l("Gia đình"), [required(_l("Anh/chị chọn gia đình."))], choices=[])
    relation = TextField(_l("Là gì trong gia đình?"), [Optional(), at_most(40)])
    wish = PickField(_l("Mong muốn"), [Optional()], choices=[NOT_ASKED, *choices(MemberWish)])


class WishForm(Form):
    """What a member wants."""

    wish = RadiosField(
        _l("Người này muốn gì?"),
        [required(_l("Anh/chị chọn một mục."))],
        choices=choices(MemberWish),
    )


class SupportForm(Form):
    """A step of a member's support."""

    step = RadiosField(
        _l("Việc đã làm"),
        [required(_l("Anh/chị chọn việc đã làm."))],
        choices=[pair for pair in choices(SupportStep) if pair[0] in WORTH_SUPPORT],
    )
    occurred_on = DayField(_l("Ngày"), [required(_l("Anh/chị ghi ngày."))])
    note = TextField(_l("Ghi chú"), [Optional(), at_most(LINE)])


class VoidForm(Form):
    """Why a recorded step is a mistake."""

    reason = TextField(_l("Vì sao ghi nhầm?"), [required(_l("Anh/chị ghi vì sao.")), at_most(LINE)])
