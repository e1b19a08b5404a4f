"""Annual work points (年度工作要点): a list of points with unit, date and what counts as done. Source: W10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import chinese_date, chinese_numeral
from township.refusals import Refused

DRAFT = "draft"
SUBMITTED = "submitted"
ISSUED = "issued"

STATE_LABELS = {DRAFT: "拟稿", SUBMITTED: "审批中", ISSUED: "已印发"}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "联席会议制度：办公室起草年度工作要点"
CLAUSE = "work_points_year"
MOST_POINTS = 99


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


PLANS = StateTable(
    _move("edit", "修改", {DRAFT}, DRAFT, "送审以后不能改动；需要修改时，在文件页面撤回。"),
    _move("submit", "送召集人审批", {DRAFT}, SUBMITTED),
    _move("reopen", "退回修改", {SUBMITTED}, DRAFT),
    _move("issue", "印发", {SUBMITTED}, ISSUED),
    _move("report", "报告进展", {ISSUED}, ISSUED, "要点印发以后才报告进展。"),
    labels=STATE_LABELS,
)


@dataclass(frozen=True)
class PointText:
    """One point as the document prints it."""

    text: str
    unit: str
    due_on: date
    done_when: str


def plan_title(year: int) -> str:
    return f"{year}年信访工作要点"


def plan_text(preface: str, points: Sequence[PointText]) -> str:
    """The whole text, one paragraph a line."""
    lines = [line.strip() for line in preface.splitlines() if line.strip()]
    for number, point in enumerate(points, start=1):
        lines.append(f"{chinese_numeral(number)}、{point.text.rstrip('。')}")
        lines.append(
            f"责任单位：{point.unit}；完成时限：{chinese_date(point.due_on)}前；完成标准：{point.done_when.rstrip('。')}。"
        )
    return "\n".join(lines)


def check_points(count: int) -> None:
    """Refused for an empty list, and for more points than can be numbered."""
    if not count:
        raise Refused("还没有一条要点，请先添加。", SOURCE)
    if count > MOST_POINTS:
        raise Refused(f"要点最多 {MOST_POINTS} 条。")


def check_year(day: date, year: int) -> None:
    """Refused when the date of a point lies outside its year."""
    if day.year != year:
        raise Refused(f"完成时限要在{year}年内。", field="due_on")


def check_percent(percent: int, before: int) -> int:
    """0 to 100, not below the report before."""
    if not 0 <= percent <= 100:
        raise Refused("进度填 0 到 100 的整数。", field="percent")
    if percent < before:
        raise Refused(f"进度不能低于上次报告的 {before}%。如有反复，请在文字里说明。", field="percent")
    return percent
