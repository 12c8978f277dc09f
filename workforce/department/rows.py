"""Table rows of the department's pages: values already in words."""

import datetime as dt
from typing import Any

from flask import url_for

from workforce.clock import local
from workforce.department.board import Board
from workforce.department.queries import ZoneRow
from workforce.formats import date, number, percent, phone
from workforce.i18n import _
from workforce.labels import label
from workforce.models import (
    Enterprise,
    EnterpriseChange,
    EvidenceTier,
    Opening,
    RecoveryDecision,
    Site,
    Zone,
)
from workforce.reports.placements import CountedPlacement, Retention
from workforce.reports.targets import TargetStatus

Row = dict[str, Any]
UNITS = {"zones": "khu", "persons": "người", "percent": "%", "%": "%", "report": "báo cáo"}


def unknown() -> str:
    """Return 'chưa có số liệu'."""
    return _("chưa có số liệu")


def target_row(status: TargetStatus) -> Row:
    """Return one target: what was promised, by when, what is known."""
    target = status.target
    return {
        "code": target.code,
        "indicator": target.indicator_vi,
        "year": str(target.year or _("hằng năm")),
        "goal": goal_words(status),
        "value": unknown() if status.value is None else number(status.value),
        "text": target.text_vi,
        "source": target.source,
    }


def goal_words(status: TargetStatus) -> str:
    """Return '250.000–280.000 người', '9 khu', or '' for a target without a number."""
    low, high = status.target.low, status.target.high
    if low is None:
        return ""
    unit = UNITS.get(status.target.unit, status.target.unit)
    amount = number(low) if high in (None, low) else f"{number(low)}–{number(high)}"
    return f"{amount} {unit}"


def zone_row(row: ZoneRow) -> Row:
    """Return one zone's figures; where nobody declared it says so instead of 0."""
    stock = row.stock
    return {
        "name": row.zone.name,
        "url": url_for("public.zone", key=row.zone.key),
        "kind": label(row.zone.kind),
        "coverage": (
            _("%(n)s/%(total)s", n=stock.declaring, total=stock.enterprises)
            if stock.enterprises
            else unknown()
        ),
        "workers": number(stock.workers) if stock.has_figures else unknown(),
        "stable": number(stock.stable) if stock.has_figures else unknown(),
        "newest": date(stock.newest),
        "placements": number(row.placements),
        "open_posts": number(row.open_posts),
        "flagged": _("có bản khai cần kiểm tra") if stock.flagged else "",
    }


def retention_row(row: Retention) -> Row:
    """Return one cohort: those due, the answers, and the band for those not reached."""
    low, high = row.low, row.high
    band = unknown() if low is None else percent(low)
    if low is not None and low != high:
        band = _("%(low)s đến %(high)s", low=percent(low), high=percent(high))
    return {
        "months": _("%(months)s tháng", months=row.months),
        "due": number(row.due),
        "same": number(row.same),
        "other": number(row.other),
        "gone": number(row.gone),
        "unknown": number(row.unknown),
        "band": band,
    }


def placement_row(one: CountedPlacement, zones: dict[str, str]) -> Row:
    """Return one placement: where, since when, who confirmed. No name."""
    episode = one.episode
    key = one.snapshot.zone_key if one.snapshot else ""
    both = _("Hai phía") if episode.is_two_sided else _("Doanh nghiệp")
    return {
        "started": date(one.started_on),
        "zone": zones.get(key, _("ngoài khu, cụm")),
        "confirmed": both,
        "tier": proof(episode.tier),
        "state": _("Đã nghỉ ngày %(day)s", day=date(episode.ended_on))
        if episode.ended_on
        else _("Đang làm"),
        "checks": ", ".join(
            _("%(months)s tháng: %(answer)s", months=months, answer=label(outcome))
            for months, outcome in sorted(episode.checks.items())
        )
        or _("chưa hỏi thăm"),
    }


def proof(tier: EvidenceTier | None) -> str:
    """Return how well an episode is proven, in words."""
    words = {
        EvidenceTier.A: _("Bảo hiểm hoặc bảng lương"),
        EvidenceTier.B: _("Hợp đồng"),
        EvidenceTier.C: _("Lời của hai phía"),
        EvidenceTier.D: _("Lời của một phía"),
    }
    return words[tier] if tier else unknown()


def month_row(board: Board, index: int) -> Row:
    """Return one month of the table under the chart: declared stock and placements."""
    day, stock = board.history[index]
    month, placed = board.placements_by_month[index]
    return {
        "month": day.strftime("%m/%Y"),
        "workers": number(stock.workers) if stock.has_figures else unknown(),
        "stable": number(stock.stable) if stock.has_figures else unknown(),
        "coverage": f"{stock.declaring}/{stock.enterprises}",
        "placements": number(placed),
    }


def stock_sentence(board: Board) -> str:
    """Return the chart's finding in one sentence."""
    total = board.stock.total
    if not total.has_figures:
        return _("Chưa doanh nghiệp nào khai báo lao động.")
    return _(
        "%(stable)s lao động ổn định theo khai báo: %(share)s của mức thấp %(low)s.",
        stable=number(total.stable),
        share=percent(total.ratio(board.target.low)),
        low=number(board.target.low),
    )


def decision_row(decision: RecoveryDecision, zone: Zone | None) -> Row:
    """Return one land-recovery decision."""
    return {
        "number": decision.number,
        "date": date(decision.decided_on),
        "project": decision.project,
        "zone": zone.name if zone else unknown(),
    }


def enterprise_row(enterprise: Enterprise) -> Row:
    """Return one enterprise of the list."""
    return {
        "name": enterprise.name,
        "url": url_for("department.enterprise", enterprise_id=enterprise.id),
        "tax_code": enterprise.tax_code or unknown(),
        "status": label(enterprise.status),
        "since": date(enterprise.created_at),
    }


def enterprise_facts(enterprise: Enterprise, sites: list[tuple[Site, Zone | None]]) -> list[Row]:
    """Return what an enterprise said about itself, for the decision."""
    places = [
        f"{site.name or enterprise.name} – {zone.name if zone else _('ngoài khu, cụm')}"
        for site, zone in sites
    ]
    return [
        {"label": _("Trạng thái"), "value": label(enterprise.status)},
        {"label": _("Mã số thuế"), "value": enterprise.tax_code or unknown()},
        {"label": _("Ngành (VSIC)"), "value": enterprise.vsic_code or unknown()},
        {"label": _("Người liên hệ"), "value": enterprise.contact_name or unknown()},
        {"label": _("Điện thoại"), "value": phone(enterprise.contact_phone) or unknown()},
        {"label": _("Nơi làm việc"), "lines": places or [unknown()]},
        {"label": _("Đăng ký ngày"), "value": date(enterprise.created_at)},
    ]


def change_row(
    change: EnterpriseChange, site: Site, enterprise: Enterprise, zone: Zone | None
) -> Row:
    """Return a place of work that changes; one taken back says why."""
    state = (
        _("Đã rút lại: %(reason)s", reason=change.taken_back_reason)
        if change.taken_back_at
        else change.note
    )
    return {
        "name": enterprise.name,
        "url": url_for("department.enterprise", enterprise_id=enterprise.id),
        "where": " · ".join(filter(None, (zone.name if zone else "", site.name or site.address))),
        "kind": label(change.kind),
        "on": date(change.effective_on),
        "workers": number(change.workers) if change.workers else None,
        "announced": date(change.announced_at),
        "state": state,
    }


def pending_entry(enterprise: Enterprise, today: dt.date) -> Row:
    """Return an enterprise waiting to be verified, for the list of decisions."""
    waited = (today - local(enterprise.created_at).date()).days
    url = url_for("department.enterprise", enterprise_id=enterprise.id)
    return {
        "title": enterprise.name,
        "url": url,
        "detail": _("Doanh nghiệp chờ xác minh"),
        "due_text": _("chờ %(days)s ngày", days=waited),
        "overdue": waited > 7,
        "action_url": url,
        "action": _("Xem và quyết định"),
    }


def hard_entry(opening: Opening, enterprise: str, today: dt.date) -> Row:
    """Return an opening with fewer applications than posts after a month."""
    url = url_for("public.opening", opening_id=opening.id)
    return {
        "title": opening.title,
        "url": url,
        "detail": _("%(company)s · cần %(posts)s người, ít hồ sơ", company=enterprise,
                    posts=number(opening.posts)),
        "due_text": _("đăng %(days)s ngày", days=(today - opening.posted_on).days),
        "overdue": False,
        "action_url": url,
        "action": _("Xem tin"),
    }  # fmt: skip
