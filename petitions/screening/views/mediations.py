"""Recording a mediation, with the agreement to be printed and signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from petitions.cases.views.answers import attempt, revision_of
from petitions.permissions import WORK_DISPUTE
from petitions.screening.actions.mediations import MediationData, record_mediation
from petitions.screening.forms.disputes import MediationForm
from petitions.screening.queries.disputes import get_dispute
from petitions.screening.views.acts import may_mediate
from records.acts.actions.drafts import drop_draft
from township.actors import NotAllowed
from township.frame.access import requires


@requires(WORK_DISPUTE)
@never_cache
@require_http_methods(["GET", "POST"])
def mediation_new(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Who led it, who helped, what came of it; with an agreement the paper is numbered at once."""
    row = get_dispute(request.actor, dispute_id)
    if request.method == "GET" and not may_mediate(row, request.actor):
        raise NotAllowed(f"现在是“{row.get_state_display()}”，由{row.holder.label}负责，不能登记调解。")
    form = MediationForm(request.POST or None, initial={"on": request.today})
    draft = f"mediation-{row.pk}"
    if request.method == "POST" and form.is_valid():
        given = {"dispute_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
        if attempt(form, lambda: record_mediation(**given, data=MediationData(**form.values()))):
            drop_draft(request.user.pk, draft)
            messages.success(request, "调解已登记。")
            return redirect("petitions:dispute", row.pk)
    shown = revision_of(request) if request.method == "POST" else row.revision
    context = {"dispute": row, "form": form, "revision": shown, "draft": draft}
    return render(request, "petitions/screening/disputes/mediation.html", context)
