"""Why an opening fits, or what to know before: codes of the matcher → phrases.

A phrase whose facts are not known becomes '' and is left out.
"""

from workforce.formats import kilometres, number, wage
from workforce.i18n import _
from workforce.suggestions.words.names import Names, Params, Say, always, duration


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


def near(params: Params, names: Names) -> str:
    """Return 'gần nhà, khoảng 6 km'."""
    distance = kilometres(params.get("km"))
    return _("gần nhà, %(distance)s", distance=distance) if distance else ""


def far(params: Params, names: Names) -> str:
    """Return 'xa nhà, khoảng 40 km'."""
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


def _needs_met(params: Params, names: Names) -> str:
    said = {
        "ngồi làm": _("được ngồi làm"),
        "lối xe lăn": _("có lối cho xe lăn"),
        "biết tiếng khmer": _("có người nói tiếng Khmer"),
        "môi trường mát": _("chỗ làm mát"),
        "việc nhẹ": _("việc nhẹ"),
        "giữ trẻ": _("hỗ trợ gửi con"),
        "nghỉ chủ nhật": _("nghỉ chủ nhật"),
    }
    return ", ".join(said[need] for need in params.get("needs") or () if need in said)


def _experience_short(params: Params, names: Names) -> str:
    months = round(params.get("months_asked") or 0)
    return _("kinh nghiệm %(time)s", time=duration(months)) if months else ""


def _schooling_below(params: Params, names: Names) -> str:
    return _("trình độ cao hơn")


def _trade_disliked(params: Params, names: Names) -> str:
    name = names.occupation(params.get("occupation"))
    return _("anh/chị đã nói không thích nghề này: %(job)s", job=name) if name else ""


REASONS: dict[str, Say] = {
    "occupation_wanted": _occupation_wanted,
    "occupation_related": _occupation_related,
    "occupation_done": _occupation_done,
    "occupation_trained": _occupation_trained,
    "wish_text": always(lambda: _("tin tuyển nói đúng việc anh/chị tìm")),
    "profile_text": always(lambda: _("tin tuyển nói đến việc anh/chị biết làm")),
    "skill_known": _skill_known,
    "certificate_held": _certificate_held,
    "certificate_missing": _certificate_missing,
    "wage_meets_wish": _wage_meets_wish,
    "wage_below_wish": _wage_below_wish,
    "near": near,
    "far": far,
    "far_but_carried": _far_but_carried,
    "elsewhere": always(lambda: _("tin tuyển cho tỉnh khác")),
    "out_of_reach": _out_of_reach,
    "home_work": always(lambda: _("nhận việc về nhà làm như anh/chị muốn")),
    "hand_work": always(lambda: _("việc tay chân, khác việc anh/chị muốn")),
    "rank_above": always(lambda: _("việc phải quản lý người khác")),
    "language_missing": _language_missing,
    "many_applicants": _many_applicants,
    "shuttle_covers_distance": _shuttle,
    "housing_covers_distance": _housing,
    "shift_fits": always(lambda: _("giờ làm hợp với anh/chị")),
    "shift_conflicts": always(lambda: _("giờ làm khác giờ anh/chị chọn")),
    "condition_conflicts": _condition_conflicts,
    "needs_met": _needs_met,
    "short_term_fits": always(lambda: _("việc thời vụ như anh/chị muốn")),
    "term_conflicts": always(lambda: _("thời gian làm khác ý anh/chị: thời vụ hay lâu dài")),
    "no_experience_needed": always(lambda: _("không cần kinh nghiệm")),
    "experience_short": _experience_short,
    "schooling_below": _schooling_below,
    "trade_disliked": _trade_disliked,
    "sector_known": always(lambda: _("đúng ngành anh/chị đã làm")),
    "sector_other": always(lambda: _("khác ngành anh/chị đã làm")),
}
