"""What an office still has to set up before it can work."""

from datetime import date

from township.actors import Actor
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.people import has_convenor, people_without_account, posts_waiting
from township.permissions import GRID_MEMBER, LIAISON


def still_to_set_up(actor: Actor, today: date) -> dict:
    """The list an office works through to set itself up; what is done disappears."""
    township_id = actor.township_id
    held = posts_in_effect(today, township_id=township_id)
    lacking = Unit.objects.filter(township_id=township_id, is_active=True)
    served = held.values("unit_id")
    return {
        "without_liaison": list(
            lacking.filter(kind=UnitKind.MEMBER, is_office=False).exclude(pk__in=served.filter(role=LIAISON))
        ),
        "without_grid_member": list(lacking.filter(kind=UnitKind.GRID).exclude(pk__in=served.filter(role=GRID_MEMBER))),
        "has_villages": lacking.filter(kind=UnitKind.VILLAGE).exists(),
        "has_district_office": lacking.filter(kind=UnitKind.OUTSIDE).exclude(outside_kind="").exists(),
        "without_account": list(people_without_account(township_id, today)),
        "waiting": posts_waiting(township_id).count(),
        "has_convenor": has_convenor(township_id, today),
    }
