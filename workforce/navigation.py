"""The menu of each role: at most five entries, the same place on every page."""

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l

from workforce.access import current_account
from workforce.models import Role

MENUS: dict[str, tuple[tuple[object, str], ...]] = {
    "": (
        (_l("Việc làm"), "public.openings"),
        (_l("Khóa học"), "public.courses"),
        (_l("Khu công nghiệp"), "public.zones"),
        (_l("Trợ giúp"), "public.help"),
    ),
    Role.SEEKER: (
        (_l("Gợi ý"), "seekers.suggestions"),
        (_l("Việc làm"), "public.openings"),
        (_l("Khóa học"), "public.courses"),
        (_l("Việc đã nộp"), "seekers.applications"),
        (_l("Hồ sơ"), "seekers.profile"),
    ),
    Role.EMPLOYER: (
        (_l("Việc cần làm"), "employers.home"),
        (_l("Tin tuyển dụng"), "employers.openings"),
        (_l("Lao động đã nhận"), "employers.placements"),
        (_l("Khai báo lao động"), "employers.declarations"),
        (_l("Công ty"), "employers.company"),
    ),
    Role.SCHOOL: (
        (_l("Việc cần làm"), "schools.home"),
        (_l("Khóa học"), "schools.courses"),
        (_l("Học viên"), "schools.enrolments"),
        (_l("Lớp nên mở"), "training.demand"),
        (_l("Cơ sở đào tạo"), "schools.school"),
    ),
    Role.COMMUNE: (
        (_l("Việc cần làm"), "communes.home"),
        (_l("Người dân"), "communes.people"),
        (_l("Gia đình có đất thu hồi"), "communes.households"),
        (_l("Mã đăng nhập"), "communes.codes"),
    ),
    Role.DEPARTMENT: (
        (_l("Tiến độ"), "department.home"),
        (_l("Khu công nghiệp"), "department.zones"),
        (_l("Đã có việc"), "department.placements"),
        (_l("Đất thu hồi"), "department.households"),
        (_l("Doanh nghiệp"), "department.enterprises"),
    ),
    Role.ADMIN: (
        (_l("Tổng quan"), "administration.home"),
        (_l("Tài khoản"), "administration.accounts"),
        (_l("Mã đăng nhập"), "administration.codes"),
        (_l("Bảng số liệu"), "administration.tables"),
        (_l("Nhật ký"), "administration.audit"),
    ),
}

#: the first page after signing in
HOMES = {
    Role.SEEKER: "seekers.suggestions",
    Role.EMPLOYER: "employers.home",
    Role.SCHOOL: "schools.home",
    Role.COMMUNE: "communes.home",
    Role.CENTRE: "communes.home",
    Role.DEPARTMENT: "department.home",
    Role.ADMIN: "administration.home",
}
MENUS[Role.CENTRE] = MENUS[Role.COMMUNE]


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the menu as the template shows it."""

    label: str
    url: str
    is_current: bool


def menu() -> list[MenuEntry]:
    """Return the signed-in role's menu, or the public one."""
    account = current_account()
    entries = MENUS[account.role if account else ""]
    return [
        MenuEntry(str(label), url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint in entries
        if endpoint in current_app.view_functions
    ]


def home_url() -> str:
    """Return the first page of whoever is signed in, or the site's home."""
    account = current_account()
    return url_for(HOMES[Role(account.role)] if account else "public.home")
