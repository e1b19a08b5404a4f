"""The public page of the reception roster (公示): this week and what is put up already, without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.receptions.queries.on_duty import in_office, on_duty
from meetings.receptions.queries.roster_notice import notice_of
from meetings.receptions.queries.rosters import public_rosters, slots_between, slots_of
from township.directory.models.townships import Township
from township.frame.access import public


@public
@require_safe
def duty(request: HttpRequest, code: str = "") -> HttpResponse:
    """One township, or the list where this site serves several."""
    townships = Township.objects.filter(is_active=True)
    if code:
        townships = townships.filter(code=code)
    found = list(townships[:200])
    if code and not found:
        raise Http404
    if len(found) != 1:
        return render(request, "meetings/receptions/public/duties.html", {"townships": found})
    township = found[0]
    weeks = []
    for roster in public_rosters(township.pk, request.today):
        roster.township = township
        weeks.append((roster, notice_of(roster, in_office(slots_of(roster), township.pk, request.today))))
    today = in_office(slots_between(township.pk, request.today, request.today), township.pk, request.today)
    now = [row for row in on_duty(today, request.at) if row.is_now]
    return render(request, "meetings/receptions/public/duty.html", {"township": township, "weeks": weeks, "now": now})
