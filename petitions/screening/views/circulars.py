"""The circular of a round: drafted from the numbers, read and decided, issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from petitions.cases.views.answers import attempt, button, revision_of
from petitions.permissions import APPROVE_CIRCULAR, RUN_ROUND
from petitions.screening.actions import circulars as actions
from petitions.screening.forms.rounds import CircularForm, RemarkForm
from petitions.screening.models.rounds import Round
from petitions.screening.queries.rounds import get_round
from records.papers.actions.documents import facts_of, text_hash
from records.papers.models.documents import Document
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.forms.typed import typed_number

STATE = Document.State
DONE = {
    "save": "已保存。",
    "submit": "已送办公室主任审批。",
    "approve": "已批准，经办人可以印发。",
    "return": "已退回修改。",
}


@requires(RUN_ROUND)
@require_POST
def circular_draft(request: HttpRequest, round_id: int) -> HttpResponse:
    """The first draft."""
    row = get_round(request.actor, round_id)
    given = {"round_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    answer = button(
        request,
        lambda: actions.draft_circular(**given),
        "已按本轮数字拟出通报，请核对。",
        "petitions:screening",
        row.pk,
    )
    if Round.objects.filter(pk=row.pk, circular__isnull=False).exists():
        return redirect("petitions:circular", row.pk)
    return answer


@requires(RUN_ROUND)
@require_http_methods(["GET", "POST"])
def circular(request: HttpRequest, round_id: int) -> HttpResponse:
    """The text: changed and sent by who drafts, read and decided by the director."""
    actor, row = request.actor, get_round(request.actor, round_id)
    document = row.circular
    if document is None:
        raise OutOfScope()
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = CircularForm(request.POST if act in ("save", "submit") else None, initial={"body": document.body})
    remark = RemarkForm(request.POST if act in ("approve", "return") else None)
    asked = form if act in ("save", "submit") else remark
    if act in DONE and asked.is_valid() and attempt(asked, lambda: _act(request, row, act, asked)):
        messages.success(request, DONE[act])
        return redirect("petitions:circular", row.pk)
    approval = actions.pending(row)
    context = {
        "round": row,
        "document": document,
        "form": form,
        "remark": remark,
        "version": typed_number(request, "version") if act else document.version,
        "text_sha256": text_hash(document.body),
        "may_edit": document.state == STATE.DRAFT,
        "may_decide": approval is not None
        and actor.may(APPROVE_CIRCULAR)
        and actor.person_id not in (document.drafted_by_id, approval.proposed_by_id),
        "may_issue": document.state == STATE.APPROVED,
        "approval": approval,
        "rows": facts_of(document).get("rows", []),
    }
    return render(request, "petitions/screening/rounds/circular.html", context)


@requires(RUN_ROUND)
@require_POST
def circular_issue(request: HttpRequest, round_id: int) -> HttpResponse:
    """编号印发."""
    row = get_round(request.actor, round_id)
    return button(
        request,
        lambda: actions.issue_circular(round_id=row.pk, by=request.actor, at=request.at),
        "通报已编号印发。",
        "petitions:screening",
        row.pk,
    )


def _act(request: HttpRequest, row: Round, act: str, form) -> None:
    given = {"round_id": row.pk, "by": request.actor, "at": request.at}
    version = typed_number(request, "version")
    if act in ("approve", "return"):
        actions.decide_circular(
            approved=act == "approve",
            remark=form.cleaned_data["remark"],
            version=version,
            text_sha256=request.POST.get("text_sha256", ""),
            **given,
        )
        return
    saved = actions.save_circular(version=version, body=form.cleaned_data["body"], **given)
    if act == "submit":
        actions.submit_circular(version=saved.version, **given)
