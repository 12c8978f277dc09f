"""What is left of a course's fee for people entitled to training support (QĐ 46/2015/QĐ-TTg).

The ceilings are dated rows of seeds/policy_rates.csv and differ by group. Which group a person
is in is never asked for a suggestion: the lowest and the highest are said, as a range.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from workforce.formats import millions, vnd
from workforce.i18n import _
from workforce.models import Course, PolicyRate, Training

_CEILING = "training_support_ceiling"
#: the decision is about courses of the first level and shorter ones
COVERED = frozenset({Training.UNDER_3_MONTHS, Training.ELEMENTARY})


@dataclass(frozen=True)
class Support:
    """The least and the most paid for a course, VND; None when no ceiling is in force."""

    lowest: int | None = None
    highest: int | None = None
    legal_basis: str = ""
    is_verified: bool = False

    @classmethod
    def load(cls, session: Session, *, on: dt.date) -> "Support":
        """Read the ceilings in force on a day, with one query."""
        rows = session.exec(
            select(PolicyRate).where(
                PolicyRate.kind == _CEILING,
                PolicyRate.effective_from <= on,
                or_(col(PolicyRate.effective_to).is_(None), col(PolicyRate.effective_to) >= on),
            )
        ).all()
        amounts = [int(row.value_number) for row in rows if row.value_number is not None]
        if not amounts:
            return cls()
        return cls(
            min(amounts), max(amounts), rows[0].legal_basis, all(row.is_verified for row in rows)
        )

    def covers(self, course: Course) -> bool:
        """Whether there is a fee and support may pay some of it."""
        return bool(course.fee_vnd) and course.level in COVERED and self.highest is not None

    def left(self, course: Course) -> str:
        """Return 'được hỗ trợ thì còn 0–1,5 triệu'; '' where support does not reach."""
        if not self.covers(course) or course.fee_vnd is None:
            return ""
        least = max(0, course.fee_vnd - (self.highest or 0))
        most = max(0, course.fee_vnd - (self.lowest or 0))
        if not most:
            return _("được hỗ trợ thì không phải đóng")
        if least == most:
            return _("được hỗ trợ thì còn %(left)s", left=vnd(most))
        return _(
            "được hỗ trợ thì còn %(least)s–%(most)s triệu",
            least=millions(least), most=millions(most),
        )  # fmt: skip

    def note(self) -> str:
        """Return where the range comes from and how sure it is."""
        if self.is_verified:
            return _(
                "Mức hỗ trợ học nghề theo %(basis)s, tùy diện. Anh/chị hỏi trường hoặc xã.",
                basis=self.legal_basis,
            )
        return _(
            "Mức hỗ trợ học nghề theo %(basis)s, tùy diện, chưa xác minh còn áp dụng năm nay. "
            "Anh/chị hỏi trường hoặc xã trước khi học.",
            basis=self.legal_basis,
        )
