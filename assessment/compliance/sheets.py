"""The compliance ledger as Excel: the summary by clause, or the duties behind it one by one."""

from collections.abc import Iterable
from datetime import date

from assessment.compliance.queries import Line
from assessment.compliance.rules import Tally
from records.duties.models.duties import Duty
from records.duties.rules.duties import STANDINGS, Period, standing
from records.ledgers.sheets import Heading, write_xlsx

FIGURES = tuple(Heading(label, 8, "number") for label in ("应办", "按期", "迟办", "未办", "未到期", "免办"))
SUMMARY = (
    Heading("序号", 6, "number"),
    Heading("制度", 6),
    Heading("应办事项", 30),
    Heading("依据", 26),
    *FIGURES,
    Heading("执行率", 9),
    Heading("按期率", 9),
)
DUTIES = (
    Heading("序号", 6, "number"),
    Heading("制度", 6),
    Heading("应办事项", 28),
    Heading("依据", 24),
    Heading("周期", 18),
    Heading("应办人", 16),
    Heading("到期日", 12, "date"),
    Heading("情况", 8),
    Heading("完成日期", 12, "date"),
    Heading("完成情况", 34),
    Heading("佐证编号", 18),
    Heading("免办理由", 24),
)


def summary_xlsx(period: Period, lines: list[Line], total: Tally) -> bytes:
    """The ledger by clause with its last line of totals."""
    rows = [
        (number, line.institution, line.label, line.note, *_figures(line.tally))
        for number, line in enumerate(lines, start=1)
    ]
    return write_xlsx(f"制度执行台账（{period.label}）", SUMMARY, [*rows, (None, "", "合计", "", *_figures(total))])


def duties_xlsx(period: Period, duties: Iterable[Duty], seen: set[int], today: date) -> bytes:
    """The duties one by one; `duties` is read once. seen: ids of the evidence whose number this reader may know."""
    rows = (
        (
            number,
            duty.institution,
            duty.label,
            duty.citation,
            duty.period_label,
            duty.debtor,
            duty.due_on,
            STANDINGS[standing(duty.state, duty.done_on, duty.due_on, today)],
            duty.done_on,
            duty.evidence_text,
            duty.evidence.number if duty.evidence_id in seen else "",
            duty.excuse_reason,
        )
        for number, duty in enumerate(duties, start=1)
    )
    return write_xlsx(f"制度应办明细（{period.label}）", DUTIES, rows)


def _figures(tally: Tally) -> tuple:
    return (
        tally.owed,
        tally.done,
        tally.late,
        tally.missing,
        tally.waiting,
        tally.excused,
        tally.rate,
        tally.timely_rate,
    )
