"""The ledger of receptions with its Excel table, a new record, and the page of one reception."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import EXPORT_RECEPTIONS, RECORD_RECEPTION, REVEAL_VISITOR, VIEW_RECEPTION
from meetings.receptions.actions import receptions as actions
from meetings.receptions.actions.exports import note_export
from meetings.receptions.forms.receptions import CallUnitForm, LedgerForm, ReceptionForm, VisitorForm
from meetings.receptions.models.receptions import Reception
from meetings.receptions.queries import receptions as queries
from meetings.receptions.queries.rosters import get_slot
from meetings.receptions.rules.receptions import OPEN
from meetings.receptions.sheets import receptions_xlsx
from meetings.receptions.views.roster_changes import own_id
from meetings.sessions.views.acts import attempt, button, page_of, revision_of
from records.acts.actions.drafts import drop_draft
from records.matters.origins import start_url
from records.matters.queries.timeline import timeline
from township.directory.models.townships import Township
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import xlsx_response
from township.permissions import CAPABILITIES


@requires(VIEW_RECEPTION)
@require_GET
@remembers_place("meetings:receptions")
def receptions(request: HttpRequest) -> HttpResponse:
    """The ledger; a leader sees his own."""
    actor = request.actor
    form = LedgerForm(request.GET, township_id=actor.township_id, today=request.today)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page_of(request, queries.ledger(actor, form.wanted())),
        "query": query.urlencode(),
        "may_record": actor.may(RECORD_RECEPTION),
        "may_export": actor.may(EXPORT_RECEPTIONS),
    }
    return render(request, "meetings/receptions/receptions/list.html", context)


@requires(EXPORT_RECEPTIONS)
@require_GET
def receptions_sheet(request: HttpRequest) -> HttpResponse:
    """The same view as an Excel file, without names; noted in the journal before it is handed out."""
    form = LedgerForm(request.GET, township_id=request.actor.township_id, today=request.today)
    rows = queries.ledger(request.actor, form.wanted())
    note_export(by=request.actor, at=request.at, rows=rows.order_by().count(), subject="接访台账")
    data = receptions_xlsx(rows.iterator(chunk_size=500))
    return xlsx_response(data, f"receptions-{request.today:%Y%m%d}.xlsx")


@requires(RECORD_RECEPTION)
@require_http_methods(["GET", "POST"])
def reception_new(request: HttpRequest) -> HttpResponse:
    """A record; ?slot=… fills in the turn it belongs to."""
    actor = request.actor
    typed = request.GET.get("slot", "")
    slot = get_slot(actor, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    own = own_id(actor, RECORD_RECEPTION)
    place = Township.objects.values_list("reception_place", flat=True).get(pk=actor.township_id)
    initial = {"held_on": request.today, "form": "fixed", "place": place}
    if slot:
        initial |= {"leader": slot.a_id, "form": slot.form, "held_on": slot.day, "place": slot.place}
    form = ReceptionForm(
        request.POST or None, initial=initial, township_id=actor.township_id, today=request.today, own=own
    )
    made: list[Reception] = []
    if request.method == "POST" and form.is_valid():
        data = form.data_for_action(slot.pk if slot else None)
        if attempt(form, lambda: made.append(actions.open_reception(data=data, by=actor, at=request.at))):
            drop_draft(request.user.pk, "reception-new")
            messages.success(request, "已开始记录，请登记来访群众；没有群众来访的，直接办结。")
            return redirect("meetings:reception", made[0].pk)
    context = {
        "form": form,
        "title": "记录接访",
        "verb": "开始记录",
        "back_url": reverse("meetings:receptions"),
        "back_label": "接访记录",
        "draft": "reception-new",
    }
    return render(request, "meetings/sessions/form.html", context)


@requires(VIEW_RECEPTION)
@require_GET
def reception(request: HttpRequest, reception_id: int) -> HttpResponse:
    """One reception: who came (masked), what became of each, which units were called, and what is left to do."""
    actor = request.actor
    row = queries.get_reception(actor, reception_id)
    writes = queries.may_record(actor, row.leader_id) and row.state == OPEN
    registers = "case.register" in CAPABILITIES and actor.may(CAPABILITIES["case.register"])
    visitors = queries.visitors_of(actor, row)
    for visitor in visitors:
        visitor.case_url = start_url(row.pk, str(visitor.pk)) if writes and registers else ""
    context = {
        "reception": row,
        "visitors": visitors,
        "called": queries.called_units_of(row),
        "along": queries.taken_along(actor, row),
        "events": timeline(row.matter, actor),
        "writes": writes,
        "may_reveal": actor.may(REVEAL_VISITOR),
        "visitor_form": VisitorForm(auto_id="v-%s") if writes else None,
        "unit_form": CallUnitForm(
            auto_id="u-%s",
            township_id=actor.township_id,
            initial={"day": request.today, "clock": request.at.time().replace(second=0, microsecond=0)},
        )
        if writes
        else None,
        "pending": sum(visitor.outcome == "pending" for visitor in visitors),
        "today": request.today,
    }
    return render(request, "meetings/receptions/receptions/page.html", context)


@requires(RECORD_RECEPTION)
@require_POST
def reception_close(request: HttpRequest, reception_id: int) -> HttpResponse:
    """Every visit has its outcome: the record is closed."""
    queries.get_reception(request.actor, reception_id)
    given = {"reception_id": reception_id, "revision": revision_of(request), "by": request.actor, "at": request.at}
    return button(request, lambda: actions.close_reception(**given), "接访已办结。", "meetings:reception", reception_id)
