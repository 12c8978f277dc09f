"""The one change that would help most, said as a fact with its number."""

from collections.abc import Callable

from workforce.formats import number, vnd, wage
from workforce.i18n import _
from workforce.suggestions.words.names import Params, lowered

#: of fewer openings the range of pay is that of all; of more, without what lies outside
FEW = 6


def change(found: Params) -> str:
    """Return 'Có chứng chỉ lái xe nâng, anh/chị nộp được thêm 14 việc, lương 9–11 triệu/tháng.'.

    '' when nothing opens. A fact with its numbers, never advice to give up what health, care
    or the law ask for: the matcher does not look for such changes.
    """
    opened = found["openings_opened"]
    step = CHANGES[found["kind"]](found) if found["kind"] in CHANGES else ""
    if not step or not opened:
        return ""
    if found["kind"] == "certificate":
        said = _("%(step)s, anh/chị nộp được thêm %(n)s việc", step=step, n=number(opened))
    else:
        said = _("%(step)s, anh/chị có thêm %(n)s việc hợp", step=step, n=number(opened))
    low, high = found.get("wage_low"), found.get("wage_high")
    if not low:
        return f"{said}."
    if opened < FEW:
        return _("%(said)s, lương %(pay)s.", said=said, pay=wage(low, high))
    return _("%(said)s, phần lớn lương %(pay)s.", said=said, pay=wage(low, high))


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
