"""The columns of a workbook of people; ethnicity, disability and poverty have none."""

from sqlmodel import Session

from workforce.communes.scope import new_units, old_units, scope_of
from workforce.imports import cells
from workforce.imports.kind import Column
from workforce.labels import SHIFTS
from workforce.models import Account, Education, Sex, Training, Unit
from workforce.models.base import LINE, SHORT, TEXT


def columns(session: Session, account: Account) -> tuple[Column, ...]:
    """Return the columns of the officer's template, with the communes of the territory."""
    scope = scope_of(session, account)
    here = new_units(session, scope)
    return (
        *_who(),
        Column("new_unit_id", "Xã, phường", cells.one_of(_names(here)),
               aliases=("Xã, phường nơi ở", "Xã", "Phường", "Nơi ở"),
               choices=tuple(unit.name for unit in here),
               hint="Để trống thì lấy xã, phường của anh/chị."),
        Column("old_unit_id", "Xã, phường cũ", cells.one_of(_names(old_units(session, scope))),
               hint="Trước ngày 1 tháng 7 năm 2025."),
        Column("hamlet", "Ấp, khóm", cells.text(SHORT), aliases=("Ấp", "Khóm")),
        *_wishes(),
    )  # fmt: skip


def _who() -> tuple[Column, ...]:
    sexes = cells.labels(Sex)
    return (
        Column("full_name", "Họ và tên", cells.text(SHORT), is_required=True,
               aliases=("Họ tên",), example="Thạch Thị Mẫu"),
        Column("birth", "Ngày sinh", cells.birth, aliases=("Năm sinh", "Ngày tháng năm sinh"),
               hint="Không rõ ngày thì ghi năm.", example="15/08/1990"),
        Column("sex", "Giới tính", cells.one_of(sexes), choices=tuple(sexes)),
        Column("national_id", "Số căn cước", cells.citizen_number,
               aliases=("CCCD", "Số CCCD", "Căn cước công dân"),
               hint="12 chữ số. Cột này định dạng Văn bản để không mất số 0."),
        Column("contact_phone", "Số điện thoại", cells.phone,
               aliases=("Điện thoại", "SĐT", "Số ĐT", "Di động"), example="0912 345 678"),
        Column("agreed", "Đồng ý lập hồ sơ", cells.yes_no, is_required=True,
               aliases=("Đồng ý",), choices=("Có", "Không"), example="Có",
               hint="Có: người này đã nghe câu hỏi đồng ý và ký danh sách giấy anh/chị giữ."),
    )  # fmt: skip


def _wishes() -> tuple[Column, ...]:
    education, training = cells.labels(Education), cells.labels(Training)
    shifts = {cells.vietnamese(word): key for key, word in SHIFTS.items()}
    yes_no = ("Có", "Không")
    return (
        Column("desired", "Muốn làm việc gì", cells.text(LINE),
               aliases=("Nguyện vọng", "Việc mong muốn"), example="công nhân may"),
        Column("about", "Đã làm gì, biết làm gì", cells.text(TEXT, lines=True),
               aliases=("Kinh nghiệm",)),
        Column("education", "Học hết lớp mấy", cells.one_of(education),
               aliases=("Học vấn", "Trình độ học vấn"), choices=tuple(education)),
        Column("training", "Đã học nghề", cells.one_of(training), choices=tuple(training),
               aliases=("Trình độ nghề", "Trình độ chuyên môn")),
        Column("training_field", "Học nghề gì", cells.text(SHORT), aliases=("Ngành nghề",)),
        Column("wage_min_vnd", "Lương thấp nhất nhận làm", cells.money,
               aliases=("Lương mong muốn",), hint="Triệu đồng, như 7,5."),
        Column("max_km", "Đi làm xa nhất (km)", cells.whole(0, 1000)),
        Column("shift_ok", "Làm được giờ nào", cells.many_of(shifts),
               hint="Cách nhau bằng dấu chấm phẩy: " + "; ".join(shifts) + "."),
        Column("needs_shuttle", "Cần xe đưa đón", cells.yes_no, choices=yes_no),
        Column("needs_housing", "Cần chỗ ở", cells.yes_no, choices=yes_no),
    )  # fmt: skip


def _names(units: list[Unit]) -> dict[str, int]:
    bare = {unit.name.removeprefix(unit.kind).strip(): unit.id for unit in units}
    return bare | {unit.name: unit.id for unit in units}
