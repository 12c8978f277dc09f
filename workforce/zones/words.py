"""What is recorded about zones, in words: names of facts, ranges, where a figure is from."""

import re
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from workforce.formats import number
from workforce.i18n import _
from workforce.models import ZoneFact
from workforce.zones.queries import ZoneRow

#: shown for every zone in this order; what nobody recorded says so
FACTS = {
    "status": _l("Tình trạng"),
    "area_ha": _l("Diện tích"),
    "area_ha_possible": _l("Diện tích có thể mở rộng đến"),
    "leasable_ha": _l("Đất được cho thuê"),
    "leased_ha": _l("Đất đã cho thuê"),
    "land_note": _l("Về đất cho thuê"),
    "developer": _l("Chủ đầu tư hạ tầng"),
    "operating_since": _l("Hoạt động từ"),
    "industries": _l("Ngành nghề nhận vào"),
    "jobs_expected": _l("Số việc làm dự kiến"),
    "annual_output_billion_vnd": _l("Giá trị sản xuất mỗi năm"),
    "districts": _l("Địa bàn"),
    "site_count": _l("Số khu"),
    "resettlement_ha": _l("Khu tái định cư dự kiến"),
    "worker_housing": _l("Nhà ở công nhân"),
}
#: asked of every zone, recorded or not
ALWAYS = (
    "status",
    "area_ha",
    "leasable_ha",
    "leased_ha",
    "developer",
    "industries",
    "worker_housing",
)
#: states as the seed's sources word them; another wording is shown as it is written
STATUSES = {
    "đang hoạt động": _l("đang hoạt động"),
    "quy hoạch, đang kêu gọi đầu tư hạ tầng": _l("quy hoạch, đang kêu gọi đầu tư hạ tầng"),
    "dự kiến đưa vào quy hoạch tỉnh": _l("dự kiến đưa vào quy hoạch tỉnh"),
    "mở rộng theo quy hoạch": _l("mở rộng theo quy hoạch"),
    "đã khánh thành hạ tầng": _l("đã khánh thành hạ tầng"),
    "trong danh sách ưu tiên giai đoạn 2021–2025": _l(
        "trong danh sách ưu tiên giai đoạn 2021–2025"
    ),
    "nghiên cứu, định hướng hình thành": _l("nghiên cứu, định hướng hình thành"),
}
ORIGINS = {
    "[seed]": _l("Nghị quyết,"),
    "[found]": _l("Theo"),
    "[derived]": _l("Suy ra"),
    "[memory]": _l("Ghi theo trí nhớ, chưa có nguồn:"),
    "[ours]": _l("Đơn vị vận hành ghi:"),
}
_MARK = re.compile(r"\[(seed|found|derived|memory|ours)\]:?")
_RANGE = re.compile(r"_(low|high)$")


@dataclass(frozen=True)
class Said:
    """One recorded value with where it is from."""

    value: str
    source: str
    as_of: str
    note: str
    is_verified: bool


@dataclass(frozen=True)
class FactLine:
    """A fact and every value recorded for it; no values is 'chưa có số liệu'."""

    label: str
    said: list[Said]
    changes: bool = False

    @property
    def disagree(self) -> bool:
        """Whether the sources give different values; a status changes, it does not disagree."""
        return not self.changes and len({said.value for said in self.said}) > 1


def fact_lines(row: ZoneRow) -> list[FactLine]:
    """Return the lines of a zone's page: what everybody asks, then whatever else is recorded."""
    recorded: dict[str, list[ZoneFact]] = {}
    for fact in row.facts:
        recorded.setdefault(_RANGE.sub("", fact.fact), []).append(fact)
    names = [name for name in FACTS if name in ALWAYS or name in recorded]
    names += [name for name in recorded if name not in FACTS]
    return [
        FactLine(str(FACTS.get(name, name)), _said(recorded.get(name, [])), name == "status")
        for name in names
    ]


def status_words(status: str) -> str:
    """Return a state in the reader's language; '' for '', an unlisted wording as it is."""
    return str(STATUSES.get(status, status))


def area(row: ZoneRow) -> str:
    """Return '243 ha', '250–400 ha', or both figures when sources disagree; '' unknown."""
    values = _said(row.all_of("area_ha", "area_ha_low", "area_ha_high"))
    return _(" hoặc ").join(dict.fromkeys(said.value for said in values))


def source_words(source: str) -> str:
    """Return a source for people: '[seed] mục III.1' is 'Nghị quyết, mục III.1'."""
    return _MARK.sub(lambda match: str(ORIGINS[f"[{match[1]}]"]), source)


def as_of_words(as_of: str) -> str:
    """Return '25/08/2023' or '2023'; '' when the source gives no date."""
    year, *rest = as_of.split("-")
    return "/".join([*reversed(rest), year]) if as_of else ""


def _said(facts: list[ZoneFact]) -> list[Said]:
    """Return the values, newest first, 'low' and 'high' of one source joined to a range."""
    joined: dict[tuple[str, str], list[ZoneFact]] = {}
    for fact in facts:
        ending = _RANGE.search(fact.fact)
        key = (fact.source, fact.as_of) if ending else (str(fact.id), "")
        joined.setdefault(key, []).append(fact)
    return [
        Said(
            _value(group), source_words(group[0].source), as_of_words(group[0].as_of),
            group[0].note, group[0].is_verified,
        )
        for group in reversed(list(joined.values()))
    ]  # fmt: skip


def _value(group: list[ZoneFact]) -> str:
    numbers = sorted(fact.value_number for fact in group if fact.value_number is not None)
    if not numbers:
        return status_words(group[0].value_text)
    ends = dict.fromkeys((numbers[0], numbers[-1]))
    return f"{'–'.join(number(end) for end in ends)} {group[0].unit}".strip()
