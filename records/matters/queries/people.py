"""Whom things come from, for one purpose: that texts which many read do not name them (个人信息保护法 6, 51)."""

from collections.abc import Iterable

from django.db.models import Q

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Reference, Secrecy

MOST = 2000  # matters looked at for one text


def people_of(matter_ids: Iterable[int]) -> list[str]:
    """Real names of those whom these matters come from. Restricted matters are left out: a refusal would tell who accuses."""
    by_kind = _by_kind(matter_ids, secrecy=Secrecy.ORDINARY)
    return [name for kind, ids in by_kind.items() if KINDS[kind].people for name in KINDS[kind].people(ids)]


def linked_to(*matter_ids: int) -> set[int]:
    """These matters, those they rest on (a step on its case, a resolution on its topic), and those one link from any of them, in
    either direction."""
    near = set(matter_ids)
    for kind, ids in _by_kind(near).items():
        if KINDS[kind].about:
            near.update(KINDS[kind].about(ids))
    links = Reference.objects.filter(Q(source__in=near) | Q(target__in=near))
    return {pk for pair in links.values_list("source_id", "target_id") for pk in pair} | near


def _by_kind(matter_ids: Iterable[int], **asked) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for kind, pk in Matter.objects.filter(pk__in=set(matter_ids), **asked).values_list("kind", "pk")[:MOST]:
        found.setdefault(kind, []).append(pk)
    return found


def open_with(unit_id: int) -> list[int]:
    """The open matters that a unit holds."""
    return list(
        Matter.objects.filter(holder_unit_id=unit_id, closed_on__isnull=True).values_list("pk", flat=True)[:MOST]
    )
