"""What somebody may do with a case now, and what is missing before its next stage. The page draws exactly this.

The state table says which moves are open; the doors say who sees which of them and why one that is open still has to wait.
The actions refuse by the same rules.
"""

from collections.abc import Callable
from dataclasses import dataclass

from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import TABLES
from records.acts.rules.doors import Door, Doors


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """may: codes of the capabilities the actor has on this very case; my_tasks: states of their own units' standing tasks;
    is_given: some unit has it in hand; is_lead: they may act for the lead unit; pending, my_pending: kinds of proposals that wait, and those they made themselves;
    may_object: a task of theirs may still be objected to; is_extendable: the 60 days run and were not extended;
    draft: "" | "incomplete" | "ready"; unexecuted: numbers of supported claims not carried out; undelivered: issued
    papers for the petitioner; may_object_to_sender: it came through a higher organ and the five days run;
    awaits_sender: that organ has not answered; units_out: lead and assisting units that did not sign or report yet, in words.
    """

    case_class: str
    state: str
    may: frozenset[str] = frozenset()
    my_tasks: frozenset[str] = frozenset()
    is_given: bool = False
    has_lead: bool = False
    is_lead: bool = False
    may_object: bool = False
    pending: frozenset[str] = frozenset()
    my_pending: frozenset[str] = frozenset()
    has_objection: bool = False
    raised_objection: bool = False
    is_simple: bool = False
    is_extendable: bool = False
    is_reachable: bool = True
    draft: str = ""
    is_drafter: bool = False
    unexecuted: tuple[int, ...] = ()
    undelivered: tuple[str, ...] = ()
    unsigned_units: tuple[str, ...] = ()
    unreported_units: tuple[str, ...] = ()
    is_reviewable: bool = False
    open_review: str = ""
    is_review_paused: bool = False
    may_reopen: bool = False
    is_sealed: bool = False
    may_renew_code: bool = False
    may_follow_up: bool = False
    may_object_to_sender: bool = False
    awaits_sender: bool = False


@dataclass(frozen=True)
class Missing:
    """What stands between the case and its next stage: title "送达前还缺", items with their article."""

    title: str
    items: tuple[str, ...]


def _waits(*kinds: str) -> Callable[[StepFacts], str]:
    words = {
        "refusal": "不予受理的建议",
        "extension": "延期申请",
        "reply": "答复",
        "route": "移送建议",
        "unseal": "查看申请",
        "new_code": "补发查询码的申请",
        "entry": "补录",
        "ending": "作废或终止的申请",
        "correction": "更正登记的申请",
    }

    def blocked(facts: StepFacts) -> str:
        found = [words[kind] for kind in kinds if kind in facts.pending]
        return f"{found[0]}正在等待审批" if found else ""

    return blocked


def _undecided(facts: StepFacts) -> str:
    return "承办单位的异议还没有核实" if facts.has_objection else _waits("refusal")(facts)


def _decides(kind: str) -> Callable[[StepFacts], bool]:
    return lambda facts: kind in facts.pending


def _not_own(kind: str) -> Callable[[StepFacts], str]:
    return lambda facts: "这是您自己提出的，请由另一位有权限的同志审批" if kind in facts.my_pending else ""


def _may_draft(facts: StepFacts) -> bool:
    return facts.is_lead or not facts.has_lead


def _submit_blocked(facts: StepFacts) -> str:
    return {"": "还没有拟写答复", "incomplete": "有诉求还没有写全：事实和理由、处理意见、依据、结论"}.get(
        facts.draft, ""
    )


def _conclude_blocked(facts: StepFacts) -> str:
    if facts.unexecuted:
        return f"第{'、'.join(map(str, facts.unexecuted))}项诉求还没有落实"
    if facts.undelivered:
        return f"还没有登记送达：{'、'.join(facts.undelivered)}"
    return "答复是您拟写的，请由另一位同志核对办结" if facts.is_drafter else ""


_ANY = ("refusal", "extension", "reply", "route", "unseal", "entry", "ending", "correction")


def _archive_blocked(facts: StepFacts) -> str:
    if facts.open_review:
        return "复查或复核还没有结果"
    if facts.undelivered:
        return f"还没有登记送达：{'、'.join(facts.undelivered)}"
    return _waits("entry")(facts)


DOORS = Doors(
    TABLES.values(),
    Door("decide_refusal", "case.approve_refusal", label="审批不予受理", shown=_decides("refusal"),
         waits=_not_own("refusal")),
    Door("decide_reply", "case.approve_reply", "approve_reply", label="审批答复", shown=_decides("reply"),
         waits=_not_own("reply")),
    Door("decide_extension", "case.approve_extension", label="审批延期", shown=_decides("extension"),
         waits=_not_own("extension")),
    Door("decide_objection", "case.decide_objection", label="核实异议", article="条例第二十三条第三款",
         shown=lambda f: f.has_objection,
         waits=lambda f: "异议是您提出的，请由另一位同志核实" if f.raised_objection else ""),
    Door("decide_route", "case.approve_route", "route", label="审批移送", shown=_decides("route"), waits=_not_own("route")),
    Door("confirm_unseal", "case.approve_unseal", label="审批查看申请", shown=_decides("unseal"), waits=_not_own("unseal")),
    Door("confirm_entry", "case.approve_entry", label="核对补录", article="本办规定", shown=_decides("entry"),
         waits=_not_own("entry")),
    Door("decide_ending", "case.approve_ending", label="审批作废或终止", shown=_decides("ending"), waits=_not_own("ending")),
    Door("decide_correction", "case.approve_ending", label="审批更正登记", shown=_decides("correction"),
         waits=_not_own("correction")),
    Door("receive", "case.receive", "receive", shown=lambda f: "sent" in f.my_tasks),
    Door("accept", "case.accept", "accept", waits=_undecided,
         shown=lambda f: f.is_lead or not f.has_lead or "case.assign" in f.may),
    Door("answer_directly", "case.answer_directly", "answer_directly", waits=_waits("refusal")),
    Door("assign", "case.assign", "assign", is_quiet=lambda f: f.is_given, waits=_waits("refusal", "reply")),
    Door("object_to_sender", "case.object_to_sender", "object_to_sender", label="向来文机关提出异议",
         shown=lambda f: f.may_object_to_sender, waits=_waits("refusal", "ending", "correction")),
    Door("record_sender_answer", "case.object_to_sender", label="登记来文机关的答复", article="条例第二十三条第三款",
         shown=lambda f: f.awaits_sender),
    Door("transfer", "case.transfer", "transfer", waits=_waits("refusal")),
    Door("propose_refusal", "case.propose_refusal", "propose_refusal", waits=_waits("refusal")),
    Door("object", "case.object", "object", shown=lambda f: f.may_object),
    Door("draft_reply", "case.draft_reply", "draft_reply", shown=_may_draft),
    Door("submit_reply", "case.draft_reply", "submit_reply", shown=_may_draft, waits=_submit_blocked),
    Door("report_progress", "case.report_progress", "report_progress"),
    Door("propose_extension", "case.propose_extension", "propose_extension", waits=_waits("extension"),
         shown=lambda f: f.is_extendable and (f.is_lead or not f.has_lead or "case.assign" in f.may)),
    Door("to_ordinary", "case.accept", "to_ordinary", shown=lambda f: f.is_simple),
    Door("deliver", "case.deliver", "-", label="登记送达", article="条例第三十二条", shown=lambda f: bool(f.undelivered)),
    Door("record_execution", "case.execute", "-", label="登记落实", article="条例第三十二条",
         shown=lambda f: f.state in (states.DELIVERED, states.EXECUTING) and bool(f.unexecuted)),
    Door("conclude", "case.conclude", "conclude", waits=_conclude_blocked),
    Door("record_review", "case.record_review", is_quiet=True, label="登记复查复核", article="条例第三十五条、第三十六条",
         shown=lambda f: f.is_reviewable and not f.open_review),
    Door("record_review_result", "case.record_review", label="登记复查复核结果", article="条例第三十五条、第三十六条",
         shown=lambda f: bool(f.open_review)),
    Door("pause_review", "case.record_review", is_quiet=True, label="复核听证中止", article="条例第三十六条第二款",
         shown=lambda f: f.open_review == "final_review" and not f.is_review_paused),
    Door("resume_review", "case.record_review", is_quiet=True, label="复核听证结束", article="条例第三十六条第二款",
         shown=lambda f: f.open_review == "final_review" and f.is_review_paused),
    Door("reopen", "case.reopen", "reopen", shown=lambda f: f.may_reopen),
    Door("propose_route", "case.propose_route", "propose_route", waits=_waits("route")),
    Door("propose_unseal", "case.propose_unseal", label="申请查看封存内容", article="条例第三十条",
         shown=lambda f: f.case_class == "accusation", waits=_waits("unseal")),
    Door("archive", "case.archive", "archive", is_quiet=True, waits=_archive_blocked),
    Door("edit_registration", "case.edit", is_quiet=True, label="补正登记内容", article="条例第二十一条",
         shown=lambda f: f.state not in states.CLOSED_STATES),
    Door("propose_correction", "case.propose_ending", "propose_correction", is_quiet=True, label="更正登记",
         waits=_waits(*_ANY)),
    Door("propose_ending", "case.propose_ending", "propose_ending", is_quiet=True, label="作废、终止办理", waits=_waits(*_ANY)),
    Door("withdraw_proposal", "case.view", label="撤回申请", is_quiet=True, shown=lambda f: bool(f.my_pending)),
    Door("confirm_new_code", "case.approve_new_code", label="审批补发查询码", shown=_decides("new_code"),
         waits=_not_own("new_code")),
    Door("propose_new_code", "case.new_code", label="申请补发查询码", is_quiet=True, waits=_waits("new_code"),
         shown=lambda f: not f.may_renew_code),
    Door("new_lookup_code", "case.new_code", label="补发查询码", is_quiet=True, shown=lambda f: f.may_renew_code),
    Door("follow_up", "case.follow_up", label="登记电话回访评价", is_quiet=True, shown=lambda f: f.may_follow_up),
    Door("name_reader", "case.propose_unseal", label="列入知悉名单", article="条例第三十条", is_quiet=True,
         shown=lambda f: f.case_class == "accusation"),
    Door("name_sponsor", "case.assign", label="指定包案领导", article="领导包案制度", is_quiet=True,
         shown=lambda f: f.case_class != "accusation" and f.state not in states.CLOSED_STATES),
    inside=("refuse", "refuse_final", "return_unassigned", "extend", "return_reply", "start_execution", "deliver", "record_execution",
            "void", "end", "sender_agrees", "sender_refuses"),
)  # fmt: skip


def missing(facts: StepFacts) -> Missing | None:
    """What the case lacks before its next stage, whoever has to bring it; None when it is closed."""
    if facts.case_class == "accusation":
        return _missing_of_accusation(facts)
    if facts.state in (states.REGISTERED, states.ASSIGNED):
        return Missing("受理前还缺", _before_acceptance(facts))
    if facts.state in (*states.IN_HAND, states.REPLY_SUBMITTED, states.REPLY_APPROVED):
        return Missing("送达前还缺", _before_delivery(facts))
    if facts.state in (states.DELIVERED, states.EXECUTING):
        return Missing("办结前还缺", _before_conclusion(facts))
    return None


def _missing_of_accusation(facts: StepFacts) -> Missing | None:
    if facts.state != states.REGISTERED:
        return None
    first = "召集人审批移送" if "route" in facts.pending else "提出移送建议（条例第三十条）"
    rest = () if "route" in facts.pending else ("知悉名单上的召集人审批",)
    return Missing("移送前还缺", (first, *rest))


def _before_acceptance(facts: StepFacts) -> tuple[str, ...]:
    items = []
    if "refusal" in facts.pending:
        items.append("办公室主任审批不予受理的建议")
    if facts.awaits_sender:
        items.append("来文机关对异议的答复（各项期限照常计算）")
    if facts.has_objection:
        items.append("核实承办单位的异议（条例第二十三条第三款）")
    items += [f"{unit}签收" for unit in facts.unsigned_units]
    if facts.case_class == "claim":
        items.append("确定办理途径（条例第三十一条）")
        if facts.is_reachable:
            items.append("受理告知书（条例第二十三条）")
    else:
        items.append("决定研究办理、转送或者当场答复（条例第二十九条）")
    return tuple(items)


def _before_delivery(facts: StepFacts) -> tuple[str, ...]:
    items = []
    if facts.state in states.IN_HAND:
        if not facts.has_lead and facts.state == states.ACCEPTED:
            items.append("确定承办单位，或者由本办办理")
        items += [f"{unit}报送办理结果" for unit in facts.unreported_units]
        paper = "处理意见书（条例第三十二条）" if facts.case_class == "claim" else "建议答复书（条例第二十九条）"
        items.append({"": paper, "incomplete": f"{paper}：有诉求还没有写全"}.get(facts.draft, "送审答复"))
    if facts.state != states.REPLY_APPROVED:
        items.append("负责人审批")
    return (*items, "送达回证")


def _before_conclusion(facts: StepFacts) -> tuple[str, ...]:
    items = [f"第{seq}项诉求的落实情况（条例第三十二条）" for seq in facts.unexecuted]
    items += [f"{paper}的送达回证" for paper in facts.undelivered]
    return (*items, "拟稿人以外的同志核对办结")
