"""Hours, conditions and needs people and adverts write in their own words.

Patterns are matched against folded text (see vietnamese.fold) unless a name says otherwise.
"""

import re

_NO = r"(?:khong|hong|ko|k|dung|chang)\b"

SITTING, STANDING, SEATED = "ngoi-lam-viec-lau", "dung-lam-viec-lau", "ngồi làm"
# What cannot be borne → the benefit term that says the work is without it.
EASED = {STANDING: SEATED, "mang-vac-nang": "việc nhẹ"}
# Limits people state → the condition of work they cannot or will not take.
AVOIDS = (
    (
        "mang-vac-nang",
        rf"{_NO}[^.;]{{0,18}}\b(?:khieng|vac|nang|xach|bung|be)\b"
        r"|dau (?:khop|lung|goi|co|vai)|thoat vi|benh tim|suc yeu"
        r"|viec nhe|nhe nhe|nhe nhang|huyet ap|bi liet",
    ),
    (
        "dung-lam-viec-lau",
        rf"{_NO}[^.;]{{0,18}}\bdung\b|viec ngoi|ngoi lam|ngoi duoc|dau (?:khop|goi)"
        r"|bi liet|di nang|xe lan",
    ),
    (
        "lam-viec-theo-ca",
        rf"{_NO}[^.;]{{0,18}}\b(?:ca dem|lam dem|xoay ca|truc dem|qua dem|ban dem)\b",
    ),
    (
        "lam-them-gio",
        rf"{_NO}[^.;]{{0,18}}\b(?:tang ca|lam them)\b|don con|ve (?:truoc|som)|truoc 5h"
        r"|con (?:bu|nho)|gui truong|cham (?:con|me|cha)|phai ve|nuoi (?:me|ba|cha)",
    ),
    (
        "lam-viec-trong-moi-truong-lanh-am",
        rf"(?:{_NO}|\bso\b)[^.;]{{0,18}}\b(?:lanh|nuoc da)\b|viem xoang|thap khop",
    ),
    ("lam-viec-tren-cao", rf"so (?:do )?cao|{_NO}[^.;]{{0,12}}\b(?:leo|tren cao)\b"),
    (
        "di-cong-tac-di-xa",
        rf"{_NO}[^.;]{{0,18}}\b(?:cong tac|di xa|duong dai|di tinh)\b|gan nha",
    ),
    (
        "lam-viec-voi-bui-mui-hoa-chat",
        rf"(?:{_NO}|\bso\b|di ung)[^.;]{{0,12}}\b(?:bui|hoa chat|mui)\b|hen suyen|suyen",
    ),
)
SHUTTLE_NEEDED = re.compile(
    r"xe (?:dua )?(?:ruoc|don)|(?:khong|chua|ko|hong)\b[^.;]{0,12}\b(?:co xe|biet chay|xe may)"
)
HOUSING_NEEDED = re.compile(r"cho o|o lai|ky tuc|\bktx\b|bao an o")
SHUTTLE_OFFERED = re.compile(r"xe (?:dua )?(?:ruoc|don|tuyen)")
HOUSING_OFFERED = re.compile(r"ky tuc|\bktx\b|cho o|o lai|an o")
SHORT_TERM = re.compile(
    r"thoi vu|1-2 thang|2 thang|may thang|nghi (?:he|tet)|\bhe\b|vao hoc|sinh vien|part.?time"
    r"|ban thoi gian"
)
SHORT_TERM_JOB = re.compile(
    r"thoi vu|part.?time|ban thoi gian|theo vu|mua (?:vu|tom|tet)|hang tet|keo tet|viec he"
    r"|ngan han|theo ngay|cong nhat|\d thang\)"
)
