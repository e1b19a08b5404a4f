"""Rights over the assessment floor."""

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
)

# Compliance ledger (H1)
VIEW_COMPLIANCE = Capability(
    "compliance.view", "查看制度执行台账", {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN}
)
EXPORT_COMPLIANCE = Capability("compliance.export", "导出制度执行台账", {**OFFICE, AUDITOR: TOWNSHIP})
ASK_SUPERVISION = Capability("compliance.ask_supervision", "就未办制度提请督办", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})

# Schemes and runs (G1–G3)
ARTICLE = "信访工作条例第三十九条"
_SECRETARIAT = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}
VIEW_SCHEME = Capability(
    "scheme.view", "查看考核办法", {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: TOWNSHIP, LEADER: TOWNSHIP}, ARTICLE
)
WRITE_SCHEME = Capability("scheme.write", "拟定考核办法", _SECRETARIAT, ARTICLE)
FIX_SCHEME = Capability("scheme.fix", "确认考核办法", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, ARTICLE)
VIEW_RUN = Capability("assessment.view", "查看考核", {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN}, ARTICLE)
READ_ALL_SCORES = Capability("assessment.read_all", "查看各单位考核得分和依据", {**OFFICE, AUDITOR: TOWNSHIP}, ARTICLE)
RUN_ASSESSMENT = Capability("assessment.run", "组织考核", _SECRETARIAT, ARTICLE)
SCORE = Capability("assessment.score", "考核评分", _SECRETARIAT, ARTICLE)
REPORT_OWN = Capability("assessment.report", "报送自评", {LIAISON: OWN}, ARTICLE)
OBJECT_SCORE = Capability("assessment.object", "对考核提出异议", {LIAISON: OWN}, ARTICLE)
ANSWER_OBJECTION = Capability("assessment.answer", "处理考核异议", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, ARTICLE)
APPROVE_RUN = Capability("assessment.approve", "批准考核结果", convenors(TOWNSHIP), ARTICLE)
EXPORT_SCORES = Capability("assessment.export", "导出考核台账、核算表", {**OFFICE, AUDITOR: TOWNSHIP}, ARTICLE)

# Leaders' records (G4)
VIEW_LEADER_RECORD = Capability(
    "leader.view",
    "查看领导实绩档案",
    {**convenors(TOWNSHIP), DIRECTOR: TOWNSHIP, AUDITOR: TOWNSHIP, LEADER: OWN},
    ARTICLE,
)
EXPORT_LEADER_RECORDS = Capability(
    "leader.export", "导出领导实绩档案", {**convenors(TOWNSHIP), DIRECTOR: TOWNSHIP, AUDITOR: TOWNSHIP}, ARTICLE
)
COMMENT_LEADER_RECORD = Capability("leader.comment", "对本人实绩档案写说明", {**convenors(OWN), LEADER: OWN}, ARTICLE)

# Commendation (G5)
_UNITS_TOO = {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: TOWNSHIP, LEADER: TOWNSHIP}
VIEW_COMMENDATION = Capability("commendation.view", "查看表彰", _UNITS_TOO, ARTICLE)
PROPOSE_COMMENDATION = Capability("commendation.propose", "提名和公示表彰对象", _SECRETARIAT, ARTICLE)
OBJECT_COMMENDATION = Capability(
    "commendation.object",
    "对表彰对象提出异议",
    {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, LIAISON: TOWNSHIP, LEADER: TOWNSHIP},
    ARTICLE,
)
ANSWER_COMMENDATION = Capability(
    "commendation.answer", "处理表彰异议", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}, ARTICLE
)
EXPORT_COMMENDATIONS = Capability("commendation.export", "导出表彰登记簿", {**OFFICE, AUDITOR: TOWNSHIP}, ARTICLE)
APPROVE_COMMENDATION = Capability("commendation.approve", "批准表彰", convenors(TOWNSHIP), ARTICLE)

# The board
VIEW_BOARD = Capability("board.view", "查看看板", {**OFFICE, AUDITOR: TOWNSHIP})
DRAW_MAP = Capability("board.map", "上传村（社区）边界", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
OPEN_WALL = Capability("board.wall", "开通、停用大屏", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
