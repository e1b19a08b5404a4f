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
)

# Compliance ledger (H1)
VIEW_COMPLIANCE = Capability(
    "compliance.view", "查看制度执行台账", {**OFFICE, AUDITOR: TOWNSHIP, LIAISON: OWN, LEADER: OWN, GRID_MEMBER: OWN}
)
EXPORT_COMPLIANCE = Capability("compliance.export", "导出制度执行台账", {**OFFICE, AUDITOR: TOWNSHIP})
ASK_SUPERVISION = Capability("compliance.ask_supervision", "就未办制度提请督办", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
