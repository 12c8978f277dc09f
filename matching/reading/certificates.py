"""Read licences and certificates, and whether they are held: 'có bằng C', 'chưa có GPLX'."""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_LONGEST = 2000
_PAPER = r"(?:bang|gplx|giay phep lai xe|bang lai(?: xe)?|hang|dau)"
_CLASSES = r"(a1|a2|a|b1|b2|b|c1e|c1|ce|c|d1|d2|de|d|fb|fc|fd|e|f)"
_DRIVING = re.compile(rf"\b{_PAPER}(?: hang| lai xe| lai| dau)?:? {_CLASSES}\b(?! ?/ ?\d)")
_MORE_CLASSES = re.compile(rf"(?: ?(?:,|/|-|\+|hoac|va) ?){_CLASSES}\b")
_KINDS = (
    ("forklift", r"(?:chung chi|bang|giay phep|cc|the|gplx)(?: van hanh| lai){0,2}(?: xe)? nang"),
    ("crane", r"(?:chung chi|bang|cc|the)(?: van hanh| lai){0,2}(?: cau truc| cau| xe cau)\b"),
    ("boiler", r"(?:chung chi|bang|cc|the)(?: van hanh)?(?: noi| lo) hoi"),
    ("welding", r"(?:chung chi|bang|cc)(?: nghe)? han|\b[1-6]g\b(?! ?b)"),
    ("safety", r"(?:the|chung chi|cc)(?: huan luyen)? (?:atld|an toan(?: lao dong| dien)?)"),
    (
        "food-safety",
        r"(?:chung chi|giay|cc|chung nhan)(?: tap huan| kien thuc){0,2}"
        r" (?:attp|vsattp|an toan thuc pham)",
    ),
    ("security", r"(?:chung chi|bang|cc|the)(?: nghiep vu)? bao ve"),
    ("practice", r"chung chi hanh nghe|\bcchn\b"),
    ("cooking", r"(?:chung chi|bang|cc)(?: nghe)? (?:nau an|bep|dau bep)"),
    (
        "it",
        r"\bmos\b|\bic3\b|(?:chung chi|bang|cc) (?:tin hoc|vi tinh|a tin hoc|b tin hoc)"
        r"|tin hoc (?:trinh do )?[abc]\b",
    ),
    (
        "language",
        r"\btoeic\b|\bielts\b|\bhsk ?\d?\b|\bjlpt\b|\bn[1-5]\b|\btopik\b"
        r"|(?:chung chi|bang|cc) (?:tieng|ngoai ngu|anh van)",
    ),
    ("vocational", r"(?:chung chi|bang|cc) (?:nghe|so cap|dien|co khi|may|dien lanh|ke toan)\b"),
)
_KIND_SIGNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NOT_HELD = re.compile(
    r"\b(?:chua|khong|ko|k|hong|hok|het han|bi mat|dang hoc|dang thi|mat)"
    r"(?: (?:co|thi|lay|can|yeu cau|doi hoi))?(?: [a-z]{1,7})? $"
)


@dataclass(frozen=True)
class Certificate:
    """A licence or certificate named; ``grade`` is a driving class; ``held`` False when denied."""

    kind: str
    grade: str | None = None
    held: bool = True


def read_certificates(text: str | None) -> tuple[Certificate, ...]:
    """Return what a text names, in a fixed order, each once; () when it names none.

    A denied licence ('chưa có bằng C') is returned with ``held`` False; 'không cần chứng chỉ'
    likewise.
    """
    folded = fold(text)[:_LONGEST]
    found: dict[tuple[str, str | None], Certificate] = {}
    for match in _DRIVING.finditer(folded):
        held = not _is_denied(folded, match.start())
        grades = [match[1]]
        end = match.end()
        while more := _MORE_CLASSES.match(folded, end):
            grades.append(more[1])
            end = more.end()
        for grade in grades:
            found.setdefault(("driving", grade), Certificate("driving", grade.upper(), held))
    for kind, sign in _KIND_SIGNS:
        named = sign.search(folded)
        if named:
            held = not _is_denied(folded, named.start())
            found.setdefault((kind, None), Certificate(kind, None, held))
    return tuple(found.values())


def _is_denied(folded: str, start: int) -> bool:
    return bool(_NOT_HELD.search(folded, max(0, start - 30), start))
