"""Templates of checklists, and the clauses of the rule profile as items with what the compliance ledger knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from records.duties.models.duties import Duty
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import DONE, OPEN
from supervision.inspections.models.checklists import Checklist
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.rules.checklists import ItemText, clause_item, known_words
from supervision.permissions import VIEW_CHECKLIST
from township.actors import Actor
from township.profiles.queries.profiles import clauses_in_force, in_order
from township.sight import row_in_sight

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True)
class ChecklistFilter:
    """What narrows the list of templates. state: "current" or "" for every version."""

    text: str = ""
    state: str = ""


def checklists_of(actor: Actor) -> QuerySet[Checklist]:
    """The township's templates, all versions."""
    if not actor.may(VIEW_CHECKLIST):
        return Checklist.objects.none()
    return Checklist.objects.filter(township_id=actor.township_id)


def current_checklists(township_id: int) -> QuerySet[Checklist]:
    """The versions in force, by topic."""
    return Checklist.objects.filter(township_id=township_id, is_current=True).order_by("topic")


def get_checklist(actor: Actor, checklist_id: int) -> Checklist:
    """The template, or OutOfScope."""
    return row_in_sight(checklists_of(actor).select_related("made_by"), pk=checklist_id)


def register(actor: Actor, wanted: ChecklistFilter, today: date) -> QuerySet[Checklist]:
    """Templates by topic, the latest version first."""
    rows = checklists_of(actor)
    if wanted.text:
        rows = rows.filter(topic__contains=wanted.text)
    if wanted.state == "current":
        rows = rows.filter(is_current=True)
    return rows.select_related("made_by").annotate(item_count=Count("items")).order_by("topic", "-version")


def template_items(checklist: Checklist) -> list[ItemText]:
    """The lines of a template with their source."""
    return [ItemText(one.text, one.look, one.criterion, checklist.label) for one in checklist.items.all()]


def clause_items(actor: Actor, row: Inspection, today: date) -> dict[str, ItemText]:
    """The profile's clauses in force that the inspected units owe, or the office, as items by their keys (three queries)."""
    units = list(row.inspected.values_list("unit_id", "unit__name"))
    clauses = [one for one in in_order(clauses_in_force(row.township_id, today)) if one.owed_by == "units"]
    known = _known(actor, [one.key for one in clauses], [pk for pk, _ in units], today)
    return {
        one.key: clause_item(
            one.label,
            one.text,
            one.citation,
            one.key,
            [known_words(name, **known[one.key, pk]) for pk, name in units if (one.key, pk) in known],
        )
        for one in clauses
    }


def _known(
    actor: Actor, keys: Sequence[str], units: Sequence[int], today: date
) -> dict[tuple[str, int], dict[str, int]]:
    """(clause, unit) → periods of the last twelve months done in time, late, missing: of duties that fell due."""
    rows = Duty.objects.filter(pk__in=duties_visible_to(actor).order_by().values("pk"))
    rows = rows.filter(clause__in=keys, unit_id__in=units, due_on__gt=today - LOOKS_BACK, due_on__lte=today).order_by()
    counted = rows.values("clause", "unit_id").annotate(
        on_time=Count("pk", filter=Q(state=DONE, done_on__lte=F("due_on"))),
        late=Count("pk", filter=Q(state=DONE, done_on__gt=F("due_on"))),
        missing=Count("pk", filter=Q(state=OPEN, due_on__lt=today)),
    )
    return {
        (one["clause"], one["unit_id"]): {name: one[name] for name in ("on_time", "late", "missing")} for one in counted
    }
