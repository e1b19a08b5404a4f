"""What each role may do with petition cases. Source: the office's permission table; Art. = 《信访工作条例》."""

from township.permissions import (
    AUDITOR,
    CLERK,
    DIRECTOR,
    GRID_MEMBER,
    LEADER,
    LIAISON,
    OFFICE,
    OWN,
    SYSADMIN,
    TOWNSHIP,
    Capability,
    convenors,
)

VIEW_CASE = Capability("case.view", "查看信访事项", {**OFFICE, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN})
REGISTER_CASE = Capability(
    "case.register",
    "登记信访事项",
    {CLERK: TOWNSHIP, LEADER: TOWNSHIP, **convenors(TOWNSHIP), GRID_MEMBER: TOWNSHIP},
    "条例第二十一条",
)
EDIT_CASE = Capability("case.edit", "补正登记内容", {CLERK: TOWNSHIP}, "条例第二十一条")
ANSWER_DIRECTLY = Capability("case.answer_directly", "当场答复", {CLERK: TOWNSHIP, LEADER: OWN}, "条例第二十三条")
ACCEPT_CASE = Capability("case.accept", "受理", {CLERK: TOWNSHIP, LIAISON: OWN}, "条例第二十三条")
PROPOSE_REFUSAL = Capability("case.propose_refusal", "拟不予受理", {CLERK: TOWNSHIP}, "条例第十九条、第三十一条")
APPROVE_REFUSAL = Capability("case.approve_refusal", "审批不予受理", {DIRECTOR: TOWNSHIP}, "条例第十九条、第三十一条")
TRANSFER_CASE = Capability("case.transfer", "转送", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}, "条例第二十二条")
ASSIGN_CASE = Capability("case.assign", "交办", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}, "条例第二十二条")
RECEIVE_CASE = Capability("case.receive", "签收", {LIAISON: OWN, CLERK: OWN}, "条例第二十三条")
OBJECT_CASE = Capability("case.object", "提出异议", {LIAISON: OWN}, "条例第二十三条第三款")
DECIDE_OBJECTION = Capability(
    "case.decide_objection", "核实异议", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第二十三条第三款"
)
REPORT_PROGRESS = Capability("case.report_progress", "登记进展", {LIAISON: OWN, LEADER: OWN, CLERK: OWN})
DRAFT_REPLY = Capability("case.draft_reply", "拟写答复", {LIAISON: OWN, LEADER: OWN, CLERK: OWN}, "条例第三十二条")
APPROVE_REPLY = Capability(
    "case.approve_reply", "审批答复", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第三十二条"
)
PROPOSE_EXTENSION = Capability("case.propose_extension", "申请延期", {CLERK: TOWNSHIP, LIAISON: OWN}, "条例第三十四条")
APPROVE_EXTENSION = Capability(
    "case.approve_extension", "批准延期", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第三十四条"
)
DELIVER_CASE = Capability("case.deliver", "登记送达", {CLERK: TOWNSHIP, LIAISON: OWN}, "条例第三十二条")
EXECUTE_CASE = Capability("case.execute", "登记落实", {CLERK: TOWNSHIP, LIAISON: OWN}, "条例第三十二条")
CONCLUDE_CASE = Capability("case.conclude", "办结", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}, "条例第三十四条")
CONFIRM_ENTRY = Capability(
    "case.approve_entry", "核对补录凭据", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}
)
PROPOSE_ENDING = Capability("case.propose_ending", "申请更正登记、作废、终止办理", {CLERK: TOWNSHIP}, "条例第二十一条")
APPROVE_ENDING = Capability(
    "case.approve_ending", "审批更正登记、作废、终止办理", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第二十一条"
)
OBJECT_TO_SENDER = Capability(
    "case.object_to_sender", "向交办、转送机关提出异议", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}, "条例第二十三条第三款"
)
REOPEN_CASE = Capability("case.reopen", "重新办理", {DIRECTOR: TOWNSHIP}, "条例第三十五条、第三十六条")
ARCHIVE_CASE = Capability("case.archive", "归档", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
RECORD_REVIEW = Capability("case.record_review", "登记复查复核", {CLERK: TOWNSHIP}, "条例第三十五条、第三十六条")
REVEAL_IDENTITY = Capability(
    "case.reveal", "显示信访人身份", {**OFFICE, LIAISON: OWN, LEADER: OWN}, "个人信息保护法第二十五条"
)
EXPORT_CASES = Capability("case.export", "导出台账", {**OFFICE, LIAISON: OWN})
PROPOSE_ROUTE = Capability("case.propose_route", "拟移送检举控告", {CLERK: TOWNSHIP}, "条例第三十条")
APPROVE_ROUTE = Capability("case.approve_route", "批准移送检举控告", convenors(TOWNSHIP), "条例第三十条")
PROPOSE_UNSEAL = Capability(
    "case.propose_unseal", "申请查看检举控告内容", {CLERK: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第三十条"
)
APPROVE_UNSEAL = Capability("case.approve_unseal", "批准查看检举控告内容", convenors(TOWNSHIP), "条例第三十条")
READ_SEALED = Capability(
    "case.read_sealed", "查看检举控告内容", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, "条例第三十条"
)
VIEW_RETENTION = Capability("retention.view", "查看保存期限", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, AUDITOR: TOWNSHIP})
DRAW_RETENTION = Capability("retention.draw", "提出销毁清单", {CLERK: TOWNSHIP}, "个人信息保护法第四十七条")
WITNESS_RETENTION = Capability("retention.witness", "监销", {AUDITOR: TOWNSHIP}, "个人信息保护法第四十七条")
HOLD_CASE = Capability("retention.hold", "暂缓销毁", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
CLOSE_LOOKUP_ALARM = Capability("lookup.close_alarm", "处置查询码猜测警报", {SYSADMIN: TOWNSHIP, DIRECTOR: TOWNSHIP})
IMPORT_CASES = Capability("case.import", "导入台账", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
NEW_LOOKUP_CODE = Capability("case.new_code", "重发查询码", {CLERK: TOWNSHIP})
APPROVE_NEW_CODE = Capability("case.approve_new_code", "审批补发查询码", OFFICE)
FOLLOW_UP = Capability("case.follow_up", "登记电话回访评价", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
VIEW_CASE_IDS = Capability("case.view_ids", "查看事项编号", {AUDITOR: TOWNSHIP})

# Dispute screening. Source: permission table, row "Half-monthly screening return"; Y14, J三(三), X五(二)(三).
VIEW_ROUND = Capability("screening.view", "查看排查轮次", {**OFFICE, LIAISON: OWN, LEADER: OWN})
RUN_ROUND = Capability("screening.run", "组织矛盾排查", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
HAND_IN_RETURN = Capability("screening.hand_in", "报送排查情况", {LIAISON: OWN, CLERK: OWN})
APPROVE_CIRCULAR = Capability("screening.approve_circular", "审批排查通报", {DIRECTOR: TOWNSHIP})
VIEW_DISPUTE = Capability("dispute.view", "查看矛盾纠纷", {**OFFICE, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN})
REPORT_DISPUTE = Capability("dispute.report", "登记矛盾纠纷", {LIAISON: OWN, GRID_MEMBER: OWN, CLERK: TOWNSHIP})
IMPORT_DISPUTES = Capability("dispute.import", "导入矛盾纠纷台账", {LIAISON: OWN, CLERK: TOWNSHIP})
WORK_DISPUTE = Capability("dispute.work", "化解矛盾纠纷", {LIAISON: OWN, GRID_MEMBER: OWN, CLERK: OWN})
TAKE_UP_DISPUTE = Capability(
    "dispute.take_up", "接收、交办矛盾纠纷", {LIAISON: OWN, CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}
)
CHECK_STRIKE = Capability("dispute.check_strike", "核查销号", {LIAISON: OWN, CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
REOPEN_DISPUTE = Capability("dispute.reopen", "重新化解矛盾纠纷", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
REVEAL_PARTIES = Capability(
    "dispute.reveal", "显示纠纷当事人", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, LIAISON: OWN}, "个人信息保护法第二十五条"
)
EXPORT_DISPUTES = Capability("dispute.export", "导出矛盾纠纷台账和排查轮次", {**OFFICE, LIAISON: OWN})
# --- 形势分析, 紧急信息, 敏感时期预案
_INSIDE = {**OFFICE, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN}
_SECRETARIAT = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}
_DECIDERS = {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}

VIEW_FIGURES = Capability("analysis.figures", "查看形势分析数据", OFFICE)
READ_ANALYSIS = Capability("analysis.read", "查看形势分析报告", {**OFFICE, LEADER: TOWNSHIP})
WRITE_ANALYSIS = Capability("analysis.write", "拟写形势分析报告", _SECRETARIAT)
APPROVE_ANALYSIS = Capability("analysis.approve_analysis", "审批形势分析报告", _DECIDERS)

VIEW_URGENT = Capability("urgent.view", "查看紧急信息", _INSIDE, "条例第二十五条")
REPORT_URGENT = Capability("urgent.report", "报告紧急信息", _INSIDE, "条例第二十五条")
JUDGE_URGENT = Capability("urgent.judge", "研判紧急信息", _SECRETARIAT, "条例第二十五条")
WORK_URGENT = Capability(
    "urgent.work",
    "续报、核查、处置紧急信息",
    {**_SECRETARIAT, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN},
    "条例第二十五条",
)
EXPORT_URGENT = Capability("urgent.export", "导出紧急信息登记", OFFICE, "条例第二十五条")
APPROVE_URGENT = Capability("urgent.approve_bulletin", "审批信息专报", _DECIDERS, "条例第二十五条")

VIEW_PLAN = Capability("plan.view", "查看敏感时期预案", {**OFFICE, LEADER: TOWNSHIP, LIAISON: OWN, GRID_MEMBER: OWN})
VIEW_PLAN_DATES = Capability("plan.view_dates", "查看敏感时期日期", {AUDITOR: TOWNSHIP})
WRITE_PLAN = Capability("plan.write", "拟制敏感时期预案", {CLERK: TOWNSHIP})
APPROVE_PLAN = Capability("plan.approve_plan", "审批敏感时期预案", _DECIDERS)
REPORT_STEP = Capability("plan.report_step", "报告预案事项进展", {CLERK: TOWNSHIP, LIAISON: OWN})

# --- 领导包案. Sources: 衡阳9, 西集一, 新城四（二）、五（四）.
VIEW_SPONSORSHIP = Capability("sponsorship.view", "查看领导包案和三清单", {**OFFICE, LEADER: OWN, LIAISON: OWN})
WRITE_SPONSORSHIP = Capability(
    "sponsorship.write", "制定包案方案、登记五包、办结包案", {**_SECRETARIAT, **convenors(TOWNSHIP), LEADER: OWN}
)
WORK_SPONSOR_STEP = Capability("sponsorship.step", "会商、办理包案步骤", {CLERK: TOWNSHIP, LIAISON: OWN})
LIFT_SPONSORSHIP = Capability("sponsorship.lift", "解除包案", _DECIDERS)
EXPORT_SPONSORSHIPS = Capability("sponsorship.export", "导出三清单", OFFICE)
