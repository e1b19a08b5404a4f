from .groups import CONCERNS, GroupMember, GroupReport, WorkingGroup
from .incoming import IncomingPaper
from .letters import LetterRound, LetterSignature
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .papers import OfficePaper, PaperReceipt
from .plans import PointProgress, WorkPlan, WorkPoint
from .resolutions import Progress, Resolution
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic

__all__ = [
    "CONCERNS",
    "DISCUSSES",
    "Attendance",
    "CoSign",
    "GroupMember",
    "GroupReport",
    "IncomingPaper",
    "LetterRound",
    "LetterSignature",
    "Minutes",
    "MinutesItem",
    "OfficePaper",
    "PaperReceipt",
    "PlannedResolution",
    "PointProgress",
    "Progress",
    "Receipt",
    "Resolution",
    "Session",
    "Topic",
    "WorkPlan",
    "WorkPoint",
    "WorkingGroup",
]
