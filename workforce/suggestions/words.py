"""Codes of reasons and gaps → sentences for people. Facts, never a grade or a score.

Each code of matching/reasons.py has its words here; tests/suggestions fails on one that
does not. A sentence whose facts are not known becomes '' and is left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from workforce.formats import kilometres, number, vnd, wage
from workforce.i18n import _
from workforce.models import Occupation, Skill, SuggestionList

Params = Mapping[str, Any]
#: reasons that are lacks: the card says them after 'Cần bổ sung', with the course
SAID_AS_MISSING = frozenset({"certificate_missing", "experience_short", "schooling_below"})
#: too vague to lead a card as long as something better is known
WEAK = frozenset({"wish_text", "profile_text", "course_text"})
#: what 'Đúng ý anh/chị' says already: the line below it tells something new if it can
SAID_BY_FIT = frozenset({"occupation_wanted", "occupation_related"})
ALMOST_NOTHING = 0.004  #: contributions below this are noise, not a reason to tell


@dataclass(frozen=True)
class Names:
    """Vietnamese names of occupations and skills by key."""

    occupations: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def for_list(cls, session: Session, stored: "SuggestionList | Any") -> "Names":
        """Read the names a stored list speaks of, with two queries."""
        occupations, skills = set(), set()
        for row in [*stored.openings, *stored.courses]:
            skills.update(row.get("teaches", ()))
            skills.update(lack["key"] for lack in row.get("missing", ()))
            for reason in row["reasons"]:
                occupations.add(reason["params"].get("occupation"))
                skills.update(reason["params"].get("skills") or ())
                skills.update(reason["params"].get("conditions") or ())
        return cls(
            _names(session, Occupation, occupations - {None}), _names(session, Skill, skills)
        )

    def occupation(self, key: str | None) -> str:
        """Return the occupation's name in the middle of a sentence; '' when unknown."""
        return lowered(self.occupations.get(key or "", ""))

    def skill_list(self, keys: Sequence[str] | None, limit: int = 3) -> str:
        """Return 'may máy 1 kim, kiểm hàng'; '' when none is known."""
        known = [lowered(self.skills[key]) for key in keys or () if key in self.skills]
        return ", ".join(known[:limit])


def reason(code: str, params: Params, names: Names) -> str:
    """Return the sentence of a reason; '' when its facts are not known.

    A code without words is left unsaid: a stored list may come from another model.
    """
    words = REASONS.get(code)
    return words(params, names) if words else ""


def missing(lack: Params, names: Names) -> str:
    """Return what to add, for after 'Cần bổ sung:'; the matcher's own label otherwise."""
    words = MISSING.get(lack["kind"])
    return words(lack, names) if words else lowered(lack["label"])


def fit(row: Params) -> str:
    """Return 'Đúng ý anh/chị · Đủ 4/5 yêu cầu' as far as true; '' when neither is known."""
    codes = {one["code"] for one in row["reasons"] if one["weight"] > 0}
    parts = []
    if "occupation_wanted" in codes:
        parts.append(_("Đúng ý anh/chị"))
    elif "occupation_related" in codes:
        parts.append(_("Gần với việc anh/chị muốn"))
    if row["met"]:  # 'Đủ 0/4' says nothing that 'Cần bổ sung' does not say better
        parts.append(_("Đủ %(met)s/%(asked)s yêu cầu", met=row["met"], asked=row["asked"]))
    return " · ".join(parts)


def why(row: Params, names: Names, *, limit: int = 1) -> list[str]:
    """Return the strongest true reasons for a pair; [] when none is known.

    Strongest first, but after it what the line above says already, and vague ones last.
    """
    helping = [one for one in row["reasons"] if one["weight"] > ALMOST_NOTHING]
    helping.sort(key=lambda one: (one["code"] in WEAK, one["code"] in SAID_BY_FIT, -one["weight"]))
    return _sentences(helping, names)[:limit]


def know_first(row: Params, names: Names) -> list[str]:
    """Return what speaks against a pair and is not a lack: distance, pay, hours."""
    against = [
        one
        for one in row["reasons"]
        if one["weight"] < -ALMOST_NOTHING and one["code"] not in SAID_AS_MISSING
    ]
    return _sentences(against, names)


def lacks(row: Params, names: Names) -> list[str]:
    """Return what to add, one short phrase each."""
    said = (missing(lack, names) for lack in row["missing"])
    return list(dict.fromkeys(filter(None, said)))


def lowered(name: str) -> str:
    """Return a name as it stands inside a sentence: only its first letter falls.

    'Công nhân may' → 'công nhân may'; 'QC' and '5S' stay.
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _sentences(reasons: Iterable[Params], names: Names) -> list[str]:
    said = (reason(one["code"], one["params"], names) for one in reasons)
    return list(dict.fromkeys(filter(None, said)))


def _names(session: Session, model: type[Occupation] | type[Skill], keys: set) -> dict[str, str]:
    if not keys:
        return {}
    rows = session.exec(select(model.key, model.name_vi).where(col(model.key).in_(keys)))
    return dict(rows.all())


# -- openings ------------------------------------------------------------------------------


def _occupation_wanted(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("đúng việc anh/chị muốn: %(job)s", job=name) if name else _("đúng việc anh/chị muốn")


def _occupation_related(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("gần với việc anh/chị muốn: %(job)s", job=name) if name else ""


def _occupation_done(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    if not name:
        return ""
    months = round(params.get("months") or 0)
    if months:
        return _("anh/chị đã làm việc gần với %(job)s, %(time)s", job=name, time=duration(months))
    return _("anh/chị đã làm việc gần với %(job)s", job=name)


def _occupation_trained(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("anh/chị đã học nghề gần với %(job)s", job=name) if name else ""


def _skill_known(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return _("anh/chị đã biết: %(skills)s", skills=skills) if skills else ""


def _certificate_held(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return _("anh/chị đã có: %(skills)s", skills=skills) if skills else ""


def _certificate_missing(params: Params, names: Names) -> str:
    skills = names.skill_list(params.get("skills"))
    return _("cần có: %(skills)s", skills=skills) if skills else ""


def _pay(params: Params) -> str:
    low, high = (
        round(amount * 1_000_000) if amount else None
        for amount in (params.get("wage_low"), params.get("wage_high"))
    )
    return wage(low, high) if low or high else ""


def _wage_meets_wish(params: Params, names: Names) -> str:
    pay = _pay(params)
    return _("lương đạt mức anh/chị mong: %(pay)s", pay=pay) if pay else ""


def _wage_below_wish(params: Params, names: Names) -> str:
    pay = _pay(params)
    return _("lương thấp hơn mức anh/chị mong: %(pay)s", pay=pay) if pay else ""


def _near(params: Params, names: Names) -> str:
    distance = kilometres(params.get("km"))
    return _("gần nhà, %(distance)s", distance=distance) if distance else ""


def _far(params: Params, names: Names) -> str:
    distance = kilometres(params.get("km"))
    return _("xa nhà, %(distance)s", distance=distance) if distance else ""


def _far_but_carried(params: Params, names: Names) -> str:
    distance = kilometres(params.get("km"))
    if not distance:
        return _("xa hơn anh/chị muốn, có xe đưa đón")
    return _("xa hơn anh/chị muốn (%(distance)s), có xe đưa đón", distance=distance)


def _out_of_reach(params: Params, names: Names) -> str:
    distance = kilometres(params.get("km"))
    return _("quá xa để đi về mỗi ngày, %(distance)s", distance=distance) if distance else ""


def _language_missing(params: Params, names: Names) -> str:
    said = {"zh": _("tiếng Trung"), "en": _("tiếng Anh"), "ja": _("tiếng Nhật")}
    said["ko"] = _("tiếng Hàn")
    languages = ", ".join(said[key] for key in params.get("languages") or () if key in said)
    return _("cần biết %(languages)s", languages=languages) if languages else ""


def _many_applicants(params: Params, names: Names) -> str:
    waiting = round(params.get("applicants") or 0)
    if not waiting:
        return ""
    return _("đã có %(count)s người nộp hồ sơ, nên nộp thêm nơi khác", count=number(waiting))


def _shuttle(params: Params, names: Names) -> str:
    distance = kilometres(params.get("km"))
    return _("có xe đưa đón, %(distance)s", distance=distance) if distance else _("có xe đưa đón")


def _housing(params: Params, names: Names) -> str:
    return _("có chỗ ở, không phải đi về mỗi ngày")


def _condition_conflicts(params: Params, names: Names) -> str:
    conditions = names.skill_list(params.get("conditions"))
    return (
        _("có điều anh/chị muốn tránh: %(conditions)s", conditions=conditions) if conditions else ""
    )


def _experience_short(params: Params, names: Names) -> str:
    months = round(params.get("months_asked") or 0)
    return _("kinh nghiệm %(time)s", time=duration(months)) if months else ""


def _schooling_below(params: Params, names: Names) -> str:
    return _("trình độ cao hơn")


# -- courses -------------------------------------------------------------------------------


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
    return _near(params, names) or _("gần nhà")


def _course_far(params: Params, names: Names) -> str:
    return _far(params, names) or _("xa nhà")


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


def _always(sentence: Callable[[], str]) -> Callable[[Params, Names], str]:
    return lambda params, names: sentence()


REASONS: dict[str, Callable[[Params, Names], str]] = {
    "occupation_wanted": _occupation_wanted,
    "occupation_related": _occupation_related,
    "occupation_done": _occupation_done,
    "occupation_trained": _occupation_trained,
    "wish_text": _always(lambda: _("tin tuyển nói đúng việc anh/chị tìm")),
    "profile_text": _always(lambda: _("tin tuyển nói đến việc anh/chị biết làm")),
    "skill_known": _skill_known,
    "certificate_held": _certificate_held,
    "certificate_missing": _certificate_missing,
    "wage_meets_wish": _wage_meets_wish,
    "wage_below_wish": _wage_below_wish,
    "near": _near,
    "far": _far,
    "far_but_carried": _far_but_carried,
    "elsewhere": _always(lambda: _("tin tuyển cho tỉnh khác")),
    "out_of_reach": _out_of_reach,
    "home_work": _always(lambda: _("nhận việc về nhà làm như anh/chị muốn")),
    "hand_work": _always(lambda: _("việc tay chân, khác việc anh/chị muốn")),
    "rank_above": _always(lambda: _("việc phải quản lý người khác")),
    "language_missing": _language_missing,
    "many_applicants": _many_applicants,
    "shuttle_covers_distance": _shuttle,
    "housing_covers_distance": _housing,
    "shift_fits": _always(lambda: _("giờ làm hợp với anh/chị")),
    "shift_conflicts": _always(lambda: _("giờ làm khác giờ anh/chị chọn")),
    "condition_conflicts": _condition_conflicts,
    "short_term_fits": _always(lambda: _("việc thời vụ như anh/chị muốn")),
    "term_conflicts": _always(lambda: _("thời gian làm khác ý anh/chị: thời vụ hay lâu dài")),
    "no_experience_needed": _always(lambda: _("không cần kinh nghiệm")),
    "experience_short": _experience_short,
    "schooling_below": _schooling_below,
    "sector_known": _always(lambda: _("đúng ngành anh/chị đã làm")),
    "sector_other": _always(lambda: _("khác ngành anh/chị đã làm")),
    "course_leads_to_wish": _course_leads_to_wish,
    "course_closes_gap": _course_closes_gap,
    "course_gives_certificate": _course_gives_certificate,
    "course_completes_trade": _course_completes_trade,
    "course_builds_on_experience": _course_builds_on_experience,
    "course_already_known": _always(lambda: _("anh/chị đã biết phần lớn nội dung")),
    "course_entry_met": _always(lambda: _("anh/chị đủ điều kiện vào học")),
    "course_entry_above": _always(lambda: _("lớp cần trình độ cao hơn")),
    "course_near": _course_near,
    "course_far": _course_far,
    "course_short": _course_short,
    "course_long": _course_long,
    "course_text": _always(lambda: _("lớp nói đúng điều anh/chị tìm")),
}


# -- the one change that would help most ---------------------------------------------------


def change(found: Params) -> str:
    """Return 'Có chứng chỉ lái xe nâng, anh/chị nộp được thêm 14 việc.'; '' when nothing opens.

    A fact with its number, never advice to give up what health, care or the law ask for: the
    matcher does not look for such changes.
    """
    opened = found["openings_opened"]
    step = CHANGES[found["kind"]](found) if found["kind"] in CHANGES else ""
    if not step or not opened:
        return ""
    if found["kind"] == "certificate":
        said = _("%(step)s, anh/chị nộp được thêm %(n)s việc.", step=step, n=number(opened))
    else:
        said = _("%(step)s, anh/chị có thêm %(n)s việc hợp.", step=step, n=number(opened))
    pay = found.get("wage_median")
    return f"{said} {_half_pay(pay, opened)}".strip() if pay else said


def _half_pay(pay: int, opened: int) -> str:
    if opened < 2:
        return _("Lương %(pay)s.", pay=wage(pay, None))
    return _("Một nửa trả lương %(pay)s trở lên.", pay=wage(pay, None))


def _change_certificate(found: Params) -> str:
    name = lowered(found["label"].split("(")[0].strip())
    if name.startswith(("giấy phép", "chứng chỉ", "thẻ", "bằng")):
        return _("Có %(paper)s", paper=name)
    return _("Có chứng chỉ %(paper)s", paper=name)


def _change_skill(found: Params) -> str:
    return _("Biết thêm %(skill)s", skill=lowered(found["label"].split("(")[0].strip()))


def _change_distance(found: Params) -> str:
    return _("Đi làm xa thêm %(km)s km", km=found["key"])


def _change_wage(found: Params) -> str:
    less = vnd(round(abs(float(found["key"])) * 1_000_000))
    return _("Mong lương thấp hơn %(less)s", less=less)


def _change_experience(found: Params) -> str:
    job = lowered(found["label"].split("(")[0].strip())
    return _("Có thêm 1 năm làm %(job)s", job=job)


def _change_schooling(found: Params) -> str:
    level = SCHOOLING.get(found["key"])
    return _("Học xong %(level)s", level=level()) if level else ""


SCHOOLING: dict[str, Callable[[], str]] = {
    "tieu_hoc": lambda: _("tiểu học"),
    "thcs": lambda: _("lớp 9"),
    "so_cap": lambda: _("sơ cấp nghề"),
    "thpt": lambda: _("lớp 12"),
    "trung_cap": lambda: _("trung cấp"),
    "cao_dang": lambda: _("cao đẳng"),
    "dai_hoc": lambda: _("đại học"),
}
CHANGES: dict[str, Callable[[Params], str]] = {
    "certificate": _change_certificate,
    "skill": _change_skill,
    "distance": _change_distance,
    "commute": lambda found: _("Tự đi làm, không cần xe đưa đón"),
    "shift": lambda found: _("Làm được cả ca đêm"),
    "wage": _change_wage,
    "experience": _change_experience,
    "schooling": _change_schooling,
}


# -- what to add ---------------------------------------------------------------------------


def duration(months: int) -> str:
    """Return '8 tháng', '2 năm', '1 năm 6 tháng'."""
    years, rest = divmod(months, 12)
    if not years:
        return _("%(months)s tháng", months=months)
    if not rest:
        return _("%(years)s năm", years=years)
    return _("%(years)s năm %(months)s tháng", years=years, months=rest)


def _missing_skill(lack: Params, names: Names) -> str:
    return lowered(names.skills.get(lack["key"]) or lack["label"])


def _missing_schooling(lack: Params, names: Names) -> str:
    label = lack["label"]
    return _("trình độ %(level)s", level=lowered(label)) if label else _("trình độ cao hơn")


def _missing_experience(lack: Params, names: Names) -> str:
    months = round((lack.get("params") or {}).get("months_asked") or 0)
    return _("kinh nghiệm %(time)s", time=duration(months)) if months else _("kinh nghiệm")


MISSING: dict[str, Callable[[Params, Names], str]] = {
    "skill": _missing_skill,
    "certificate": _missing_skill,
    "schooling": _missing_schooling,
    "experience": _missing_experience,
}
