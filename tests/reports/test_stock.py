"""The declared stock of the small province, each figure worked out in a comment."""

import datetime as dt

import pytest

from tests.reports.province import Province, build, day, moment, staff
from workforce.department.actions import decide_on_enterprise
from workforce.models import EnterpriseStatus
from workforce.reports.stock import declared_stock, end_of, stock_by_month
from workforce.reports.targets import required_pace, stable_target

MARCH, JUNE = day(3, 31), day(6, 30)


@pytest.fixture
def province(db) -> Province:
    return build(db)


def total(province: Province, on: dt.date, **values):
    return declared_stock(province.db, on=on, **values).total


class TestTotal:
    def test_at_the_end_of_march_with_the_correction(self, province):
        stock = total(province, MARCH)

        # A corrected 120/80 + B 40/unknown + B' 30/30 + E's of December 20/10;
        # D's 500 are in the economic zone, C never declared
        assert (stock.workers, stock.stable) == (120 + 40 + 30 + 20, 80 + 30 + 10)
        assert stock.stable_unknown_sites == 1  # B in An Nghiệp

    def test_as_known_before_the_correction(self, province):
        stock = total(province, MARCH, known_at=end_of(day(4, 1)))

        assert (stock.workers, stock.stable) == (100 + 40 + 30 + 20, 60 + 30 + 10)

    def test_at_the_end_of_june_the_voided_one_falls_back_to_march(self, province):
        stock = total(province, JUNE)

        # A 150/90 + B 40 of March + B' back to 30/30 of March + E 20/10 of December
        assert (stock.workers, stock.stable) == (150 + 40 + 30 + 20, 90 + 30 + 10)
        assert stock.newest == JUNE

    def test_before_it_was_voided_it_counted(self, province):
        stock = total(province, JUNE, known_at=end_of(JUNE))

        assert (stock.workers, stock.stable) == (150 + 40 + 999 + 20, 90 + 999 + 10)

    def test_coverage_is_enterprises_that_declared_of_those_with_a_site(self, province):
        stock = total(province, JUNE)

        # A, B, E of A, B, C, E; B has two sites and is one enterprise; D is outside T5
        assert (stock.declaring, stock.enterprises) == (3, 4)

    def test_freshness_is_a_share_of_the_last_known_headcount(self, province):
        stock = total(province, JUNE)

        # E declared 181 days before 30 June: still fresh (183); all 240 are
        assert stock.fresh_share == 1
        # three days later E's 20 are 184 days old: 220 of 240
        assert total(province, day(7, 3)).fresh_share == pytest.approx(220 / 240)
        assert total(province, day(7, 2)).fresh_share == 1

    def test_a_flagged_declaration_counts_and_is_marked(self, province):
        assert total(province, JUNE).flagged == 1
        assert total(province, MARCH).flagged == 0

    def test_before_anybody_declared_there_are_no_figures(self, province):
        stock = total(province, day(12, 30, 2025))

        assert not stock.has_figures
        assert (stock.ratio(250_000), stock.fresh_share, stock.newest) == (None, None, None)
        assert stock.enterprises == 4

    def test_the_two_ratios_to_the_target(self, province):
        stock = total(province, JUNE)

        assert stock.ratio(250_000) == pytest.approx(130 / 250_000)
        assert stock.ratio(280_000) == pytest.approx(130 / 280_000)

    def test_a_declared_zero_is_a_figure(self, db):
        province = Province(db)
        province.enterprise("A", ["an-nghiep"])
        province.declare("A", MARCH, 0, 0)

        stock = total(province, MARCH)

        assert (stock.has_figures, stock.workers, stock.ratio(250_000)) == (True, 0, 0)


class TestZones:
    def test_each_zone_has_its_own_sum(self, province):
        zones = declared_stock(province.db, on=JUNE).zones

        # An Nghiệp: A 150/90, B 40/–, E 20/10; Trần Đề: B' 30/30 and C silent
        assert (zones["an-nghiep"].workers, zones["an-nghiep"].stable) == (210, 100)
        assert (zones["an-nghiep"].declaring, zones["an-nghiep"].enterprises) == (3, 3)
        assert (zones["tran-de"].workers, zones["tran-de"].stable) == (30, 30)
        assert (zones["tran-de"].declaring, zones["tran-de"].enterprises) == (1, 2)

    def test_the_economic_zone_has_figures_of_its_own_outside_the_total(self, province):
        report = declared_stock(province.db, on=JUNE)

        assert report.zones["kkt-tran-de"].workers == 500
        assert report.total.workers == sum(
            stock.workers for key, stock in report.zones.items() if key != "kkt-tran-de"
        )

    def test_a_zone_without_an_enterprise_is_not_in_the_report(self, province):
        assert "my-thanh" not in declared_stock(province.db, on=JUNE).zones


class TestMonths:
    def test_each_month_ends_on_its_last_day_and_the_newest_on_the_day_asked(self, province):
        history = stock_by_month(province.db, until=day(7, 15), months=5)

        assert [on for on, _stock in history] == [
            MARCH, day(4, 30), day(5, 31), JUNE, day(7, 15),
        ]  # fmt: skip
        assert [stock.stable for _on, stock in history] == [120, 120, 120, 130, 130]


class TestLaterEvents:
    """What happens afterwards does not change a report as known then, nor a past day."""

    def report(self, province: Province, known_at=None):
        report = declared_stock(province.db, on=MARCH, known_at=known_at)
        keys = ("workers", "stable", "declaring", "enterprises", "flagged", "newest")
        return {
            key: tuple(getattr(stock, name) for name in keys)
            for key, stock in {"": report.total, **report.zones}.items()
        }

    def test_a_declaration_recorded_late_is_left_out_as_known_then(self, province):
        known_at = moment(day(7, 10))
        before = self.report(province, known_at)

        province.declare("C", MARCH, 70, 70, days_later=200)
        province.declare("A", MARCH, 1, 1, days_later=201)

        assert self.report(province, known_at) == before
        # today's knowledge of March has both: 1 + 40 + 30 + 20 + 70
        assert total(province, MARCH).workers == 161

    def test_a_firm_that_registers_later_was_not_missing_then(self, province):
        before = self.report(province)

        province.enterprise("F", ["an-nghiep"], created_at=moment(day(8, 1)))

        assert self.report(province) == before
        assert total(province, day(8, 1)).enterprises == 5

    def test_a_firm_that_declares_a_day_before_it_registered_counts_for_that_day(self, province):
        province.enterprise("F", ["an-nghiep"], created_at=moment(day(8, 1)))
        province.declare("F", MARCH, 11, 5, days_later=200)

        stock = total(province, MARCH)
        assert (stock.workers, stock.declaring, stock.enterprises) == (221, 4, 5)

    def test_a_firm_closed_later_was_open_then(self, province):
        before = self.report(province)

        decide_on_enterprise(
            province.db, enterprise=province.enterprises["A"], status=EnterpriseStatus.CLOSED,
            reason="giải thể", by=staff(province.db), now=moment(day(8, 1)),
        )  # fmt: skip

        assert self.report(province) == before
        # from 1 August on: without A's 150
        assert total(province, day(7, 31)).workers == 240
        assert total(province, day(8, 1)).workers == 90

    def test_a_suspended_firm_counts_while_its_declaration_stands(self, province):
        decide_on_enterprise(
            province.db, enterprise=province.enterprises["A"], status=EnterpriseStatus.SUSPENDED,
            reason="kiểm tra", by=staff(province.db), now=moment(day(4, 1)),
        )  # fmt: skip

        assert total(province, JUNE).workers == 240


class TestPace:
    def test_it_is_what_is_missing_over_the_months_left(self, province):
        report = declared_stock(province.db, on=day(12, 31, 2026))

        # 130 stable; 1461 days to 31 December 2030 are 48 months of 30.4375 days
        assert required_pace(report, 250_000) == pytest.approx((250_000 - 130) / 48)

    def test_nothing_is_missing_when_the_target_is_reached(self, province):
        assert required_pace(declared_stock(province.db, on=JUNE), 100) == 0

    @pytest.mark.parametrize("on", [day(12, 31, 2030), day(1, 1, 2031)])
    def test_when_the_time_is_over_there_is_none(self, province, on):
        assert required_pace(declared_stock(province.db, on=on), 250_000) is None

    def test_where_nobody_declared_there_is_none(self, db):
        assert required_pace(declared_stock(db, on=JUNE), 250_000) is None

    def test_the_target_is_the_resolutions(self, db):
        target = stable_target(db)

        assert (target.low, target.high) == (250_000, 280_000)
        assert "khoảng 250.000-280.000 lao động" in target.text
