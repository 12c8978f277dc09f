"""Forms of the screens schools, enterprises and the department share."""

from flask_babel import lazy_gettext as _l

from workforce.forms import Form, PickField

GROUP_NAMES = {
    "": _l("Mọi người"),
    "over_45": _l("Trên 45 tuổi"),
    "low_schooling": _l("Học hết lớp 9 trở xuống"),
    "land": _l("Gia đình có đất thu hồi"),
}
#: group in the address → as it is stored
GROUP_WORDS = {"": "", "tren-45": "over_45", "lop-9": "low_schooling", "dat-thu-hoi": "land"}


class Filter(Form):
    """A form sent with GET: it changes nothing and carries no token."""

    class Meta:
        """No token."""

        csrf = False


class DemandFilter(Filter):
    """Whom proposals are ranked for, and where."""

    nhom = PickField(
        _l("Xếp cho nhóm"),
        choices=[(word, GROUP_NAMES[group]) for word, group in GROUP_WORDS.items()],
    )
    huyen = PickField(_l("Huyện cũ"))
