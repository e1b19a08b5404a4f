"""What each role may do with sessions, topics, minutes and resolutions. Source: the office's permission table."""

from township.permissions import (
    AUDITOR,
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

_SECRETARIAT = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}

VIEW_SESSION = Capability("meeting.view", "查看会议", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PLAN_SESSION = Capability("meeting.plan", "筹备会议", _SECRETARIAT)
EXPORT_SESSIONS = Capability("meeting.export", "导出会议、议题、请示、调度和汇报台账", OFFICE)
ANSWER_NOTICE = Capability("meeting.answer_notice", "签收会议通知", {**_SECRETARIAT, LIAISON: OWN, LEADER: OWN})
APPROVE_NOTICE = Capability("meeting.approve_notice", "审批会议通知", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})

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
# it after they have looked at every item (meetings.sessions.queries.scope).
OPEN_MINUTES_FILE = Capability("minutes.open_file", "调阅纪要案卷", everyone(OWN))

# Leader reception: rosters, leave, swaps, receptions, liaison points (D1–D6).
_LEADERS = {LEADER: OWN, **convenors(OWN)}
_STAFF_AND_LEADERS = {**_LEADERS, **_SECRETARIAT}
VIEW_ROSTER = Capability(
    "roster.view", "查看接访值班表", {**OFFICE, **dict.fromkeys((LIAISON, LEADER, GRID_MEMBER, AUDITOR), TOWNSHIP)}
)
PLAN_ROSTER = Capability("roster.plan", "编排接访值班", {CLERK: TOWNSHIP})
PUBLISH_ROSTER = Capability("roster.publish", "审定公布接访值班", {DIRECTOR: TOWNSHIP})
TAKE_LEAVE = Capability("roster.take_leave", "登记领导请假", _STAFF_AND_LEADERS)
SWAP_TURNS = Capability("roster.swap", "申请调班", _STAFF_AND_LEADERS)
APPROVE_SWAP = Capability("roster.confirm_swap", "确认调班", _SECRETARIAT)
KEEP_EMERGENCY = Capability("roster.emergency", "启动、结束特护期", _SECRETARIAT)
SIGN_IN = Capability("roster.sign_in", "接访到岗", _STAFF_AND_LEADERS)
SUBSCRIBE_ROSTER = Capability("roster.subscribe", "订阅接访日历", _STAFF_AND_LEADERS)

VIEW_RECEPTION = Capability("reception.view", "查看接访记录", {**OFFICE, LEADER: OWN, LIAISON: OWN})
RECORD_RECEPTION = Capability("reception.record", "记录接访", {**_LEADERS, CLERK: TOWNSHIP})
REVEAL_VISITOR = Capability(
    "reception.reveal", "显示来访人姓名电话", {**OFFICE, LEADER: OWN}, "个人信息保护法第二十五条"
)
EXPORT_RECEPTIONS = Capability("reception.export", "导出接访、调班和联系点台账", OFFICE)
VIEW_COVERAGE = Capability("reception.coverage", "查看接访落实情况", {**OFFICE, LEADER: TOWNSHIP, AUDITOR: TOWNSHIP})
VIEW_POINTS = Capability("liaison_point.view", "查看领导联系点", {**OFFICE, LEADER: TOWNSHIP})
ASSIGN_POINT = Capability("liaison_point.assign", "确定领导联系点", _SECRETARIAT)
VISIT_POINT = Capability("liaison_point.visit", "登记联系点走访", _STAFF_AND_LEADERS)
# Major matters (三重一大): marked by the office or a convenor, drafted by the office, signed by a convenor.
VIEW_REFERRAL = Capability("referral.view", "查看请示", OFFICE)
MARK_MAJOR = Capability("referral.mark", "列为三重一大", OFFICE)
WRITE_REFERRAL = Capability("referral.write", "拟写请示", _SECRETARIAT)
APPROVE_REFERRAL = Capability("referral.approve_referral", "签发请示", convenors(TOWNSHIP))
RECORD_DECISION = Capability("referral.record", "登记党委、政府决定", _SECRETARIAT)

# Materials, recurring sessions, edits proposed to the minutes, monthly meetings of the units.
ADD_MATERIAL = Capability("meeting.add_material", "上传会议材料", {**_SECRETARIAT, LIAISON: OWN})
PLAN_SERIES = Capability("meeting.plan_series", "设置会议周期", _SECRETARIAT)
PROPOSE_EDIT = Capability("minutes.propose_edit", "对纪要提修改建议", {DIRECTOR: TOWNSHIP})
VIEW_UNIT_MEETING = Capability("unit_meeting.view", "查看单位例会", {**OFFICE, LIAISON: OWN})
RECORD_UNIT_MEETING = Capability("unit_meeting.record", "登记单位例会", {LIAISON: OWN})
EXPORT_UNIT_MEETINGS = Capability("unit_meeting.export", "导出单位例会", OFFICE)
# --- Document register, working groups, responsibility letters, work points (A5, A6, A7, G6)
_READERS = {**OFFICE, LIAISON: OWN, LEADER: TOWNSHIP}

VIEW_PAPER = Capability("paper.view", "查看发文", _READERS)
READ_DRAFT_PAPER = Capability("paper.read_draft", "查看文稿", OFFICE)
WRITE_PAPER = Capability("paper.write", "拟写文稿", {CLERK: TOWNSHIP})
APPROVE_PAPER = Capability("paper.approve", "审批文稿", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
APPROVE_CIRCULAR = Capability("paper.approve_circular", "审批通报、上行文和年度要点", convenors(TOWNSHIP))
ISSUE_PAPER = Capability("paper.issue", "印发文件", _SECRETARIAT)
RECEIVE_PAPER = Capability("paper.receive", "签收文件", {**_SECRETARIAT, LIAISON: OWN})
EXPORT_PAPERS = Capability("paper.export", "导出文电、责任书、小组和要点登记", OFFICE)

VIEW_INCOMING = Capability("incoming.view", "查看收文", {**OFFICE, LIAISON: OWN, LEADER: OWN})
REGISTER_INCOMING = Capability("incoming.register", "登记收文", {CLERK: TOWNSHIP})
OPINE_INCOMING = Capability("incoming.opine", "提出拟办意见", _SECRETARIAT)
DECIDE_INCOMING = Capability("incoming.decide", "批示收文", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
HANDLE_INCOMING = Capability("incoming.handle", "办理收文", {**_SECRETARIAT, LIAISON: OWN})
CLOSE_INCOMING = Capability("incoming.close", "核结收文", _SECRETARIAT)

VIEW_GROUP = Capability("group.view", "查看专项小组", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PROPOSE_GROUP = Capability("group.propose", "提出专项小组", _SECRETARIAT)
DECIDE_GROUP = Capability("group.decide", "决定专项小组", convenors(TOWNSHIP))
REPORT_GROUP = Capability("group.report", "报告小组工作", {**_SECRETARIAT, LIAISON: OWN, LEADER: OWN})

VIEW_LETTERS = Capability("letters.view", "查看责任书", _READERS)
WRITE_LETTERS = Capability("letters.write", "拟写责任书", {CLERK: TOWNSHIP})
APPROVE_LETTERS = Capability("letters.approve", "审批责任书", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
NOTE_SIGNATURE = Capability("letters.note_signature", "登记责任书签订", _SECRETARIAT)

VIEW_PLAN = Capability("work_plan.view", "查看年度要点", _READERS)
WRITE_PLAN = Capability("work_plan.write", "拟写年度要点", {CLERK: TOWNSHIP})
REPORT_POINT = Capability("work_plan.report", "报告要点进展", {**_SECRETARIAT, LIAISON: OWN})
# --- video dispatch, hearing, work report (C7, C9)
VIEW_DISPATCH = Capability("dispatch.view", "查看视频调度", {**OFFICE, LIAISON: OWN, LEADER: OWN})
PLAN_DISPATCH = Capability("dispatch.plan", "组织视频调度", _SECRETARIAT)
REPORT_DISPATCH = Capability("dispatch.report", "报送调度情况", {**_SECRETARIAT, LIAISON: OWN})
VIEW_HEARING = Capability("hearing.view", "查看听取汇报和工作报告", {**OFFICE, LEADER: TOWNSHIP})
RECORD_HEARING = Capability("hearing.record", "登记听取汇报", _SECRETARIAT)
WRITE_WORK_REPORT = Capability("work_report.write", "拟写工作报告", _SECRETARIAT)
SIGN_WORK_REPORT = Capability("work_report.sign", "签发工作报告", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
