"""The supply preview on an enterprise's pages: asked a bounded number of times an hour."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from workforce.accounts.limits import Limit, admit
from workforce.employers.opening_form import OpeningForm
from workforce.employers.openings import skill_wishes
from workforce.errors import TooManyAttempts
from workforce.formats import vnd
from workforce.i18n import _
from workforce.models import Opening
from workforce.reference.rates import rate_number
from workforce.supply.asking import ask
from workforce.supply.counting import Change, Draft, Preview, draft_of

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Lines:
    """What the page says: how many, what would add, or why there is no count."""

    count: str = ""
    changes: tuple[str, ...] = ()
    problem: str = ""


def of_form(form: OpeningForm, found: Opening | None, *, sites: dict[int, str]) -> Draft | None:
    """Return what the form says as a draft; None while title or place are open.

    Args:
        sites: the enterprise's own places of work by id.
    """
    is_own = str(form.site.data or "") in {str(one) for one in sites}
    if not (form.title.data or "").strip() or not is_own:
        return None
    try:
        values = form.values()
        wishes = form.wishes()
    except ValueError:
        return None
    values.pop("contact", None)
    skills = dict.fromkeys(wishes.welcome, False) | dict.fromkeys(wishes.required, True)
    return Draft(int(str(form.site.data)), values, skills, found.id if found else 0)


def of_opening(session: Session, opening: Opening) -> Draft:
    """Return a stored opening as a draft."""
    wishes = skill_wishes(session, opening)
    skills = dict.fromkeys(wishes.welcome, False) | dict.fromkeys(wishes.required, True)
    return draft_of(opening, skills)


def asked(
    session: Session, draft: Draft | None, *, enterprise_id: int, today: dt.date, now: dt.datetime
) -> Lines:
    """Count the try, COMMIT, ask, and return what to say; the session holds no lock meanwhile."""
    if draft is None:
        return Lines(problem=_("Anh/chị ghi tên công việc và chọn nơi làm việc để đếm được."))
    most = int(rate_number(session, "supply_preview", "per_hour", on=today))
    limit = Limit("supply", most, HOUR)
    try:
        admit(session, [(limit, f"supply:enterprise:{enterprise_id}")], now=now)
    except TooManyAttempts:
        return Lines(
            problem=_("Công ty đã xem thử %(n)s lần trong một giờ. Anh/chị xem lại sau.", n=most)
        )
    preview = ask(draft)
    if preview is None:
        return Lines(problem=_("Chưa đếm được lúc này. Anh/chị bấm lại sau một phút."))
    return lines_of(preview)


def lines_of(preview: Preview) -> Lines:
    """Return the preview in words."""
    count = _(
        "%(people)s người phù hợp trong %(km)s km",
        people=_about(preview, preview.people), km=preview.within_km,
    )  # fmt: skip
    changes = tuple(
        _("%(change)s: %(people)s", change=_words(one, preview), people=_about(preview, one.people))
        for one in preview.changes
    )
    return Lines(count, changes)


def _about(preview: Preview, people: int) -> str:
    if not people:
        return _("dưới %(n)s", n=preview.step)
    return _("khoảng %(n)s", n=f"{people:,}".replace(",", "."))


def _words(change: Change, preview: Preview) -> str:
    if change.kind == "wage":
        return _("nâng lương thấp nhất lên %(wage)s, mức giữa của tin cùng nghề",
                 wage=vnd(preview.usual_wage or 0))  # fmt: skip
    if change.kind == "licence":
        return _("không bắt buộc %(licence)s", licence=change.name)
    return {
        "schooling": _("bỏ yêu cầu học vấn, trình độ"),
        "experience": _("bỏ yêu cầu kinh nghiệm"),
        "shuttle": _("thêm xe đưa rước"),
        "housing": _("thêm chỗ ở"),
    }[change.kind]
