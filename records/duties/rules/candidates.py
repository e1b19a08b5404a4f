"""Candidates for supervision: grounds, and what may become of a finding.

Source: 条例第四十条 (grounds of supervision), 联席会议制度 (议定事项逾期、制度未执行由办公室提请督办). A finding is never a
sanction: a person reads it and decides.
"""

from records.acts.rules.states import Move, StateTable

OPEN = "open"
URGED = "urged"
DISMISSED = "dismissed"
TAKEN = "taken"

STATE_LABELS = {OPEN: "待处理", URGED: "已催办", DISMISSED: "不督办", TAKEN: "已立督办"}
STATE_CHOICES = list(STATE_LABELS.items())
LIVE = frozenset({OPEN, URGED})

GROUNDS = {
    "overdue_case": "信访事项逾期",
    "dissatisfied": "评价不满意",
    "repeat": "办结后重复信访",
    "overdue_work": "逾期未办",
    "overdue_resolution": "议定事项逾期",
    "missing_duty": "制度未执行",
    "missing_report": "未按时报告",
    "spot_check": "随机抽查不合格",
    "instruction": "领导批示",
    "dispatch": "调度要求未落实",
    "inspection_finding": "督查问题整改不到位",
}
SOURCE = "信访工作条例第四十条"

CANDIDATES = StateTable(
    Move("urge", "催办", frozenset({OPEN, URGED}), URGED, SOURCE),
    Move("dismiss", "不督办", frozenset({OPEN, URGED}), DISMISSED, SOURCE),
    Move("take_up", "立项督办", frozenset({OPEN, URGED}), TAKEN, SOURCE),
    Move("release", "退回待处理", frozenset({TAKEN}), OPEN, SOURCE),
    labels=STATE_LABELS,
)
