"""Entries that wait for their second person: for the desk and for the page of the matter."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from records.matters.models.access import Exclusion
from records.matters.models.matters import Matter
from records.matters.queries.deciders import Subject
from records.work.rules import Owed
from township.actors import Actor

DECIDE = "decide_exclusion"
WHAT = {
    Exclusion.Act.IMPLICATE: "确认涉及对象",
    Exclusion.Act.RECUSE: "确认回避登记",
    Exclusion.Act.LIFT: "确认解除登记",
}


def owed_on(matter_ids: Collection[int]) -> Iterable[tuple[int, Owed]]:
    """(matter, what is owed) by everybody who was asked to confirm an entry; one statement."""
    rows = Exclusion.objects.filter(matter_id__in=list(matter_ids), decided_at__isnull=True)
    for pk, matter, act, asked, due_on in rows.values_list("pk", "matter_id", "act", "asked", "due_on"):
        for person in asked:
            why = "须由提出人所在单位以外的同志确认" if act != Exclusion.Act.LIFT else "解除须由两人办理"
            yield matter, Owed(DECIDE, WHAT[act], person=person, part=pk, why=why, due_on=due_on, clause="本办规定")


def waiting_on(matter: Matter, actor: Actor) -> list[Exclusion]:
    """What waits on the matter, without what is about the reader."""
    rows = of_matter(matter).filter(decided_at__isnull=True)
    return [row for row in rows if not Subject(row.person, row.unit).shuts(actor)]


def of_matter(matter: Matter) -> QuerySet[Exclusion]:
    """Every proposal about the matter with its people, oldest first."""
    people = ("person", "unit", "proposed_by", "decided_by", "stand_in", "implication", "recusal")
    return Exclusion.objects.filter(matter=matter).select_related(*people)
