"""Why a course: codes of the matcher → phrases. '' when the facts are not known."""

from workforce.formats import number, vnd
from workforce.i18n import _
from workforce.suggestions.words.names import Names, Params, Say, always
from workforce.suggestions.words.reasons import far, near


def _course_leads_to_wish(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("học để làm việc anh/chị muốn: %(job)s", job=name) if name else ""


def _course_closes_gap(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return (
        _("dạy điều các việc hợp với anh/chị đang cần: %(skills)s", skills=skills) if skills else ""
    )


def _course_gives_certificate(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return _("học xong có: %(skills)s", skills=skills) if skills else ""


def _course_completes_trade(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return _("dạy thêm điều nghề này cần: %(skills)s", skills=skills) if skills else ""


def _course_builds_on_experience(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("nâng tay nghề anh/chị đã có: %(job)s", job=name) if name else ""


def _course_near(params: Params, names: Names) -> str:
    return near(params, names) or _("gần nhà")


def _course_far(params: Params, names: Names) -> str:
    return far(params, names) or _("xa nhà")


def _course_short(params: Params, names: Names) -> str:
    weeks = params.get("weeks")
    if weeks and params.get("fee_vnd") == 0:
        return _("học %(weeks)s tuần, không thu học phí", weeks=number(weeks))
    return _("học %(weeks)s tuần", weeks=number(weeks)) if weeks else ""


def _course_long(params: Params, names: Names) -> str:
    weeks, fee = params.get("weeks"), params.get("fee_vnd")
    if weeks and fee:
        return _(
            "học lâu: %(weeks)s tuần, học phí %(fee)s", weeks=number(weeks), fee=vnd(round(fee))
        )
    return _("học lâu: %(weeks)s tuần", weeks=number(weeks)) if weeks else ""


REASONS: dict[str, Say] = {
    "course_leads_to_wish": _course_leads_to_wish,
    "course_closes_gap": _course_closes_gap,
    "course_gives_certificate": _course_gives_certificate,
    "course_completes_trade": _course_completes_trade,
    "course_builds_on_experience": _course_builds_on_experience,
    "course_already_known": always(lambda: _("anh/chị đã biết phần lớn nội dung")),
    "course_entry_met": always(lambda: _("anh/chị đủ điều kiện vào học")),
    "course_entry_above": always(lambda: _("lớp cần trình độ cao hơn")),
    "course_near": _course_near,
    "course_far": _course_far,
    "course_short": _course_short,
    "course_long": _course_long,
    "course_text": always(lambda: _("lớp nói đúng điều anh/chị tìm")),
}
