"""Supervision orders (督办单): kinds, grounds, moves, the text of the letter, and who owes what.

Sources: 信访工作条例第四十条 (grounds), 联席会议制度 (督办单 and second order). Limits in working days and the steps of
verification are the office's own rule. A finding never becomes an order by itself, and no ground is that somebody petitioned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
from records.papers.rules.chinese import cite, second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.refusals import Refused
from township.sources import SourceMark

DRAFT, SUBMITTED, APPROVED = "draft", "submitted", "approved"
WORKING, REPLIED, DONE, REPLACED, DROPPED = "working", "replied", "done", "replaced", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    APPROVED: "已审批待印发",
    WORKING: "办理中",
    REPLIED: "待核实",
    DONE: "已销号",
    REPLACED: "转二次督办",
    DROPPED: "未印发撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNISSUED = frozenset({DRAFT, SUBMITTED, APPROVED, DROPPED})
RUNNING = frozenset({WORKING, REPLIED})

PLAIN, SECOND, JOINT, LEADER = "plain", "second", "joint", "leader"
KINDS = {PLAIN: "督办", SECOND: "二次督办", JOINT: "联合督办", LEADER: "领导批示督办"}
KIND_CHOICES = list(KINDS.items())
NEW_KINDS = [choice for choice in KIND_CHOICES if choice[0] != SECOND]

SOURCE = "信访工作条例第四十条"
ARTICLES = {
    "40_1": "信访工作条例第四十条第一款第一项（违反规定受理、办理信访事项）",
    "40_2": "信访工作条例第四十条第一款第二项（推诿、敷衍、拖延、弄虚作假）",
    "40_3": "信访工作条例第四十条第一款第三项（拒不执行信访处理意见）",
}
ARTICLE_CHOICES = list(ARTICLES.items())
WAYS = {"documents": "查阅材料", "on_site": "实地查看", "telephone": "电话核实", "joint": "联合核实"}
WAY_CHOICES = list(WAYS.items())
LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 10, 30
MOST_POINTS = 12
RECEIPT = Term(
    "receive_order",
    "签收督办单",
    2,
    TermUnit.WORKING,
    "本办规定：印发后2个工作日内签收",
    "督办单印发",
    SourceMark.OFFICE_RULE,
)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


ORDERS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "印发的督办单不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, APPROVED),
    _move("issue", "印发", {APPROVED}, WORKING, "批准以后才能印发。"),
    _move("drop", "撤销立项", {DRAFT}, DROPPED, "送审的先撤回，再撤销；已印发的不能撤销。"),
    _move("progress", "报告进展", {WORKING}, WORKING),
    _move("report", "填报办结报告", {WORKING}, WORKING, "回复以后不能再改办结报告，退回续办的可以重填。"),
    _move("reply", "回复办理结果", {WORKING}, REPLIED),
    _move("extend", "同意延期", {WORKING}, WORKING),
    _move("accept", "核实销号", {REPLIED}, DONE, "责任单位回复以后才能核实销号。"),
    _move("give_back", "退回续办", {REPLIED}, WORKING, "责任单位回复以后才能退回。"),
    _move("replace", "转二次督办", {WORKING, REPLIED}, REPLACED),
    labels=STATE_LABELS,
    closed={DONE, REPLACED, DROPPED},
)


def split_points(text: str) -> list[str]:
    """The numbered points of a demand, one a line. Refused for none, or more than an order can hold."""
    points = [line.strip() for line in text.splitlines() if line.strip()]
    if not points:
        raise Refused("请逐条写明督办要求，一行一条。", SOURCE, "points")
    if len(points) > MOST_POINTS:
        raise Refused(f"督办要求不超过 {MOST_POINTS} 条。", field="points")
    if any(not 4 <= len(point) <= 300 for point in points):
        raise Refused("每条要求写 4 到 300 个字。", field="points")
    return points


def check_days(days: int) -> None:
    """The limit of an order, in working days from issue."""
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise Refused(f"办理时限为 {LEAST_DAYS} 到 {MOST_DAYS} 个工作日。", "本办规定", "days")


def check_extension(due_on: date, until: date, today: date, was_extended: bool) -> None:
    """Once, to a later day that has not passed."""
    if was_extended:
        raise Refused("这份督办单已经延期一次，不能再延。", "本办规定：延期一次为限")
    if until <= due_on or until <= today:
        raise Refused("新的期限要晚于原期限，也要晚于今天。", "本办规定", "until")


@dataclass(frozen=True)
class Letter:
    """What the letter says; days: working days from issue."""

    facts: str
    article: str
    points: Sequence[str]
    done_when: str
    days: int
    contact: str
    earlier: str = ""
    must_report: bool = False


def letter_text(letter: Letter) -> str:
    """The text of the 督办函, one paragraph a line."""
    earlier = f"（此前已印发{letter.earlier}，问题仍未解决。）" if letter.earlier else ""
    report = "，同时报送由负责人签发、加盖公章的办结报告" if letter.must_report else ""
    points = "\n".join(second_level(n, point) for n, point in enumerate(letter.points, 1))
    return (
        f"{letter.facts}{earlier}\n根据{cite(letter.article)}，决定予以督办，请按以下要求办理：\n一、督办要求\n{points}\n"
        f"二、办结标准\n{letter.done_when}\n三、办理时限\n请自本函印发之日起{letter.days}个工作日内办结，"
        f"并将办理结果和证明材料书面回复联席办{report}。\n联系人：{letter.contact}"
    )


@dataclass(frozen=True, kw_only=True)
class OrderFacts(PaperFacts):
    """is_lead: of the unit in charge; is_replier: gave the reply that waits; is_failed: late or given back, so that a second
    order may follow; has_next: one is being prepared already; was_extended: its limit was moved once; must_report,
    has_report: whether a 办结报告 is asked for and there."""

    is_lead: bool = False
    is_replier: bool = False
    is_failed: bool = False
    has_next: bool = False
    was_extended: bool = False
    must_report: bool = False
    has_report: bool = False


NO_REPORT = "这份督办单要求办结报告，请先填报办结报告再回复"


def _verdict_waits(facts: OrderFacts) -> str:
    return "回复人不能核实自己的回复，请由另一位同志核实" if facts.is_replier else ""


_FLOW = paper_doors(write="order.write", issue="order.issue", receive="order.receive")
DOORS = Doors(
    ORDERS,
    *(door for door in _FLOW if door.name != "distribute"),
    Door("report", "order.work", shown=lambda facts: facts.is_lead and facts.must_report,
         is_quiet=lambda facts: facts.has_report),
    Door("reply", "order.work", shown=lambda facts: facts.is_lead,
         waits=lambda facts: NO_REPORT if facts.must_report and not facts.has_report else ""),
    Door("progress", "order.work", "-", label="报告进展", shown=lambda facts: bool(facts.parts.get("progress"))),
    Door("accept", "order.verify", waits=_verdict_waits),
    Door("give_back", "order.verify", waits=_verdict_waits, is_quiet=True),
    Door("extend", "order.extend", shown=lambda facts: not facts.was_extended, is_quiet=True),
    Door("again", "order.write", "-", label="二次督办", is_quiet=True,
         shown=lambda f: f.state == WORKING and f.is_failed and not f.has_next),
    Door("drop", "order.write", is_quiet=True),
    inside=("return_paper", "progress", "replace"),
)  # fmt: skip


def order_owed(
    state: str, unit: int, due_on: date | None, replier: int | None, *, owes_report: bool = False
) -> Iterator[Owed]:
    """Who owes the next step of an issued order: the unit its report where one is asked for and not there, then its reply;
    the office its verification."""
    if state == WORKING and owes_report:
        yield Owed("report", "填报办结报告", unit=unit, due_on=due_on, clause=SOURCE, why="填报以后再回复办理结果")
    elif state == WORKING:
        yield Owed("reply", "办理督办单", unit=unit, due_on=due_on, clause=SOURCE, why="办结后附证明材料回复")
    elif state == REPLIED:
        yield Owed("accept", "核实督办回复", right="order.verify", except_person=replier, why="责任单位已回复")


GREEN, YELLOW, RED = "green", "yellow", "red"
BOARD = {RED: "红榜", YELLOW: "黄榜", GREEN: "绿"}


def board_colour(*, late: int, second: int, returned: int) -> str:
    """Where a unit stands: red with an order overdue or ordered a second time, yellow with a reply given back, else green."""
    if late or second:
        return RED
    return YELLOW if returned else GREEN


@dataclass(frozen=True)
class FinalReport:
    """The 办结报告 of the unit, by the fields its readers expect. number: of the unit's own paper; signed_by: who answers for it;
    basics: by which order and what it is about; petitioner: who and how many, no document number; handler, phone: who knows."""

    number: str
    signed_by: str
    basics: str
    petitioner: str
    claims: str
    findings: str
    opinion: str
    handler: str
    phone: str


def report_title(about: str) -> str:
    """关于……信访事项办理情况的报告. about: number of the matter or of the order; a title names nobody."""
    return f"关于{about}信访事项办理情况的报告"


def report_text(report: FinalReport) -> str:
    """The text of the report, one paragraph a line."""
    parts = (
        ("一、交办情况", report.basics),
        ("二、信访人情况", report.petitioner),
        ("三、信访诉求", report.claims),
        ("四、调查处理情况", report.findings),
        ("五、处理意见及落实", report.opinion),
    )
    body = "\n".join(f"{heading}\n{words}" for heading, words in parts)
    return f"{body}\n签发人：{report.signed_by}\n经办人：{report.handler}，电话：{report.phone}\n附件：处理意见书及有关证明材料"
