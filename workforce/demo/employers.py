"""Fictional firms with sites, openings and what they declare."""

import datetime as dt
import random
from dataclasses import dataclass

from matching.reading.vietnamese import fold
from workforce.demo.blocks import Blocks
from workforce.demo.bulk import Bulk
from workforce.models import (
    Account,
    Enterprise,
    EnterpriseStatus,
    Opening,
    OpeningSkill,
    OpeningStatus,
    Role,
    Site,
    WorkforceDeclaration,
)

MILLION = 1_000_000
DECLARES = 0.7  #: share of firms that declare; the rest shows what coverage means
QUARTERS = 5


@dataclass(frozen=True)
class Firm:
    """A fictional firm and its one site."""

    enterprise_id: int
    site_id: int
    account_id: int
    sector: str
    zone_key: str
    vsic_code: str
    size: int


@dataclass
class Post:
    """An opening people of the history apply to."""

    opening_id: int
    firm: Firm
    occupation_id: int
    vsco_code: str
    wage_vnd: int
    posted_on: dt.date
    deadline: dt.date
    posts: int
    is_open: bool
    hired: int = 0


class Employers:
    """Builds firms and openings; keeps them for the history of applications."""

    def __init__(
        self, blocks: Blocks, bulk: Bulk, chance: random.Random, *, now: dt.datetime,
        today: dt.date,
    ):  # fmt: skip
        self.blocks, self.bulk, self.chance = blocks, bulk, chance
        self.now, self.today = now, today
        self.firms: list[Firm] = []
        self.posts: list[Post] = []

    def build(self, openings: int) -> None:
        """Make one firm for every six openings, then the openings."""
        rows = self.blocks.enterprises
        for number in range(max(min(len(rows), openings), openings // 6)):
            self.firms.append(self._firm(rows[number % len(rows)], number // len(rows)))
        for _ in range(openings):
            self._opening()
        self.bulk.flush()

    def declare(self) -> None:
        """Add quarterly declarations of most firms, a few months behind for some."""
        for firm in self.firms:
            if self.chance.random() > DECLARES:
                continue
            workers = firm.size
            behind = self.chance.choice((0, 0, 0, 1, 2))
            for quarter in range(QUARTERS, behind, -1):
                as_of = _quarter_end(self.today, quarter)
                workers = max(5, round(workers * self.chance.uniform(0.97, 1.07)))
                self._declaration(firm, workers, as_of)

    def _firm(self, row: dict[str, str], series: int) -> Firm:
        name = row["name"] if series == 0 else f"{row['name']} {series + 1}"
        unit_id = self.blocks.new_units.get(row["commune_code"])
        pending = series == 0 and row["key"].endswith("7")
        enterprise_id = self.bulk.add(
            Enterprise,
            name=name,
            name_folded=fold(name),
            vsic_code=row["vsic_code"],
            size_band=row["size_band"],
            contact_name="Phòng nhân sự (mẫu)",
            status=EnterpriseStatus.PENDING if pending else EnterpriseStatus.VERIFIED,
            verified_at=None if pending else self.now,
            created_at=self.now - dt.timedelta(days=3 if pending else 500),
            is_sample=True,
        )
        site_id = self.bulk.add(
            Site,
            enterprise_id=enterprise_id,
            zone_id=self.blocks.zones.get(row["zone_key"]),
            unit_id=unit_id,
            name="Nhà máy (mẫu)",
        )
        account_id = self.bulk.add(
            Account,
            role=Role.EMPLOYER,
            display_name="Nhân sự (mẫu)",
            enterprise_id=enterprise_id,
            is_sample=True,
            created_at=self.now - dt.timedelta(days=400),
        )
        low, _, high = row["size_band"].partition("-")
        size = self.chance.randint(int(low), int(high))
        return Firm(
            enterprise_id, site_id, account_id, row["sector"], row["zone_key"],
            row["vsic_code"], size,
        )  # fmt: skip

    def _opening(self) -> None:
        row = self.chance.choice(self.blocks.openings)
        firms = [firm for firm in self.firms if firm.sector == row["sector"]] or self.firms
        firm = self.chance.choice(firms)
        occupation = self.blocks.occupations[row["occupation_key"]]
        is_open = self.chance.random() < 0.7
        age = self.chance.randint(0, 60) if is_open else self.chance.randint(90, 420)
        posted_on = self.today - dt.timedelta(days=age)
        deadline = (
            self.today + dt.timedelta(days=self.chance.randint(5, 60))
            if is_open
            else posted_on + dt.timedelta(days=45)
        )
        low = _wage(row["wage_low_million"], self.chance)
        high = _wage(row["wage_high_million"], self.chance)
        posts = max(1, self.chance.randint(int(row["posts_low"]), int(row["posts_high"])) // 2)
        titles = [row["title"], *filter(None, row["title_variants"].split(";"))]
        opening_id = self.bulk.add(
            Opening,
            enterprise_id=firm.enterprise_id,
            site_id=firm.site_id,
            title=self.chance.choice(titles).strip(),
            occupation_id=occupation.id,
            description=row["description"],
            requirements=row["requirements"],
            benefits=row["benefits"],
            posts=posts,
            wage_type=row["wage_type"],
            wage_min_vnd=min(low, high),
            wage_max_vnd=max(low, high),
            shifts=row["shifts"].split(";"),
            contract_type=row["contract_type"],
            contract_months=int(row["contract_months"]) if row["contract_months"] else None,
            education=row["education"] or None,
            experience_months=int(row["experience_months"] or 0),
            has_shuttle=row["has_shuttle"] == "yes",
            has_housing=row["has_housing"] == "yes",
            has_meals=row["has_meals"] == "yes",
            has_nursery=row["has_nursery"] == "yes",
            is_hazardous=row["is_hazardous"] == "yes",
            posted_on=posted_on,
            deadline=deadline,
            status=OpeningStatus.OPEN if is_open else OpeningStatus.CLOSED,
            close_reason="" if is_open else "Hết hạn nhận hồ sơ",
            closed_at=None if is_open else self._moment(deadline),
            posted_by=firm.account_id,
            created_at=self._moment(posted_on),
            updated_at=self._moment(posted_on),
            is_sample=True,
        )
        for skill_id, is_essential in self.blocks.skills_of[occupation.id][:6]:
            self.bulk.add(
                OpeningSkill, opening_id=opening_id, skill_id=skill_id, is_required=is_essential
            )
        self.posts.append(
            Post(
                opening_id, firm, occupation.id, occupation.vsco_code, (low + high) // 2,
                posted_on, deadline, posts, is_open,
            )
        )  # fmt: skip

    def _declaration(self, firm: Firm, workers: int, as_of: dt.date) -> None:
        long_contract = round(workers * self.chance.uniform(0.7, 0.95))
        insured = round(workers * self.chance.uniform(0.75, 0.97))
        self.bulk.add(
            WorkforceDeclaration,
            site_id=firm.site_id,
            as_of=as_of,
            workers=workers,
            female_workers=round(workers * self.chance.uniform(0.35, 0.75)),
            long_contract=long_contract,
            insured=insured,
            stable_workers=round(min(long_contract, insured) * self.chance.uniform(0.92, 1)),
            leased_workers=0,
            recorded_at=self._moment(as_of + dt.timedelta(days=8)),
            recorded_by=firm.account_id,
            source="dữ liệu mẫu",
        )

    def _moment(self, day: dt.date) -> dt.datetime:
        moment = dt.datetime.combine(day, dt.time(3, 0), tzinfo=dt.UTC)
        return min(moment, self.now)


def _wage(text: str, chance: random.Random) -> int:
    return round(float(text) * chance.uniform(0.97, 1.05) * 10) * MILLION // 10


def _quarter_end(today: dt.date, back: int) -> dt.date:
    """Return the last day of the quarter ``back`` quarters ago (1: the last full one)."""
    index = today.year * 4 + (today.month - 1) // 3 - back + 1
    year, quarter = divmod(index, 4)
    return dt.date(year, quarter * 3 + 1, 1) - dt.timedelta(days=1)
