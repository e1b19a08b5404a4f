"""The session by which a duty of the rule profile is done, and its next step."""

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet

from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.minutes import DROPPED
from meetings.sessions.rules.sessions import CANCELLED, CLOSED, CONVENED, HELD, KINDS, PLANNED, POSTPONED
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from township.frame.slips import Rows, moment_of, slip

NEXT = {PLANNED: "convene", CONVENED: "hold", POSTPONED: "plan_again"}


def sessions_of_duties(kind: str, duties: list[Duty]) -> dict[int, Session]:
    """By number of the duty: the session of this kind in its period that is still on its way, the earliest (one query)."""
    if not duties:
        return {}
    known = list(_near(kind, duties).order_by("starts_at", "pk"))
    found = {}
    for duty in duties:
        fitting = (row for row in known if row.township_id == duty.township_id and _is_in(duty, row.day))
        if (row := next(fitting, None)) is not None:
            found[duty.pk] = row
    return found


def session_acts(kind: str) -> Acts:
    """The next step of the session of each duty's period."""
    name = f"session_of_duty_{kind}"

    def ask(duties: list[Duty]) -> list[QuerySet]:
        has_minutes = Exists(Minutes.objects.filter(session=OuterRef("pk")).exclude(state=DROPPED))
        fields = {key: F(key) for key in ("pk", "state", "starts_at", "township_id")}
        return [slip(name, _near(kind, duties), has_minutes=has_minutes, **fields)]

    def read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
        known = [(row["township_id"], moment_of(row["starts_at"]), row) for row in rows.get(name, ())]
        known.sort(key=lambda one: (one[1], one[2]["pk"]))
        found = {}
        for duty in duties:
            fitting = (row for town, at, row in known if town == duty.township_id and _is_in(duty, at.date()))
            row = next(fitting, None)
            act = next_act(row["state"], kind, bool(row["has_minutes"])) if row else ""
            if act:
                found[duty.pk] = DutyAct("session", row["pk"], act)
        return found

    return Acts(ask, read)


def next_act(state: str, kind: str, has_minutes: bool) -> str:
    """The act by which a session goes on; "" while its minutes are under way."""
    if state != HELD:
        return NEXT.get(state, "")
    if not KINDS[kind].needs_minutes:
        return "close"
    return "" if has_minutes else "begin_minutes"


def _near(kind: str, duties: list[Duty]) -> QuerySet[Session]:
    """Sessions of this kind on their way in the days of any of these duties."""
    rows = Session.objects.filter(kind=kind, township_id__in={duty.township_id for duty in duties})
    return rows.exclude(state__in=(CANCELLED, CLOSED)).filter(
        starts_at__date__gte=min(duty.first for duty in duties), starts_at__date__lte=max(duty.last for duty in duties)
    )


def _is_in(duty: Duty, day: date) -> bool:
    return duty.first <= day <= duty.last
