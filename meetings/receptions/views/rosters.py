"""The week page with its table in place, arranging, adjusting, sending to the director, publishing, the public notice."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import (
    APPROVE_SWAP,
    KEEP_EMERGENCY,
    PLAN_ROSTER,
    PUBLISH_ROSTER,
    SIGN_IN,
    SUBSCRIBE_ROSTER,
    SWAP_TURNS,
    TAKE_LEAVE,
    VIEW_ROSTER,
)
from meetings.receptions.actions import publishing as publishing
from meetings.receptions.actions import rosters as actions
from meetings.receptions.forms.rosters import ReturnForm, SlotsForm
from meetings.receptions.models.rosters import Roster
from meetings.receptions.queries import rosters as queries
from meetings.receptions.queries.roster_notice import notice_of
from meetings.receptions.rules.roster_states import DRAFT, PUBLISHED, ROSTERS, SUBMITTED
from meetings.receptions.rules.rosters import leaders_without_day
from meetings.sessions.views.acts import attempt, button, revision_of
from records.matters.queries.timeline import timeline
from records.papers.actions.documents import read_document
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.responses import pdf_response
from township.permissions import Reach
from township.profiles.queries.settings import setting


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
    return _page(request, queries.monday_of_key(key))


def _page(request: HttpRequest, monday: date, form: SlotsForm | None = None) -> HttpResponse:
    actor, today = request.actor, request.today
    row = queries.roster_of(actor, monday)
    slots = queries.slots_of(row) if row else []
    facts = queries.week_facts(actor.township_id, monday, slots)
    periods = queries.emergency_periods(actor.township_id, monday, monday + timedelta(days=6))
    found = queries.problems(row, facts, slots, today) if row else []
    lacking = {one.id for one in leaders_without_day(facts.leaders, facts.days, (slot.a_id for slot in slots))}
    lead = setting(actor.township_id, "roster_publish_lead_days")
    context = {
        "roster": row,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "label": actions.week_label(monday),
        "key": queries.week_key(monday),
        "earlier": queries.week_key(monday - timedelta(days=7)),
        "later": queries.week_key(monday + timedelta(days=7)),
        "this_week": queries.week_key(today),
        "days": _days(actor, monday, slots, facts, periods, found),
        "leaders": [(one, one.id not in lacking, _away(one, facts)) for one in facts.leaders],
        "problems": found,
        "periods": periods,
        "duty": queries.duty_today(actor.township_id, request.at) if monday == queries.monday_of(today) else [],
        "form": form,
        "moves": _moves(actor, row, monday, today),
        "rights": _rights(actor),
        "events": timeline(row.matter, actor) if row else [],
        "publish_by": monday - timedelta(days=lead),
        "is_late": (row is None or row.published_on is None)
        and monday - timedelta(days=lead) < today <= monday + timedelta(days=6),
        "me": actor.person_id,
        "today": today,
    }
    return render(request, "meetings/receptions/rosters/week.html", context)


def _days(actor: Actor, monday: date, slots, facts, periods, found) -> list[dict]:
    """Every day of the week with its slots, its kind and its emergency period."""
    calendar = work_calendar(actor.township_id)
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


def _rights(actor: Actor) -> dict:
    return {
        "leave": actor.may(TAKE_LEAVE),
        "swap": actor.may(SWAP_TURNS),
        "approve_swap": actor.may(APPROVE_SWAP),
        "emergency": actor.may(KEEP_EMERGENCY),
        "subscribe": actor.may(SUBSCRIBE_ROSTER),
        "sign_all": actor.reach(SIGN_IN) == Reach.TOWNSHIP,
        "plan": actor.may(PLAN_ROSTER),
    }


def _moves(actor: Actor, row: Roster | None, monday: date, today: date) -> set[str]:
    """The moves open in this state that the actor has the right to."""
    if monday + timedelta(days=6) < today:
        return set()
    names = {move.name for move in ROSTERS.moves_from(row.state)} if row else {"arrange"}
    mine = set()
    if actor.may(PLAN_ROSTER):
        mine |= {"arrange", "edit", "fill", "submit", "take_back"}
    if actor.may(PUBLISH_ROSTER) and row and row.proposed_by_id != actor.person_id:
        mine |= {"publish", "return_roster"}
    found = names & mine
    if row and row.published_on:
        found.discard("arrange")
    if row and row.state == PUBLISHED and not row.is_changed:
        found.discard("submit")
    return found


@requires(PLAN_ROSTER)
@require_POST
def roster_arrange(request: HttpRequest, key: str) -> HttpResponse:
    """Build (or rebuild) the week by rule."""
    monday = queries.monday_of_key(key)
    return button(
        request,
        lambda: actions.arrange_week(monday=monday, by=request.actor, at=request.at),
        "已按规则编排，请核对后送主任审定。",
        "meetings:roster_week",
        key,
    )


@requires(PLAN_ROSTER)
@require_http_methods(["GET", "POST"])
def roster_edit(request: HttpRequest, roster_id: int) -> HttpResponse:
    """The same table with fields in it."""
    row = queries.get_roster(request.actor, roster_id)
    slots = queries.slots_of(row)
    leaders = list(queries.leaders_on(row.township_id, max(row.monday, request.today)))
    form = SlotsForm(request.POST or None, slots=slots, leaders=leaders, today=request.today)
    if request.method == "POST" and form.is_valid():
        given = {"roster_id": row.pk, "revision": revision_of(request), "edits": form.edits()}
        if attempt(form, lambda: actions.edit_slots(**given, by=request.actor, at=request.at)):
            messages.success(request, "已保存。")
            return redirect("meetings:roster_week", queries.week_key(row.monday))
    context = {
        "roster": row,
        "form": form,
        "label": row.week.label,
        "key": row.week.key,
        "revision": revision_of(request) if request.method == "POST" else row.revision,
    }
    return render(request, "meetings/receptions/rosters/edit.html", context)


ACTS = {
    "fill": (actions.fill_gaps, "已补排。"),
    "submit": (publishing.submit_roster, "已送主任审定。"),
    "take_back": (publishing.take_back_roster, "已撤回，可以修改。"),
}


@requires(PLAN_ROSTER)
@require_POST
def roster_act(request: HttpRequest, roster_id: int) -> HttpResponse:
    """The clerk's buttons under the table."""
    row = queries.get_roster(request.actor, roster_id)
    action, done = ACTS.get(request.POST.get("act", ""), (None, ""))
    if action is None:
        return redirect("meetings:roster_week", row.week.key)
    given = {"roster_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}
    return button(request, lambda: action(**given), done, "meetings:roster_week", row.week.key)


@requires(PUBLISH_ROSTER)
@require_http_methods(["GET", "POST"])
def roster_publish(request: HttpRequest, roster_id: int) -> HttpResponse:
    """What will be put up in public, read once more: publish, or give back with a word."""
    row = queries.get_roster(request.actor, roster_id)
    form = ReturnForm(request.POST or None)
    returns = request.POST.get("act") == "return_roster"
    given = {"roster_id": row.pk, "revision": revision_of(request), "by": request.actor, "at": request.at}

    def act():
        if returns:
            return publishing.return_roster(remark=form.cleaned_data["remark"], **given)
        return publishing.publish_roster(**given)

    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, "已退回经办人。" if returns else "已公布，班上领导都收到了通知。")
        return redirect("meetings:roster_week", row.week.key)
    slots = queries.slots_of(row)
    facts = queries.week_facts(row.township_id, row.monday, slots)
    context = {
        "roster": row,
        "form": form,
        "notice": notice_of(row, slots),
        "is_waiting": row.state == SUBMITTED,
        "is_own": row.proposed_by_id == request.actor.person_id,
        "is_draft": row.state == DRAFT,
        "problems": queries.problems(row, facts, slots, request.today),
    }
    return render(request, "meetings/receptions/rosters/publish.html", context)


@requires(VIEW_ROSTER)
@require_GET
def roster_pdf(request: HttpRequest, roster_id: int) -> HttpResponse:
    """The notice as it was put up."""
    row = queries.get_roster(request.actor, roster_id)
    if row.document is None:
        messages.warning(request, "这周的值班表还没有公布，公布以后才有公示文件。")
        return redirect("meetings:roster_week", row.week.key)
    data = read_document(document=row.document, by=request.actor, at=request.at)
    return pdf_response(data, f"接访公示{row.week.key}.pdf")
