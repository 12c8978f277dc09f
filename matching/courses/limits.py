"""What is not to be suggested to a person: limits of health, of care for others, of the law."""

from __future__ import annotations

import re

from matching.reading.protected import neutral
from matching.reading.vietnamese import fold
from matching.records import SeekerRecord

_HEALTH = re.compile(
    r"\bdau\b|benh|huyet ap|\bkhop\b|\bliet\b|\byeu\b|mat (?:kem|mo)|cham nhin|lang tai"
    r"|diec|tim mach|hen suyen|\bnang go\b|di nang|thoai hoa|suc khoe|thai\b|\bbau\b|cot song"
    r"|khong dung (?:duoc|lau)|khong (?:khieng|xach|vac|bung)|xe lan|xe 3 banh|say xe"
)
_CARE = re.compile(
    r"con (?:nho|be|bu|con bu|moi sinh|\d|hoc|benh)|\bdon con\b|cho con bu|giu (?:con|chau|em)"
    r"|(?:nuoi|cham|lo cho|o voi) (?:me|cha|ba|ma|ong|bo|tia|con|chau|nguoi)"
    r"|phai ve|ve (?:som|truoc)|nha tre|gui tre|mau giao|mam non"
)
_NO_NIGHT = re.compile(r"(?:khong|k|ko|dung|hong|hok|chang)\b.{0,24}\b(?:dem|khuya|toi)\b")


def limits_told(record: SeekerRecord) -> frozenset[str]:
    """Return 'health', 'care' and 'night' as far as a person speaks of them.

    Read widely on purpose: a suggestion too few is better than one that tells a mother to
    leave her child or the sick to work nights. Only what one can or cannot do counts: that
    somebody is disabled is a protected fact and leaves the words first.
    """
    told = fold(neutral(f"{record.constraints}. {record.about}. {record.desired}"))
    found = {
        name
        for name, pattern in (("health", _HEALTH), ("care", _CARE), ("night", _NO_NIGHT))
        if pattern.search(told)
    }
    return frozenset(found)
