"""Inspections: the proposal, the page of one, the page on site, what outsiders get on paper."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.matters.origins import topic_url
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from supervision.inspections.actions import inspections as actions
from supervision.inspections.actions import papers as paper_actions
from supervision.inspections.actions import site as site_actions
from supervision.inspections.actions import teams
from supervision.inspections.forms import inspections as forms
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.queries import findings as finding_queries
from supervision.inspections.queries import inspections as queries
from supervision.inspections.queries.papers import papers_of
from supervision.inspections.rules import inspections as rules
from supervision.permissions import (
    INSPECT,
    READ_WHOLE_INSPECTION,
    VIEW_INSPECTION,
    WRITE_INSPECTION,
    WRITE_INSPECTION_PAPER,
)
from township.actors import Actor
from township.dates import day_of
from township.frame.access import requires

DRAFT = "inspection-new"


def inspection_facts(actor: Actor, row: Inspection) -> rules.InspectionFacts:
    """What the doors of an inspection look at."""
    member = queries.membership(actor, row)
    writes = actor.may(WRITE_INSPECTION_PAPER) and row.state == rules.RECTIFYING
    parts = {
        "rate": queries.rateable(member, row),
        "find": queries.findable(member, row),
        "unphoto": queries.removable(member, row),
        "feedback": frozenset(queries.without_feedback(row)) if writes else frozenset(),
    }
    return actions.FLOW.standing(
        actor,
        row,
        rights=(INSPECT, WRITE_INSPECTION_PAPER),
        facts=rules.InspectionFacts,
        parts=parts,
        is_member=member is not None,
        is_leader=member is not None and member.is_leader,
        has_declared=member is not None and member.declared_on is not None,
        not_ready=queries.not_ready(row) if row.state == rules.PLANNED else "",
        unrated=queries.unrated(row) if row.state == rules.RUNNING else 0,
        unsettled=queries.unsettled(row) if row.state == rules.HEARING else 0,
        not_over=queries.not_over(row) if row.state == rules.RECTIFYING else "",
        has_report=queries.has_report(row) if row.state == rules.RECTIFYING else False,
    )


def _entry_beside(request: HttpRequest, row: Inspection, form: ActForm) -> dict:
    """The item, what is known of it and the photos it has."""
    entry = queries.get_entry(row, form.part)
    item = entry.item
    shown = [("单位", entry.unit.label), ("检查内容", f"{item.seq}．{item.text}"), ("看什么", item.look)]
    shown += [("怎么评", item.criterion), ("已知情况", item.known), ("来源", item.source)]
    photos, buttons = list(entry.photos.select_related("file")), INSPECTION.buttons(request, row)
    return {
        "entry": entry,
        "photos": photos,
        "buttons": buttons,
        "facts_shown": [line for line in shown if line[1]],
    }


def _photo_beside(request: HttpRequest, row: Inspection, form: ActForm) -> dict:
    """Which photo it is."""
    photo = queries.get_photo(row, form.part)
    shown = [("单位", photo.entry.unit.label), ("检查内容", photo.entry.item.text), ("照片", photo.file.name)]
    return {"facts_shown": shown}


def _site(request: HttpRequest, row: Inspection, made: object) -> str:
    return f"{reverse('supervision:inspection_site', args=[row.pk])}#e{getattr(made, 'pk', '')}"


def _to_inspection(request: HttpRequest, row: Inspection, made: object) -> str:
    return _site(request, row, made) if row.state == rules.RUNNING else reverse("supervision:inspection", args=[row.pk])


def _to_paper(request: HttpRequest, row: Inspection, made: object) -> str:
    return reverse("supervision:inspection_paper", args=[made.pk])


def _to_finding(request: HttpRequest, row: Inspection, made: object) -> str:
    return reverse("supervision:finding", args=[made.pk])


INSPECTION = ActPages(
    "inspection",
    page="supervision:inspection",
    id_name="inspection_id",
    get=queries.get_inspection,
    facts=inspection_facts,
    doors=rules.DOORS,
    elsewhere={"site": "supervision:inspection_site"},
    acts=(
        *(act for act in flow_acts(actions.FLOW, text_form=forms.InspectionTextForm) if act.name != "distribute"),
        Act("team", teams.set_team, done="督查组已编好，请成员确认是否需要回避。", form=forms.TeamForm),
        Act(
            "invite",
            teams.invite,
            done="外邀人员已保存。",
            form=forms.InviteForm,
            keeps_draft=False,
            verb="保存",
            template="supervision/inspections/invite.html",
        ),
        Act(
            "declare",
            teams.declare,
            done="已确认无须回避。",
            confirm="确认以后记入督查材料：本人与被督查单位没有任职、分管或者其他可能影响公正的关系。",
        ),
        Act("recuse", teams.recuse, done="已申明回避，联席办会调整编组。", form=forms.RecuseForm),
        Act("checklist", actions.set_checklist, done="检查表已保存，并轮流分给成员。", form=forms.ChecklistForm),
        Act("assign", actions.assign, done="分工已保存。", form=forms.AssignForm, keeps_draft=False),
        Act(
            "start",
            actions.begin,
            done="现场督查开始，被督查单位已收到通知。",
            confirm="开始以后检查表不再改动，被督查单位会收到通知。",
        ),
        Act(
            "rate",
            site_actions.rate,
            done="已暂存。",
            form=forms.RateForm,
            part="entry_id",
            is_free=True,
            verb="暂存",
            verbs=(Verb("done", "完成这一项", partial(site_actions.rate, is_done=True), "已完成。"),),
            template="supervision/inspections/rate.html",
            beside=_entry_beside,
            leads_to=_site,
        ),
        Act(
            "find",
            site_actions.find,
            done="已提出，请征求单位意见。",
            form=forms.FindForm,
            part="entry_id",
            is_free=True,
            beside=_entry_beside,
            leads_to=_to_finding,
        ),
        Act(
            "unphoto",
            site_actions.take_photo_back,
            done="照片已撤下，理由记入日志。",
            form=forms.PhotoForm,
            part="photo_id",
            is_free=True,
            beside=_photo_beside,
            confirm="撤下以后谁也打不开这张照片，督查过程里留下理由。",
            leads_to=_to_inspection,
        ),
        Act(
            "end_site", actions.end_site, done="现场督查已结束。", confirm="结束以后检查表不能再填，也不能再提出问题。"
        ),
        Act("settle", actions.settle, done="核实已结束，请反馈意见、报告情况。"),
        Act(
            "feedback",
            paper_actions.draft_feedback,
            done="反馈意见书已按问题写好，核对后送审。",
            part="unit_id",
            is_free=True,
            leads_to=_to_paper,
        ),
        Act("report", paper_actions.draft_report, done="报告已按督查情况写好，核对后送审。", leads_to=_to_paper),
        Act("circular", paper_actions.draft_circular, done="通报已按督查情况写好，核对后送审。", leads_to=_to_paper),
        Act("conclude", actions.conclude, done="督查已办结。"),
        Act("drop", actions.drop_inspection, done="督查已撤销。", form=forms.ReasonForm),
    ),
)


@requires(WRITE_INSPECTION)
@require_http_methods(["GET", "POST"])
def inspection_new(request: HttpRequest) -> HttpResponse:
    """提出督查; ?unit=…&unit=… are ticked (units that a spot check drew, that stand on the list of late orders); ?first=&last= the
    period in which it is owed."""
    first, last = day_of(request.GET.get("first", "")), day_of(request.GET.get("last", ""))
    days = (max(first, request.today), last) if first and last and last >= request.today else None
    units = request.GET.getlist("unit")
    form = forms.NewInspectionForm(request.POST or None, actor=request.actor, units=units, days=days)
    return new_page(
        request,
        form,
        lambda form: actions.draft_inspection(data=form.given_data(), by=request.actor, at=request.at),
        title="提出督查",
        verb="存为方案文稿",
        done="督查方案已存为文稿，核对后送审。",
        page="supervision:inspection",
        draft=DRAFT,
        back_url=reverse("supervision:inspections"),
        back_label="督查台账",
        intro="由联席办提出，召集人批准后编组、定检查表。督查看信访事项的办理，不统计上访次数。",
    )


@requires(VIEW_INSPECTION)
@require_GET
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """One inspection: plan, team, checklist, findings, papers, and what this actor may do now."""
    actor, row = request.actor, queries.get_inspection(request.actor, inspection_id)
    is_whole = queries.reads_whole(actor, row)
    found = finding_queries.findings_visible_to(actor).filter(inspection=row).select_related("unit", "matter")
    buttons = INSPECTION.buttons(request, row)
    inspected = list(row.inspected.select_related("unit"))
    context = {
        "inspection": row,
        "is_whole": is_whole,
        "is_office": actor.may(READ_WHOLE_INSPECTION),
        "units": [one.unit for one in inspected if is_whole or one.unit_id in actor.unit_ids],
        "team": list(row.members.select_related("person")),
        "outsiders": list(row.outsiders.all()) if is_whole else [],
        "items": list(row.items.select_related("member__person")) if is_whole else [],
        "ratings": queries.ratings_by_unit(row) if is_whole else [],
        "findings": list(found.order_by("seq")),
        "papers": papers_of(actor, row),
        "buttons": buttons,
        "topic_url": topic_url(actor, row.matter.number, f"关于{row.title}情况的报告")
        if row.settled_on and actor.may(READ_WHOLE_INSPECTION)
        else "",
        "events": timeline(row.matter, actor) if is_whole else [],
        **(paper_context(actions.FLOW, row, actor) if is_whole else {"document": None}),
    }
    return render(request, "supervision/inspections/page.html", context)
