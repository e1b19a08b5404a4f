"""Numbers of cases for the auditor, who sees nothing else of them."""

from petitions.cases.models.cases import Case
from petitions.permissions import VIEW_CASE_IDS
from records.matters.queries.scope import visible_to
from township.actors import Actor


def case_numbers(actor: Actor):
    """Case numbers with the day of registration, newest first, and nothing else of the case."""
    return visible_to(actor, Case.objects.all(), VIEW_CASE_IDS).order_by("-pk").values("pk", "number", "registered_on")
