"""督办建议: what the rules of the township found overdue or missing; the office urges, or says why it does not chase it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST

from records.duties.actions.candidates import dismiss, urge
from records.duties.followups import take_up_page
from records.duties.forms import CandidateFilterForm, DismissForm
from records.duties.models.candidates import Candidate
from records.duties.queries.candidates import candidates_visible_to, register
from records.duties.rules.candidates import LIVE
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column, who_may
from records.ledgers.views.ledgers import Empty, Ledger
from records.matters.views.ways import leads_anywhere
from records.permissions import DECIDE_CANDIDATE, EXPORT_CANDIDATES, VIEW_CANDIDATE
from township.dates import full_date
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message, refusals_on
from township.sight import row_in_sight
from township.signing import signed_by


def _leader(row: Candidate, reader: Reader) -> str:
    return row.leader.name if row.leader_id else ""


def _number(row: Candidate, reader: Reader) -> str:
    return row.matter.number if row.matter_id else ""


def _dealt_with(row: Candidate, reader: Reader) -> str:
    """What became of it so far, in words."""
    if row.reason:
        return f"不督办：{row.reason}（{signed_by(row, 'decided', right='candidate.decide')}）"
    return f"{full_date(localtime(row.urged_at).date())}催办" if row.urged_at else ""


def _told(row: Candidate, reader: Reader) -> tuple[str, str, str]:
    """The finding without the number of its matter, which stands before it as a link; what became of it; where the duty stands
    that was missed."""
    duty = reverse("records:duty", args=[row.duty_id]) if row.duty_id else ""
    may_go = duty and leads_anywhere(reader.actor, duty)
    return row.text.removeprefix(_number(row, reader)).strip(), _dealt_with(row, reader), duty if may_go else ""


def _urged_on(row: Candidate, reader: Reader) -> date | None:
    return localtime(row.urged_at).date() if row.urged_at else None


def _acts(row: Candidate, reader: Reader) -> dict:
    """What the cell of buttons offers; the column is shown to whoever may decide."""
    return {"open": row.state in LIVE, "take_up": take_up_page()}


CANDIDATES = Ledger(
    url_name="records:candidates",
    code="candidate",
    title="督办建议",
    intro="系统按制度查出的逾期、未办、不满意和重复事项，以及批示和调度要求。是否督办由人决定：立项督办、先催办，或者写明理由不督办。",
    noun="督办建议",
    unit="条",
    rows=register,
    filters=CandidateFilterForm,
    view=VIEW_CANDIDATE,
    export=EXPORT_CANDIDATES,
    empty=(
        Empty(
            "没有督办建议。",
            "逾期、不满意、办结后重复、未按时报告的自动列在这里；领导批示和调度要求在督办台账“提出督办建议”。",
        ),
    ),
    columns=(
        Column("raised", "提出时间", "raised_at", kind="datetime"),
        Column("ground", "事由", "get_ground_display", sub=_leader, is_tight=True, width=14),
        Column("leader", "批示领导", _leader, on=ON_PAPER_AND_FILE, width=10),
        Column("text", "情况", _told, on=(PAGE,), template="records/duties/_candidate.html"),
        Column("words", "情况", "text", on=ON_PAPER_AND_FILE, width=44),
        Column("number", "事项编号", _number, on=ON_PAPER_AND_FILE, width=18),
        Column("unit", "责任单位", "unit.label", blank="—", is_tight=True),
        Column("state", "状态", "get_state_display", kind="state"),
        Column("urged", "催办日期", _urged_on, kind="date", on=ON_PAPER_AND_FILE),
        Column("dealt", "处理情况", _dealt_with, on=ON_PAPER_AND_FILE, width=30),
        Column(
            "acts",
            "办理",
            _acts,
            is_tight=True,
            on=(PAGE,),
            template="records/duties/_candidate_acts.html",
            shown_to=who_may(DECIDE_CANDIDATE),
        ),
    ),
)


@requires(DECIDE_CANDIDATE)
@require_POST
def candidate_urge(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """催办 the unit."""
    with refusals_as_message(request):
        urge(candidate_id=candidate_id, by=request.actor, at=request.at)
        messages.success(request, "已催办，责任单位联络员已收到通知。")
    return redirect("records:candidates")


@requires(DECIDE_CANDIDATE)
@require_http_methods(["GET", "POST"])
def candidate_dismiss(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """不督办, with the reason."""
    row = row_in_sight(candidates_visible_to(request.actor), "没有找到这条督办建议。", pk=candidate_id)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            dismiss(candidate_id=candidate_id, by=request.actor, at=request.at, **form.cleaned_data)
        if not form.errors:
            messages.success(request, "已记录不督办的理由。")
            return redirect("records:candidates")
    context = {
        "form": form,
        "title": "不督办",
        "verb": "确定",
        "list": "records:candidates",
        "list_label": "督办建议",
        "hint": row.text,
    }
    return render(request, "township/frame/form.html", context)
