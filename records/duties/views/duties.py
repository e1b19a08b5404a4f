"""制度应办: what I owe by the rules of the township, and the page on which one duty is noted, excused or looked up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from records.duties.actions.duties import decide_excuse, note_done, propose_excuse
from records.duties.forms import ExcuseForm, NoteForm
from records.duties.models.duties import Duty
from records.duties.openers import JUDGED, LINKS, link_of, way_to
from records.duties.queries.duties import duties_owed, duties_visible_to
from records.duties.rules.duties import OPEN, STANDINGS, standing
from records.matters.kinds import KINDS
from records.matters.queries.scope import is_visible
from records.matters.views.matters import matter_url
from records.matters.views.ways import leads_anywhere
from records.permissions import DECIDE_EXCUSE, NOTE_DUTY, PROPOSE_EXCUSE, VIEW_DUTY
from township.actors import Actor, OutOfScope
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.places import remembers_place
from township.permissions import Reach

PAGE = 30
DONE = {
    "note": "已登记完成情况。",
    "propose": "已申请免办，由另一位同志决定。",
    "excuse": "已同意免办。",
    "decline": "已退回免办申请，仍应办理。",
}


@requires(VIEW_DUTY)
@require_GET
@remembers_place("records:duties")
def duties(request: HttpRequest) -> HttpResponse:
    """Open duties of my units, of myself, of the office: earliest due first."""
    page = Paginator(duties_owed(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(duty, way_to(duty.pk) if duty.clause in LINKS else "") for duty in page],
        "calendar": work_calendar(request.actor.township_id),
        "today": request.today,
    }
    return render(request, "records/duties/duties.html", context)


@requires(VIEW_DUTY)
@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """One duty: where it stands, and what may be done now."""
    row = (
        duties_visible_to(request.actor)
        .select_related("unit", "person", "evidence", "done_by", "excuse_proposed_by", "excused_by")
        .filter(pk=duty_id)
        .first()
    )
    if row is None:
        raise OutOfScope("没有找到这项应办。")
    if request.GET.get("go") and (link := _way_on(request.actor, row)):
        return redirect(link)
    act = request.POST.get("act", "")
    forms = {
        "note": NoteForm(request.POST if act == "note" else None, initial={"on": request.today}, auto_id="note-%s"),
        "propose": ExcuseForm(request.POST if act == "propose" else None, auto_id="propose-%s"),
    }
    if request.method == "POST" and act in DONE and _done(request, row, act, forms.get(act)):
        messages.success(request, DONE[act])
        return redirect("records:duty", row.pk)
    return render(request, "records/duties/duty.html", _page(request, row) | {"forms": forms})


def _page(request: HttpRequest, row: Duty) -> dict:
    actor, word = request.actor, standing(row.state, row.done_on, row.due_on, request.today)
    evidence = row.evidence
    is_seen = evidence is not None and is_visible(actor, evidence.pk, KINDS[evidence.kind].view)
    is_open = row.state == OPEN
    is_asked = bool(row.excuse_reason) and is_open
    return {
        "duty": row,
        "standing": word,
        "standing_label": STANDINGS[word],
        "evidence_url": matter_url(evidence) if is_seen else "",
        "url": _way_on(actor, row),
        "may_note": is_open and row.clause not in JUDGED and _may(actor, NOTE_DUTY, row),
        "may_propose": is_open and not is_asked and _may(actor, PROPOSE_EXCUSE, row),
        "may_decide": is_asked and actor.may(DECIDE_EXCUSE) and row.excuse_proposed_by_id != actor.person_id,
        "is_asked": is_asked,
        "today": request.today,
        "calendar": work_calendar(row.township_id),
    }


def _way_on(actor: Actor, row: Duty) -> str:
    """Where it is done, while it is open and as far as the actor may go there."""
    link = link_of(row) if row.state == OPEN else ""
    return link if link and leads_anywhere(actor, link) else ""


def _may(actor: Actor, capability, row: Duty) -> bool:
    reach = actor.reach(capability)
    is_own = row.unit_id in actor.unit_ids or row.person_id and row.person_id == actor.person_id
    return reach == Reach.TOWNSHIP or (reach == Reach.OWN and bool(is_own))


def _done(request: HttpRequest, row: Duty, act: str, form) -> bool:
    """Run the act; a refusal stands beside its field."""
    who = {"duty_id": row.pk, "by": request.actor, "at": request.at}
    if form is None:
        decide_excuse(approved=act == "excuse", **who)
        return True
    if not form.is_valid():
        return False
    with refusals_on(form):
        (note_done if act == "note" else propose_excuse)(**form.cleaned_data, **who)
    return not form.errors
