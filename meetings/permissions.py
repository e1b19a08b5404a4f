"""What each role may do with sessions, topics, minutes and resolutions. Source: the office's permission table."""

from township.permissions import (
    CLERK,
    DIRECTOR,
    LEADER,
    LIAISON,
    OFFICE,
    OWN,
    TOWNSHIP,
    Capability,
    convenors,
    everyone,
)

_SECRETARIAT = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}

VIEW_SESSION = Capability("meeting.view", "查看会议", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PLAN_SESSION = Capability("meeting.plan", "筹备会议", _SECRETARIAT)
ANSWER_NOTICE = Capability("meeting.answer_notice", "签收会议通知", {**_SECRETARIAT, LIAISON: OWN, LEADER: OWN})

VIEW_TOPIC = Capability("topic.view", "查看议题", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PROPOSE_TOPIC = Capability("topic.propose", "提出议题", {**_SECRETARIAT, LIAISON: OWN})
OPINE_TOPIC = Capability("topic.opine", "提出议题意见", _SECRETARIAT)
DECIDE_TOPIC = Capability("topic.decide_topic", "决定议题", convenors(TOWNSHIP))

READ_DRAFT_MINUTES = Capability("minutes.read_draft", "查看纪要草稿", OFFICE)
WRITE_MINUTES = Capability("minutes.write", "拟写纪要", {CLERK: TOWNSHIP})
CO_SIGN = Capability("minutes.co_sign", "会签", {LIAISON: OWN, LEADER: OWN, **convenors(OWN)})
APPROVE_MINUTES = Capability("minutes.approve_minutes", "审定会议纪要", convenors(TOWNSHIP))
ISSUE_MINUTES = Capability("minutes.issue", "印发会议纪要", _SECRETARIAT)
RECEIVE_MINUTES = Capability("minutes.receive", "签收会议纪要", {**_SECRETARIAT, LIAISON: OWN})

VIEW_RESOLUTION = Capability("resolution.view", "查看议定事项", {**OFFICE, LIAISON: OWN, LEADER: OWN})
WORK_RESOLUTION = Capability("resolution.work", "办理议定事项", {LIAISON: OWN})
DECIDE_EXTENSION = Capability(
    "resolution.decide_extension", "决定议定事项延期", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}
)
VERIFY_RESOLUTION = Capability("resolution.verify", "核实议定事项", _SECRETARIAT)
EXPORT_RESOLUTIONS = Capability("resolution.export", "导出议定事项", OFFICE)

# Not a right by itself: what is left of a role's sight once implication, recusal and restriction have shut people out.
HEAR_ITEM = Capability("meeting.hear_item", "听取议题", everyone(TOWNSHIP))
# The sealed file of the minutes: nobody holds it, so no list that spans all kinds shows it. The pages of this app read
# it after they have looked at every item (meetings.queries.scope).
OPEN_MINUTES_FILE = Capability("minutes.open_file", "调阅纪要案卷", everyone(OWN))

# --- video dispatch, hearing, work report (C7, C9)
VIEW_DISPATCH = Capability("dispatch.view", "查看视频调度", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PLAN_DISPATCH = Capability("dispatch.plan", "组织视频调度", _SECRETARIAT)
REPORT_DISPATCH = Capability("dispatch.report", "报送调度情况", {**_SECRETARIAT, LIAISON: OWN})
VIEW_HEARING = Capability("hearing.view", "查看听取汇报和工作报告", {**OFFICE, LEADER: TOWNSHIP})
RECORD_HEARING = Capability("hearing.record", "登记听取汇报", _SECRETARIAT)
WRITE_WORK_REPORT = Capability("work_report.write", "拟写工作报告", _SECRETARIAT)
SIGN_WORK_REPORT = Capability("work_report.sign", "签发工作报告", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
