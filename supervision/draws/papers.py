"""Papers of a spot check: the plan as a letter-sized notice, and the sheet on which every line of the draw can be repeated."""

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string

from records.papers.letters import letter_html
from supervision.draws.models.draws import Draw, DrawPick


def plan_html(row: Draw, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """The plan as it is published."""
    page = {
        "organ": row.township.office_name,
        "title": row.document.title,
        "units": ["各村（社区）", "各成员单位"],
        "copies": [],
    }
    return letter_html(page, body, number=number, issued_on=issued_on)


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
