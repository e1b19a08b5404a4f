"""The paper of a spot check: the sheet on which every line of the draw can be repeated."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from supervision.draws.models.draws import Draw, DrawPick


def sheet_html(row: Draw, title: str, picks: Sequence[DrawPick], earlier: Sequence[DrawPick]) -> str:
    """The sheet: list and hash, seed and witness, every pick with the text hashed, its hash, the remainder and the unit.

    earlier: picks of the draw that this one replaces, shown below."""
    groups = list(row.groups.prefetch_related("units"))
    for group in groups:
        group.size = sum(1 for one in group.units.all() if one.place)
    sizes = {group.pk: group.size for group in groups}
    context = {
        "title": title,
        "title_lines": [title],
        "number": row.number,
        "draw": row,
        "groups": groups,
        "picks": [(pick, sizes[pick.entry.group_id]) for pick in picks],
        "earlier": earlier,
    }
    return render_to_string("papers/draw_sheet.html", context)
