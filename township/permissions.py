"""Capabilities: what a role may do, and how far it reaches. Each app lists its own in its permissions.py.

Source: the permission table of the office; "Art. n" = 《信访工作条例》. Anything not listed is denied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

CHIEF_CONVENOR = "chief_convenor"
CONVENOR = "convenor"
DIRECTOR = "director"
CLERK = "clerk"
LIAISON = "liaison"
LEADER = "leader"
GRID_MEMBER = "grid_member"
AUDITOR = "auditor"
SYSADMIN = "sysadmin"
ALL_ROLES = (CHIEF_CONVENOR, CONVENOR, DIRECTOR, CLERK, LIAISON, LEADER, GRID_MEMBER, AUDITOR, SYSADMIN)


class Reach(IntEnum):
    """How far a capability reaches: own = own unit, own assignment or own hand; township = the whole township."""

    OWN = 1
    TOWNSHIP = 2


OWN, TOWNSHIP = Reach.OWN, Reach.TOWNSHIP


@dataclass(frozen=True)
class Capability:
    """A named right. `reach` maps a role to how far the right reaches for it; a role that is absent has none."""

    code: str
    label: str
    reach: Mapping[str, Reach]
    article: str = ""

    def __post_init__(self):
        unknown = set(self.reach) - set(ALL_ROLES)
        if unknown:
            raise ValueError(f"{self.code}: unknown roles {unknown}")
        if self.code in CAPABILITIES:
            raise ValueError(f"capability {self.code} is defined twice")
        CAPABILITIES[self.code] = self


CAPABILITIES: dict[str, Capability] = {}


def everyone(reach: Reach) -> dict[str, Reach]:
    return dict.fromkeys(ALL_ROLES, reach)


def convenors(reach: Reach) -> dict[str, Reach]:
    return {CHIEF_CONVENOR: reach, CONVENOR: reach}


OFFICE = {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)}

VIEW_DIRECTORY = Capability("township.view_directory", "查看人员与单位", everyone(TOWNSHIP))
PROPOSE_PEOPLE = Capability("township.propose_people", "维护单位、人员，提出任职与账号", {SYSADMIN: TOWNSHIP})
CONFIRM_POST = Capability("township.confirm_post", "确认任职与账号", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
HAND_OVER_PASSWORD = Capability(
    "township.hand_over_password",
    "交付重置的密码",
    {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP, AUDITOR: TOWNSHIP, **convenors(TOWNSHIP)},
)
VIEW_SETTINGS = Capability(
    "township.view_settings", "查看参数", {SYSADMIN: TOWNSHIP, DIRECTOR: TOWNSHIP, CLERK: TOWNSHIP, AUDITOR: TOWNSHIP}
)
EDIT_SETTINGS = Capability("township.edit_settings", "修改参数", {SYSADMIN: TOWNSHIP, DIRECTOR: TOWNSHIP})
VIEW_CALENDAR = Capability("township.view_calendar", "查看工作日历", everyone(TOWNSHIP))
EDIT_CALENDAR = Capability(
    "township.edit_calendar", "维护工作日历", {SYSADMIN: TOWNSHIP, CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP}
)
REPORT_CHANGE = Capability("township.report_change", "报告成员变更", {LIAISON: OWN})
VIEW_CHANGES = Capability("township.view_changes", "查看变更备案", {**OFFICE, LIAISON: OWN})
RECORD_CHANGE = Capability("township.record_change", "变更备案", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
SEE_CHANGE = Capability("township.see_change", "阅知变更备案", convenors(TOWNSHIP))
VIEW_JOURNAL = Capability("township.view_journal", "查看流转与查阅记录", {AUDITOR: TOWNSHIP, DIRECTOR: OWN})
VERIFY_JOURNAL = Capability("township.verify_journal", "校验记录链", {AUDITOR: TOWNSHIP})

# Rule profile (H2)
VIEW_RULES = Capability("township.view_rules", "查看制度设置", {**OFFICE, AUDITOR: TOWNSHIP})
PROPOSE_RULES = Capability("township.propose_rules", "提出采用、修改制度", {CLERK: TOWNSHIP, DIRECTOR: TOWNSHIP})
CONFIRM_RULES = Capability("township.confirm_rules", "确认制度", {DIRECTOR: TOWNSHIP, **convenors(TOWNSHIP)})
