"""What the notices about cases are called in the inbox and in messages (records.notice_words)."""

NOTICE_WORDS = {
    "registered": "新登记事项",
    "accepted": "事项已受理",
    "assigned": "新交办事项",
    "taken_back": "交办已收回",
    "named": "知悉范围内的新事项",
    "approval": "待审批",
    "decided": "审批结果",
    "withdrawn": "申请已撤回",
    "due": "期限临近",
    "late": "已超期",
    "progress": "进展报告",
    "review": "复查复核",
    "review_result": "复查复核结果",
    "delivered": "答复已送达",
    "concluded": "事项已办结",
    "reopened": "重新办理",
    "objection": "承办异议",
    "objection_decided": "异议处理结果",
    "case.dissatisfied": "评价不满意",
}
