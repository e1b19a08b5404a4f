"""What is owed on a case by whom until when: pure, from its state, its tasks, its proposals and its running clocks.

条例 = 《信访工作条例》(2022). The due dates are those of the clocks (records.clocks); nothing is invented where the law sets no
limit (receipt by a unit, filing).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from petitions.cases.rules import cases as states
from petitions.cases.rules.clock_moves import ACCEPTANCE
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE, SIMPLE_CLOSE
from records.work.rules import ELSEWHERE, Owed
from records.work.rules.reminders import ReminderPlan

DECIDING = {
    "refusal": ("decide_refusal", "审批不予受理", "条例第十九条、第三十一条"),
    "extension": ("decide_extension", "审批延期", "条例第三十四条"),
    "reply": ("decide_reply", "审批答复", "条例第三十二条"),
    "route": ("decide_route", "审批移送", "条例第三十条"),
    "unseal": ("confirm_unseal", "审批查看申请", "条例第三十条"),
    "new_code": ("confirm_new_code", "审批补发查询码", "本办规定"),
    "entry": ("confirm_entry", "核对补录凭据", "本办规定"),
    "ending": ("decide_ending", "审批作废或终止", "条例第二十一条"),
    "correction": ("decide_correction", "审批更正登记", "条例第二十一条"),
}
ACCEPTING = tuple(term.code for term in ACCEPTANCE)
ANSWERING = (CONCLUDE.code, SIMPLE_CLOSE.code, ASSIGNED_LIMIT.code)
# The limits of the law are long: the holder hears of one earlier than by the default plan.
LAW_PLAN = ReminderPlan((5, 2), True, (1, 3, 7), 1)
PLANS: Mapping[str, ReminderPlan] = dict.fromkeys(("accept", "draft_reply", "decide_reply"), LAW_PLAN)


@dataclass(frozen=True)
class Task:
    """A unit's standing task. state: of petitions.cases.models.assignments.Assignment; due_on: its own limit."""

    unit: int
    is_lead: bool
    state: str
    due_on: date | None


@dataclass(frozen=True)
class Proposal:
    """What waits for a decision. by: person who handed it in; by_name: as the desk shows it; right: code."""

    kind: str
    by: int | None
    by_name: str
    right: str


@dataclass(frozen=True, kw_only=True)
class CaseWork:
    """office: person who took the case in hand, None = every clerk; due: running clocks of the office, code → day;
    objection: person who raised the one that waits, 0 = none; returned: kinds of texts that came back with a remark;
    undelivered: kinds of papers for the petitioner that are issued and not delivered → day by which they have to have them;
    awaits_sender: the organ it came from has not answered the objection; has_unexecuted: a supported claim is not carried
    out; drafter: of the issued reply; has_open_review: a higher organ reviews it.
    """

    case_class: str
    state: str
    office: int | None = None
    tasks: tuple[Task, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    due: Mapping[str, date] = field(default_factory=dict)
    objection: int = 0
    returned: frozenset[str] = frozenset()
    undelivered: Mapping[str, date | None] = field(default_factory=dict)
    awaits_sender: bool = False
    has_unexecuted: bool = False
    drafter: int | None = None
    has_open_review: bool = False
    is_annulled: bool = False

    @property
    def lead(self) -> Task | None:
        """The lead unit's task."""
        return next((task for task in self.tasks if task.is_lead), None)

    def first_due(self, *codes: str) -> date | None:
        """The nearest of these limits."""
        return min((self.due[code] for code in codes if code in self.due), default=None)

    def waits(self, kind: str) -> bool:
        """Whether a proposal of this kind is undecided."""
        return any(proposal.kind == kind for proposal in self.proposals)

    def holder(self, right: str) -> dict:
        """The person who has the case in hand, else everybody with the right."""
        return {"person": self.office} if self.office else {"right": right}


def case_owed(work: CaseWork) -> Iterator[Owed]:
    """Every act that is owed on the case now."""
    yield from _decisions(work)
    if work.case_class == "accusation":
        yield from _routing(work)
        return
    if work.state in (states.REGISTERED, states.ASSIGNED):
        yield from _acceptance(work)
    if work.state in (states.ASSIGNED, *states.IN_HAND):
        yield from _tasks(work)
    if work.state in states.IN_HAND:
        yield from _reply(work)
    if work.state in (states.DELIVERED, states.EXECUTING):
        yield from _conclusion(work)
    if work.awaits_sender:
        why = "已经向来文机关提出异议，答复以前各项期限照常计算"
        holder = work.holder("case.object_to_sender")
        due_on = work.first_due(*ACCEPTING)
        yield Owed(
            "record_sender_answer",
            "登记来文机关的答复",
            **holder,
            why=why,
            due_on=due_on,
            clause="条例第二十三条第三款",
        )
    if work.undelivered:
        answer = work.first_due(*ANSWERING) if work.state == states.REPLY_APPROVED else None
        due_on = min((day for day in (answer, *work.undelivered.values()) if day), default=None)
        what = "送达答复" if work.state == states.REPLY_APPROVED else "送达文书"
        why = "已经印发，送达后登记回证"
        yield Owed("deliver", what, **work.holder("case.deliver"), why=why, due_on=due_on, clause="条例第三十二条")
    if work.has_open_review:
        why = "上级机关正在复查或复核，收到意见书后登记"
        yield Owed("record_review_result", "登记复查复核结果", right="case.record_review", why=why, within=ELSEWHERE)
    if work.is_annulled:
        why = "上级机关撤销或变更了答复"
        yield Owed("reopen", "重新办理", right="case.reopen", why=why, clause="条例第三十五条、第三十六条")


def _decisions(work: CaseWork) -> Iterator[Owed]:
    for one in work.proposals:
        act, what, clause = DECIDING[one.kind]
        codes = {"refusal": ACCEPTING, "new_code": ()}.get(one.kind, ANSWERING)
        why = f"{one.by_name}送审" if one.by_name else "等待审批"
        due_on = work.first_due(*codes)
        yield Owed(act, what, right=one.right, except_person=one.by, why=why, due_on=due_on, clause=clause)
    if work.objection:
        yield Owed(
            "decide_objection",
            "核实异议",
            right="case.decide_objection",
            except_person=work.objection,
            why="承办单位提出异议，核实以前各项期限照常计算",
            due_on=work.first_due(*ACCEPTING),
            clause="条例第二十三条第三款",
        )


def _routing(work: CaseWork) -> Iterator[Owed]:
    if work.state == states.REGISTERED and not work.waits("route"):
        why = "移送建议已退回，重新提出" if "route" in work.returned else "由有权机关处理，不转给被反映的单位"
        due_on = work.first_due(ASSIGNED_LIMIT.code)
        yield Owed(
            "propose_route",
            "拟移送检举控告",
            **work.holder("case.propose_route"),
            why=why,
            due_on=due_on,
            clause="条例第三十条",
        )


def _acceptance(work: CaseWork) -> Iterator[Owed]:
    """The lead unit decides once it has signed; before that the office does, or the unit owes its receipt first."""
    lead = work.lead
    if work.waits("refusal") or (lead and lead.state in ("sent", "objected")):
        return
    holder = {"unit": lead.unit} if lead else work.holder("case.accept")
    is_suggestion = work.case_class == "suggestion"
    what = "决定怎样办理" if is_suggestion else "决定是否受理"
    why = "不予受理的建议已退回，意见见办理页" if "refusal" in work.returned else "受理、交办、转送或者当场答复"
    article = "条例第二十九条" if is_suggestion else "条例第二十三条"
    yield Owed("accept", what, **holder, why=why, due_on=work.first_due(*ACCEPTING), clause=article)


def _tasks(work: CaseWork) -> Iterator[Owed]:
    for task in work.tasks:
        part = "主办" if task.is_lead else "协办"
        if task.state == "sent":
            limits = [day for day in (task.due_on, work.first_due(*ACCEPTING) if task.is_lead else None) if day]
            why = f"交给本单位{part}，期限从送达次日起算"
            yield Owed("receive", "签收交办", unit=task.unit, why=why, due_on=min(limits, default=None))
        elif task.state == "received" and not task.is_lead and work.state in states.IN_HAND:
            why = "协办事项，报送本单位的办理结果"
            yield Owed("report_progress", "报送办理结果", unit=task.unit, why=why, due_on=task.due_on)


def _reply(work: CaseWork) -> Iterator[Owed]:
    lead, due_on = work.lead, work.first_due(*ANSWERING)
    if lead and lead.state == "sent":
        return
    article = "条例第二十九条" if work.case_class == "suggestion" else "条例第三十二条"
    is_returned = "reply" in work.returned
    what = "修改答复" if is_returned else "办理并拟写答复"
    why = "审批人已退回，意见见文稿页" if is_returned else "查明事实，逐项答复后送审"
    if lead:
        limits = [day for day in (lead.due_on, due_on) if day]
        yield Owed("draft_reply", what, unit=lead.unit, why=why, due_on=min(limits, default=None), clause=article)
    elif work.office:
        yield Owed("draft_reply", what, person=work.office, why=why, due_on=due_on, clause=article)
    else:
        yield Owed(
            "assign", "确定承办单位", right="case.assign", why="已受理，还没有承办单位", due_on=due_on, clause=article
        )


def _conclusion(work: CaseWork) -> Iterator[Owed]:
    if work.has_unexecuted:
        holder = {"unit": work.lead.unit} if work.lead else work.holder("case.execute")
        why = "答复支持的诉求，落实后登记"
        given = {"why": why, "within": ELSEWHERE, "clause": "条例第三十二条"}
        yield Owed("record_execution", "落实支持的诉求", **holder, **given)
    elif not work.undelivered:
        why = "答复已经送达，由拟稿人以外的同志核对"
        yield Owed("conclude", "核对办结", right="case.conclude", except_person=work.drafter, why=why)
