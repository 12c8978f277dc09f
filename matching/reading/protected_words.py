"""The phrases about sex, ethnicity, poverty, land and disability: patterns over folded words.

In a line single spaces part the words, and ' , ' stands where anything else did. Repeats are
bounded, so that a hostile text cannot make the search slow.
"""

import re

from matching.reading.vietnamese import accent_key, word_key

_NOT = r"(?:khong|ko|hong|hok|chang|k)"
_FIELD = r"(?:dat(?: (?:dai|ruong|vuon|o|lua|san xuat|nong nghiep|nuoi tom|canh tac))?|ruong|vuon)"
_AMOUNT = r"(?:het|(?:\d{1,5}|mot|hai|ba|may|nua)(?: (?:cong|ha|m2|met|hecta|mau)))"
_ZONE = r"(?:khu cong nghiep|cum cong nghiep|khu kinh te|kcn|ccn|kkt|du an|cao toc|duong)"

LAND = (
    rf"(?:bi |nha nuoc |duoc )?thu hoi (?:{_AMOUNT} )?{_FIELD}"
    r"|(?:bi|nha nuoc|dien|dat|ruong|vuon|nha|da|moi|vua) thu hoi(?! (?:cong no|no|von|hang|san))"
    rf"|(?:bi|nha nuoc|duoc) lay (?:{_AMOUNT} )?{_FIELD}|lay het {_FIELD}"
    rf"|{_FIELD} (?:bi |da |moi |duoc |nha nuoc ){{0,3}}lay(?: het)?(?! hang)"
    r"|giai toa(?: trang)?|giai phong mat bang|gpmb|tai dinh cu|den bu"
    rf"|mat (?:{_AMOUNT} )?{_FIELD}|het {_FIELD}|{_NOT} (?:con |co )?{_FIELD}"
    rf"|boi thuong {_FIELD}"
)
POVERTY = (
    r"(?:so )?ho (?:can )?ngheo|can ngheo|(?:thoat |giam )?ngheo(?: kho khan| kho| doi)?"
    r"|(?:hoan canh|gia dinh|kinh te|nha)(?: (?:em|toi|minh|gia dinh|con|rat|qua|kha)){0,3}"
    r" kho khan"
)
_PEOPLE = (
    r"(?:khmer|kho ?mer?|hoa(?! (?:dong|nha|giai))|kinh(?! (?:doanh|te|nghiem))|thieu so"
    r"|cham(?! (?:soc|chi|lo|con|me|be|cong)))"
)
ETHNICITY = (
    r"(?:(?:nguoi|dan toc|ba con|dong bao|goc|lao dong) ){1,4}"
    rf"(?:(?:dan toc|thieu so) ){{0,3}}{_PEOPLE}(?: (?:thieu so|nam bo))?"
    r"|(?:la|em|toi|minh) (?:khmer|kho me)|dan toc(?: thieu so)?"
)
_AND = r"(?: (?:va|hoac|hay|lan|voi|,))?"
# Unaccented 'nam' is a year before a number, in 'nam nay' and in names such as 'Nam Sông Hậu'.
_MALE = r"nam(?! (?:\d{3,4}|nay|ngoai|truoc|sau|toi|kinh|lien|song|can|my|dinh|bo|trung|vang)\b)"
_BEFORE_MALE = (
    *("cong nhan", "lao dong", "nhan vien", "tuyen", "chi nhan", "chi", "can", "uu tien"),
    *("tinh", "ung vien", "em la", "toi la", "minh la", "tho", "chap nhan"),
)
_AGE = r"(?= (?:tu )?\d\d (?:, |den |toi )?(?:\d\d )?(?:t|tuoi)\b)"
SEX = (
    r"(?:^|(?<=, ))lao dong (?:nu|nam)(?= ,|$)|"
    rf"(?:khong phan biet |ca )?nam{_AND} nu(?: gioi)?|nu{_AND} {_MALE}"
    r"|phu nu|nu gioi|nam gioi|gioi tinh(?: (?:nam|nu))?|con gai|con trai|dan ong|dan ba|nu|"
    + "|".join(rf"(?<=\b{before} ){_MALE}(?! \d\b)" for before in _BEFORE_MALE)
    + rf"|(?<=, )nam(?= ,|$)|^nam(?= ,|$)|(?<=, )nam{_AGE}|^nam{_AGE}"
)
DISABILITY = (
    r"(?:nguoi |lao dong )?(?:khuyet tat|tan tat|tat nguyen)"
    r"(?: (?:van dong|nghe noi|nhe|nang|dac biet nang|bam sinh|tu nho))?"
)
CORE = re.compile(
    rf"\b(?:(?P<land>{LAND})|(?P<poverty>{POVERTY})|(?P<people>{ETHNICITY})|(?P<sex>{SEX})"
    rf"|(?P<disability>{DISABILITY}))\b"
)

_WHO = (
    "gia dinh|nha nuoc|nha|ho|dien|em|toi|minh|con|chau|da|moi|dang|vua|bi|duoc|thuoc|la|do|vi"
    "|sau khi|tu khi|tu luc|khi|luc|hien|uu tien|so|co|tai|cua|dia phuong|dat|dang|o|khu"
)
# Words of the same clause that belong to the fact and go with it.
BEFORE = {
    "land": re.compile(rf"(?:\b(?:{_WHO}|ruong|vuon) ){{1,6}}$"),
    "poverty": re.compile(rf"(?:\b(?:{_WHO}|lao dong thuoc|nguoi thuoc) ){{1,6}}$"),
    "people": re.compile(r"(?:\b(?:em|toi|minh|con|chau|la|uu tien|do|vi|gia dinh) ){1,6}$"),
    "disability": re.compile(
        r"(?:\b(?:em|toi|minh|con|chau|la|bi|do|vi|uu tien|nhan|ca|thuoc|dien|co) ){1,6}$"
    ),
    "sex": re.compile(
        r"(?:\b(?:uu tien|chi tuyen|chi nhan|khong phan biet|gioi tinh|danh cho|em la|toi la"
        r"|minh la)(?: lao dong| ung vien)? ){1,3}$"
    ),
}
AFTER = {
    "land": re.compile(
        rf"(?: {_AMOUNT})?(?: {_FIELD})?(?: san xuat)?"
        rf"(?:(?: de)? (?:lam|xay|mo|phuc vu) {_ZONE}(?: moi)?)?(?: (?:nen|roi))?\b"
    ),
    "poverty": re.compile(r"(?: (?:cua xa|lau nam))?(?: nen)?\b"),
    "people": re.compile(r"(?: nen)?\b"),
    "disability": re.compile(r"(?: nen)?\b"),
    "sex": re.compile(r"\b"),
}

# How the words of a fact are written: with other marks they are other words ('mặt', 'nụ').
_WRITTEN = (
    "đất mất hết lấy thu hồi ruộng vườn giải tỏa toả đền bù tái định đình cư nghèo hộ cận người"
    " dân tộc bà con còn đồng động bào gốc hoa kinh chăm thiểu số sổ nữ nam phụ giới tính gái"
    " trai đàn ông khó khăn khơ khuyết tật tàn nguyền"
)
WRITTEN: dict[str, set[str]] = {}
for _word in _WRITTEN.split():
    WRITTEN.setdefault(word_key(_word), {word_key(_word)}).add(accent_key(_word))

# No phrase above does without one of these (raw words, so that 'năm' does not count as 'nam').
_TRIGGERS = (
    "hồi hoi toả tỏa toa gpmb phóng phong cư cu bù bu đất dat ruộng ruong vườn vuon lấy lay "
    "nghèo ngheo khăn khan khmer me mer mẹ khome khomer hoa chăm cham tộc toc thiểu thieu nữ "
    "nu nam gái gai trai đàn dan giới gioi số so tên ten tật tat"
)
TRIGGERS = frozenset(_TRIGGERS.split())
ETHNIC_MAJORITY = ("i kinh", "gốc kinh", "goc kinh", "o kinh", "động kinh", "ng kinh")
