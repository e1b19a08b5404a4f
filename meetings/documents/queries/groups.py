"""Working groups: who sees them, and the need-to-know of the matters they are linked to.

Whoever is shut out of a linked matter does not see the group; asked anew each time, so that an implication entered later
still holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meetings.documents.models.groups import CONCERNS, GroupMember, GroupReport, WorkingGroup
from meetings.documents.rules.groups import GroupFacts, group_owed
from meetings.permissions import DECIDE_GROUP, HEAR_ITEM, PROPOSE_GROUP, REPORT_GROUP, VIEW_GROUP
from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Reference
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import matters_visible_to, visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.directory.queries.actors import actors_of
from township.permissions import Reach
from township.sight import row_in_sight


@dataclass(frozen=True)
class LinkedMatter:
    """A matter of the group as the reader may see it: without sight of it only that there is one."""

    matter: Matter
    kind_label: str
    is_open_to_reader: bool


def barred_groups(actor: Actor) -> QuerySet[Reference]:
    """References of groups to matters that shut this actor out."""
    links = Reference.objects.filter(relation=CONCERNS, source__kind="group", source__township_id=actor.township_id)
    near = visible_to(actor, Matter.objects.filter(pk__in=links.values("target_id")), HEAR_ITEM)
    return links.exclude(target_id__in=near.values("pk"))


def groups_visible_to(actor: Actor) -> QuerySet[WorkingGroup]:
    """Groups in reach, without those about a matter the actor is shut out of."""
    rows = visible_to(actor, WorkingGroup.objects.all(), VIEW_GROUP)
    return rows.exclude(pk__in=barred_groups(actor).values("source_id"))


def get_group(actor: Actor, group_id: int) -> WorkingGroup:
    """The group, or OutOfScope."""
    rows = groups_visible_to(actor).select_related("matter", "lead", "head", "proposed_by", "decided_by")
    return row_in_sight(rows, pk=group_id)


@dataclass(frozen=True)
class GroupFilter:
    """What narrows the list; an empty field does not."""

    state: str = ""


def group_list(actor: Actor, wanted: GroupFilter, today: date) -> QuerySet[WorkingGroup]:
    """Groups in sight, latest first."""
    rows = groups_visible_to(actor)
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    return rows.select_related("lead", "head", "matter").defer("mandate", "result").order_by("-pk")


def members_of(group: WorkingGroup) -> list[GroupMember]:
    return list(group.members.filter(left_on__isnull=True).select_related("unit", "person"))


def reports_of(group: WorkingGroup) -> list[GroupReport]:
    return list(group.reports.select_related("by"))


def linked_matters(actor: Actor, group: WorkingGroup) -> list[LinkedMatter]:
    """The matters of one group (two queries)."""
    matters = targets_of(group.pk)
    open_ids = set(matters_visible_to(actor).filter(pk__in=[m.pk for m in matters]).values_list("pk", flat=True))
    return [LinkedMatter(m, KINDS[m.kind].label if m.kind in KINDS else "事项", m.pk in open_ids) for m in matters]


def targets_of(group_id: int) -> list[Matter]:
    """The matters themselves, for an action that has asked for leave."""
    rows = Reference.objects.filter(source_id=group_id, relation=CONCERNS).select_related("target")
    return [row.target for row in rows.order_by("pk")]


def may_be_told(person_ids: list[int], group: WorkingGroup, on: date) -> list[int]:
    """Those of the persons who may see the group: nobody else is told about it."""
    actors = actors_of(person_ids, group.township_id, on)
    return [actor.person_id for actor in actors if groups_visible_to(actor).filter(pk=group.pk).exists()]


def group_facts(actor: Actor, group: WorkingGroup) -> GroupFacts:
    """What the doors of a group look at."""
    by_office = actor.reach(REPORT_GROUP) == Reach.TOWNSHIP
    return GroupFacts(
        state=group.state,
        may=rights_on(actor, group.matter, (PROPOSE_GROUP, DECIDE_GROUP, REPORT_GROUP)),
        is_proposer=group.proposed_by_id == actor.person_id,
        is_reporter=by_office or group.lead_id in actor.unit_ids or group.head_id == actor.person_id,
    )


def group_work(group: WorkingGroup) -> Iterator[Owed]:
    """Who owes what on a group: for the work of its kind."""
    return group_owed(
        group.state, proposed_by=group.proposed_by_id, lead=group.lead_id, report_due_on=group.report_due_on
    )
