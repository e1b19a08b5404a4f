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
    "CoSign",
    "MajorMark",
    "Material",
    "Minutes",
    "MinutesItem",
    "PlannedResolution",
    "Progress",
    "ProposedEdit",
    "Receipt",
    "Referral",
    "Resolution",
    "Series",
    "SeriesSeat",
    "SeriesSession",
    "Session",
    "Topic",
    "UnitMeeting",
]
