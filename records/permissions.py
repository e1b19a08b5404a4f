"""Rights over what is on file: implication and recusal, documents, attachments, background work."""

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
    everyone,
)

IMPLICATE = Capability("matter.implicate", "登记涉及对象", {**OFFICE, LIAISON: OWN})
RECUSE_OTHERS = Capability(
    "matter.recuse_others", "登记他人回避", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}, "条例第二十八条"
)
CONFIRM_EXCLUSION = Capability("matter.confirm_exclusion", "确认涉及对象、回避登记", OFFICE, "条例第二十八条")
RECUSE_SELF = Capability("matter.recuse_self", "本人回避", everyone(OWN), "条例第二十八条")
ATTACH = Capability("matter.attach", "上传附件", {**everyone(OWN), CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
VIEW_JOBS = Capability("jobs.view", "查看后台任务", {SYSADMIN: TOWNSHIP, AUDITOR: TOWNSHIP})
RUN_JOBS = Capability("jobs.run", "重新执行后台任务", {SYSADMIN: TOWNSHIP})
READ_TRAIL = Capability(
    "matter.read_trail", "查看流转与查阅记录", {DIRECTOR: TOWNSHIP, CLERK: TOWNSHIP, **convenors(TOWNSHIP)}
)
VIEW_CANDIDATE = Capability("candidate.view", "查看督办建议", OFFICE)
EXPORT_CANDIDATES = Capability("candidate.export", "导出督办建议", OFFICE)
DECIDE_CANDIDATE = Capability("candidate.decide", "处理督办建议", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
VIEW_DUTY = Capability(
    "duty.view", "查看制度应办", {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN}
)
NOTE_DUTY = Capability("duty.note", "登记制度执行", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN})
PROPOSE_EXCUSE = Capability(
    "duty.propose_excuse", "申请免办", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN}
)
DECIDE_EXCUSE = Capability("duty.decide_excuse", "决定免办", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})

APPROVE_TAKING_OUT = Capability(
    "ledger.approve_taking_out",
    "审批导出、打印台账",
    {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)},
    "个人信息保护法第五十四条",
)
DECIDE_GLYPHS = Capability("paper.decide_glyphs", "决定生僻字代用", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
EDIT_CHANNELS = Capability("channel.edit", "设置群机器人", {SYSADMIN: TOWNSHIP})

# Which table it may be is asked of its kind (records.imports.kinds).
IMPORT_TABLES = Capability(
    "table.import", "导入表格", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, LIAISON: OWN, SYSADMIN: TOWNSHIP}
)
