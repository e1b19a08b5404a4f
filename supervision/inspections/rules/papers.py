"""Papers of an inspection: 反馈意见书 to each unit, 督查情况报告 to the joint meeting, 督查通报 to all, 移送函 to a competent organ.

Sources: 罕台镇制度第十二条 (督查通报), 武陵山乡规则 五（五） (report afterwards), 信访工作条例第三十条、第四十条; layout GB/T 9704-2012 10.1. A letter that hands a
finding over is restricted: who is concerned learns of it from the organ, never here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.dates import full_date
from township.refusals import Refused
from township.sources import SourceMark

DRAFT, SUBMITTED, APPROVED = "draft", "submitted", "approved"
ISSUED, WAITING, ANSWERED, DROPPED = "issued", "waiting", "answered", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    APPROVED: "已审批待印发",
    ISSUED: "已印发",
    WAITING: "待答复",
    ANSWERED: "已答复",
    DROPPED: "未印发撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNISSUED = frozenset({DRAFT, SUBMITTED, APPROVED, DROPPED})

FEEDBACK, REPORT, CIRCULAR, TRANSFER = "feedback", "report", "circular", "transfer"
GENRES = {FEEDBACK: "督查反馈意见书", REPORT: "督查情况报告", CIRCULAR: "督查通报", TRANSFER: "移送函"}
GENRE_CHOICES = list(GENRES.items())
SERIES = {FEEDBACK: "督查反", REPORT: "督查报", CIRCULAR: "督查通", TRANSFER: "督查移"}
SOURCE = "信访工作条例第四十条"
OFFICE_RULE = "本办规定"
ANSWER_DAYS = 60  # natural days in which the organ is asked to answer; nothing in the law binds it
RECEIPT = Term(
    "receive_inspection_paper",
    "签收督查文书",
    2,
    TermUnit.WORKING,
    "本办规定：印发后2个工作日内签收",
    "督查文书印发",
    SourceMark.OFFICE_RULE,
)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


_COMMON = (
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "印发的文书不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, APPROVED),
    _move("drop", "撤销", {DRAFT}, DROPPED, "送审的先撤回，再撤销；已印发的不能撤销。"),
)
PAPERS = StateTable(
    *_COMMON,
    _move("issue", "印发", {APPROVED}, ISSUED, "批准以后才能印发。"),
    labels=STATE_LABELS,
    closed={ISSUED, DROPPED},
)
TRANSFERS = StateTable(
    *_COMMON,
    _move("issue", "印发", {APPROVED}, WAITING, "批准以后才能印发。"),
    _move("answer", "登记答复", {WAITING}, ANSWERED, "印发以后才有答复。"),
    labels=STATE_LABELS,
    closed={ANSWERED, DROPPED},
)


def table_for(genre: str) -> StateTable:
    """A 移送函 waits for the organ's answer; the others end with their issue."""
    return TRANSFERS if genre == TRANSFER else PAPERS


def check_answer_day(on: date, issued_on: date, today: date) -> None:
    """An answer lies between issue and today."""
    if not issued_on <= on <= today:
        raise Refused("答复日期在印发以后、今天以前。", field="answered_on")


@dataclass(frozen=True)
class FindingText:
    """A finding as a paper tells it. statement: of the unit, "" = none in time; answer: to the statement; due_on: of the
    rectification, None = there is none; unit: its name; state: where it stands, in words."""

    unit: str
    is_practice: bool
    text: str
    evidence: Sequence[str]
    statement: str
    answer: str
    disposal: str
    demand: str
    due_on: date | None
    state: str = ""


@dataclass(frozen=True)
class InspectionText:
    """What every paper says of the inspection. ratings: (unit, good, fair, poor); units: names."""

    title: str
    kind: str
    first: date
    last: date
    units: Sequence[str]
    ratings: Sequence[tuple[str, int, int, int]] = ()


def _lead(about: InspectionText) -> str:
    days = full_date(about.first) + ("" if about.first == about.last else f"至{full_date(about.last)}")
    return f"{days}，督查组开展了“{about.title}”（{about.kind}）"


def feedback_text(about: InspectionText, findings: Sequence[FindingText], contact: str) -> str:
    """反馈意见书 to one unit: practices, problems with evidence, statement and answer, what is demanded until when."""
    practices = [one for one in findings if one.is_practice]
    problems = [one for one in findings if not one.is_practice]
    parts = [f"{_lead(about)}，对你单位进行了督查。现将意见反馈如下。", "一、好的做法"]
    parts += [second_level(number, one.text) for number, one in enumerate(practices, 1)] or ["没有特别提出的做法。"]
    parts.append("二、存在的问题")
    for number, one in enumerate(problems, 1):
        parts += _problem_lines(number, one)
    if not problems:
        parts.append("没有发现需要整改的问题。")
    parts.append("三、整改要求")
    if problems:
        parts.append(
            "请对照问题逐条写明成因、整改措施和责任人，在期限内整改，附证明材料报告联席办。联席办核实后销号，并适时回头看。"
        )
    else:
        parts.append("请继续保持。")
    parts.append(f"联系人：{contact}")
    return "\n".join(parts)


def _problem_lines(number: int, one: FindingText) -> Iterator[str]:
    yield second_level(number, one.text)
    yield f"依据：{'；'.join(one.evidence)}。"
    yield f"单位说明：{one.statement}" if one.statement else "单位在期限内没有说明情况，已如实记录。"
    if one.answer:
        yield f"认定意见：{one.answer}"
    limit = f"，{full_date(one.due_on)}以前报告结果" if one.due_on else ""
    yield f"处理：{one.disposal}{limit}。{one.demand}"


def report_text(about: InspectionText, findings: Sequence[FindingText]) -> str:
    """督查情况报告 to the joint meeting: figures by unit, problems in short, what comes next."""
    return "\n".join(
        [
            f"{_lead(about)}。现将有关情况报告如下。",
            "一、基本情况",
            f"督查{len(about.units)}个单位：{'、'.join(about.units)}。",
            *_rating_table(about),
            "二、好的做法",
            *_short(findings, practices=True, none="没有特别提出的做法。"),
            "三、存在的问题和整改情况",
            *_short(findings, practices=False, none="没有发现需要整改的问题。"),
            "四、下一步工作",
            "督促责任单位按期整改，核实后销号，并开展回头看；整改不到位的依照规定督办。请联席会议审议。",
        ]
    )


def circular_text(about: InspectionText, findings: Sequence[FindingText]) -> str:
    """督查通报 to every unit: practices to learn from, problems by kind of unit, demands."""
    return "\n".join(
        [
            f"{_lead(about)}。现将有关情况通报如下。",
            "一、总体情况",
            *_rating_table(about),
            "二、值得推广的做法",
            *_short(findings, practices=True, none="没有特别提出的做法。"),
            "三、存在的问题",
            *_short(findings, practices=False, none="没有发现需要整改的问题。"),
            "四、工作要求",
            "有问题的单位要按期整改、逐条销号；其他单位要对照检查，举一反三。",
        ]
    )


def _rating_table(about: InspectionText) -> list[str]:
    if not about.ratings:
        return []
    head = "|被督查单位|好|一般|差|"
    return [head, *(f"|{unit}|{good}|{fair}|{poor}|" for unit, good, fair, poor in about.ratings)]


def _short(findings: Sequence[FindingText], *, practices: bool, none: str) -> list[str]:
    chosen = [one for one in findings if one.is_practice == practices and one.disposal != "另行办理"]
    lines = [
        second_level(number, f"{one.unit}：{one.text}" + (f"（{one.state}）" if one.state and not practices else ""))
        for number, one in enumerate(chosen, 1)
    ]
    return lines or [none]


def transfer_text(about: InspectionText, finding: FindingText, why: str, contact: str) -> str:
    """移送函: the finding with its evidence and the unit's statement, why it is handed over, what is asked."""
    statement = finding.statement or "在期限内没有说明情况。"
    evidence = "\n".join(second_level(number, line) for number, line in enumerate(finding.evidence, 1))
    return (
        f"{_lead(about)}。督查中发现的下列问题属于你单位职责，现予移送。\n一、发现的问题\n{finding.unit}：{finding.text}\n"
        f"二、依据\n{evidence}\n三、被督查单位的说明\n{statement}\n四、移送理由\n{why}\n"
        f"是否处理、怎样处理由你单位依法决定；请将处理结果书面告知联席办。\n联系人：{contact}"
    )


@dataclass(frozen=True, kw_only=True)
class InspectionPaperFacts(PaperFacts):
    """Nothing beside the facts of every paper."""


_FLOW = paper_doors(write="inspection.paper", issue="inspection.paper", receive="inspection.receive")
DOORS = Doors(
    (PAPERS, TRANSFERS),
    *(door for door in _FLOW if door.name != "distribute"),
    Door("answer", "inspection.paper"),
    Door("drop", "inspection.paper", is_quiet=True),
    inside=("return_paper",),
)


def answer_owed(state: str, issued_on: date | None) -> Iterator[Owed]:
    """The office looks after the organ's answer to a 移送函."""
    if state == WAITING:
        due_on = issued_on + timedelta(days=ANSWER_DAYS)
        why = "有权机关的处理结果书面告知以后登记"
        yield Owed("answer", "登记移送答复", right="inspection.paper", due_on=due_on, clause=OFFICE_RULE, why=why)
