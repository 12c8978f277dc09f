"""The answers of a profile, page by page, for the page to check."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from workforce.formats import number, vnd
from workforce.i18n import _
from workforce.labels import label, shift_label
from workforce.models import Person
from workforce.reference.names import name_of
from workforce.seekers import communes
from workforce.seekers.queries import Profile
from workforce.suggestions.words import duration

#: the pages in order; the number is Person.profile_step
PAGES = ("wishes", "experience", "home", "schooling")
Facts = list[tuple[str, list[str]]]


def sections(session: Session, whole: Profile, *, urls: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the answers by page: title, address that changes it, rows of label and lines."""
    person = whole.person
    pages: dict[str, tuple[str, Facts]] = {
        "wishes": (_("Anh/chị muốn làm gì?"), _wishes(whole)),
        "experience": (_("Anh/chị đã làm gì, biết làm gì?"), _experience(whole)),
        "home": (_("Anh/chị ở đâu?"), _home(session, whole)),
        "schooling": (_("Học vấn và tuổi"), _schooling(person)),
    }
    return [
        {
            "title": pages[page][0],
            "url": urls[page],
            "rows": [
                {"label": name, "lines": [line for line in lines if line]}
                for name, lines in pages[page][1]
            ],
        }
        for page in PAGES
    ]


def _wishes(whole: Profile) -> Facts:
    person = whole.person
    wage = person.wage_min_vnd
    return [
        (_("Muốn làm"), [person.desired, *(name_of(one) for one in whole.wishes)]),
        (_("Lương mong muốn"), [_("từ %(amount)s mỗi tháng", amount=vnd(wage)) if wage else ""]),
        (_("Giờ làm được"), [", ".join(shift_label(one) for one in person.shift_ok or ())]),
    ]


def _experience(whole: Profile) -> Facts:
    work = [
        f"{row.title}, {duration(row.months)}" if row.months else row.title for row in whole.work
    ]
    return [
        (_("Biết làm"), whole.person.about.splitlines()),
        (_("Đã làm"), work),
        (_("Kỹ năng"), [", ".join(name_of(skill) for skill in whole.skills)]),
        (_("Bằng, chứng chỉ"), whole.certificates),
    ]


def _home(session: Session, whole: Profile) -> Facts:
    person = whole.person
    place = communes.commune_label(session, whole.old_unit, whole.new_unit)
    far = f"{number(person.max_km)} km" if person.max_km is not None else ""
    return [
        (_("Nơi ở"), [place, person.hamlet]),
        (_("Đi làm xa nhất"), [far]),
        (_("Cần xe đưa đón"), [_yes_no(person.needs_shuttle)]),
        (_("Cần chỗ ở"), [_yes_no(person.needs_housing)]),
    ]


def _schooling(person: Person) -> Facts:
    born = person.birth_year or (person.birth_date.year if person.birth_date else None)
    trained = label(person.training) if person.training else ""
    return [
        (_("Họ và tên"), [person.full_name]),
        (_("Năm sinh"), [str(born) if born else ""]),
        (_("Đã học xong"), [label(person.education) if person.education else ""]),
        (_("Đã học nghề"), [trained, person.training_field]),
        (_("Cần tránh, cần giúp"), [person.constraints]),
    ]


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("Có") if value else _("Không")
