"""Disputes (矛盾纠纷): levels, causes, the way from report to strike-off, and who is first responsible.

Sources: Y14, X六(三) (台账、责任、逐案销号); X五(二) (grid → community → township); X五(三) (who is first responsible at each
level); J三(三) (settled with legal adviser, judicial office, people's mediation). A dispute is a matter, never a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petitions.cases.rules.responsible import GRADED_SOURCE, GRID, TOWNSHIP, VILLAGE
from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
from records.work.rules import Owed
from township.dates import check_not_future, check_not_past, full_date
from township.refusals import Refused
from township.sources import SourceMark
from township.words import says_who

LEVEL_LABELS = {GRID: "网格", VILLAGE: "村（社区）", TOWNSHIP: "乡镇"}
LEVEL_CHOICES = list(LEVEL_LABELS.items())
ABOVE = {GRID: VILLAGE, VILLAGE: TOWNSHIP}

CAUSES = {
    "neighbour": "邻里",
    "land": "土地、宅基地",
    "family": "婚姻家庭",
    "labour": "劳资",
    "property": "物业",
    "levy": "征收、拆迁、安置",
    "forest": "山林、水利",
    "contract": "合同、债务",
    "injury": "损害赔偿",
    "village_affairs": "村务",
    "environment": "环境、噪声",
    "welfare": "民生保障",
    "other": "其他",
}
CAUSE_CHOICES = list(CAUSES.items())

HANDLING, ESCALATED, CHECKING, STRUCK, AS_CASE = "handling", "escalated", "checking", "struck", "case"
STATE_LABELS = {
    HANDLING: "化解中",
    ESCALATED: "已上报待接收",
    CHECKING: "待销号核查",
    STRUCK: "已销号",
    AS_CASE: "转信访事项",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNSTRUCK = frozenset({HANDLING, ESCALATED, CHECKING})

LEDGER_SOURCE = "矛盾纠纷排查制度：建立台账、落实责任、逐案销号"
GRID_SOURCE = "网格联户制度：网格解决不了的上报上级责任区"
MEDIATION_SOURCE = "矛盾纠纷调处制度"


def _move(name, label, source, target, article=LEDGER_SOURCE, reason=""):
    return Move(name, label, frozenset(source), target, article, reason)


DISPUTES = StateTable(
    _move("report_progress", "报告进展", {HANDLING}, HANDLING, reason="上级接收以前，由上级决定怎么办。"),
    _move("mediate", "登记调解", {HANDLING}, HANDLING, MEDIATION_SOURCE),
    _move("escalate", "上报上级", {HANDLING}, ESCALATED, GRID_SOURCE),
    _move("take_up", "接收", {ESCALATED}, HANDLING, GRID_SOURCE, "下级上报以后才能接收。"),
    _move("send_back", "退回下级", {ESCALATED}, HANDLING, GRID_SOURCE),
    _move("assign", "交办", {HANDLING}, HANDLING, GRADED_SOURCE),
    _move("propose_strike", "申请销号", {HANDLING}, CHECKING, reason="先接收或退回，再申请销号。"),
    _move("strike_off", "核查销号", {CHECKING}, STRUCK, reason="先申请销号，再由另一位同志核查。"),
    _move("return_strike", "退回续办", {CHECKING}, HANDLING),
    _move("reopen", "重新化解", {STRUCK}, HANDLING, reason="销号以后才能重新化解。"),
    _move("to_case", "转信访事项", {HANDLING}, AS_CASE, reason="已上报的先接收，申请销号的先退回。"),
    labels=STATE_LABELS,
    closed={STRUCK, AS_CASE},
)


@dataclass(frozen=True, kw_only=True)
class DisputeFacts:
    """What the doors of a dispute look at. is_above: speaks for the level it was reported to; is_checker: may check this very
    strike-off; is_concerned: holds, found or reported it; is_in_hand: settles it, or the village of the grid that does; has_upper: there
    is a level above; may_assign: the office, or the village for what it found and holds.
    """

    state: str
    may: frozenset[str] = frozenset()
    is_above: bool = False
    is_checker: bool = False
    is_concerned: bool = False
    is_in_hand: bool = False
    has_upper: bool = False
    may_assign: bool = False


DOORS = Doors(
    DISPUTES,
    Door("take_up", "dispute.take_up", shown=lambda facts: facts.is_above),
    Door("send_back", "dispute.take_up", shown=lambda facts: facts.is_above),
    Door("strike_off", "dispute.check_strike", shown=lambda facts: facts.is_checker),
    Door("return_strike", "dispute.check_strike", shown=lambda facts: facts.is_checker),
    Door("report_progress", "dispute.work", shown=lambda facts: facts.is_concerned),
    Door("propose_strike", "dispute.work", shown=lambda facts: facts.is_in_hand),
    Door("mediate", "dispute.work", shown=lambda facts: facts.is_in_hand),
    Door("escalate", "dispute.work", shown=lambda facts: facts.is_in_hand and facts.has_upper),
    Door("assign", "dispute.take_up", shown=lambda facts: facts.may_assign),
    Door("to_case", "case.register", is_quiet=True),
    Door("reopen", "dispute.reopen"),
)

WAYS = {
    "mediated": "调解达成协议",
    "handled": "有关单位处理解决",
    "agreed": "双方自行和解",
    "legal": "已导入诉讼、仲裁等法定途径",
    "gone": "纠纷已不存在",
}
WAY_CHOICES = list(WAYS.items())

ORGANS = {
    "committee": "村（社区）人民调解委员会",
    "township_committee": "乡镇人民调解委员会",
    "judicial": "司法所",
    "unit": "承办单位",
    "joint": "多部门联合",
}
ORGAN_CHOICES = list(ORGANS.items())
HELPERS = {"adviser": "法律顾问", "judicial": "司法所", "committee": "人民调解委员会", "police": "派出所"}
HELPER_CHOICES = list(HELPERS.items())
AGREED, PARTLY, FAILED = "agreed", "partly", "failed"
RESULTS = {AGREED: "达成协议", PARTLY: "部分达成一致", FAILED: "未达成协议"}
RESULT_CHOICES = list(RESULTS.items())

SETTLE = Term(
    "settle_dispute",
    "化解矛盾纠纷",
    None,
    TermUnit.NATURAL,
    "本办规定：逐件指定化解期限",
    "登记",
    SourceMark.OFFICE_RULE,
)
TAKE_UP = Term(
    "take_up_dispute",
    "接收上报的纠纷",
    2,
    TermUnit.WORKING,
    "本办规定：上报后2个工作日内接收",
    "上报",
    SourceMark.OFFICE_RULE,
)


@dataclass(frozen=True, kw_only=True)
class DisputeWork:
    """What decides who owes the next step. holder: the unit that settles it, None = the office itself; village: of the grid that
    holds it; take_up_by: until when the level above takes it up; village_checks: the village has somebody else than who
    proposed the strike-off.
    """

    state: str
    due_on: date
    holder: int | None = None
    village: int | None = None
    take_up_by: date | None = None
    proposed_by: int | None = None
    village_checks: bool = False


def dispute_owed(work: DisputeWork) -> Iterator[Owed]:
    """Who settles it (and the village whose grid does), who takes up what was reported, who checks the strike-off."""
    if work.state == HANDLING:
        # "dispute.report" reaches the whole township for who keeps the ledger in the office.
        holder = {"unit": work.holder} if work.holder else {"right": "dispute.report"}
        given = {"due_on": work.due_on, "clause": SETTLE.article}
        yield Owed("report_progress", "化解纠纷", why="报告进展，化解后申请销号", **holder, **given)
        if work.village:
            yield Owed("report_progress", "督促网格化解纠纷", why="网格负责化解", unit=work.village, **given)
    elif work.state == ESCALATED:
        upper = {"unit": work.village} if work.village else {"right": "dispute.take_up"}
        yield Owed(
            "take_up", "接收上报的纠纷", why="下级已经上报", due_on=work.take_up_by, clause=TAKE_UP.article, **upper
        )
    elif work.state == CHECKING:
        checker = {"unit": work.village} if work.village_checks else {"right": "dispute.check_strike"}
        yield Owed(
            "strike_off", "核查销号", why="已申请销号，由另一位同志核查", except_person=work.proposed_by, **checker
        )


DEFAULT_DAYS = 15  # natural days, where nobody sets a limit; the office's own rule
LONGEST_DAYS = 180
PEOPLE_MOST = 9999


def upper_level(level: str) -> str:
    """The level a dispute is reported to; Refused at the top."""
    if level not in ABOVE:
        raise Refused(
            "已经在乡镇一级。需要集体研究的，请提交联席会议议题；当事人要求按信访办理的，转信访事项。", GRID_SOURCE
        )
    return ABOVE[level]


TITLE_NAMES_NOBODY = "名称里不要写电话、证件号码；当事人请写在“当事人”一栏。"


def check_title(title: str) -> str:
    """What it is about, 4 to 60 characters, without telephone or document numbers. Refused beside `title`."""
    title = " ".join(title.split())
    if not 4 <= len(title) <= 60:
        raise Refused("纠纷名称写 4 到 60 字，写事不写人，如“三组宅基地边界纠纷”。", field="title")
    if says_who(title, ()):
        raise Refused(TITLE_NAMES_NOBODY, field="title")
    return title


def check_people(people: int | None) -> int:
    """How many people it involves, a number and nothing else about them."""
    if people is None or not 1 <= people <= PEOPLE_MOST:
        raise Refused(f"涉及人数填 1 到 {PEOPLE_MOST} 的整数。", field="people")
    return people


def check_cause(cause: str) -> str:
    if cause not in CAUSES:
        raise Refused(f"请从这些原因里选一项：{'、'.join(CAUSES.values())}。", field="cause")
    return cause


def settle_limit(due_on: date | None, found_on: date, today: date) -> date:
    """The limit set, or 15 natural days from today. Refused before today, or later than 180 days."""
    if due_on is None:
        return today + timedelta(days=DEFAULT_DAYS)
    check_not_past("化解期限", due_on, today=today, field="due_on")
    if due_on > today + timedelta(days=LONGEST_DAYS):
        raise Refused(f"化解期限不超过 {LONGEST_DAYS} 天；需要更久的请转信访事项或提交联席会议。", field="due_on")
    return due_on


def check_found_on(found_on: date, today: date) -> date:
    check_not_future("发现日期", found_on, today=today, field="found_on")
    if found_on < today - timedelta(days=3660):
        raise Refused("发现日期太早，请核对年份。", field="found_on")
    return found_on


def check_performed(perform_by: date | None, today: date, early_reason: str) -> None:
    """Refused while the agreement may still be performed, unless it is said why it is struck off now.

    perform_by: last day of performance by the agreement, None when it names none; early_reason: e.g. performed already.
    """
    if perform_by and today < perform_by and len(early_reason) < 4:
        raise Refused(
            f"协议的履行期限是{full_date(perform_by)}，还没有到。已经提前履行完的，请在“提前销号的理由”里写明，至少写 4 个字。",
            LEDGER_SOURCE,
            "early_reason",
        )


def check_checker(proposed_by: int | None, checker: int | None) -> None:
    """Refused when who asked for the strike-off would check it too."""
    if checker is None or checker == proposed_by:
        raise Refused("申请销号的人不能自己核查，请由另一位同志核查。", LEDGER_SOURCE)
