"""What one unit returns in a screening round: new disputes, those carried over, the lines handed in."""

from django.db.models import Q, QuerySet

from petitions.permissions import VIEW_DISPUTE, VIEW_ROUND
from petitions.screening.models.disputes import Dispute, ReturnLine
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.queries.rounds import _sight
from petitions.screening.rules.disputes import UNSTRUCK
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.permissions import Reach
from township.sight import row_in_sight


def get_return(actor: Actor, screening: Round, unit_id: int) -> ScreeningReturn:
    """The unit's return in a round in sight; a unit reads its own and those in its portfolio. OutOfScope otherwise."""
    rows = screening.returns.select_related("unit", "returned_by", "round")
    if actor.reach(VIEW_ROUND) != Reach.TOWNSHIP:
        rows = rows.filter(unit_id__in=_sight(actor))
    return row_in_sight(rows, unit_id=unit_id)


def new_disputes(actor: Actor, report: ScreeningReturn) -> QuerySet[Dispute]:
    """What the unit found in this round."""
    rows = visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE)
    return rows.filter(round_id=report.round_id, unit_id=report.unit_id).select_related("holder", "grid").order_by("pk")


def carried_disputes(actor: Actor, report: ScreeningReturn) -> QuerySet[Dispute]:
    """What the unit found before this round and has not struck off; it appears in the return by itself."""
    earlier = Q(round__isnull=True) | Q(round_id__lt=report.round_id)
    rows = visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE).filter(earlier, unit_id=report.unit_id)
    return rows.filter(state__in=UNSTRUCK).select_related("holder", "grid").order_by("due_on", "pk")


def with_progress(screening: Round, carried: list[Dispute]) -> list[tuple[Dispute, bool]]:
    """(dispute, whether it was reported on since the round began); one query."""
    if not carried:
        return []
    rows = Dispute.objects.filter(pk__in=[one.pk for one in carried], notes__at__date__gte=screening.first)
    since = set(rows.values_list("pk", flat=True))
    return [(one, one.pk in since) for one in carried]


def lines_of(actor: Actor, report: ScreeningReturn) -> list[ReturnLine]:
    """What was handed in, as far as the actor may see it."""
    seen = visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE)
    rows = report.lines.filter(dispute_id__in=seen.values("pk")).select_related("dispute__holder")
    return list(rows.order_by("-is_new", "pk"))
