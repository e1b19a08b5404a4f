"""Disputes: the one-page report, one dispute with what may be done now, and the acts on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from petitions.permissions import (
    CHECK_STRIKE,
    REGISTER_CASE,
    REOPEN_DISPUTE,
    REPORT_DISPUTE,
    REVEAL_PARTIES,
    TAKE_UP_DISPUTE,
    VIEW_DISPUTE,
    WORK_DISPUTE,
)
from petitions.screening.actions import levels, strikes
from petitions.screening.actions.disputes import report_dispute, report_progress, reveal_parties
from petitions.screening.actions.holders import is_in_hand
from petitions.screening.actions.mediations import record_mediation
from petitions.screening.forms import disputes as forms
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries import disputes as queries
from petitions.screening.queries.people import first_responsible
from petitions.screening.rules.disputes import ABOVE, DOORS, HELPERS, UNSTRUCK, DisputeFacts
from records.acts.actions.drafts import drop_draft
from records.acts.queries import draft_data
from records.acts.views.acts import Act, ActPages
from records.clocks.queries import clocks_of
from records.matters.origins import start_url
from records.matters.queries.rights import rights_on
from records.matters.queries.timeline import attachments_of, timeline
from records.papers.actions.attachments import examine
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.directory.models.units import UnitKind
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.once import makes_once
from township.frame.proof import asks_proof
from township.permissions import GRID_MEMBER, LIAISON, Reach
from township.refusals import Refused

DRAFT = "dispute-new"
RIGHTS = (TAKE_UP_DISPUTE, CHECK_STRIKE, WORK_DISPUTE, REOPEN_DISPUTE)


def dispute_facts(actor: Actor, row: Dispute) -> DisputeFacts:
    """What the doors of a dispute look at."""
    registers = {REGISTER_CASE.code} if actor.may(REGISTER_CASE) else set()
    in_hand = is_in_hand(row, actor)
    is_office = actor.reach(TAKE_UP_DISPUTE) == Reach.TOWNSHIP
    return DisputeFacts(
        state=row.state,
        may=rights_on(actor, row.matter, RIGHTS) | registers,
        is_above=levels.is_above(row, actor),
        is_checker=strikes.may_check(row, actor),
        is_concerned=bool({row.holder_id, row.unit_id, row.grid_id} & actor.unit_ids),
        is_in_hand=in_hand,
        has_upper=row.level in ABOVE,
        may_assign=is_office or (row.unit.kind == UnitKind.VILLAGE and in_hand),
    )


DISPUTE = ActPages(
    "dispute",
    page="petitions:dispute",
    id_name="dispute_id",
    get=queries.get_dispute,
    facts=dispute_facts,
    doors=DOORS,
    acts=(
        Act("take_up", levels.take_up, done="已接收。", form=forms.TakeUpForm, also=("send_back",)),
        Act("send_back", levels.send_back, done="已退回下级。", form=forms.ReasonForm),
        Act(
            "strike_off",
            strikes.strike_off,
            done="已销号。",
            form=forms.CheckForm,
            verb="核查属实，销号",
            also=("return_strike",),
        ),
        Act("return_strike", strikes.return_strike, done="已退回续办。", form=forms.ReturnStrikeForm),
        Act(
            "report_progress",
            report_progress,
            done="进展已报告。",
            form=forms.ProgressForm,
            also=("propose_strike",),
        ),
        Act(
            "propose_strike",
            strikes.propose_strike,
            done="已申请销号，等另一位同志核查。",
            form=forms.StrikeForm,
        ),
        Act("mediate", record_mediation, done="调解已登记。", form=forms.MediationForm, verb="登记"),
        Act("escalate", levels.escalate, done="已上报，等上级接收。", form=forms.ReasonForm, verb="上报"),
        Act("assign", levels.assign, done="已交办。", form=forms.AssignForm),
        Act("reopen", strikes.reopen, done="已重新化解。", form=forms.ReopenForm),
    ),
)


@requires(REPORT_DISPUTE)
@never_cache
@require_http_methods(["GET", "POST"])
@makes_once
def dispute_new(request: HttpRequest) -> HttpResponse:
    """Report a dispute on one page, also on a phone; what was typed is kept on the server."""
    options = {"actor": request.actor, "today": request.today}
    if request.method == "POST":
        form = forms.DisputeForm(request.POST, request.FILES, **options)
        if form.is_valid() and _files_are_sound(form):
            with refusals_on(form):
                row = report_dispute(
                    data=form.data_for_action(), files=form.cleaned_data["attachments"], by=request.actor, at=request.at
                )
                drop_draft(request.user.pk, DRAFT)
                messages.success(request, f"已登记：{row.number}")
                return redirect("petitions:dispute", row.pk)
    else:
        kept = draft_data(request.user.pk, DRAFT) if "draft" in request.GET else None
        form = forms.DisputeForm(initial={name: kept.get(name) for name in kept or () if kept.get(name)}, **options)
    is_brief = GRID_MEMBER in request.actor.roles and LIAISON not in request.actor.roles
    context = {"form": form, "draft": DRAFT, "is_brief": is_brief}
    return render(request, "petitions/screening/disputes/new.html", context)


@requires(VIEW_DISPUTE)
@require_GET
def dispute(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """One dispute: facts, who is first responsible, mediations, timeline, and what this actor may do with it now."""
    actor, row = request.actor, queries.get_dispute(request.actor, dispute_id)
    facts = dispute_facts(actor, row)
    context = {
        "dispute": row,
        "responsible": first_responsible([row], request.today)[row.pk],
        "clocks": clocks_of(row.pk),
        "calendar": work_calendar(row.township_id),
        "today": request.today,
        "is_open": row.state in UNSTRUCK,
        "late_words": queries.lateness(row, request.today),
        "notes": queries.notes_of(row),
        "mediations": [
            (one, "、".join(HELPERS[key] for key in one.helpers if key in HELPERS))
            for one in queries.mediations_of(row)
        ],
        "files": attachments_of(row.matter, actor),
        "events": timeline(row.matter, actor),
        "case_link": queries.case_of(actor, row),
        "buttons": DISPUTE.buttons(request, row, facts),
        "may_reveal": actor.may(REVEAL_PARTIES) and bool(row.parties),
        "may_open_agreement": actor.may(REVEAL_PARTIES),
        "case_url": start_url(row.pk) if DOORS.step("to_case", facts) else "",
    }
    return render(request, "petitions/screening/disputes/page.html", context)


@asks_proof()
@requires(REVEAL_PARTIES)
@never_cache
@require_http_methods(["GET", "POST"])
def parties(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """The parties in clear after a reason, on a page that no browser keeps."""
    row = queries.get_dispute(request.actor, dispute_id)
    form, shown = forms.RevealForm(request.POST or None), ""
    if form.is_valid():
        with refusals_on(form):
            shown = reveal_parties(
                dispute_id=row.pk, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
            )
    context = {"dispute": row, "form": form, "lines": shown.splitlines()}
    return render(request, "petitions/screening/disputes/parties.html", context)


def _files_are_sound(form: forms.DisputeForm) -> bool:
    """Judge every file before anything is saved; each refusal stands beside the field with the file's position."""
    for position, file in enumerate(form.cleaned_data["attachments"], start=1):
        try:
            examine(file)
        except Refused as refusal:
            form.add_error("attachments", f"第{position}个附件：{refusal.message}")
    return not form.errors
