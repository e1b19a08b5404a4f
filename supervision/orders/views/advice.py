"""The three proposals: drafting one, its page."""

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.views.flows import flow_acts, paper_context
from supervision.orders.actions import advice as actions
from supervision.orders.forms import advice as forms
from supervision.orders.models.advice import Advice
from supervision.orders.queries import advice as queries
from supervision.orders.rules.advice import DOORS, AdviceFacts
from supervision.permissions import ANSWER_ADVICE, READ_DRAFT_ORDER, VIEW_ADVICE, WRITE_ADVICE
from township.actors import Actor
from township.frame.access import requires
from township.frame.forms.typed import year_asked
from township.words import whole_number

DRAFT = "advice-new"


def advice_facts(actor: Actor, row: Advice) -> AdviceFacts:
    """What the doors of a proposal look at."""
    standing = actions.FLOW.standing(actor, row, rights=(ANSWER_ADVICE,))
    given = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    return AdviceFacts(**given, is_addressee=row.unit_id in actor.unit_ids, is_outside=actions.is_outside(row))


ADVICE = ActPages(
    "advice",
    page="supervision:advice",
    id_name="advice_id",
    get=queries.get_advice,
    facts=advice_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW, text_form=forms.AdviceTextForm) if act.name != "distribute"),
        Act("answer", actions.answer, done="采纳情况已答复。", form=forms.AnswerForm),
        Act("note_answer", actions.note_answer, done="答复已登记。", form=forms.NoteAnswerForm),
        Act("drop", actions.drop_advice, done="已撤销。", confirm="撤销以后文稿留在登记簿里，不能再送审。"),
    ),
)


@requires(WRITE_ADVICE)
@require_http_methods(["GET", "POST"])
def advice_new(request: HttpRequest) -> HttpResponse:
    """拟写建议, from ?order=… where it follows from one."""
    order = whole_number(request.GET.get("order", ""), 17)
    return new_page(
        request,
        forms.NewAdviceForm(request.POST or None, actor=request.actor, order=order),
        lambda form: actions.draft_advice(data=form.given_data(), by=request.actor, at=request.at),
        title="拟写建议",
        verb="存为文稿",
        done="建议已存为文稿，核对后送审。",
        page="supervision:advice",
        draft=DRAFT,
        back_url=reverse("supervision:advices"),
        back_label="三项建议",
        intro="督办中发现的共性问题，可以向有关机关提出改进工作、完善政策、追究责任的建议（条例第四十条）。",
    )


@requires(VIEW_ADVICE)
@require_GET
def advice(request: HttpRequest, advice_id: int) -> HttpResponse:
    """One proposal: letter, receipt, answer, and what this actor may do now."""
    row = queries.get_advice(request.actor, advice_id)
    is_office = request.actor.may(READ_DRAFT_ORDER)
    context = {
        "advice": row,
        "is_office": is_office,
        "files": attachments_of(row.matter, request.actor),
        "buttons": ADVICE.buttons(request, row),
        "events": timeline(row.matter, request.actor),
        **paper_context(actions.FLOW, row, request.actor),
    }
    return render(request, "supervision/orders/advice.html", context)


@requires(VIEW_ADVICE)
@require_GET
def advice_year(request: HttpRequest) -> HttpResponse:
    """Issued and answered by kind in a year: the third part of the yearly report (条例第四十一条)."""
    year = year_asked(request)
    first, last = request.today.replace(year, 1, 1), request.today.replace(year, 12, 31)
    rows = queries.advice_counts(request.actor, first, last)
    return render(request, "supervision/orders/advice_year.html", {"year": year, "before": year - 1, "rows": rows})
