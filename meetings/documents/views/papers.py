"""Outgoing documents: writing one, its page, approval, issue and receipts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.documents.actions import circulars
from meetings.documents.actions import papers as actions
from meetings.documents.forms.papers import NewPaperForm, PaperTextForm
from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries import papers as queries
from meetings.documents.rules.papers import DOORS, FIGURE_KINDS, KINDS, OfficePaperFacts
from meetings.permissions import (
    APPROVE_CIRCULAR,
    APPROVE_PAPER,
    READ_DRAFT_PAPER,
    VIEW_PAPER,
    WRITE_PAPER,
)
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.queries.timeline import timeline
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.frame.access import requires


@requires(WRITE_PAPER)
@require_http_methods(["GET", "POST"])
def paper_new(request: HttpRequest) -> HttpResponse:
    """First the kind, then the paper with its standard text."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS or not KINDS[kind].is_written_by_hand:
        kinds = [one for one in KINDS.values() if one.is_written_by_hand]
        return render(request, "meetings/documents/papers/kinds.html", {"kinds": kinds})
    label = KINDS[kind].label
    return new_page(
        request,
        NewPaperForm(request.POST or None, township_id=request.actor.township_id, kind=kind),
        lambda form: actions.draft_paper(kind=kind, data=form.data_for_action(), by=request.actor, at=request.at),
        title=f"起草{label}",
        verb="存为文稿",
        done=f"{label}已存为文稿，核对后送审。",
        page="meetings:paper",
        draft=f"paper-{kind}",
        back_url=reverse("meetings:papers"),
        back_label="发文登记",
    )


def paper_facts(actor: Actor, row: OfficePaper) -> OfficePaperFacts:
    """What the doors of a paper look at."""
    more = {"is_points": row.kind == "work_points", "has_figures": row.kind in FIGURE_KINDS}
    return actions.FLOW.standing(actor, row, facts=OfficePaperFacts, **more)


PAPER = ActPages(
    "paper",
    page="meetings:paper",
    id_name="paper_id",
    get=queries.get_paper,
    facts=paper_facts,
    doors=DOORS,
    acts=(
        *flow_acts(actions.FLOW, text_form=PaperTextForm, approvers=(APPROVE_PAPER, APPROVE_CIRCULAR)),
        Act("rewrite", circulars.rewrite_circular, done="已按最新数据重新起草，原来的文字保留在历次文稿里。"),
        Act("revive", circulars.revive_circular, done="已按最新数据重新起草，请核对后送审。"),
        Act(
            "drop",
            actions.drop_paper,
            done="已废止，文稿留在登记簿里。",
            confirm="废止以后文稿留在登记簿里，不能再送审。",
        ),
    ),
)


@requires(VIEW_PAPER)
@require_GET
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: its text, who receipted, and what this actor may do with it now."""
    row = queries.get_paper(request.actor, paper_id)
    is_office = request.actor.may(READ_DRAFT_PAPER)
    context = {
        "paper": row,
        "is_office": is_office,
        "buttons": PAPER.buttons(request, row),
        "events": timeline(row.matter, request.actor) if is_office else [],
        **paper_context(actions.FLOW, row, request.actor),
    }
    if not is_office:
        context["recipients"] = [one for one in context["recipients"] if one.unit_id in request.actor.unit_ids]
    return render(request, "meetings/documents/papers/page.html", context)
