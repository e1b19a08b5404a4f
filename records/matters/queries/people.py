"""Whom things come from, for one purpose: that texts which many read do not name them (个人信息保护法 6, 51)."""

from collections.abc import Iterable

from django.db.models import Q

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Reference, Secrecy

MOST = 2000  # matters looked at for one text


def people_of(matter_ids: Iterable[int]) -> list[str]:
    """Real names of those whom these matters come from. Restricted matters are left out: a refusal would tell who accuses."""
    rows = Matter.objects.filter(pk__in=set(matter_ids), secrecy=Secrecy.ORDINARY).values_list("kind", "pk")
    by_kind: dict[str, list[int]] = {}
    for kind, pk in rows[:MOST]:
        by_kind.setdefault(kind, []).append(pk)
    return [name for kind, ids in by_kind.items() if KINDS[kind].people for name in KINDS[kind].people(ids)]


def linked_to(*matter_ids: int) -> set[int]:
    """These matters and those one link away, in either direction."""
    links = Reference.objects.filter(Q(source__in=matter_ids) | Q(target__in=matter_ids))
    return {pk for pair in links.values_list("source_id", "target_id") for pk in pair} | set(matter_ids)


def open_with(unit_id: int) -> list[int]:
    """The open matters that a unit holds."""
    return list(
        Matter.objects.filter(holder_unit_id=unit_id, closed_on__isnull=True).values_list("pk", flat=True)[:MOST]
    )
