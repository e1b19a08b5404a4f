"""Screening rounds (矛盾纠纷排查): who returns by when, nil returns, lateness, and the summary circular.

Sources: Y14 (the township every half month, at any time in sensitive periods), J三(三) (every month, ledger by the 25th,
circular by the office). A return is judged by the day it came first; a correction changes nothing in that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from records.work.rules.reminders import QUIET
from township.dates import check_not_past
from township.refusals import Refused
from township.words import says_who

HALF_MONTH = "screening_half_month"
MONTH = "screening_month"
AD_HOC = "ad_hoc"
CIRCULAR = "screening_circular"
CLAUSE_LABELS = {HALF_MONTH: "半月排查", MONTH: "月排查", AD_HOC: "随时排查"}
CLAUSE_CHOICES = list(CLAUSE_LABELS.items())
SOURCES = {
    HALF_MONTH: "矛盾纠纷排查制度：乡镇每半月排查一次",
    MONTH: "矛盾纠纷排查制度：一月一排查，每月25日前报送台账",
    AD_HOC: "矛盾纠纷排查制度：重要时段和敏感节点随时排查",
}

SUM_UP = timedelta(days=3)  # natural days after the limit of the units

OPEN = "open"
CLOSED = "closed"
ISSUED = "issued"
ENDED = "ended"
STATE_LABELS = {OPEN: "排查中", CLOSED: "已汇总", ISSUED: "已通报", ENDED: "已办结"}
STATE_CHOICES = list(STATE_LABELS.items())


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCES[MONTH], reason)


ROUNDS = StateTable(
    _move("close", "汇总本轮", {OPEN}, CLOSED),
    _move("draft", "拟写通报", {CLOSED}, CLOSED, "先汇总本轮，再拟写通报。"),
    _move("save", "修改通报", {CLOSED}, CLOSED, "先汇总本轮，再写通报。"),
    _move("submit", "送审通报", {CLOSED}, CLOSED, "先汇总本轮，再送审通报。"),
    _move("take_back", "撤回通报", {CLOSED}, CLOSED, "印发的通报不能改动。"),
    _move("give_back", "退回通报", {CLOSED}, CLOSED),
    _move("approve", "批准通报", {CLOSED}, CLOSED),
    _move("issue", "印发通报", {CLOSED}, ISSUED, "通报经办公室主任批准后印发一次。"),
    _move("end", "不单独通报", {CLOSED}, ENDED, "汇总以后才能办结。"),
    labels=STATE_LABELS,
    closed={CLOSED, ISSUED, ENDED},
)
EARLY = "期限过后，或者各单位报齐后，才能汇总"
URGED = "今天已经催报过，每天最多催报一次"


@dataclass(frozen=True, kw_only=True)
class RoundFacts(PaperFacts):
    """missing: how many units have not returned; is_due_over: the last day for it is past; is_urged: reminded by hand today."""

    missing: int = 0
    is_due_over: bool = False
    is_urged: bool = False


DOORS = Doors(
    ROUNDS,
    Door("hand_in", "screening.hand_in", "-", label="报送", shown=lambda facts: bool(facts.parts.get("hand_in"))),
    Door("nil", "screening.hand_in", "-", label="零报告", shown=lambda facts: bool(facts.parts.get("nil"))),
    Door("close", "screening.run", waits=lambda facts: EARLY if facts.missing and not facts.is_due_over else ""),
    Door(
        "urge",
        "screening.run",
        "-",
        label="催报未报的单位",
        shown=lambda facts: facts.state == OPEN and facts.missing > 0,
        waits=lambda facts: URGED if facts.is_urged else "",
    ),
    Door("draft", "screening.run", shown=lambda facts: not facts.text),
    *paper_doors(write="screening.run", issue="screening.run"),
    Door("end", "screening.run", shown=lambda facts: not facts.text, is_quiet=True),
    inside=("give_back",),
)


@dataclass(frozen=True, kw_only=True)
class RoundWork:
    """What decides who owes what on a round. missing: units that have not returned."""

    clause: str
    state: str
    due_on: date
    missing: Sequence[int] = ()
    has_circular: bool = False


def round_owed(work: RoundWork) -> Iterator[Owed]:
    """Each unit its return, also after the limit (in a round of a period that is its duty, and stands on the desk as such); the
    office the summing up, then the circular or the end without one."""
    if work.clause == AD_HOC:
        for unit in work.missing:
            given = {"why": "没有发现的作零报告", "due_on": work.due_on, "clause": SOURCES[AD_HOC]}
            yield Owed("hand_in", "报送排查情况", unit=unit, part=unit, **given)
    if work.state == OPEN:
        missing = len(work.missing)
        why = f"还有{missing}个单位未报，期限过后汇总" if missing else "各单位已经报齐"
        given = {"why": why, "due_on": work.due_on + SUM_UP, "clause": "本办规定", "plan": QUIET}
        yield Owed("close", "汇总本轮排查", right="screening.run", **given)
    elif work.state == CLOSED and not work.has_circular:
        yield Owed("draft", "拟写排查通报", right="screening.run", why="已经汇总，拟写通报或者办结")


MISSING = "missing"
NIL = "nil"
RETURNED = "returned"
RETURN_LABELS = {MISSING: "未报", NIL: "零报告", RETURNED: "已报"}
RETURN_CHOICES = list(RETURN_LABELS.items())


def return_state(new: int) -> str:
    """A return without a dispute found in this round is a nil return (零报告), whatever is carried over."""
    return RETURNED if new else NIL


def is_late(returned_on: date, due_on: date) -> bool:
    """The due day itself is still in time."""
    return returned_on > due_on


def check_return(round_state: str, return_state_now: str) -> None:
    """Refused for a correction after the round was summed up; a return that is still missing may always come late."""
    if round_state != OPEN and return_state_now != MISSING:
        raise Refused("本轮已经汇总，已报的内容不能再更正。新情况请登记为纠纷，列入下一轮。")


def check_nil(new: int, return_state_now: str, overdue: Sequence[str] = ()) -> None:
    """Refused when the unit has found something in this round or has returned already. overdue: numbers of carried-over
    disputes past their limit on which nothing was reported in this round: nobody says of them unseen that nothing changed."""
    if return_state_now != MISSING:
        raise Refused("本单位已经报送过，不用再作零报告；要更正请打开本轮报表。")
    if new:
        raise Refused(f"本轮已登记 {new} 件纠纷，不能作零报告。请打开本轮报表，核对后报送。")
    if overdue:
        shown = "、".join(overdue[:3]) + ("等" if len(overdue) > 3 else "")
        raise Refused(f"结转的 {shown} 已过化解期限，不能一键零报告。请打开本轮报表，报告进展或者逐件核对后报送。")


def standing(state: str, late: bool, due_on: date, today: date) -> str:
    """The word of the board: 已报, 零报告, 迟报 (after its state), 未报, 逾期未报."""
    if state == MISSING:
        return "逾期未报" if today > due_on else "未报"
    return f"{RETURN_LABELS[state]}（迟报）" if late else RETURN_LABELS[state]


def check_ad_hoc(reason: str, first: date, last: date, due_on: date, today: date) -> str:
    """The reason stripped; Refused beside its field for dates that do not fit."""
    reason = reason.strip()
    if not 2 <= len(reason) <= 60:
        raise Refused("请写明为什么排查，如“国庆节前”，2 到 60 字。", field="reason")
    if last < first:
        raise Refused("结束日期不能早于开始日期。", field="last")
    check_not_past("报送期限", due_on, today=today, field="due_on")
    if due_on < first:
        raise Refused("报送期限不能早于排查开始日期。", field="due_on")
    return reason


@dataclass(frozen=True)
class RoundFigures:
    """Numbers of one round. units: owing; found: new in it; carried: open from before; open: not struck off at present."""

    units: int
    returned: int
    nil: int
    late: int
    missing: tuple[str, ...]
    found: int
    carried: int
    people: int
    levels: Mapping[str, int]
    causes: Mapping[str, int]


def check_circular(body: str) -> None:
    """Refused while it holds a telephone or document number."""
    if says_who(body, ()):
        raise Refused("通报不写个人电话和身份证号码，请删去后再送审。", "信访工作条例第三十条第三款", "body")


def circular_text(title: str, office: str, figures: RoundFigures, lines: Sequence[tuple[str, int, int]]) -> str:
    """The draft of the circular: figures by unit, level and cause, units that are missing; no person and no matter.

    lines: (unit, found, carried over) of every unit that returned something.
    """
    paragraphs = [
        f"现将{title}情况通报如下。",
        f"一、报送情况。应报{figures.units}个单位，已报{figures.returned + figures.nil}个，其中零报告{figures.nil}个，"
        f"迟报{figures.late}个。" + (f"未报：{'、'.join(figures.missing)}。" if figures.missing else "没有未报单位。"),
        f"二、排查情况。本轮新排查矛盾纠纷{figures.found}件，涉及{figures.people}人次；上期结转{figures.carried}件。"
        + _by("按层级分", figures.levels)
        + _by("按原因分", figures.causes),
    ]
    busy = [f"{unit}新排查{found}件、结转{carried}件" for unit, found, carried in lines if found or carried]
    if busy:
        paragraphs.append(f"三、各单位情况。{'；'.join(busy)}。")
    last = "四" if busy else "三"
    paragraphs.append(
        f"{last}、工作要求。各单位对未销号的矛盾纠纷要明确责任人、措施和期限，逐件化解、逐案销号；"
        f"超出本级职权的及时上报。{'未报单位要立即补报，并说明原因。' if figures.missing else ''}"
        f"化解情况报{office}。"
    )
    return "\n".join(paragraphs)


def _by(label: str, counts: Mapping[str, int]) -> str:
    parts = [f"{word}{n}件" for word, n in counts.items() if n]
    return f"{label}：{'，'.join(parts)}。" if parts else ""
