from .liaison_points import LiaisonPoint, PointVisit
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .receptions import CalledUnit, Reception, Visitor
from .resolutions import Progress, Resolution
from .roster_changes import CalendarFeed, EmergencyPeriod, Leave, Swap
from .rosters import DutySlot, Roster, SlotChange
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic

__all__ = [
    "DISCUSSES",
    "Attendance",
    "CalendarFeed",
    "CalledUnit",
    "CoSign",
    "DutySlot",
    "EmergencyPeriod",
    "Leave",
    "LiaisonPoint",
    "Minutes",
    "MinutesItem",
    "PlannedResolution",
    "PointVisit",
    "Progress",
    "Receipt",
    "Reception",
    "Resolution",
    "Roster",
    "Session",
    "SlotChange",
    "Swap",
    "Topic",
    "Visitor",
]
