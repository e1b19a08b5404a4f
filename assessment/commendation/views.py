"""Commendations: register, beginning one, its page, the acts, the notice that is put up."""

import dataclasses
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessment.commendation import forms, queries
from assessment.commendation.actions import commendations as actions
from assessment.commendation.actions import publicity
from assessment.commendation.models import Commendation
from assessment.commendation.rules import ANSWERS, DOORS, DRAFT, GRADES, PUBLISHED, CommendFacts
from assessment.permissions import (
    ANSWER_COMMENDATION,
    EXPORT_COMMENDATIONS,
    OBJECT_COMMENDATION,
    PROPOSE_COMMENDATION,
    READ_ALL_SCORES,
    VIEW_COMMENDATION,
)
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.ledgers.rules.columns import Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.frame.access import requires
from township.frame.responses import pdf_response
from township.sight import row_in_sight

NEW = PageLink("开始表彰", "assessment:commendation_new", PROPOSE_COMMENDATION, key="n")
COMMENDATIONS = Ledger(
    url_name="assessment:commendations",
    code="commendation",
    title="表彰",
    intro="依据已经通报的考核结果：算出候选单位、提名、公示、决定。不设奖金，不以有没有信访为条件。",
    noun="表彰",
    unit="次",
    rows=queries.register,
    filters=forms.CommendFilterForm,
    view=VIEW_COMMENDATION,
    export=EXPORT_COMMENDATIONS,
    row_page="assessment:commendation",
    actions=(NEW,),
    empty=(
        Empty("还没有表彰。", "考核结果通报以后，选一次考核，系统算出符合条件的单位。", NEW),
        Empty("还没有公示的表彰。"),
    ),
    columns=(
        Column("title", "表彰", link=True, width=30),
        Column("run", "依据", "run.number", width=24),
        Column("published", "公示日期", "published_on", kind="date", blank="—"),
        Column("until", "公示截止", kind="date", blank="—"),
        Column("number", "文号", blank="—", width=22),
        Column("issued", "表彰日期", "issued_on", kind="date", blank="—"),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def commend_facts(actor: Actor, row: Commendation) -> CommendFacts:
    """What the doors look at."""
    rights = (PROPOSE_COMMENDATION, OBJECT_COMMENDATION, ANSWER_COMMENDATION)
    standing = actions.FLOW.standing(actor, row, rights=rights)
    given = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    today = timezone.localdate()
    waiting = queries.pending(row)
    has_chosen = row.chosen_by_id is not None and row.chosen_by_id == actor.person_id
    open_to = ANSWER_COMMENDATION.code in standing.may and row.state == PUBLISHED and not has_chosen
    others = waiting.exclude(raised_by_id=actor.person_id).exclude(nominee__named_by_id=actor.person_id)
    mine = others.values_list("pk", flat=True) if open_to else ()
    named = row.nominees.filter(person__isnull=False) if row.state == DRAFT else row.nominees.none()
    may_unname = PROPOSE_COMMENDATION.code in standing.may
    given["parts"] = dict(standing.parts) | {
        "answer": frozenset(mine),
        "unname": frozenset(named.values_list("pk", flat=True)) if may_unname else frozenset(),
    }
    return CommendFacts(
        **given,
        has_chosen=has_chosen,
        chosen=queries.standing_nominees(row).count(),
        waiting=waiting.count(),
        until=row.until,
        is_over=row.until is not None and today > row.until,
    )


def _objection_beside(row: Commendation, part: int) -> dict:
    one = row_in_sight(row.objections.select_related("nominee__unit", "nominee__person"), pk=part)
    return {"facts_shown": [("对象", one.nominee.label), ("异议", one.text)]}


COMMENDATION = ActPages(
    "commendation",
    page="assessment:commendation",
    id_name="commendation_id",
    get=queries.get_commendation,
    facts=commend_facts,
    doors=DOORS,
    acts=(
        *(act for act in flow_acts(actions.FLOW) if act.name in DOORS.doors),
        Act("choose", actions.choose, done="提名已保存，可以公示。", form=forms.ChooseForm, verb="保存提名"),
        Act("name", actions.name_person, done="已提名。", form=forms.NameForm, verb="提名"),
        Act("unname", actions.unname_person, done="提名已撤下。", part="nominee_id"),
        Act(
            "publish",
            publicity.publish,
            done="已公示，各单位可以提出异议。公示稿可以打印张贴。",
            confirm="公示以后不能再改提名；公示五个工作日，各单位会收到通知。",
        ),
        Act("object", publicity.object_to, done="异议已提出。", form=forms.ObjectForm, is_free=True, verb="提出异议"),
        Act(
            "answer",
            partial(publicity.answer, accepted=True),
            done="已采纳，提名取消。",
            form=forms.AnswerForm,
            part="objection_id",
            is_free=True,
            verb="采纳，取消提名",
            verbs=(Verb("refuse", "不采纳", partial(publicity.answer, accepted=False), "已处理，不采纳。"),),
            beside=lambda request, row, form: _objection_beside(row, form.part),
        ),
        Act("settle", publicity.settle, done="公示结束，决定文稿已起草。"),
        Act("drop", actions.drop, done="这次不表彰。", confirm="这次不表彰，提名和公示留在登记簿里。"),
    ),
)


@requires(PROPOSE_COMMENDATION)
@require_http_methods(["GET", "POST"])
def commendation_new(request: HttpRequest) -> HttpResponse:
    """Which result, and how many grades may be proposed."""
    actor = request.actor
    return new_page(
        request,
        forms.NewForm(request.POST or None, actor=actor, initial={"grades": "1"}),
        lambda form: actions.start_commendation(by=actor, at=request.at, **form.data_for_action()),
        title="开始表彰",
        verb="计算候选单位",
        done="候选单位已算出，请提名。",
        page="assessment:commendation",
        draft="commendation-new",
        back_url=reverse("assessment:commendations"),
        back_label="表彰",
        intro="依据已经通报的考核结果；等次不够、有否决项、有生效问责决定的单位不能提名。",
    )


@requires(VIEW_COMMENDATION)
@require_GET
def commendation(request: HttpRequest, commendation_id: int) -> HttpResponse:
    """The candidates with what excludes them (for units: what was put up), objections, the paper, and what may be done."""
    actor = request.actor
    row = queries.get_commendation(actor, commendation_id)
    sees_all = actor.may(READ_ALL_SCORES)
    everybody = list(row.nominees.select_related("unit", "person", "named_by"))
    nominees = [one for one in everybody if not one.person_id]
    words = queries.exclusion_words(actor, nominees) if sees_all else {}
    shown = [one for one in nominees if sees_all or one.is_chosen]
    context = {
        "row": row,
        "range": GRADES[row.grades],
        "nominees": [(one, words.get(one.pk, "")) for one in shown],
        "people": [one for one in everybody if one.person_id],
        "n_candidates": sum(not one.excludes for one in nominees),
        "sees_all": sees_all,
        "objections": [(one, ANSWERS[one.state]) for one in queries.objections_seen(actor, row)],
        "may_print": actor.may(PROPOSE_COMMENDATION) and row.published_on is not None,
        "buttons": COMMENDATION.buttons(request, row),
        "events": timeline(row.matter, actor) if sees_all else [],
        **(paper_context(actions.FLOW, row, actor) if sees_all or row.number else {"document": None}),
        "recipients": [],
    }
    return render(request, "assessment/commendation/page.html", context)


@requires(PROPOSE_COMMENDATION)
@require_GET
def commendation_notice(request: HttpRequest, commendation_id: int) -> HttpResponse:
    """The publicity notice to print and put up."""
    row = queries.get_commendation(request.actor, commendation_id)
    data = publicity.print_notice(row=row, by=request.actor, at=request.at)
    return pdf_response(data, f"commendation-{row.pk}.pdf")
