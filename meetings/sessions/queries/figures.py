"""The declared figures of sessions: 议定事项按期落实率, 单位例会."""

from datetime import date

from django.db.models import F, Q, QuerySet

from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries.scope import resolutions_visible_to
from meetings.sessions.queries.unit_meetings import unit_meetings_visible_to
from meetings.sessions.rules.resolutions import REPORTED, SOURCE, VERIFIED, WITH_UNIT
from records.figures.declared import EVENTS, YES, Declaration, seen_in, yes_if

ON_TIME = Q(state=VERIFIED, reported_on__lte=F("due_on"))


def judged(as_of: date) -> Q:
    """Carried out, reported too late, or with the unit past the limit. What the office still has to verify is not judged."""
    late = Q(state=REPORTED, reported_on__gt=F("due_on")) | Q(state__in=WITH_UNIT, due_on__lt=as_of)
    return Q(state=VERIFIED) | late


def rows(township_id: int, as_of: date) -> QuerySet[Resolution]:
    """A row for each resolution whose limit is over."""
    found = Resolution.objects.filter(judged(as_of), township_id=township_id)
    return found.annotate(unit_of=F("unit_id"), is_counted=yes_if(ON_TIME), basis_on=F("due_on"))


CARRIED_OUT = Declaration(
    key="meetings.resolutions",
    label="议定事项按期落实率",
    numerator="在完成时限内报告落实并经核实的议定事项",
    denominator="完成时限在本期，已核实落实、报告迟于时限或者到期没有报告的议定事项",
    basis="按完成时限（含同意的延期）归期，未到期的和按期报告、等待核实的不计",
    population="印发的议定事项，不含等上级决定和不予实施的",
    source=SOURCE,
    rows=rows,
    sight=seen_in(resolutions_visible_to),
    matter="pk",
)


def meeting_rows(township_id: int, as_of: date) -> QuerySet[UnitMeeting]:
    """A row for each monthly meeting that a unit recorded."""
    found = UnitMeeting.objects.filter(township_id=township_id, held_on__lte=as_of)
    return found.annotate(unit_of=F("unit_id"), is_counted=YES, basis_on=F("month"))


UNIT_MEETINGS = Declaration(
    key="meetings.unit_meetings",
    label="单位例会次数",
    numerator="登记的单位例会",
    denominator="",
    basis="按例会所属月份归期",
    population="成员单位和村（社区）登记的例会",
    source="单位例会制度",
    rows=meeting_rows,
    sight=seen_in(unit_meetings_visible_to),
    matter="pk",
    kind=EVENTS,
)
DECLARED = (CARRIED_OUT, UNIT_MEETINGS)
