"""The desk: what one person owes, what has nobody to do it, what was done. One query each, whatever the institutions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from records.matters.kinds import KINDS
from records.matters.models.access import StandIn
from records.matters.models.matters import Matter
from records.matters.queries.deciders import Deputies, able
from records.matters.queries.scope import matters_kept_from, matters_visible_to
from records.papers.rules.numbers import number_as_issued
from records.work.models import OPEN, WorkItem
from records.work.queries.holders import REPORTING, contested
from township.actors import Actor
from township.dates import moment_on
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.identity import half_width
from township.frame.slips import Rows, Slips, day_of, moment_of, slip
from township.permissions import CAPABILITIES, CHIEF_CONVENOR, CONVENOR, DIRECTOR, Reach

HEADS = frozenset({DIRECTOR, CONVENOR, CHIEF_CONVENOR})
DUTY_HUB = "analysis"  # where the compliance ledger stands


def desk_of(actor: Actor) -> QuerySet[WorkItem]:
    """Open items the actor owes, earliest due first: the actor's own, the units', and those of rights that reach the
    whole township. Nothing of a matter that shuts the actor out."""
    if actor.person_id is None or actor.township_id is None:
        return WorkItem.objects.none()
    rights = [code for code, capability in CAPABILITIES.items() if actor.reach(capability) == Reach.TOWNSHIP]
    mine = Q(person_id=actor.person_id) | Q(unit_id__in=actor.unit_ids) | Q(right__in=rights) | _lent(actor)
    rows = WorkItem.objects.filter(OPEN, mine, township_id=actor.township_id).exclude(except_person_id=actor.person_id)
    kept = matters_kept_from(actor, restricted=True).values("pk")
    return rows.filter(Q(matter__isnull=True) | ~Q(matter_id__in=kept)).select_related("matter", "duty")


def _lent(actor: Actor) -> Q:
    """Items of rights that are lent to the actor on single matters."""
    lent = Q(pk__in=[])
    if actor.lent_rights:
        rows = StandIn.objects.filter(person_id=actor.person_id, ended_at__isnull=True)
        for right, matter in rows.values_list("right", "matter_id"):
            lent |= Q(right=right, matter_id=matter)
    return lent


def _owed(actor: Actor, today: date) -> list[QuerySet]:
    if actor.person_id is None or actor.township_id is None:
        return []
    return [slip("owed", desk_of(actor).select_related(None), "kind", kind=F("kind"), n=Count("pk"))]


OWED = Slips(_owed, lambda actor, today, rows: sum(row["n"] for row in rows.get("owed", ())))


def counts_by_hub(rows: Rows) -> Counter[str]:
    """How many of the items that OWED counted belong to each hub of the navigation."""
    return _by_hub((row["kind"], row["n"]) for row in rows.get("owed", ()))


def count_by_hub(rows: QuerySet[WorkItem]) -> Counter[str]:
    """The same of any items (one query)."""
    return _by_hub(rows.order_by().values_list("kind").annotate(n=Count("pk")))


def _by_hub(found: Iterable[tuple[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for kind, n in found:
        counts[hub_of(kind)] += n
    return counts


def of_hub(rows: QuerySet[WorkItem], hub: str) -> QuerySet[WorkItem]:
    """Those of one hub."""
    prefixes = [kind.key for kind in KINDS.values() if kind.hub == hub]
    wanted = Q(duty__isnull=False) if hub == DUTY_HUB else Q(pk__in=())
    for prefix in prefixes:
        wanted |= Q(kind__startswith=f"{prefix}.")
    return rows.filter(wanted)


def hub_of(kind: str) -> str:
    """The hub of an item's kind ("paper.decide" → papers)."""
    name = kind.partition(".")[0]
    return DUTY_HUB if name == "duty" else KINDS[name].hub if name in KINDS else ""


def done_by(actor: Actor, *, text: str = "") -> QuerySet[WorkItem]:
    """Items the actor did, newest first; text: a number in any spelling, or words that all stand in number, title or what was
    done."""
    rows = WorkItem.objects.filter(done_by_id=actor.person_id, township_id=actor.township_id, done_at__isnull=False)
    spelled = number_as_issued(text)
    for word in [spelled] if "〔" in spelled else half_width(text).split()[:5]:
        said = ("matter__number", "matter__title", "duty__label", "duty__period_label", "what")
        rows = rows.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in said)))
    kept = matters_kept_from(actor, restricted=True)
    rows = rows.filter(Q(matter__isnull=True) | ~Q(matter_id__in=kept.values("pk")))
    return rows.select_related("matter", "duty").order_by("-done_at", "-pk")


def hanging(township_id: int, on: date) -> QuerySet[WorkItem]:
    """Open items that nobody can do: a unit without a liaison (a grid without its member), a person without a post, a right that nobody holds (or only
    who may not use it here), or that everybody who holds it is shut out from."""
    posts = posts_in_effect(on, township_id=township_id)
    units = posts.filter(role__in=REPORTING).values("unit_id")
    people = posts.values("person_id")
    holders: dict[str, set[int]] = {}
    for role, person in posts.values_list("role", "person_id"):
        holders.setdefault(role, set()).add(person)
    lost = Q(unit__isnull=False) & ~Q(unit_id__in=units) | Q(person__isnull=False) & ~Q(person_id__in=people)
    for code, capability in CAPABILITIES.items():
        held = {
            person
            for role, reach in capability.reach.items()
            if reach == Reach.TOWNSHIP
            for person in holders.get(role, ())
        }
        if not held:
            lost |= Q(right=code)
        elif len(held) == 1:
            lost |= Q(right=code, except_person_id__in=held)
    lost = lost & ~Q(pk__in=_stood_in(township_id)) | Q(pk__in=_out_of_reach(township_id, on))
    rows = WorkItem.objects.filter(OPEN, lost, township_id=township_id)
    return rows.select_related("matter", "duty", "unit", "person")


def hanging_for(actor: Actor) -> list[WorkItem]:
    """Those that stand on this actor's desk: on the director's; what the director is kept from, on that of who comes next."""
    if actor.township_id is None or not actor.roles & HEADS:
        return []
    rows = list(hanging(actor.township_id, actor.on))
    if not rows:
        return []
    seen = matters_visible_to(actor).filter(pk__in=[row.matter_id for row in rows if row.matter_id])
    open_to = set(seen.values_list("pk", flat=True))
    deputies = None if DIRECTOR in actor.roles else Deputies(actor.township_id, actor.on)
    mine = []
    for row in rows:
        if row.matter_id is None or DIRECTOR in actor.roles:
            if DIRECTOR in actor.roles and (row.matter_id is None or row.matter_id in open_to):
                mine.append(row)
        elif row.matter_id in open_to:
            first = next((one for one in deputies.about(row.matter) if one.roles & HEADS), None)
            if first is not None and DIRECTOR not in first.roles and first.roles & actor.roles:
                mine.append(row)
    return mine


def _stood_in(township_id: int) -> list[int]:
    """Items whose right is lent to somebody on their matter."""
    lent = StandIn.objects.filter(matter__township_id=township_id, ended_at__isnull=True)
    wanted = Q(pk__in=[])
    for right, matter in lent.values_list("right", "matter_id"):
        wanted |= Q(right=right, matter_id=matter)
    return list(WorkItem.objects.filter(OPEN, wanted, township_id=township_id).values_list("pk", flat=True))


def _out_of_reach(township_id: int, on: date) -> list[int]:
    """Items of a right on matters that shut somebody out, where nobody is left who holds it; asked for those alone."""
    rows = WorkItem.objects.filter(OPEN, township_id=township_id, matter__closed_on__isnull=True).exclude(right="")
    touchy = contested(set(rows.values_list("matter_id", flat=True)))
    if not touchy:
        return []
    lost = []
    matters, deputies, lent = Matter.objects.in_bulk(touchy), Deputies(township_id, on), _lent_on(touchy)
    for pk, matter, code, maker in rows.filter(matter_id__in=touchy).values_list(
        "pk", "matter_id", "right", "except_person_id"
    ):
        people = deputies.about(matters[matter])
        if code in CAPABILITIES and not [
            one for one in able(CAPABILITIES[code], people, lent[matter]) if one.person_id != maker
        ]:
            lost.append(pk)
    return lost


def _lent_on(matters: Collection[int]) -> dict[int, set[tuple[str, int]]]:
    """By matter: (code of the right, person) of everybody who stands in on it."""
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = StandIn.objects.filter(matter_id__in=matters, ended_at__isnull=True)
    for matter, right, person in rows.values_list("matter_id", "right", "person_id"):
        found[matter].add((right, person))
    return found


def _done_this_week(actor: Actor, today: date) -> list[QuerySet]:
    if actor.person_id is None:
        return []
    monday = moment_on(today - timedelta(days=today.weekday()))
    rows = WorkItem.objects.filter(done_by_id=actor.person_id, done_at__gte=monday)
    return [slip("done", rows, due=F("due_on"), at=F("done_at"))]


def _week(actor: Actor, today: date, rows: Rows) -> tuple[int, float | None]:
    done = rows.get("done", ())
    days = [(day_of(row["due"]) - moment_of(row["at"]).date()).days for row in done]
    return len(done), (round(sum(days) / len(days), 1) if days else None)


DONE_THIS_WEEK = Slips(_done_this_week, _week)  # how many since Monday, how many days ahead of the limit on average
