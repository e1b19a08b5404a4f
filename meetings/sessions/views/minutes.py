"""Minutes: their page, writing them item by item, co-signs and proposed edits, versions side by side, the PDF.

From the item to the approval every act enters each room once: the form (forms.minutes), the action (actions.minutes,
actions.issuing), the rule (rules.minutes).
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from meetings.permissions import APPROVE_MINUTES, READ_DRAFT_MINUTES, VIEW_SESSION, WRITE_MINUTES
from meetings.sessions.actions import edits, issuing, signing
from meetings.sessions.actions import minutes as actions
from meetings.sessions.forms.minutes import CoSignForm, EditForm, ItemForm
from meetings.sessions.models.minutes import CoSign, Minutes, MinutesItem
from meetings.sessions.queries import minutes as queries
from meetings.sessions.queries.doors import minutes_parts, minutes_standing
from meetings.sessions.queries.edits import edits_of_item
from meetings.sessions.queries.scope import get_minutes, items_visible_to, sees_whole
from meetings.sessions.rules.minutes import CO_SIGN, DOORS, DRAFT, ISSUED, MinutesFacts
from meetings.sessions.views.parts import by_part
from records.acts.views.acts import Act, ActPages, Verb
from records.papers.rules.compare import compared
from records.papers.rules.tables import blocks
from records.papers.views.flows import flow_acts, paper_context, preview_url
from township.actors import Actor, OutOfScope
from township.frame.access import requires
from township.frame.responses import pdf_response
from township.sight import row_in_sight


def minutes_facts(actor: Actor, row: Minutes, page: queries.MinutesPage | None = None) -> MinutesFacts:
    """What the doors of minutes look at. page: where it has been gathered."""
    page = page or queries.minutes_page(actor, row)
    is_whole = row.item_count == len(page.items)
    return issuing.FLOW.standing(
        actor,
        row,
        facts=MinutesFacts,
        parts=minutes_parts(actor, row, page),
        bars="" if is_whole else issuing.FLOW.recused(actor),
        read=page.paper,
        **minutes_standing(actor, row, page),
    )


def _back(request: HttpRequest, row: Minutes) -> str:
    """Who is only asked to co-sign goes back to the session."""
    if row.state == ISSUED or request.actor.may(READ_DRAFT_MINUTES):
        return reverse("meetings:minutes", args=[row.pk])
    return reverse("meetings:session", args=[row.session_id])


def _item_of(request: HttpRequest, row: Minutes, item_id: int) -> MinutesItem:
    items = items_visible_to(request.actor, row).select_related("topic__unit", "saved_by")
    item = row_in_sight(items, "没有找到这一项。", pk=item_id)
    item.minutes = row
    return item


def _writing(request: HttpRequest, row: Minutes, form: ItemForm) -> dict:
    """The item, who else writes it, and the other text where somebody saved meanwhile."""
    item = _item_of(request, row, form.part)
    return {
        "item": item,
        "other": getattr(form, "conflict", None),
        "writers": queries.writers_of(item, request.user.pk, request.at),
        "returned": paper_context(issuing.FLOW, row, request.actor)["returned"],
    }


def _next_item(request: HttpRequest, row: Minutes, item: MinutesItem) -> str:
    return reverse("meetings:minutes_act", kwargs={"pk": row.pk, "act": "write", "part": item.pk})


def _proposing(request: HttpRequest, row: Minutes, form: EditForm) -> dict:
    """The item as it stands, and what was proposed before."""
    item = _item_of(request, row, form.part)
    return {"item": item, "edits": edits_of_item(item), "minutes": row}


def _signing(request: HttpRequest, row: Minutes, form: CoSignForm) -> dict:
    """The one item that is asked about, and who else is asked."""
    signs = CoSign.objects.filter(minutes=row).select_related("item", "unit", "person", "signed_by")
    own = signs.filter(pk=form.part).first()
    if own is None or not queries.is_own_sign(request.actor, own):
        raise OutOfScope("没有找到这份会签。")
    _item_of(request, row, own.item_id)
    others = signs.filter(item=own.item, version=own.version).exclude(pk=own.pk)
    return {"sign": own, "session": row.session, "parts": queries.item_text(own.item), "others": others}


MINUTES = ActPages(
    "minutes",
    page="meetings:minutes",
    id_name="minutes_id",
    get=queries.minutes_in_hand,
    facts=minutes_facts,
    doors=DOORS,
    back=_back,
    acts=(
        Act(
            "drop",
            actions.drop_minutes,
            done="已撤销，议题回到议程；需要时重新拟写。",
            confirm="撤销以后纪要骨架清空，议程和签到表不变。",
            leads_to=lambda request, row, made: reverse("meetings:session", args=[row.session_id]),
        ),
        Act("start_co_sign", signing.start_co_sign, done="已送会签，相关单位和分管领导会收到通知。"),
        *(act for act in flow_acts(issuing.FLOW) if act.name in DOORS.doors),
        Act(
            "write",
            by_part(actions.save_item, "minutes_id"),
            done="已保存。",
            form=ItemForm,
            part="item_id",
            is_free=True,
            verb="保存",
            template="meetings/sessions/minutes/item.html",
            beside=_writing,
            leads_to=_next_item,
        ),
        Act(
            "sign",
            partial(by_part(signing.sign, "minutes_id"), agreed=True),
            done="已会签：同意。",
            form=CoSignForm,
            part="co_sign_id",
            is_free=True,
            verb="同意",
            verbs=(
                Verb(
                    "dissent",
                    "不同意",
                    partial(by_part(signing.sign, "minutes_id"), agreed=False),
                    "已会签：不同意，理由已告知办公室。",
                ),
            ),
            template="meetings/sessions/minutes/co_sign.html",
            beside=_signing,
        ),
        Act(
            "propose_edit",
            by_part(edits.propose_edit, "minutes_id"),
            done="修改建议已提出，经办人会看到。",
            form=EditForm,
            part="item_id",
            is_free=True,
            verb="提出建议",
            template="meetings/sessions/minutes/propose.html",
            beside=_proposing,
        ),
        *(
            Act(name, by_part(action, "minutes_id"), done=done, part="edit_id", is_free=True)
            for name, action, done in (
                ("accept_edit", edits.accept_edit, "已采纳，文字已替换。"),
                ("decline_edit", edits.decline_edit, "未采纳。"),
                ("withdraw_edit", edits.withdraw_edit, "已收回。"),
            )
        ),
    ),
)
PREVIEW = preview_url("minutes/", issuing.FLOW, get_minutes, WRITE_MINUTES, APPROVE_MINUTES, READ_DRAFT_MINUTES)


@requires(VIEW_SESSION)
@require_GET
def minutes(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """The whole text as far as this reader may see it, signatures, receipts, and what may be done now."""
    row = get_minutes(request.actor, minutes_id)
    page = queries.minutes_page(request.actor, row)
    items = page.items
    is_office = request.actor.may(READ_DRAFT_MINUTES)
    is_whole = len(items) == row.item_count
    context = paper_context(issuing.FLOW, row, request.actor, page.paper) | {
        "minutes": row,
        "session": row.session,
        "items": items,
        "text": blocks(queries.text_of(row, items)),
        "lists": queries.lists_of(row.session, page.seats),
        "co_signs": page.co_signs if is_office else [],
        "events": page.events if is_office else [],
        "buttons": MINUTES.buttons(request, row, minutes_facts(request.actor, row, page)),
        "is_office": is_office,
        "may_versions": is_office and is_whole,
        "edits": page.edits,
        "decides_nothing": row.state in (DRAFT, CO_SIGN) and not any(item.tasks.all() for item in items),
    }
    if not is_office:
        context["recipients"] = [one for one in context["recipients"] if one.unit_id in request.actor.unit_ids]
    return render(request, "meetings/sessions/minutes/page.html", context)


@requires(WRITE_MINUTES)
@require_GET
def item_writers(request: HttpRequest, minutes_id: int, item_id: int) -> HttpResponse:
    """The line about somebody else writing, asked for again and again by the open page."""
    item = _item_of(request, get_minutes(request.actor, minutes_id), item_id)
    writers = queries.writers_of(item, request.user.pk, request.at)
    context = {"writers": writers, "item": item, "seen": request.GET.get("revision", "")}
    return render(request, "meetings/sessions/minutes/_writers.html", context)


@requires(READ_DRAFT_MINUTES)
@require_GET
def versions(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Stored versions, two of them line by line; only for who may read every item."""
    row = get_minutes(request.actor, minutes_id)
    if not sees_whole(request.actor, row):
        raise OutOfScope("没有找到这份纪要的历次文稿。")
    stored = list(row.document.versions.select_related("saved_by").order_by("version"))
    newer = _chosen(stored, request.GET.get("new"), -1)
    older = _chosen(stored, request.GET.get("old"), -2)
    context = {
        "minutes": row,
        "versions": stored,
        "older": older,
        "newer": newer,
        "lines": compared(older.body, newer.body),
    }
    return render(request, "meetings/sessions/minutes/versions.html", context)


def _chosen(stored: list, typed: str | None, default: int):
    wanted = next((one for one in stored if str(one.version) == typed), None)
    return wanted or stored[max(default, -len(stored))]


@requires(VIEW_SESSION)
@require_GET
def minutes_pdf(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """The PDF: the frozen original, or a reading copy for who may not see every item."""
    row = get_minutes(request.actor, minutes_id)
    data = issuing.read_minutes(minutes=row, by=request.actor, at=request.at)
    return pdf_response(data, f"会议纪要{row.number}.pdf")
