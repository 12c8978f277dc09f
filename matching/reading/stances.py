"""What a text says it does not ask, do or give: 'không cần kinh nghiệm', 'ko tăng ca'."""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_LONGEST = 4000
_NOT = r"\b(?:khong|ko|k|hong|hok|hem|khoi|mien|chua)\b"
_FILLER = r"(?: (?:co|can|yeu cau|doi hoi|phai|lam|di|bao|ho tro|nhat thiet|bat buoc|lo|biet)){0,3}"
_DENIED = {
    "experience": r"(?:kinh nghiem|kn|tay nghe|biet nghe|biet viec)",
    "schooling": r"(?:bang cap|bang|trinh do|hoc van|chung chi)",
    "overtime": r"(?:tang ca|tc|ot|lam them(?: gio)?)",
    "night": r"(?:ca dem|lam dem|dem|xoay ca|truc dem|ca kip)",
    "meals": r"(?:com|an|com trua|an ca|an trua|an o)",
    "housing": r"(?:cho o|o|ktx|ky tuc xa|nha tro|an o)",
    "shuttle": r"(?:xe dua ruoc|dua ruoc|xe dua don|dua don|xe)",
    "deposit": r"(?:coc|dat coc|dong phi|thu phi|mat phi|the chan)",
}
_SIGNS = {
    fact: re.compile(rf"{_NOT}{_FILLER} {named}\b(?! (?:dap|cuoi))")
    for fact, named in _DENIED.items()
}
_GLUED = re.compile(r"kckn|khongcankinhnghiem|khongyeucaukinhnghiem")


@dataclass(frozen=True)
class Stances:
    """Facts a text denies: any of experience, schooling, overtime, night, meals, housing…"""

    denied: frozenset[str] = frozenset()

    def denies(self, fact: str) -> bool:
        """Return whether the text says that there is none of it or no need of it."""
        return fact in self.denied


def read_stances(text: str | None) -> Stances:
    """Return what a text denies; nothing for an empty text."""
    folded = fold(text)[:_LONGEST]
    denied = {fact for fact, sign in _SIGNS.items() if sign.search(folded)}
    if _GLUED.search(folded):
        denied.add("experience")
    return Stances(frozenset(denied))
