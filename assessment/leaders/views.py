"""Leaders' records: the list of a year, one record, Excel."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessment.leaders import queries
from assessment.leaders.actions import note_export, note_reading
from assessment.leaders.forms import year_from
from assessment.leaders.sheets import leaders_xlsx
from assessment.permissions import EXPORT_LEADER_RECORDS, VIEW_LEADER_RECORD
from township.frame.access import requires
from township.frame.responses import xlsx_response


@requires(VIEW_LEADER_RECORD)
@require_GET
def leaders(request: HttpRequest) -> HttpResponse:
    """Every leader in sight with the figures of the year."""
    actor, this_year = request.actor, request.today.year
    year = year_from(request.GET, this_year)
    context = {
        "year": year,
        "years": range(this_year, this_year - 3, -1),
        "lines": queries.leaders(actor, year, request.today),
        "may_export": actor.may(EXPORT_LEADER_RECORDS),
    }
    return render(request, "assessment/leaders/list.html", context)


@requires(VIEW_LEADER_RECORD)
@require_GET
def leader(request: HttpRequest, person_id: int) -> HttpResponse:
    """One record; a look at somebody else's stands in the journal."""
    actor = request.actor
    year = year_from(request.GET, request.today.year)
    record = queries.leader_record(actor, person_id, year, request.today)
    if person_id != actor.person_id:
        note_reading(person=record.line.person, year=year, by=actor, at=request.at)
    return render(request, "assessment/leaders/record.html", {"year": year, "record": record, "today": request.today})


@requires(EXPORT_LEADER_RECORDS)
@require_GET
def leaders_sheet(request: HttpRequest) -> HttpResponse:
    """The list as Excel; noted in the journal before it is handed out."""
    year = year_from(request.GET, request.today.year)
    lines = queries.leaders(request.actor, year, request.today)
    note_export(year=year, rows=len(lines), by=request.actor, at=request.at)
    return xlsx_response(leaders_xlsx(year, lines), f"leaders-{year}.xlsx")
