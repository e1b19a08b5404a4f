"""The compliance ledger as Excel: the summary by clause."""

from assessment.compliance.queries import Line
from assessment.compliance.rules import Tally
from records.duties.rules.duties import Period
from records.ledgers.sheets import Heading, quantity, write_xlsx
from township.profiles.rules.clause_keys import field_of_work
from township.watermark import Watermark

FIGURES = tuple(Heading(label, 8, "number") for label in ("应办", "按期", "迟办", "未办", "未到期", "免办"))
SUMMARY = (
    Heading("序号", 6, "number"),
    Heading("工作类别", 12),
    Heading("应办事项", 30),
    Heading("依据", 26),
    *FIGURES,
    Heading("执行率", 9),
    Heading("按期执行率", 9),
)


def summary_xlsx(period: Period, lines: list[Line], total: Tally, mark: Watermark) -> bytes:
    """The ledger by clause with its last line of totals."""
    rows = [
        (number, field_of_work(line.institution), line.label, line.note, *_figures(line.tally))
        for number, line in enumerate(lines, start=1)
    ]
    return write_xlsx(
        f"制度执行台账（{period.label}）", SUMMARY, [*rows, (None, "", "合计", "", *_figures(total))], mark
    )


def _figures(tally: Tally) -> tuple:
    return (
        tally.owed,
        tally.done,
        tally.late,
        tally.missing,
        tally.waiting,
        tally.excused,
        quantity(tally.rate),
        quantity(tally.timely_rate),
    )
