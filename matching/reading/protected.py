"""Words about sex, ethnicity, poverty and land leave a text before anything is counted."""

import re

from matching.reading.vietnamese import fold, normalise

# Protected facts must not move a score (privacy boundary, service rules): land, poverty,
# ethnicity, sex. 'nam' needs a neighbour: folded it is also a year.
# Repeats are bounded so that a hostile text cannot make the search slow.
_LAND = (
    r"(?:(?:gia dinh|nha nuoc|nha|dat|ruong|vuon|ho|dien|em|toi|minh|con|da|moi|dang|vua|bi|duoc"
    r"|co|thuoc|la)\s+){0,6}"
    r"(?:thu hoi(?: \d+ (?:cong|ha|m2))?(?: (?:dat|ruong|vuon))?|lay (?:het )?dat"
    r"|lay(?= lam (?:khu|cum))|giai toa(?: trang)?|giai phong mat bang|gpmb|tai dinh cu|den bu"
    r"|mat dat|(?:khong|ko|hong) (?:con |co )?dat|het dat)"
    r"(?: dat| san xuat)?(?: (?:de )?(?:lam|xay) (?:khu cong nghiep|cum cong nghiep|kcn|ccn))?"
)
_POVERTY = (
    r"(?:(?:thuoc|la|gia dinh|uu tien|dien|nha|so|con|em|toi|co)\s+){0,6}"
    r"(?:ho (?:can )?ngheo|can ngheo|ngheo(?: kho)?)"
)
_ETHNICITY = (
    r"(?:(?:em|toi|minh|la|uu tien|con)\s+){0,6}"
    r"(?:(?:nguoi|dan toc|ba con|dong bao|goc|lao dong)\s+){1,4}"
    r"(?:(?:dan toc|thieu so)\s+){0,3}(?:khmer|kho ?mer?|hoa|kinh(?! doanh)|cham|thieu so)"
    r"|dan toc(?: thieu so)?"
)
_SEX = (
    r"(?:uu tien|chi tuyen|chi nhan)(?: lao dong| ung vien)? (?:nam va nu|nam nu|nam|nu)(?! \d)"
    r"|(?<=cong nhan )(?:nam|nu)(?! \d)|(?<=lao dong )(?:nam|nu)(?! \d)"
    r"|(?<=nhan vien )(?:nam|nu)(?! \d)|nam\s*[/,+-]?\s*nu|phu nu|nu gioi|nam gioi|gioi tinh"
    r"|con gai|dan ong|dan ba|nu"
)
_PROTECTED = re.compile(rf"\b(?:{_LAND}|{_POVERTY}|{_ETHNICITY}|{_SEX})\b")


def neutral(text: str | None) -> str:
    """Return the text without words about sex, ethnicity, poverty or land.

    Neither people nor openings may gain or lose by them, so they leave before anything is
    counted. The rest keeps its accents and punctuation.
    """
    plain = " ".join(normalise(text).split())
    folded = fold(plain)
    if len(folded) != len(plain):
        # A sign without a base letter was dropped: offsets no longer agree, use the folded text.
        plain = folded
    kept, last = [], 0
    for match in _PROTECTED.finditer(folded):
        kept.append(plain[last : match.start()])
        last = match.end()
    kept.append(plain[last:])
    return " ".join(" ".join(kept).split())
