"""Leave, swaps, emergency periods and signing in."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import APPROVE_SWAP, KEEP_EMERGENCY, SIGN_IN, SWAP_TURNS, TAKE_LEAVE, VIEW_ROSTER
from meetings.receptions.actions import emergency as emergencies
from meetings.receptions.actions import leaves as leaving
from meetings.receptions.actions import swaps as swapping
from meetings.receptions.actions.sign_in import sign_in as note_sign_in
from meetings.receptions.forms.rosters import AnswerNoteForm, EmergencyForm, LeaveForm, SwapForm
from meetings.receptions.models.roster_changes import EmergencyPeriod, Swap
from meetings.receptions.queries import rosters as queries
from meetings.receptions.rules.roster_states import SWAPS
from meetings.sessions.views.acts import attempt, button
from township.actors import Actor, NotAllowed, OutOfScope
from township.dates import short_date
from township.frame.access import requires
from township.permissions import Capability, Reach
from township.refusals import Refused

BACK_AHEAD = timedelta(days=27)


def own_id(actor: Actor, capability: Capability) -> int | None:
    """The actor's own person where his right reaches no further, None where he acts for everybody."""
    return actor.person_id if actor.reach(capability) == Reach.OWN else None


@requires(TAKE_LEAVE)
@require_http_methods(["GET", "POST"])
def leaves(request: HttpRequest) -> HttpResponse:
    """Who is away when, and the form."""
    actor = request.actor
    own = own_id(actor, TAKE_LEAVE)
    form = LeaveForm(request.POST or None, township_id=actor.township_id, today=request.today, own=own)
    done: list = []
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if attempt(form, lambda: done.append(leaving.take_leave(**values, by=actor, at=request.at))):
            _, n = done[0]
            messages.success(
                request, f"已登记请假，{n} 班由他人接替，有关领导已收到通知。" if n else "已登记请假，这几天没有值班。"
            )
            return redirect("meetings:leaves")
    rows = queries.leaves_of(actor.township_id, request.today)
    context = {"rows": rows, "form": form, "own": own, "today": request.today}
    return render(request, "meetings/receptions/rosters/leaves.html", context)


@requires(TAKE_LEAVE)
@require_POST
def leave_withdraw(request: HttpRequest, leave_id: int) -> HttpResponse:
    """Back before the end."""
    return button(
        request,
        lambda: leaving.withdraw_leave(leave_id=leave_id, by=request.actor, at=request.at),
        "已销假，没有再变动过的班次已恢复。",
        "meetings:leaves",
    )


@requires(SWAP_TURNS)
@require_GET
def swaps(request: HttpRequest) -> HttpResponse:
    """Swaps in hand and of the last weeks."""
    actor = request.actor
    rows = [(row, _moves(actor, row)) for row in queries.swaps_of(actor.township_id, request.today)]
    context = {"rows": rows, "note_form": AnswerNoteForm(), "own": own_id(actor, SWAP_TURNS), "me": actor.person_id}
    return render(request, "meetings/receptions/rosters/swaps.html", context)


def _moves(actor: Actor, row: Swap) -> list:
    """(name, word) of the buttons this actor has."""
    reach, mine = actor.reach(SWAP_TURNS), set()
    if reach == Reach.TOWNSHIP or row.taker_id == actor.person_id:
        mine |= {"accept", "decline"} if reach else set()
    if reach == Reach.TOWNSHIP or row.giver_id == actor.person_id:
        mine |= {"withdraw"} if reach else set()
    if actor.may(APPROVE_SWAP):
        mine.add("undo")
        if actor.person_id not in (row.asked_by_id, row.answered_by_id):
            mine |= {"approve", "refuse"}
    return [(move.name, move.label) for move in SWAPS.moves_from(row.state) if move.name in mine]


@requires(SWAP_TURNS)
@require_http_methods(["GET", "POST"])
def swap_new(request: HttpRequest, slot_id: int) -> HttpResponse:
    """Ask another leader to take this turn over."""
    slot = queries.get_slot(request.actor, slot_id)
    given = {"slot": slot, "today": request.today, "last": slot.day + BACK_AHEAD}
    form = SwapForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {
            "slot_id": slot_id,
            "taker_id": data["taker"].pk,
            "back_id": data["back"].pk if data["back"] else None,
        }
        if attempt(form, lambda: swapping.ask_swap(**values, by=request.actor, at=request.at)):
            messages.success(request, "已发出调班申请，等对方答复。")
            return redirect("meetings:swaps")
    back = redirect("meetings:roster_week", slot.roster.week.key).url
    who = f"{slot.a.name}担任A角" if slot.a_id else "还没有A角"
    context = {
        "form": form,
        "title": "申请调班",
        "verb": "发出申请",
        "back_url": back,
        "back_label": "值班表",
        "intro": f"{short_date(slot.day)}接访，现在由{who}。对方同意、办公室确认以后，值班表才变动。",
    }
    return render(request, "meetings/sessions/form.html", context)


@requires(SWAP_TURNS, APPROVE_SWAP)
@require_POST
def swap_act(request: HttpRequest, swap_id: int) -> HttpResponse:
    """The buttons of one swap."""
    by = {"swap_id": swap_id, "by": request.actor, "at": request.at}
    words = request.POST.get("note", "")[:60]
    acts = {
        "accept": lambda: swapping.answer_swap(agreed=True, note=words, **by),
        "decline": lambda: swapping.answer_swap(agreed=False, note=words, **by),
        "approve": lambda: swapping.approve_swap(agreed=True, **by),
        "refuse": lambda: swapping.approve_swap(agreed=False, **by),
        "withdraw": lambda: swapping.withdraw_swap(**by),
        "undo": lambda: swapping.undo_swap(**by),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        if not Swap.objects.filter(pk=swap_id, township_id=request.actor.township_id).exists():
            raise OutOfScope("没有找到这次调班。")
        return redirect("meetings:swaps")
    return button(request, act, "已办理。", "meetings:swaps")


@requires(VIEW_ROSTER)
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Emergency periods; the office switches them on."""
    actor, may = request.actor, request.actor.may(KEEP_EMERGENCY)
    if request.method == "POST" and not may:
        raise NotAllowed("您的岗位不能启动特护期。")
    form = EmergencyForm(request.POST or None) if may else None

    def act():
        return emergencies.open_emergency(**form.cleaned_data, by=actor, at=request.at)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, "特护期已启动。请打开各周值班表补排每天的接访领导。")
        return redirect("meetings:emergency")
    rows = EmergencyPeriod.objects.filter(township_id=actor.township_id).select_related("opened_by", "ended_by")
    context = {"rows": rows[:30], "form": form, "may": may, "today": request.today, "has_tabs": actor.may(TAKE_LEAVE)}
    return render(request, "meetings/receptions/rosters/emergency.html", context)


@requires(KEEP_EMERGENCY)
@require_http_methods(["GET", "POST"])
def emergency_end(request: HttpRequest, period_id: int) -> HttpResponse:
    """Asked once more, then ended from tomorrow on."""
    row = EmergencyPeriod.objects.filter(pk=period_id, township_id=request.actor.township_id).first()
    if row is None:
        raise OutOfScope("没有找到这个特护期。")
    if request.method == "POST":
        return button(
            request,
            lambda: emergencies.end_emergency(period_id=period_id, by=request.actor, at=request.at),
            "特护期已结束。",
            "meetings:emergency",
        )
    context = {
        "title": "结束特护期",
        "question": f"从明天起结束“{row.name}”？",
        "verb": "结束",
        "warning": "结束以后，休息日不再要求领导接访；已经排好的班次不会自动删除。",
        "cancel_url": redirect("meetings:emergency").url,
        "hidden": {},
    }
    return render(request, "partials/confirm.html", context)


@requires(SIGN_IN)
@require_POST
def sign_in(request: HttpRequest, slot_id: int) -> HttpResponse:
    """到岗, from 今日 or from the week."""
    slot = queries.get_slot(request.actor, slot_id)
    typed = request.POST.get("person", "")
    person = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else request.actor.person_id
    try:
        note_sign_in(slot_id=slot_id, person_id=person, by=request.actor, at=request.at)
    except (NotAllowed, OutOfScope):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "已登记到岗。")
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("meetings:roster_week", slot.roster.week.key)
