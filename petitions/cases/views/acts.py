"""What may be done with a case: each act with its form, what is said afterwards, and what cannot be undone.

The doors (petitions.cases.rules.steps) say who sees which act; the action decides. Beside a form stand the clocks that the act
starts and stops and the paper it issues, before it is made.
"""

from dataclasses import replace
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from petitions.cases.actions import (
    accusations,
    approving,
    assignments,
    back_entries,
    closing,
    deliveries,
    endings,
    extensions,
    lookup_codes,
    objections,
    progress,
    refusals,
    replies,
    restating,
    sender,
    sponsors,
)
from petitions.cases.actions import intake as intake_actions
from petitions.cases.actions import reviews as reviews_actions
from petitions.cases.actions.counter import report_with_files
from petitions.cases.actions.issuing import render_paper
from petitions.cases.forms import acts as forms
from petitions.cases.forms import handling, intake, reviews, taking_back
from petitions.cases.forms.accusations import RouteForm
from petitions.cases.forms.replies import ReplyForm
from petitions.cases.models.cases import Case
from petitions.cases.queries.case_page import case_facts
from petitions.cases.queries.cases import get_case
from petitions.cases.rules.steps import DOORS
from petitions.cases.views.beside import (
    asked,
    asked_with_reason,
    clocks_and_paper,
    entered,
    objected,
    proposing,
    replying,
)
from petitions.cases.views.codes import keep_code
from petitions.lookup.actions.evaluations import record_follow_up
from records.acts.views.acts import Act, ActPages, Verb
from records.papers.views.flows import PREVIEWS, deciding_act

PAGE = "petitions/cases/acts/act.html"


def _text(form: forms.CaseForm, row: Case, request: HttpRequest) -> dict:
    """填入标准文本: made from what was filled in so far."""
    return {"body": form.standard_text()} if form.paper else {}


def _preview(form: forms.CaseForm, row: Case, request: HttpRequest) -> bytes:
    """The paper as it would be printed, without number and names; nothing is saved."""
    facts = form.paper_facts()
    body = form.cleaned_data.get("body") or form.standard_text()
    return render_paper(form.paper, facts, body, township_id=request.actor.township_id, issued_on=request.today)


FILL = Verb("text", "填入标准文本", _text, kind="fill", needs="body")
PREVIEW = Verb("preview", "预览文书", _preview, kind="preview")
WITH_TEXT = (FILL, replace(PREVIEW, needs="body"))


def _act(run, done: str, form=None, *, name: str = "", template: str = PAGE, **more) -> Act:
    """An act on its page with clocks and paper beside the form. name: where it is not that of the action."""
    name = name or run.__name__
    beside = more.pop("beside", partial(clocks_and_paper, act=name))
    return Act(name, run, done, form=form, template=template, beside=beside, **more)


def _decision(run, done: str, beside, *, verb="同意", no="不同意", declined="已退回申请。") -> Act:
    """Another person's yes or no to what was proposed."""
    back = Verb("return", no, partial(run, approved=False), declined)
    yes = partial(run, approved=True)
    return _act(yes, done, forms.RemarkForm, name=run.__name__, verb=verb, is_free=True, beside=beside, verbs=(back,))


def _code_kept(request: HttpRequest, case: Case, code: str) -> str:
    """To the page that shows the code, for ten minutes."""
    keep_code(request, case.pk, code)
    return reverse("petitions:registered", args=[case.pk])


INTAKE = (
    _act(progress.receive, "已签收。"),
    _act(
        intake_actions.accept,
        "已受理。",
        intake.AcceptForm,
        verbs=WITH_TEXT,
        also=("assign", "propose_refusal"),
        confirm="提交后印发受理告知书并编号，文号不能收回。",
    ),
    _act(
        intake_actions.answer_directly,
        "已当场答复，事项办结。",
        intake.AnswerForm,
        verbs=(PREVIEW,),
        confirm="提交后事项即告办结。",
    ),
    _act(
        assignments.assign,
        "已交办。",
        intake.AssignForm,
        verbs=WITH_TEXT,
        template="petitions/cases/acts/assign.html",
        confirm="提交后向单位印发交办函。",
    ),
    _act(
        intake_actions.transfer,
        "已转送。",
        intake.TransferForm,
        verbs=WITH_TEXT,
        confirm="提交后印发转送单和去向告知书，本机关不再办理。",
    ),
    _act(
        refusals.propose_refusal,
        "已送审，等办公室主任审批。",
        intake.RefusalForm,
        verb="送审",
        verbs=WITH_TEXT,
        beside=proposing(refusals.REFUSAL, "propose_refusal"),
    ),
    _act(objections.object_assignment, "异议已提出，核实以前各项期限照常计算。", intake.ObjectForm, name="object"),
    _act(
        objections.decide_objection,
        "核实结果已登记，已通知承办单位。",
        intake.ObjectionForm,
        verb="提交核实结果",
        beside=objected,
    ),
)
TAKING_BACK = (
    _act(
        sender.object_to_sender,
        "异议函已印发，来文机关答复以前各项期限照常计算。",
        taking_back.SenderForm,
        verbs=WITH_TEXT,
        confirm="提交后印发异议函并编号。十五日内书面告知信访人的期限照常计算。",
    ),
    _act(sender.record_sender_answer, "来文机关的答复已登记。", taking_back.SenderAnswerForm),
    _act(
        endings.propose_ending,
        "已送审，等另一位同志审批。",
        taking_back.EndingForm,
        verb="送审",
        confirm="批准以后编号保留，已经印发的文书作废；作废的不再计入统计。",
    ),
    _decision(endings.decide_ending, "已批准。", partial(asked_with_reason, kind="ending"), no="退回"),
    _act(
        restating.propose_correction,
        "已送审，等另一位同志审批。",
        taking_back.CorrectionForm,
        verb="送审",
        confirm="批准以后各项期限重新计算，写错日期的受理告知书作废重发。",
    ),
    _decision(
        restating.decide_correction,
        "已更正，期限已经重新计算。",
        partial(asked_with_reason, kind="correction"),
        no="退回",
    ),
)
HANDLING = (
    _act(
        replies.REPLY.save,
        "答复稿已保存。",
        ReplyForm,
        verb="保存答复稿",
        id_name="row_id",
        template="petitions/cases/acts/reply.html",
        beside=replying,
        verbs=(Verb("submit", "保存并送审", replies.REPLY.submit, "答复已送审，等负责人审批。"), FILL, PREVIEW),
        name="draft_reply",
    ),
    _act(replies.submit_reply, "答复已送审。"),
    _act(report_with_files, "进展已登记。", handling.ProgressForm, name="report_progress"),
    _act(
        extensions.propose_extension,
        "已送审，批准后印发延期告知书。",
        handling.ExtensionForm,
        verb="送审",
        verbs=WITH_TEXT,
        beside=proposing(extensions.EXTENSION, "propose_extension"),
    ),
    _act(extensions.to_ordinary, "已转普通程序，期限从原受理日期起算。", forms.ReasonForm),
    _act(
        deliveries.deliver,
        "送达已登记。",
        handling.DeliverForm,
        confirm="答复的送达日期起算信访人请求复查的 30 日，请按回证填写。",
    ),
    _act(closing.record_execution, "落实情况已登记。", handling.ExecutionForm),
    _act(closing.conclude, "已办结。", handling.ConcludeForm),
    _act(closing.reopen, "已重新办理，新的期限开始计算。", forms.ReasonForm),
    _decision(
        back_entries.confirm_entry,
        "已核对，期限按补录的日期计算。",
        entered,
        verb="凭据属实",
        no="凭据不足",
        declined="期限按登记的日期计算。",
    ),
    _act(closing.archive, "已归档。"),
    _act(approving.withdraw_proposal, "申请已撤回，文稿退为草稿。", verb="撤回", confirm="撤回后要重新提出。"),
    _act(lookup_codes.propose_new_code, "已申请，另一位同志同意以后由您补发。", handling.NewCodeForm, verb="申请补发"),
    _decision(lookup_codes.confirm_new_code, "已同意，申请人一日内可以补发。", partial(asked, kind="new_code")),
    _act(
        record_follow_up,
        "回访评价已登记，信访人在查询页可以看到是电话回访记录。",
        handling.FollowUpForm,
        confirm="评价登记后不能改。请照信访人的原话登记。",
        name="follow_up",
    ),
    _act(
        lookup_codes.new_lookup_code,
        "新的查询码已生成。",
        verb="补发",
        leads_to=_code_kept,
        confirm="原来的查询码立即作废。请核对来人就是信访人本人或其代理人。",
    ),
)
REVIEWS = (
    _act(reviews_actions.record_review, "已登记。", reviews.ReviewForm),
    _act(
        reviews_actions.record_review_result,
        "结果已登记。",
        reviews.ReviewResultForm,
        confirm="复核维持或变更即告终结，同一事实和理由不再受理。",
    ),
    _act(reviews_actions.pause_review, "复核期限已中止。", reviews.PauseForm),
    _act(reviews_actions.resume_review, "复核期限恢复计算。", reviews.ResumeForm),
)
ACCUSATIONS = (
    _act(
        accusations.propose_route,
        "已送审，等知悉名单上的召集人审批。",
        RouteForm,
        verb="送审",
        verbs=WITH_TEXT,
        beside=proposing(accusations.ROUTE, "propose_route"),
        confirm="批准后内容封存，材料在系统以外当面移交。",
    ),
    _act(accusations.propose_unseal, "已送审，批准后 24 小时内可以查看。", forms.ReasonForm, verb="送审"),
    _decision(accusations.confirm_unseal, "已同意，24 小时内可以查看。", asked),
    _act(accusations.name_reader, "已列入知悉名单。", handling.ReaderForm),
    _act(sponsors.name_sponsor, "包案领导已指定，已通知本人。", handling.SponsorForm),
)
FLOWS = (refusals.REFUSAL, extensions.EXTENSION, replies.REPLY, accusations.ROUTE)
TEXTS = tuple(deciding_act(flow, name=f"decide_{flow.kind}") for flow in FLOWS)

CASE = ActPages(
    "case",
    page="petitions:case",
    id_name="case_id",
    get=get_case,
    facts=case_facts,
    doors=DOORS,
    acts=(*TEXTS, *INTAKE, *TAKING_BACK, *HANDLING, *REVIEWS, *ACCUSATIONS),
    elsewhere={"edit_registration": "petitions:edit"},
)


def _draft_address(flow):
    return lambda request, case: reverse("petitions:paper_preview", args=[case.pk, flow.document(case).pk])


PREVIEWS.update({flow.kind: _draft_address(flow) for flow in FLOWS})
