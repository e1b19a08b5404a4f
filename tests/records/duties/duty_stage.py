"""How a test gets a township with clauses: `clause(cast, "screening_half_month", ...)`, then the engine's own sweeps."""

from datetime import date

from records.duties.actions.rounds import open_periods
from records.work.actions.reminders import remind_work
from tests.cast import Cast, moment
from township.profiles.models.profiles import RuleClause

PLAN = {"before": [3, 1], "on": True, "after": [1, 3]}
CLAUSES = {
    "screening_half_month": ("矛盾纠纷半月排查", "half_monthly", "units", {"at": "end", "shift": "back"}),
    "reception_week": ("领导接访", "weekly", "leaders", {"weekday": 5, "shift": "back"}),
    "dispatch_month": ("每月视频调度例会", "monthly", "office", {"day": 25, "shift": "back"}),
    "reception_emergency_day": ("特护期每日接访", "daily", "office", {}),
    "plan_national_day": ("国庆节前排查化解", "yearly", "office", {"at": "end", "offset": -102, "shift": "back"}),
    "roster_week": ("排定接访值班表", "weekly", "office", {"at": "start", "offset": -3, "shift": "back"}),
}


def clause(cast: Cast, key: str, since: date, **changes) -> RuleClause:
    """A clause in force from a day on."""
    label, cadence, owed_by, due = CLAUSES[key]
    given = {
        "township": cast.township,
        "key": key,
        "institution": "E1",
        "label": label,
        "citation": "测试制度第一条",
        "text": label,
        "cadence": cadence,
        "owed_by": owed_by,
        "unit_kinds": ["member", "village"],
        "due": due,
        "remind": PLAN,
        "escalate_after": 2,
        "valid_from": since,
        "changed_at": moment(since),
    }
    return RuleClause.objects.create(**(given | changes))


def sweep(cast: Cast, day: date, hour: int = 8) -> tuple[int, int]:
    """Both sweeps of one day: (periods opened, notices sent)."""
    at, township = moment(day, hour), cast.township.pk
    opened = open_periods(township_id=township, at=at)
    return opened, remind_work([township], at)
