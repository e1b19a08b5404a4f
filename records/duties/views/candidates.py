"""督办建议: what the rules of the township found overdue or missing; the office urges, or says why it does not chase it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.duties.actions.candidates import dismiss, urge
from records.duties.followups import take_up_page
from records.duties.forms import DismissForm
from records.duties.queries.candidates import candidates_visible_to
from records.duties.rules.candidates import LIVE, STATE_LABELS
from records.matters.views.matters import matter_url
from records.permissions import DECIDE_CANDIDATE, VIEW_CANDIDATE
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.frame.places import remembers_place

PAGE = 30
FILTERS = {"live": "待处理和已催办", **STATE_LABELS, "all": "全部"}


@requires(VIEW_CANDIDATE)
@require_GET
@remembers_place("records:candidates")
def candidates(request: HttpRequest) -> HttpResponse:
    """The list; ?state= one state, all; by default those still to be dealt with."""
    state = request.GET.get("state", "live")
    state = state if state in FILTERS else "live"
    rows = candidates_visible_to(request.actor, state="" if state == "all" else state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, matter_url(row.matter) if row.matter_id else "") for row in page],
        "state": state,
        "filters": FILTERS.items(),
        "live": LIVE,
        "take_up": take_up_page(),
        "may_decide": request.actor.may(DECIDE_CANDIDATE),
    }
    return render(request, "records/duties/candidates.html", context)


@requires(DECIDE_CANDIDATE)
@require_POST
def candidate_urge(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """催办 the unit."""
    with refusals_as_message(request):
        urge(candidate_id=candidate_id, by=request.actor, at=request.at)
        messages.success(request, "已催办，责任单位联络员已收到通知。")
    return redirect("records:candidates")


@requires(DECIDE_CANDIDATE)
@require_http_methods(["GET", "POST"])
def candidate_dismiss(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """不督办, with the reason."""
    row = candidates_visible_to(request.actor).filter(pk=candidate_id).first()
    if row is None:
        raise OutOfScope("没有找到这条督办建议。")
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            dismiss(candidate_id=candidate_id, by=request.actor, at=request.at, **form.cleaned_data)
        if not form.errors:
            messages.success(request, "已记录不督办的理由。")
            return redirect("records:candidates")
    context = {
        "form": form,
        "title": "不督办",
        "verb": "确定",
        "list": "records:candidates",
        "list_label": "督办建议",
        "hint": row.text,
    }
    return render(request, "township/frame/form.html", context)
