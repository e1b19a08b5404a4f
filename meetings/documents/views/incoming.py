"""Incoming documents: registering one, and its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.documents.actions import incoming as actions
from meetings.documents.forms.papers import (
    CloseForm,
    IncomingForm,
    OpinionForm,
    OrderForm,
    ResultForm,
)
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.queries import incoming as queries
from meetings.documents.rules.incoming import INCOMING
from meetings.permissions import (
    CLOSE_INCOMING,
    DECIDE_INCOMING,
    HANDLE_INCOMING,
    OPINE_INCOMING,
    REGISTER_INCOMING,
    VIEW_INCOMING,
)
from meetings.sessions.views.acts import attempt, revision_of
from records.acts.actions.drafts import drop_draft
from records.clocks.queries import clocks_of
from records.matters.queries.timeline import attachments_of, timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.forms.typed import typed
from township.permissions import Reach

DONE = {
    "opine": "拟办意见已报领导。",
    "assign": "已批示交办。",
    "file_away": "已批示存阅。",
    "send_back": "已退回重提拟办意见。",
    "handle": "办理结果已报告。",
    "close": "已核结。",
    "return_work": "已退回续办。",
}
ORDERS = ("assign", "file_away", "send_back")
ENDINGS = ("close", "return_work")


@requires(REGISTER_INCOMING)
@require_http_methods(["GET", "POST"])
def incoming_new(request: HttpRequest) -> HttpResponse:
    """One line of the register, with scans."""
    initial = {"received_on": request.today, "urgency": "plain"}
    form = IncomingForm(typed(request), request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[IncomingPaper] = []
        data, files = form.data_for_action(), form.cleaned_data["attachments"]
        if attempt(
            form,
            lambda: made.append(actions.register_incoming(data=data, files=files, by=request.actor, at=request.at)),
        ):
            drop_draft(request.user.pk, "incoming-new")
            messages.success(request, f"已登记，收文号 {made[0].number}。")
            return redirect("meetings:incoming", made[0].pk)
    context = {
        "form": form,
        "title": "登记收文",
        "verb": "登记",
        "draft": "incoming-new",
        "back_url": reverse("meetings:incoming_list"),
        "back_label": "收文登记",
    }
    return render(request, "meetings/documents/papers/edit.html", context)


@requires(VIEW_INCOMING)
@require_http_methods(["GET", "POST"])
def incoming(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """One incoming document, and what this actor may do with it now."""
    row = queries.get_incoming(request.actor, incoming_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, row, act)
    form = forms["order" if act in ORDERS else "ending" if act in ENDINGS else act] if act in DONE else None
    if form is not None and form.is_valid() and attempt(form, lambda: _act(request, row, act, form)):
        messages.success(request, DONE[act])
        return redirect("meetings:incoming", incoming_id)
    context = {
        "incoming": row,
        "events": timeline(row.matter, request.actor),
        "files": attachments_of(row.matter, request.actor),
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
        "forms": forms,
        "moves": _moves(request, row),
    }
    return render(request, "meetings/documents/incoming/page.html", context)


def _forms(request: HttpRequest, row: IncomingPaper, act: str) -> dict:
    def data(*names: str):
        return (request.POST, request.FILES) if act in names else (None, None)

    return {
        "opine": OpinionForm(data("opine")[0], auto_id="opine-%s"),
        "order": OrderForm(data(*ORDERS)[0], auto_id="order-%s", township_id=row.township_id),
        "handle": ResultForm(*data("handle"), auto_id="handle-%s"),
        "ending": CloseForm(data(*ENDINGS)[0], auto_id="ending-%s"),
    }


def _moves(request: HttpRequest, row: IncomingPaper) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    actor, mine = request.actor, set()
    if actor.may(OPINE_INCOMING):
        mine.add("opine")
    if actor.may(DECIDE_INCOMING) and actor.person_id != row.opinion_by_id:
        mine |= set(ORDERS)
    if actor.reach(HANDLE_INCOMING) == Reach.TOWNSHIP or (actor.may(HANDLE_INCOMING) and row.unit_id in actor.unit_ids):
        mine.add("handle")
    if actor.may(CLOSE_INCOMING) and actor.person_id != row.handled_by_id:
        mine |= set(ENDINGS)
    return mine & {move.name for move in INCOMING.moves_from(row.state)}


def _act(request: HttpRequest, row: IncomingPaper, act: str, form) -> None:
    data = form.cleaned_data
    given = {"incoming_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    if act == "opine":
        actions.opine(opinion=data["opinion"], **given)
    elif act in ORDERS:
        unit = data["unit"].pk if data["unit"] else None
        actions.decide(act=act, order=data["order"], unit_id=unit, **given)
    elif act == "handle":
        actions.handle(result=data["result"], files=data["attachments"], **given)
    else:
        actions.close(agreed=act == "close", remark=data["remark"], **given)
