"""What the demonstration's office commended: the villages by their issued month, put up a few days ago, one proposal contested."""

from datetime import date

from assessment.commendation.actions import commendations as actions
from assessment.commendation.actions import publicity
from assessment.commendation.models import Commendation
from assessment.schemes.models.runs import Run
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe

REASON = "当月交办事项全部按期办结，排查报表按期报送，例会按时召开"
PERSON_REASON = "全年经办的交办事项全部按期报结，主动上门核实，无一件退回"
OBJECTION = "该村九月交办的排水沟事项实际还没有完工，请核实后再定"


def load(township: Township, today: date) -> None:
    """Played after the assessment; nothing where no result is issued yet or nobody stands in the best grades."""
    troupe = Troupe.of(township, today)
    run = Run.objects.filter(township=township, state="issued").order_by("last").first()
    if run is None:
        return
    on = troupe.day(2)
    row = troupe.do(actions.start_commendation, troupe.clerk(), on, 9, run_id=run.pk, grades=2)
    chosen = tuple(
        actions.Choice(one.unit_id, REASON) for one in row.nominees.order_by("rank", "pk") if not one.excludes
    )[:2]
    if not chosen:
        return
    given = {"commendation_id": row.pk}
    row = troupe.do(actions.choose, troupe.clerk(), on, 10, **given, revision=_revision(row), choices=chosen)
    person = troupe.person(Role.LIAISON)
    if actions.people_to_name(row, on).filter(pk=person.pk).exists():
        named = {"person_id": person.pk, "reason": PERSON_REASON}
        troupe.do(actions.name_person, troupe.clerk(), on, 10, **given, revision=_revision(row), **named)
    troupe.do(publicity.publish, troupe.clerk(), on, 11, **given, revision=_revision(row))
    liaison = troupe.person(Role.LIAISON)
    troupe.do(publicity.object_to, liaison, troupe.day(1), 15, **given, unit_id=chosen[0].unit_id, text=OBJECTION)


def _revision(row: Commendation) -> int:
    return Commendation.objects.get(pk=row.pk).revision
