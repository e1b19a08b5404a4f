"""Commendations in sight, the candidates computed from a frozen result, and what is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from assessment.commendation.models import Commendation, CommendObjection, Nominee
from assessment.commendation.rules import (
    ACCEPTED,
    BEFORE_PUBLICITY,
    DROPPED,
    EXCLUDES,
    KEPT_BACK,
    MEASURE,
    PENDING,
    CommendWork,
    Honoured,
    HonouredPerson,
    PaperWords,
    Standing,
    commend_owed,
    exclusions,
    person_exclusions,
)
from assessment.permissions import (
    ANSWER_COMMENDATION,
    APPROVE_COMMENDATION,
    PROPOSE_COMMENDATION,
    READ_ALL_SCORES,
    VIEW_COMMENDATION,
)
from assessment.schemes.models.runs import Run
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.states import ISSUED as RUN_ISSUED
from records.matters.queries.scope import matters_visible_to, visible_to
from records.work.rules import Owed
from supervision.accountability.queries.measures import standing as measures_standing
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.recipients import people_with
from township.sight import row_in_sight


@dataclass(frozen=True)
class CommendFilter:
    """What narrows the register."""

    year: int | None = None
    state: str = ""


def commendations_visible_to(actor: Actor) -> QuerySet[Commendation]:
    """In sight; units see those that were published."""
    rows = visible_to(actor, Commendation.objects.all(), VIEW_COMMENDATION)
    return rows if actor.may(READ_ALL_SCORES) else rows.exclude(state__in=BEFORE_PUBLICITY)


def get_commendation(actor: Actor, commendation_id: int) -> Commendation:
    """The commendation, or OutOfScope."""
    rows = commendations_visible_to(actor).select_related("matter", "township", "document", "run__scheme", "chosen_by")
    return row_in_sight(rows, pk=commendation_id)


def register(actor: Actor, wanted: CommendFilter, today: date) -> QuerySet[Commendation]:
    """The latest first."""
    rows = commendations_visible_to(actor)
    if wanted.year:
        rows = rows.filter(run__first__year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("run__scheme").order_by("-pk")


def results_to_honour(actor: Actor) -> QuerySet[Run]:
    """Issued results that no commendation rests on yet, the latest first."""
    taken = Commendation.objects.filter(township_id=actor.township_id).exclude(state=DROPPED).values("run_id")
    rows = Run.objects.filter(township_id=actor.township_id, state=RUN_ISSUED).exclude(pk__in=taken)
    return rows.select_related("scheme").order_by("-last", "-pk")


def best_grades(run: Run, number: int) -> list[str]:
    """Names of the best grades of the scheme, as many as asked for."""
    return [grade.label for grade in content_of(run.scheme).grades[:number]]


def standings(run: Run, today: date) -> dict[int, Standing]:
    """unit → how it stands, from the frozen result and the decisions in effect today."""
    measures: dict[int, list[int]] = {}
    rows = measures_standing(run.township_id, today).filter(person__isnull=True)
    for unit, pk in rows.values_list("unit_id", "pk"):
        measures.setdefault(unit, []).append(pk)
    return {
        one["unit"]: Standing(
            one["grade"],
            sum(leaf["vetoes"] for leaf in one["leaves"]),
            tuple(sorted(measures.get(one["unit"], ()))),
        )
        for one in run.result["units"]
    }


def candidates(run: Run, open_grades: list[str], today: date) -> list[Nominee]:
    """Every unit of the result as a nominee that is not saved, with what excludes it."""
    known = standings(run, today)
    return [
        Nominee(
            unit_id=one["unit"],
            total=one["total"],
            rank=one["rank"],
            grade=one["grade"],
            excludes=list(exclusions(known[one["unit"]], open_grades)),
            measures=list(known[one["unit"]].measures),
        )
        for one in run.result["units"]
    ]


def people_to_name(row: Commendation, today: date) -> QuerySet[Person]:
    """Who holds a post in an assessed unit on that day and is not named yet."""
    units = row.nominees.filter(person__isnull=True).values("unit_id")
    posts = posts_in_effect(today, township_id=row.township_id).filter(unit__in=units)
    named = row.nominees.filter(person__isnull=False).values("person_id")
    return Person.objects.filter(pk__in=posts.values("person_id"), is_active=True).exclude(pk__in=named).order_by("pk")


def unit_of_person(row: Commendation, person_id: int, today: date) -> int | None:
    """The assessed unit in which the person holds a post on that day."""
    units = row.nominees.filter(person__isnull=True).values("unit_id")
    posts = posts_in_effect(today, township_id=row.township_id).filter(unit__in=units, person_id=person_id)
    return posts.order_by("pk").values_list("unit_id", flat=True).first()


def person_standing(
    row: Commendation, person_id: int, unit_id: int | None, today: date
) -> tuple[tuple[str, ...], list[int]]:
    """(keys of PERSON_EXCLUDES, numbers of the decisions in effect) of a person on a day."""
    measures = list(measures_standing(row.township_id, today).filter(person_id=person_id).values_list("pk", flat=True))
    is_in_unit = unit_id is not None and unit_of_person(row, person_id, today) == unit_id
    deciders = {*people_with(APPROVE_COMMENDATION, row.township_id, today), row.chosen_by_id}
    excludes = person_exclusions(measures=measures, is_in_unit=is_in_unit, has_hand=person_id in deciders)
    return excludes, sorted(measures)


def exclusion_words(actor: Actor, nominees: list[Nominee]) -> dict[int, str]:
    """nominee → why it is no candidate, "" = it is one. A decision that the reader may not see is not spoken of."""
    ids = {pk for one in nominees for pk in one.measures}
    seen = set(matters_visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    found = {}
    for one in nominees:
        words = [EXCLUDES[key] for key in one.excludes if key != MEASURE]
        if MEASURE in one.excludes:
            words.append(EXCLUDES[MEASURE] if seen & set(one.measures) else KEPT_BACK)
        found[one.pk] = "；".join(words)
    return found


def standing_nominees(row: Commendation) -> QuerySet[Nominee]:
    """Those that are proposed and were not taken out."""
    return row.nominees.filter(is_chosen=True, is_out=False).select_related("unit", "person")


def pending(row: Commendation) -> QuerySet[CommendObjection]:
    """Objections that wait, the oldest first."""
    return row.objections.filter(state=PENDING)


def objections_seen(actor: Actor, row: Commendation) -> QuerySet[CommendObjection]:
    """All for who proposes or decides; one's own for everybody else."""
    rows = row.objections.select_related("nominee__unit", "nominee__person", "decided_by", "raised_by")
    if actor.may(ANSWER_COMMENDATION) or actor.may(PROPOSE_COMMENDATION):
        return rows
    return rows.filter(raised_by_id=actor.person_id)


def words_of(row: Commendation) -> PaperWords:
    """What the papers say of it."""
    scheme, standing = row.run.scheme, list(standing_nominees(row))
    return PaperWords(
        scheme=scheme.name,
        run=f"{row.run.period_words}{scheme.get_group_display()}信访工作考核",
        number=row.run.number,
        first=row.published_on,
        until=row.until,
        objections=row.objections.count(),
        accepted=row.objections.filter(state=ACCEPTED).count(),
        honoured=tuple(
            Honoured(one.unit.label, one.total, one.grade, one.reason) for one in standing if not one.person_id
        ),
        people=tuple(
            HonouredPerson(one.person.name, one.unit.label, one.person.title, one.reason)
            for one in standing
            if one.person_id
        ),
    )


def commendation_work(row: Commendation) -> Iterator[Owed]:
    """Who owes the next step before the paper."""
    waiting = tuple(pending(row).values_list("pk", flat=True))
    over_on = row.until + timedelta(days=1) if row.until else None
    chosen = row.nominees.filter(is_chosen=True, is_out=False).count()
    return commend_owed(CommendWork(row.state, chosen, waiting, row.chosen_by_id, row.until, over_on))
