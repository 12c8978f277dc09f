"""The dated tables as the administrator reads them: value, since when, source, checked or not."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from workforce.administration import queries
from workforce.formats import date, number
from workforce.i18n import _
from workforce.models import IndicatorRule, PolicyRate, Zone, ZoneFact

#: word in the address → title
NAMES = {
    "muc": _l("Mức, tuổi, thời hạn theo luật"),
    "chi-tieu": _l("Định nghĩa chỉ tiêu"),
    "khu": _l("Số liệu khu, cụm công nghiệp"),
}


@dataclass(frozen=True)
class Table:
    """One table, ready to show.

    Attributes:
        name: its word in the address.
        rows: dicts with title, value, period, basis, source, is_verified.
    """

    name: str
    title: str
    rows: list[dict[str, Any]]


def table(session: Session, name: str) -> Table:
    """Return one of NAMES."""
    if name == "chi-tieu":
        rows = [_rule_row(rule) for rule in queries.rules(session)]
    elif name == "khu":
        rows = [_fact_row(*pair) for pair in queries.zone_facts(session)]
    else:
        rows = [_rate_row(rate) for rate in queries.rates(session)]
    return Table(name=name, title=str(NAMES[name]), rows=rows)


def _rate_row(rate: PolicyRate) -> dict[str, Any]:
    return {
        "title": f"{rate.kind} · {rate.key}",
        "value": _value(rate.value_number, rate.value_text, rate.unit),
        "period": _period(rate.effective_from, rate.effective_to),
        "basis": rate.legal_basis or rate.note,
        "source": rate.source,
        "is_verified": rate.is_verified,
    }


def _rule_row(rule: IndicatorRule) -> dict[str, Any]:
    return {
        "title": f"{rule.key} · {rule.name}" if rule.name else rule.key,
        "value": _value(rule.value_number, rule.definition_vi, rule.unit),
        "period": _period(rule.effective_from, rule.effective_to),
        "basis": rule.caution,
        "source": rule.source,
        "is_verified": None,
    }


def _fact_row(fact: ZoneFact, zone: Zone) -> dict[str, Any]:
    return {
        "title": f"{zone.name} · {fact.fact}",
        "value": _value(fact.value_number, fact.value_text, fact.unit),
        "period": fact.as_of,
        "basis": fact.note,
        "source": fact.source,
        "is_verified": fact.is_verified,
    }


def _value(amount: float | None, text: str, unit: str) -> str:
    if amount is None:
        return text or _("chưa có số liệu")
    return f"{number(amount)} {unit}".strip()


def _period(first: Any, last: Any) -> str:
    if last is None:
        return _("từ %(day)s", day=date(first))
    return _("%(first)s đến %(last)s", first=date(first), last=date(last))
