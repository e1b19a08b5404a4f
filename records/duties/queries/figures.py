"""The declared figure of the rule profile: 制度按期执行率."""

from datetime import date

from django.db.models import F, Q, QuerySet

from records.duties.models.duties import Duty
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import DONE, OPEN
from records.figures.declared import Declaration, seen_in, yes_if

ON_TIME = Q(state=DONE, done_on__lte=F("due_on"))


def judged(as_of: date) -> Q:
    """Done, or missing with its due date behind; what a second person excused is owed by nobody."""
    return Q(state=DONE) | Q(state=OPEN, due_on__lt=as_of)


def rows(township_id: int, as_of: date) -> QuerySet[Duty]:
    """A row for each duty that is done or missing; those of leaders and of the office are counted for no unit."""
    found = Duty.objects.filter(judged(as_of), township_id=township_id)
    return found.annotate(unit_of=F("unit_id"), is_counted=yes_if(ON_TIME), basis_on=F("due_on"))


CARRIED_OUT = Declaration(
    key="records.duties",
    label="制度按期执行率",
    numerator="到期日以前（含当日）完成的应办",
    denominator="已办和到期未办的应办",
    basis="按到期日归期，未到期且未办的不计",
    population="制度设置产生的全部应办，经第二人同意免办的不计",
    source="乡镇制度设置（制度执行台账）",
    rows=rows,
    sight=seen_in(duties_visible_to),
    page="records:duty",
    title="label",
)
