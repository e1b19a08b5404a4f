"""Deciding what somebody else proposed: the text in full, one choice, bound to the very text that was read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from petitions import permissions as may
from petitions.cases.actions import cases as actions
from petitions.cases.forms.decisions import DecideForm, ObjectionDecisionForm
from petitions.cases.models.assignments import Objection
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.masking import without_names
from petitions.cases.views.moves import place_refusal
from records.matters.models.events import Event
from records.matters.queries.scope import is_visible
from records.papers.models.approvals import Approval
from township.actors import NotAllowed, OutOfScope, ensure_may
from township.frame.access import requires
from township.permissions import CAPABILITIES
from township.refusals import Refused

DECIDERS = {
    "refusal": actions.decide_refusal,
    "extension": actions.decide_extension,
    "reply": actions.decide_reply,
    "route": actions.decide_route,
    "unseal": actions.confirm_unseal,
}
ARTICLES = {
    "refusal": "条例第十九条、第三十一条、第三十六条",
    "extension": "条例第三十四条",
    "reply": "条例第三十二条",
    "route": "条例第三十条",
    "unseal": "条例第三十条",
}
WITHOUT_TEXT = ("route", "unseal")


@requires(may.APPROVE_REFUSAL, may.APPROVE_EXTENSION, may.APPROVE_REPLY, may.APPROVE_ROUTE, may.APPROVE_UNSEAL)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, case_id: int, approval_id: int) -> HttpResponse:
    """One proposal about one case."""
    case = get_case(request.actor, case_id)
    approval = _approval(case, approval_id)
    ensure_may(request.actor, CAPABILITIES[approval.capability])
    if request.method == "POST":
        form = DecideForm(request.POST)
        if form.is_valid() and _decided(request, approval, form):
            return _back(request, case)
    else:
        form = DecideForm(initial={"version": approval.document_version, "sha": approval.text_sha256})
    return render(request, "petitions/cases/moves/decide.html", _decide_page(request, case, approval, form))


@requires(may.DECIDE_OBJECTION)
@require_http_methods(["GET", "POST"])
def decide_objection(request: HttpRequest, case_id: int, objection_id: int) -> HttpResponse:
    """One unit's objection to its task."""
    case = get_case(request.actor, case_id)
    rows = Objection.objects.select_related("assignment__unit", "raised_by")
    objection = rows.filter(pk=objection_id, assignment__case=case).first()
    if objection is None:
        raise OutOfScope("没有找到这项异议。")
    form = ObjectionDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_objection(by=request.actor, at=request.at, objection_id=objection.pk, **form.values())
            messages.success(request, "核实结果已登记，已通知承办单位。")
            return _back(request, case)
        except (NotAllowed, OutOfScope):
            raise
        except Refused as refusal:
            place_refusal(form, refusal)
    context = {"case": case, "form": form, "objection": objection, "page": {}, "article": "条例第二十三条第三款"}
    return render(request, "petitions/cases/moves/objection.html", context)


def _approval(case: Case, approval_id: int) -> Approval:
    rows = Approval.objects.select_related("document", "proposed_by", "decided_by")
    found = rows.filter(pk=approval_id, matter_id=case.pk, kind__in=DECIDERS).first()
    if found is None:
        raise OutOfScope("没有找到这项申请。")
    return found


def _decided(request: HttpRequest, approval: Approval, form: DecideForm) -> bool:
    values = form.values()
    if approval.kind in WITHOUT_TEXT:
        values = {name: values[name] for name in ("approved", "remark")}
    elif approval.kind == "reply":
        values = {"version": None, "text_sha256": ""} | values
    try:
        DECIDERS[approval.kind](by=request.actor, at=request.at, approval_id=approval.pk, **values)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        place_refusal(form, refusal)
        return False
    messages.success(request, "已同意。" if values["approved"] else "已退回，提出人会收到通知。")
    return True


def _decide_page(request: HttpRequest, case: Case, approval: Approval, form: DecideForm) -> dict:
    reason = Event.objects.filter(matter_id=case.pk, move=f"propose_{approval.kind}").order_by("-pk").first()
    return {
        "case": case,
        "approval": approval,
        "form": form,
        "page": {},
        "article": ARTICLES[approval.kind],
        "why": reason.note if reason else "",
        "document": approval.document,
        "text": without_names(approval.document.body, case) if approval.document else "",
    }


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case, unless the decision took it out of sight."""
    seen = is_visible(request.actor, case.pk, may.VIEW_CASE)
    return redirect("petitions:case", case.pk) if seen else redirect("petitions:ledger")
