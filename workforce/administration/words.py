"""Codes of the audit log and of the dated tables → words on screen."""

from flask_babel import lazy_gettext as _l

SUBJECTS = {
    "account": _l("Tài khoản"),
    "applicant": _l("Người nộp hồ sơ"),
    "application": _l("Hồ sơ ứng tuyển"),
    "code": _l("Mã đăng nhập"),
    "course": _l("Khóa học"),
    "declaration": _l("Bản khai lao động"),
    "enterprise": _l("Doanh nghiệp"),
    "erasure": _l("Xóa dữ liệu"),
    "household": _l("Gia đình"),
    "household_member": _l("Người trong gia đình"),
    "intake": _l("Lớp"),
    "opening": _l("Tin tuyển dụng"),
    "person": _l("Hồ sơ người lao động"),
    "placement": _l("Lượt nhận việc"),
    "recovery_decision": _l("Quyết định thu hồi đất"),
    "school": _l("Cơ sở đào tạo"),
    "site": _l("Nơi làm việc"),
    "support": _l("Hỗ trợ"),
    "workforce_declaration": _l("Bản khai lao động"),
}
VERBS = {
    "account_given": _l("được cấp tài khoản"),
    "added": _l("đã thêm"),
    "asked": _l("đã hỏi nguyện vọng"),
    "cancelled": _l("đã hủy"),
    "changed": _l("đã sửa"),
    "checked": _l("đã hỏi thăm"),
    "claimed": _l("báo đã đi làm"),
    "closed": _l("đã đóng"),
    "counselled": _l("đã tư vấn"),
    "created": _l("đã mở"),
    "disabled": _l("đã khóa"),
    "drafted": _l("đã soạn"),
    "employer_confirmed": _l("doanh nghiệp xác nhận"),
    "enabled": _l("đã mở lại"),
    "ended": _l("đã nghỉ"),
    "entered": _l("được nhập hộ"),
    "erased": _l("đã xóa"),
    "hired": _l("được nhận"),
    "interview": _l("mời phỏng vấn"),
    "merged": _l("đã gộp"),
    "offered": _l("mời nhận việc"),
    "password_set": _l("đã đặt mật khẩu"),
    "pending": _l("chờ xác minh"),
    "phone_moved": _l("đã đổi số"),
    "phone_released": _l("đã bỏ số"),
    "phone_verified": _l("đã xác minh số"),
    "planned": _l("đã lập phương án"),
    "posted": _l("đã đăng"),
    "read_out": _l("đã đọc cho người nhận"),
    "recorded": _l("đã ghi"),
    "refused": _l("không nhận"),
    "registered": _l("đã đăng ký"),
    "requested": _l("đã yêu cầu"),
    "saved": _l("đã lưu"),
    "seen": _l("đã xem"),
    "sent": _l("đã nộp"),
    "suspended": _l("tạm ngừng"),
    "verified": _l("đã xác minh"),
    "viewed": _l("được mở xem"),
    "voided": _l("ghi nhầm, đã hủy"),
    "withdrawn": _l("đã rút"),
    "worker_confirmed": _l("người lao động xác nhận"),
}
#: what the log may be filtered by: asking the log itself would read all of it
ACTIONS = (
    "account.created", "account.disabled", "account.enabled", "account.password_set",
    "account.phone_moved", "account.phone_released", "account.phone_verified",
    "account.registered", "account.viewed", "code.read_out", "applicant.viewed",
    "application.sent", "application.seen", "application.interview", "application.offered",
    "application.hired", "application.refused", "application.withdrawn", "course.saved",
    "declaration.recorded", "declaration.voided", "enterprise.registered", "enterprise.changed",
    "enterprise.verified", "enterprise.suspended", "enterprise.closed", "erasure.requested",
    "household.recorded", "household_member.added", "household_member.asked", "intake.added",
    "intake.changed", "intake.cancelled", "intake.viewed", "opening.drafted", "opening.posted",
    "opening.changed", "opening.closed", "person.entered", "person.viewed", "person.changed",
    "person.account_given", "person.merged", "person.erased", "placement.claimed",
    "placement.employer_confirmed", "placement.worker_confirmed", "placement.checked",
    "placement.ended", "placement.voided", "recovery_decision.recorded", "school.changed",
    "site.saved", "support.counselled", "support.planned", "support.voided",
)  # fmt: skip
SUBJECT_TYPES = (
    "account", "application", "course", "enterprise", "household", "household_member", "intake",
    "opening", "person", "placement", "recovery_decision", "school", "site",
    "workforce_declaration",
)  # fmt: skip

RATES = {
    "adults_only_skill": _l("Việc chỉ dành cho người đủ 18 tuổi"),
    "applicant_data_retention_days": _l("Giữ dữ liệu người nộp hồ sơ"),
    "breach_notice_hours": _l("Hạn báo sự cố dữ liệu"),
    "commute": _l("Ước tính đường đi làm"),
    "contract_months_max": _l("Hợp đồng dài nhất"),
    "data_request_days": _l("Hạn trả lời yêu cầu về dữ liệu"),
    "follow_up_months": _l("Mốc hỏi thăm"),
    "hours_max": _l("Giờ làm nhiều nhất"),
    "land_beneficiary_groups": _l("Ai được hỗ trợ khi thu hồi đất"),
    "land_cash_support_multiple_max": _l("Hỗ trợ bằng tiền khi thu hồi đất"),
    "land_support_years": _l("Thời hạn hỗ trợ khi thu hồi đất"),
    "land_training_support": _l("Hỗ trợ học nghề khi thu hồi đất"),
    "minimum_wage_hour": _l("Lương tối thiểu giờ, vùng"),
    "minimum_wage_month": _l("Lương tối thiểu tháng, vùng"),
    "minimum_wage_rule": _l("Cách tính lương tối thiểu"),
    "overtime_hours_max": _l("Giờ làm thêm nhiều nhất"),
    "overtime_pay_percent": _l("Lương làm thêm"),
    "probation_contract_months_min": _l("Hợp đồng ngắn nhất được thử việc"),
    "probation_days_max": _l("Thử việc dài nhất"),
    "probation_pay_percent_min": _l("Lương thử việc ít nhất"),
    "registration_age_years": _l("Tuổi được đăng ký"),
    "retirement_age_months": _l("Tuổi nghỉ hưu"),
    "retirement_birth_date_rule": _l("Cách tính tuổi nghỉ hưu"),
    "supply_preview": _l("Ước số người gần nơi làm việc"),
    "suppression": _l("Số nhỏ nhất được công bố"),
    "training_meal_support": _l("Hỗ trợ tiền ăn khi học"),
    "training_support_ceiling": _l("Mức hỗ trợ học nghề cao nhất"),
    "training_support_courses_max": _l("Số lần được hỗ trợ học nghề"),
    "training_support_stacking": _l("Nhận nhiều hỗ trợ học nghề"),
    "training_travel_km_min": _l("Quãng đường được hỗ trợ đi lại"),
    "training_travel_support": _l("Hỗ trợ đi lại khi học"),
    "working_age_years": _l("Tuổi lao động"),
}
CASES = {
    "adult": _l("người đã thành niên"),
    "agricultural": _l("đất nông nghiệp"),
    "all": _l("mọi trường hợp"),
    "authority": _l("cho cơ quan chức năng"),
    "business": _l("đất kinh doanh"),
    "cell_min": _l("trong một ô"),
    "college": _l("việc cần bằng cao đẳng trở lên"),
    "day": _l("một ngày"),
    "difficult_or_disabled": _l("xã khó khăn hoặc người khuyết tật"),
    "disabled": _l("người khuyết tật"),
    "enterprises_min": _l("số doanh nghiệp"),
    "ethnic_minority": _l("người dân tộc thiểu số"),
    "female": _l("nữ"),
    "fisher": _l("ngư dân"),
    "fixed_term": _l("có thời hạn"),
    "from_decision": _l("từ ngày có quyết định"),
    "holiday": _l("ngày lễ"),
    "intermediate": _l("việc cần bằng trung cấp"),
    "land_recovered": _l("người có đất thu hồi"),
    "light_work": _l("việc nhẹ"),
    "male": _l("nam"),
    "manager": _l("quản lý doanh nghiệp"),
    "merit": _l("người có công"),
    "minimum": _l("ít nhất"),
    "month": _l("một tháng"),
    "month_exceptional": _l("một tháng, việc đặc biệt"),
    "near_poor": _l("hộ cận nghèo"),
    "night_addition": _l("cộng thêm ban đêm"),
    "other": _l("việc khác"),
    "other_rights_high": _l("quyền khác, lâu nhất"),
    "other_rights_low": _l("quyền khác"),
    "poor": _l("hộ nghèo"),
    "poor_difficult_commune": _l("hộ nghèo, xã khó khăn"),
    "poor_ethnic_minority": _l("hộ nghèo người dân tộc thiểu số"),
    "radius_km_min": _l("bán kính ít nhất"),
    "refused": _l("không được nhận"),
    "reply": _l("trả lời"),
    "extension_max": _l("gia hạn nhiều nhất"),
    "road_factor": _l("đường bộ so với đường thẳng"),
    "round_to": _l("làm tròn đến"),
    "rural_worker": _l("lao động nông thôn"),
    "so_cap_or_short": _l("sơ cấp hoặc dưới 3 tháng"),
    "standard": _l("thông thường"),
    "trung_cap_cao_dang": _l("trung cấp, cao đẳng"),
    "week": _l("một tuần"),
    "weekly_rest": _l("ngày nghỉ hằng tuần"),
    "withdraw_restrict_object": _l("rút, hạn chế, phản đối"),
    "withdraw_restrict_object_third_party": _l("rút, hạn chế, phản đối, có bên thứ ba"),
    "woman_lost_job": _l("phụ nữ mất việc"),
    "woman_other": _l("phụ nữ khác"),
    "workday": _l("ngày thường"),
    "year": _l("một năm"),
    "year_exceptional": _l("một năm, việc đặc biệt"),
    "year_only": _l("chỉ biết năm sinh"),
    "zone_across_regions": _l("khu nằm trên nhiều vùng"),
}


def action_words(action: str) -> str:
    """Return 'Tài khoản: đã khóa' for 'account.disabled'; an unknown code as it is."""
    subject, _dot, verb = action.partition(".")
    if subject not in SUBJECTS or verb not in VERBS:
        return action
    return f"{SUBJECTS[subject]}: {VERBS[verb]}"


def subject_words(subject: str) -> str:
    """Return the words of a kind of record; an unknown code as it is."""
    return str(SUBJECTS.get(subject, subject))


def rate_words(kind: str, key: str) -> str:
    """Return 'Tuổi nghỉ hưu: nữ' for a kind and key; unknown codes as they are.

    The key of a skill is left out: the rate's own text names it.
    """
    if kind == "adults_only_skill":
        return str(RATES[kind])
    between = " " if kind.startswith("minimum_wage_") and key.isupper() else ": "
    return f"{RATES.get(kind, kind)}{between}{CASES.get(key, key)}"
