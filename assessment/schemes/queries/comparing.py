"""Issued results of one group and stage beside each other, from what was frozen: nothing is computed anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.permissions import READ_ALL_SCORES
from assessment.schemes.models.runs import Run
from assessment.schemes.queries.runs import runs_visible_to
from assessment.schemes.rules.comparing import is_thin, moved
from assessment.schemes.rules.schemes import RATE, SATISFACTION, read_scheme
from assessment.schemes.rules.states import ISSUED
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


def issued(actor: Actor, group: str, stage: str) -> list[Run]:
    """The latest issued results, the earliest first; corrected ones are left out for what corrected them."""
    rows = runs_visible_to(actor).filter(state=ISSUED, scheme__group=group, stage=stage)
    return list(reversed(rows.select_related("scheme").order_by("-last", "-pk")[:MOST]))


def compared(actor: Actor, runs: list[Run]) -> list[CompareLine]:
    """The units whose points the actor may open, in their order (one query)."""
    frozen = [{one["unit"]: one for one in run.result["units"]} for run in runs]
    wanted = {unit for result in frozen for unit in result}
    units = Unit.objects.filter(pk__in=wanted).order_by("order", "pk")
    if not actor.may(READ_ALL_SCORES):
        units = units.filter(pk__in=actor.unit_ids | actor.portfolio_unit_ids)
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


def _rated(run: Run) -> frozenset[str]:
    content = read_scheme(run.result["content"])
    return frozenset(item.key for item in content.items() if item.kind in (RATE, SATISFACTION))


def _cell(one: Mapping, before: Mapping | None, rated: frozenset[str], *, is_same: bool) -> ScoreCell:
    leaves = [(Fraction(leaf["weight"]), leaf["d"]) for leaf in one["leaves"] if leaf["item"] in rated and leaf["d"]]
    change = moved(one["total"], before["total"], is_same_scheme=is_same) if before else ""
    return ScoreCell(one["total"], one["grade"], one["rank"], change, is_thin(leaves))
