"""Annual work points (年度工作要点): a list of points with unit, date and what counts as done. Source: W10."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import chinese_date, chinese_numeral
from records.work.rules import Owed
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


NO_POINTS = "还没有一条要点，请先添加"
WITH_PAPER = "文稿还在审批或已批准，请先在文稿页面撤回，再修改要点"


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """count: of the points; is_paper_draft: their document was given back or taken back; parts: act → points it is on."""

    state: str
    may: frozenset[str] = frozenset()
    count: int = 0
    is_paper_draft: bool = False
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)


WRITE = "work_plan.write"
DOORS = Doors(
    PLANS,
    Door("submit", WRITE, waits=lambda facts: "" if facts.count else NO_POINTS),
    Door("add", WRITE, "edit", label="添加一条"),
    Door("preface", WRITE, "edit", label="写总体要求", is_quiet=True),
    Door("reopen", WRITE, label="修改要点", waits=lambda facts: "" if facts.is_paper_draft else WITH_PAPER),
    Door("remove", WRITE, "edit", label="去掉"),
    Door("report", "work_plan.report", label="报进展"),
    inside=("issue",),
)


@dataclass(frozen=True)
class OpenPoint:
    """A point that is not done."""

    pk: int
    seq: int
    text: str
    unit: int
    due_on: date


def plan_owed(state: str, *, has_duty: bool, points: Iterable[OpenPoint]) -> Iterator[Owed]:
    """The list is written and handed in (in the line of the year's duty, where there is one), then each unit its points."""
    if state == DRAFT and not has_duty:
        yield Owed("submit", "拟写年度要点", right=WRITE, why="逐条写好后送召集人审批", clause=SOURCE)
    for point in points if state == ISSUED else ():
        why = f"第{point.seq}条：{point.text}"
        yield Owed(
            "report", "落实年度要点", unit=point.unit, part=point.pk, why=why, due_on=point.due_on, clause=SOURCE
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
