from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.directory.models.accounts import Account
from township.directory.models.changes import MemberChange
from township.directory.models.logins import Authenticator, LoginSession, PaperCode, PasswordReset
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.journal.models import JournalEntry, JournalHead
from township.profiles.models.profiles import AdoptedProfile, ClauseChange, ProposalState, RuleClause
from township.profiles.models.settings import SettingValue

__all__ = [
    "Account",
    "AdoptedProfile",
    "Authenticator",
    "ClauseChange",
    "JournalEntry",
    "JournalHead",
    "LoginSession",
    "MemberChange",
    "PaperCode",
    "PasswordReset",
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
