"""The first page, the dated tables and the audit log: read, never written."""

import pytest
from sqlmodel import func, select

from tests.factories.accounts import make_account
from tests.fixed_clock import NOW
from tests.pages import words
from workforce import audit
from workforce.administration.words import ACTIONS, action_words, rate_words
from workforce.models import AuditLog, IndicatorRule, PolicyRate, Role, Target, ZoneFact

TABLES = "/quan-tri/bang-so-lieu"
LOG = "/quan-tri/nhat-ky"


def lines_of(page):
    return [words(line) for line in page.select("tbody tr")]


class TestHome:
    def test_it_counts_open_accounts_by_role(self, admin, db):
        make_account(db, Role.CENTRE)
        make_account(db, Role.CENTRE)
        make_account(db, Role.CENTRE, is_active=False)

        page = admin.get("/quan-tri/").page

        assert "Tư vấn viên trung tâm việc làm 2" in words(page.main)
        assert "1 tài khoản đã khóa" in words(page.main)


class TestTables:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("muc", PolicyRate),
            ("dinh-nghia", IndicatorRule),
            ("khu", ZoneFact),
            ("chi-tieu", Target),
        ],
    )
    def test_every_row_is_on_one_of_the_pages(self, admin, db, name, kind):
        page = admin.get(TABLES, query_string={"bang": name}).page
        shown = len(lines_of(page))
        while following := page.select_one("a[rel=next]"):
            page = admin.get(following["href"]).page
            shown += len(lines_of(page))

        assert shown == db.exec(select(func.count()).select_from(kind)).one() > 0

    def test_what_nobody_checked_is_marked(self, admin, db):
        rate = db.exec(select(PolicyRate).order_by(PolicyRate.kind, PolicyRate.key)).first()
        assert not rate.is_verified

        first = lines_of(admin.get(TABLES).page)[0]

        assert first.startswith(rate_words(rate.kind, rate.key))
        assert "chưa kiểm chứng" in first

    def test_a_zone_fact_says_its_source(self, admin, db):
        text = words(admin.get(TABLES, query_string={"bang": "khu"}).page.main)

        assert "Nghị quyết, mục III.1" in text

    def test_a_target_is_quoted(self, admin, db):
        target = db.exec(select(Target).where(Target.code == "T5")).one()

        text = words(admin.get(TABLES, query_string={"bang": "chi-tieu"}).page.main)

        assert f"“{' '.join(target.text_vi.split())}”" in text

    def test_every_rate_has_words(self, db):
        bare = [
            (rate.kind, rate.key) for rate in db.exec(select(PolicyRate))
            if rate.kind in rate_words(rate.kind, rate.key)
        ]  # fmt: skip

        assert bare == []

    @pytest.mark.parametrize("asked", [{"bang": "x"}, {"trang": "99999"}, {"trang": "x"}])
    def test_nonsense_in_the_address_shows_a_table(self, admin, asked):
        assert lines_of(admin.get(TABLES, query_string=asked).page)

    def test_they_cannot_be_written(self, admin):
        assert admin.post_raw(TABLES).status_code == 405


class TestLog:
    @pytest.fixture
    def write(self, db, admin_account):
        def write(action, subject_type="opening", subject_id=7, details="", by=admin_account):
            audit.record(
                db, account=by, action=action, subject_type=subject_type, subject_id=subject_id,
                now=NOW, details=details,
            )  # fmt: skip

        return write

    def shown(self, admin, **asked):
        return lines_of(admin.get(LOG, query_string=asked).page)

    def test_it_says_what_was_done_by_which_role(self, admin, admin_account, write):
        write("opening.posted")

        (line,) = self.shown(admin)

        assert "Tin tuyển dụng: đã đăng" in line
        assert "Tin tuyển dụng 7" in line
        assert f"Quản trị hệ thống · tài khoản {admin_account.id}" in line

    def test_it_names_nobody_and_quotes_nobody(self, admin, admin_account, write):
        write("account.phone_verified", details="gọi lại 0912345678, bà Lan")
        write("opening.changed", details="title,posts")

        text = " ".join(self.shown(admin))

        assert admin_account.display_name not in text
        assert "bà Lan" not in text
        assert "0912345678" not in text
        assert "title,posts" in text

    def test_what_the_server_did_says_so(self, admin, write):
        write("account.created", "account", by=None)

        assert "Máy chủ" in self.shown(admin)[0]

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"viec": "opening.closed"}, ["Tin tuyển dụng: đã đóng"]),
            ({"loai": "school"}, ["Cơ sở đào tạo: đã sửa"]),
            ({"loai": "opening", "so": "8"}, ["Tin tuyển dụng: đã đóng"]),
            ({"loai": "opening", "so": "9"}, []),
        ],
    )
    def test_it_is_filtered(self, admin, write, asked, expected):
        write("opening.posted", subject_id=7)
        write("opening.closed", subject_id=8)
        write("school.changed", "school", 8)

        lines = self.shown(admin, **asked)

        assert len(lines) == len(expected)
        for line, start in zip(lines, expected, strict=True):
            assert start in line

    def test_it_is_filtered_by_who(self, admin, write, db):
        other = make_account(db, Role.CENTRE)
        write("opening.posted")
        write("opening.closed", by=other)

        (line,) = self.shown(admin, ai=str(other.id))

        assert "đã đóng" in line

    def test_the_newest_come_first_and_the_rest_on_further_pages(self, admin, write):
        for number in range(1, 31):
            write("opening.posted", subject_id=number)

        first, second = self.shown(admin), self.shown(admin, trang="2")

        assert "Tin tuyển dụng 30" in first[0]
        assert (len(first), len(second)) == (25, 5)

    @pytest.mark.parametrize(
        "asked", [{"so": "x"}, {"so": "99999999999"}, {"so": "0"}, {"viec": "x"}, {"ai": "\x00"}]
    )
    def test_nonsense_in_the_address_filters_nothing(self, admin, write, asked):
        write("opening.posted")

        assert len(self.shown(admin, **asked)) == 1

    def test_reading_it_writes_nothing(self, admin, write, db):
        write("opening.posted")

        self.shown(admin)

        assert len(db.exec(select(AuditLog)).all()) == 1

    def test_every_action_it_can_be_filtered_by_has_words(self):
        assert [action for action in ACTIONS if action_words(action) == action] == []
