"""What the notices about meetings are called in the inbox and in messages (records.notices.words)."""

NOTICE_WORDS = {
    "convened": "参会通知",
    "moved": "会议变更",
    "postponed": "会议延期",
    "cancelled": "会议取消",
    "issued": "会议纪要印发",
    "remind": "纪要待签收",
    "resolution": "新的议定事项",
    "agenda": "列入议程",
    "scheduled": "议题排期",
    "topic": "议题办理",
    "minutes": "会议纪要",
    "co_sign": "待会签",
    "signed": "会签意见",
    "dissent": "会签异议",
    "leave": "请假",
    "verified": "落实已核实",
    "sent_back": "落实已退回",
    "reported": "议定事项报告",
}
