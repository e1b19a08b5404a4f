"""Inspections: who sees which, the team, the entries of a member, what is missing for the next step, the register."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from records.duties.models.duties import Duty
from records.matters.queries.scope import visible_to
from supervision.inspections.models.checklists import Entry, EntryPhoto
from supervision.inspections.models.findings import FindingEvidence
from supervision.inspections.models.inspections import InspectedUnit, Inspection, Member
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.rules import inspection_work
from supervision.inspections.rules import inspections as rules
from supervision.inspections.rules.findings import CLOSED, STEP_DAYS, UNSETTLED, UPHELD
from supervision.inspections.rules.papers import DROPPED, FEEDBACK, ISSUED, REPORT
from supervision.permissions import INSPECT, READ_WHOLE_INSPECTION, VIEW_INSPECTION
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.actors import actors_of, posts_in_effect
from township.sight import row_in_sight

ON_TEAM = Q(recused_on__isnull=True, left_on__isnull=True)


@dataclass(frozen=True)
class InspectionFilter:
    """What narrows the register. state: a state or "running" for what is not over; dates: of the work on site."""

    text: str = ""
    kind: str = ""
    state: str = ""
    unit: int | None = None
    first: date | None = None
    last: date | None = None


def members_of(row: Inspection) -> QuerySet[Member]:
    """The team as it is: without who stepped back or left."""
    return row.members.filter(ON_TEAM).select_related("person")


def membership(actor: Actor, row: Inspection) -> Member | None:
    """The actor's place on the team; None for everybody else."""
    if actor.person_id is None:
        return None
    return members_of(row).filter(person_id=actor.person_id).first()


def leader_of(inspection_id: int) -> int | None:
    """The person who leads the team; None while nobody does."""
    rows = Member.objects.filter(ON_TEAM, inspection_id=inspection_id, is_leader=True)
    return rows.values_list("person_id", flat=True).first()


def inspections_visible_to(actor: Actor) -> QuerySet[Inspection]:
    """Those in sight: all for the office, for others those of their team and, once the work has begun, of their unit."""
    rows = visible_to(actor, Inspection.objects.all(), VIEW_INSPECTION)
    if actor.may(READ_WHOLE_INSPECTION) or actor.is_system:
        return rows
    mine = Member.objects.filter(ON_TEAM, inspection=OuterRef("pk"), person_id=actor.person_id or 0)
    return rows.filter(Exists(mine) | Q(state__in=sorted(rules.BEGUN)))


def get_inspection(actor: Actor, inspection_id: int) -> Inspection:
    """The inspection, or OutOfScope."""
    related = ("matter", "document__drafted_by", "township", "proposed_by", "approved_by")
    return row_in_sight(inspections_visible_to(actor).select_related(*related), pk=inspection_id)


def inspection_of_duty(duty: Duty) -> int | None:
    """The inspection that lies in the duty's period, the latest where there are several."""
    rows = Inspection.objects.filter(township_id=duty.township_id, first_on__lte=duty.last, last_on__gte=duty.first)
    return rows.exclude(state=rules.DROPPED).order_by("-last_on", "-pk").values_list("pk", flat=True).first()


def reads_whole(actor: Actor, row: Inspection) -> bool:
    """The office and the team read everything; an inspected unit reads what concerns itself."""
    return actor.may(READ_WHOLE_INSPECTION) or membership(actor, row) is not None


def register(actor: Actor, wanted: InspectionFilter, today: date) -> QuerySet[Inspection]:
    """The register, the latest first, without its words."""
    rows = inspections_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(title__contains=wanted.text) | Q(number__contains=wanted.text))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit:
        rows = rows.filter(Exists(InspectedUnit.objects.filter(inspection=OuterRef("pk"), unit_id=wanted.unit)))
    if wanted.first:
        rows = rows.filter(last_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(first_on__lte=wanted.last)
    if wanted.state == "running":
        rows = rows.exclude(state__in=[rules.DONE, rules.DROPPED])
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    rows = rows.annotate(
        unit_count=Count("inspected", distinct=True),
        finding_count=Count("findings", filter=~Q(findings__state="withdrawn"), distinct=True),
        open_count=Count("findings", filter=~Q(findings__state__in=sorted(CLOSED)), distinct=True),
    )
    return (
        rows.select_related("matter").defer("purpose", "focus", "instruction", "closing").order_by("-first_on", "-pk")
    )


# --- the team -----------------------------------------------------------------------------------------------------------


def nearness(
    people: Iterable[Person], units: Collection[int], township_id: int, on: date
) -> list[tuple[str, list[str]]]:
    """(name, names of inspected units that the person works in, is in charge of or is close to) for each person."""
    actors = {actor.person_id: actor for actor in actors_of([one.pk for one in people], township_id, on)}
    inspected = dict(Unit.objects.filter(pk__in=list(units)).values_list("pk", "name"))
    found = []
    for person in people:
        actor = actors.get(person.pk)
        near = (actor.shut_units | actor.portfolio_unit_ids | actor.unit_ids) & set(inspected) if actor else set()
        found.append((person.name, [inspected[pk] for pk in sorted(near)]))
    return found


def eligible(township_id: int, on: date) -> QuerySet[Person]:
    """Who may be on a team: everybody with a post that may inspect; recusal is judged against the units."""
    posts = posts_in_effect(on, township_id=township_id, role__in=list(INSPECT.reach))
    return Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).order_by("pk")


# --- entries ------------------------------------------------------------------------------------------------------------


def entries_of(row: Inspection) -> QuerySet[Entry]:
    """All entries of an inspection in the order of unit and item."""
    rows = Entry.objects.filter(item__inspection=row).select_related("item__member__person", "unit", "saved_by")
    return rows.order_by("unit_id", "item__seq")


def rateable(member: Member | None, row: Inspection) -> frozenset[int]:
    """Numbers of the entries that this member fills in now: the own ones, while the work on site lasts."""
    if member is None or not member.declared_on or row.state != rules.RUNNING:
        return frozenset()
    rows = Entry.objects.filter(item__inspection=row, item__member=member)
    return frozenset(rows.values_list("pk", flat=True))


def findable(member: Member | None, row: Inspection) -> frozenset[int]:
    """Numbers of the entries from which this member may raise a finding: what is seen is raised by who is there."""
    if member is None or not member.declared_on or row.state != rules.RUNNING:
        return frozenset()
    return frozenset(Entry.objects.filter(item__inspection=row).values_list("pk", flat=True))


def removable(member: Member | None, row: Inspection) -> frozenset[int]:
    """Numbers of the photos that this member may take back: of the own entries, for the leader of all, as long as no finding
    that rests on one stands."""
    if member is None or not member.declared_on or row.state not in (rules.RUNNING, rules.HEARING):
        return frozenset()
    rows = EntryPhoto.objects.filter(entry__item__inspection=row)
    if not member.is_leader:
        rows = rows.filter(entry__item__member=member)
    stands = FindingEvidence.objects.filter(finding__inspection=row, finding__state__in=UPHELD, file__isnull=False)
    return frozenset(rows.exclude(file_id__in=stands.values("file_id")).values_list("pk", flat=True))


def get_entry(row: Inspection, entry_id: int) -> Entry:
    """The entry of this inspection, or OutOfScope."""
    return row_in_sight(entries_of(row), "没有找到这一项。", pk=entry_id)


def get_photo(row: Inspection, photo_id: int) -> EntryPhoto:
    """The photo of an entry of this inspection, or OutOfScope."""
    rows = EntryPhoto.objects.filter(entry__item__inspection=row)
    return row_in_sight(
        rows.select_related("file", "entry__item", "entry__unit"), "没有找到这张照片，可能已经撤下。", pk=photo_id
    )


def ratings_by_unit(row: Inspection) -> list[tuple[str, int, int, int]]:
    """(unit, good, fair, poor) of what is finished, in the order of the units."""
    counted = (
        Entry.objects.filter(item__inspection=row, is_done=True)
        .order_by()
        .values("unit__name", "unit_id")
        .annotate(
            good=Count("pk", filter=Q(rating="good")),
            fair=Count("pk", filter=Q(rating="fair")),
            poor=Count("pk", filter=Q(rating="poor")),
        )
    )
    return [
        (one["unit__name"], one["good"], one["fair"], one["poor"])
        for one in sorted(counted, key=lambda one: one["unit_id"])
    ]


# --- what is missing ----------------------------------------------------------------------------------------------------


def not_ready(row: Inspection) -> str:
    """Why the work on site cannot begin; "" = it can."""
    team = list(members_of(row))
    return rules.missing_to_start(
        has_team=any(one.is_leader for one in team) and len(team) > 1,
        undeclared=[one.person.name for one in team if not one.declared_on],
        items=row.items.count(),
        unassigned=unassigned(row),
    )


def unassigned(row: Inspection) -> int:
    """Items that nobody on the team has."""
    return row.items.filter(member__isnull=True).count()


def unrated(row: Inspection) -> int:
    """Entries that are not finished."""
    return Entry.objects.filter(item__inspection=row, is_done=False).count()


def unsettled(row: Inspection) -> int:
    """Findings that are not upheld or withdrawn, or not disposed of."""
    return row.findings.filter(state__in=sorted(UNSETTLED)).count()


def without_feedback(row: Inspection) -> list[int]:
    """Inspected units for which no 反馈意见书 is begun."""
    begun = InspectionPaper.objects.filter(inspection=row, genre=FEEDBACK).exclude(state=DROPPED)
    rows = row.inspected.exclude(unit_id__in=begun.values("unit_id"))
    return list(rows.values_list("unit_id", flat=True))


def has_report(row: Inspection) -> bool:
    """Whether the report to the joint meeting is begun."""
    return row.papers.filter(genre=REPORT).exclude(state=DROPPED).exists()


def not_over(row: Inspection) -> str:
    """Why the inspection cannot be concluded; "" = it can."""
    issued = row.papers.filter(state=ISSUED)
    given = issued.filter(genre=FEEDBACK).values("unit_id")
    return rules.missing_to_conclude(
        feedback=row.inspected.exclude(unit_id__in=given).count(),
        open_findings=row.findings.exclude(state__in=sorted(CLOSED)).count(),
        has_report=issued.filter(genre=REPORT).exists(),
    )


def work_of(row: Inspection) -> inspection_work.InspectionWork:
    """The facts of who owes the next step."""
    given = {"state": row.state, "first_on": row.first_on, "last_on": row.last_on}
    if row.state in (rules.PLANNED, rules.RUNNING, rules.HEARING):
        undeclared = members_of(row).filter(declared_on__isnull=True)
        given |= {
            "leader": leader_of(row.pk),
            "undeclared": tuple(undeclared.values_list("person_id", flat=True)),
        }
    if row.state == rules.PLANNED:
        given |= {
            "has_items": row.items.exists(),
            "unassigned": unassigned(row),
        }
    elif row.state == rules.RUNNING:
        left = Entry.objects.filter(item__inspection=row, is_done=False, item__member__isnull=False).order_by()
        counts = left.values_list("item__member__person_id").annotate(n=Count("pk"))
        given |= {"to_rate": tuple(sorted(counts))}
    elif row.state == rules.HEARING:
        given |= {
            "is_settled": not unsettled(row),
            "hearing_until": (row.ended_on or row.last_on) + timedelta(days=STEP_DAYS),
        }
    elif row.state == rules.RECTIFYING:
        given |= {
            "settled_on": row.settled_on,
            "without_feedback": tuple(without_feedback(row)),
            "has_report": has_report(row),
            "is_over": not not_over(row),
        }
    return inspection_work.InspectionWork(**given)
