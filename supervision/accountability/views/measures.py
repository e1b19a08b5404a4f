"""Accountability measures: proposing one, its page for the office and for the subject."""

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.closed import words_kept_from
from records.matters.queries.timeline import attachments_of, documents_of, timeline
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from records.papers.rules.closed import mentions, without_closed
from records.papers.views.flows import flow_acts, paper_context
from supervision.accountability.actions import decisions, effects
from supervision.accountability.actions import measures as actions
from supervision.accountability.forms import measures as forms
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries import measures as queries
from supervision.accountability.queries.resting import ground_lines
from supervision.accountability.rules.measures import DOORS, MeasureFacts
from supervision.permissions import (
    DECIDE_DIRECTOR_TALK,
    DECIDE_MEASURE,
    LIFT_MEASURE,
    PROPOSE_MEASURE,
    REVIEW_MEASURE,
    STATE_MEASURE,
    VIEW_MEASURE,
)
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.frame.access import requires
from township.words import whole_number

DRAFT = "measure-new"
RIGHTS = (STATE_MEASURE, REVIEW_MEASURE, LIFT_MEASURE)
# What the subject reads of the course: its own steps and what was served. Not drafts, returns, and what goes to an organ.
SUBJECT_SEES = frozenset(
    {
        "notify",
        "extend",
        "state",
        "silence",
        "withdraw",
        "decline",
        "receive",
        "talk",
        "sign",
        "object",
        "uphold",
        "revoke",
        "lift",
        "expire",
    }
)


def measure_facts(actor: Actor, row: Measure) -> MeasureFacts:
    """What the doors of a measure look at."""
    standing = decisions.FLOW.standing(actor, row, rights=RIGHTS)
    given = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    is_subject, today = queries.is_subject(actor, row), timezone.localdate()
    if is_subject:  # a post does not help against oneself
        given["may"], given["decides"] = standing.may & {STATE_MEASURE.code}, False
    return MeasureFacts(
        **given,
        is_subject=is_subject,
        is_over=row.statement_due_on is not None and today > row.statement_due_on,
        was_extended=row.extended_on is not None,
        is_unreceived=decisions.is_unreceived(row),
        may_object=row.objected_on is None and row.objection_due_on is not None and today <= row.objection_due_on,
        bars_review=_bars_review(actor, row),
    )


def _bars_review(actor: Actor, row: Measure) -> str:
    if actor.person_id in (row.decided_by_id, row.proposed_by_id):
        return "提出人和原决定人不能复核，请由其他有权限的同志复核"
    return queries.bars(actor, row)


_FLOW = {
    act.name: act
    for act in flow_acts(
        decisions.FLOW, text_form=forms.DecisionTextForm, approvers=(DECIDE_MEASURE, DECIDE_DIRECTOR_TALK)
    )
}
_ISSUE = dataclasses.replace(
    _FLOW["issue"], verb="编号送达", done="已送达。", confirm="送达后文号、日期和正文不能再改，对象会收到签收通知。"
)

MEASURE = ActPages(
    "measure",
    page="supervision:measure",
    id_name="measure_id",
    get=queries.get_measure,
    facts=measure_facts,
    doors=DOORS,
    acts=(
        Act("state", actions.state, done="陈述申辩已提交。", form=forms.StateForm),
        Act("object", effects.object_to, done="复核申请已提交。", form=forms.ObjectForm),
        Act("receive", effects.receive, done="已签收。签收不等于同意。"),
        Act("note_receipt", effects.note_receipt, done="送达情况已登记。", form=forms.NoteReceiptForm),
        Act(
            "notify",
            actions.notify,
            done="告知书已送达，等待陈述申辩。",
            confirm="问责对象即刻看到事实和依据，陈述期限开始计算，此后不能再改提议。",
        ),
        Act("change", actions.change, done="已保存。", form=forms.MeasureForm),
        Act("silence", actions.silence, done="已记录，请拟写决定。"),
        Act("note_statement", actions.note_statement, done="书面陈述已代录。", form=forms.NoteStatementForm),
        Act("extend", actions.extend, done="陈述期限已延长。", form=forms.ExtendForm),
        *(_FLOW[name] for name in ("decide", "edit", "submit", "take_back")),
        _ISSUE,
        Act(
            "decline",
            decisions.decline,
            done="已决定不予问责。",
            form=forms.ReasonForm,
            open_to=(DECIDE_MEASURE, DECIDE_DIRECTOR_TALK),
        ),
        Act("talk", effects.hold_talk, done="约谈记录已生成，请打印签字后上传。", form=forms.TalkForm),
        Act("sign", effects.sign, done="已登记，问责生效。", form=forms.SignForm),
        Act("answer", effects.answer, done="答复已登记。", form=forms.AnswerForm),
        Act("uphold", effects.uphold, done="已维持原决定。", form=forms.LongReasonForm),
        Act("revoke", effects.revoke, done="已撤销原决定。", form=forms.LongReasonForm),
        Act("lift", effects.lift, done="已解除。", form=forms.ReasonForm),
        Act("withdraw", actions.withdraw, done="已撤回。", form=forms.ReasonForm),
    ),
)


def _unit(request: HttpRequest) -> Unit | None:
    asked = whole_number(request.GET.get("unit", ""), 17)
    return None if asked is None else member_units(request.actor.township_id).filter(pk=asked).first()


@requires(PROPOSE_MEASURE)
@require_http_methods(["GET", "POST"])
def measure_new(request: HttpRequest) -> HttpResponse:
    """提出问责 against ?unit=…, with ?ground=… ticked; without a unit it is asked for first."""
    unit = _unit(request)
    if unit is None:
        form = forms.UnitForm(actor=request.actor)
        return render(request, "supervision/accountability/find_unit.html", {"form": form})
    given = {"actor": request.actor, "unit": unit, "on": request.today, "ground": request.GET.get("ground", "")[:30]}
    return new_page(
        request,
        forms.NewMeasureForm(request.POST or None, **given),
        lambda form: actions.propose(by=request.actor, at=request.at, **form.values()),
        title=f"提出问责：{unit.label}",
        verb="保存提议",
        done="问责提议已保存，核对后送达陈述申辩告知书。",
        page="supervision:measure",
        draft=DRAFT,
        back_url=reverse("supervision:measures"),
        back_label="问责",
        template="supervision/accountability/propose.html",
        beside={"unit": unit, "before": queries.earlier_in_sight(request.actor, unit)},
    )


@requires(VIEW_MEASURE)
@require_GET
def measure(request: HttpRequest, measure_id: int) -> HttpResponse:
    """One measure: for the subject what is held against it and its own steps; for who decides the whole."""
    row = queries.get_measure(request.actor, measure_id)
    is_subject = queries.is_subject(request.actor, row)
    papers = [paper for paper in documents_of(row.matter, request.actor) if paper.state == Document.State.ISSUED]
    closed = words_kept_from(request.actor)
    events, files = timeline(row.matter, request.actor), attachments_of(row.matter, request.actor)
    context = {
        "measure": row,
        "rung": row.rung,
        "is_subject": is_subject,
        "grounds": _grounds(row, request.actor, is_subject),
        "facts": without_closed(row.facts, closed),
        "papers": [
            paper
            for paper in papers
            if not mentions(f"{paper.body}{paper.facts}", closed) and (not is_subject or may_read_file(row, paper))
        ],
        "files": [file for file in files if not is_subject or may_read_file(row, file)],
        "buttons": MEASURE.buttons(request, row),
        "events": [
            event for event in events if not is_subject or event.move in SUBJECT_SEES or _is_served_by(row, event.move)
        ],
        "before": []
        if is_subject
        else [one for one in queries.earlier_in_sight(request.actor, row.unit) if one.pk != row.pk],
        "is_drafted": bool(row.demand) and (not is_subject or bool(row.document.blob) and not row.organ),
        **paper_context(decisions.FLOW, row, request.actor),
    }
    return render(request, "supervision/accountability/measure.html", context)


def _is_served_by(row: Measure, move: str) -> bool:
    return move == "issue" and not row.organ


def may_read_file(row: Measure, file: Document | Attachment) -> bool:
    """Whether the subject may read it: what goes to another organ, and what comes back, is that organ's."""
    if not row.organ:
        return True
    return file.purpose == "statement" if isinstance(file, Attachment) else file.kind != "measure"


def _grounds(row: Measure, actor: Actor, is_subject: bool) -> list[tuple[str, str]]:
    """(text, address of its rows) of every ground; the subject reads the text, as far as its case is not closed to it."""
    found = []
    for ground, text in ground_lines(row, [actor]):
        if ground.order_id:
            url = reverse("supervision:order", args=[ground.order_id])
        elif ground.cause_id:
            url = reverse("supervision:cause", args=[ground.cause_id])
        elif ground.candidate.matter_id:
            url = reverse("records:matter", args=[ground.candidate.matter_id])
        else:
            url = reverse("records:candidates")
        found.append((text, "" if is_subject else url))
    return found
