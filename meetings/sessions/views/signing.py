"""Co-signing, and the convenor's page: the full text to read on a phone, and the decision in two taps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.permissions import APPROVE_MINUTES, CO_SIGN
from meetings.sessions.actions import signing as actions
from meetings.sessions.forms.minutes import ApprovalForm, CoSignForm
from meetings.sessions.models.minutes import CoSign
from meetings.sessions.queries import minutes as queries
from meetings.sessions.queries.scope import get_minutes, get_session, hears, sees_whole
from meetings.sessions.rules.minutes import CO_SIGN as IN_CO_SIGN
from meetings.sessions.rules.minutes import SUBMITTED
from meetings.sessions.views.acts import attempt
from meetings.sessions.views.reading import is_confirmed, text_read
from records.papers.actions.documents import text_hash
from records.papers.models.documents import Document
from records.papers.rules.compare import two_sides
from township.actors import OutOfScope
from township.frame.access import requires
from township.frame.pauses import asking


@requires(CO_SIGN)
@require_http_methods(["GET", "POST"])
def co_sign(request: HttpRequest, co_sign_id: int) -> HttpResponse:
    """One item to agree to or not: the item alone, with who else is asked."""
    row = _co_sign_of(request, co_sign_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = CoSignForm(request.POST or None)
    if act in ("agree", "dissent") and form.is_valid():
        given = {"co_sign_id": co_sign_id, "agreed": act == "agree", "reason": form.cleaned_data["reason"]}
        if attempt(form, lambda: actions.sign(by=request.actor, at=request.at, **given)):
            messages.success(request, "已会签：同意。" if act == "agree" else "已会签：不同意，理由已告知办公室。")
            return redirect("meetings:co_sign", co_sign_id)
    others = CoSign.objects.filter(item=row.item, version=row.version).exclude(pk=row.pk)
    context = {
        "row": row,
        "session": row.minutes.session,
        "parts": queries.item_text(row.item),
        "others": others.select_related("unit", "person"),
        "form": form,
        "is_open": row.verdict == "pending"
        and row.minutes.state == IN_CO_SIGN
        and row.version == row.minutes.document.version,
    }
    return render(request, "meetings/sessions/minutes/co_sign.html", context)


def _co_sign_of(request: HttpRequest, co_sign_id: int) -> CoSign:
    """A signature asked of this actor, on a session in his sight and an item he is not shut out of."""
    rows = CoSign.objects.filter(pk=co_sign_id, minutes__township_id=request.actor.township_id)
    row = rows.select_related(
        "minutes__session__matter", "minutes__document", "item", "unit", "person", "signed_by"
    ).first()
    if row is None or not actions.is_own_sign(request.actor, row) or not hears(request.actor, row.item.topic_id):
        raise OutOfScope("没有找到这份会签。")
    get_session(request.actor, row.minutes.session_id)
    return row


@requires(APPROVE_MINUTES)
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Read, then 同意 or 退回. A text that changed since it was read is refused, and both texts are shown."""
    row = get_minutes(request.actor, minutes_id)
    if not sees_whole(request.actor, row):
        messages.warning(request, "纪要里有您应当回避的议题，请由另一位召集人审定。")
        return redirect("meetings:session", row.session_id)
    document = Document.objects.select_related("drafted_by").get(pk=row.document_id)
    shown = {"version": document.version, "text_sha256": text_hash(document.body)}
    act = request.POST.get("act", "") if request.method == "POST" else ""
    asks = asking(request)
    form = ApprovalForm(request.POST or None, asks_password=asks, initial=shown)
    if act in ("approve", "return") and form.is_valid() and is_confirmed(request, form, asks):
        data = form.cleaned_data
        given = {key: data[key] for key in ("remark", "version", "text_sha256")} | {"approved": act == "approve"}
        if attempt(
            form, lambda: actions.decide_minutes(minutes_id=minutes_id, by=request.actor, at=request.at, **given)
        ):
            messages.success(request, "已审定，办公室可以印发。" if act == "approve" else "已退回，意见已告知经办人。")
            return redirect("meetings:minutes", minutes_id)
    read = text_read(document, form) if request.method == "POST" else None
    before, now = two_sides(read, document.body) if read else ([], [])
    context = {
        "minutes": row,
        "session": row.session,
        "document": document,
        "text": document.body.splitlines(),
        "lists": queries.lists_of(row.session),
        "co_signs": queries.co_signs_of(row),
        "form": ApprovalForm(asks_password=asking(request), initial=shown) if read else form,
        "errors": form.non_field_errors() if read else [],
        "read": before,
        "now": now,
        "is_open": row.state == SUBMITTED and document.drafted_by_id != request.actor.person_id,
    }
    return render(request, "meetings/sessions/minutes/approve.html", context)
