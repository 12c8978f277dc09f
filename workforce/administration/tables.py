"""The dated tables as the administrator reads them: value, since when, source, checked or not."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from workforce.administration import queries
from workforce.administration.words import rate_words
from workforce.formats import date, number
from workforce.i18n import _
from workforce.models import IndicatorRule, PolicyRate, Target, Zone, ZoneFact
from workforce.zones.words import FACTS, as_of_words, source_words

#: word in the address → title; the first is shown when nothing is asked
NAMES = {
    "muc": _l("Mức, tuổi, thời hạn theo luật"),
    "dinh-nghia": _l("Định nghĩa chỉ số"),
    "khu": _l("Số liệu khu, cụm công nghiệp"),
    "chi-tieu": _l("Chỉ tiêu của nghị quyết"),
}
_ENDS = {"low": _l("từ"), "high": _l("đến")}


def statement(name: str) -> Any:
    """Return the select of one of NAMES."""
    return {
        "muc": queries.rates, "dinh-nghia": queries.rules, "khu": queries.zone_facts,
        "chi-tieu": queries.targets,
    }[name]()  # fmt: skip


def row(name: str, found: Any) -> dict[str, Any]:
    """Return one line of a table.

    Returns:
        title, value, period, basis, source: texts; state: (kind, word) of a status mark,
        None for the resolution's own words.
    """
    makers: dict[str, Callable[[Any], dict[str, Any]]] = {
        "muc": _rate, "dinh-nghia": _rule, "khu": _fact, "chi-tieu": _target,
    }  # fmt: skip
    line = makers[name](found)
    return {**line, "source": source_words(line["source"]).rstrip(" :,")}


def _rate(rate: PolicyRate) -> dict[str, Any]:
    return {
        "title": rate_words(rate.kind, rate.key),
        "value": _value(rate.value_number, rate.value_text, rate.unit),
        "period": _period(rate),
        "basis": _lines(rate.legal_basis, rate.note),
        "source": rate.source,
        "state": _state(rate.is_verified),
    }


def _rule(rule: IndicatorRule) -> dict[str, Any]:
    return {
        "title": f"{rule.name} ({rule.key})" if rule.name else rule.key,
        "value": _lines(
            _value(rule.value_number, "", rule.unit) if rule.value_number is not None else "",
            rule.definition_vi,
        ),
        "period": _period(rule),
        "basis": rule.caution,
        "source": rule.source,
        "state": ("wait", rule.status) if rule.status else _state(False),
    }


def _fact(pair: tuple[ZoneFact, Zone]) -> dict[str, Any]:
    fact, zone = pair
    name, _mark, end = fact.fact.rpartition("_")
    name, end = (name, end) if end in _ENDS else (fact.fact, "")
    words = str(FACTS.get(name, name))
    return {
        "title": f"{zone.name}: {words}" + (f", {_ENDS[end]}" if end else ""),
        "value": _value(fact.value_number, fact.value_text, fact.unit),
        "period": as_of_words(fact.as_of) or _("không ghi ngày"),
        "basis": fact.note,
        "source": fact.source,
        "state": _state(fact.is_verified),
    }


def _target(target: Target) -> dict[str, Any]:
    ends = dict.fromkeys(end for end in (target.low, target.high) if end is not None)
    amount = "–".join(number(end) for end in ends)
    return {
        "title": f"{target.indicator_vi or target.indicator} ({target.code})",
        "value": amount or _("không nêu con số"),
        "period": _("năm %(year)s", year=target.year) if target.year else _("hằng năm"),
        "basis": _lines(f"“{target.text_vi}”", target.note),
        "source": target.source,
        "state": None,
    }


def _value(amount: float | None, text: str, unit: str) -> str:
    if amount is None:
        return text or _("chưa có số liệu")
    return f"{number(amount)} {unit}".strip()


def _period(dated: PolicyRate | IndicatorRule) -> str:
    first, last = dated.effective_from, dated.effective_to
    if last is None:
        return _("từ %(day)s", day=date(first))
    return _("%(first)s đến %(last)s", first=date(first), last=date(last))


def _state(is_verified: bool) -> tuple[str, str]:
    return ("ok", _("đã kiểm chứng")) if is_verified else ("wait", _("chưa kiểm chứng"))


def _lines(*texts: str) -> str:
    return " ".join(text if text.endswith((".", "”")) else f"{text}." for text in texts if text)
