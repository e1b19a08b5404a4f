from .accounts import Account
from .calendar import WorkCalendarDay, WorkCalendarYear
from .changes import MemberChange
from .journal import JournalEntry, JournalHead
from .people import Person, Post, Role
from .settings import SettingValue
from .townships import Township
from .units import OutsideKind, Unit, UnitKind

__all__ = [
    "Account",
    "JournalEntry",
    "JournalHead",
    "MemberChange",
    "OutsideKind",
    "Person",
    "Post",
    "Role",
    "SettingValue",
    "Township",
    "Unit",
    "UnitKind",
    "WorkCalendarDay",
    "WorkCalendarYear",
]
