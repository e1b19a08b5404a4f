"""Rounds: the list, opening one by hand, the board of units, and a unit's return with nil in one tap."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from petitions.cases.views.answers import attempt, button, page_of, revision_of
from petitions.permissions import HAND_IN_RETURN, REPORT_DISPUTE, RUN_ROUND, VIEW_ROUND
from petitions.screening.actions import rounds as actions
from petitions.screening.forms.rounds import ReturnForm, RoundForm
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.queries import rounds as queries
from petitions.screening.rules.rounds import MISSING, OPEN, SOURCES, STATE_CHOICES, standing
from records.matters.queries.timeline import timeline
from township.actors import Actor
from township.frame.access import requires
from township.frame.places import remembers_place
from township.permissions import Reach


@requires(VIEW_ROUND)
@require_GET
@remembers_place("petitions:rounds")
def rounds(request: HttpRequest) -> HttpResponse:
    """The list by state; a unit sees the rounds in which it owes a return."""
    state = request.GET.get("state", "")
    state = state if state in dict(STATE_CHOICES) else ""
    context = {
        "page": page_of(request, queries.round_list(request.actor, state)),
        "state": state,
        "states": [("", "全部"), *STATE_CHOICES],
        "may_run": request.actor.may(RUN_ROUND),
        "is_own": request.actor.reach(VIEW_ROUND) == Reach.OWN,
        "today": request.today,
    }
    return render(request, "petitions/screening/rounds/rounds.html", context)


@requires(RUN_ROUND)
@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """随时排查 for a sensitive period."""
    form = RoundForm(request.POST or None, township_id=request.actor.township_id, today=request.today)
    if request.method == "POST" and form.is_valid():
        made: list[Round] = []
        if attempt(form, lambda: made.append(actions.open_round(**form.values(), by=request.actor, at=request.at))):
            messages.success(request, "排查已开始，已通知各单位。")
            return redirect("petitions:screening", made[0].pk)
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
    """The board: which unit returned what and when, reminders, and what the office does next."""
    actor, row = request.actor, queries.get_round(request.actor, round_id)
    board = queries.board(actor, row, request.today)
    context = {
        "round": row,
        "board": board,
        "counts": _counts(board),
        "figures": queries.figures_of(row) if actor.reach(VIEW_ROUND) == Reach.TOWNSHIP else None,
        "source": SOURCES[row.clause],
        "may_run": actor.may(RUN_ROUND),
        "missing": sum(one.report.state == MISSING for one in board),
        "is_due_over": request.today > row.due_on,
        "own_units": actor.unit_ids if actor.may(HAND_IN_RETURN) else frozenset(),
        "events": _own_events(actor, timeline(row.matter, actor)),
        "today": request.today,
    }
    return render(request, "petitions/screening/rounds/board.html", context)


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


@requires(RUN_ROUND)
@require_POST
def round_urge(request: HttpRequest, round_id: int) -> HttpResponse:
    """催报."""
    row = queries.get_round(request.actor, round_id)
    return button(
        request,
        lambda: actions.urge_missing(round_id=row.pk, by=request.actor, at=request.at),
        "已催报未报的单位。",
        "petitions:screening",
        row.pk,
    )


@requires(RUN_ROUND)
@require_http_methods(["GET", "POST"])
def round_close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Sum up, after a look at who is missing: corrections are no longer possible afterwards."""
    row = queries.get_round(request.actor, round_id)
    if request.method == "POST":
        given = {"round_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
        return button(
            request, lambda: actions.close_round(**given), "本轮已汇总，可以拟写通报。", "petitions:screening", row.pk
        )
    figures = queries.figures_of(row)
    context = {
        "title": "汇总本轮排查",
        "question": f"汇总“{row.title}”？",
        "facts": [
            ("应报单位", f"{figures.units} 个"),
            ("已报", f"{figures.returned + figures.nil} 个，其中零报告 {figures.nil} 个，迟报 {figures.late} 个"),
            ("未报", "、".join(figures.missing) or "没有"),
            ("新排查", f"{figures.found} 件，结转 {figures.carried} 件"),
        ],
        "warning": "汇总以后，已报的单位不能再更正；未报的还可以补报，记为迟报。",
        "verb": "汇总",
        "cancel_url": redirect("petitions:screening", row.pk).url,
        "hidden": {"revision": row.revision},
    }
    return render(request, "partials/confirm.html", context)


@requires(VIEW_ROUND)
@require_http_methods(["GET", "POST"])
def unit_return(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """One unit's return: what it found, what is carried over, and the button; read only for everybody else."""
    actor, row = request.actor, queries.get_round(request.actor, round_id)
    report = queries.get_return(actor, row, unit_id)
    carried = list(queries.carried_disputes(actor, report))
    form = ReturnForm(request.POST or None, carried=carried, initial={"note": report.note})
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and attempt(form, lambda: _hand_in(request, row, unit_id, form)):
        messages.success(request, "已报送。")
        return redirect("petitions:unit_return", row.pk, unit_id)
    shown = revision_of(request) if request.method == "POST" else report.revision
    is_mine = unit_id in actor.unit_ids and actor.may(HAND_IN_RETURN)
    context = {
        "round": row,
        "report": report,
        "words": standing(report.state, report.is_late, row.due_on, request.today),
        "new": list(queries.new_disputes(actor, report)),
        "carried": _with_notes(row, carried),
        "lines": [] if report.state == MISSING else queries.lines_of(actor, report),
        "form": form,
        "revision": shown,
        "may_hand_in": is_mine and (row.state == OPEN or report.state == MISSING),
        "may_report": actor.may(REPORT_DISPUTE),
        "ticked": set(request.POST.getlist("unchanged")),
        "today": request.today,
    }
    return render(request, "petitions/screening/rounds/return.html", context)


def _with_notes(row: Round, carried: list) -> list[tuple]:
    """(dispute, whether it was reported on since the round began); one query."""
    since = (
        set(
            type(carried[0])
            .objects.filter(pk__in=[one.pk for one in carried], notes__at__date__gte=row.first)
            .values_list("pk", flat=True)
        )
        if carried
        else set()
    )
    return [(one, one.pk in since) for one in carried]


@requires(HAND_IN_RETURN)
@require_POST
def nil_return(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """零报告 in one tap; what is carried over is confirmed as unchanged."""
    row = queries.get_round(request.actor, round_id)
    queries.get_return(request.actor, row, unit_id)
    back = ("petitions:unit_return", row.pk, unit_id)
    if request.POST.get("from") == "home":
        back = ("township:home",)
    given = {"round_id": row.pk, "unit_id": unit_id, "revision": revision_of(request), "nil": True}
    return button(
        request, lambda: actions.hand_in(**given, by=request.actor, at=request.at), f"“{row.title}”已作零报告。", *back
    )


def _hand_in(request: HttpRequest, row: Round, unit_id: int, form: ReturnForm) -> ScreeningReturn:
    return actions.hand_in(
        round_id=row.pk,
        unit_id=unit_id,
        revision=revision_of(request),
        note=form.cleaned_data["note"],
        unchanged=form.unchanged_ids(),
        by=request.actor,
        at=request.at,
    )
