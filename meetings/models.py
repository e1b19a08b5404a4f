from meetings.dispatch.models.dispatches import Dispatch, DispatchPack, DispatchReport
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.documents.models.groups import CONCERNS, GroupMember, GroupReport, WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import PointProgress, WorkPlan, WorkPoint
from meetings.notices.models.notices import SessionNotice
from meetings.receptions.models.liaison_points import LiaisonPoint, PointVisit
from meetings.receptions.models.receptions import CalledUnit, Reception, Visitor, VisitorCorrection
from meetings.receptions.models.roster_changes import CalendarFeed, EmergencyPeriod, Leave, Swap
from meetings.receptions.models.rosters import DutySlot, Roster, SlotChange
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.materials import Material
from meetings.sessions.models.minutes import CoSign, Minutes, MinutesItem, PlannedResolution
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Progress, Resolution
from meetings.sessions.models.series import Series, SeriesSeat, SeriesSession
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import DISCUSSES, Topic
from meetings.sessions.models.unit_meetings import UnitMeeting

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
    "PlannedResolution",
    "PointProgress",
    "PointVisit",
    "Progress",
    "ProposedEdit",
    "Reception",
    "Referral",
    "Resolution",
    "Roster",
    "Series",
    "SeriesSeat",
    "SeriesSession",
    "SessionNotice",
    "Session",
    "SlotChange",
    "Swap",
    "Topic",
    "UnitMeeting",
    "Visitor",
    "VisitorCorrection",
    "WorkPlan",
    "WorkPoint",
    "WorkReport",
    "WorkingGroup",
]
