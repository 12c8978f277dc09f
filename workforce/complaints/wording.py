"""Openings that ask for money are read by an officer before anybody else reads them.

The machine only stops and asks: what it found is the note of a report nobody made, and an officer
decides on it as on any other. Flush, never commit.
"""

import datetime as dt
import hashlib
import re

from sqlmodel import Session, select

from workforce import audit
from workforce.complaints.queries import days_to_answer
from workforce.models import (
    Account,
    Complaint,
    ComplaintDecision,
    ComplaintReason,
    Opening,
    OpeningStatus,
)
from workforce.once import add_once
from workforce.text import clean_text

_PREFIX = "words:"  #: of the key of a report the machine made
#: what says that nothing is to be paid; taken out before the text is searched
_FREE = re.compile(
    r"(không|ko|miễn|chẳng|khong|mien)\s+((phải|cần|hề|thu|mất|đóng|nộp|đặt|giữ|tốn|bất kỳ|bất cứ"
    r"|phai|can|thu|mat|dong|nop|dat|giu|khoản|tiền|tien|khoan)\s+)*"
    r"(phí|cọc|tiền|phi|coc|tien|giấy tờ|bằng|cccd)(\s+(hồ sơ|giới thiệu|tuyển dụng|cọc|nào))?"
)
#: words of fees, deposits and papers kept back (Labour Code art. 17), as scams write them
_FEES = re.compile(
    r"(đặt|tiền|thế|nộp)\s+cọc|đóng\s+(tiền\s+)?cọc(?!\s+(bê tông|tre|cừ|thép|nhồi|tràm))"
    r"|thế\s+chân|ký\s+quỹ"
    r"|\b(lệ\s+)?phí\s+(hồ sơ|giới thiệu|môi giới|xin việc|nhận việc|giữ chỗ|tuyển dụng|phỏng vấn"
    r"|đồng phục|đầu vào|thế chân|đào tạo ban đầu)"
    r"|tiền\s+(hồ sơ|giới thiệu|môi giới|giữ chỗ|bảo đảm|đảm bảo|làm thẻ)"
    r"|(nộp|đóng|chuyển khoản|chuyển|gửi)\s+(trước\s+)?(\d[\d.,]*\s*"
    r"(k|nghìn|ngàn|triệu|tr|đ|đồng|vnđ)|(lệ\s+)?phí\b|tiền\s+trước)"
    r"|(giữ|nộp|thu)\s+(lại\s+)?(bản gốc\s+|bản chính\s+)?(bằng gốc|bằng cấp gốc|giấy tờ|cccd|cmnd"
    r"|căn cước|sổ hộ khẩu)(?!\s*(photo|công chứng|bản sao))"
    r"|\b(dat|tien|dong|the)\s+coc\b|phi\s+(ho so|gioi thieu|giu cho)"
)


def fee_words(text: str) -> str:
    """Return the words that ask for money or papers, as written; '' when none do."""
    lowered = " ".join(clean_text(text).lower().split())
    found = _FEES.search(_FREE.sub(" ", lowered))
    return found.group(0).strip() if found else ""


def hold(
    session: Session, *, opening: Opening, by: Account, today: dt.date, now: dt.datetime
) -> bool:
    """Whether an officer has to read the opening first; asks them, once for each text.

    An opening that is public already goes back to a draft. A text an officer has read and let
    pass is free; another text is asked about anew.
    """
    words = fee_words(_text(opening))
    if not words:
        return False
    report, is_new = _report(session, opening, words, today=today, now=now)
    if report.decision == ComplaintDecision.KEPT:
        return False
    if opening.status == OpeningStatus.OPEN:
        opening.status, opening.updated_at = OpeningStatus.DRAFT, now
        session.add(opening)
    if is_new:
        audit.record(
            session, account=by, action="opening.held", subject_type="opening",
            subject_id=opening.id, now=now, details=f"complaint={report.id}",
        )  # fmt: skip
    session.flush()
    return True


def held(session: Session, opening: Opening) -> Complaint | None:
    """Return what was asked about the opening's present text, unless an officer let it pass."""
    if not fee_words(_text(opening)):
        return None
    found = session.exec(select(Complaint).where(Complaint.form_key == _key(opening))).first()
    return None if found is None or found.decision == ComplaintDecision.KEPT else found


def is_ours(complaint: Complaint) -> bool:
    """Whether the machine asked, not a reader: the enterprise waits for the answer."""
    return complaint.form_key.startswith(_PREFIX)


def _report(
    session: Session, opening: Opening, words: str, *, today: dt.date, now: dt.datetime
) -> tuple[Complaint, bool]:
    """Return what was asked about this very text, now or before, and whether it is new."""
    key = _key(opening)
    asked = Complaint(
        opening_id=opening.id, account_id=None, form_key=key, reason=ComplaintReason.FEE,
        note=f"Máy thấy tin có chữ: “{words}”. Tin chờ cán bộ xem, chưa ai khác đọc được.",
        made_at=now, answer_by=today + dt.timedelta(days=days_to_answer(session, on=today)),
    )  # fmt: skip
    return add_once(
        session,
        asked,
        lambda: session.exec(select(Complaint).where(Complaint.form_key == key)).first(),
    )


def _key(opening: Opening) -> str:
    """Return what makes this text of this opening the same; as long as a form's own key."""
    digest = hashlib.sha256(f"{opening.id}\0{_text(opening)}".encode()).hexdigest()
    return f"{_PREFIX}{digest}"[:32]


def _text(opening: Opening) -> str:
    return "\n".join((opening.title, opening.description, opening.requirements, opening.benefits))
