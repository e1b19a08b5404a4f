"""Incoming documents: registering one, its page, and the acts on it."""

from functools import partial

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import incoming as actions
from meetings.documents.forms.incoming import CloseForm, IncomingForm, OpinionForm, OrderForm, ResultForm, ScansForm
from meetings.documents.queries import incoming as queries
from meetings.documents.rules.incoming import CLOSED, DOORS, HANDLED
from meetings.permissions import REGISTER_INCOMING, VIEW_INCOMING
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.clocks.queries import clocks_of
from records.matters.queries.timeline import attachments_of, timeline
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.forms.typed import typed
from township.refusals import Refused


def _opinion_shown(request: HttpRequest, row: Model, form: ActForm) -> dict:
    """What the leader decides about."""
    return {"facts_shown": [("来文", row.title), ("办理要求", row.demand or "没有写明"), ("拟办意见", row.opinion)]}


def _result_shown(request: HttpRequest, row: Model, form: ActForm) -> dict:
    """What the office closes."""
    return {"facts_shown": [("批示", row.order), ("办理结果", row.result)]}


INCOMING = ActPages(
    "incoming",
    page="meetings:incoming",
    id_name="incoming_id",
    get=queries.get_incoming,
    facts=queries.incoming_facts,
    doors=DOORS,
    acts=(
        Act("add_files", actions.add_files, done="扫描件已补传。", form=ScansForm, verb="上传", is_free=True),
        Act("opine", actions.opine, done="拟办意见已报领导。", form=OpinionForm, verb="报领导批示"),
        Act(
            "assign",
            partial(actions.decide, act="assign"),
            done="已批示交办。",
            form=OrderForm,
            verb="交单位承办",
            verbs=(
                Verb("file_away", "存阅", partial(actions.decide, act="file_away"), "已批示存阅。"),
                Verb("send_back", "退回重提", partial(actions.decide, act="send_back"), "已退回重提拟办。"),
            ),
            beside=_opinion_shown,
        ),
        Act("handle", actions.handle, done="办理结果已报告。", form=ResultForm, verb="报告结果"),
        Act(
            "close",
            partial(actions.close, agreed=True),
            done="已核结。",
            form=CloseForm,
            verbs=(Verb("return_work", "退回续办", partial(actions.close, agreed=False), "已退回续办。"),),
            beside=_result_shown,
        ),
    ),
)


@requires(REGISTER_INCOMING)
@require_http_methods(["GET", "POST"])
def incoming_new(request: HttpRequest) -> HttpResponse:
    """One line of the register, with scans."""

    def make(form):
        data, files = form.data_for_action(), form.cleaned_data["attachments"]
        try:
            return actions.register_incoming(data=data, files=files, by=request.actor, at=request.at)
        except Refused as refusal:
            if refusal.field == "their_number":
                form.ask_again()
            raise

    initial = {"received_on": request.today, "urgency": "plain"}
    return new_page(
        request,
        IncomingForm(typed(request), request.FILES or None, initial=initial),
        make,
        title="登记收文",
        verb="登记",
        done=lambda row: f"已登记，收文号 {row.number}。",
        page="meetings:incoming",
        draft="incoming-new",
        back_url=reverse("meetings:incoming_list"),
        back_label="收文登记",
    )


@requires(VIEW_INCOMING)
@require_GET
def incoming(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """One incoming document, and what this actor may do with it now."""
    row = queries.get_incoming(request.actor, incoming_id)
    context = {
        "incoming": row,
        "buttons": INCOMING.buttons(request, row),
        "is_running": row.due_on and row.state not in (HANDLED, CLOSED),
        "events": timeline(row.matter, request.actor),
        "files": attachments_of(row.matter, request.actor),
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
    }
    return render(request, "meetings/documents/incoming/page.html", context)
