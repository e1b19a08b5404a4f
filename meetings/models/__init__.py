from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .resolutions import Progress, Resolution
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic

__all__ = [
    "DISCUSSES",
    "Attendance",
    "CoSign",
    "Minutes",
    "MinutesItem",
    "PlannedResolution",
    "Progress",
    "Receipt",
    "Resolution",
    "Session",
    "Topic",
]
