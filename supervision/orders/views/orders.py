"""Supervision orders: starting one from findings, its page, the board of units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import attachments_of
from records.papers.views.flows import flow_acts, paper_context
from records.permissions import VIEW_CANDIDATE
from supervision.orders.actions import handling
from supervision.orders.actions import orders as actions
from supervision.orders.actions.findings import raise_finding
from supervision.orders.forms import orders as forms
from supervision.orders.models.orders import Order
from supervision.orders.queries import orders as queries
from supervision.orders.rules.orders import ARTICLES, BOARD, DOORS, WORKING, OrderFacts
from supervision.permissions import (
    EXTEND_ORDER,
    PROPOSE_MEASURE,
    RAISE_CANDIDATE,
    READ_DRAFT_ORDER,
    VERIFY_ORDER,
    VIEW_ORDER,
    WORK_ORDER,
    WRITE_ORDER,
)
from township.actors import Actor
from township.frame.access import requires
from township.words import whole_number

DRAFT, FINDING = "order-new", "finding-new"


def order_facts(actor: Actor, row: Order, rows: queries.OrderRows | None = None) -> OrderFacts:
    """What the doors of an order look at. rows: where the page has read them."""
    is_lead = row.unit_id in actor.unit_ids
    points = (
        [point.pk for point in (rows.points if rows else row.points.all())] if is_lead and row.state == WORKING else ()
    )
    return actions.FLOW.standing(
        actor,
        row,
        rights=(WORK_ORDER, VERIFY_ORDER, EXTEND_ORDER),
        facts=OrderFacts,
        read=rows.paper if rows else None,
        parts={"progress": frozenset(points)},
        is_lead=is_lead,
        is_replier=row.replied_by_id == actor.person_id,
        is_failed=queries.is_failed(row, actor.on),
        has_next=bool(rows.later) if rows else queries.next_of(row) is not None,
        was_extended=row.extended_on is not None,
        must_report=row.must_report,
        has_report=row.must_report and queries.has_report(row),
    )


ORDER = ActPages(
    "order",
    page="supervision:order",
    id_name="order_id",
    get=queries.get_order,
    facts=order_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW, text_form=forms.OrderTextForm) if act.name != "distribute"),
        Act(
            "progress",
            handling.report_progress,
            done="进展已报告。",
            form=forms.ProgressForm,
            part="point_id",
            is_free=True,
        ),
        Act(
            "report",
            handling.write_report,
            done="办结报告已保存，可以回复办理结果。",
            form=forms.ReportForm,
            verb="保存",
        ),
        Act("reply", handling.reply, done="已回复，等联席办核实。", form=forms.ReplyForm),
        Act("accept", handling.accept, done="已核实销号。", form=forms.VerifyForm),
        Act("give_back", handling.give_back, done="已退回责任单位续办。", form=forms.VerifyForm),
        Act("extend", handling.extend, done="已同意延期。", form=forms.ExtendForm),
        Act(
            "again",
            actions.order_again,
            done="二次督办单已存为文稿，核对后送审。",
            form=forms.AgainForm,
            leads_to=lambda request, row, made: reverse("supervision:order", args=[made.pk]),
        ),
        Act(
            "drop",
            actions.drop_order,
            done="已撤销立项，所依据的事项退回督办建议。",
            confirm="撤销以后所依据的事项退回督办建议，等待重新处理。",
        ),
    ),
)


@requires(WRITE_ORDER)
@require_http_methods(["GET", "POST"])
def order_new(request: HttpRequest) -> HttpResponse:
    """立项督办 from ?candidate=…, with whatever else waits against the same unit."""
    first = whole_number(request.GET.get("candidate", ""), 9)
    return new_page(
        request,
        forms.NewOrderForm(request.POST or None, actor=request.actor, first=first),
        lambda form: actions.draft_order(by=request.actor, at=request.at, **form.values()),
        title="立项督办",
        verb="存为文稿",
        done="督办单已存为文稿，核对后送审。",
        page="supervision:order",
        draft=DRAFT,
        back_url=reverse("records:candidates"),
        back_label="督办建议",
    )


@requires(RAISE_CANDIDATE)
@require_http_methods(["GET", "POST"])
def finding_new(request: HttpRequest) -> HttpResponse:
    """提出督办建议: a leader's instruction or a result of a dispatch."""
    back = reverse("supervision:orders")
    return new_page(
        request,
        forms.FindingForm(request.POST or None, actor=request.actor, today=request.today),
        lambda form: raise_finding(by=request.actor, at=request.at, **form.values()),
        title="提出督办建议",
        verb="提出",
        done="已列入督办建议，由联席办决定立项、催办或者不督办。",
        page=lambda made: reverse("records:candidates") if request.actor.may(VIEW_CANDIDATE) else back,
        draft=FINDING,
        back_url=back,
        back_label="督办台账",
        intro="领导批示、调度中提出而没有落实的要求，在这里登记。逾期、不满意、重复信访由系统自动列出。",
    )


@requires(VIEW_ORDER)
@require_GET
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order: letter, points with progress, reply, verification, and what this actor may do now."""
    row = queries.get_order(request.actor, order_id)
    rows = queries.order_rows(request.actor, row)
    is_office = request.actor.may(READ_DRAFT_ORDER)
    context = {
        "order": row,
        "is_office": is_office,
        "article": ARTICLES[row.article],
        "points": rows.points,
        "report": queries.report_of(request.actor, row) if row.must_report else None,
        "grounds": rows.grounds if is_office else [],
        "later": next(iter(rows.later), None) if is_office else None,
        "may_propose": request.actor.may(PROPOSE_MEASURE) and queries.has_failed(row, request.today),
        "files": attachments_of(row.matter, request.actor),
        "buttons": ORDER.buttons(request, row, order_facts(request.actor, row, rows)),
        "events": rows.events,
        **paper_context(actions.FLOW, row, request.actor, rows.paper),
    }
    if not is_office:
        context["recipients"] = [one for one in context["recipients"] if one.unit_id in request.actor.unit_ids]
    return render(request, "supervision/orders/page.html", context)


@requires(VIEW_ORDER)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """红黄榜: units by their orders that are late, given back or ordered a second time."""
    rows = [(row, BOARD[row.colour]) for row in queries.board(request.actor, request.today)]
    may_propose = request.actor.may(PROPOSE_MEASURE)
    return render(request, "supervision/orders/board.html", {"rows": rows, "may_propose": may_propose})
