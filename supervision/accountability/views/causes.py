"""Cause analyses: beginning one on a matter, its page, figures by cause."""

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.matters.models.matters import Matter
from records.matters.queries.closed import words_kept_from
from records.matters.queries.scope import matters_visible_to
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.rules.closed import without_closed
from records.papers.views.flows import flow_acts, paper_context
from supervision.accountability.actions import causes as actions
from supervision.accountability.forms import causes as forms
from supervision.accountability.models.causes import Cause
from supervision.accountability.queries import causes as queries
from supervision.accountability.queries.resting import OTHER_CASE, is_other_case
from supervision.accountability.rules.causes import ARTICLES, DOORS, CauseFacts
from supervision.permissions import STATE_CAUSE, VIEW_CAUSE, WRITE_CAUSE
from township.actors import Actor, OutOfScope
from township.frame.access import requires
from township.frame.forms.typed import year_asked
from township.words import whole_number

DRAFT = "cause-new"
FLOWING = ("edit", "submit", "decide", "take_back")
SEEN_BY_UNITS = frozenset({"ask", "tell", "hear", "approve"})


def cause_facts(actor: Actor, row: Cause) -> CauseFacts:
    """What the doors of a cause analysis look at."""
    standing = actions.FLOW.standing(actor, row, rights=(STATE_CAUSE,))
    given = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    may_write = WRITE_CAUSE.code in standing.may
    sides = {"tell": queries.tellable(actor, row), "note_side": queries.notable(row) if may_write else frozenset()}
    given["parts"] = dict(standing.parts) | sides
    waits = bool(queries.waiting_sides(row)) and row.due_on is not None and timezone.localdate() <= row.due_on
    return CauseFacts(**given, is_waiting=waits)


CAUSE = ActPages(
    "cause",
    page="supervision:cause",
    id_name="cause_id",
    get=queries.get_cause,
    facts=cause_facts,
    doors=DOORS,
    acts=(
        Act("tell", actions.tell_side, done="说明已提交。", form=forms.TellForm, part="side_id", is_free=True),
        Act("note_side", actions.note_side, done="已登记。", form=forms.TellForm, part="side_id", is_free=True),
        Act(
            "ask",
            actions.ask,
            done="已征求两个单位意见。",
            confirm="两个单位即刻看到各自环节的情况和依据，期限开始计算，此后不能再改。",
        ),
        Act("change", actions.change, done="已保存。", form=forms.CauseForm),
        Act("hear", actions.hear, done="征求意见已结束，请写结论。"),
        *(act for act in flow_acts(actions.FLOW, text_form=forms.FindingForm) if act.name in FLOWING),
        Act("drop", actions.drop, done="已终止。", form=forms.ReasonForm),
    ),
)


def _about(request: HttpRequest) -> Matter | None:
    """The matter asked for, by ?matter= or by its typed number; None where none was named."""
    asked, number = whole_number(request.GET.get("matter", ""), 17), request.GET.get("number", "").strip()
    rows = matters_visible_to(request.actor).select_related("holder_unit")
    if asked is not None:
        found = rows.filter(pk=asked).first()
    elif number:
        found = rows.filter(number=number).order_by("-pk").first()
    else:
        return None
    if found is None:
        raise OutOfScope("没有找到这个编号的事项，请核对编号。")
    return found


@requires(WRITE_CAUSE)
@require_http_methods(["GET", "POST"])
def cause_new(request: HttpRequest) -> HttpResponse:
    """责任倒查 on ?matter=…; without one its number is asked for."""
    sentence = ""
    try:
        about = _about(request)
    except OutOfScope as refusal:
        about, sentence = None, str(refusal)
    if about is None:
        return render(request, "supervision/accountability/find_matter.html", {"sentence": sentence})

    def make(form):
        data = form.data_for_action()
        return actions.draft_cause(matter_id=about.pk, data=data, by=request.actor, at=request.at)

    return new_page(
        request,
        forms.NewCauseForm(request.POST or None, actor=request.actor, about=about),
        make,
        title=f"责任倒查：{about.number}",
        verb="存为文稿",
        done="责任倒查已存为文稿，核对后征求两个单位意见。",
        page="supervision:cause",
        draft=DRAFT,
        back_url=reverse("supervision:causes"),
        back_label="责任倒查",
        intro="“谁引发、谁担责”：引发环节和办理环节分开认定，都要有记录作依据，都要征求单位意见。",
    )


@requires(VIEW_CAUSE)
@require_GET
def cause(request: HttpRequest, cause_id: int) -> HttpResponse:
    """One analysis: the sides (a unit: its own), statements, conclusion, what this actor may do."""
    row = queries.get_cause(request.actor, cause_id)
    is_office = queries.is_office(request.actor)
    events, closed = timeline(row.matter, request.actor), words_kept_from(request.actor)
    context = {
        "cause": row,
        "is_office": is_office,
        "other_case": OTHER_CASE if is_other_case(request.actor, row) else "",
        "sides": [
            (side, ARTICLES[side.side], without_closed(side.words, closed))
            for side in queries.sides_of(request.actor, row)
        ],
        "files": attachments_of(row.matter, request.actor) if is_office else [],
        "buttons": CAUSE.buttons(request, row),
        "events": events if is_office else [event for event in events if event.move in SEEN_BY_UNITS],
        **(paper_context(actions.FLOW, row, request.actor) if is_office and row.conclusion else {"document": None}),
    }
    return render(request, "supervision/accountability/cause.html", context)


@requires(VIEW_CAUSE)
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """源头责任统计 of a year."""
    year = year_asked(request)
    first, last = request.today.replace(year, 1, 1), request.today.replace(year, 12, 31)
    context = {"year": year, "before": year - 1, "figures": queries.cause_figures(request.actor, first, last)}
    return render(request, "supervision/accountability/figures.html", context)
