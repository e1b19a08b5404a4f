"""Issued results of one group and stage beside each other, from what was frozen: nothing is computed anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from assessment.permissions import READ_ALL_SCORES
from assessment.schemes.models.runs import Run
from assessment.schemes.queries.runs import runs_visible_to
from assessment.schemes.rules.comparing import FEW, is_thin, moved
from assessment.schemes.rules.schemes import RATE, SATISFACTION, Indicator, read_scheme
from assessment.schemes.rules.states import ISSUED
from records.figures.declared import DECLARED
from records.figures.rules import Ratio
from township.actors import Actor
from township.directory.models.units import Unit

MOST = 6  # results beside each other


@dataclass(frozen=True)
class ScoreCell:
    """A unit in one result. moved: against the result before in the table; is_thin: much of it rests on few rows."""

    shown: str
    grade: str
    rank: int | None
    moved: str
    is_thin: bool


@dataclass(frozen=True)
class CompareLine:
    """One unit over the results; None where it was not assessed."""

    unit: Unit
    cells: tuple[ScoreCell | None, ...]


@dataclass(frozen=True)
class FigureCell:
    """One declared figure of a unit in one result. is_thin: its denominator is below FEW."""

    shown: str
    n: int
    d: int
    is_thin: bool


def issued(actor: Actor, group: str, stage: str) -> list[Run]:
    """The latest issued results, the earliest first; corrected ones are left out for what corrected them."""
    rows = runs_visible_to(actor).filter(state=ISSUED, scheme__group=group, stage=stage)
    return list(reversed(rows.select_related("scheme").order_by("-last", "-pk")[:MOST]))


def latest(actor: Actor) -> tuple[str, str]:
    """Group and stage of the result issued last, where the page begins; the member units' year while there is none."""
    rows = runs_visible_to(actor).filter(state=ISSUED).order_by("-last", "scheme__group", "-pk")
    return rows.values_list("scheme__group", "stage").first() or ("member", "year")


def compared(actor: Actor, runs: list[Run]) -> list[CompareLine]:
    """The units whose points the actor may open, in their order (one query)."""
    frozen = _frozen(runs)
    units = _units(actor, frozen)
    rated = [_rated(run) for run in runs]
    hashes = [run.result["scheme"]["sha256"] for run in runs]
    lines = []
    for unit in units:
        cells = []
        for at, result in enumerate(frozen):
            one = result.get(unit.pk)
            before = frozen[at - 1].get(unit.pk) if at else None
            is_same = at > 0 and hashes[at] == hashes[at - 1]
            cells.append(_cell(one, before, rated[at], is_same=is_same) if one else None)
        lines.append(CompareLine(unit, tuple(cells)))
    return lines


def figures_of(runs: list[Run]) -> list[tuple[str, str]]:
    """(key, label) of the declared figures that any of the results rates, in the order of the latest scheme."""
    found: dict[str, str] = {}
    for run in reversed(runs):
        for item in _rated_items(run):
            found.setdefault(item.figure, DECLARED[item.figure].label if item.figure in DECLARED else item.label)
    return list(found.items())


def figure_lines(actor: Actor, runs: list[Run], figure: str) -> list[tuple[Unit, tuple[FigureCell | None, ...]]]:
    """One figure by unit over the results, as it was frozen; None where the unit or the figure was not assessed (one query)."""
    frozen = _frozen(runs)
    keys = [next((item.key for item in _rated_items(run) if item.figure == figure), "") for run in runs]
    return [
        (unit, tuple(_figure_cell(result.get(unit.pk), key) for result, key in zip(frozen, keys, strict=True)))
        for unit in _units(actor, frozen)
    ]


def _figure_cell(one: Mapping | None, key: str) -> FigureCell | None:
    leaf = next((leaf for leaf in one["leaves"] if leaf["item"] == key), None) if one and key else None
    if leaf is None:
        return None
    ratio = Ratio(leaf["n"], leaf["d"])
    return FigureCell(ratio.value, ratio.n, ratio.d, 0 < ratio.d < FEW)


def _frozen(runs: list[Run]) -> list[dict[int, Mapping]]:
    return [{one["unit"]: one for one in run.result["units"]} for run in runs]


def _units(actor: Actor, frozen: list[dict[int, Mapping]]) -> QuerySet[Unit]:
    """The units whose points the actor may open, in their order."""
    units = Unit.objects.filter(pk__in={unit for result in frozen for unit in result}).order_by("order", "pk")
    return units if actor.may(READ_ALL_SCORES) else units.filter(pk__in=actor.unit_ids | actor.portfolio_unit_ids)


def _rated_items(run: Run) -> list[Indicator]:
    return [item for item in read_scheme(run.result["content"]).items() if item.kind in (RATE, SATISFACTION)]


def _rated(run: Run) -> frozenset[str]:
    return frozenset(item.key for item in _rated_items(run))


def _cell(one: Mapping, before: Mapping | None, rated: frozenset[str], *, is_same: bool) -> ScoreCell:
    leaves = [(Fraction(leaf["weight"]), leaf["d"]) for leaf in one["leaves"] if leaf["item"] in rated and leaf["d"]]
    change = moved(one["total"], before["total"], is_same_scheme=is_same) if before else ""
    return ScoreCell(one["total"], one["grade"], one["rank"], change, is_thin(leaves))
