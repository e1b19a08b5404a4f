"""The alarm about guessed look-up codes: what happened, what to do, what was done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from petitions.lookup.actions.alarms import close_alarm
from petitions.lookup.forms import AlarmForm
from petitions.lookup.models import LookupAlarm
from petitions.permissions import CLOSE_LOOKUP_ALARM
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.refusals import Refused
from township.sight import row_in_sight


@requires(CLOSE_LOOKUP_ALARM)
@require_http_methods(["GET", "POST"])
def alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """One alarm; posted: what was done about it."""
    rows = LookupAlarm.objects.filter(township_id=request.actor.township_id).select_related("closed_by")
    row = row_in_sight(rows, "没有找到这条警报。", pk=alarm_id)
    form = AlarmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            close_alarm(alarm_id=row.pk, by=request.actor, at=request.at, **form.cleaned_data)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, "处置情况已登记。")
            return redirect("township:home")
    return render(request, "petitions/lookup/alarm.html", {"row": row, "form": form})
