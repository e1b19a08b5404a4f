"""Runs: list, page with every unit's result, one unit's points, the rows behind a figure, the acts, the workbook."""

import dataclasses
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessment.permissions import (
    ANSWER_OBJECTION,
    APPROVE_RUN,
    EXPORT_SCORES,
    OBJECT_SCORE,
    READ_ALL_SCORES,
    REPORT_OWN,
    RUN_ASSESSMENT,
    SCORE,
    VIEW_RUN,
)
from assessment.schemes import forms
from assessment.schemes.actions import entries
from assessment.schemes.actions import objections as run_objections
from assessment.schemes.actions import runs as actions
from assessment.schemes.models.runs import Run
from assessment.schemes.queries import comparing
from assessment.schemes.queries import runs as queries
from assessment.schemes.queries.rows import matters_seen
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.schemes import GROUPS, STAGES
from assessment.schemes.rules.states import DRAFT, PUBLISHED, RUN_DOORS, RunFacts
from assessment.schemes.sheets.scores import scores_xlsx
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.figures.declared import DECLARED
from records.ledgers.rules.columns import Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.dates import day_of, full_date
from township.frame.access import requires
from township.frame.handouts import Handed, Handout, hand_out
from township.frame.responses import xlsx_response
from township.sight import row_in_sight
from township.watermark import Watermark

START = PageLink("开始考核", "assessment:run_new", RUN_ASSESSMENT, key="n")
COMPARE = PageLink("历次对照", "assessment:run_compare", VIEW_RUN)
RUNS = Ledger(
    url_name="assessment:runs",
    code="runs",
    title="考核",
    intro="核算评分、公布核对、处理异议、批准通报。通报以后数据固定，更正另出新版。",
    noun="考核",
    unit="次",
    rows=queries.register,
    filters=forms.RunFilterForm,
    view=VIEW_RUN,
    export=EXPORT_SCORES,
    row_page="assessment:run",
    actions=(START, COMPARE),
    empty=(Empty("还没有考核。", "有了施行的考核办法，就可以开始一次考核。", START), Empty("还没有公布的考核。")),
    columns=(
        Column("title", "考核", link=True, width=30),
        Column("first", "起", kind="date"),
        Column("last", "止", kind="date"),
        Column("until", "异议期限", kind="date", blank="—"),
        Column("number", "文号", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def run_facts(actor: Actor, row: Run) -> RunFacts:
    """What the doors of a run look at."""
    rights = (RUN_ASSESSMENT, SCORE, REPORT_OWN, OBJECT_SCORE, ANSWER_OBJECTION, APPROVE_RUN)
    standing = actions.FLOW.standing(actor, row, rights=rights)
    given = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    units = frozenset(line.unit_id for line in row.units.all())
    own = units & frozenset(actor.unit_ids)
    today = timezone.localdate()
    waiting = queries.pending_objections(row)
    has_scored = actor.person_id in queries.scorers(row)
    objections = frozenset(() if has_scored else waiting.values_list("pk", flat=True))
    given["parts"] = dict(standing.parts) | {
        name: parts if right.code in standing.may and row.state == state else frozenset()
        for name, right, state, parts in (
            ("report", REPORT_OWN, DRAFT, own if row.report_by else frozenset()),
            ("mark", SCORE, DRAFT, units - own),
            ("award", SCORE, DRAFT, units - own),
            ("object", OBJECT_SCORE, PUBLISHED, own if row.until and today <= row.until else frozenset()),
            ("answer", ANSWER_OBJECTION, PUBLISHED, objections),
            ("adjust", APPROVE_RUN, PUBLISHED, units),
        )
    }
    return RunFacts(
        **given,
        has_scored=has_scored,
        missing=actions.missing_words(row, today) if row.state == DRAFT else "",
        waiting=waiting.count() if row.state == PUBLISHED else 0,
        until=row.until,
        is_over=row.until is not None and today > row.until,
        has_next=queries.has_next(row),
    )


RUN = ActPages(
    "run",
    page="assessment:run",
    id_name="run_id",
    get=queries.get_run,
    facts=run_facts,
    doors=RUN_DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW) if act.name in RUN_DOORS.doors),
        Act(
            "report",
            actions.report,
            done="自评已报送，公布以前可以再改。",
            form=forms.ReportForm,
            part="unit_id",
            is_free=True,
        ),
        Act(
            "object", run_objections.object_to, done="异议已提出。", form=forms.ObjectForm, part="unit_id", is_free=True
        ),
        Act(
            "answer",
            partial(run_objections.answer, accepted=True),
            done="已采纳，得分已重新计算。",
            form=forms.AnswerForm,
            part="objection_id",
            is_free=True,
            verb="采纳",
            verbs=(Verb("refuse", "不采纳", partial(run_objections.answer, accepted=False), "已处理，不采纳。"),),
            beside=lambda request, row, form: _objection_beside(row, form.part),
        ),
        Act(
            "mark",
            entries.mark,
            done="评分已保存。",
            form=forms.MarkForm,
            part="unit_id",
            is_free=True,
            verb="保存评分",
        ),
        Act("award", entries.award, done="已登记。", form=forms.AwardForm, part="unit_id", is_free=True, verb="登记"),
        Act(
            "adjust", entries.adjust, done="已调整。", form=forms.AdjustForm, part="unit_id", is_free=True, verb="调整"
        ),
        Act("compute", actions.compute, done="已按今天的数据重新核算。"),
        Act(
            "publish",
            actions.publish,
            done="已公布，各单位可以核对和提出异议。",
            confirm="公布以后数据固定，不能再评分和重新核算；各单位会收到通知。",
        ),
        Act("settle", actions.settle, done="核对结束，通报文稿已起草。"),
        Act(
            "correct",
            actions.correct_run,
            done="更正已开始，原结果和更正后的结果都会显示。",
            form=forms.CorrectForm,
            leads_to=lambda request, row, made: reverse("assessment:run", args=[made.pk]),
        ),
        Act("drop", actions.drop_run, done="已撤销。", confirm="撤销以后这次考核的评分不再有用。"),
    ),
)


def _objection_beside(row: Run, part: int) -> dict:
    objection = row_in_sight(row.objections.select_related("unit", "row"), pk=part)
    item = content_of(row.scheme).item(objection.item)
    about = f"{objection.row.number}　{full_date(objection.row.on)}" if objection.row else "（不针对某一条）"
    facts = [("单位", objection.unit.label), ("指标", item.label), ("数据", about), ("理由", objection.text)]
    return {"facts_shown": facts}


@requires(VIEW_RUN)
@require_GET
def run_compare(request: HttpRequest) -> HttpResponse:
    """Issued results of one group and stage beside each other: the scores, or with ?figure= one declared figure by unit."""
    group, stage = forms.comparison_from(request.GET, comparing.latest(request.actor))
    runs = comparing.issued(request.actor, group, stage)
    figures = comparing.figures_of(runs)
    figure = next((key for key, _ in figures if key == request.GET.get("figure")), "")
    context = {
        "group": group,
        "stage": stage,
        "group_label": GROUPS[group],
        "stage_label": STAGES[stage],
        "groups": GROUPS.items(),
        "stages": STAGES.items(),
        "runs": runs,
        "figures": figures,
        "figure": figure,
        "formula": DECLARED[figure].formula if figure else "",
        "lines": [] if figure else comparing.compared(request.actor, runs),
        "figure_lines": comparing.figure_lines(request.actor, runs, figure) if figure else [],
    }
    return render(request, "assessment/schemes/compare.html", context)


@requires(RUN_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def run_new(request: HttpRequest) -> HttpResponse:
    """Which scheme and which period; ?stage=&first=&last= the one that is owed."""
    asked = {name: day for name in ("first", "last") if (day := day_of(request.GET.get(name, "")))}
    asked |= {"stage": request.GET["stage"]} if request.GET.get("stage") in STAGES else {}
    starting = forms.usual_period(request.today) | asked
    return new_page(
        request,
        forms.NewRunForm(request.POST or None, township_id=request.actor.township_id, initial=starting),
        lambda form: actions.start_run(by=request.actor, at=request.at, **form.data_for_action()),
        title="开始考核",
        verb="核算",
        done="数据已核算，请评分后公布。",
        page="assessment:run",
        draft="run-new",
        back_url=reverse("assessment:runs"),
        back_label="考核",
    )


@requires(VIEW_RUN)
@require_GET
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Every unit with its result (for a unit: its own and the published order), objections, paper, acts."""
    actor = request.actor
    row = queries.get_run(actor, run_id)
    sees_all = actor.may(READ_ALL_SCORES)
    own = {unit.pk for unit in queries.units_in_sight(actor, row)}
    objections = row.objections.select_related("unit", "row", "decided_by")
    content = content_of(row.scheme)
    missing = queries.missing_marks(row, content) if row.state == DRAFT else {}
    read = {"tally": queries.tallies(row), "counting": list(queries.counting_entries(row))}
    earlier = _before(row, read) if row.scheme.decision and row.scheme.earlier_id else {}
    scores = queries.results(row, content, **read)
    lines = [_score_line(row, one, missing, earlier, sees_all) for one in scores if one.unit.pk in own]
    context = {
        "run": row,
        "content": content,
        "scores": sorted(lines, key=lambda line: (line["at"], line["unit"].order, line["unit"].pk)),
        "earlier": bool(earlier),
        "objections": [(one, content.item(one.item).label) for one in objections if sees_all or one.unit_id in own],
        "sees_all": sees_all,
        "later": row.later.exclude(state="dropped").first(),
        "may_export": actor.may(EXPORT_SCORES),
        "buttons": RUN.buttons(request, row),
        "events": timeline(row.matter, actor) if sees_all else [],
        **(paper_context(actions.FLOW, row, actor) if sees_all or row.number else {"document": None}),
        "recipients": [],
    }
    return render(request, "assessment/schemes/run.html", context)


def _score_line(row: Run, score: queries.Score, missing: dict, earlier: dict, sees_all: bool) -> dict:
    """A unit as the page lists it. Nothing is shown before every scorer of the unit has finished."""
    is_draft = row.state == DRAFT
    is_open = not is_draft or (sees_all and score.unit.pk not in missing)
    rank = score.place.rank
    return {
        "unit": score.unit,
        "at": 0 if is_draft else rank or 9999,
        "rank": "—" if is_draft or rank is None else rank,
        "shown": score.result.shown if is_open else "评分中",
        "before": earlier.get(score.unit.pk, "—"),
        "grade": "—" if is_draft else score.place.grade or "—",
        "is_adjusted": bool(score.adjust),
    }


def _before(row: Run, read: dict) -> dict[int, str]:
    """Results under the version that was in force before, where it was changed during the year: both are shown."""
    return {one.unit.pk: one.result.shown for one in queries.results(row, content_of(row.scheme.earlier), **read)}


def _sheet(request: HttpRequest, run_id: int) -> Handed:
    """The workbook that computes itself."""
    row = queries.get_run(request.actor, run_id)
    rows = row.rows.count()

    def make(mark: Watermark) -> HttpResponse:
        entries = queries.counting_entries(row).select_related("unit", "by")
        data = scores_xlsx(row, queries.results(row), entries, matters_seen(request.actor, row), mark)
        return xlsx_response(data, f"scores-{row.pk}.xlsx")

    back = reverse("assessment:run", args=[row.pk])
    return Handed(row.matter.title, rows, make, back=back, subject=("run", row.pk))


run_sheet = hand_out(Handout("assessment:run_sheet", EXPORT_SCORES, "run.export", _sheet))
