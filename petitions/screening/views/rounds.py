"""Rounds: opening one by hand, the board of units, a unit's return, and the acts on them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from petitions.permissions import HAND_IN_RETURN, RUN_ROUND, VIEW_ROUND
from petitions.screening.actions import circulars, returns
from petitions.screening.actions import rounds as actions
from petitions.screening.forms.rounds import CircularForm, ReturnForm, RoundForm
from petitions.screening.models.rounds import Round
from petitions.screening.queries import rounds as queries
from petitions.screening.queries.returns import carried_disputes, get_return, lines_of, new_disputes, with_progress
from petitions.screening.rules.rounds import DOORS, MISSING, SOURCES, RoundFacts, standing
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages
from records.papers.actions.documents import facts_of
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.frame.access import requires
from township.frame.forms.refusals import refusals_on
from township.frame.once import makes_once
from township.frame.places import remembers_place
from township.permissions import Reach


def round_facts(actor: Actor, row: Round, rows: queries.RoundRows | None = None) -> RoundFacts:
    """What the doors of a round look at. rows: where the page has read them."""
    read = rows.paper if rows else None
    standing_now = circulars.FLOW.standing(actor, row, rights=(HAND_IN_RETURN,), read=read)
    return queries.round_facts(actor, row, standing_now, actor.on, rows)


def _return_shown(request: HttpRequest, row: Round, form: ReturnForm) -> dict:
    """Beside the form of a return: what is found and what is carried over."""
    return {
        "report": form.report,
        "new": list(new_disputes(request.actor, form.report)),
        "carried": with_progress(row, form.carried),
        "ticked": set(form.data.getlist("unchanged")) if form.is_bound else set(),
    }


def _figures_shown(request: HttpRequest, row: Round, form: ActForm) -> dict:
    """What is summed up."""
    figures = queries.figures_of(row)
    returned = figures.returned + figures.nil
    return {
        "facts_shown": [
            ("应报单位", f"{figures.units} 个"),
            ("已报", f"{returned} 个，其中零报告 {figures.nil} 个，迟报 {figures.late} 个"),
            ("未报", "、".join(figures.missing) or "没有"),
            ("新排查", f"{figures.found} 件，结转 {figures.carried} 件"),
        ]
    }


def _return_page(request: HttpRequest, row: Round, report) -> str:
    return reverse("petitions:unit_return", args=[row.pk, report.unit_id])


def _circular_page(request: HttpRequest, row: Round, result) -> str:
    return ROUND.url(row, "edit")


ROUND = ActPages(
    "screening",
    page="petitions:screening",
    id_name="round_id",
    get=queries.get_round,
    facts=round_facts,
    doors=DOORS,
    acts=(
        Act(
            "hand_in",
            returns.hand_in,
            done="已报送。",
            form=ReturnForm,
            part="unit_id",
            is_free=True,
            also=("nil",),
            template="petitions/screening/rounds/hand_in.html",
            beside=_return_shown,
            leads_to=_return_page,
            keeps_draft=False,
        ),
        Act("nil", returns.report_nil, done="已作零报告。", part="unit_id", is_free=True),
        Act(
            "close",
            actions.close_round,
            done="本轮已汇总，可以拟写通报。",
            verb="汇总",
            confirm="汇总以后，已报的单位不能再更正；未报的还可以补报，记为迟报。",
            beside=_figures_shown,
        ),
        Act("urge", actions.urge_missing, done=lambda reached: reached.sentence, is_free=True),
        Act(
            "draft",
            circulars.draft_circular,
            done="已按本轮数字拟出通报，请核对。",
            leads_to=_circular_page,
            also=("end",),
        ),
        *flow_acts(circulars.FLOW, text_form=CircularForm),
        Act(
            "end",
            actions.end_round,
            done="本轮已办结。",
            verb="办结",
            confirm="本轮不单独印发通报，直接办结；情况可以并入月通报。",
        ),
    ),
)


@requires(RUN_ROUND)
@require_http_methods(["GET", "POST"])
@makes_once
def round_new(request: HttpRequest) -> HttpResponse:
    """随时排查 for a sensitive period."""
    form = RoundForm(request.POST or None, township_id=request.actor.township_id, today=request.today)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = actions.open_round(**form.values(), by=request.actor, at=request.at)
            messages.success(request, "排查已开始，已通知各单位。")
            return redirect("petitions:screening", row.pk)
    return render(request, "petitions/screening/rounds/round_new.html", {"form": form})


@requires(VIEW_ROUND)
@require_GET
def round_of(request: HttpRequest, clause: str, period: str) -> HttpResponse:
    """From a duty to the round in which it is done; a unit goes straight to its own return."""
    row = queries.round_of_period(request.actor, clause, period)
    own = row.returns.filter(unit_id__in=request.actor.unit_ids).values_list("unit_id", flat=True).first()
    if own and request.actor.may(HAND_IN_RETURN):
        return redirect("petitions:unit_return", row.pk, own)
    return redirect("petitions:screening", row.pk)


@requires(VIEW_ROUND)
@require_GET
@remembers_place("petitions:screening")
def screening(request: HttpRequest, round_id: int) -> HttpResponse:
    """The board: which unit returned what and when, reminders, the circular, and what the office does next."""
    actor, row = request.actor, queries.get_round(request.actor, round_id)
    rows = queries.round_rows(actor, row, request.today)
    board = queries.board(actor, row, request.today, rows)
    is_office = actor.reach(VIEW_ROUND) == Reach.TOWNSHIP
    may_read = is_office or row.state == "issued"
    paper = paper_context(circulars.FLOW, row, actor, rows.paper) if may_read else {}
    context = {
        "round": row,
        "board": board,
        "counts": _counts(board),
        "figures": queries.figures_of(row, rows) if is_office else None,
        "source": SOURCES[row.clause],
        "buttons": ROUND.buttons(request, row, round_facts(actor, row, rows)),
        "is_office": is_office,
        "rows": facts_of(row.circular).get("rows", []) if is_office and row.circular_id else [],
        "events": _own_events(actor, rows.events),
        "today": request.today,
        **paper,
    }
    if not is_office:
        context.pop("recipients", None)
    return render(request, "petitions/screening/rounds/board.html", context)


@requires(VIEW_ROUND)
@require_GET
def unit_return(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """One unit's return: what it found, what is carried over, what was handed in."""
    actor, row = request.actor, queries.get_round(request.actor, round_id)
    report = get_return(actor, row, unit_id)
    context = {
        "round": row,
        "report": report,
        "words": standing(report.state, report.is_late, row.due_on, request.today),
        "new": list(new_disputes(actor, report)),
        "carried": with_progress(row, list(carried_disputes(actor, report))),
        "lines": [] if report.state == MISSING else lines_of(actor, report),
        "buttons": ROUND.buttons(request, row),
        "today": request.today,
    }
    return render(request, "petitions/screening/rounds/return.html", context)


def _own_events(actor: Actor, events: list) -> list:
    """A unit reads what happened to the round and to its own return, not when others were late."""
    if actor.reach(VIEW_ROUND) == Reach.TOWNSHIP:
        return events
    sight = actor.unit_ids | actor.portfolio_unit_ids
    return [event for event in events if event.unit_id is None or event.unit_id in sight]


def _counts(board: list) -> list[tuple[str, int, str]]:
    """(label, number, tone) in the order of the board."""
    states = [row.report.state for row in board]
    missing = states.count(MISSING)
    return [
        ("应报", len(board), ""),
        ("已报", states.count("returned"), ""),
        ("零报告", states.count("nil"), ""),
        ("迟报", sum(row.report.is_late for row in board), ""),
        ("未报", missing, "late" if any(row.tone == "late" for row in board) else ""),
    ]
