"""Commendation (表彰, G5): who may be proposed and what excludes, the moves, the days of publicity, the words of the paper.

Source: J四(五) 表彰奖励. A candidate stands by the frozen result of an assessment; that a unit had few petitions or none is no ground and no
condition (a source that says so is not adopted). No money: a township paper cannot create it. Five working days of publicity and
objections are the office's own rule. Persons of assessed units may be named for what they did, beside the units or alone: what excludes a
person is an accountability decision on that person in effect, that the post in the unit has ended, or having a hand in the commendation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.dates import full_date

SOURCE = "联席会议制度：年度考核结果作为表彰的依据"
OWN_RULE = "本办规定：表彰对象公示五个工作日，异议由提名人以外的人处理"
DAYS = 5  # working days of publicity
DRAFT, PUBLISHED, SETTLED, SUBMITTED, ISSUED, DROPPED = (
    "draft",
    "published",
    "settled",
    "submitted",
    "issued",
    "dropped",
)
LABELS = {
    DRAFT: "提名",
    PUBLISHED: "公示",
    SETTLED: "拟写决定",
    SUBMITTED: "待审批",
    ISSUED: "已表彰",
    DROPPED: "不表彰",
}
CHOICES = list(LABELS.items())
BEFORE_PUBLICITY = (DRAFT, DROPPED)
GRADES = {1: "最好一等", 2: "前两等"}
PENDING, ACCEPTED, REFUSED = "pending", "accepted", "refused"
ANSWERS = {PENDING: "待处理", ACCEPTED: "采纳，取消提名", REFUSED: "不采纳"}
declare_series("commendation", "表")
declare_series("commendation_draft", "表彰", own=True)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


TABLE = StateTable(
    _move("choose", "提名", {DRAFT}, DRAFT, "公示以后不能再改提名，有异议的按异议处理。"),
    _move("name", "提名个人", {DRAFT}, DRAFT, "公示以后不能再改提名，有异议的按异议处理。"),
    _move("unname", "撤下个人提名", {DRAFT}, DRAFT, "公示以后不能再改提名，有异议的按异议处理。"),
    _move("publish", "公示", {DRAFT}, PUBLISHED),
    _move("object", "提出异议", {PUBLISHED}, PUBLISHED, "公示期间才能提出异议。"),
    _move("answer", "处理异议", {PUBLISHED}, PUBLISHED),
    _move("settle", "公示结束", {PUBLISHED}, SETTLED),
    _move("save", "保存", {SETTLED}, SETTLED),
    _move("submit", "送审", {SETTLED}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, SETTLED, "已经批准的决定不能撤回。"),
    _move("return_paper", "退回修改", {SUBMITTED}, SETTLED),
    _move("approve", "批准表彰", {SUBMITTED}, ISSUED),
    _move("drop", "不表彰", {DRAFT, PUBLISHED, SETTLED}, DROPPED, "送审以后先撤回；已经表彰的不能撤销。"),
    labels=LABELS,
    closed={ISSUED, DROPPED},
)


@dataclass(frozen=True)
class Standing:
    """How a unit stands: its grade in the frozen result ("" = none), vetoes of the result, accountability in effect on the day."""

    grade: str
    vetoes: int = 0
    measures: tuple[int, ...] = ()


NO_GRADE, GRADE, VETO, MEASURE = "no_grade", "grade", "veto", "measure"
EXCLUDES = {
    NO_GRADE: "考核没有定等次",
    GRADE: "考核等次不在提名范围",
    VETO: "考核中有否决项",
    MEASURE: "有生效的问责决定",
}
ENDED, HAND = "ended", "hand"
PERSON_EXCLUDES = {
    MEASURE: "有生效的问责决定",
    ENDED: "已经不在这个单位任职",
    HAND: "参与这次表彰的提名或者审批",
}
MOST_PEOPLE = 20
KEPT_BACK = "经审核不符合条件"  # for who may not know of the decision


def exclusions(standing: Standing, open_grades: Sequence[str]) -> tuple[str, ...]:
    """Keys of EXCLUDES that keep a unit from being proposed; () = a candidate. open_grades: those that may be proposed."""
    found = []
    if not standing.grade:
        found.append(NO_GRADE)
    elif standing.grade not in open_grades:
        found.append(GRADE)
    if standing.vetoes:
        found.append(VETO)
    if standing.measures:
        found.append(MEASURE)
    return tuple(found)


def person_exclusions(*, measures: Sequence[int], is_in_unit: bool, has_hand: bool) -> tuple[str, ...]:
    """Keys of PERSON_EXCLUDES that keep a person from being named. measures: decisions on the person in effect; has_hand: proposes or
    may approve commendations."""
    found = [MEASURE] if measures else []
    found += [] if is_in_unit else [ENDED]
    return (*found, HAND) if has_hand else tuple(found)


@dataclass(frozen=True, kw_only=True)
class CommendFacts(PaperFacts):
    """has_chosen: proposed somebody, so that objections are decided by somebody else; chosen: how many stand as proposed;
    waiting: objections that wait; until: last day of publicity; is_over: it is over."""

    has_chosen: bool = False
    chosen: int = 0
    waiting: int = 0
    until: date | None = None
    is_over: bool = False


OWN_CHOICE = "表彰对象是您提名的，异议请由另一位同志处理"


def _publish_waits(facts: CommendFacts) -> str:
    return "" if facts.chosen else "还没有提名"


def _settle_waits(facts: CommendFacts) -> str:
    if facts.waiting:
        return f"还有{facts.waiting}件异议没有处理"
    if not facts.is_over:
        return f"公示到{full_date(facts.until)}为止" if facts.until else ""
    return "" if facts.chosen else "提名都已取消，只能不表彰"


DOORS = Doors(
    TABLE,
    Door("publish", "commendation.propose", waits=_publish_waits),
    Door("choose", "commendation.propose"),
    Door("name", "commendation.propose", is_quiet=True),
    Door("unname", "commendation.propose", is_quiet=True),
    Door("answer", "commendation.answer", waits=lambda facts: OWN_CHOICE if facts.has_chosen else ""),
    Door("object", "commendation.object", shown=lambda facts: not facts.is_over),
    Door("settle", "commendation.propose", waits=_settle_waits),
    *(door for door in paper_doors(write="commendation.propose") if door.name != "distribute"),
    Door("drop", "commendation.propose", is_quiet=True),
    inside=("return_paper",),
)


@dataclass(frozen=True)
class CommendWork:
    """What decides who owes the next step. objections: numbers of those that wait; proposer: who chose; over_on: first day
    after publicity."""

    state: str
    chosen: int = 0
    objections: tuple[int, ...] = ()
    proposer: int | None = None
    until: date | None = None
    over_on: date | None = None


def commend_owed(work: CommendWork) -> Iterator[Owed]:
    """Propose, publish, answer objections, end the publicity; then the paper."""
    if work.state == DRAFT:
        what, why = (
            ("公示表彰对象", "已提名，公示五个工作日") if work.chosen else ("提名表彰对象", "按考核结果算出了候选单位")
        )
        yield Owed("publish" if work.chosen else "choose", what, right="commendation.propose", why=why)
    elif work.state == PUBLISHED:
        for number in work.objections:
            yield Owed(
                "answer",
                "处理表彰异议",
                right="commendation.answer",
                part=number,
                except_person=work.proposer,
                due_on=work.until,
                clause=OWN_RULE,
            )
        if not work.objections:
            yield Owed(
                "settle", "结束公示", right="commendation.propose", due_on=work.over_on, why="公示期满后拟写决定"
            )


@dataclass(frozen=True)
class Honoured:
    """One line of the paper."""

    unit: str
    total: str
    grade: str
    reason: str


@dataclass(frozen=True)
class HonouredPerson:
    """One person on the paper."""

    name: str
    unit: str
    title: str
    reason: str


@dataclass(frozen=True)
class PaperWords:
    """What the papers are written from. run: title and number of the result; first, until: days of publicity; objections,
    accepted: how many; honoured: in the order of the result; people: named for what they did."""

    scheme: str
    run: str
    number: str
    first: date
    until: date
    objections: int
    accepted: int
    honoured: tuple[Honoured, ...]
    people: tuple[HonouredPerson, ...] = ()

    @property
    def about(self) -> str:
        """Whom the paper is about."""
        kinds = [word for word, rows in (("单位", self.honoured), ("个人", self.people)) if rows]
        return "和".join(kinds) or "单位"

    @property
    def title_words(self) -> str:
        """先进单位、先进个人."""
        kinds = [word for word, rows in (("先进单位", self.honoured), ("先进个人", self.people)) if rows]
        return "和".join(kinds) or "先进单位"

    @property
    def tables(self) -> list[str]:
        """The tables of both, one line each."""
        lines = []
        if self.honoured:
            lines += ["|单位|考核得分|等次|主要事迹|"]
            lines += [f"|{one.unit}|{one.total}|{one.grade}|{one.reason}|" for one in self.honoured]
        if self.people:
            lines += ["先进个人："] if self.honoured else []
            lines += ["|姓名|单位|职务|主要事迹|"]
            lines += [f"|{one.name}|{one.unit}|{one.title}|{one.reason}|" for one in self.people]
        return lines


def paper_text(say: PaperWords) -> str:
    """The draft of the decision in plain sentences."""
    heard = f"收到异议{say.objections}件，采纳{say.accepted}件" if say.objections else "没有收到异议"
    lines = [
        f"根据《{say.scheme}》和{say.run}结果（{say.number}），经提名和公示（{full_date(say.first)}至{full_date(say.until)}，"
        f"公示期间{heard}），决定对下列{say.about}予以表彰：",
        *say.tables,
        f"表彰只依据办理实绩，不以有没有群众信访为条件。希望受表彰的{say.about}继续依法及时就地解决群众合理诉求，"
        "各单位对照先进，改进工作。",
    ]
    return "\n".join(lines)


def notice_text(say: PaperWords, contact: str) -> str:
    """The words of the publicity notice that is put up."""
    lines = [
        f"根据《{say.scheme}》和{say.run}结果（{say.number}），拟对下列{say.about}予以表彰，现予公示：",
        *say.tables,
        f"公示时间：{full_date(say.first)}至{full_date(say.until)}。对公示对象有异议的，请在公示期内向联席办实名反映，写明事实；"
        "联席办对反映人保密。",
        contact,
    ]
    return "\n".join(lines)
