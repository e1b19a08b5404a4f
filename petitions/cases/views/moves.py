"""One small page for each move of a case: what it needs, its article, the clocks it starts and stops, its paper.

The page of a move is a row of PAGES. The action decides; a refusal comes back beside its field with everything typed,
and when somebody else changed the case meanwhile the page says so and shows what happened.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from petitions import permissions as may
from petitions.cases.actions import cases as actions
from petitions.cases.actions.counter import report_with_files
from petitions.cases.actions.issuing import render_paper
from petitions.cases.forms import moves as forms
from petitions.cases.forms import reviews
from petitions.cases.forms.accusations import RouteForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import get_case
from petitions.cases.queries.clock_words import clock_words
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.cases import TABLES, table_for
from petitions.cases.rules.papers import PAPER_KINDS
from petitions.cases.rules.standard_texts import standard_text
from petitions.cases.views.codes import keep_code
from records.acts.actions.drafts import drop_draft
from records.matters.models.events import Event
from township.actors import NotAllowed, OutOfScope
from township.frame.access import requires
from township.frame.forms.typed import typed_number
from township.frame.responses import pdf_response
from township.permissions import Capability
from township.refusals import Refused

Run = Callable[[forms.MoveForm, dict], object]


@dataclass(frozen=True)
class MovePage:
    """move: name of the action in the address; title and verb: head and button; done: the sentence afterwards.

    run: the action, given the form and case_id, revision, by, at. warning: what cannot be undone. article: where the
    state table does not know the move.
    """

    move: str
    title: str
    form: type[forms.MoveForm]
    capability: Capability
    run: Run
    done: str
    verb: str = ""
    article: str = ""
    warning: str = ""
    template: str = "petitions/cases/moves/page.html"


def _plain(action) -> Run:
    return lambda form, who: action(**who, **form.values())


def _progress(form: forms.ProgressForm, who: dict):
    return report_with_files(**who, files=form.cleaned_data["attachments"], **form.values())


PAGES = (
    MovePage(
        "answer_directly",
        "当场答复",
        forms.AnswerForm,
        may.ANSWER_DIRECTLY,
        _plain(actions.answer_directly),
        "已当场答复，事项办结。",
        warning="提交后事项即告办结。",
    ),
    MovePage(
        "accept",
        "受理",
        forms.AcceptForm,
        may.ACCEPT_CASE,
        _plain(actions.accept),
        "已受理。",
        warning="提交后印发受理告知书并编号，文号不能收回。",
    ),
    MovePage(
        "propose_refusal",
        "拟不予受理",
        forms.RefusalForm,
        may.PROPOSE_REFUSAL,
        _plain(actions.propose_refusal),
        "已送审，等办公室主任审批。",
        "送审",
    ),
    MovePage(
        "transfer",
        "转送",
        forms.TransferForm,
        may.TRANSFER_CASE,
        _plain(actions.transfer),
        "已转送。",
        warning="提交后印发转送单和去向告知书，本机关不再办理。",
    ),
    MovePage(
        "assign",
        "交办",
        forms.AssignForm,
        may.ASSIGN_CASE,
        _plain(actions.assign),
        "已交办。",
        template="petitions/cases/moves/assign.html",
        warning="提交后向单位印发交办函。",
    ),
    MovePage("receive", "签收", forms.ReceiveForm, may.RECEIVE_CASE, _plain(actions.receive), "已签收。"),
    MovePage(
        "object",
        "提出异议",
        forms.ObjectForm,
        may.OBJECT_CASE,
        _plain(actions.object_assignment),
        "异议已提出，核实以前各项期限照常计算。",
    ),
    MovePage("report_progress", "登记进展", forms.ProgressForm, may.REPORT_PROGRESS, _progress, "进展已登记。"),
    MovePage(
        "propose_extension",
        "申请延期",
        forms.ExtensionForm,
        may.PROPOSE_EXTENSION,
        _plain(actions.propose_extension),
        "已送审，批准后印发延期告知书。",
        "送审",
    ),
    MovePage(
        "to_ordinary",
        "转普通程序",
        forms.ReasonForm,
        may.ACCEPT_CASE,
        _plain(actions.to_ordinary),
        "已转普通程序，期限从原受理日期起算。",
    ),
    MovePage(
        "submit_reply",
        "送审答复",
        forms.MoveForm,
        may.DRAFT_REPLY,
        _plain(actions.submit_reply),
        "答复已送审。",
        "送审",
        template="petitions/cases/moves/submit_reply.html",
    ),
    MovePage(
        "deliver",
        "登记送达",
        forms.DeliverForm,
        may.DELIVER_CASE,
        _plain(actions.deliver),
        "送达已登记。",
        warning="答复的送达日期起算信访人请求复查的 30 日，请按回证填写。",
    ),
    MovePage(
        "record_execution",
        "登记落实",
        forms.ExecutionForm,
        may.EXECUTE_CASE,
        _plain(actions.record_execution),
        "落实情况已登记。",
    ),
    MovePage("conclude", "办结", forms.ConcludeForm, may.CONCLUDE_CASE, _plain(actions.conclude), "已办结。"),
    MovePage(
        "reopen",
        "重新办理",
        forms.ReasonForm,
        may.REOPEN_CASE,
        _plain(actions.reopen),
        "已重新办理，新的期限开始计算。",
    ),
    MovePage(
        "withdraw_proposal",
        "撤回申请",
        forms.MoveForm,
        may.VIEW_CASE,
        _plain(actions.withdraw_proposal),
        "申请已撤回，文稿退为草稿。",
        "撤回",
        warning="撤回后要重新提出。",
    ),
    MovePage("archive", "归档", forms.MoveForm, may.ARCHIVE_CASE, _plain(actions.archive), "已归档。"),
    MovePage(
        "record_review",
        "登记复查复核",
        reviews.ReviewForm,
        may.RECORD_REVIEW,
        _plain(actions.record_review),
        "已登记。",
        article="条例第三十五条、第三十六条",
    ),
    MovePage(
        "record_review_result",
        "登记复查复核结果",
        reviews.ReviewResultForm,
        may.RECORD_REVIEW,
        _plain(actions.record_review_result),
        "结果已登记。",
        article="条例第三十五条、第三十六条",
        warning="复核维持或变更即告终结，同一事实和理由不再受理。",
    ),
    MovePage(
        "pause_review",
        "复核听证，期限中止",
        reviews.PauseForm,
        may.RECORD_REVIEW,
        _plain(actions.pause_review),
        "复核期限已中止。",
        article="条例第三十六条第二款",
    ),
    MovePage(
        "resume_review",
        "听证结束，期限恢复",
        reviews.ResumeForm,
        may.RECORD_REVIEW,
        _plain(actions.resume_review),
        "复核期限恢复计算。",
        article="条例第三十六条第二款",
    ),
    MovePage(
        "propose_route",
        "拟移送",
        RouteForm,
        may.PROPOSE_ROUTE,
        _plain(actions.propose_route),
        "已送审，等知悉名单上的召集人审批。",
        "送审",
        warning="批准后内容封存，材料在系统以外当面移交。",
    ),
    MovePage(
        "propose_unseal",
        "申请查看封存内容",
        forms.ReasonForm,
        may.PROPOSE_UNSEAL,
        _plain(actions.propose_unseal),
        "已送审，批准后 24 小时内可以查看。",
        "送审",
        article="条例第三十条",
    ),
)


def move_view(page: MovePage):
    """The view of one row, open to who has its capability."""

    @requires(page.capability)
    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, case_id: int, move: str) -> HttpResponse:
        case = get_case(request.actor, case_id)
        _check_class(case, page.move)
        form = _form(request, page, case)
        asked = request.POST.get("do", "save")
        if request.method == "GET":
            _fill_body(request, case, form)
            return _shown(request, page, case, form)
        valid = form.is_valid()
        if asked == "text":
            return _shown(request, page, case, _with_text(request, page, case, form))
        if valid and asked == "preview":
            return _preview(request, case, form)
        if valid and _done(request, page, case, form):
            return redirect("petitions:case", case.pk)
        return _shown(request, page, case, form)

    view.__name__ = f"move_{page.move}"
    return view


def move_urls() -> list[URLPattern]:
    """One address for each row, all named "move": {% url "petitions:move" case_id=… move="accept" %}."""
    return [
        path(f"cases/<int:case_id>/{page.move}/", move_view(page), {"move": page.move}, name="move") for page in PAGES
    ]


@requires(may.NEW_LOOKUP_CODE)
@require_http_methods(["GET", "POST"])
def new_code(request: HttpRequest, case_id: int) -> HttpResponse:
    """A new look-up code for who lost the slip; asked twice, since the old one is void from then on."""
    case = get_case(request.actor, case_id)
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        revision = typed_number(request, "revision")
        code = actions.new_lookup_code(by=request.actor, at=request.at, case_id=case.pk, revision=revision)
        keep_code(request, case.pk, code)
        return redirect("petitions:registered", case.pk)
    context = {
        "title": "补发查询码",
        "question": f"给 {case.number} 补发查询码？",
        "warning": "原来的查询码立即作废。请核对来人就是信访人本人或其代理人。",
        "verb": "补发",
        "cancel_url": f"/cases/{case.pk}/",
        "hidden": {"revision": case.revision},
    }
    return render(request, "partials/confirm.html", context)


def _check_class(case: Case, move: str) -> None:
    """Refused for a move that only other legal classes have (检举控告 is routed, never accepted)."""
    elsewhere = any(move in table.names for table in TABLES.values())
    if elsewhere and move not in table_for(case.case_class).names:
        raise Refused(f"“{case.get_case_class_display()}”没有这一步。", "条例第二十九至三十一条")


def _form(request: HttpRequest, page: MovePage, case: Case) -> forms.MoveForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return page.form(*posted, case=case, actor=request.actor, today=request.today)


def _done(request: HttpRequest, page: MovePage, case: Case, form: forms.MoveForm) -> bool:
    """Run the action. False when it refused: the sentence stands beside its field, the typed text is kept."""
    who = {"case_id": case.pk, "revision": form.cleaned_data["revision"], "by": request.actor, "at": request.at}
    try:
        page.run(form, who)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        place_refusal(form, refusal)
        return False
    drop_draft(request.user.pk, f"case-{case.pk}-{page.move}")
    messages.success(request, page.done)
    return True


def place_refusal(form, refusal: Refused) -> None:
    """Beside the field the refusal names, under the name it has in the form; above the form otherwise."""
    if hasattr(form, "place_refusal"):
        form.place_refusal(refusal.field, str(refusal))
        return
    field = {"assist": "assist_unit_0", "due_on": "lead_due_on", "attachments": "evidence"}.get(
        refusal.field, refusal.field
    )
    for name in (refusal.field, field):
        if name in form.fields:
            form.add_error(name, str(refusal))
            return
    form.add_error(None, str(refusal))


def _shown(request: HttpRequest, page: MovePage, case: Case, form: forms.MoveForm) -> HttpResponse:
    fresh = get_case(request.actor, case.pk) if request.method == "POST" else case
    changes = changed_meanwhile(form, fresh)
    move = next((one for one in table_for(case.case_class).moves if one.name == page.move), None)
    context = {
        "case": fresh,
        "page": page,
        "form": form,
        "label": move.label if move else page.title,
        "article": page.article or (move.article if move else ""),
        "clocks": clock_words(fresh, page.move, _chosen(form), request.today),
        "paper": PAPER_KINDS.get(form.paper),
        "changes": changes,
    }
    return render(request, page.template, context)


def _chosen(form: forms.MoveForm) -> dict:
    """What decides the clocks, as far as it is known: typed, or as the form starts."""
    given = getattr(form, "cleaned_data", None) or form.initial
    due_on = given.get("lead_due_on")
    return {"on": given.get("on"), "path31": given.get("path31"), "track": given.get("track"), "unit_due_on": due_on}


def changed_meanwhile(form, case: Case) -> list[Event]:
    """When the case is no longer the one the page showed: its latest events. The next click counts for the new state."""
    if not form.is_bound or str(case.revision) == str(form.data.get("revision")):
        return []
    form.data = form.data.copy()
    form.data["revision"] = str(case.revision)
    return list(Event.objects.filter(matter_id=case.pk).order_by("-pk")[:3])


def _text(request: HttpRequest, case: Case, form: forms.MoveForm) -> str:
    facts = paper_facts(case, **{"clerk_name": request.actor.name, "with_names": False, **form.facts()})
    return standard_text(form.paper, facts)


def _fill_body(request: HttpRequest, case: Case, form: forms.MoveForm) -> None:
    """The text stands there at once where nothing has to be filled in first."""
    if form.paper == "acceptance" and "body" in form.fields:
        form.initial["body"] = _text(request, case, form)


def _with_text(request: HttpRequest, page: MovePage, case: Case, form: forms.MoveForm) -> forms.MoveForm:
    """The form as typed, with the standard text made from it, and nothing judged yet."""
    data = request.POST.copy()
    if form.paper:
        data["body"] = _text(request, case, form)
    again = page.form(data, request.FILES, case=case, actor=request.actor, today=request.today)
    again._errors, again.cleaned_data = ErrorDict(), {}
    return again


def _preview(request: HttpRequest, case: Case, form: forms.MoveForm) -> HttpResponse:
    """The paper as it would be printed, without number and names; nothing is saved."""
    facts = paper_facts(case, **{"clerk_name": request.actor.name, "with_names": False, **form.facts()})
    body = form.cleaned_data.get("body") or standard_text(form.paper, facts)
    try:
        pdf = render_paper(form.paper, facts, body, issued_on=request.today)
    except Refused as refusal:
        place_refusal(form, refusal)
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return pdf_response(pdf, "预览.pdf")
