"""The moves of a petition case, as a table with article and reason. 条例 = 《信访工作条例》(2022)."""

from records.acts.rules.states import Move, StateTable

REGISTERED = "registered"
ASSIGNED = "assigned"
ACCEPTED = "accepted"
HANDLING = "handling"
REPLY_SUBMITTED = "reply_submitted"
REPLY_APPROVED = "reply_approved"
DELIVERED = "delivered"
EXECUTING = "executing"
CONCLUDED = "concluded"
TRANSFERRED = "transferred"
REFUSED = "refused"
REFUSED_FINAL = "refused_final"
ARCHIVED = "archived"
RETURNED = "returned"
ENDED = "ended"
VOIDED = "voided"

STATE_LABELS = {
    REGISTERED: "已登记",
    ASSIGNED: "已交办待受理",
    ACCEPTED: "已受理",
    HANDLING: "办理中",
    REPLY_SUBMITTED: "答复待审批",
    REPLY_APPROVED: "答复待送达",
    DELIVERED: "已答复",
    EXECUTING: "落实中",
    CONCLUDED: "已办结",
    TRANSFERRED: "已转送",
    REFUSED: "不予受理",
    REFUSED_FINAL: "不再受理",
    ARCHIVED: "已归档",
    RETURNED: "已退回来文机关",
    ENDED: "终止办理",
    VOIDED: "已作废",
}
STATE_CHOICES = list(STATE_LABELS.items())
CLOSED_STATES = frozenset({CONCLUDED, TRANSFERRED, REFUSED, REFUSED_FINAL, ARCHIVED, RETURNED, ENDED, VOIDED})
OPEN_STATES = frozenset(STATE_LABELS) - CLOSED_STATES
IN_HAND = frozenset({ACCEPTED, HANDLING})
UNDECIDED = frozenset({REGISTERED, ASSIGNED})


BEFORE_REPLY = UNDECIDED | IN_HAND  # nothing is submitted or promised to the petitioner yet


def _move(name, label, source, target, article="", reason=""):
    return Move(name, label, frozenset(source), target, article, reason)


def _endings(open_states: frozenset[str]) -> tuple[Move, ...]:
    """What was written down wrongly is corrected or voided, what the petitioner takes back or settles is ended."""
    article, given = "条例第二十一条", "答复已经送审或作出，请按程序办结。"
    return (
        *(_move("propose_correction", "申请更正登记", {at}, at, article, given) for at in sorted(BEFORE_REPLY)),
        *(_move("propose_ending", "申请作废或终止", {at}, at, article) for at in sorted(open_states)),
        _move("void", "作废", open_states, VOIDED, article, "已经办结的事项不能作废。"),
        _move("end", "终止办理", BEFORE_REPLY, ENDED, article, given),
    )


def _to_sender(accepted: str) -> tuple[Move, ...]:
    """Objecting to the organ that sent it, and its answer."""
    article, late = "条例第二十三条第三款", f"已经{accepted}或办结的事项不能再向来文机关提出异议。"
    return (
        _move("object_to_sender", "向来文机关提出异议", {REGISTERED}, REGISTERED, article, late),
        _move("object_to_sender", "向来文机关提出异议", {ASSIGNED}, ASSIGNED, article),
        _move("sender_agrees", "来文机关同意退回", UNDECIDED, RETURNED, article),
        *(_move("sender_refuses", "来文机关不同意退回", {at}, at, article) for at in (REGISTERED, ASSIGNED)),
    )


CASES = StateTable(
    _move(
        "answer_directly",
        "当场答复",
        {REGISTERED},
        CONCLUDED,
        "条例第二十三条",
        "已经受理或交办的事项应按程序书面答复。",
    ),
    _move("accept", "受理", {REGISTERED}, ACCEPTED, "条例第二十三条", "每个事项只受理一次。"),
    _move("accept", "受理", {ASSIGNED}, HANDLING, "条例第二十三条", "每个事项只受理一次。"),
    _move("propose_refusal", "拟不予受理", {REGISTERED}, REGISTERED, "条例第十九条、第三十一条"),
    _move("propose_refusal", "拟不予受理", {ASSIGNED}, ASSIGNED, "条例第十九条、第三十一条"),
    _move("refuse", "不予受理", UNDECIDED, REFUSED, "条例第十九条、第三十一条", "已经受理的事项应当办理并答复。"),
    _move(
        "refuse_final", "不再受理", UNDECIDED, REFUSED_FINAL, "条例第三十六条第三款", "只适用于复核终结后的同一事项。"
    ),
    _move("transfer", "转送", UNDECIDED, TRANSFERRED, "条例第二十二条、第二十三条", "已经受理的事项应由本机关办理。"),
    _move(
        "assign", "交办", {REGISTERED, ASSIGNED}, ASSIGNED, "条例第二十二条", "答复拟出后不能再换承办单位，需先退回。"
    ),
    _move("assign", "交办", IN_HAND, HANDLING, "条例第二十二条", "答复拟出后不能再换承办单位，需先退回。"),
    _move("receive", "签收", {ASSIGNED}, ASSIGNED, "条例第二十三条"),
    _move("receive", "签收", {HANDLING}, HANDLING, "条例第二十三条"),
    _move("object", "提出异议", {ASSIGNED}, ASSIGNED, "条例第二十三条第三款", "受理以后不能再提异议。"),
    _move("return_unassigned", "同意退回", {ASSIGNED}, REGISTERED, "条例第二十三条第三款"),
    _move("report_progress", "登记进展", {HANDLING}, HANDLING, "条例第三十一条"),
    _move("report_progress", "登记进展", {ACCEPTED}, ACCEPTED, "条例第三十一条"),
    _move("report_progress", "登记进展", {EXECUTING}, EXECUTING, "条例第三十二条"),
    _move("propose_extension", "申请延期", {HANDLING}, HANDLING, "条例第三十四条", "延期须在办理期间、到期之前提出。"),
    _move("propose_extension", "申请延期", {ACCEPTED}, ACCEPTED, "条例第三十四条", "延期须在办理期间、到期之前提出。"),
    _move("extend", "批准延期", {HANDLING}, HANDLING, "条例第三十四条"),
    _move("extend", "批准延期", {ACCEPTED}, ACCEPTED, "条例第三十四条"),
    _move("to_ordinary", "转普通程序", {HANDLING}, HANDLING, "简易办理办法"),
    _move("to_ordinary", "转普通程序", {ACCEPTED}, ACCEPTED, "简易办理办法"),
    _move("draft_reply", "拟写答复", IN_HAND, HANDLING, "条例第三十二条", "受理后方可拟写处理意见。"),
    _move("submit_reply", "送审答复", {HANDLING}, REPLY_SUBMITTED, "条例第三十二条"),
    _move("return_reply", "退回重拟", {REPLY_SUBMITTED}, HANDLING, "条例第三十二条"),
    _move("approve_reply", "批准答复", {REPLY_SUBMITTED}, REPLY_APPROVED, "条例第三十二条"),
    _move("deliver", "登记送达", {REPLY_APPROVED}, DELIVERED, "条例第三十二条、第三十五条", "答复批准印发后方可送达。"),
    _move("start_execution", "转入落实", {DELIVERED}, EXECUTING, "条例第三十二条", "只有支持的诉求需要落实。"),
    _move("record_execution", "登记落实", {EXECUTING}, EXECUTING, "条例第三十二条"),
    _move("conclude", "办结", {DELIVERED, EXECUTING}, CONCLUDED, "条例第三十二条、第三十四条", "没有送达不能办结。"),
    _move("reopen", "重新办理", {CONCLUDED, ARCHIVED}, HANDLING, "条例第三十五条、第三十六条；满意度评价工作办法"),
    _move("archive", "归档", CLOSED_STATES - {ARCHIVED}, ARCHIVED, "档案法", "未办结的事项不能归档。"),
    *_to_sender("受理"),
    *_endings(OPEN_STATES),
    labels=STATE_LABELS,
    closed=CLOSED_STATES,
)

ACCUSATIONS = StateTable(
    _move("propose_route", "拟移送", {REGISTERED}, REGISTERED, "条例第三十条"),
    _move("route", "移送", {REGISTERED}, TRANSFERRED, "条例第三十条", "检举控告由有权机关依规依纪依法处理。"),
    _move("archive", "归档", {TRANSFERRED, VOIDED}, ARCHIVED, "档案法"),
    _move("propose_ending", "申请作废或终止", {REGISTERED}, REGISTERED, "条例第二十一条"),
    _move("void", "作废", {REGISTERED}, VOIDED, "条例第二十一条", "已经移送的事项不能作废。"),
    labels=STATE_LABELS,
    closed=CLOSED_STATES,
)

SUGGESTIONS = StateTable(
    _move("answer_directly", "当场答复", {REGISTERED}, CONCLUDED, "条例第二十九条"),
    _move("accept", "研究办理", {REGISTERED}, ACCEPTED, "条例第二十九条"),
    _move("accept", "研究办理", {ASSIGNED}, HANDLING, "条例第二十九条"),
    _move("transfer", "转送", UNDECIDED, TRANSFERRED, "条例第二十二条"),
    _move("assign", "交办", {REGISTERED, ASSIGNED}, ASSIGNED, "条例第二十九条"),
    _move("assign", "交办", IN_HAND, HANDLING, "条例第二十九条"),
    _move("receive", "签收", {ASSIGNED}, ASSIGNED, "条例第二十九条"),
    _move("receive", "签收", {HANDLING}, HANDLING, "条例第二十九条"),
    _move("object", "提出异议", {ASSIGNED}, ASSIGNED, "条例第二十三条第三款"),
    _move("return_unassigned", "同意退回", {ASSIGNED}, REGISTERED, "条例第二十三条第三款"),
    _move("report_progress", "登记进展", {HANDLING}, HANDLING, "条例第二十九条"),
    _move("report_progress", "登记进展", {ACCEPTED}, ACCEPTED, "条例第二十九条"),
    _move("draft_reply", "拟写答复", IN_HAND, HANDLING, "条例第二十九条"),
    _move("submit_reply", "送审答复", {HANDLING}, REPLY_SUBMITTED, "条例第二十九条"),
    _move("return_reply", "退回重拟", {REPLY_SUBMITTED}, HANDLING, "条例第二十九条"),
    _move("approve_reply", "批准答复", {REPLY_SUBMITTED}, REPLY_APPROVED, "条例第二十九条"),
    _move("deliver", "登记送达", {REPLY_APPROVED}, DELIVERED, "条例第二十九条"),
    _move("conclude", "办结", {DELIVERED}, CONCLUDED, "条例第二十九条"),
    _move("archive", "归档", {CONCLUDED, TRANSFERRED, RETURNED, ENDED, VOIDED}, ARCHIVED, "档案法"),
    *_to_sender("研究办理"),
    *_endings(OPEN_STATES - {EXECUTING}),
    labels=STATE_LABELS,
    closed=CLOSED_STATES,
)

TABLES = {"claim": CASES, "accusation": ACCUSATIONS, "suggestion": SUGGESTIONS}


def table_for(case_class: str) -> StateTable:
    """The state table of one legal class: claim (31), suggestion (29) or accusation (30)."""
    return TABLES[case_class]
