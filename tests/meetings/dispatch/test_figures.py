"""What a dispatch says of resolutions: nothing counted under a caption that is not of its period."""

from datetime import date, timedelta

from meetings.dispatch.queries import figures
from records.figures.rules import FigurePeriod


def test_late_of_the_period_and_late_of_all_are_told_apart(hall, cast):
    hall.issued(units=("building",))
    due = hall.resolution().due_on
    month = FigurePeriod(due.replace(day=1), due.replace(day=1) + timedelta(days=27), "本月")
    later = FigurePeriod(date(due.year + 1, 1, 1), date(due.year + 1, 1, 31), "明年1月")

    def shown(period):
        section = figures.resolutions(cast.actor("clerk", on=period.last), period)
        return {one.label: one.value for one in section.figures}, section.tables

    now, _ = shown(month)
    assert (now["完成时限在本期的议定事项"], now["其中超期未落实"], now["全部超期未落实"]) == ("1项", "1项", "1项")
    then, tables = shown(later)
    assert (then["完成时限在本期的议定事项"], then["其中超期未落实"], then["全部超期未落实"]) == ("0项", "0项", "1项")
    assert "连同以前各期" in tables[0].note
