"""What the site keeps about a person: which facts, what for, who sees them, for how long.

Law 91/2025/QH15 art. 4 gives everyone the right to know. Each table that points at a person or
an account stands in exactly one entry of ``REGISTER``; a test holds that, so a new table is
not forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, inspect
from sqlmodel import Session, SQLModel, col, or_, select

from workforce.models import (
    Account,
    Application,
    AuditLog,
    Complaint,
    ConsentEvent,
    Delivery,
    Dismissal,
    DuplicatePair,
    Enrolment,
    Exposure,
    HouseholdMember,
    Invitation,
    Notice,
    NoticeChoice,
    OneTimeCode,
    OutboxMessage,
    Person,
    PersonCertificate,
    PersonMerge,
    PersonSkill,
    PhoneChange,
    Placement,
    PrintedCode,
    SavedSearch,
    SensitiveAttributes,
    SharedPhone,
    SignInSession,
    SuggestionList,
    WishedOccupation,
    WorkHistory,
)

#: the columns by which a row belongs to somebody; others ('recorded_by') name who wrote it
OWNERS = ("person_id", "account_id", "first_id", "second_id", "kept_id", "gone_id")


@dataclass(frozen=True)
class Held:
    """One kind of fact kept about people, in words for the person.

    Attributes:
        tables: where it stands; their rows are what ``count`` counts.
        endpoint: where the person looks at it or mends it, '' where there is no such screen.
    """

    id: str
    title: str
    what: str
    why: str
    seen_by: str
    kept: str
    tables: tuple[type[SQLModel], ...]
    endpoint: str = ""


_UNTIL_ERASED = _l("Đến khi anh/chị sửa hoặc xóa hồ sơ.")
_ONLY_MYSELF = _l("Chỉ anh/chị.")

REGISTER = (
    Held(
        id="ho-so",
        title=_l("Hồ sơ"),
        what=_l("Họ tên, năm sinh, nơi ở, số gọi được, học vấn, mong muốn, điều anh/chị tự kể; "
                "số căn cước nếu có ghi, đã mã hóa."),
        why=_l("Để gợi ý việc, lớp học và điền sẵn khi anh/chị nộp hồ sơ."),
        seen_by=_l("Anh/chị; cán bộ xã, phường nơi anh/chị ở khi nhập hộ; doanh nghiệp chỉ khi "
                   "anh/chị tự nộp."),
        kept=_UNTIL_ERASED,
        tables=(Person,),
        endpoint="seekers.profile",
    ),
    Held(
        id="tay-nghe",
        title=_l("Tay nghề và việc đã làm"),
        what=_l("Kỹ năng, bằng và chứng chỉ, việc đã làm, nghề mong muốn."),
        why=_l("Để tìm việc hợp với anh/chị và lớp học còn thiếu."),
        seen_by=_l("Anh/chị; doanh nghiệp chỉ khi anh/chị tự nộp."),
        kept=_UNTIL_ERASED,
        tables=(PersonSkill, PersonCertificate, WorkHistory, WishedOccupation),
        endpoint="seekers.profile",
    ),
    Held(
        id="thong-ke",
        title=_l("Thông tin chỉ để thống kê"),
        what=_l("Dân tộc, khuyết tật, hộ nghèo: chỉ khi anh/chị đồng ý riêng."),
        why=_l("Để biết ai đang bị bỏ lại. Không dùng khi gợi ý việc."),
        seen_by=_l("Chỉ đếm chung, không nêu tên. Doanh nghiệp không bao giờ thấy."),
        kept=_l("Đến khi anh/chị rút đồng ý hoặc xóa hồ sơ."),
        tables=(SensitiveAttributes,),
        endpoint="seekers.statistics_data",
    ),
    Held(
        id="ho-dat",
        title=_l("Hộ có đất bị thu hồi"),
        what=_l("Hộ, quyết định thu hồi đất và điều hộ mong muốn, do cán bộ xã, phường ghi."),
        why=_l("Để hỗ trợ đào tạo và chuyển nghề theo quyết định thu hồi."),
        seen_by=_l("Cán bộ xã, phường và cơ quan quản lý lao động. Doanh nghiệp không bao giờ "
                   "thấy."),
        kept=_l("Theo hồ sơ thu hồi đất của địa phương."),
        tables=(HouseholdMember,),
    ),
    Held(
        id="dong-y",
        title=_l("Điều đã đồng ý"),
        what=_l("Mỗi lần đồng ý hoặc rút: lúc nào, lời nào, ở đâu."),
        why=_l("Để chứng minh anh/chị đã đồng ý điều gì."),
        seen_by=_l("Anh/chị; cơ quan quản lý khi kiểm tra."),
        kept=_l("Giữ cả sau khi xóa hồ sơ, không còn tên."),
        tables=(ConsentEvent,),
        endpoint="seekers.my_data",
    ),
    Held(
        id="da-nop",
        title=_l("Hồ sơ đã nộp, lời mời, lớp đã đăng ký, việc đã nhận"),
        what=_l("Nộp vào đâu, lời nhắn, từng bước trả lời; lời mời của doanh nghiệp; lớp học, "
                "chứng chỉ; ngày vào làm và còn làm không."),
        why=_l("Để theo dõi đến khi có việc ổn định, và để đếm trung thực."),
        seen_by=_l("Anh/chị; doanh nghiệp hoặc trường nhận hồ sơ đó; cơ quan quản lý lao động."),
        kept=_l("Các bước và con số được giữ sau khi xóa hồ sơ, không còn tên."),
        tables=(Application, Invitation, Enrolment, Placement),
        endpoint="seekers.applications",
    ),
    Held(
        id="goi-y",
        title=_l("Gợi ý"),
        what=_l("Việc đã gợi ý cho anh/chị, việc anh/chị đã mở xem, việc anh/chị nói là không "
                "phù hợp."),
        why=_l("Để gợi ý tốt hơn và không lặp lại điều anh/chị đã bỏ qua."),
        seen_by=_ONLY_MYSELF,
        kept=_l("Đến khi anh/chị rút đồng ý nhận gợi ý hoặc xóa hồ sơ."),
        tables=(SuggestionList, Exposure, Dismissal),
        endpoint="seekers.suggestions",
    ),
    Held(
        id="tin-nhan",
        title=_l("Tin báo và tìm kiếm đã lưu"),
        what=_l("Tin trong trang, tin đã gửi qua điện thoại hoặc e-mail, cách nhận tin, tìm kiếm "
                "đã lưu."),
        why=_l("Để báo cho anh/chị điều anh/chị cần biết."),
        seen_by=_ONLY_MYSELF,
        kept=_UNTIL_ERASED,
        tables=(Notice, NoticeChoice, Delivery, OutboxMessage, SavedSearch),
        endpoint="notices.inbox",
    ),
    Held(
        id="phan-anh",
        title=_l("Phản ánh anh/chị đã gửi"),
        what=_l("Tin bị phản ánh, điều anh/chị viết, trả lời của cơ quan quản lý lao động."),
        why=_l("Để gỡ tin sai, tin thu tiền và trả lời anh/chị."),
        seen_by=_l("Anh/chị; cơ quan quản lý lao động. Doanh nghiệp không biết ai báo."),
        kept=_l("Phản ánh được giữ sau khi xóa hồ sơ, không còn gắn với anh/chị."),
        tables=(Complaint,),
    ),
    Held(
        id="dang-nhap",
        title=_l("Tài khoản và đăng nhập"),
        what=_l("Số điện thoại, mật khẩu đã mã hóa, ngôn ngữ, các máy đang đăng nhập, mã dùng một "
                "lần, người dùng chung số."),
        why=_l("Để chỉ anh/chị vào được hồ sơ của mình."),
        seen_by=_ONLY_MYSELF,
        kept=_l("Mã hết hạn sau vài phút, phiên đăng nhập hết hạn theo ngày; còn lại đến khi xóa "
                "hồ sơ."),
        tables=(Account, SignInSession, OneTimeCode, SharedPhone, PhoneChange, PrintedCode),
        endpoint="accounts.sessions",
    ),
    Held(
        id="nhat-ky",
        title=_l("Nhật ký"),
        what=_l("Ai đã xem hoặc sửa hồ sơ, lúc nào; hồ sơ trùng đã được gộp hay tách."),
        why=_l("Để anh/chị và cơ quan kiểm tra biết ai đã làm gì."),
        seen_by=_l("Anh/chị thấy ai đã xem hồ sơ mình; quản trị hệ thống khi kiểm tra."),
        kept=_l("Giữ để kiểm tra, không chứa nội dung hồ sơ."),
        tables=(AuditLog, DuplicatePair, PersonMerge),
        endpoint="seekers.my_data",
    ),
)  # fmt: skip


def counts(session: Session, *, person_ids: Sequence[int], account_id: int) -> dict[str, int]:
    """Return how many rows of each entry are the person's, zero where nothing is kept.

    Args:
        person_ids: the person's record and those merged into it.
    """
    return {
        held.id: sum(_rows(session, table, person_ids, account_id) for table in held.tables)
        for held in REGISTER
    }


def _rows(
    session: Session, table: type[SQLModel], person_ids: Sequence[int], account_id: int
) -> int:
    if table is Person:
        return len(person_ids)
    if table is Account:
        return 1
    columns = inspect(table).columns
    own = [
        col(columns[name]).in_([account_id] if name == "account_id" else person_ids)
        for name in OWNERS
        if name in columns
    ]
    return session.scalar(select(func.count()).select_from(table).where(or_(*own))) or 0
