"""Proposals in words: the sentence, the counts and the calculation step by step."""

from typing import Any

from workforce.formats import date, number, percent
from workforce.i18n import _
from workforce.training.calculation import Calculation, Rate
from workforce.training.forms import GROUP_NAMES
from workforce.training.proposals import Proposal

Row = dict[str, Any]
SMALLEST = 5  #: a count of people of a group below this says too much about each of them


def sentence(found: Proposal) -> str:
    """Return 'Mở thêm lớp … ở …: khoảng N người đủ điều kiện, M việc đang chờ'."""
    return _(
        "Mở thêm lớp “%(trade)s” ở %(place)s: khoảng %(people)s người đủ điều kiện, "
        "%(posts)s việc đang chờ",
        trade=found.trade.name_vi, place=found.demand.district,
        people=number(found.calculation.people), posts=number(found.calculation.posts),
    )  # fmt: skip


def proposal_row(found: Proposal) -> Row:
    """Return one proposal of the list."""
    counted = found.calculation
    return {
        "id": found.demand.id,
        "trade": found.trade.name_vi,
        "sentence": sentence(found),
        "seats": number(counted.seats),
        "per_seat": per_seat(counted),
        "has_assumptions": any(one.is_assumed for one in counted.rates.values()),
        "groups": group_rows(found),
    }


def per_seat(counted: Calculation) -> str:
    """Return lasting placements expected for ten seats: easier to see than a share."""
    if counted.per_seat is None:
        return _("chưa có số liệu")
    return _("%(n)s việc làm bền cho 10 chỗ học", n=number(counted.per_seat * 10))


def group_rows(found: Proposal) -> list[Row]:
    """Return how many of each target group are among them, and seats in proportion."""
    counted, rows = found.calculation, []
    for group, count in found.demand.numbers["groups"].items():
        if count < SMALLEST:
            people, seats = _("dưới %(n)s", n=SMALLEST), _("chưa tính")
        else:
            share = count / max(1, found.demand.numbers["people"])
            people, seats = number(count), number(round(share * counted.seats))
        rows.append({"name": str(GROUP_NAMES[group]), "people": people, "seats": seats})
    return rows


def steps(counted: Calculation) -> list[Row]:
    """Return the calculation, one line a step, in the order it is made."""
    rates = counted.rates
    return [
        _step(_("Người còn thiếu đúng một lớp học"), number(counted.people)),
        _step(_("Việc đang chờ trong tầm đi làm"), number(counted.posts)),
        _step(_("Chỗ học cùng nghề còn trống ở đây"), number(counted.free_seats)),
        _step(
            _("Người chưa có chỗ học"), number(counted.people_left),
            f"{number(counted.people)} − {number(counted.free_seats)}",
        ),
        _step(
            _("Việc còn thiếu người học"), number(counted.posts_left),
            f"{number(counted.posts)} − {number(counted.free_seats)}",
        ),
        _step(
            _("Số chỗ đề xuất"), number(counted.seats),
            _("số nhỏ nhất: chỗ của một lớp, người, việc"),
        ),
        _share(_("Học xong"), counted.finishing, counted.seats, rates["completion"]),
        _share(_("Vào làm trong 6 tháng"), counted.placed, counted.finishing, rates["placement"]),
        _share(_("Còn làm sau 6 tháng"), counted.stable, counted.placed, rates["stable"]),
        _step(
            _("Việc làm bền trên một chỗ học"), _precise(counted.per_seat),
            "" if counted.stable is None else f"{number(counted.stable)} : {number(counted.seats)}",
        ),
    ]  # fmt: skip


def rate_rows(counted: Calculation) -> list[Row]:
    """Return each rate, where it is from and how many people stand behind it."""
    names = {
        "completion": _("Học xong trên người vào học"),
        "placement": _("Vào làm trên người học xong"),
        "stable": _("Còn làm trên người vào làm"),
    }
    return [
        {"name": names[key], "value": percent(one.value), "basis": _basis(one)}
        for key, one in counted.rates.items()
    ]


def _basis(one: Rate) -> str:
    if not one.is_assumed:
        return _("đếm được: %(part)s trên %(whole)s người", part=number(one.counted),
                 whole=number(one.of))  # fmt: skip
    if one.value is None:
        return _("chưa có số liệu")
    return _("giả định chưa kiểm chứng; các lớp trước mới có %(n)s người để đếm",
             n=number(one.of) if one.of >= SMALLEST or not one.of
             else _("dưới %(n)s", n=SMALLEST))  # fmt: skip


def _share(name: str, result: float | None, of: float | None, one: Rate) -> Row:
    how = "" if of is None or one.value is None else f"{number(of)} × {percent(one.value)}"
    mark = _("giả định") if one.is_assumed and one.value is not None else ""
    return _step(name, number(result), f"{how} ({mark})" if mark else how)


def _step(name: str, value: str, how: str = "") -> Row:
    return {"name": name, "how": how, "value": value}


def _precise(value: float | None) -> str:
    return _("chưa có số liệu") if value is None else f"{value:.2f}".replace(".", ",")


def counted_on(found: Proposal) -> str:
    """Return the day the counts are of."""
    return date(found.demand.computed_on)
