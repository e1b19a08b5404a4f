"""The chart of an analysis: the same on its page and in its paper."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from records.figures.charts import columns


def trend_chart(trend: Sequence[Sequence]) -> SafeString:
    """trend: [month ("2026年9月"), number, number of the same month a year before], oldest first. "" when all are nought."""
    months = [label.partition("年")[2] for label, _, _ in trend]
    series = (("当月", [now for _, now, _ in trend]), ("上年同月", [before for _, _, before in trend]))
    return columns(months, series)
