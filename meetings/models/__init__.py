from .liaison_points import LiaisonPoint, PointVisit
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .receptions import CalledUnit, Reception, Visitor
from .resolutions import Progress, Resolution
from .roster_changes import CalendarFeed, EmergencyPeriod, Leave, Swap
from .rosters import DutySlot, Roster, SlotChange
from .edits import ProposedEdit
from .materials import Material
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .referrals import MajorMark, Referral
from .resolutions import Progress, Resolution
from .series import Series, SeriesSeat, SeriesSession
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic
from .unit_meetings import UnitMeeting

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
    "MajorMark",
    "Material",
    "Minutes",
    "MinutesItem",
    "PlannedResolution",
    "PointVisit",
    "Progress",
    "ProposedEdit",
    "Receipt",
    "Reception",
    "Resolution",
    "Roster",
    "Referral",
    "Resolution",
    "Series",
    "SeriesSeat",
    "SeriesSession",
    "Session",
    "SlotChange",
    "Swap",
    "Topic",
    "Visitor",
    "UnitMeeting",
]
