"""Stored value → words on screen, in one place. English is stored, Vietnamese is shown."""

from enum import StrEnum

from flask import Flask
from flask_babel import lazy_gettext as _l

from workforce.i18n import _
from workforce.models import (
    ApplicationStatus,
    Audience,
    ChangeKind,
    CheckOutcome,
    ComplaintDecision,
    ComplaintReason,
    ConsentPurpose,
    ContractType,
    CourseStatus,
    DepartmentScope,
    DismissalReason,
    Education,
    EnrolmentStatus,
    EnterpriseStatus,
    EvidenceTier,
    LandType,
    MemberWish,
    OpeningStatus,
    PlacementEventKind,
    Role,
    Sex,
    SkillSource,
    SkillStandard,
    SupportStep,
    Training,
    WageType,
    ZoneKind,
)

#: keyed by class first: members of two StrEnums with the same text are equal as dict keys
LABELS: dict[type[StrEnum], dict[StrEnum, object]] = {
    Role: {
        Role.SEEKER: _l("Người tìm việc"),
        Role.EMPLOYER: _l("Doanh nghiệp"),
        Role.SCHOOL: _l("Cơ sở đào tạo"),
        Role.COMMUNE: _l("Cán bộ xã, phường"),
        Role.CENTRE: _l("Tư vấn viên trung tâm việc làm"),
        Role.DEPARTMENT: _l("Cơ quan quản lý lao động"),
        Role.ADMIN: _l("Quản trị hệ thống"),
    },
    ChangeKind: {
        ChangeKind.MOVE: _l("Dời đi nơi khác"),
        ChangeKind.CLOSURE: _l("Ngừng hoạt động"),
        ChangeKind.LAYOFF: _l("Cho nghỉ việc"),
    },
    DepartmentScope: {
        DepartmentScope.WHOLE: _l("Toàn bộ"),
        DepartmentScope.ZONES: _l("Khu, cụm công nghiệp"),
        DepartmentScope.VOCATIONAL: _l("Giáo dục nghề nghiệp"),
        DepartmentScope.STATISTICS: _l("Thống kê"),
    },
    ComplaintReason: {
        ComplaintReason.FEE: _l("Đòi tiền, thu phí"),
        ComplaintReason.WRONG: _l("Thông tin không đúng"),
        ComplaintReason.FILLED: _l("Đã tuyển đủ người"),
        ComplaintReason.FRAUD: _l("Lừa đảo"),
        ComplaintReason.OTHER: _l("Vấn đề khác"),
    },
    ComplaintDecision: {
        ComplaintDecision.WAITING: _l("Đang chờ"),
        ComplaintDecision.KEPT: _l("Giữ tin"),
        ComplaintDecision.SUSPENDED: _l("Tạm gỡ để sửa"),
        ComplaintDecision.CLOSED: _l("Đóng tin"),
    },
    DismissalReason: {
        DismissalReason.FAR: _l("Xa quá"),
        DismissalReason.PAY: _l("Lương thấp"),
        DismissalReason.NIGHT: _l("Ca đêm"),
        DismissalReason.HARD: _l("Đứng lâu, nặng hoặc lạnh"),
        DismissalReason.TRADE: _l("Không thích nghề này"),
        DismissalReason.BEEN_THERE: _l("Đã làm ở đó"),
        DismissalReason.OTHER: _l("Lý do khác"),
    },
    Sex: {
        Sex.FEMALE: _l("Nữ"),
        Sex.MALE: _l("Nam"),
    },
    Education: {
        Education.NONE: _l("Chưa học xong tiểu học"),
        Education.PRIMARY: _l("Tiểu học (lớp 5)"),
        Education.LOWER_SECONDARY: _l("Trung học cơ sở (lớp 9)"),
        Education.UPPER_SECONDARY: _l("Trung học phổ thông (lớp 12)"),
    },
    Training: {
        Training.NONE: _l("Chưa qua đào tạo nghề"),
        Training.UNCERTIFIED_WORKER: _l("Công nhân kỹ thuật chưa có bằng"),
        Training.UNDER_3_MONTHS: _l("Đào tạo dưới 3 tháng"),
        Training.ELEMENTARY: _l("Sơ cấp"),
        Training.VOCATIONAL_SECONDARY: _l("Trung học nghề"),
        Training.INTERMEDIATE: _l("Trung cấp"),
        Training.COLLEGE: _l("Cao đẳng"),
        Training.UNIVERSITY: _l("Đại học"),
        Training.POSTGRADUATE: _l("Trên đại học"),
    },
    SkillSource: {
        SkillSource.RECOGNISED: _l("Đọc từ lời anh/chị viết"),
        SkillSource.STATED: _l("Anh/chị tự khai"),
        SkillSource.CERTIFIED: _l("Có chứng chỉ"),
    },
    ConsentPurpose: {
        ConsentPurpose.MATCHING: _l("Tìm việc và khóa học phù hợp"),
        ConsentPurpose.SHARE_APPLICATION: _l("Gửi hồ sơ cho doanh nghiệp anh/chị chọn"),
        ConsentPurpose.STATISTICS: _l("Thống kê không nêu tên"),
        ConsentPurpose.SENSITIVE: _l("Thông tin nhạy cảm để thống kê"),
        ConsentPurpose.FOLLOW_UP: _l("Hỏi thăm sau khi đi làm"),
        ConsentPurpose.INVITED: _l("Cho doanh nghiệp mời nộp hồ sơ"),
        ConsentPurpose.KEEP_PROFILE: _l("Giữ hồ sơ cho đợt tuyển sau"),
        ConsentPurpose.GUARDIAN: _l("Người giám hộ đồng ý"),
    },
    EnterpriseStatus: {
        EnterpriseStatus.PENDING: _l("Chờ xác minh"),
        EnterpriseStatus.VERIFIED: _l("Đã xác minh"),
        EnterpriseStatus.SUSPENDED: _l("Tạm ngừng"),
        EnterpriseStatus.CLOSED: _l("Đã đóng"),
    },
    OpeningStatus: {
        OpeningStatus.DRAFT: _l("Bản nháp"),
        OpeningStatus.OPEN: _l("Đang tuyển"),
        OpeningStatus.FILLED: _l("Đã tuyển đủ"),
        OpeningStatus.CLOSED: _l("Đã đóng"),
    },
    WageType: {
        WageType.MONTH: _l("Theo tháng"),
        WageType.DAY: _l("Theo ngày"),
        WageType.HOUR: _l("Theo giờ"),
        WageType.PIECE: _l("Theo sản phẩm"),
    },
    ContractType: {
        ContractType.INDEFINITE: _l("Không xác định thời hạn"),
        ContractType.FIXED_TERM: _l("Có thời hạn"),
        ContractType.SEASONAL: _l("Thời vụ"),
        ContractType.PROBATION: _l("Thử việc"),
    },
    CourseStatus: {
        CourseStatus.DRAFT: _l("Bản nháp"),
        CourseStatus.OPEN: _l("Đang tuyển sinh"),
        CourseStatus.CLOSED: _l("Đã đóng"),
    },
    SkillStandard: {
        SkillStandard.NATIONAL: _l("Chuẩn kỹ năng nghề quốc gia"),
        SkillStandard.INTERNATIONAL: _l("Chuẩn kỹ năng nghề quốc tế"),
    },
    Audience: {
        Audience.WORKER: _l("Công nhân, người lao động"),
        Audience.TECHNICIAN: _l("Kỹ thuật viên"),
        Audience.LINE_LEADER: _l("Tổ trưởng, chuyền trưởng"),
        Audience.MANAGER: _l("Quản lý"),
    },
    EnrolmentStatus: {
        EnrolmentStatus.ACCEPTED: _l("Đã có chỗ"),
        EnrolmentStatus.WAITING: _l("Trong danh sách chờ"),
        EnrolmentStatus.ATTENDING: _l("Đang học"),
        EnrolmentStatus.COMPLETED: _l("Đã học xong"),
        EnrolmentStatus.DROPPED: _l("Đã nghỉ học"),
        EnrolmentStatus.WITHDRAWN: _l("Đã rút đăng ký"),
    },
    ApplicationStatus: {
        ApplicationStatus.SENT: _l("Đã nộp"),
        ApplicationStatus.SEEN: _l("Doanh nghiệp đã xem"),
        ApplicationStatus.INTERVIEW: _l("Mời phỏng vấn"),
        ApplicationStatus.OFFERED: _l("Mời nhận việc"),
        ApplicationStatus.HIRED: _l("Được nhận"),
        ApplicationStatus.REFUSED: _l("Chưa được nhận"),
        ApplicationStatus.WITHDRAWN: _l("Đã rút"),
    },
    PlacementEventKind: {
        PlacementEventKind.CLAIMED: _l("Báo đã đi làm"),
        PlacementEventKind.EMPLOYER_CONFIRMED: _l("Doanh nghiệp xác nhận"),
        PlacementEventKind.WORKER_CONFIRMED: _l("Người lao động xác nhận"),
        PlacementEventKind.CHECKED: _l("Hỏi thăm"),
        PlacementEventKind.ENDED: _l("Nghỉ việc"),
        PlacementEventKind.VOIDED: _l("Ghi nhầm, đã hủy"),
    },
    EvidenceTier: {
        EvidenceTier.A: _l("Có bảo hiểm hoặc bảng lương"),
        EvidenceTier.B: _l("Có hợp đồng"),
        EvidenceTier.C: _l("Lời của doanh nghiệp hoặc người lao động"),
        EvidenceTier.D: _l("Cán bộ ghi hộ"),
    },
    CheckOutcome: {
        CheckOutcome.SAME_EMPLOYER: _l("Còn làm chỗ cũ"),
        CheckOutcome.OTHER_EMPLOYER: _l("Làm chỗ khác"),
        CheckOutcome.NOT_WORKING: _l("Không còn đi làm"),
        CheckOutcome.NO_ANSWER: _l("Chưa liên lạc được"),
    },
    LandType: {
        LandType.AGRICULTURAL: _l("Đất nông nghiệp"),
        LandType.BUSINESS: _l("Đất kinh doanh"),
        LandType.RESIDENTIAL: _l("Đất ở"),
        LandType.OTHER: _l("Đất khác"),
    },
    MemberWish: {
        MemberWish.WORK: _l("Muốn làm việc"),
        MemberWish.STUDY: _l("Đi học"),
        MemberWish.CARE: _l("Chăm sóc gia đình"),
        MemberWish.RETIRED: _l("Nghỉ hưu"),
        MemberWish.DECLINED: _l("Không nhận hỗ trợ"),
    },
    SupportStep: {
        SupportStep.COUNSELLED: _l("Đã tư vấn"),
        SupportStep.PLANNED: _l("Đã lập phương án"),
        SupportStep.VOIDED: _l("Ghi nhầm, đã hủy"),
    },
    ZoneKind: {
        ZoneKind.PARK: _l("Khu công nghiệp"),
        ZoneKind.CLUSTER: _l("Cụm công nghiệp"),
        ZoneKind.ECONOMIC_ZONE: _l("Khu kinh tế"),
    },
}

#: working-time choices, as the matching contract names them
SHIFTS = {
    "hanh_chinh": _l("Giờ hành chính"),
    "ca_sang": _l("Ca sáng"),
    "ca_chieu": _l("Ca chiều"),
    "ca_ngay": _l("Ca ngày"),
    "ca_dem": _l("Ca đêm"),
    "xoay_ca": _l("Xoay ca"),
    "ban_thoi_gian": _l("Bán thời gian"),
    "thoi_vu": _l("Thời vụ"),
}
#: language a course is taught in
TEACHING_LANGUAGES = {
    "vi": _l("Tiếng Việt"),
    "km": _l("Tiếng Khmer"),
    "en": _l("Tiếng Anh"),
}
#: who pays for a course
FUNDING = {
    "tu_dong_gop": _l("Người học tự đóng"),
    "ngan_sach": _l("Ngân sách hỗ trợ"),
    "doanh_nghiep": _l("Doanh nghiệp đặt hàng"),
    "bao_hiem_that_nghiep": _l("Quỹ bảo hiểm thất nghiệp"),
}


def label(value: StrEnum | None) -> str:
    """Return the words of a stored value; None is 'chưa có số liệu'."""
    return _("chưa có số liệu") if value is None else str(LABELS[type(value)][value])


def choices(values: type[StrEnum]) -> list[tuple[str, object]]:
    """Return (stored, shown) pairs for a form field, in the enum's order."""
    return [(member.value, LABELS[values][member]) for member in values]


def shift_label(value: str) -> str:
    """Return the words of a working-time code; an unknown one is shown as it is."""
    return str(SHIFTS.get(value, value))


def funding_label(value: str) -> str:
    """Return the words of a funding code; an unknown one is shown as it is."""
    return str(FUNDING.get(value, value))


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (label, shift_label, funding_label):
        app.add_template_filter(function)
