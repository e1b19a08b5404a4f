"""One unit's points in a run, and the frozen rows behind each figure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessment.permissions import SCORE, VIEW_RUN
from assessment.schemes.models.runs import RunRow
from assessment.schemes.queries import runs as queries
from assessment.schemes.queries.rows import rows_behind
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.schemes import KINDS, SPREAD_WORDS
from assessment.schemes.rules.scoring import decimal_words
from assessment.schemes.rules.states import DRAFT
from assessment.schemes.views.runs import RUN, run_facts
from records.figures.declared import DECLARED
from township.actors import OutOfScope
from township.frame.access import requires


@requires(VIEW_RUN)
@require_GET
def run_unit(request: HttpRequest, run_id: int, unit_id: int) -> HttpResponse:
    """One unit: the tree with n, d, formula and points, each figure with the rows behind it."""
    actor = request.actor
    row = queries.get_run(actor, run_id)
    if unit_id not in {unit.pk for unit in queries.units_in_sight(actor, row)}:
        raise OutOfScope()
    score = next(one for one in queries.results(row) if one.unit.pk == unit_id)
    is_finished = row.state != DRAFT or actor.may(SCORE)
    lines = {leaf.item.key: _line(leaf) for leaf in score.result.leaves}
    labels = {item.key: item.label for item in content_of(row.scheme).items()}
    entries = queries.counting_entries(row).filter(unit_id=unit_id).select_related("by", "about")
    context = {
        "run": row,
        "score": score,
        "is_finished": is_finished,
        "parts": [(part, [lines[item.key] for item in part.items]) for part in content_of(row.scheme).parts],
        "entries": [(one, labels.get(one.item, "")) for one in entries] if is_finished else [],
        "report": row.units.filter(unit_id=unit_id).select_related("reported_by").first(),
        "objections": row.objections.filter(unit_id=unit_id).select_related("decided_by"),
        "spread": SPREAD_WORDS,
        "buttons": RUN.buttons(request, row),
    }
    return render(request, "assessment/schemes/unit.html", context)


def _line(leaf) -> dict:
    """A leaf as the page shows it; its number to four places, the result itself is rounded once."""
    item, facts = leaf.item, leaf.facts
    words = f"{facts.n}/{facts.d}" if item.kind in ("rate", "satisfaction") else ""
    if item.kind == "deduction":
        words = "、".join(f"{DECLARED[key].label}{n}次" for key, n in facts.events.items() if n) or "没有扣分"
    elif item.kind == "quota":
        words = f"{facts.n}次"
    elif item.kind == "hand":
        words = f"{len(facts.marks)}/{item.scorers}人评分"
    elif item.kind == "veto":
        words = f"{facts.vetoes}项决定"
    return {
        "item": item,
        "kind": KINDS[item.kind],
        "words": words,
        "points": queries.points_words(leaf),
        "weight": decimal_words(leaf.weight, queries.SHOWN_PLACES) if item.weight else "",
        "formulas": [f"{DECLARED[key].label}＝{DECLARED[key].formula}" for key in item.figures],
    }


@requires(VIEW_RUN)
@require_GET
def run_rows(request: HttpRequest, run_id: int, unit_id: int, item: str) -> HttpResponse:
    """The frozen rows behind one figure of one unit, as far as this reader may open them."""
    actor = request.actor
    row = queries.get_run(actor, run_id)
    units = {unit.pk: unit for unit in queries.units_in_sight(actor, row)}
    leaf = next((one for one in content_of(row.scheme).items() if one.key == item), None)
    if unit_id not in units or leaf is None:
        raise OutOfScope()
    behind = rows_behind(actor, row, unit_id, leaf)
    context = {
        "run": row,
        "unit": units[unit_id],
        "item": leaf,
        "behind": behind,
        "rows": [(one, DECLARED[one.figure].label, _page_of(one)) for one in behind.shown],
        "formulas": [f"{DECLARED[key].label}＝{DECLARED[key].formula}" for key in leaf.figures],
        "can_object": unit_id in run_facts(actor, row).parts["object"],
        "object_url": RUN.url(row, "object", unit_id),
    }
    return render(request, "assessment/schemes/rows.html", context)


def _page_of(row: RunRow) -> str:
    """Where the row itself is seen."""
    page = DECLARED[row.figure].page
    if row.about:
        return reverse("records:matter", args=[row.about])
    return reverse(page, args=[row.source]) if page else ""
