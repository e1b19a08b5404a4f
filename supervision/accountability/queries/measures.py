"""Accountability measures: who sees which, who may decide, what came before, what stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from records.matters.queries.scope import visible_to
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.resting import ground_lines
from supervision.accountability.rules.ladder import Rung, ladder
from supervision.accountability.rules.measures import FALLEN, STANDING, UNSERVED
from supervision.permissions import DECIDE_DIRECTOR_TALK, DECIDE_MEASURE, VIEW_MEASURE
from township.actors import Actor, OutOfScope
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit
from township.directory.queries.actors import actors_of, posts_in_effect
from township.directory.queries.recipients import liaisons_of, people_with_whole
from township.permissions import Capability
from township.profiles.files import delivered_citations
from township.profiles.queries.profiles import profile_values
from township.sight import row_in_sight

NOT_ONESELF = "涉及您本人或者您所在的单位，请由其他有权限的同志办理"
IN_CHARGE = "这个单位由您分管，请由其他有权限的同志决定"


@dataclass(frozen=True)
class MeasureFilter:
    """What narrows the register. state: a state, "standing" or "open"."""

    text: str = ""
    state: str = ""
    unit: int | None = None


def rungs_of(township_id: int, on: date) -> list[Rung]:
    """The ladder of the profile in force; [] without a profile."""
    section = "accountability"
    return ladder(profile_values(township_id, on, section), delivered_citations(section))


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Those on whose list the actor stands."""
    return visible_to(actor, Measure.objects.all(), VIEW_MEASURE)


def get_measure(actor: Actor, measure_id: int) -> Measure:
    """The measure, or OutOfScope."""
    related = ("matter", "document__drafted_by", "unit", "person", "township", "proposed_by", "decided_by")
    return row_in_sight(measures_visible_to(actor).select_related(*related, "reviewed_by", "stated_by"), pk=measure_id)


def get_measure_of_office(actor: Actor, measure_id: int) -> Measure:
    """The same for who writes or decides it: a draft is not the subject's to read, whatever post that person holds."""
    row = get_measure(actor, measure_id)
    if is_subject(actor, row):
        raise OutOfScope()
    return row


def register(actor: Actor, wanted: MeasureFilter, today: date) -> QuerySet[Measure]:
    """The register of what the actor may see, the latest first."""
    rows = measures_visible_to(actor)
    if wanted.text:
        rows = rows.filter(matter__number__contains=wanted.text)
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.state == "standing":
        rows = rows.filter(state__in=STANDING)
    elif wanted.state == "open":
        rows = rows.filter(matter__closed_on__isnull=True)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("matter", "unit", "person").order_by("-pk")


def subject_people(row: Measure, on: date) -> list[int]:
    """Person ids of the subject: the person, or the liaisons who speak for the unit."""
    return [row.person_id] if row.person_id else liaisons_of([row.unit_id], on)


def grounds_served(row: Measure, on: date) -> list[str]:
    """The grounds as a paper to the subject tells them; a paper to another organ tells them whole."""
    readers = [] if row.organ else actors_of(subject_people(row, on), row.township_id, on)
    return [line for _, line in ground_lines(row, readers)]


def is_subject(actor: Actor, row: Measure) -> bool:
    """Whether it is about this actor, or about a unit for which the actor speaks."""
    if row.person_id:
        return row.person_id == actor.person_id
    return row.unit_id in actor.unit_ids


def bars(actor: Actor, row: Measure) -> str:
    """Why this actor decides nothing about it though the right is there; "" = nothing. No leader over themselves, none over the
    unit in their portfolio."""
    if is_subject(actor, row):
        return NOT_ONESELF
    if row.person_id is None and row.unit_id in actor.portfolio_unit_ids:
        return IN_CHARGE
    return ""


def decides_by(row: Measure) -> Capability:
    """The right by which this form is decided, from the rule profile; a proposal to an organ is a convenor's to send."""
    return DECIDE_DIRECTOR_TALK if row.decided_at_level == "director" else DECIDE_MEASURE


def deciders(row: Measure, on: date, *, but: int | None = None) -> list[int]:
    """Person ids of those who may decide about it on that day. but: who may not, beside proposer and subject (a first decider)."""
    wanted = set(people_with_whole(decides_by(row), row.township_id, on)) - {row.proposed_by_id, but}
    return [actor.person_id for actor in actors_of(sorted(wanted), row.township_id, on) if not bars(actor, row)]


def heads_the_office(person: Person | None, on: date) -> bool:
    """Whether the person is chief convenor: nobody in the township decides about that post."""
    return person is not None and posts_in_effect(on, person=person, role=Role.CHIEF_CONVENOR).exists()


def people_of_unit(unit: Unit, on: date) -> QuerySet[Person]:
    """Who holds a post in the unit, or has it in the portfolio: whom its failures may be put to."""
    posts = posts_in_effect(on, township_id=unit.township_id).filter(Q(unit=unit) | Q(portfolio_units=unit))
    return Person.objects.filter(is_active=True, pk__in=posts.values("person_id")).order_by("pk")


def earlier(unit: Unit, person: Person | None, *, but: int | None = None) -> QuerySet[Measure]:
    """Served measures against the same subject, the latest first; but: this one left out. What was revoked never was."""
    rows = (
        Measure.objects.filter(unit=unit, person__isnull=True)
        if person is None
        else Measure.objects.filter(person=person)
    )
    rows = rows.exclude(state__in=UNSERVED | FALLEN)
    return rows.exclude(pk=but).order_by("-served_on", "-pk")


def earlier_in_sight(actor: Actor, unit: Unit) -> list[Measure]:
    """Served measures against the unit or one of its people that the actor may see: what came before."""
    rows = measures_visible_to(actor).filter(unit=unit).exclude(state__in=UNSERVED | FALLEN)
    return list(rows.select_related("matter", "unit", "person").order_by("-served_on", "-pk")[:10])


def standing(township_id: int, on: date) -> QuerySet[Measure]:
    """Measures that count on a day: in effect and within their days. For rules that read them (assessment), never for lists."""
    rows = Measure.objects.filter(township_id=township_id, state__in=STANDING, effect_from__lte=on)
    return rows.exclude(effect_until__lt=on)


def running_out(at: date) -> QuerySet[Measure]:
    """Measures whose days are over and that were not closed yet."""
    return Measure.objects.filter(state="in_effect", effect_until__lt=at)
