"""投递记录: what left the house, to whom, what came of it. No content, no address."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from records.jobs.views.runs import tabs
from records.notices.actions.deliveries import resend
from records.notices.models.deliveries import Delivery
from records.notices.queries.channels import email_is_on, webhook_facts
from records.notices.queries.deliveries import deliveries_of
from records.notices.rules.deliveries import DELIVERIES, STATE_WORDS, UNKNOWN
from records.permissions import RUN_JOBS, VIEW_JOBS
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.sight import row_in_sight

PAGE = 30


@requires(VIEW_JOBS)
@require_GET
def deliveries(request):
    """The outbox by state; ?state= narrows."""
    rows = deliveries_of(request.actor)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    if state in STATE_WORDS:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"row": row, "may_resend": DELIVERIES.allows("resend", row.state)} for row in page],
        "states": [(value, label, counts.get(value, 0)) for value, label in STATE_WORDS.items()],
        "state": state,
        "may_run": request.actor.may(RUN_JOBS),
        "nothing_on": not email_is_on() and webhook_facts(request.actor.township_id) is None,
        "tabs": tabs("deliveries"),
    }
    return render(request, "records/notices/deliveries.html", context)


@requires(RUN_JOBS)
def delivery_again(request, delivery_id: int):
    """Send again; where the message may already have arrived this is asked first."""
    row = row_in_sight(deliveries_of(request.actor), "没有找到这次投递。", pk=delivery_id)
    if request.method == "POST":
        with refusals_as_message(request):
            resend(delivery_id=row.pk, by=request.actor, at=request.at)
            messages.success(request, "已重新排队，一两分钟内发出。")
        return redirect("records:deliveries")
    context = {
        "title": "重发",
        "question": f"重发给{row.recipient.name if row.recipient else '工作群'}的{row.get_what_display()}吗？",
        "facts": [("日期", row.day), ("渠道", row.get_channel_display()), ("状态", row.get_state_display())],
        "warning": _warning(row, request.today),
        "verb": "重发",
        "cancel_url": reverse("records:deliveries"),
    }
    return render(request, "partials/confirm.html", context)


def _warning(row: Delivery, today: date) -> str:
    """What to know before sending again."""
    if row.what in (Delivery.What.DIGEST, Delivery.What.GROUP) and row.day < today:
        return "这是以前某天的汇总，重发时不再发出：当天没有看的通知都在以后的汇总里。"
    return "发送时被打断，对方可能已经收到；重发后可能收到两次。" if row.state == UNKNOWN else ""
