"""The columns of a workbook of openings; limits are those of the form."""

import re
from typing import Any

from sqlmodel import Session, col, select

from workforce.employers import queries
from workforce.i18n import _
from workforce.imports import cells
from workforce.imports.kind import BadCell, Cell, Column
from workforce.labels import SHIFTS
from workforce.models import Account, ContractType, Education, Occupation, Skill, Training, WageType

SHOWN = 6


def place_words(session: Session, account: Account) -> dict[str, int]:
    """Return what an enterprise calls each active place of work → its id."""
    enterprise_id = account.enterprise_id or 0
    names = queries.site_names(session, enterprise_id=enterprise_id)
    words: dict[str, int] = {}
    for site in queries.sites(session, enterprise_id=enterprise_id, active_only=True):
        words[names[site.id]] = site.id
        for word in (site.name, site.address):
            words.setdefault(word, site.id)
    return {word: identity for word, identity in words.items() if word}


def columns(session: Session, account: Account) -> tuple[Column, ...]:
    """Return the columns of the enterprise's template, with its own places of work."""
    return (*_job(session, account), *_pay_and_hours(), *_asked(session), *_rest())


def _job(session: Session, account: Account) -> tuple[Column, ...]:
    names = queries.site_names(session, enterprise_id=account.enterprise_id or 0)
    places = place_words(session, account)
    shown = tuple(name for name in names.values() if name in places)
    return (
        Column("code", "Mã tin", cells.text(60), aliases=("Mã tin tuyển dụng", "Mã vị trí", "Mã"),
               hint="Mã của công ty. Gửi lại tệp cùng mã thì tin được sửa, không thêm tin mới.",
               example="MAY-01"),
        Column("title", "Tên công việc", cells.text(120), is_required=True,
               aliases=("Vị trí tuyển dụng", "Vị trí", "Chức danh", "Tên vị trí"),
               example="Công nhân may công nghiệp"),
        Column("posts", "Số người cần tuyển", cells.whole(1, 100_000), is_required=True,
               aliases=("Số lượng", "Số lượng tuyển", "Số người", "SL"), example="20"),
        Column("site_id", "Nơi làm việc", cells.one_of(places),
               aliases=("Địa điểm làm việc", "Địa điểm", "Nhà máy"), choices=shown,
               hint="Như tên trong mục Công ty. Công ty có một nơi thì để trống được.",
               example=shown[0] if shown else ""),
        Column("occupation_id", "Nghề", cells.one_of(_occupations(session)),
               hint="Để trống thì hệ thống đọc từ tên công việc."),
    )  # fmt: skip


def _pay_and_hours() -> tuple[Column, ...]:
    wage_types = cells.labels(WageType)
    shifts = {cells.vietnamese(word): key for key, word in SHIFTS.items()}
    return (
        Column("wage_type", "Lương tính", cells.one_of(wage_types), choices=tuple(wage_types),
               aliases=("Hình thức trả lương",)),
        Column("wage_min_vnd", "Lương thấp nhất", cells.money,
               aliases=("Lương từ", "Mức lương tối thiểu", "Lương tối thiểu"),
               hint="Triệu đồng, như 7,5; hoặc ghi đủ 7500000.", example="7,5"),
        Column("wage_max_vnd", "Lương cao nhất", cells.money,
               aliases=("Lương đến", "Mức lương tối đa", "Lương tối đa"), example="10"),
        Column("shifts", "Giờ làm việc", cells.many_of(shifts), aliases=("Ca làm việc", "Ca"),
               hint="Nhiều mục cách nhau bằng dấu chấm phẩy: " + "; ".join(shifts) + ".",
               example="Xoay ca"),
        Column("rest_days", "Ngày nghỉ", cells.text(120), example="nghỉ Chủ nhật"),
    )  # fmt: skip


def _asked(session: Session) -> tuple[Column, ...]:
    contracts, education, training = map(cells.labels, (ContractType, Education, Training))
    skills = _skill_reader(session)
    return (
        Column("contract_type", "Hợp đồng", cells.one_of(contracts), choices=tuple(contracts),
               aliases=("Loại hợp đồng",)),
        Column("contract_months", "Số tháng hợp đồng", cells.whole(1, 36),
               aliases=("Thời hạn hợp đồng",)),
        Column("education", "Học vấn ít nhất", cells.one_of(education), choices=tuple(education),
               aliases=("Học vấn", "Trình độ học vấn", "Trình độ văn hóa")),
        Column("training", "Trình độ nghề ít nhất", cells.one_of(training),
               choices=tuple(training), aliases=("Trình độ nghề", "Trình độ chuyên môn")),
        Column("experience_months", "Kinh nghiệm ít nhất (tháng)", cells.whole(0, 600),
               aliases=("Kinh nghiệm", "Số tháng kinh nghiệm")),
        Column("skills_required", "Kỹ năng bắt buộc", skills,
               hint="Tên kỹ năng, cách nhau bằng dấu chấm phẩy."),
        Column("skills_welcome", "Kỹ năng có thì tốt", skills),
    )  # fmt: skip


def _rest() -> tuple[Column, ...]:
    yes_no = ("Có", "Không")
    return (
        *(Column(key, title, cells.yes_no, choices=yes_no) for key, title in (
            ("has_shuttle", "Xe đưa đón"), ("has_housing", "Chỗ ở"), ("has_meals", "Bữa ăn ca"),
            ("has_nursery", "Nhà trẻ"), ("is_hazardous", "Nặng nhọc, độc hại, nguy hiểm"),
        )),
        Column("start_on", "Ngày bắt đầu làm", cells.day, example="01/12/2026"),
        Column("deadline", "Hạn nộp hồ sơ", cells.day, aliases=("Hạn nộp", "Ngày hết hạn"),
               hint="Ngày/tháng/năm.", example="31/12/2026"),
        Column("description", "Mô tả công việc", cells.text(4000, lines=True), aliases=("Mô tả",)),
        Column("requirements", "Yêu cầu khác", cells.text(4000, lines=True),
               aliases=("Yêu cầu", "Yêu cầu công việc")),
        Column("benefits", "Quyền lợi khác", cells.text(4000, lines=True),
               aliases=("Quyền lợi", "Phúc lợi", "Chế độ")),
        Column("contact", "Người liên hệ, số điện thoại", cells.text(300),
               aliases=("Người liên hệ", "Liên hệ")),
        Column("publish", "Đăng ngay", cells.yes_no, aliases=("Đăng tin ngay",), choices=yes_no,
               hint="Có: người tìm việc thấy tin ngay. Để trống: tin nháp, đăng sau."),
    )  # fmt: skip


def _occupations(session: Session) -> dict[str, int]:
    rows = session.exec(select(Occupation.name_vi, Occupation.id).order_by(col(Occupation.id)))
    return dict(rows.all())


def _skill_reader(session: Session) -> cells.Reader:
    ids = {cells.plain(name): one for name, one in session.exec(select(Skill.name_vi, Skill.id))}

    def read(value: Any) -> Cell:
        parts = [part.strip() for part in re.split(r"[;,\n]", cells.cleaned(value, lines=True))]
        unknown = [part for part in parts if part and cells.plain(part) not in ids]
        if unknown:
            words = ", ".join(unknown[:SHOWN])
            raise BadCell(
                _("Chưa có kỹ năng: %(words)s. Anh/chị ghi vào cột Yêu cầu khác.", words=words)
            )
        return Cell([ids[cells.plain(part)] for part in parts if part])

    return read
