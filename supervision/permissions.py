"""What each role may do in supervision. Source: the permission table of the office, rows Supervision order and Accountability record."""

from township.permissions import (
    CLERK,
    DIRECTOR,
    GRID_MEMBER,
    LEADER,
    LIAISON,
    OFFICE,
    OWN,
    TOWNSHIP,
    Capability,
    convenors,
    everyone,
)

ARTICLE = "信访工作条例第四十条"
_SECRETARIAT = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}

VIEW_ORDER = Capability("order.view", "查看督办单", {**OFFICE, LIAISON: OWN, LEADER: OWN}, ARTICLE)
READ_DRAFT_ORDER = Capability("order.read_draft", "查看督办单文稿", OFFICE, ARTICLE)
WRITE_ORDER = Capability("order.write", "立项督办", _SECRETARIAT, ARTICLE)
APPROVE_ORDER = Capability("order.approve", "批准督办", convenors(TOWNSHIP), ARTICLE)
ISSUE_ORDER = Capability("order.issue", "印发督办单", _SECRETARIAT, ARTICLE)
RECEIVE_ORDER = Capability("order.receive", "签收督办单", {**_SECRETARIAT, LIAISON: OWN}, ARTICLE)
WORK_ORDER = Capability("order.work", "办理督办单", {LIAISON: OWN}, ARTICLE)
VERIFY_ORDER = Capability("order.verify", "核实督办回复", _SECRETARIAT, ARTICLE)
EXTEND_ORDER = Capability("order.extend", "同意督办延期", convenors(TOWNSHIP), ARTICLE)
EXPORT_ORDERS = Capability("order.export", "导出督办台账", OFFICE, ARTICLE)

RAISE_CANDIDATE = Capability(
    "order.raise", "提出督办建议（批示、调度）", {**_SECRETARIAT, **convenors(TOWNSHIP), LEADER: TOWNSHIP}, ARTICLE
)

# Accountability (F5, F6, F7). A measure is restricted: beside these rights somebody must stand on its list.
LIABILITY = "信访工作条例第四十二条至第四十六条"
VIEW_MEASURE = Capability("measure.view", "查看问责事项", {**everyone(OWN), **OFFICE}, LIABILITY)
STATE_MEASURE = Capability("measure.state", "陈述申辩、签收、申请复核", everyone(OWN), LIABILITY)
PROPOSE_MEASURE = Capability("measure.propose", "提出问责", _SECRETARIAT, LIABILITY)
DECIDE_MEASURE = Capability("measure.decide", "决定问责", convenors(TOWNSHIP), LIABILITY)
DECIDE_DIRECTOR_TALK = Capability("measure.decide_director", "决定办公室主任约谈", {DIRECTOR: TOWNSHIP}, LIABILITY)
SERVE_MEASURE = Capability("measure.serve", "送达问责决定", _SECRETARIAT, LIABILITY)
REVIEW_MEASURE = Capability("measure.review", "复核问责", convenors(TOWNSHIP), LIABILITY)
LIFT_MEASURE = Capability("measure.lift", "解除问责", convenors(TOWNSHIP), LIABILITY)
EXPORT_MEASURES = Capability("measure.export", "导出问责登记簿", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, LIABILITY)

VIEW_CAUSE = Capability("cause.view", "查看责任倒查", {**OFFICE, LIAISON: OWN, LEADER: OWN}, LIABILITY)
WRITE_CAUSE = Capability("cause.write", "提出责任倒查", _SECRETARIAT, LIABILITY)
STATE_CAUSE = Capability("cause.state", "说明情况", {LIAISON: OWN}, LIABILITY)
DECIDE_CAUSE = Capability("cause.decide", "审定责任倒查", convenors(TOWNSHIP), LIABILITY)
EXPORT_CAUSES = Capability("cause.export", "导出责任倒查台账", OFFICE, LIABILITY)

# The three proposals (三项建议), row Supervision order.
VIEW_ADVICE = Capability("advice.view", "查看三项建议", {**OFFICE, LIAISON: OWN, LEADER: OWN}, ARTICLE)
WRITE_ADVICE = Capability("advice.write", "拟写三项建议", _SECRETARIAT, ARTICLE)
APPROVE_ADVICE = Capability("advice.approve", "批准三项建议", convenors(TOWNSHIP), ARTICLE)
ISSUE_ADVICE = Capability("advice.issue", "印发三项建议、登记答复", _SECRETARIAT, ARTICLE)
RECEIVE_ADVICE = Capability("advice.receive", "签收三项建议", {**_SECRETARIAT, LIAISON: OWN}, ARTICLE)
ANSWER_ADVICE = Capability("advice.answer", "答复三项建议", {LIAISON: OWN}, ARTICLE)
EXPORT_ADVICE = Capability("advice.export", "导出三项建议登记簿", OFFICE, ARTICLE)

# Spot checks (F4): everybody whose unit is on the list may repeat the draw.
SPOT = "联席会议制度：每季度随机抽查"
VIEW_DRAW = Capability("draw.view", "查看随机抽查", {**OFFICE, LIAISON: OWN, LEADER: OWN}, SPOT)
WRITE_DRAW = Capability("draw.write", "拟定抽查方案", _SECRETARIAT, SPOT)
APPROVE_DRAW = Capability("draw.approve", "批准公布抽查方案", convenors(TOWNSHIP), SPOT)
SEED_DRAW = Capability("draw.seed", "抽取、登记检查结果", _SECRETARIAT, SPOT)
EXPORT_DRAWS = Capability("draw.export", "导出随机抽查登记簿", OFFICE, SPOT)

# Inspections (F1, F2), row Supervision order: proposer ≠ approver; whoever is on the team reaches what the team was given.
_TEAM = {**dict.fromkeys((CLERK, DIRECTOR, LIAISON, LEADER, GRID_MEMBER), OWN), **convenors(OWN)}
VIEW_INSPECTION = Capability("inspection.view", "查看督查", {**_TEAM, **OFFICE}, ARTICLE)
READ_WHOLE_INSPECTION = Capability("inspection.read_whole", "查看督查全部材料", OFFICE, ARTICLE)
WRITE_INSPECTION = Capability("inspection.write", "提出、组织督查", _SECRETARIAT, ARTICLE)
APPROVE_INSPECTION = Capability("inspection.approve", "批准督查", convenors(TOWNSHIP), ARTICLE)
INSPECT = Capability("inspection.inspect", "参加督查", _TEAM, ARTICLE)
EXPORT_INSPECTIONS = Capability("inspection.export", "导出督查台账", OFFICE, ARTICLE)
WRITE_CHECKLIST = Capability("inspection.checklists", "维护检查表模板", _SECRETARIAT, ARTICLE)
VIEW_CHECKLIST = Capability("inspection.view_checklists", "查看检查表模板", OFFICE, ARTICLE)

VIEW_FINDING = Capability("finding.view", "查看督查发现", {**_TEAM, **OFFICE}, ARTICLE)
SETTLE_FINDING = Capability("finding.find", "提出、认定督查发现", _TEAM, ARTICLE)
WORK_FINDING = Capability("finding.work", "说明情况、整改", {LIAISON: OWN}, ARTICLE)
DISPOSE_FINDING = Capability("finding.dispose", "处理督查发现", _SECRETARIAT, ARTICLE)
VERIFY_FINDING = Capability("finding.verify", "核实整改、回头看", _SECRETARIAT, ARTICLE)
EXTEND_FINDING = Capability("finding.extend", "同意整改延期", convenors(TOWNSHIP), ARTICLE)
EXPORT_FINDINGS = Capability("finding.export", "导出整改清单", OFFICE, ARTICLE)

VIEW_INSPECTION_PAPER = Capability(
    "inspection.view_paper", "查看督查文书", {**OFFICE, LIAISON: OWN, LEADER: OWN}, ARTICLE
)
WRITE_INSPECTION_PAPER = Capability("inspection.paper", "拟写、印发督查文书", _SECRETARIAT, ARTICLE)
APPROVE_INSPECTION_PAPER = Capability("inspection.approve_paper", "批准督查文书", convenors(TOWNSHIP), ARTICLE)
RECEIVE_INSPECTION_PAPER = Capability("inspection.receive", "签收督查文书", {**_SECRETARIAT, LIAISON: OWN}, ARTICLE)

# Half-yearly evaluation and listing (F8): what is in force is known to every unit of the township.
RATING = "信访工作条例第三十九条"
VIEW_LISTING = Capability("listing.view", "查看半年评价和挂牌整治", {**OFFICE, LIAISON: OWN, LEADER: OWN}, RATING)
WRITE_LISTING = Capability("listing.write", "拟定评价标准、提出挂牌、月度检查", _SECRETARIAT, RATING)
DECIDE_LISTING = Capability("listing.decide", "批准评价标准、决定挂牌和摘牌", convenors(TOWNSHIP), RATING)
STATE_LISTING = Capability("listing.state", "说明情况、报整改方案", {LIAISON: OWN}, RATING)
EXPORT_LISTINGS = Capability("listing.export", "导出半年评价和挂牌整治登记簿", OFFICE, RATING)
