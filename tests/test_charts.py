"""Charts tell the truth at every width: from zero, nothing cut, no words on words."""

import pytest

from workforce.charts import Range, Series, bars, funnel, line_chart
from workforce.charts.scales import nice_ticks
from workforce.charts.words import LINE_PX, Box, along, place, text_width

YEARS = [(float(year), str(year)) for year in range(2021, 2031)]
STOCK = Series("Có việc làm ổn định", [(2021, 31200), (2023, 39100), (2026, 61240)])
PACE = Series("Nhịp cần có", [(2026, 61240), (2030, 250000)])
TARGET = Range("Mục tiêu 250.000–280.000", 250000, 280000)
FORECAST = Range("Dự báo", points=[(2026, 61240, 61240), (2030, 80000, 118000)])


def vietnamese(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def share(value: float) -> str:
    return f"{value:.0%}".replace("%", " %")


def progress_chart():
    return line_chart(
        [STOCK, PACE], formatter=vietnamese, x_labels=YEARS, target=TARGET, forecast=FORECAST
    )


@pytest.fixture(params=["narrow", "wide"])
def layout(request):
    return getattr(progress_chart(), request.param)


class TestNiceTicks:
    @pytest.mark.parametrize(
        ("low", "high", "ticks"),
        [
            (0, 280000, [0, 100000, 200000, 300000]),
            (0, 100, [0, 25, 50, 75, 100]),
            (0, 7, [0, 2, 4, 6, 8]),
            (0, 0, [0, 0.25, 0.5, 0.75, 1]),
            (-30, 50, [-40, -20, 0, 20, 40, 60]),
        ],
    )
    def test_they_are_round_and_cover_the_values(self, low, high, ticks):
        found = nice_ticks(low, high)

        assert found[0] <= low
        assert found[-1] >= high
        assert found == ticks

    def test_one_single_value_still_gets_a_scale_from_zero(self):
        ticks = nice_ticks(500, 500)

        assert ticks[0] == 0
        assert ticks[-1] >= 500

    def test_ends_given_the_wrong_way_round_are_turned(self):
        assert nice_ticks(100, 0) == nice_ticks(0, 100)


class TestPlacingWords:
    ROOM = Box(0, 0, 400, 300)

    def test_words_stand_right_of_the_point_when_there_is_room(self):
        box = place("Nam", (100, 150), room=self.ROOM, lines=[], taken=[])

        assert box.left >= 100
        assert box.top < 150 < box.bottom

    def test_words_turn_back_at_the_right_edge(self):
        box = place("Lao động đã khai", (398, 150), room=self.ROOM, lines=[], taken=[])

        assert self.ROOM.holds(box)

    def test_words_avoid_the_line_that_goes_on_to_the_right(self):
        line = along([(100, 150), (400, 150)])

        box = place("Nam", (100, 150), room=self.ROOM, lines=line, taken=[])

        assert box.count(line) == 0

    def test_words_never_stand_on_other_words(self):
        taken: list[Box] = []
        for _ in range(6):
            taken.append(place("Lao động", (200, 150), room=self.ROOM, lines=[], taken=taken))

        for i, box in enumerate(taken):
            assert not any(box.overlaps(other) for other in taken[i + 1 :])

    def test_a_line_is_sampled_closely_from_end_to_end(self):
        points = along([(0, 0), (10, 0), (10, 8)], every=4)

        assert points[0] == (0, 0)
        assert points[-1] == (10, 8)
        assert len(points) == 5

    def test_no_points_no_line(self):
        assert along([]) == []


class TestLineChart:
    def test_the_value_axis_starts_at_zero_and_is_written_in_vietnamese(self, layout):
        assert [tick.text for tick in layout.y_ticks] == ["0", "100.000", "200.000", "300.000"]
        assert layout.y_ticks[0].position == layout.bottom

    def test_a_larger_value_is_higher(self, layout):
        heights = [y for _, y in layout.lines[0].dots]

        assert heights == sorted(heights, reverse=True)

    def test_no_word_is_cut_at_an_edge(self, layout):
        for label in layout.labels:
            assert label.right <= layout.width
            assert label.left >= 0, label.text
            assert label.right - label.left >= text_width(label.text) - 0.2
            assert 10 <= label.y <= layout.height
        for tick in layout.x_ticks:
            half = text_width(tick.text, 13) / 2
            assert tick.position - half >= 0
            assert tick.position + half <= layout.width
        for tick in layout.y_ticks:
            assert layout.left - 6 - text_width(tick.text, 13) >= 0

    def test_no_name_is_written_over_another(self, layout):
        boxes = [(lab.left, lab.right, lab.y) for lab in layout.labels]

        for i, (left, right, y) in enumerate(boxes):
            for other_left, other_right, other_y in boxes[i + 1 :]:
                side_by_side = right <= other_left or other_right <= left
                assert side_by_side or abs(y - other_y) >= LINE_PX - 2

    def test_names_hide_no_part_of_a_line(self, layout):
        drawn = [p for line in layout.lines for run in line.runs for p in along(run)]

        for lab in layout.labels:
            box = Box(lab.left, lab.y - 11, lab.right, lab.y + 3)
            assert box.count(drawn) <= 4, lab.text

    def test_names_of_lines_that_end_together_move_apart(self):
        together = [Series(name, [(1, 5), (2, 10)]) for name in ("Nam", "Nữ", "Cả hai")]

        chart = line_chart(together, formatter=vietnamese, x_labels=[(1, "1"), (2, "2")])

        heights = sorted(label.y for label in chart.wide.labels)
        assert heights[1] - heights[0] >= LINE_PX - 2
        assert heights[2] - heights[1] >= LINE_PX - 2

    def test_years_that_would_touch_are_left_out_but_the_ends_stay(self, layout):
        words = [tick.text for tick in layout.x_ticks]

        assert words[0] == "2021"
        assert words[-1] == "2030"
        ends = [(t.position - text_width(t.text, 13) / 2) for t in layout.x_ticks]
        starts = [(t.position + text_width(t.text, 13) / 2) for t in layout.x_ticks]
        assert all(left > right for left, right in zip(ends[1:], starts, strict=False))

    def test_the_phone_shows_fewer_years_than_the_desk(self):
        chart = progress_chart()

        assert len(chart.narrow.x_ticks) < len(chart.wide.x_ticks) == len(YEARS)

    def test_the_target_is_a_band_between_its_two_figures(self, layout):
        high, low = layout.target

        assert layout.top < high < low < layout.bottom

    def test_the_forecast_widens_and_closes(self, layout):
        points = [tuple(map(float, pair.split(","))) for pair in layout.forecast.split()]

        assert len(points) == 4
        assert points[0] == points[-1]
        assert points[1][1] < points[2][1]

    def test_a_missing_month_breaks_the_line_instead_of_bridging_it(self):
        gap = Series("Khai báo", [(1, 10), (2, 12), (3, None), (4, 15), (5, 16)])

        chart = line_chart([gap], formatter=vietnamese, x_labels=[(1, "1"), (5, "5")])

        assert len(chart.wide.lines[0].paths) == 2
        assert len(chart.wide.lines[0].dots) == 4

    def test_many_months_show_a_dot_on_the_last_one_only(self):
        months = Series("Khai báo", [(month, month * 10) for month in range(1, 37)])

        chart = line_chart([months], formatter=vietnamese, x_labels=[(1, "1"), (36, "36")])

        assert len(chart.wide.lines[0].dots) == 1
        assert len(chart.wide.lines[0].paths[0].split()) == 36

    def test_without_any_point_it_says_so(self):
        assert line_chart([], formatter=vietnamese, x_labels=[]).is_empty
        hollow = Series("Khai báo", [(1, None)])
        assert line_chart([hollow], formatter=vietnamese, x_labels=[(1, "1")]).is_empty

    def test_one_single_point_is_drawn(self):
        chart = line_chart(
            [Series("Khai báo", [(2026, 100)])], formatter=vietnamese, x_labels=[(2026, "2026")]
        )

        assert not chart.is_empty
        assert len(chart.wide.lines[0].dots) == 1


class TestBars:
    def test_lengths_are_shares_of_the_longest(self):
        chart = bars([("An Nghiệp", 200), ("Trần Đề", 50)], formatter=vietnamese)

        assert [bar.percent for bar in chart.bars] == [100, 25]

    def test_a_target_beyond_every_value_sets_the_scale(self):
        chart = bars([("An Nghiệp", 200)], formatter=vietnamese, targets=[400])

        assert chart.bars[0].percent == 50
        assert chart.bars[0].target_percent == 100

    def test_all_zero_draws_empty_tracks(self):
        assert bars([("An Nghiệp", 0)], formatter=vietnamese).bars[0].percent == 0

    def test_a_negative_value_has_no_length_but_keeps_its_words(self):
        bar = bars([("Thay đổi", -5), ("Khác", 5)], formatter=vietnamese).bars[0]

        assert (bar.percent, bar.text) == (0, "-5")

    def test_no_rows_is_empty(self):
        assert bars([], formatter=vietnamese).is_empty


class TestFunnel:
    def test_each_step_is_compared_with_the_one_before(self):
        steps = funnel(
            [("Muốn làm việc", 200), ("Có phương án", 150), ("Có việc", 75)],
            formatter=vietnamese,
            percent=share,
        ).steps

        assert [step.of_previous for step in steps] == ["", "75 %", "50 %"]
        assert [step.percent for step in steps] == [100, 75, 37.5]

    def test_nothing_is_divided_by_an_empty_step(self):
        steps = funnel([("Một", 0), ("Hai", 0)], formatter=vietnamese, percent=share).steps

        assert [step.of_previous for step in steps] == ["", ""]

    def test_no_rows_is_empty(self):
        assert funnel([], formatter=vietnamese, percent=share).is_empty
