from .accounts import Account
from .calendar import WorkCalendarDay, WorkCalendarYear
from .changes import MemberChange
from .journal import JournalEntry, JournalHead
from .people import Person, Post, Role
from .profiles import AdoptedProfile, ClauseChange, ProposalState, RuleClause
from .settings import SettingValue
from .townships import Township
from .units import OutsideKind, Unit, UnitKind

__all__ = [
    "Account",
    "AdoptedProfile",
    "ClauseChange",
    "JournalEntry",
    "JournalHead",
    "MemberChange",
    "OutsideKind",
    "Person",
    "Post",
    "ProposalState",
    "Role",
    "RuleClause",
    "SettingValue",
    "Township",
    "Unit",
    "UnitKind",
    "WorkCalendarDay",
    "WorkCalendarYear",
]
