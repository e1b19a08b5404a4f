"""Minutes (会议纪要): their moves, and the text put together from session, items and decided tasks (GB/T 9704 10.3)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import chinese_date, chinese_numeral, second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.papers.rules.prose import blanks
from township.dates import full_date
from township.refusals import Refused

DRAFT = "draft"
CO_SIGN = "co_sign"
SUBMITTED = "submitted"
APPROVED = "approved"
ISSUED = "issued"
DROPPED = "dropped"

STATE_LABELS = {
    DRAFT: "拟稿",
    CO_SIGN: "会签",
    SUBMITTED: "待审定",
    APPROVED: "已审定待印发",
    ISSUED: "已印发",
    DROPPED: "已撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
BOUND = frozenset({CO_SIGN, SUBMITTED, APPROVED})  # the text and the lists of who came stand still
NUMBER = "〔{year}〕{n}号"
SERIES = "minutes"
SOURCE = "联席会议制度：纪要由召集人审定后印发"


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


MINUTES = StateTable(
    _move("save_item", "保存", {DRAFT}, DRAFT, "会签、审定期间纪要不能改动，需要修改时先撤回。"),
    _move("start_co_sign", "送会签", {DRAFT}, CO_SIGN),
    _move("sign", "会签", {CO_SIGN}, CO_SIGN, "没有在会签的纪要。"),
    _move("submit", "送召集人审定", {DRAFT, CO_SIGN}, SUBMITTED),
    _move("take_back", "撤回修改", {CO_SIGN, SUBMITTED, APPROVED}, DRAFT, "印发的纪要不能改动。"),
    _move("return_minutes", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "审定", {SUBMITTED}, APPROVED),
    _move("issue", "印发", {APPROVED}, ISSUED, "召集人审定以后才能印发。"),
    _move("drop", "撤销拟写", {DRAFT}, DROPPED, "已经记录的纪要不撤销，直接修改。"),
    _move("begin_again", "重新拟写", {DROPPED}, DRAFT),
    labels=STATE_LABELS,
    closed={ISSUED, DROPPED},
)


@dataclass(frozen=True, kw_only=True)
class MinutesFacts(PaperFacts):
    """in_sight: numbers of the items, signatures and proposed edits this reader sees; is_untouched: nobody has saved an item yet; needs_co_sign: an item crosses portfolios and this text is not agreed to; unsigned: why it cannot be handed in yet, "" = everybody agreed."""

    needs_co_sign: bool = False
    is_untouched: bool = False
    in_sight: frozenset[int] = frozenset()
    unsigned: str = ""


def _narrowed(door: Door) -> Door:
    """A door of the paper flow as it stands here: handed in when everybody agreed, taken back from co-signing too."""
    shown = door.shown
    if door.name == "decide":
        return replace(door, label="审定")
    if door.name == "submit":
        return replace(door, label="", waits=lambda facts: facts.bars or facts.unsigned)
    if door.name == "take_back":
        return replace(door, shown=lambda facts: facts.state == CO_SIGN or shown(facts))
    return door


_FLOW = paper_doors(write="minutes.write", issue="minutes.issue", receive="minutes.receive", save="save_item")
DOORS = Doors(
    MINUTES,
    Door("start_co_sign", "minutes.write", shown=lambda facts: facts.needs_co_sign),
    *(_narrowed(door) for door in _FLOW if door.name != "edit"),
    Door("drop", "minutes.write", shown=lambda facts: facts.is_untouched, is_quiet=True),
    Door("write", "minutes.write", "save_item", label="记录", is_quiet=True),
    Door("sign", "minutes.co_sign", is_quiet=True),
    Door("propose_edit", "minutes.propose_edit", "-", label="看并提建议", is_quiet=True),
    Door("accept_edit", "minutes.write", "-", label="采纳", is_quiet=True),
    Door("decline_edit", "minutes.write", "-", label="不采纳", is_quiet=True),
    Door("withdraw_edit", "minutes.propose_edit", "-", label="收回", is_quiet=True),
    inside=("return_minutes", "begin_again"),
)


@dataclass(frozen=True)
class TaskText:
    """A decided task as the minutes print it."""

    text: str
    unit: str
    person: str
    due_on: date
    done_when: str

    @property
    def line(self) -> str:
        person = f"责任人：{self.person}；" if self.person else ""
        return (
            f"{self.text.rstrip('。；;')}。（责任单位：{self.unit}；{person}"
            f"完成时限：{full_date(self.due_on)}；落实标准：{self.done_when.rstrip('。')}）"
        )


@dataclass(frozen=True)
class ItemText:
    """One item: what was heard, held and decided, each as whole sentences, and the tasks in their order."""

    title: str
    heard: str
    held: str
    decided: str
    tasks: tuple[TaskText, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.heard.strip() or self.held.strip() or self.decided.strip() or self.tasks)


@dataclass(frozen=True)
class SessionText:
    """The facts of the opening sentence. starts_at: Shanghai time."""

    kind: str
    title: str
    place: str
    chair: str
    starts_at: datetime


def heading(title: str) -> str:
    """关于…, once."""
    return title if title.startswith(("关于", "研究", "听取")) else f"关于{title}"


def part_of_day(moment: datetime) -> str:
    """上午 to noon, 下午 to six, then 晚上."""
    return "上午" if moment.hour < 12 else "下午" if moment.hour < 18 else "晚上"


def opening(session: SessionText) -> str:
    """The first paragraph: when, who in the chair, where, what."""
    half = part_of_day(session.starts_at)
    return (
        f"{chinese_date(session.starts_at.date())}{half}，{session.chair}在{session.place}主持召开"
        f"{session.kind}（{session.title}）。现将会议情况纪要如下："
    )


def heard_draft(unit: str, title: str) -> str:
    """The standard sentence the writer starts from."""
    subject = heading(title).removesuffix("的议题").removesuffix("议题")
    return f"会议听取了{unit}{subject}的汇报。" if title else f"会议听取了{unit}的情况汇报。"


def body_of(session: SessionText, items: list[ItemText]) -> str:
    """The whole text, one paragraph a line. Items without words keep their heading."""
    lines = [opening(session)]
    for number, item in enumerate(items, start=1):
        lines.append(f"{chinese_numeral(number)}、{heading(item.title)}")
        for text in (item.heard, item.held, item.decided):
            lines += [line.strip() for line in text.splitlines() if line.strip()]
        if item.tasks and not item.decided.strip():
            lines.append("会议议定：")
        lines += [second_level(at, task.line) for at, task in enumerate(item.tasks, start=1)]
    return "\n".join(lines)


def check_ready(items: list[ItemText]) -> None:
    """Refused while an item has no words at all or a standard text still has a place to fill in."""
    if not items:
        raise Refused("纪要还没有一个议题的内容，不能送出。")
    for number, item in enumerate(items, start=1):
        if item.is_empty:
            raise Refused(f"第{chinese_numeral(number)}项“{item.title}”还没有内容，请写好后再送出。")
        left = blanks(f"{item.heard}{item.held}{item.decided}")
        if left:
            raise Refused(f"第{chinese_numeral(number)}项里还有没填的空：{left[0]}。")
