"""Who hears of a work item: the person, the unit's liaisons (or grid members), whoever has the right; the heads when it
is overdue. One query for any townships and a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from records.matters.models.access import Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.links import with_what_rests_on
from records.work.models import WorkItem
from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect
from township.permissions import CAPABILITIES, Reach

REPORTING = (Role.LIAISON, Role.GRID_MEMBER)
HEADS = (Role.DIRECTOR, Role.CONVENOR, Role.CHIEF_CONVENOR)
OFFICE = (Role.CLERK, Role.DIRECTOR)


class Holders:
    """Person ids by unit and by role on a day; each once, in the order of the posts."""

    def __init__(self, posts: Iterable[tuple[int, int, str]]):
        """posts: (person, unit, role) in effect, in their order."""
        units: dict[str, dict[int, list[int]]] = {role: defaultdict(list) for role in REPORTING}
        self._roles: dict[str, list[int]] = defaultdict(list)
        for person, unit, role in posts:
            if person not in self._roles[role]:
                self._roles[role].append(person)
            if role in REPORTING:
                units[role][unit].append(person)
        self.units = {**units[Role.GRID_MEMBER], **units[Role.LIAISON]}
        self.heads = self._in(HEADS)
        self.office = self._in(OFFICE)

    def of(self, item: WorkItem) -> list[int]:
        """Whom to remind of this item; a unit or right without anybody falls to the office."""
        if item.person_id:
            return [item.person_id]
        if item.unit_id:
            return self.units.get(item.unit_id) or self.office
        capability = CAPABILITIES.get(item.right)
        roles = [role for role, reach in capability.reach.items() if reach == Reach.TOWNSHIP] if capability else []
        return [person for person in self._in(roles) if person != item.except_person_id] or self.office

    def _in(self, roles: Collection[str]) -> list[int]:
        return list(dict.fromkeys(person for role in roles for person in self._roles[role]))


def holders_of(township_ids: Collection[int], on: date) -> dict[int, Holders]:
    """The holders of many townships on a day (one query)."""
    posts: dict[int, list[tuple[int, int, str]]] = {pk: [] for pk in township_ids}
    rows = posts_in_effect(on, township_id__in=township_ids, person__is_active=True).order_by("order", "pk")
    for township, *post in rows.values_list("township_id", "person_id", "unit_id", "role"):
        posts[township].append(tuple(post))
    return {pk: Holders(posts[pk]) for pk in township_ids}


def contested(matter_ids: Collection[int]) -> frozenset[int]:
    """Those of the matters that shut anybody out: by implication, recusal, an access list, or by what they rest on."""
    if not matter_ids:
        return frozenset()
    townships = Matter.objects.filter(pk__in=matter_ids).values("township_id")
    near = Matter.objects.filter(township_id__in=townships)
    live = Implication.objects.filter(matter__in=near, lifted_at__isnull=True).values_list("matter_id", flat=True)
    recused = Recusal.objects.filter(matter__in=near, lifted_at__isnull=True).values_list("matter_id", flat=True)
    restricted = near.filter(secrecy=Secrecy.RESTRICTED).values_list("pk", flat=True)
    return with_what_rests_on([*live, *recused, *restricted]).intersection(matter_ids)
