"""The form of an opening: what the clerk types, and what it becomes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from workforce.employers.openings import SkillWishes
from workforce.forms import (
    BooleanField,
    ChecksField,
    DayField,
    Form,
    LongTextField,
    MillionsField,
    Optional,
    PickField,
    RadiosField,
    TextField,
    ValidationError,
    WholeNumberField,
    YesNoField,
    at_most,
    between,
    required,
)
from workforce.i18n import _
from workforce.labels import SHIFTS, choices
from workforce.models import ContractType, Education, Opening, Training, WageType
from workforce.reference.recognition import (
    occupation_choices,
    recognise_occupations,
    skills_by_id,
    skills_of_occupation,
)

UNSAID = ("", _l("Không yêu cầu hoặc chưa nói"))
BENEFITS = ("has_shuttle", "has_housing", "has_meals", "has_nursery")
#: fields copied as they are between the form and the row
PLAIN = (
    "title", "posts", "wage_min_vnd", "wage_max_vnd", "rest_days", "contract_months",
    "experience_months", "deadline", "start_on", "description", "requirements", "benefits",
    "contact",
)  # fmt: skip
#: what is read out of a pasted text
READ_BOXES = frozenset({
    "occupation", "posts", "wage_min_vnd", "wage_max_vnd", "shifts", "rest_days", "education",
    "training", "experience_months", "skills_required", "skills_welcome", *BENEFITS,
})  # fmt: skip


class OpeningForm(Form):
    """One page, three minutes; everything but title, posts and place may stay open."""

    _has_unknown_skills = False

    title = TextField(
        _l("Tên công việc"), [required(_l("Anh/chị ghi tên công việc.")), at_most(120)]
    )
    posts = WholeNumberField(
        _l("Số người cần tuyển"),
        [
            required(_l("Anh/chị ghi số người cần tuyển.")),
            between(1, 100_000, _l("Số người cần từ 1 đến 100.000.")),
        ],
    )
    site = RadiosField(_l("Nơi làm việc"), [required(_l("Anh/chị chọn nơi làm việc."))])
    occupation = PickField(_l("Nghề"))
    wage_type = RadiosField(_l("Lương tính"), choices=choices(WageType))
    wage_min_vnd = MillionsField(_l("Lương thấp nhất"))
    wage_max_vnd = MillionsField(_l("Lương cao nhất"))
    shifts = ChecksField(_l("Giờ làm việc"), choices=list(SHIFTS.items()))
    rest_days = TextField(_l("Ngày nghỉ"), [at_most(120)])
    contract_type = PickField(
        _l("Hợp đồng"), choices=[("", _l("Chưa nói")), *choices(ContractType)]
    )
    contract_months = WholeNumberField(
        _l("Số tháng hợp đồng"),
        [Optional(), between(1, 36, _l("Hợp đồng có thời hạn từ 1 đến 36 tháng."))],
    )
    education = PickField(_l("Học vấn ít nhất"), choices=[UNSAID, *choices(Education)])
    training = PickField(_l("Trình độ nghề ít nhất"), choices=[UNSAID, *choices(Training)])
    experience_months = WholeNumberField(
        _l("Kinh nghiệm ít nhất (tháng)"),
        [Optional(), between(0, 600, _l("Số tháng kinh nghiệm từ 0 đến 600."))],
    )
    skills_required = ChecksField(_l("Bắt buộc phải có"))
    skills_welcome = ChecksField(_l("Có thì càng tốt"))
    has_shuttle = YesNoField(_l("Xe đưa đón"))
    has_housing = YesNoField(_l("Chỗ ở"))
    has_meals = YesNoField(_l("Bữa ăn ca"))
    has_nursery = YesNoField(_l("Nhà trẻ"))
    is_hazardous = BooleanField(_l("Việc nặng nhọc, độc hại, nguy hiểm (không nhận người dưới 18)"))
    start_on = DayField(_l("Ngày bắt đầu làm"))
    deadline = DayField(_l("Hạn nộp hồ sơ"))
    description = LongTextField(_l("Mô tả công việc"), [at_most(4000)])
    requirements = LongTextField(_l("Yêu cầu khác"), [at_most(4000)])
    contact = TextField(_l("Người liên hệ, số điện thoại"), [at_most(300)])
    benefits = LongTextField(_l("Quyền lợi khác"), [at_most(4000)])

    def validate_wage_max_vnd(self, field: MillionsField) -> None:
        """Keep the upper end above the lower one."""
        low = self.wage_min_vnd.data
        if low is not None and field.data is not None and field.data < low:
            raise ValidationError(str(_l("Lương cao nhất cần bằng hoặc hơn lương thấp nhất.")))

    def offer(self, session: Session, *, sites: dict[int, str], title: str) -> list[str]:
        """Fill in what can be chosen; return the names of occupations read out of the title.

        The first occupation recognised is chosen only while nobody has chosen.
        """
        self.site.choices = [(str(identity), name) for identity, name in sites.items()]
        if len(sites) == 1 and self.site.data is None:
            self.site.data = str(next(iter(sites)))
        recognised = recognise_occupations(session, title)
        first = [(str(row.id), row.name_vi) for row in recognised]
        rest = [pair for pair in occupation_choices(session) if pair not in first]
        self.occupation.choices = [("", _("Chưa có trong danh sách")), *first, *rest]
        if self.occupation.data is None and not self.is_submitted() and first:
            self.occupation.data = first[0][0]
        self._offer_skills(session)
        return [name for _identity, name in first]

    def filled(self) -> list[str]:
        """Return the names of the boxes that have something in them, the clerk's own aside."""
        return [
            str(field.label.text)
            for field in self
            if field.name in READ_BOXES and field.data not in (None, "", [])
        ]

    def read_again(self, session: Session) -> list[str]:
        """Read the title anew and choose what it says; return the names recognised."""
        recognised = recognise_occupations(session, self.title.data or "")
        self.occupation.data = str(recognised[0].id) if recognised else None
        self._offer_skills(session)
        return [row.name_vi for row in recognised]

    def values(self) -> dict[str, Any]:
        """Return the column values of a valid form."""
        shifts = self.shifts.data or None
        contract = ContractType(self.contract_type.data) if self.contract_type.data else None
        values: dict[str, Any] = {name: self[name].data for name in PLAIN}
        for name in ("rest_days", "description", "requirements", "benefits", "contact"):
            values[name] = values[name] or ""
        if contract in {None, ContractType.INDEFINITE}:
            values["contract_months"] = None
        return values | {
            "occupation_id": int(self.occupation.data) if self.occupation.data else None,
            "wage_type": WageType(self.wage_type.data or WageType.MONTH),
            "shifts": shifts,
            "contract_type": contract,
            "education": Education(self.education.data) if self.education.data else None,
            "training": Training(self.training.data) if self.training.data else None,
            "is_hazardous": bool(self.is_hazardous.data),
            **{name: self[name].answer for name in BENEFITS},
        }

    def wishes(self) -> SkillWishes:
        """Return the skills ticked in a valid form."""
        return SkillWishes(
            required=tuple(map(int, self.skills_required.data or ())),
            welcome=tuple(map(int, self.skills_welcome.data or ())),
        )

    def validate_occupation(self, field: PickField) -> None:
        """Skills are offered by occupation; one nobody offered means the page is old."""
        if self._has_unknown_skills:
            raise ValidationError(str(_l("Danh sách kỹ năng đã đổi. Anh/chị chọn lại.")))

    def _offer_skills(self, session: Session) -> None:
        """Offer the occupation's skills and those already ticked, for another occupation too."""
        fields = (self.skills_required, self.skills_welcome)
        ticked = {str(value) for field in fields for value in field.data or ()}
        of_job = skills_of_occupation(session, _as_id(self.occupation.data))
        chosen = skills_by_id(session, [found for one in ticked if (found := _as_id(one))])
        known = {str(skill.id): skill.name_vi for skill, _essential in of_job}
        known |= {str(skill.id): skill.name_vi for skill in chosen}
        self._has_unknown_skills = not ticked <= set(known)
        for field in fields:
            field.choices = list(known.items())
            field.data = [value for value in field.data or () if str(value) in known]


def stored(opening: Opening, wishes: SkillWishes) -> dict[str, Any]:
    """Return an opening, or what is copied from one, as the form's starting data."""
    return row_data({name: getattr(opening, name) for name in Opening.model_fields}, wishes)


def row_data(row: dict[str, Any], wishes: SkillWishes) -> dict[str, Any]:
    """Return column values as the form's starting data."""
    keys = (*PLAIN, *BENEFITS, "shifts", "is_hazardous")
    data: dict[str, Any] = {name: row.get(name) for name in keys}
    for name in ("wage_type", "contract_type", "education", "training"):
        data[name] = row[name].value if row.get(name) else None
    occupation = row.get("occupation_id")
    return data | {
        "site": str(row["site_id"]) if row.get("site_id") else None,
        "occupation": str(occupation) if occupation else None,
        "skills_required": [str(one) for one in wishes.required],
        "skills_welcome": [str(one) for one in wishes.welcome],
    }


def _as_id(text: str | None) -> int | None:
    if text is None or not text.isdecimal() or len(text) > 9:
        return None
    return int(text)
