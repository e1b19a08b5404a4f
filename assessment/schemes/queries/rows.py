"""The frozen rows of a run: gathered when it is computed, opened by a reader who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.schemes.models.runs import Run, RunRow
from assessment.schemes.queries.runs import period_of_run
from assessment.schemes.rules.schemes import Indicator
from records.figures.declared import DECLARED, inside
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from township.actors import Actor

CHUNK = 2000


def gathered(run: Run, figures: Iterable[str], unit_ids: Iterable[int]) -> list[RunRow]:
    """The rows of these figures as they are now, not saved; one query for each figure and one for the numbers."""
    period, found = period_of_run(run), []
    wanted = set(unit_ids)
    for key in figures:
        declared = DECLARED[key]
        rows = declared.rows(run.township_id, run.as_of).filter(inside(period), unit_of__in=wanted).order_by("pk")
        more = declared.matter or declared.title or "pk"
        for pk, unit, is_counted, on, what in rows.values_list("pk", "unit_of", "is_counted", "basis_on", more):
            row = RunRow(run=run, figure=key, unit_id=unit, source=pk, is_counted=is_counted, on=on)
            if declared.matter:
                row.about = what
            else:
                row.number = str(what)[:60]
            found.append(row)
    numbers = _numbers({row.about for row in found if row.about})
    for row in found:
        row.number = numbers.get(row.about, "") if row.about else row.number
    return found


def _numbers(ids: set[int]) -> dict[int, str]:
    ordered, found = sorted(ids), {}
    for start in range(0, len(ordered), CHUNK):
        rows = Matter.objects.filter(pk__in=ordered[start : start + CHUNK])
        found |= dict(rows.values_list("pk", "number"))
    return found


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure of one unit. shown: those the reader may open; withheld: how many are counted and not shown."""

    shown: list[RunRow]
    withheld: int
    n: int
    d: int


def rows_behind(actor: Actor, run: Run, unit_id: int, item: Indicator) -> Behind:
    """The frozen rows, every one asked anew whether this reader may see it."""
    rows = list(run.rows.filter(unit_id=unit_id, figure__in=item.figures))
    ids = {row.about for row in rows if row.about}
    seen = set(matters_visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [row for row in rows if row.about is None or row.about in seen]
    kept = [row for row in rows if not row.is_out]
    return Behind(shown, len(rows) - len(shown), sum(row.is_counted for row in kept), len(kept))


def matters_seen(actor: Actor, run: Run) -> set[int]:
    """Ids of the matters behind the run that the actor may see."""
    ids = run.rows.filter(about__isnull=False).values("about")
    return set(matters_visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
