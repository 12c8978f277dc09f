"""The schools' forms."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from workforce.forms import (
    ChecksField,
    DayField,
    Form,
    LongTextField,
    MillionsField,
    Optional,
    PhoneField,
    PickField,
    TextField,
    ValidationError,
    WholeNumberField,
    at_most,
    between,
    required,
)
from workforce.i18n import _
from workforce.labels import FUNDING, TEACHING_LANGUAGES, choices
from workforce.models import (
    Audience,
    Course,
    Education,
    SkillStandard,
    Training,
    Unit,
    UnitLevel,
)
from workforce.reference.recognition import (
    occupation_choices,
    recognise_occupations,
    recognise_skills,
    skills_by_id,
    skills_of_occupation,
)

NUMBERS = ("hours_total", "hours_practice", "hours_it", "hours_language", "duration_weeks")
WORDS = (
    "title", "schedule", "entry_requirement", "description", "outcomes", "certificate",
    "skill_standard", "audience",
)  # fmt: skip


class CourseForm(Form):
    """One page about a course; title and level are all it needs."""

    title = TextField(_l("Tên khóa học"), [required(_l("Anh/chị ghi tên khóa học.")), at_most(120)])
    level = PickField(
        _l("Trình độ"),
        [required(_l("Anh/chị chọn trình độ."))],
        choices=[("", _l("Chọn trình độ")), *choices(Training)[2:]],
    )
    occupation = PickField(_l("Học xong làm nghề"))
    unit = PickField(_l("Nơi học"))
    hours_total = WholeNumberField(
        _l("Tổng số giờ"), [Optional(), between(1, 20_000, _l("Số giờ từ 1 đến 20.000."))]
    )
    hours_practice = WholeNumberField(
        _l("Trong đó giờ thực hành"),
        [Optional(), between(0, 20_000, _l("Số giờ từ 0 đến 20.000."))],
    )
    hours_it = WholeNumberField(
        _l("Trong đó giờ tin học"),
        [Optional(), between(0, 20_000, _l("Số giờ từ 0 đến 20.000."))],
    )
    hours_language = WholeNumberField(
        _l("Trong đó giờ ngoại ngữ"),
        [Optional(), between(0, 20_000, _l("Số giờ từ 0 đến 20.000."))],
    )
    certificate = TextField(_l("Học xong được cấp"), [at_most(120)])
    skill_standard = PickField(
        _l("Chuẩn kỹ năng nghề của chứng chỉ"),
        choices=[("", _l("Không theo chuẩn nào, hoặc chưa nói")), *choices(SkillStandard)],
    )
    audience = PickField(
        _l("Dành cho ai"), choices=[("", _l("Ai cũng học được")), *choices(Audience)]
    )
    language = PickField(_l("Dạy bằng"), choices=list(TEACHING_LANGUAGES.items()))
    duration_weeks = WholeNumberField(
        _l("Học trong"), [Optional(), between(1, 500, _l("Số tuần từ 1 đến 500."))]
    )
    schedule = TextField(_l("Lịch học"), [at_most(300)])
    fee_vnd = MillionsField(_l("Học phí cả khóa"))
    funding = ChecksField(_l("Ai trả học phí"), choices=list(FUNDING.items()))
    entry_education = PickField(
        _l("Học vấn ít nhất"), choices=[("", _l("Không yêu cầu")), *choices(Education)]
    )
    entry_requirement = TextField(_l("Điều kiện khác"), [at_most(300)])
    skills = ChecksField(_l("Dạy những gì"))
    description = LongTextField(_l("Giới thiệu"), [at_most(4000)])
    outcomes = LongTextField(_l("Học xong làm được gì"), [at_most(4000)])
    _has_unknown_skills = False

    def validate_hours_practice(self, field: WholeNumberField) -> None:
        """Practice is a part of the whole."""
        total = self.hours_total.data
        if total is not None and field.data is not None and field.data > total:
            raise ValidationError(str(_l("Giờ thực hành không thể nhiều hơn tổng số giờ.")))

    def validate_hours_it(self, field: WholeNumberField) -> None:
        """Informatics and languages are parts of the whole, and may be practice too."""
        total, other = self.hours_total.data, self.hours_language.data or 0
        if total is not None and field.data is not None and field.data + other > total:
            raise ValidationError(
                str(_l("Giờ tin học và ngoại ngữ không thể nhiều hơn tổng số giờ."))
            )

    def offer(self, session: Session, *, reread: bool = False) -> list[str]:
        """Fill in what can be chosen; return the occupations read out of the title.

        Args:
            reread: choose what the title says now, whatever was chosen before.
        """
        recognised = recognise_occupations(session, self.title.data or "")
        first = [(str(row.id), row.name_vi) for row in recognised]
        rest = [pair for pair in occupation_choices(session) if pair not in first]
        self.occupation.choices = [("", _("Chưa có trong danh sách")), *first, *rest]
        if reread or (self.occupation.data is None and not self.is_submitted() and first):
            self.occupation.data = first[0][0] if first else None
        communes = session.exec(
            select(Unit)
            .where(Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None))
            .order_by(col(Unit.name_folded))
        )
        self.unit.choices = [("", _("Chưa nói"))] + [(str(row.id), row.name) for row in communes]
        self._offer_skills(session, read=reread)
        return [name for _identity, name in first]

    def values(self) -> dict[str, Any]:
        """Return the column values of a valid form."""
        values: dict[str, Any] = {name: self[name].data or "" for name in WORDS}
        values |= {name: self[name].data for name in NUMBERS}
        return values | {
            "level": Training(str(self.level.data)),
            "occupation_id": int(self.occupation.data) if self.occupation.data else None,
            "unit_id": int(self.unit.data) if self.unit.data else None,
            "language": str(self.language.data or "vi"),
            "fee_vnd": self.fee_vnd.data,
            "funding": self.funding.data or None,
            "entry_education": (
                Education(self.entry_education.data) if self.entry_education.data else None
            ),
        }

    def validate_occupation(self, field: PickField) -> None:
        """Skills are offered by occupation; one nobody offered means the page is old."""
        if self._has_unknown_skills:
            raise ValidationError(str(_l("Danh sách kỹ năng đã đổi. Anh/chị chọn lại.")))

    def _offer_skills(self, session: Session, *, read: bool) -> None:
        """Offer the occupation's skills and those already ticked, for another occupation too.

        Args:
            read: tick what the texts name; the clerk unticks what is wrong.
        """
        if read:
            texts = (self.title.data, self.description.data, self.outcomes.data)
            named = recognise_skills(session, "\n".join(text or "" for text in texts))
            held = [str(value) for value in self.skills.data or ()]
            self.skills.data = [*dict.fromkeys([*held, *(str(one.id) for one in named)])]
        ticked = {str(value) for value in self.skills.data or ()}
        chosen = self.occupation.data
        of_job = skills_of_occupation(session, int(chosen) if chosen and _is_id(chosen) else None)
        known = {str(skill.id): skill.name_vi for skill, _essential in of_job}
        found = skills_by_id(session, [int(one) for one in ticked if _is_id(one)])
        known |= {str(skill.id): skill.name_vi for skill in found}
        self._has_unknown_skills = not ticked <= set(known)
        self.skills.choices = list(known.items())
        self.skills.data = [value for value in self.skills.data or () if str(value) in known]


class IntakeForm(Form):
    """One run of a course."""

    starts_on = DayField(_l("Ngày khai giảng"), [required(_l("Anh/chị ghi ngày khai giảng."))])
    ends_on = DayField(_l("Ngày kết thúc"))
    enrol_by = DayField(_l("Hạn đăng ký"))
    minimum = WholeNumberField(
        _l("Ít nhất bao nhiêu người thì mở lớp"),
        [Optional(), between(1, 10_000, _l("Số người từ 1 đến 10.000."))],
    )
    seats = WholeNumberField(
        _l("Số chỗ"),
        [
            required(_l("Anh/chị ghi số chỗ.")),
            between(1, 10_000, _l("Số chỗ từ 1 đến 10.000.")),
        ],
    )

    def values(self) -> dict[str, Any]:
        """Return the column values of a valid form."""
        names = ("starts_on", "ends_on", "enrol_by", "seats", "minimum")
        return {name: self[name].data for name in names}

    def validate_minimum(self, field: WholeNumberField) -> None:
        """A class that needs more people than it has seats would never be held."""
        if field.data is not None and self.seats.data and field.data > self.seats.data:
            raise ValidationError(str(_l("Số người tối thiểu không thể nhiều hơn số chỗ.")))


class AttendanceForm(Form):
    """Who was in class on a day."""

    day = DayField(_l("Ngày học"), [required(_l("Anh/chị ghi ngày học."))])
    present = ChecksField(_l("Có mặt"))


class CancelForm(Form):
    """Why a class does not take place."""

    reason = TextField(
        _l("Lý do"), [required(_l("Anh/chị ghi vì sao lớp không mở.")), at_most(300)]
    )


class SchoolForm(Form):
    """What the school says of itself."""

    contact_phone = PhoneField(_l("Điện thoại tuyển sinh"))
    unit = PickField(_l("Xã, phường"))

    def offer(self, session: Session) -> None:
        """Fill in today's communes."""
        rows = session.exec(
            select(Unit)
            .where(Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None))
            .order_by(col(Unit.name_folded))
        )
        self.unit.choices = [("", _("Chưa nói"))] + [(str(row.id), row.name) for row in rows]


def stored(course: Course, skills: list[int]) -> dict[str, Any]:
    """Return a course as the form's starting data."""
    data: dict[str, Any] = {name: getattr(course, name) for name in (*WORDS, *NUMBERS)}
    return data | {
        "level": course.level.value,
        "occupation": str(course.occupation_id) if course.occupation_id else None,
        "unit": str(course.unit_id) if course.unit_id else None,
        "fee_vnd": course.fee_vnd,
        "language": course.language if course.language in TEACHING_LANGUAGES else "vi",
        "funding": course.funding or [],
        "entry_education": course.entry_education.value if course.entry_education else None,
        "skills": [str(one) for one in skills],
    }


def _is_id(text: str | None) -> bool:
    return text is not None and text.isdecimal() and len(text) < 10


class RevokeForm(Form):
    """Why a certificate is taken back."""

    reason = TextField(_l("Lý do"), [required(_l("Anh/chị ghi vì sao thu hồi.")), at_most(300)])


class ConfirmForm(Form):
    """One button, nothing to fill in."""
