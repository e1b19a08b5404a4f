"""Facts about who is shut out of a matter, who holds it and who is on its list."""

from datetime import date

from records.matters.kinds import KINDS
from records.matters.models.access import Holding, Implication, Recusal
from records.matters.models.matters import Matter
from records.matters.queries.denies import shut_by_unit
from records.matters.rules import Place
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import actors_of


def place_of(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, unit.path, unit.kind == UnitKind.TOWNSHIP)


def implicated_places(matter: Matter) -> list[Place]:
    """Units implicated in the matter at present."""
    rows = Implication.objects.filter(matter_id=matter.pk, lifted_at__isnull=True, unit__isnull=False)
    return [place_of(row.unit) for row in rows.select_related("unit")]


def holder_places(matter: Matter) -> list[Place]:
    """Units that hold the matter at present."""
    rows = Holding.objects.filter(matter_id=matter.pk, ended_on__isnull=True).select_related("unit")
    return [place_of(row.unit) for row in rows]


def first_holder(matter: Matter) -> Unit | None:
    """The unit that was in charge of the matter first (首办单位), whether or not it still is."""
    rows = Holding.objects.filter(matter_id=matter.pk, part=Holding.Part.LEAD).select_related("unit")
    row = rows.order_by("pk").first()
    return row.unit if row else None


def is_shut_out(matter: Matter, person: Person, on: date) -> bool:
    """Whether implication (own, or of a unit close to the posts held on that day) or recusal keeps the person away."""
    live = Implication.objects.filter(matter_id=matter.pk, lifted_at__isnull=True)
    if Recusal.objects.filter(matter_id=matter.pk, person_id=person.pk, lifted_at__isnull=True).exists():
        return True
    if live.filter(person_id=person.pk).exists():
        return True
    actors: list[Actor] = actors_of([person.pk], person.township_id, on)
    return any(live.filter(shut_by_unit(actor)).exists() for actor in actors)


def may_arrange(actor: Actor, matter: Matter) -> bool:
    """Whether somebody in sight of the matter may change who comes near it: not the one it is about (`Kind.arranges`)."""
    kind = KINDS[matter.kind]
    if kind.arranges is None or kind.model is None:
        return True
    row = kind.model.objects.filter(pk=matter.pk).first()
    return row is None or kind.arranges(actor, row)
