"""How values are written on screen: Jinja filters, Vietnamese number style everywhere."""

import datetime as dt

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask

from workforce.clock import local
from workforce.i18n import _, number_locale

UNKNOWN = "chưa có số liệu"


def number(value: float | int | None) -> str:
    """Return '12.500', '6,5'; None is 'chưa có số liệu'."""
    if value is None:
        return _(UNKNOWN)
    return format_decimal(round(value, 1), locale=number_locale())


def percent(value: float | None) -> str:
    """Return '62 %' for 0.62, one decimal below ten per cent; None is 'chưa có số liệu'."""
    if value is None:
        return _(UNKNOWN)
    points = value * 100
    return f"{number(round(points, 1) if points < 10 else round(points))} %"


def vnd(value: int | None) -> str:
    """Return '7.500.000 đ'; None is 'chưa có số liệu'."""
    return _(UNKNOWN) if value is None else f"{number(value)} đ"


def millions(value: int) -> str:
    """Return VND as people say it, in millions without the word: 7500000 is '7,5'."""
    return number(round(value / 1_000_000, 2) if value % 100_000 else value / 1_000_000)


def wage(low: int | None, high: int | None, unit: str = "month") -> str:
    """Return '7–9 triệu/tháng', 'từ 7 triệu/tháng', '250.000 đ/ngày'; unknown says so."""
    per = {
        "month": _("tháng"), "day": _("ngày"), "hour": _("giờ"), "piece": _("sản phẩm"),
    }[unit]  # fmt: skip
    low, high = (low or None), (high or None)
    if low is None and high is None:
        return _("lương khoán theo sản phẩm") if unit == "piece" else _("chưa nêu mức lương")
    show = millions if (low or high or 0) >= 1_000_000 else number
    suffix = _("triệu") if show is millions else "đ"
    if low and high and low != high:
        return f"{show(low)}–{show(high)} {suffix}/{per}"
    if low and high:
        return f"{show(low)} {suffix}/{per}"
    if low:
        return _("từ %(amount)s", amount=f"{show(low)} {suffix}/{per}")
    return _("đến %(amount)s", amount=f"{show(high or 0)} {suffix}/{per}")


def date(value: dt.date | None) -> str:
    """Return '23/11/2026'; None is 'chưa có số liệu'."""
    if value is None:
        return _(UNKNOWN)
    if isinstance(value, dt.datetime):
        value = local(value).date()
    return value.strftime("%d/%m/%Y")


def moment(value: dt.datetime | None) -> str:
    """Return '14:05 23/11/2026' in province time; None is 'chưa có số liệu'."""
    return _(UNKNOWN) if value is None else local(value).strftime("%H:%M %d/%m/%Y")


def month(value: dt.date) -> str:
    """Return 'tháng 11/2026'."""
    return format_date(value, "'tháng' MM/yyyy", locale=number_locale())


def phone(value: str | None) -> str:
    """Return '0912 345 678' for the stored '+84912345678'; '' for None."""
    if not value:
        return ""
    national = "0" + value[3:] if value.startswith("+84") else value
    if len(national) == 10:
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    return national


def days_left(deadline: dt.date | None, today: dt.date) -> str:
    """Return 'còn 3 ngày', 'hôm nay là ngày cuối', 'đã hết hạn', or '' without a deadline."""
    if deadline is None:
        return ""
    left = (deadline - today).days
    if left < 0:
        return _("đã hết hạn")
    return _("hôm nay là ngày cuối") if left == 0 else _("còn %(days)s ngày", days=left)


def kilometres(value: float | None) -> str:
    """Return 'khoảng 6 km'; '' when the distance is unknown."""
    if value is None:
        return ""
    return _("khoảng %(km)s km", km=number(max(1, round(value))))


def init_app(app: Flask) -> None:
    """Register the filters under the functions' names."""
    for function in (number, percent, vnd, wage, date, moment, month, phone, kilometres):
        app.add_template_filter(function)
    app.add_template_filter(days_left)
