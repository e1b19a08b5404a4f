"""紧急信息: the list, the one-page report, and the page on which it is judged, passed on, verified and closed."""

from secrets import token_hex

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from petitions.office.actions.papers import pending
from petitions.office.forms import BodyForm, VerdictForm
from petitions.office.views import attempt, page_of, revision_of, text_to_read, version_of
from petitions.permissions import APPROVE_URGENT, JUDGE_URGENT, REPORT_URGENT, VIEW_URGENT, WORK_URGENT
from petitions.urgent import queries as queries
from petitions.urgent.actions import bulletins as bulletins
from petitions.urgent.actions import urgent as actions
from petitions.urgent.forms import CloseForm, EntryForm, JudgeForm, LevelForm, PassOnForm, PhoneForm, UrgentForm
from petitions.urgent.models import UrgentReport
from petitions.urgent.rules import LEVELS, PAPER_KIND, STATE_CHOICES, UPWARD, URGENT_REPORTS
from records.acts.actions.drafts import drop_draft
from records.papers.actions.documents import read_document
from records.papers.models.documents import Document
from township.frame.access import requires
from township.frame.places import remembers_place
from township.frame.responses import pdf_response

DONE = {
    "judge": "已研判，有关单位和人员已收到通知。",
    "change_level": "级别已改变，原来的研判留在记录里。",
    "pass_on": "已通报。",
    "entry": "已记入。",
    "phone_up": "电话报告已记入，请随后补报书面专报。",
    "draft_bulletin": "专报已拟稿，请修改后送审。",
    "save_bulletin": "专报已保存。",
    "submit_bulletin": "专报已送审。",
    "issue_bulletin": "专报已批准印发。",
    "return_bulletin": "专报已退回修改。",
    "close": "已办结。",
}
JUDGING = frozenset(
    {"judge", "change_level", "pass_on", "phone_up", "draft_bulletin", "save_bulletin", "submit_bulletin", "close"}
)
NEW_DRAFT = "urgent-new"


@requires(VIEW_URGENT)
@require_GET
@remembers_place("petitions:urgent_list")
def urgent_list(request: HttpRequest) -> HttpResponse:
    """The reports by state, the latest first, each with its minutes."""
    state = request.GET.get("state", "")
    state = state if state == "open" or state in dict(STATE_CHOICES) else ""
    page = page_of(request, queries.urgent_list(request.actor, state))
    limit = queries.limit_of(request.actor.township_id)
    context = {
        "page": page,
        "rows": [(row, queries.clock_of(row, request.at, limit)) for row in page.object_list],
        "state": state,
        "states": [("", "全部"), ("open", "未办结"), *STATE_CHOICES],
        "may_report": request.actor.may(REPORT_URGENT),
        "limit": limit,
    }
    return render(request, "petitions/urgent/list.html", context)


@requires(REPORT_URGENT)
@require_http_methods(["GET", "POST"])
def urgent_new(request: HttpRequest) -> HttpResponse:
    """The one page of a report."""
    reach = request.actor.reach(REPORT_URGENT)
    form = UrgentForm(
        request.POST if request.method == "POST" else None, actor=request.actor, reach=reach, now=request.at
    )
    key = request.POST.get("key", "")[:32] if request.method == "POST" else token_hex(16)
    if request.method == "POST" and form.is_valid():
        made: list[UrgentReport] = []
        data = form.data_for_action(key)
        if attempt(form, lambda: made.append(actions.report_urgent(data=data, by=request.actor, at=request.at))):
            drop_draft(request.user.pk, NEW_DRAFT)
            messages.success(
                request, f"已报联席办（{request.at:%H:%M}），编号{made[0].matter.number}。情况有变化请续报。"
            )
            return redirect("petitions:urgent", made[0].pk)
    context = {"form": form, "key": key, "draft": NEW_DRAFT, "has_phone": "by_phone" in form.fields}
    return render(request, "petitions/urgent/new.html", context)


@requires(VIEW_URGENT)
@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest, urgent_id: int) -> HttpResponse:
    """One report: the clock, the log, the onward report, and what this reader may do now."""
    row = queries.get_urgent(request.actor, urgent_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(request, row, act)
    form = forms.get(_form_of(act))
    if (
        act in DONE
        and (form is None or form.is_valid())
        and attempt(form, lambda: _act(request, row, act, form), request)
    ):
        messages.success(request, DONE[act])
        return redirect("petitions:urgent", row.pk)
    limit = queries.limit_of(row.township_id)
    entries = queries.log_of(row)
    approval = pending(row, PAPER_KIND)
    context = {
        "row": row,
        "clock": queries.clock_of(row, request.at, limit),
        "limit": limit,
        "entries": entries,
        "levels": LEVELS,
        "forms": forms,
        "moves": _moves(request, row, approval),
        "approval": approval,
        "read": text_to_read(approval),
        "is_upward": row.level in UPWARD,
        "was_phoned": any(entry.kind == "phone_up" for entry in entries),
        "is_issued": row.document is not None and row.document.state == Document.State.ISSUED,
    }
    return render(request, "petitions/urgent/page.html", context)


@requires(VIEW_URGENT)
@require_GET
def urgent_pdf(request: HttpRequest, urgent_id: int) -> HttpResponse:
    """The issued onward report; for the office also its draft as it would print."""
    row = queries.get_urgent(request.actor, urgent_id)
    document = row.document
    if document is not None and document.state != Document.State.ISSUED and _is_office(request):
        return pdf_response(bulletins.preview(report=row, by=request.actor, at=request.at), f"urgent-{row.pk}.pdf")
    if document is None or document.state != Document.State.ISSUED:
        messages.warning(request, "信息专报还没有印发。")
        return redirect("petitions:urgent", row.pk)
    return pdf_response(read_document(document=document, by=request.actor, at=request.at), f"urgent-{row.pk}.pdf")


def _is_office(request: HttpRequest) -> bool:
    return request.actor.may(JUDGE_URGENT) or request.actor.may(APPROVE_URGENT)


def _form_of(act: str) -> str:
    return "verdict" if act in ("issue_bulletin", "return_bulletin") else act


def _forms(request: HttpRequest, row: UrgentReport, act: str) -> dict:
    """Every form of the page, the one that was sent bound."""
    sent = request.POST
    kinds = [name for name in ("add", "verify", "follow_up") if URGENT_REPORTS.allows(name, row.state)]
    body = {"body": row.document.body} if row.document else {}
    return {
        "judge": JudgeForm(sent if act == "judge" else None, township_id=row.township_id),
        "change_level": LevelForm(sent if act == "change_level" else None, auto_id="level_%s"),
        "pass_on": PassOnForm(sent if act == "pass_on" else None, township_id=row.township_id, auto_id="pass_%s"),
        "entry": EntryForm(sent if act == "entry" else None, kinds=kinds, auto_id="entry_%s"),
        "phone_up": PhoneForm(sent if act == "phone_up" else None, auto_id="phone_%s"),
        "save_bulletin": BodyForm(sent if act == "save_bulletin" else None, initial=body),
        "verdict": VerdictForm(sent if _form_of(act) == "verdict" else None, auto_id="verdict_%s"),
        "close": CloseForm(sent if act == "close" else None, auto_id="close_%s"),
    }


def _moves(request: HttpRequest, row: UrgentReport, approval) -> set[str]:
    """The moves open in this state that the reader has the right to."""
    names = {move.name for move in URGENT_REPORTS.moves_from(row.state)}
    mine: set[str] = set()
    if request.actor.may(JUDGE_URGENT):
        mine |= JUDGING
    if request.actor.may(WORK_URGENT):
        mine |= {"add", "verify", "follow_up"}
    if request.actor.may(APPROVE_URGENT) and approval and approval.proposed_by_id != request.actor.person_id:
        mine |= {"issue_bulletin", "return_bulletin"}
    found = names & mine
    state = row.document.state if row.document else ""
    if row.level not in UPWARD:
        found -= {"phone_up"}
    if state:
        found -= {"draft_bulletin"}
    if state == Document.State.ISSUED:
        found -= {"phone_up"}
    if state == Document.State.DRAFT and request.actor.may(JUDGE_URGENT) and row.state == "judged":
        found |= {"save_bulletin", "submit_bulletin"}
    else:
        found -= {"submit_bulletin"}
    return found


def _act(request: HttpRequest, row: UrgentReport, act: str, form) -> None:
    given = {"urgent_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    data = form.cleaned_data if form else {}
    if act in ("judge", "change_level", "pass_on"):
        units = {"unit_ids": [unit.pk for unit in data["units"]]} if "units" in data else {}
        words = {name: data[name] for name in ("level", "opinion", "text") if name in data}
        getattr(actions, act)(**units, **words, **given)
    elif act == "entry":
        actions.add_entry(
            kind=data["kind"], text=data["text"], **given | {"revision": None}
        )  # never stale: it only adds
    elif act == "phone_up":
        actions.phone_up(**data, **given)
    elif act == "close":
        actions.close_urgent(text=data["text"], **given)
    elif act == "draft_bulletin":
        bulletins.draft_bulletin(**given)
    elif act == "save_bulletin":
        bulletins.save_bulletin(body=data["body"], version=version_of(request), **given)
    elif act == "submit_bulletin":
        bulletins.submit_bulletin(**given)
    else:
        bulletins.decide_bulletin(
            approved=act == "issue_bulletin",
            remark=data["remark"],
            version=version_of(request),
            text_sha256=request.POST.get("text_sha256", "")[:64],
            **given,
        )
