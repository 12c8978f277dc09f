"""What to look at again in an opening: hints that warn and never block.

Pay below the minimum wage of the region (domain brief 3.6), and wording that asks for what the
law does not let an employer ask for (Labour Code art. 8, art. 17; domain brief 3.8).
"""

import datetime as dt
import re
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.formats import vnd
from workforce.i18n import _
from workforce.models import Opening, PolicyRate, Site, Unit, WageType, ZoneUnit
from workforce.reference.rates import rate

FLOOR_KINDS = {WageType.MONTH: "minimum_wage_month", WageType.HOUR: "minimum_wage_hour"}

_PLACES = re.compile(r"việt nam|miền nam|phía nam|nam bộ|nam định|hà nam|quảng nam|hướng nam")
_SEX = re.compile(
    r"(?<!\d )\b(nam|nữ)\b(?! \d(?!\d?\s*(-|–|đến|tới|tuổi)))"
    r"|\b(tuyen|can|lao dong) (nam|nu)\b(?! 20)|\b(nam|nu) gioi\b"
)
_EQUAL = re.compile(r"(không phân biệt|cả) (nam,? ?(/|và)? ?nữ|giới tính)|nam,? ?(/|và)? ?nữ đều")
_ETHNICITY = re.compile(r"\bdân tộc\b|\bngười (kinh|khmer|khơ me|hoa|chăm)\b|\bdan toc\b")
_MARRIAGE = re.compile(
    r"độc thân|hôn nhân|kết hôn|(chưa|đã|có) (lập |có )?gia đình|mang thai|chưa có con|doc than"
)
_AGE = re.compile(
    r"\b\d{2}\s*(-|–|đến|tới|den)\s*\d{2}\s*(tuổi|tuoi|t\b)|(dưới|không quá|tối đa|duoi)"
    r" \d{2} (tuổi|tuoi)|(tuổi|tuoi):? ?(từ|tu)? ?\d{2}\s*(-|–|đến|tới|den)\s*\d{2}"
)
_DEPOSIT = re.compile(r"(đặt|tiền|đóng|thế) (cọc|chân)|giữ (bằng|giấy tờ|cccd|căn cước)|dat coc")


@dataclass(frozen=True)
class Hint:
    """One thing to look at again.

    Attributes:
        text: what was seen and what to do.
        source: legal basis; '' when there is none to print.
        is_unverified: the figure or basis has not been checked by us.
    """

    text: str
    source: str = ""
    is_unverified: bool = False


def hints_of(session: Session, opening: Opening, *, today: dt.date) -> list[Hint]:
    """Return everything worth a second look before the opening goes out; [] when nothing is."""
    site = session.get_one(Site, opening.site_id)
    wage = wage_hint(
        session,
        site=site,
        wage_type=opening.wage_type,
        wage_vnd=opening.wage_min_vnd or opening.wage_max_vnd,
        on=today,
    )
    texts = (opening.title, opening.description, opening.requirements)
    paid = [wage] if wage else missing_pay_hints(opening)
    return [*paid, *wording_hints("\n".join(text or "" for text in texts))]


def missing_pay_hints(opening: Opening) -> list[Hint]:
    """Return a hint when no pay is named and it is not paid by the piece; [] else."""
    is_named = opening.wage_min_vnd is not None or opening.wage_max_vnd is not None
    if is_named or opening.wage_type == WageType.PIECE:
        return []
    return [Hint(_("Tin chưa ghi lương. Anh/chị ghi mức lương để người xem biết trước."))]


def wage_hint(
    session: Session, *, site: Site, wage_type: WageType, wage_vnd: int | None, on: dt.date
) -> Hint | None:
    """Return a hint when the lowest pay offered is below the floor of the site's region.

    None when pay or region is unknown, when no floor is in force for this kind of pay, or
    when the pay is enough.
    """
    floor = wage_floor(session, site=site, wage_type=wage_type, on=on)
    if wage_vnd is None or floor is None or floor.value_number is None:
        return None
    if wage_vnd >= floor.value_number:
        return None
    return Hint(
        _(
            "Lương thấp nhất anh/chị ghi là %(wage)s, dưới mức lương tối thiểu vùng %(region)s:"
            " %(floor)s. Anh/chị xem lại mức lương.",
            wage=vnd(wage_vnd), region=floor.key, floor=vnd(int(floor.value_number)),
        ),
        source=floor.legal_basis,
        is_unverified=not floor.is_verified,
    )  # fmt: skip


def wage_floor(
    session: Session, *, site: Site, wage_type: WageType, on: dt.date
) -> PolicyRate | None:
    """Return the minimum wage that holds at a site on a day; None when it is not known.

    A zone that spans regions takes the highest (rate ``minimum_wage_rule``).
    """
    kind = FLOOR_KINDS.get(WageType(wage_type))
    if kind is None:
        return None
    floors = [rate(session, kind, region, on=on) for region in sorted(_regions(session, site))]
    known = [floor for floor in floors if floor is not None and floor.value_number is not None]
    return max(known, key=lambda floor: floor.value_number or 0, default=None)


def wording_hints(text: str) -> list[Hint]:
    """Return a hint for each thing the text asks for that the law does not let it ask for."""
    lowered = _EQUAL.sub(" ", _PLACES.sub(" ", text.lower()))
    labour_code = _("Bộ luật Lao động 45/2019/QH14, Điều 8")
    found = []
    for pattern, sentence, source in (
        (_SEX, _("Tin có chữ nói về nam hoặc nữ. Anh/chị bỏ yêu cầu về giới tính, ghi việc cần"
                 " làm được thay vào đó. Ví dụ: nâng được thùng 20 kg."), labour_code),
        (_ETHNICITY, _("Tin có chữ nói về dân tộc. Anh/chị bỏ yêu cầu này; cần tiếng nói nào thì"
                       " ghi kỹ năng. Ví dụ: biết tiếng Khmer."), labour_code),
        (_MARRIAGE, _("Tin có chữ nói về hôn nhân, gia đình. Anh/chị bỏ yêu cầu này, ghi giờ làm"
                      " việc cho rõ."), labour_code),
        (_AGE, _("Tin có giới hạn tuổi. Anh/chị bỏ giới hạn tuổi, ghi việc cần làm được. Tuổi tối"
                 " thiểu theo luật thì trang này tự kiểm tra."), labour_code),
        (_DEPOSIT, _("Tin có chữ nói về tiền cọc hoặc giữ giấy tờ. Người sử dụng lao động không"
                     " được thu tiền cọc hay giữ bản chính giấy tờ. Anh/chị bỏ câu này."),
         _("Bộ luật Lao động 45/2019/QH14, Điều 17")),
    ):  # fmt: skip
        if pattern.search(lowered):
            found.append(Hint(sentence, source=source, is_unverified=True))
    return found


def _regions(session: Session, site: Site) -> set[str]:
    statement = select(Unit.wage_region).where(col(Unit.wage_region).is_not(None))
    if site.zone_id is not None:
        of_zone = session.exec(
            statement.join(ZoneUnit, col(ZoneUnit.unit_id) == col(Unit.id)).where(
                ZoneUnit.zone_id == site.zone_id
            )
        ).all()
        if of_zone:
            return {region for region in of_zone if region}
    if site.unit_id is None:
        return set()
    return {region for region in session.exec(statement.where(Unit.id == site.unit_id)) if region}
