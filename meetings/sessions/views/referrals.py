"""请示: the list, and the page on which the office writes, a convenor signs, and the decision from above is recorded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import APPROVE_REFERRAL, RECORD_DECISION, VIEW_REFERRAL, WRITE_REFERRAL
from meetings.sessions.actions import referrals as actions
from meetings.sessions.actions.major import record_decision
from meetings.sessions.forms.minutes import ApprovalForm
from meetings.sessions.forms.referrals import DecisionFromAboveForm, ReferralForm
from meetings.sessions.models.referrals import Referral
from meetings.sessions.queries import major as queries
from meetings.sessions.rules.referrals import REFERRALS, STATE_CHOICES
from meetings.sessions.views.acts import attempt, page_of, revision_of
from meetings.sessions.views.reading import is_confirmed, text_read
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.actions.documents import text_hash
from records.papers.rules.compare import two_sides
from township.frame.access import requires
from township.frame.pauses import Asked, asking
from township.frame.places import remembers_place

DONE = {
    "save": "已保存。",
    "submit": "已送召集人签发。",
    "approve": "已签发，办公室可以编号报送。",
    "return_referral": "已退回，意见已告知经办人。",
    "take_back": "已撤回，可以修改。",
    "issue": "已编号报送。批复后在这里登记决定。",
    "record_decision": "决定已登记，相关议定事项按决定办理。",
    "drop": "已不再请示。",
}
PLAIN = {
    "submit": actions.submit_referral,
    "take_back": actions.take_back_referral,
    "issue": actions.issue_referral,
    "drop": actions.drop_referral,
}


@requires(VIEW_REFERRAL)
@require_GET
@remembers_place("meetings:referrals")
def referrals(request: HttpRequest) -> HttpResponse:
    """All 请示 in sight by state, and the marked matters that have none yet."""
    state = request.GET.get("state", "")
    state = state if state == "live" or state in dict(STATE_CHOICES) else ""
    context = {
        "page": page_of(request, queries.referral_list(request.actor, state=state)),
        "state": state,
        "states": [("", "全部"), ("live", "在办"), *STATE_CHOICES],
        "unwritten": list(queries.marks_without_referral(request.actor)[:30]),
    }
    return render(request, "meetings/sessions/referrals/list.html", context)


@requires(VIEW_REFERRAL)
@never_cache
@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """One 请示 and what this actor may do with it now."""
    row = queries.get_referral(request.actor, referral_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    asks = asking(request)
    forms = _forms(request, row, act, asks)
    form = forms.get(act)
    if act in DONE and _is_done(request, row, act, form, asks):
        messages.success(request, DONE[act])
        return redirect("meetings:referral", referral_id)
    signing = forms["approve"] if act == "approve" else forms["return_referral"]
    read = text_read(row.document, signing) if act in ("approve", "return_referral") else None
    before, now = two_sides(read, row.document.body) if read else ([], [])
    if read:
        messages.warning(request, "正文在您阅看之后又有改动，没有签发。改动前后的文字都在下面。")
        signing = _approval_form(row, None, asks)
    context = {
        "referral": row,
        "facts": actions.referral_facts(row, row.township),
        "text": row.document.body.splitlines(),
        "read": before,
        "now": now,
        "forms": forms,
        "sign_form": signing,
        "act": act,
        "moves": _moves(request, row),
        "revision": revision_of(request) if act == "save" else row.revision,
        "files": attachments_of(row.matter, request.actor),
        "events": timeline(row.matter, request.actor),
        "resolutions": list(queries.resolutions_of(row.mark)),
        "is_own_draft": row.document.drafted_by_id == request.actor.person_id,
    }
    return render(request, "meetings/sessions/referrals/page.html", context)


def _approval_form(row: Referral, data, asks: Asked) -> ApprovalForm:
    shown = {"version": row.document.version, "text_sha256": text_hash(row.document.body)}
    return ApprovalForm(data, asks_password=asks, initial=shown)


def _forms(request: HttpRequest, row: Referral, act: str, asks: Asked) -> dict:
    data = request.POST
    files = request.FILES if act == "record_decision" else None
    return {
        "save": ReferralForm(data if act == "save" else None, initial=ReferralForm.initial_of(row)),
        "approve": _approval_form(row, data if act == "approve" else None, asks),
        "return_referral": _approval_form(row, data if act == "return_referral" else None, asks),
        "record_decision": DecisionFromAboveForm(
            data if act == "record_decision" else None, files, today=request.today, auto_id="decision-%s"
        ),
    }


def _moves(request: HttpRequest, row: Referral) -> set[str]:
    names = {move.name for move in REFERRALS.moves_from(row.state)}
    mine = set()
    if request.actor.may(WRITE_REFERRAL):
        mine |= {"save", "submit", "take_back", "issue", "drop"}
    if request.actor.may(APPROVE_REFERRAL) and row.document.drafted_by_id != request.actor.person_id:
        mine |= {"approve", "return_referral"}
    if request.actor.may(RECORD_DECISION):
        mine.add("record_decision")
    return names & mine


def _is_done(request: HttpRequest, row: Referral, act: str, form, asks: Asked) -> bool:
    if form is None:
        return _press(request, row, act)
    if not form.is_valid() or (act in ("approve", "return_referral") and not is_confirmed(request, form, asks)):
        return False
    return attempt(form, lambda: _act(request, row, act, form))


def _press(request: HttpRequest, row: Referral, act: str) -> bool:
    """A button without a form: its refusal stands above the page."""
    form = ReferralForm({}, initial={})
    form.is_valid()
    form.errors.clear()
    given = {"referral_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    is_done = attempt(form, lambda: PLAIN[act](**given))
    for error in [] if is_done else [text for texts in form.errors.values() for text in texts]:
        messages.warning(request, error)
    return is_done


def _act(request: HttpRequest, row: Referral, act: str, form) -> None:
    by = {"referral_id": row.pk, "by": request.actor, "at": request.at}
    data = dict(form.cleaned_data)
    if act == "save":
        actions.save_referral(revision=revision_of(request), **data, **by)
    elif act == "record_decision":
        record_decision(revision=revision_of(request), uploads=data.pop("attachments"), **data, **by)
    else:
        data.pop("password", None)
        actions.decide_referral(approved=act == "approve", **data, **by)
