"""A made-up register: people, namesakes and families, and how one person is entered twice."""

import numpy as np

from tests.bench.harness import measured, peak_mib, say, title

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Thạch",
    "Sơn",
    "Lý",
    "Kim",
    "Lâm",
    "Danh",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Ngô",
    "Châu",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Minh",
    "Ngọc",
    "Thanh",
    "Hữu",
    "Kim",
    "Mỹ",
    "Sà",
    "Quốc",
    "Hoàng",
    "Thúy",
    "Chí",
    "Cẩm",
]
GIVEN = [
    "Lan",
    "Hồng",
    "Hùng",
    "Bảy",
    "Út",
    "Phát",
    "Oanh",
    "Rết",
    "Sơn",
    "Tuấn",
    "Kiệt",
    "Na",
    "Phượng",
    "Trang",
    "Đạt",
    "Khánh",
    "Vy",
    "Ly",
    "Mai",
    "Tâm",
    "Dũng",
    "Thảo",
    "Nhung",
    "Hậu",
    "Nghĩa",
    "Lợi",
    "Bình",
    "Yến",
    "Sang",
    "Quyên",
    "Chanh",
    "Đa",
    "Sóc",
    "Phol",
    "Hoa",
    "Liên",
    "Cường",
    "Thắng",
]
COMMUNES = [
    "An Hiệp",
    "Kế An",
    "Phú Tân",
    "Lai Hòa",
    "Thạnh Thới An",
    "Vĩnh Hải",
    "Xuân Hòa",
    "Đại Ngãi",
]
_COMMON = 1 / np.sqrt(np.arange(1, 41))
_MARKS = str.maketrans(
    "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "aadeoouaaaaaaaaaaaaaaaeeeeeeeeeeiiiiiooooooooooooooouuuuuuuuuuyyyyy",
)


class Register:
    """Draws people; the same seed gives the same ones."""

    def __init__(self, seed=1):
        self.draw = np.random.default_rng(seed)

    def pick(self, values):
        shares = _COMMON[: len(values)] / _COMMON[: len(values)].sum()
        return values[int(self.draw.choice(len(values), p=shares))]

    def chance(self, share):
        return self.draw.random() < share

    def person(self):
        day, month = int(self.draw.integers(1, 29)), int(self.draw.integers(1, 13))
        birth = f"{day:02}/{month:02}/{int(self.draw.integers(1960, 2008))}"
        return {
            "name": f"{self.pick(SURNAMES)} {self.pick(MIDDLES)} {self.pick(GIVEN)}",
            "birth": birth if self.chance(0.85) else birth[-4:],
            "commune": self.pick(COMMUNES),
            "phone": f"09{int(self.draw.integers(10**8)):08}" if self.chance(0.85) else "",
            "cccd4": f"{int(self.draw.integers(10**4)):04}" if self.chance(0.6) else "",
        }

    def again(self, person):
        """The same person entered once more, somewhat differently."""
        other = dict(person)
        name = other["name"].split()
        if self.chance(0.35):
            other["name"] = other["name"].lower().translate(_MARKS).upper()
        elif self.chance(0.08):
            other["name"] = f"{name[0]} {name[-1]}"
        if self.chance(0.12):
            other["birth"] = other["birth"][-4:]
        elif self.chance(0.04) and len(other["birth"]) > 4:
            day, month, year = other["birth"].split("/")
            other["birth"] = f"{month}/{day}/{year}" if int(day) < 13 else other["birth"]
        if self.chance(0.25):
            other["phone"] = f"08{int(self.draw.integers(10**8)):08}" if self.chance(0.7) else ""
        if self.chance(0.1):
            other["commune"] = self.pick(COMMUNES)
        if self.chance(0.3):
            other["cccd4"] = ""
        return other

    def confused_with(self, person):
        """Somebody else who looks alike: family on one phone, or a namesake."""
        other = self.person()
        kind = int(self.draw.integers(4))
        if kind == 0:
            name = person["name"].split()
            other |= {"phone": person["phone"], "commune": person["commune"]}
            other["name"] = " ".join([name[0], *other["name"].split()[1:]])
        elif kind == 1:
            other["name"] = person["name"]
        elif kind == 2:
            other |= {"name": person["name"], "commune": person["commune"]}
        else:
            year = person["birth"][-4:]
            other |= {"name": person["name"], "birth": f"{other['birth'][:-4]}{year}"}
        return other


def pair(one, two):
    """Return two people as the columns of one pair."""
    return {f"{k}_a": v for k, v in one.items()} | {f"{k}_b": v for k, v in two.items()}


def pairs(count, seed=1):
    """Return (pair, whether one person): half the same, half look-alikes."""
    register, told = Register(seed), []
    for number in range(count):
        person = register.person()
        same = number % 2 == 0
        other = register.again(person) if same else register.confused_with(person)
        told.append((pair(person, other), same))
    return told


def main(people=280_000, twice=2_000):
    """Print seconds, pairs and how many second entries are among the candidates."""
    from matching.duplicates.blocking import candidate_pairs

    title(f"a register of {people:,} people, {twice:,} of them twice")
    register = Register()
    rows = [register.person() for _ in range(people)]
    rows += [register.again(rows[number]) for number in range(twice)]
    with measured() as taken:
        found = set(candidate_pairs(rows))
    hit = sum((number, people + number) in found for number in range(twice))
    say("candidate pairs", f"{len(found):,} in {taken.cpu:.1f} CPU-s, peak {peak_mib():.0f} MiB")
    say("second entries among them", f"{hit / twice:.2%}")


if __name__ == "__main__":
    main()
