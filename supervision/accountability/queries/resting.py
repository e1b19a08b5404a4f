"""What accountability rests on, and what of it whoever has to answer may read.

Whoever is shut out of a case is shut out of the analysis and the measure that rest on it. Only the unit or person asked stays in:
nobody is judged unheard. They read what is put to them in the office's own words, and of a case that is closed to them neither number
nor title nor a line of its course (条例第三十条第三款、第四十六条第五项).
"""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from records.matters.queries.closed import words_kept_from
from records.matters.queries.denies import denies_of
from records.papers.rules.closed import mentions
from supervision.accountability.models.causes import Cause, CauseSide
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.accountability.rules.causes import ASKING
from township.actors import Actor

OTHER_CASE = "依据：另案，不在您的查阅范围。"
SOURCES = ("candidate__matter_id", "order_id", "cause_id", "cause__about_id")


def causes_on(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the analyses of these matters."""
    return Cause.objects.filter(about_id__in=list(matter_ids)).values_list("pk", flat=True)


def matters_of_causes(cause_ids: Collection[int]) -> QuerySet:
    """The matters these analyses are about."""
    return Cause.objects.filter(pk__in=cause_ids).values_list("about_id", flat=True)


def measures_on(matter_ids: Collection[int]) -> QuerySet:
    """Numbers of the measures with a ground in these matters, orders or analyses."""
    found = Q()
    for source in SOURCES:
        found |= Q(**{f"{source}__in": list(matter_ids)})
    return MeasureGround.objects.filter(found).order_by().values_list("measure_id", flat=True)


def matters_of_measures(measure_ids: Collection[int]) -> list[int]:
    """The matters, orders and analyses these measures rest on."""
    rows = MeasureGround.objects.filter(measure_id__in=measure_ids).values_list(*SOURCES)
    return [pk for row in rows for pk in row if pk]


def causes_to_answer(actor: Actor, cause_ids: Collection[int]) -> Iterable[int]:
    """Those in which a unit of the actor's own was asked."""
    sides = CauseSide.objects.filter(cause_id__in=cause_ids, cause__state__in=ASKING, unit_id__in=actor.unit_ids)
    return sides.values_list("cause_id", flat=True)


def measures_to_answer(actor: Actor, measure_ids: Collection[int]) -> Iterable[int]:
    """Those put to the actor or to a unit for which the actor speaks."""
    subject = Q(person_id=actor.person_id) | Q(person__isnull=True, unit_id__in=actor.unit_ids)
    rows = Measure.objects.filter(subject, pk__in=measure_ids, notified_on__isnull=False)
    return rows.values_list("pk", flat=True)


def is_other_case(actor: Actor, row: Cause) -> bool:
    """Whether the case that the analysis is about is closed to this reader of it."""
    return row.about_id in denies_of(actor).shut


def ground_lines(row: Measure, readers: Iterable[Actor]) -> list[tuple[MeasureGround, str]]:
    """The grounds as these readers may read them."""
    shut, closed = frozenset(), ()
    for actor in readers:
        shut, closed = shut | denies_of(actor).shut, (*closed, *words_kept_from(actor))
    lines = []
    for ground in row.grounds.select_related("candidate", "cause"):
        behind = {ground.order_id, ground.cause_id}
        behind |= {ground.candidate.matter_id} if ground.candidate_id else set()
        behind |= {ground.cause.about_id} if ground.cause_id else set()
        lines.append((ground, OTHER_CASE if behind & shut or mentions(ground.text, closed) else ground.text))
    return lines
