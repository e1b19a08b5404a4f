from .dispatches import Dispatch, DispatchPack, DispatchReport
from .edits import ProposedEdit
from .groups import CONCERNS, GroupMember, GroupReport, WorkingGroup
from .hearings import Hearing, WorkReport
from .incoming import IncomingPaper
from .letters import LetterRound, LetterSignature
from .liaison_points import LiaisonPoint, PointVisit
from .materials import Material
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .papers import OfficePaper, PaperReceipt
from .plans import PointProgress, WorkPlan, WorkPoint
from .receptions import CalledUnit, Reception, Visitor
from .referrals import MajorMark, Referral
from .resolutions import Progress, Resolution
from .roster_changes import CalendarFeed, EmergencyPeriod, Leave, Swap
from .rosters import DutySlot, Roster, SlotChange
from .series import Series, SeriesSeat, SeriesSession
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic
from .unit_meetings import UnitMeeting

__all__ = [
    "CONCERNS",
    "DISCUSSES",
    "Attendance",
    "CalendarFeed",
    "CalledUnit",
    "CoSign",
    "Dispatch",
    "DispatchPack",
    "DispatchReport",
    "DutySlot",
    "EmergencyPeriod",
    "GroupMember",
    "GroupReport",
    "Hearing",
    "IncomingPaper",
    "Leave",
    "LetterRound",
    "LetterSignature",
    "LiaisonPoint",
    "MajorMark",
    "Material",
    "Minutes",
    "MinutesItem",
    "OfficePaper",
    "PaperReceipt",
    "PlannedResolution",
    "PointProgress",
    "PointVisit",
    "Progress",
    "ProposedEdit",
    "Receipt",
    "Reception",
    "Referral",
    "Resolution",
    "Roster",
    "Series",
    "SeriesSeat",
    "SeriesSession",
    "Session",
    "SlotChange",
    "Swap",
    "Topic",
    "UnitMeeting",
    "Visitor",
    "WorkPlan",
    "WorkPoint",
    "WorkReport",
    "WorkingGroup",
]
