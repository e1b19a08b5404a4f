"""How the weekly reception day was kept, leader by leader and week by week (D1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.permissions import EXPORT_RECEPTIONS, VIEW_COVERAGE
from meetings.receptions.queries import receptions as queries
from meetings.receptions.queries.rosters import week_key
from meetings.receptions.sheets import coverage_xlsx
from township.frame.access import requires
from township.frame.handouts import Handed, Handout, hand_out
from township.frame.responses import xlsx_response
from township.watermark import Watermark

WEEKS = {"4": 4, "8": 8, "13": 13}


def _weeks(request: HttpRequest) -> int:
    return WEEKS.get(request.GET.get("weeks", ""), 8)


@requires(VIEW_COVERAGE)
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """The last 4, 8 or 13 weeks."""
    n = _weeks(request)
    mondays = queries.weeks_back(request.today, n)
    rows = queries.coverage(request.actor.township_id, mondays, request.today)
    context = {
        "rows": rows,
        "weeks": [(monday, week_key(monday), queries.week_words(monday)) for monday in mondays],
        "n": n,
        "choices": sorted(WEEKS.values()),
        "kept": sum(row.kept for row in rows),
        "owed": sum(row.owed for row in rows),
        "this_week": mondays[-1],
        "may_export": request.actor.may(EXPORT_RECEPTIONS),
    }
    return render(request, "meetings/receptions/receptions/coverage.html", context)


def _sheet(request: HttpRequest) -> Handed:
    """The same as Excel."""
    mondays = queries.weeks_back(request.today, _weeks(request))
    rows = queries.coverage(request.actor.township_id, mondays, request.today)

    def make(mark: Watermark) -> HttpResponse:
        return xlsx_response(coverage_xlsx(rows, mondays, mark), f"coverage-{request.today:%Y%m%d}.xlsx")

    return Handed("接访落实情况", len(rows), make, back=reverse("meetings:coverage"))


coverage_sheet = hand_out(Handout("meetings:coverage_sheet", EXPORT_RECEPTIONS, "reception.export", _sheet))
