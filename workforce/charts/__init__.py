"""Geometry of the charts: numbers in, positions and words out; the templates only draw.

Nothing here knows Flask, colours or languages: callers pass ready labels and a formatter
(``workforce.formats.number``). A line chart is laid out twice, for phones and for wide
screens, so that its words keep their size; bars and funnels are percentages of a width.
"""

from workforce.charts.bars import Bar, Bars, Funnel, Step, bars, funnel
from workforce.charts.lines import LineChart, LineLayout, line_chart
from workforce.charts.scales import Range, Series

__all__ = [
    "Bar", "Bars", "Funnel", "LineChart", "LineLayout", "Range", "Series", "Step",
    "bars", "funnel", "line_chart",
]  # fmt: skip
