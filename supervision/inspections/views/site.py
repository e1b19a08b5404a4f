"""An inspection on site, from a phone, and what outsiders get on paper."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from supervision.inspections.queries import inspections as queries
from supervision.inspections.queries.papers import upheld
from supervision.inspections.rules import inspections as rules
from supervision.inspections.views.inspections import INSPECTION
from supervision.permissions import INSPECT, READ_WHOLE_INSPECTION
from township.actors import NotAllowed
from township.frame.access import requires
from township.journal.actions import write_entry
from township.sight import row_in_sight


@requires(INSPECT)
@require_GET
def site(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """On site, from a phone: the own entries by unit, what is open first; ?unit= one unit."""
    row = queries.get_inspection(request.actor, inspection_id)
    member = queries.membership(request.actor, row)
    if member is None:
        raise NotAllowed("只有督查组成员才能打开现场填写页。")
    if row.state != rules.RUNNING:
        raise NotAllowed("现场督查还没有开始，或者已经结束。")
    entries = list(queries.entries_of(row).prefetch_related("photos"))
    mine = [one for one in entries if one.item.member_id == member.pk]
    groups = [(unit, list(rows)) for unit, rows in groupby(mine, key=lambda one: one.unit)]
    others = [
        (name, sum(one.is_done for one in rows), len(rows))
        for name, rows in _by_member([one for one in entries if one.item.member_id != member.pk])
    ]
    context = {
        "inspection": row,
        "groups": groups,
        "others": others,
        "left": sum(not one.is_done for one in mine),
        "total": len(mine),
        "buttons": INSPECTION.buttons(request, row),
        "findings": list(row.findings.select_related("unit", "matter").order_by("seq")),
    }
    return render(request, "supervision/inspections/site.html", context)


def _by_member(entries: list) -> list[tuple[str, list]]:
    found: dict[str, list] = {}
    for one in entries:
        name = one.item.member.person.name if one.item.member_id else "未分工"
        found.setdefault(name, []).append(one)
    return list(found.items())


@requires(READ_WHOLE_INSPECTION)
@require_GET
def guest_sheet(request: HttpRequest, inspection_id: int, guest: int) -> HttpResponse:
    """What one outsider gets on paper: as much as the invitation allows. A line in the journal says to whom."""
    row = queries.get_inspection(request.actor, inspection_id)
    one = row_in_sight(row.outsiders, "没有找到这位外邀人员。", pk=guest)
    write_entry(
        by=request.actor,
        at=request.at,
        action="inspection.guest_sheet",
        subject_kind="inspection",
        subject_id=row.pk,
        subject_label=row.matter.number,
        detail={"guest": one.pk, "sight": one.sight},
    )
    with_site = one.sight in ("site", "findings")
    context = {
        "inspection": row,
        "guest": one,
        "units": [each.unit for each in row.inspected.select_related("unit")],
        "team": list(queries.members_of(row)),
        "items": list(row.items.all()),
        "entries": list(queries.entries_of(row).filter(is_done=True)) if with_site else [],
        "findings": list(upheld(row).exclude(disposal="transfer")) if one.sight == "findings" else [],
    }
    return render(request, "supervision/inspections/guest.html", context)
