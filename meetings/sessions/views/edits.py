"""Edits proposed to draft minutes: the director's page of one item, and the writer's one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.permissions import PROPOSE_EDIT, WRITE_MINUTES
from meetings.sessions.actions import edits as actions
from meetings.sessions.forms.edits import EditForm
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.minutes import MinutesItem
from meetings.sessions.queries.edits import edits_of, edits_of_item
from meetings.sessions.queries.minutes import items_of
from meetings.sessions.queries.scope import get_minutes
from meetings.sessions.rules.edits import OPEN, PARTS
from meetings.sessions.rules.minutes import DRAFT
from meetings.sessions.views.acts import attempt, button
from township.actors import OutOfScope
from township.frame.access import requires


@requires(PROPOSE_EDIT)
@require_http_methods(["GET", "POST"])
def edit_propose(request: HttpRequest, item_id: int) -> HttpResponse:
    """The three parts of an item, each with a form for other words."""
    row = _item(request, item_id)
    part = request.POST.get("part", "")
    forms = [(key, label, _form(request, row, key, part)) for key, label in PARTS.items()]
    form = next((form for key, _, form in forms if key == part), None)
    if request.method == "POST" and form is not None and form.is_valid():
        given = {"item_id": item_id, "by": request.actor, "at": request.at, **form.cleaned_data}
        if attempt(form, lambda: actions.propose_edit(**given)):
            messages.success(request, "修改建议已提出，经办人会看到。")
            return redirect("meetings:edit_propose", item_id)
    edits = edits_of_item(row)
    waiting = {edit.part for edit in edits if edit.state == OPEN}
    context = {
        "item": row,
        "minutes": row.minutes,
        "forms": [(key, label, getattr(row, key), one, key in waiting, key == part) for key, label, one in forms],
        "edits": edits,
        "is_open": row.minutes.state == DRAFT,
    }
    return render(request, "meetings/sessions/minutes/propose.html", context)


def _form(request: HttpRequest, row, key: str, part: str) -> EditForm:
    initial = {"part": key, "revision": row.revision, "wording": getattr(row, key)}
    return EditForm(request.POST if part == key else None, initial=initial, auto_id=f"{key}-%s")


def _item(request: HttpRequest, item_id: int):
    known = MinutesItem.objects.filter(pk=item_id, minutes__township_id=request.actor.township_id).first()
    if known is not None:
        minutes = get_minutes(request.actor, known.minutes_id)
        for item in items_of(minutes, request.actor):
            if item.pk == item_id:
                item.minutes = minutes
                return item
    raise OutOfScope("没有找到这一项。")


@requires(WRITE_MINUTES)
@require_POST
def edit_decide(request: HttpRequest, edit_id: int) -> HttpResponse:
    """采纳 or 不采纳, one click."""
    row = _edit(request, edit_id)
    is_taken = request.POST.get("act") == "accept"
    action = actions.accept_edit if is_taken else actions.decline_edit
    return button(
        request,
        lambda: action(edit_id=edit_id, by=request.actor, at=request.at),
        "已采纳，文字已替换。" if is_taken else "未采纳。",
        "meetings:minutes",
        row.item.minutes_id,
        anchor="edits",
    )


@requires(PROPOSE_EDIT)
@require_POST
def edit_withdraw(request: HttpRequest, edit_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    row = _edit(request, edit_id)
    return button(
        request,
        lambda: actions.withdraw_edit(edit_id=edit_id, by=request.actor, at=request.at),
        "已收回。",
        "meetings:edit_propose",
        row.item_id,
    )


def _edit(request: HttpRequest, edit_id: int) -> ProposedEdit:
    known = ProposedEdit.objects.filter(pk=edit_id).select_related("item").first()
    if known is not None:
        row = edits_of(request.actor, get_minutes(request.actor, known.item.minutes_id)).filter(pk=edit_id).first()
        if row is not None:
            return row
    raise OutOfScope("没有找到这条修改建议。")
