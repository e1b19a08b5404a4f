"""Trial of a scheme that is being edited: the latest published run, or the rows of the whole last year, under its text. Never stored."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.rows import gathered
from assessment.schemes.queries.runs import Moved, Tally, facts_of, points_words
from assessment.schemes.queries.schemes import assessed_units, content_of, in_force
from assessment.schemes.rules.schemes import Content
from assessment.schemes.rules.scoring import NOTHING, Result, places, scored
from township.directory.models.units import Unit


def compared_with(scheme: Scheme) -> Scheme | None:
    """What a draft is set against: the version before it, else the scheme of the group in force."""
    rows = in_force(scheme.township_id).filter(group=scheme.group).exclude(pk=scheme.pk)
    return scheme.earlier or rows.order_by("-year", "-version").first()


def year_trial(scheme: Scheme, today: date) -> list[Moved]:
    """Last year's rows, gathered anew for every figure of the draft, under the draft and under what it is set against.

    What people score by hand is not known and gives its weight away by the printed rule, in both. The units that move most come
    first; without anything to set against, the columns of before are "—"."""
    new, other = content_of(scheme), compared_with(scheme)
    old = content_of(other) if other else None
    units = assessed_units(scheme)
    tally = _tally(scheme, units, [new, old] if old else [new], today)
    then = _scored(new, units, tally)
    now = _scored(old, units, tally) if old else {}
    where, before = places(new, then), places(old, now) if old else {}
    found = [
        Moved(
            unit,
            now[unit.pk].shown if old else NOTHING,
            then[unit.pk].shown,
            before[unit.pk].rank if old else None,
            where[unit.pk].rank,
            _why(now.get(unit.pk), then[unit.pk]),
        )
        for unit in units
    ]
    return sorted(found, key=lambda line: (-abs((line.rank_now or 0) - (line.rank_then or 0)), line.rank_then or 0))


def _tally(scheme: Scheme, units: list[Unit], contents: list[Content], today: date) -> Tally:
    """(unit, figure) → n and d of last year, in one query for each figure."""
    year = today.year - 1
    run = Run(township_id=scheme.township_id, first=date(year, 1, 1), last=date(year, 12, 31), as_of=today)  # unsaved
    figures = sorted({key for content in contents for item in content.items() for key in item.figures})
    n, d = Counter(), Counter()
    for row in gathered(run, figures, [unit.pk for unit in units]):
        d[row.unit_id, row.figure] += 1
        n[row.unit_id, row.figure] += row.is_counted
    return {key: (n[key], count) for key, count in d.items()}


def _scored(content: Content, units: list[Unit], tally: Tally) -> Mapping[int, Result]:
    return {unit.pk: scored(content, facts_of(content, unit.pk, tally, ())) for unit in units}


def _why(now: Result | None, then: Result) -> tuple[tuple[str, str, str], ...]:
    known = {leaf.item.key: points_words(leaf) for leaf in now.leaves} if now else {}
    return tuple(
        (leaf.item.label, known.get(leaf.item.key, "无此项"), points_words(leaf))
        for leaf in then.leaves
        if now and known.get(leaf.item.key) != points_words(leaf)
    )
