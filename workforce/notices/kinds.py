"""What a notice can be about, and its words inside the site.

These sentences are read by who is signed in. What leaves the site says none of it: see
``workforce.notices.texts``. Even here nothing names a refusal, a benefit, an income or a
group: a phone is shared by a family.
"""

from enum import StrEnum

from workforce.i18n import _
from workforce.models import Notice


def _l(sentence: str) -> str:
    """Mark a sentence for the catalogues; it is translated when it is read."""
    return sentence


class Kind(StrEnum):
    """What happened."""

    APPLICATION_MOVED = "application_moved"
    APPLICATION_RECEIVED = "application_received"
    APPLICATIONS_WAIT = "applications_wait"
    OPENING_CLOSED = "opening_closed"
    OPENING_CLOSED_NEXT = "opening_closed_next"
    OPENING_SUITS = "opening_suits"
    NEW_OPENINGS = "new_openings"
    INTAKE_CANCELLED = "intake_cancelled"
    INTAKE_CANCELLED_NEXT = "intake_cancelled_next"
    CLASS_MOVED = "class_moved"
    OPENING_MENTIONED = "opening_mentioned"
    SEAT_GIVEN = "seat_given"
    SEAT_OFFERED = "seat_offered"
    SEAT_LAPSED = "seat_lapsed"
    COURSE_FINISHED = "course_finished"
    HIRE_RECORDED = "hire_recorded"
    START_CLAIMED = "start_claimed"
    START_DISPUTED = "start_disputed"
    CHECK_IN_DUE = "check_in_due"
    CODE_READ_OUT = "code_read_out"
    COMPLAINT_ANSWERED = "complaint_answered"
    OPENING_TAKEN_DOWN = "opening_taken_down"
    INVITED = "invited"
    WORKPLACE_CHANGES = "workplace_changes"
    OPENING_CHECKED = "opening_checked"


#: kind → sentence; its %(names)s are the params a notice of the kind must have
SENTENCES: dict[Kind, str] = {
    Kind.APPLICATION_MOVED: _l("Hồ sơ nộp vào “%(opening)s” có tin mới."),
    Kind.APPLICATION_RECEIVED: _l("Có hồ sơ mới nộp vào tin “%(opening)s”."),
    Kind.APPLICATIONS_WAIT: _l(
        "%(count)s hồ sơ nộp vào “%(opening)s” đã chờ từ %(days)s ngày. Anh/chị trả lời giúp."
    ),
    Kind.OPENING_CLOSED: _l(
        "“%(opening)s” đã ngừng nhận hồ sơ. Anh/chị xem việc khác hợp với mình."
    ),
    Kind.OPENING_CLOSED_NEXT: _l(
        "“%(opening)s” đã ngừng nhận hồ sơ. Việc khác anh/chị xem được: “%(next)s”."
    ),
    Kind.OPENING_SUITS: _l("Việc mới hợp với anh/chị: “%(opening)s”."),
    Kind.NEW_OPENINGS: _l("%(count)s việc mới theo tìm kiếm “%(search)s”."),
    Kind.INTAKE_CANCELLED: _l(
        "Lớp “%(course)s” khai giảng ngày %(day)s đã hủy. Anh/chị xem lớp khác."
    ),
    Kind.INTAKE_CANCELLED_NEXT: _l(
        "Lớp “%(course)s” khai giảng ngày %(day)s đã hủy. "
        "Lớp thay thế: “%(next)s”, khai giảng ngày %(next_day)s."
    ),
    Kind.CLASS_MOVED: _l(
        "Lớp “%(course)s” không mở. Có một chỗ giữ cho anh/chị trong lớp “%(next)s”, "
        "khai giảng ngày %(next_day)s, đến %(until)s. Anh/chị trả lời giúp."
    ),
    Kind.OPENING_MENTIONED: _l(
        "Nơi anh/chị học giới thiệu một việc: “%(opening)s”. Anh/chị xem, muốn thì tự nộp hồ sơ."
    ),
    Kind.SEAT_GIVEN: _l("Anh/chị đã có chỗ trong lớp “%(course)s”, khai giảng ngày %(day)s."),
    Kind.SEAT_OFFERED: _l(
        "Có một chỗ trống trong lớp “%(course)s”, khai giảng ngày %(day)s. "
        "Chỗ này giữ cho anh/chị đến %(until)s. Anh/chị trả lời giúp."
    ),
    Kind.SEAT_LAPSED: _l(
        "Đã hết hạn nhận chỗ trong lớp “%(course)s”, khai giảng ngày %(day)s. "
        "Muốn học, anh/chị đăng ký lại."
    ),
    Kind.COURSE_FINISHED: _l("Trường đã ghi anh/chị học xong lớp “%(course)s”."),
    Kind.HIRE_RECORDED: _l(
        "Doanh nghiệp ghi anh/chị vào làm “%(opening)s”. Anh/chị xem có đúng không."
    ),
    Kind.START_CLAIMED: _l("Có người báo đã vào làm “%(opening)s”. Anh/chị xác nhận giúp."),
    Kind.START_DISPUTED: _l(
        "Hai bên ghi khác nhau về việc vào làm “%(opening)s”. Anh/chị xem lại."
    ),
    Kind.CHECK_IN_DUE: _l(
        "Đã %(months)s tháng từ ngày anh/chị vào làm. Anh/chị cho biết còn làm không."
    ),
    Kind.CODE_READ_OUT: _l(
        "Cán bộ đã đọc mã đăng nhập cho anh/chị. "
        "Không phải anh/chị yêu cầu thì báo ngay cho trung tâm."
    ),
    Kind.COMPLAINT_ANSWERED: _l("Phản ánh của anh/chị về tin “%(opening)s” đã có trả lời."),
    Kind.OPENING_TAKEN_DOWN: _l(
        "Tin “%(opening)s” đã bị gỡ sau phản ánh của người đọc. Anh/chị xem lý do."
    ),
    Kind.INVITED: _l("Doanh nghiệp mời anh/chị xem việc “%(opening)s”."),
    Kind.OPENING_CHECKED: _l(
        "Cơ quan quản lý đã xem tin “%(opening)s”. Anh/chị xem kết quả rồi đăng hoặc sửa tin."
    ),
    Kind.WORKPLACE_CHANGES: _l(
        "Nơi anh/chị làm việc báo sắp có thay đổi. "
        "Anh/chị xem trước việc làm và lớp học hợp với mình."
    ),
}


def params_of(kind: Kind) -> frozenset[str]:
    """Return the names a notice of this kind must have in its params."""
    names = _Names()
    SENTENCES[kind] % names  # filling it in is what asks for them
    return frozenset(names.asked)


def sentence(notice: Notice) -> str:
    """Return the notice in the reader's language."""
    return _(SENTENCES[Kind(notice.kind)]) % notice.params


class _Names(dict[str, str]):
    """Notes which names a sentence asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __missing__(self, name: str) -> str:
        self.asked.add(name)
        return ""
