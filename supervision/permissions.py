"""What each role may do with supervision orders. Source: the permission table of the office, row Supervision order."""

from township.permissions import CLERK, DIRECTOR, LEADER, LIAISON, OFFICE, OWN, TOWNSHIP, Capability, convenors

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
