"""Writing the reply: saved as often as one likes, handed in when every claim is answered."""

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from petitions.cases.actions import cases as actions
from petitions.cases.actions.replies import current_draft
from petitions.cases.forms.replies import ReplyForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.identities import addressees_of
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.cases import table_for
from petitions.cases.rules.papers import Finding
from petitions.cases.rules.replies import PRINTED, REPLY_PAPER
from petitions.cases.rules.standard_texts import standard_text
from petitions.cases.views.moves import changed_meanwhile, place_refusal
from petitions.permissions import DRAFT_REPLY
from records.acts.actions.drafts import drop_draft
from records.papers.models.approvals import Approval
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.refusals import Refused

TEMPLATE = "petitions/cases/moves/reply.html"


@requires(DRAFT_REPLY)
@require_http_methods(["GET", "POST"])
def draft_reply(request: HttpRequest, case_id: int, move: str = "draft_reply") -> HttpResponse:
    """The draft with its version; a stale one is refused and nothing typed is lost."""
    case = get_case(request.actor, case_id)
    if case.is_accusation:
        raise Refused("检举控告由有权机关办理，这里不拟写答复。", "条例第三十条")
    form = _form(request, case)
    asked = request.POST.get("do", "save")
    if request.method == "POST":
        valid = form.is_valid()
        if asked == "text":
            form = _with_text(request, case, form)
        elif valid and _saved(request, case, form, asked):
            return redirect("petitions:case", case.pk) if asked == "submit" else redirect(request.path)
    return _shown(request, case, form)


def _form(request: HttpRequest, case: Case, data=None) -> ReplyForm:
    posted = data if data is not None else request.POST if request.method == "POST" else None
    names = _names(case)
    return ReplyForm(
        posted, draft=current_draft(case), names=names, case=case, actor=request.actor, today=request.today
    )


def _names(case: Case) -> str:
    """How the petitioners are named in the text; shown as a place to be filled, never in clear."""
    people = addressees_of(list(case.petitioners.all()))
    return paper_facts(case).petitioner_line if people.names else ""


def _saved(request: HttpRequest, case: Case, form: ReplyForm, asked: str) -> bool:
    who = {"case_id": case.pk, "by": request.actor, "at": request.at}
    try:
        actions.draft_reply(**who, revision=form.cleaned_data["revision"], **form.values())
        drop_draft(request.user.pk, f"case-{case.pk}-draft_reply")
        if asked == "submit":
            actions.submit_reply(**who, revision=get_case(request.actor, case.pk).revision)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        place_refusal(form, refusal)
        _take_new_version(form, case)
        return False
    messages.success(request, "答复已送审，等负责人审批。" if asked == "submit" else "答复稿已保存。")
    return True


def _take_new_version(form: ReplyForm, case: Case) -> None:
    """The refused page counts for the draft as it is now, so that the typed text can be saved after reading."""
    draft = current_draft(case)
    form.data = form.data.copy()
    form.data["version"] = str(draft.version) if draft else ""


def _with_text(request: HttpRequest, case: Case, form: ReplyForm) -> ReplyForm:
    """The standard text made from the findings as typed; nothing is saved."""
    given = form.cleaned_data
    findings = [
        Finding(
            claim=claim.text,
            facts_and_reasons=given.get(f"finding_{claim.pk}") or "",
            opinion=given.get(f"opinion_{claim.pk}") or "",
            basis=given.get(f"basis_{claim.pk}") or "",
        )
        for claim in form.claims
    ]
    facts = paper_facts(
        case,
        clerk_name=request.actor.name,
        with_names=False,
        findings=findings,
        conclusion_label=PRINTED.get(given.get("conclusion"), ""),
        remedy=case.path31 == 6,
    )
    data = request.POST.copy()
    data["body"] = standard_text(REPLY_PAPER[case.case_class], facts)
    again = _form(request, case, data)
    again._errors, again.cleaned_data = ErrorDict(), {}
    return again


def _shown(request: HttpRequest, case: Case, form: ReplyForm) -> HttpResponse:
    fresh = get_case(request.actor, case.pk) if request.method == "POST" else case
    returned = Approval.objects.filter(matter_id=case.pk, kind="reply").order_by("-pk").first()
    context = {
        "case": fresh,
        "form": form,
        "page": {"move": "draft_reply", "title": "拟写答复"},
        "label": next(move.label for move in table_for(case.case_class).moves if move.name == "draft_reply"),
        "article": "条例第二十九条" if case.case_class == "suggestion" else "条例第三十二条",
        "draft": current_draft(case),
        "returned": returned.remark if returned and returned.state == Approval.State.RETURNED else "",
        "changes": changed_meanwhile(form, fresh),
    }
    return render(request, TEMPLATE, context)
