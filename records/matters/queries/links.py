"""What rests on what: whoever is shut out of a matter is shut out of what rests on it, and of what rests on that.

References say most of it (a topic discusses a case); an area names the relations that carry a denial and, in its `Kind`, what
else a thing of its own rests on (a resolution on its topic, an order on its findings). Not every link carries: a session is
not closed because one item of its agenda is.
"""

from collections.abc import Iterable

from records.matters.kinds import KINDS
from records.matters.models.matters import Reference

CARRYING: set[str] = set()


def carry(relations: Iterable[str]) -> None:
    """Enter relations by which the source rests on the target; called when an area is entered."""
    CARRYING.update(relations)


def with_what_rests_on(matter_ids: Iterable[int]) -> frozenset[int]:
    """These matters and everything that rests on them, however far; no query where there are none."""
    found, fresh = set(matter_ids), set(matter_ids)
    while fresh:
        near = set(
            Reference.objects.filter(target_id__in=fresh, relation__in=CARRYING).values_list("source_id", flat=True)
        )
        for kind in KINDS.values():
            if kind.rests_on:
                near.update(kind.rests_on(fresh))
        fresh = near - found
        found |= fresh
    return frozenset(found)
