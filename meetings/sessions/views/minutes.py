"""Minutes: their page, the editor of one item, versions side by side, the way out, the PDF and the receipts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import (
    APPROVE_MINUTES,
    ISSUE_MINUTES,
    PROPOSE_EDIT,
    READ_DRAFT_MINUTES,
    RECEIVE_MINUTES,
    VIEW_SESSION,
    WRITE_MINUTES,
)
from meetings.sessions.actions import issuing, signing
from meetings.sessions.actions import minutes as actions
from meetings.sessions.forms.minutes import ItemForm, ReceiptForm, TaskForm
from meetings.sessions.models.minutes import Minutes, MinutesItem
from meetings.sessions.queries import minutes as queries
from meetings.sessions.queries.edits import edits_of
from meetings.sessions.queries.scope import get_minutes, items_visible_to, sees_whole
from meetings.sessions.rules.minutes import DRAFT, ISSUED, MINUTES
from meetings.sessions.views.acts import attempt, button, revision_of
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data
from records.matters.models.events import Event
from records.papers.rules.compare import compared
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.responses import pdf_response
from township.permissions import Reach


@requires(WRITE_MINUTES)
@require_POST
def minutes_begin(request: HttpRequest, session_id: int) -> HttpResponse:
    """Draw up the skeleton and go to it."""
    made = actions.begin_minutes(session_id=session_id, by=request.actor, at=request.at)
    return redirect("meetings:minutes", made.pk)


@requires(VIEW_SESSION)
@require_GET
def minutes(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """The whole text as far as this reader may see it, signatures, receipts, and what may be done now."""
    row = get_minutes(request.actor, minutes_id)
    items = queries.items_of(row, request.actor)
    is_office = request.actor.may(READ_DRAFT_MINUTES)
    context = {
        "minutes": row,
        "session": row.session,
        "items": items,
        "text": queries.text_of(row, items).splitlines(),
        "lists": queries.lists_of(row.session),
        "co_signs": queries.co_signs_of(row, request.actor) if is_office else [],
        "receipts": queries.receipts_of(row) if row.state == ISSUED else [],
        "events": Event.objects.filter(matter_id=row.pk).order_by("-pk") if is_office else [],
        "moves": _moves(request, row),
        "is_office": is_office,
        "needs_co_sign": row.state == DRAFT and any(queries.signers_of_all(items, row.session).values()),
        "may_versions": is_office and len(items) == row.item_count,
        "may_remind": row.state == ISSUED and request.actor.may(ISSUE_MINUTES),
        "may_receive_all": request.actor.reach(RECEIVE_MINUTES) == Reach.TOWNSHIP,
        "own_units": request.actor.unit_ids,
        "receipt_form": ReceiptForm(),
        "edits": list(edits_of(request.actor, row)) if is_office else [],
        "may_decide_edits": row.state == DRAFT and request.actor.may(WRITE_MINUTES),
        "may_propose_edit": row.state == DRAFT and request.actor.may(PROPOSE_EDIT),
    }
    return render(request, "meetings/sessions/minutes/page.html", context)


def _moves(request: HttpRequest, row: Minutes) -> set[str]:
    names = {move.name for move in MINUTES.moves_from(row.state)}
    mine = set()
    if request.actor.may(WRITE_MINUTES):
        mine |= {"save_item", "start_co_sign", "submit", "take_back"}
    if request.actor.may(ISSUE_MINUTES):
        mine.add("issue")
    if request.actor.may(APPROVE_MINUTES):
        mine.add("approve")
    return names & mine


def _item_of(request: HttpRequest, item_id: int) -> MinutesItem:
    rows = MinutesItem.objects.filter(pk=item_id, minutes__township_id=request.actor.township_id)
    known = rows.first()
    if known is None:
        raise OutOfScope("没有找到这一项。")
    row = get_minutes(request.actor, known.minutes_id)
    items = items_visible_to(request.actor, row).select_related("topic__unit", "saved_by")
    item = items.filter(pk=item_id).first()
    if item is None:
        raise OutOfScope("没有找到这一项。")
    item.minutes = row
    return item


@requires(WRITE_MINUTES)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """The editor of one item. When somebody else saved meanwhile both texts are shown and nothing is overwritten."""
    row = _item_of(request, item_id)
    key = queries.draft_key(row)
    form, other = ItemForm(request.POST or None, initial=ItemForm.initial_of(row)), None
    if request.method == "GET" and "restore" in request.GET:
        kept = draft_data(request.user.pk, key)
        form = ItemForm(kept) if kept else form
    if request.method == "POST" and form.is_valid():
        given = {"item_id": item_id, "revision": form.cleaned_data["revision"], "words": form.words()}
        try:
            is_saved = attempt(form, lambda: actions.save_item(by=request.actor, at=request.at, **given))
        except actions.ChangedMeanwhile as conflict:
            is_saved, other = False, conflict.item
            form = ItemForm(_with_revision(request, other.revision))
            form.add_error(None, str(conflict))
        if is_saved:
            drop_draft(request.user.pk, key)
            messages.success(request, "已保存。")
            return redirect("meetings:item", item_id)
    context = {
        "item": row,
        "minutes": row.minutes,
        "form": form,
        "other": other,
        "is_open": row.minutes.state == DRAFT,
        "draft": key,
        "writers": queries.writers_of(row, request.user.pk, request.at),
        "tasks": row.tasks.select_related("unit"),
        "task_form": TaskForm(township_id=request.actor.township_id),
    }
    return render(request, "meetings/sessions/minutes/item.html", context)


def _with_revision(request: HttpRequest, revision: int):
    """What was typed, on top of the revision now in the table: saving again after merging is deliberate."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data


@requires(WRITE_MINUTES)
@require_GET
def item_writers(request: HttpRequest, item_id: int) -> HttpResponse:
    """The line about somebody else writing, asked for again and again by the open page."""
    row = _item_of(request, item_id)
    writers = queries.writers_of(row, request.user.pk, request.at)
    context = {"writers": writers, "item": row, "seen": request.GET.get("revision", "")}
    return render(request, "meetings/sessions/minutes/_writers.html", context)


@requires(WRITE_MINUTES)
@require_POST
def task_add(request: HttpRequest, item_id: int) -> HttpResponse:
    """Add a decided task; with an error the editor comes back with what was typed."""
    row = _item_of(request, item_id)
    form = TaskForm(request.POST, township_id=request.actor.township_id)
    if form.is_valid() and attempt(
        form, lambda: actions.add_task(item_id=item_id, data=form.data_for_action(), by=request.actor, at=request.at)
    ):
        messages.success(request, "议定事项已加入，印发后生效。")
        return redirect("meetings:item", item_id)
    context = {
        "item": row,
        "minutes": row.minutes,
        "form": ItemForm(initial=ItemForm.initial_of(row)),
        "is_open": row.minutes.state == DRAFT,
        "draft": queries.draft_key(row),
        "tasks": row.tasks.select_related("unit"),
        "task_form": form,
    }
    return render(request, "meetings/sessions/minutes/item.html", context)


@requires(WRITE_MINUTES)
@require_POST
def task_remove(request: HttpRequest, item_id: int, task_id: int) -> HttpResponse:
    return button(
        request,
        lambda: actions.remove_task(task_id=task_id, by=request.actor, at=request.at),
        "已去掉。",
        "meetings:item",
        item_id,
    )


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


@requires(WRITE_MINUTES)
@require_POST
def minutes_co_sign(request: HttpRequest, minutes_id: int) -> HttpResponse:
    return _move(request, minutes_id, signing.start_co_sign, "已送会签，相关单位和分管领导会收到通知。")


@requires(WRITE_MINUTES)
@require_POST
def minutes_submit(request: HttpRequest, minutes_id: int) -> HttpResponse:
    return _move(request, minutes_id, signing.submit, "已送召集人审定。")


@requires(WRITE_MINUTES)
@require_POST
def minutes_take_back(request: HttpRequest, minutes_id: int) -> HttpResponse:
    return _move(request, minutes_id, signing.take_back, "已撤回，可以修改。")


@requires(ISSUE_MINUTES)
@require_http_methods(["GET", "POST"])
def minutes_issue(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Asked once more before it is done: an issued text and its number stay for ever."""
    if request.method == "GET":
        row = get_minutes(request.actor, minutes_id)
        tasks = sum(len(item.tasks.all()) for item in queries.items_of(row, request.actor))
        context = {
            "title": "印发会议纪要",
            "question": f"印发{row.session.title}的会议纪要？",
            "facts": [
                ("会议", f"{row.session.matter.number} {row.session.title}"),
                ("议定事项", f"{tasks} 项，印发后交责任单位办理"),
                ("审定", f"{row.approved_by.name}" if row.approved_by else "尚未审定"),
            ],
            "warning": "印发时编号，纪要冻结，不能再改；各单位同时收到签收通知。",
            "verb": "编号印发",
            "cancel_url": reverse("meetings:minutes", args=[row.pk]),
            "hidden": {"revision": row.revision},
        }
        return render(request, "partials/confirm.html", context)
    return _move(request, minutes_id, issuing.issue_minutes, "已印发。议定事项已交责任单位，请关注签收。")


def _move(request: HttpRequest, minutes_id: int, action, done: str) -> HttpResponse:
    return button(
        request,
        lambda: action(minutes_id=minutes_id, revision=revision_of(request), by=request.actor, at=request.at),
        done,
        "meetings:minutes",
        minutes_id,
    )


@requires(ISSUE_MINUTES)
@require_POST
def minutes_remind(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Remind the units that have not receipted."""
    return button(
        request,
        lambda: issuing.remind_receipts(minutes_id=minutes_id, by=request.actor, at=request.at),
        "已提醒尚未签收的单位（每天一次）。",
        "meetings:minutes",
        minutes_id,
    )


@requires(RECEIVE_MINUTES)
@require_POST
def receipt(request: HttpRequest, minutes_id: int, receipt_id: int) -> HttpResponse:
    """签收 by the unit, or noted by the office with how it was handed over."""
    note = request.POST.get("note", "")
    return button(
        request,
        lambda: issuing.receive_minutes(receipt_id=receipt_id, note=note, by=request.actor, at=request.at),
        "已签收。",
        "meetings:minutes",
        minutes_id,
    )


@requires(VIEW_SESSION)
@require_GET
def minutes_pdf(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """The PDF: the frozen original, or a reading copy for who may not see every item."""
    row = get_minutes(request.actor, minutes_id)
    data = issuing.read_minutes(minutes=row, by=request.actor, at=request.at)
    return pdf_response(data, f"会议纪要{row.number}.pdf")
