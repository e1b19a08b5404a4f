"""Inspections (督查): kinds, forms, moves of the whole, who may be on the team, the proposal's text, who owes the next step.

Sources: 武陵山乡规则 五（五） and 罕台镇制度第十二条 (proposed by the office, approved by the convenor, reported afterwards), 信访工作条例第三十五条、
第四十条; recusal 第二十八条第三款. An inspection looks at how matters are handled; it counts no visits and judges nobody who petitioned.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from township.dates import full_date
from township.refusals import Refused

DRAFT, SUBMITTED, PLANNED, RUNNING = "draft", "submitted", "planned", "running"
HEARING, RECTIFYING, DONE, DROPPED = "hearing", "rectifying", "done", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    PLANNED: "准备",
    RUNNING: "现场督查",
    HEARING: "核实问题",
    RECTIFYING: "反馈整改",
    DONE: "已办结",
    DROPPED: "已撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNAPPROVED = frozenset({DRAFT, SUBMITTED, DROPPED})
BEGUN = frozenset({RUNNING, HEARING, RECTIFYING, DONE})  # states in which the inspected units know of it

FULL, SPECIAL, ASSIGNED = "full", "special", "assigned"
KINDS = {FULL: "全面督查", SPECIAL: "专项督查", ASSIGNED: "交办督查"}
KIND_CHOICES = list(KINDS.items())
FORMS = {"on_site": "实地督查", "video": "视频督查", "online": "网上督查", "papers": "调阅材料"}
FORM_CHOICES = list(FORMS.items())
OUTSIDERS = {
    "delegate": "党代表",
    "deputy": "人大代表",
    "committee": "政协委员",
    "expert": "专家",
    "press": "新闻记者",
    "other": "其他",
}
OUTSIDER_CHOICES = list(OUTSIDERS.items())
SIGHTS = {"plan": "方案和检查表", "site": "方案、检查表和现场记录", "findings": "方案、检查表、现场记录和认定的问题"}
SIGHT_CHOICES = list(SIGHTS.items())

SOURCE = "信访工作条例第四十条"
OFFICE_RULE = "本办规定"
CLAUSE = "inspection_quarter"  # of the rule profile (检查评比)
RECUSAL = "信访工作条例第二十八条第三款"
MOST_UNITS, MOST_ITEMS, MOST_ENTRIES, MOST_TEAM = 40, 40, 600, 20
FEEDBACK_DAYS, REPORT_DAYS = 10, 15  # natural days after the findings were settled, the office's own rule


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


INSPECTIONS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, DRAFT, "批准的督查不能撤回；不办的写明理由撤销。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, PLANNED),
    _move("team", "编组", {PLANNED}, PLANNED, "召集人批准以后编组，核实结束以后不再调整。"),
    _move("team", "编组", {RUNNING}, RUNNING),
    _move("team", "编组", {HEARING}, HEARING),
    _move("invite", "外邀人员", {PLANNED}, PLANNED, "批准以后、现场开始以前邀请。"),
    _move("checklist", "定检查表", {PLANNED}, PLANNED, "现场开始以后检查表不再改动，按开始时的一份办理。"),
    _move("declare", "确认无须回避", {PLANNED}, PLANNED),
    _move("declare", "确认无须回避", {RUNNING}, RUNNING),
    _move("declare", "确认无须回避", {HEARING}, HEARING),
    _move("recuse", "申明回避", {PLANNED}, PLANNED),
    _move("recuse", "申明回避", {RUNNING}, RUNNING),
    _move("recuse", "申明回避", {HEARING}, HEARING),
    _move("assign", "分工", {PLANNED}, PLANNED),
    _move("assign", "分工", {RUNNING}, RUNNING),
    _move("start", "开始现场督查", {PLANNED}, RUNNING),
    _move("rate", "填写", {RUNNING}, RUNNING, "现场督查期间才能填写。"),
    _move("unphoto", "撤下照片", {RUNNING}, RUNNING, "问题认定以后，作为依据的照片不能撤下。"),
    _move("unphoto", "撤下照片", {HEARING}, HEARING, "问题认定以后，作为依据的照片不能撤下。"),
    _move("find", "提出问题", {RUNNING}, RUNNING, "现场督查期间才能提出问题。"),
    _move("end_site", "结束现场督查", {RUNNING}, HEARING),
    _move("settle", "结束核实", {HEARING}, RECTIFYING),
    _move("conclude", "办结督查", {RECTIFYING}, DONE),
    _move("drop", "撤销督查", {DRAFT, PLANNED}, DROPPED, "送审的先撤回；现场开始以后要办到底。"),
    labels=STATE_LABELS,
    closed={DONE, DROPPED},
)


def check_dates(first: date, last: date, today: date) -> None:
    """An inspection lies ahead when it is proposed, and ends not before it begins."""
    if first < today:
        raise Refused("开始日期已经过去，请重新填写。", field="first_on")
    if last < first:
        raise Refused("结束日期不能早于开始日期。", field="last_on")
    if (last - first).days > 92:
        raise Refused("一次督查不超过三个月，请分次进行。", OFFICE_RULE, "last_on")


def check_units(count: int) -> None:
    """At least one unit, no more than one report can speak of."""
    if not count:
        raise Refused("请至少选择一个被督查单位。", field="units")
    if count > MOST_UNITS:
        raise Refused(f"一次督查不超过 {MOST_UNITS} 个单位。", OFFICE_RULE, "units")


def check_team(leader: int, members: Collection[int]) -> None:
    """leader, members: persons. The leader counts as a member; one alone inspects nobody."""
    if len({leader, *members}) < 2:
        raise Refused("督查组至少两人，请再选组员。", OFFICE_RULE, "members")
    if len({leader, *members}) > MOST_TEAM:
        raise Refused(f"督查组不超过 {MOST_TEAM} 人。", OFFICE_RULE, "members")


def check_impartial(people: Iterable[tuple[str, Sequence[str]]], field: str) -> None:
    """people: (name, names of inspected units the person works in, is in charge of or stands above)."""
    near = [f"{name}（{'、'.join(units)}）" for name, units in people if units]
    if near:
        raise Refused(f"{'；'.join(near)}在被督查单位任职或者分管这个单位，应当回避，请另选。", RECUSAL, field)


def check_size(items: int, units: int) -> None:
    """Items of the checklist times units: what people can fill in and a page can show."""
    if not items:
        raise Refused("检查表还没有内容，请勾选模板、制度条款，或者写自拟内容。", field="own")
    if items > MOST_ITEMS:
        raise Refused(f"检查表不超过 {MOST_ITEMS} 项，现在 {items} 项。", OFFICE_RULE, "own")
    if items * units > MOST_ENTRIES:
        raise Refused(f"{units} 个单位乘以 {items} 项超过 {MOST_ENTRIES} 格，请减少检查内容或者分次督查。", field="own")


def missing_to_start(*, has_team: bool, undeclared: Sequence[str], items: int, unassigned: int) -> str:
    """Why the work on site cannot begin yet; "" = it can."""
    if not has_team:
        return "还没有编组"
    if undeclared:
        return f"{'、'.join(undeclared)}还没有确认是否需要回避"
    if not items:
        return "还没有检查表"
    return f"有{unassigned}项没有分工到人" if unassigned else ""


def missing_to_conclude(*, feedback: int, open_findings: int, has_report: bool) -> str:
    """feedback: units without an issued 反馈意见书; open_findings: not struck off, not looked at again; has_report: issued."""
    if feedback:
        return f"还有{feedback}个单位没有印发反馈意见书"
    if open_findings:
        return f"还有{open_findings}个问题没有整改、回头看完毕"
    return "" if has_report else "还没有向联席会议报告"


def plan_text(
    *, kind: str, form: str, first: date, last: date, purpose: str, focus: Sequence[str], units: str, instruction: str
) -> str:
    """The text of the 督查方案, one paragraph a line. focus: points to look at; instruction: of a leader, for KINDS assigned."""
    parts = ["为推动信访工作责任落实，联席办拟开展督查。现提出方案如下，请审批。", "一、督查目的", purpose]
    if instruction:
        parts.append(f"领导交办意见：{instruction}")
    parts += [
        "二、督查单位",
        f"{units}。",
        "三、督查重点",
        *(second_level(number, line) for number, line in enumerate(focus, 1)),
        "四、方式和时间",
        f"{KINDS[kind]}，采取{FORMS[form]}的方式，{full_date(first)}至{full_date(last)}进行。",
        "五、工作要求",
        "督查组成员与被督查单位有关联的应当回避，逐人书面确认。认定问题要有依据，并先听取被督查单位的说明。督查看信访事项的办理，不统计上访次数，不因群众信访评价单位和个人。",
        "督查结束后向被督查单位反馈意见，督促整改并回头看，将有关情况报告联席会议。",
    ]
    return "\n".join(parts)


def split_focus(text: str) -> list[str]:
    """Points to look at, one a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused("请逐条写明督查重点，一行一条。", field="focus")
    if len(lines) > 12 or any(len(line) > 200 for line in lines):
        raise Refused("督查重点不超过 12 条，每条不超过 200 字。", field="focus")
    return lines


@dataclass(frozen=True, kw_only=True)
class InspectionFacts(PaperFacts):
    """is_member, is_leader: of the team; has_declared: said that nothing stands in the way; not_ready: why it cannot start;
    unrated: entries not finished; unsettled: findings not yet upheld or withdrawn, or not disposed of; not_over: why it
    cannot be concluded; has_report: written or issued."""

    is_member: bool = False
    is_leader: bool = False
    has_declared: bool = False
    not_ready: str = ""
    unrated: int = 0
    unsettled: int = 0
    not_over: str = ""
    has_report: bool = False


def _unrated(facts: InspectionFacts) -> str:
    return f"还有{facts.unrated}格没有填完" if facts.unrated else ""


def _unsettled(facts: InspectionFacts) -> str:
    return f"还有{facts.unsettled}个问题没有认定或者没有提出处理意见" if facts.unsettled else ""


_FLOW = paper_doors(write="inspection.write")
DOORS = Doors(
    INSPECTIONS,
    Door("declare", "inspection.inspect", shown=lambda f: f.is_member and not f.has_declared),
    Door("recuse", "inspection.inspect", shown=lambda f: f.is_member, is_quiet=True),
    Door("site", "inspection.inspect", "rate", label="现场填写", shown=lambda f: f.is_member),
    *(door for door in _FLOW if door.name != "distribute"),
    Door("team", "inspection.write", is_quiet=lambda f: f.state != PLANNED),
    Door("checklist", "inspection.write"),
    Door("invite", "inspection.write", is_quiet=True),
    Door("assign", "inspection.write", is_quiet=True),
    Door("start", "inspection.write", waits=lambda f: f.not_ready),
    Door("rate", "inspection.inspect"),
    Door("find", "inspection.inspect"),
    Door("unphoto", "inspection.inspect", is_quiet=True),
    Door("end_site", "inspection.inspect", shown=lambda f: f.is_leader, waits=_unrated),
    Door("settle", "inspection.write", waits=_unsettled),
    Door("feedback", "inspection.paper", "-", label="拟写反馈意见书", is_quiet=True,
         shown=lambda f: bool(f.parts.get("feedback"))),
    Door("report", "inspection.paper", "-", label="拟写督查报告",
         shown=lambda f: f.state == RECTIFYING and not f.has_report),
    Door("circular", "inspection.paper", "-", label="拟写督查通报", is_quiet=True,
         shown=lambda f: f.state in (RECTIFYING, DONE)),
    Door("conclude", "inspection.write", waits=lambda f: f.not_over),
    Door("drop", "inspection.write", is_quiet=True),
    inside=("return_paper",),
)  # fmt: skip
