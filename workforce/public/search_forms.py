"""The search forms: GET, so that an address can be kept and sent on."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workforce.forms import (
    Form,
    MillionsField,
    Optional,
    PickField,
    TextField,
    at_most,
)
from workforce.labels import SHIFTS

QUERY_LENGTH = 200


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
    nha = PickField(_l("Nhà anh/chị ở"), [Optional()])
    xep = PickField(
        _l("Xếp theo"),
        [Optional()],
        choices=[
            ("", _l("Hợp nhất")),
            ("moi", _l("Mới nhất")),
            ("luong", _l("Lương cao")),
            ("gan", _l("Gần nhà")),
        ],
        validate_choice=False,  # links set it; an order we do not know is the usual one
    )


class CourseSearchForm(_SearchForm):
    """What narrows the list of courses."""
