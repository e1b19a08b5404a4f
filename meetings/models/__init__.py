from .dispatches import Dispatch, DispatchPack, DispatchReport
from .hearings import Hearing, WorkReport
from .minutes import CoSign, Minutes, MinutesItem, PlannedResolution, Receipt
from .resolutions import Progress, Resolution
from .sessions import Attendance, Session
from .topics import DISCUSSES, Topic

__all__ = [
    "DISCUSSES",
    "Attendance",
    "CoSign",
    "Dispatch",
    "DispatchPack",
    "DispatchReport",
    "Hearing",
    "Minutes",
    "MinutesItem",
    "PlannedResolution",
    "Progress",
    "Receipt",
    "Resolution",
    "Session",
    "Topic",
    "WorkReport",
]
