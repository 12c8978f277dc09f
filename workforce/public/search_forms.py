"""The search forms: GET, so that an address can be kept and sent on."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workforce.courses.filters import CourseFilters
from workforce.forms import (
    Form,
    MillionsField,
    Optional,
    PickField,
    TextField,
    at_most,
)
from workforce.labels import LABELS, SHIFTS, TEACHING_LANGUAGES
from workforce.models import Audience, ContractType

QUERY_LENGTH = 200
#: kilometres by road one may keep to
DISTANCES = (5, 10, 15, 20, 30, 50)
#: words in an address → kind of contract
CONTRACTS = {
    "khong-thoi-han": ContractType.INDEFINITE,
    "co-thoi-han": ContractType.FIXED_TERM,
    "thoi-vu": ContractType.SEASONAL,
    "thu-viec": ContractType.PROBATION,
}
#: shares of practice hours one may ask for, per cent
PRACTICE_SHARES = (50, 60, 70)
#: words in an address → whom a course is made for
AUDIENCES = {
    "cong-nhan": Audience.WORKER,
    "ky-thuat-vien": Audience.TECHNICIAN,
    "to-truong": Audience.LINE_LEADER,
    "quan-ly": Audience.MANAGER,
}


class _SearchForm(Form):
    """A form that changes nothing, so it needs no token."""

    class Meta:
        csrf = False

    q = TextField(_l("Tìm việc"), [at_most(QUERY_LENGTH)])


class OpeningSearchForm(_SearchForm):
    """What narrows the list of openings. Places are set by the view."""

    khu = PickField(_l("Khu, cụm công nghiệp"), [Optional()])
    noi = PickField(_l("Nơi làm việc"), [Optional()])
    luong = MillionsField(_l("Lương từ"), [Optional()])
    ca = PickField(
        _l("Giờ làm"), [Optional()], choices=[("", _l("Giờ nào cũng được")), *SHIFTS.items()]
    )
    xe = BooleanField(_l("Có xe đưa đón"))
    cho_o = BooleanField(_l("Có chỗ ở"))
    com = BooleanField(_l("Có bữa ăn"))
    moi = BooleanField(_l("Không cần kinh nghiệm"))
    bang = BooleanField(_l("Không cần bằng cấp"))
    ngan = BooleanField(_l("Bán thời gian hoặc thời vụ"))
    hd = PickField(
        _l("Hợp đồng"),
        [Optional()],
        choices=[
            ("", _l("Hợp đồng nào cũng được")),
            *((word, LABELS[ContractType][kind]) for word, kind in CONTRACTS.items()),
        ],
    )
    nha = PickField(_l("Nhà anh/chị ở"), [Optional()])
    kc = PickField(
        _l("Cách nhà"),
        [Optional()],
        choices=[
            ("", _l("Bao xa cũng được")),
            *((str(km), _l("Không quá %(km)s km", km=km)) for km in DISTANCES),
        ],
    )
    xep = PickField(
        _l("Xếp theo"),
        [Optional()],
        choices=[
            ("", _l("Đúng ý nhất")),
            ("toi", _l("Hợp với tôi")),
            ("moi", _l("Mới nhất")),
            ("luong", _l("Lương cao")),
            ("gan", _l("Gần nhà")),
        ],
        validate_choice=False,  # links set it; an order we do not know is the usual one
    )


class CourseSearchForm(_SearchForm):
    """What narrows the list of courses."""

    th = PickField(
        _l("Giờ thực hành"),
        [Optional()],
        choices=[
            ("", _l("Bao nhiêu cũng được")),
            *((str(share), _l("Từ %(n)s %% số giờ", n=share)) for share in PRACTICE_SHARES),
        ],
    )
    cho = PickField(
        _l("Dành cho"),
        [Optional()],
        choices=[
            ("", _l("Ai cũng được")),
            *((word, LABELS[Audience][one]) for word, one in AUDIENCES.items()),
        ],
    )
    tieng = PickField(
        _l("Dạy bằng"),
        [Optional()],
        choices=[("", _l("Tiếng nào cũng được")), *TEACHING_LANGUAGES.items()],
    )
    chuan = BooleanField(_l("Chứng chỉ theo chuẩn kỹ năng nghề"))
    tin = BooleanField(_l("Có học tin học"))
    nn = BooleanField(_l("Có học ngoại ngữ"))
    mien = BooleanField(_l("Không thu học phí"))

    def filters(self) -> CourseFilters:
        """Return the conditions of a valid form."""
        audience = AUDIENCES.get(str(self.cho.data or ""))
        return CourseFilters(
            practice_from=int(self.th.data) if self.th.data else None,
            has_standard=bool(self.chuan.data),
            has_it=bool(self.tin.data),
            has_language=bool(self.nn.data),
            audience=audience.value if audience else "",
            language=self.tieng.data or "",
            is_free=bool(self.mien.data),
        )
