"""Findings and the papers of inspections: their pages and acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from records.acts.views.acts import Act, ActPages
from records.matters.queries.rights import rights_on
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.views.flows import flow_acts, paper_page
from supervision.inspections.actions import corrections
from supervision.inspections.actions import findings as actions
from supervision.inspections.actions import papers as paper_actions
from supervision.inspections.forms import findings as forms
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries import findings as queries
from supervision.inspections.queries import inspections, papers
from supervision.inspections.rules import findings as rules
from supervision.inspections.rules import papers as paper_rules
from supervision.inspections.views.inspections import INSPECTION
from supervision.permissions import (
    DISPOSE_FINDING,
    EXTEND_FINDING,
    READ_WHOLE_INSPECTION,
    SETTLE_FINDING,
    VERIFY_FINDING,
    VIEW_FINDING,
    VIEW_INSPECTION_PAPER,
    WORK_FINDING,
)
from township.actors import Actor
from township.frame.access import requires

RIGHTS = (SETTLE_FINDING, WORK_FINDING, DISPOSE_FINDING, VERIFY_FINDING, EXTEND_FINDING)


def finding_facts(actor: Actor, row: Finding) -> rules.FindingFacts:
    """What the doors of a finding look at."""
    return queries.finding_facts(actor, row, rights_on(actor, row.matter, RIGHTS))


def _beside(request: HttpRequest, row: Finding, form) -> dict:
    """What the act is about, above its form; what it rests on and what proves the correction, beside it."""
    shown = [("单位", row.unit.label), (row.get_nature_display(), row.text), ("单位说明", row.statement)]
    shown += [("要求", row.demand), ("整改措施", row.measures), ("整改结果", row.result)]
    return {
        "facts_shown": [line for line in shown if line[1]],
        "evidence": list(row.evidence.select_related("file")),
        "proofs": [one.file for one in row.proofs.select_related("file")],
    }


def _act(name: str, run, done: str, form=None, **more) -> Act:
    page = "supervision/inspections/finding_act.html"
    return Act(name, run, done=done, form=form, beside=_beside, template=page, **more)


FINDING = ActPages(
    "finding",
    page="supervision:finding",
    id_name="finding_id",
    get=queries.get_finding,
    facts=finding_facts,
    doors=rules.DOORS,
    acts=(
        Act("change", actions.change, done="已修改。", form=forms.ChangeForm),
        _act("put", actions.put, "已送单位，等单位说明情况。", forms.PutForm, verb="送单位"),
        _act("tell", actions.state, "已说明情况。", forms.TellForm),
        _act("note_statement", actions.note_statement, "书面说明已代录。", forms.NoteStatementForm),
        _act("uphold", actions.uphold, "已认定。", forms.UpholdForm),
        _act("withdraw", actions.withdraw, "已认定不成立。", forms.ReasonForm),
        _act("rectify", corrections.rectify, "已要求限期整改。", forms.DemandForm),
        _act("urge", corrections.urge, "已催办。", forms.DemandForm),
        _act(
            "transfer",
            paper_actions.draft_transfer,
            "移送函已拟好，核对后送审。",
            forms.TransferForm,
            leads_to=lambda request, row, made: reverse("supervision:inspection_paper", args=[made.pk]),
        ),
        _act("commend", corrections.commend, "已肯定推广。", forms.CommendForm),
        _act("plan", actions.plan, "整改措施已填。", forms.PlanForm),
        _act("progress", actions.report_progress, "进展已报告。", forms.ProgressForm),
        _act("report", actions.report, "已报告整改结果，等联席办核实。", forms.ReportForm),
        _act("accept", corrections.accept, "已核实销号。", forms.AcceptForm),
        _act("give_back", corrections.give_back, "已退回整改。", forms.VerifyForm),
        _act("confirm", corrections.confirm, "回头看没有反弹，已办结。", forms.ConfirmForm),
        _act("reopen", corrections.reopen, "已要求重新整改。", forms.ReopenForm),
        _act("extend", corrections.extend, "已同意延期。", forms.ExtendForm),
        Act("supervise", corrections.supervise, done="已列入督办建议。"),
    ),
)


@requires(VIEW_FINDING)
@require_GET
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding: evidence, statement, correction, later look, and what this actor may do now."""
    actor, row = request.actor, queries.get_finding(request.actor, finding_id)
    is_office = actor.may(READ_WHOLE_INSPECTION)
    is_team = inspections.membership(actor, row.inspection) is not None
    evidence = list(row.evidence.select_related("file"))
    photos = queries.photos_of(row) if is_team and row.state not in rules.UPHELD else {}
    for one in evidence:
        one.photo_id = photos.get(one.file_id)
    seen = papers.papers_visible_to(actor).filter(finding=row).select_related("matter")
    events = timeline(row.matter, actor)
    context = {
        "finding": row,
        "is_noted": any(one.text == rules.NOTED for one in events),
        "is_office": is_office,
        "is_team": is_team,
        "evidence": evidence,
        "photo_buttons": INSPECTION.buttons(request, row.inspection) if photos else None,
        "statement_files": [one for one in attachments_of(row.matter, actor) if one.purpose == "statement"],
        "proofs": [one.file for one in row.proofs.select_related("file")],
        "papers": list(seen) if is_office else [],
        "buttons": FINDING.buttons(request, row),
        "events": events,
    }
    return render(request, "supervision/inspections/finding.html", context)


def paper_facts(actor: Actor, row: InspectionPaper) -> paper_rules.InspectionPaperFacts:
    """What the doors of a paper look at."""
    return paper_actions.FLOW.standing(actor, row, facts=paper_rules.InspectionPaperFacts)


PAPER = ActPages(
    "inspection_paper",
    page="supervision:inspection_paper",
    id_name="paper_id",
    get=papers.get_paper,
    facts=paper_facts,
    doors=paper_rules.DOORS,
    acts=(
        *(act for act in flow_acts(paper_actions.FLOW, text_form=forms.PaperTextForm) if act.name != "distribute"),
        Act("answer", paper_actions.answer, done="答复已登记。", form=forms.OrganAnswerForm),
        Act(
            "drop",
            paper_actions.drop_paper,
            done="文书已撤销。",
            confirm="撤销以后文稿不能再送审；移送的问题退回重新处理。",
        ),
    ),
)

paper = paper_page(
    paper_actions.FLOW,
    PAPER,
    VIEW_INSPECTION_PAPER,
    register="supervision:inspections",
    template="supervision/inspections/paper.html",
)
