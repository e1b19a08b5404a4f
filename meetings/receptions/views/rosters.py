"""The week of a roster: its table in place, what may be done with it, its slots and its swaps, the public notice."""

from dataclasses import fields as fields_of
from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings.permissions import PLAN_ROSTER, SUBSCRIBE_ROSTER, TAKE_LEAVE, VIEW_ROSTER
from meetings.receptions.actions import publishing, receptions, sign_in, swaps
from meetings.receptions.actions import rosters as actions
from meetings.receptions.forms.rosters import AbsenceForm, AnswerForm, SlotsForm, SwapForm, TurnForm
from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries import on_duty
from meetings.receptions.queries import rosters as queries
from meetings.receptions.queries.roster_work import RIGHTS, recorded_rows, roster_parts, swap_rows, swaps_on
from meetings.receptions.rules.roster_doors import DOORS, RosterFacts
from meetings.receptions.rules.rosters import leaders_without_day
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.duties.rules.duties import period_of
from records.matters.queries.timeline import timeline_rows
from records.papers.actions.documents import read_document
from records.papers.queries.flows import PaperRows, last_return
from records.papers.views.flows import flow_acts
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.dates import short_date
from township.frame.access import requires
from township.frame.forms.refusals import refusals_as_message
from township.frame.responses import pdf_response
from township.profiles.queries.settings import setting
from township.together import together

SUNDAY = timedelta(days=6)


def roster_facts(
    actor: Actor,
    row: Roster,
    slots: list[DutySlot] | None = None,
    asked: list[Swap] | None = None,
    recorded: set[int] | None = None,
    read: PaperRows | None = None,
) -> RosterFacts:
    """What the doors of a roster look at. slots, asked, recorded, read: its slots, swaps, receptions and what lies beside its
    text, where the page has read them."""
    paper = publishing.FLOW.standing(actor, row, read=read)
    known = {one.name: getattr(paper, one.name) for one in fields_of(paper)}
    slots = queries.slots_of(row) if slots is None else slots
    asked = swaps_on(row) if asked is None else asked
    return RosterFacts(
        **known
        | {
            "may": paper.may | {right.code for right in RIGHTS if actor.may(right)},
            "parts": roster_parts(actor, row, slots, asked, actor.on, recorded),
        },
        is_over=row.monday + SUNDAY < actor.on,
        was_published=row.published_on is not None,
        is_changed=row.is_changed,
        gaps=row.gaps,
    )


def _slot_shown(request: HttpRequest, row: Roster, form: ActForm) -> dict:
    slot = row.slots.select_related("a", "b").filter(pk=form.part).first()
    if slot is None:
        return {}
    a, b = (person.name if person else "空缺" for person in (slot.a, slot.b))
    return {"facts_shown": [("班次", f"{short_date(slot.day)} {slot.place}"), ("A角", a), ("B角", b)]}


def _swap_shown(request: HttpRequest, row: Roster, form: ActForm) -> dict:
    swap = next((one for one in swaps_on(row) if one.pk == form.part), None)
    if swap is None:
        return {}
    back = f"，换回 {short_date(swap.back.day)} 的班" if swap.back else ""
    words = f"{swap.giver.name}请{swap.taker.name}接替 {short_date(swap.slot.day)} 的接访{back}"
    return {"facts_shown": [("调班", words), ("以后", "对方同意、办公室确认以后，值班表才变动。")]}


def _to_record(request: HttpRequest, row: Roster, result) -> str:
    return reverse("meetings:reception", args=[result.pk])


PAPER_ACTS = {act.name: act for act in flow_acts(publishing.FLOW)}
_ON_SLOT = {"part": "slot_id", "is_free": True, "beside": _slot_shown}
_ON_SWAP = {"part": "swap_id", "is_free": True, "beside": _swap_shown}
ROSTER = ActPages(
    "roster",
    page="meetings:roster",
    id_name="roster_id",
    get=queries.get_roster,
    facts=roster_facts,
    doors=DOORS,
    acts=(
        PAPER_ACTS["decide"],
        Act("submit", publishing.submit_roster, done="已送主任审定。"),
        Act("fill", actions.fill_gaps, done="已补排。"),
        Act(
            "edit",
            actions.edit_slots,
            form=SlotsForm,
            verb="保存",
            done="已保存。",
            template="meetings/receptions/rosters/edit.html",
        ),
        Act("arrange", actions.arrange_again, done="已按规则编排，请核对后送主任审定。"),
        PAPER_ACTS["take_back"],
        Act("sign_in", sign_in.sign_in, done="已登记到岗。", is_from_day=True, **_ON_SLOT),
        Act("stand_in", sign_in.stand_in, done="已登记顶岗到岗。", **_ON_SLOT),
        Act("note_absence", sign_in.note_absence, form=AbsenceForm, done="已登记缺岗。", also=("sign_in",), **_ON_SLOT),
        Act(
            "record_reception",
            receptions.open_for_slot,
            form=TurnForm,
            verb="开始记录",
            done="已开始记录，请登记来访群众；没有群众来访的，直接办结。",
            leads_to=_to_record,
            also=("no_visit",),
            **_ON_SLOT,
        ),
        Act("no_visit", receptions.no_visit, done="已登记：没有群众来访。", **_ON_SLOT),
        Act(
            "ask_swap", swaps.ask_swap, form=SwapForm, verb="发出申请", done="已发出调班申请，等对方答复。", **_ON_SLOT
        ),
        Act(
            "accept",
            partial(swaps.answer_swap, agreed=True),
            form=AnswerForm,
            verb="同意",
            done="已同意调班。",
            verbs=(Verb("decline", "不同意", partial(swaps.answer_swap, agreed=False), "已答复不同意。"),),
            **_ON_SWAP,
        ),
        Act(
            "approve",
            partial(swaps.approve_swap, agreed=True),
            form=ActForm,
            verb="确认调班",
            done="已确认调班，值班表已变动。",
            verbs=(
                Verb("refuse", "不予调班", partial(swaps.approve_swap, agreed=False), "按原班执行，双方已收到通知。"),
            ),
            **_ON_SWAP,
        ),
        Act("withdraw", swaps.withdraw_swap, done="已撤回。", **_ON_SWAP),
        Act("undo", swaps.undo_swap, done="已恢复原班。", **_ON_SWAP),
    ),
)


@requires(VIEW_ROSTER)
@require_GET
def roster_now(request: HttpRequest) -> HttpResponse:
    """To the week of today."""
    return redirect("meetings:roster_week", queries.week_key(request.today))


@requires(VIEW_ROSTER)
@require_GET
def roster(request: HttpRequest, roster_id: int) -> HttpResponse:
    """The address that other lists know leads to the week."""
    return redirect("meetings:roster_week", queries.week_key(queries.get_roster(request.actor, roster_id).monday))


@requires(VIEW_ROSTER)
@require_GET
def roster_week(request: HttpRequest, key: str) -> HttpResponse:
    """One week as a table, with what is open, and what this actor may do."""
    actor, today, monday = request.actor, request.today, queries.monday_of_key(key)
    row = queries.roster_of(actor, monday)
    read, calendar = together(_week_parts(actor, row, monday)), work_calendar(actor.township_id)
    slots, asked, periods = read.get("slots", []), read.get("swaps", []), read["periods"]
    facts = queries.week_facts(actor.township_id, monday, slots, read, calendar)
    found = queries.problems(row, facts, slots, today, asked) if row else []
    paper = PaperRows.of(read) if row and row.document else None
    recorded = {one.slot_id for one in read.get("recorded", ())}
    lacking = {one.id for one in leaders_without_day(facts.leaders, facts.days, (slot.a_id for slot in slots))}
    publish_by = monday - timedelta(days=setting(actor.township_id, "roster_publish_lead_days"))
    is_public = row is not None and row.published_on is not None
    is_late = (row is None or row.published_on is None) and publish_by < today <= monday + SUNDAY
    context = {
        "roster": row,
        "monday": monday,
        "sunday": monday + SUNDAY,
        "label": period_of("weekly", monday).label,
        "key": key,
        "earlier": queries.week_key(monday - timedelta(days=7)),
        "later": queries.week_key(monday + timedelta(days=7)),
        "this_week": queries.week_key(today),
        "days": _days(calendar, monday, slots, facts, periods, found),
        "leaders": [(one, one.id not in lacking, _away(one, facts)) for one in facts.leaders],
        "problems": found,
        "periods": periods,
        "duty": on_duty.on_duty([slot for slot in slots if slot.day == today], request.at) if is_public else [],
        "swaps": asked if actor.may(TAKE_LEAVE) else [],
        "buttons": ROSTER.buttons(request, row, roster_facts(actor, row, slots, asked, recorded, paper))
        if row
        else None,
        "returned": last_return(row.document, "roster", paper) if paper and actor.may(PLAN_ROSTER) else None,
        "is_inside": actor.may(TAKE_LEAVE),
        "may_arrange": actor.may(PLAN_ROSTER) and row is None and monday + SUNDAY >= today,
        "may_subscribe": actor.may(SUBSCRIBE_ROSTER),
        "events": read.get("events", []),
        "publish_by": publish_by,
        "is_late": is_late and actor.may(PLAN_ROSTER),
        "today": today,
    }
    return render(request, "meetings/receptions/rosters/week.html", context)


def _week_parts(actor: Actor, row: Roster | None, monday: date) -> dict:
    """What the page of a week reads at once."""
    parts = queries.week_parts(actor.township_id, monday)
    if row is None:
        return parts
    if row.document:
        parts |= PaperRows.parts(row.document, publishing.FLOW.kind)
    return parts | {
        "slots": queries.slot_rows(row),
        "swaps": swap_rows(row),
        "recorded": recorded_rows(row),
        "events": timeline_rows(row.matter.pk, row.matter.kind, actor),
    }


def _days(calendar: WorkCalendar, monday: date, slots, facts, periods, found) -> list[dict]:
    """Every day of the week with its slots, its kind and its emergency period."""
    rows = []
    for day in queries.days_of(monday):
        own = [slot for slot in slots if slot.day == day]
        for slot in own:
            slot.problems = [one for one in found if one.slot == slot.pk]
        rows.append(
            {
                "day": day,
                "word": calendar.day_label(day),
                "is_duty": day in facts.days,
                "slots": own,
                "emergency": next((one for one in periods if one.first <= day <= one.last), None),
                "problems": [one for one in found if one.day == day and one.slot is None],
            }
        )
    return [row for row in rows if row["is_duty"] or row["slots"]]


def _away(leader, facts) -> list[date]:
    return sorted(day for day in leader.away if day in facts.days)


@requires(PLAN_ROSTER)
@require_POST
def roster_arrange(request: HttpRequest, key: str) -> HttpResponse:
    """Build the week by rule for the first time."""
    with refusals_as_message(request):
        actions.arrange_week(monday=queries.monday_of_key(key), by=request.actor, at=request.at)
        messages.success(request, "已按规则编排，请核对后送主任审定。")
    return redirect("meetings:roster_week", key)


@requires(VIEW_ROSTER)
@require_GET
def roster_pdf(request: HttpRequest, roster_id: int) -> HttpResponse:
    """The notice as it was put up."""
    row = queries.get_roster(request.actor, roster_id)
    if row.notice is None:
        messages.warning(request, "这周的值班表还没有公布，公布以后才有公示文件。")
        return redirect("meetings:roster_week", row.week.key)
    data = read_document(document=row.notice, by=request.actor, at=request.at)
    return pdf_response(data, f"接访公示{row.week.key}.pdf")
