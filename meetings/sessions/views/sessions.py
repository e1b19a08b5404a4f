"""Sessions: the list, and the page with its three steps before, during and after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from meetings.permissions import ANSWER_NOTICE, APPROVE_MINUTES, PLAN_SESSION, VIEW_SESSION, WRITE_MINUTES
from meetings.sessions.actions import seats as seat_actions
from meetings.sessions.actions import sessions as actions
from meetings.sessions.forms.sessions import AnswerForm, InviteForm, OutcomeForm, ReasonForm, SessionForm, TimeForm
from meetings.sessions.forms.topics import ScheduleForm
from meetings.sessions.models.sessions import Session
from meetings.sessions.queries import sessions as queries
from meetings.sessions.queries.scope import get_session
from meetings.sessions.queries.session_kinds import kind_of
from meetings.sessions.rules.sessions import (
    AFTER,
    AHEAD,
    CONVENED,
    HELD,
    KIND_CHOICES,
    SESSIONS,
    STATE_CHOICES,
    notice_shortfall,
)
from meetings.sessions.views.acts import attempt, button, form_page, page_of, revision_of
from meetings.sessions.views.materials import session_materials
from records.clocks.queries import clocks_of
from township.actors import OutOfScope
from township.calendar.queries.days import work_calendar
from township.frame.access import requires
from township.frame.places import remembers_place
from township.permissions import Reach

STEPS = {"before": "会前", "during": "会中", "after": "会后"}


@requires(VIEW_SESSION)
@require_GET
@remembers_place("meetings:sessions")
def sessions(request: HttpRequest) -> HttpResponse:
    """The list: what is ahead, or all, by kind, state and state of the minutes."""
    wanted = {key: request.GET.get(key, "") for key in ("kind", "state", "when", "minutes")}
    rows = queries.session_list(request.actor, now=request.at, **wanted)
    context = {
        "page": page_of(request, rows),
        "wanted": wanted,
        "kinds": KIND_CHOICES,
        "states": STATE_CHOICES,
        "minutes_filters": queries.MINUTES_FILTERS.items(),
        "may_plan": request.actor.may(PLAN_SESSION),
    }
    return render(request, "meetings/sessions/list.html", context)


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    form = SessionForm(request.POST or None, township_id=request.actor.township_id, today=request.today)
    if request.method == "POST" and form.is_valid():
        made: list[Session] = []
        data = form.data_for_action()
        if attempt(form, lambda: made.append(actions.plan_session(data=data, by=request.actor, at=request.at))):
            messages.success(request, "已列入会议安排。接着确定参会单位和议程，再发通知。")
            return redirect("meetings:session", made[0].pk)
    context = {
        "form": form,
        "title": "筹备会议",
        "verb": "保存",
        "back_url": reverse("meetings:sessions"),
        "back_label": "会议",
        "draft": "session-new",
    }
    return render(request, "meetings/sessions/form.html", context)


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_id: int) -> HttpResponse:
    """Change what was planned."""
    row = get_session(request.actor, session_id)
    form = SessionForm(request.POST or None, township_id=request.actor.township_id, today=request.today, session=row)
    return form_page(
        request,
        form,
        lambda form: actions.edit_session(
            session_id=session_id,
            revision=revision_of(request),
            data=form.data_for_action(),
            by=request.actor,
            at=request.at,
        ),
        title="修改会议安排",
        verb="保存",
        done="会议安排已修改。",
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        template="meetings/sessions/revised_form.html",
        revision=row.revision,
        intro="已经发过通知的，时间或地点变更后参会单位要重新签收。" if row.state == CONVENED else "",
    )


@requires(VIEW_SESSION)
@require_GET
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """One session. ?step= before, during or after; by default where it stands."""
    row = get_session(request.actor, session_id)
    page = queries.session_page(request.actor, row)
    step = request.GET.get("step", "")
    step = step if step in STEPS else _step(row)
    may_plan = request.actor.may(PLAN_SESSION)
    clocks = clocks_of(row.pk) if step == "after" else []
    context = {
        "page": page,
        "session": row,
        "steps": STEPS.items(),
        "step": step,
        "moves": {move.name for move in SESSIONS.moves_from(row.state)} if may_plan else set(),
        "may_plan": may_plan,
        "may_note": may_plan and row.state in (CONVENED, HELD) and row.day <= request.today,
        "may_write": request.actor.may(WRITE_MINUTES) and row.state == HELD,
        "may_approve": request.actor.may(APPROVE_MINUTES),
        "may_answer_all": request.actor.reach(ANSWER_NOTICE) == Reach.TOWNSHIP,
        "schedule_form": ScheduleForm(actor=request.actor)
        if may_plan and row.state in ("planned", "convened")
        else None,
        "shortfall": notice_shortfall(kind_of(row.township_id, row.kind, row.day), request.today, row.day)
        if row.state == "planned"
        else 0,
        "clock": next((clock for clock in clocks if clock.code == "issue_minutes"), None),
        "calendar": work_calendar(row.township_id),
        "is_owed_minutes": row.kind_rule.needs_minutes,
        "may_read": bool(page.minutes),
        **session_materials(request, page),
    }
    return render(request, "meetings/sessions/page.html", context)


def _step(row: Session) -> str:
    if row.state in AFTER:
        return "after"
    return "before" if row.state in AHEAD or row.state == "cancelled" else "during"


@requires(PLAN_SESSION)
@require_POST
def session_convene(request: HttpRequest, session_id: int) -> HttpResponse:
    """Send the notice."""
    return button(
        request,
        lambda: actions.convene(session_id=session_id, revision=revision_of(request), by=request.actor, at=request.at),
        "通知已发出，签收情况见名单。",
        "meetings:session",
        session_id,
    )


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_postpone(request: HttpRequest, session_id: int) -> HttpResponse:
    return _reason_page(request, session_id, actions.postpone, "延期", "会议已延期，参会单位已收到通知。")


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_cancel(request: HttpRequest, session_id: int) -> HttpResponse:
    return _reason_page(request, session_id, actions.cancel, "取消会议", "会议已取消，议题退回待排。")


def _reason_page(request: HttpRequest, session_id: int, action, title: str, done: str) -> HttpResponse:
    row = get_session(request.actor, session_id)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        lambda form: action(
            session_id=session_id,
            revision=revision_of(request),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.at,
        ),
        title=title,
        verb=title,
        done=done,
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        template="meetings/sessions/revised_form.html",
        revision=row.revision,
    )


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_again(request: HttpRequest, session_id: int) -> HttpResponse:
    """The new time of a postponed session."""
    row = get_session(request.actor, session_id)
    return form_page(
        request,
        TimeForm(request.POST or None),
        lambda form: actions.plan_again(
            session_id=session_id, revision=revision_of(request), by=request.actor, at=request.at, **form.times()
        ),
        title="重新定时间",
        verb="保存",
        done="新的时间已定，请再发一次通知。",
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        template="meetings/sessions/revised_form.html",
        revision=row.revision,
    )


@requires(PLAN_SESSION)
@require_POST
def session_held(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session took place."""
    return button(
        request,
        lambda: actions.note_held(
            session_id=session_id, revision=revision_of(request), by=request.actor, at=request.at
        ),
        "已登记召开，可以拟写纪要。",
        "meetings:session",
        session_id,
    )


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_close(request: HttpRequest, session_id: int) -> HttpResponse:
    """Close joint office hours with what came of them."""
    row = get_session(request.actor, session_id)
    return form_page(
        request,
        OutcomeForm(request.POST or None),
        lambda form: actions.close_without_minutes(
            session_id=session_id,
            revision=revision_of(request),
            outcome=form.cleaned_data["outcome"],
            by=request.actor,
            at=request.at,
        ),
        title="办结，不印发纪要",
        verb="办结",
        done="已办结。",
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        template="meetings/sessions/revised_form.html",
        revision=row.revision,
    )


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_invite(request: HttpRequest, session_id: int) -> HttpResponse:
    """Tick who is asked."""
    row = get_session(request.actor, session_id)
    return form_page(
        request,
        InviteForm(request.POST or None, session=row),
        lambda form: seat_actions.invite(
            session_id=session_id,
            part=form.cleaned_data["part"],
            by=request.actor,
            at=request.at,
            unit_ids=[unit.pk for unit in form.cleaned_data["units"]],
            person_ids=[person.pk for person in form.cleaned_data["people"]],
        ),
        title="确定参会单位和人员",
        verb="加入名单",
        done="名单已更新。",
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        template="meetings/sessions/invite.html",
    )


@requires(PLAN_SESSION)
@require_POST
def seat_remove(request: HttpRequest, session_id: int, seat_id: int) -> HttpResponse:
    return button(
        request,
        lambda: seat_actions.uninvite(seat_id=seat_id, by=request.actor, at=request.at),
        "已从名单去掉。",
        "meetings:session",
        session_id,
    )


@requires(ANSWER_NOTICE)
@require_http_methods(["GET", "POST"])
def seat_answer(request: HttpRequest, session_id: int, seat_id: int) -> HttpResponse:
    """Receipt of the notice, leave, deputy."""
    row = get_session(request.actor, session_id)
    seat = row.seats.select_related("unit", "person").filter(pk=seat_id).first()
    if seat is None:
        raise OutOfScope("没有找到这个参会席位。")
    initial = {
        "name": seat.name,
        "leave_reason": seat.leave_reason,
        "deputy_name": seat.deputy_name,
        "deputy_title": seat.deputy_title,
    }
    is_own = queries.is_own_seat(request.actor, seat)
    if not is_own and request.actor.reach(ANSWER_NOTICE) != Reach.TOWNSHIP:
        raise OutOfScope("没有找到这个参会席位。")
    return form_page(
        request,
        AnswerForm(request.POST or None, initial=initial),
        lambda form: seat_actions.answer_notice(seat_id=seat_id, by=request.actor, at=request.at, **form.cleaned_data),
        title=f"{seat.label}：签收会议通知",
        verb="签收",
        done="已签收。",
        back=("meetings:session", session_id),
        back_label=row.matter.number,
        intro="" if is_own else "对方以电话等方式答复的，由办公室代为登记，记录里写明由您登记。",
    )


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, session_id: int) -> HttpResponse:
    """The sheet: one line a seat."""
    row = get_session(request.actor, session_id)
    rows = queries.seats_of(row)
    if request.method == "POST":
        marks = {seat.pk: _mark(request, seat.pk) for seat in rows}
        return button(
            request,
            lambda: seat_actions.note_attendance(
                session_id=session_id, revision=revision_of(request), marks=marks, by=request.actor, at=request.at
            ),
            "签到表已保存。",
            "meetings:attendance",
            session_id,
        )
    roll = queries.roll_of_seats(rows)
    context = {"session": row, "seats": rows, "roll": roll, "quorum": queries.quorum(row.kind, roll)}
    return render(request, "meetings/sessions/attendance.html", context)


def _mark(request: HttpRequest, seat_id: int) -> seat_actions.Mark:
    came = {"yes": True, "no": False}.get(request.POST.get(f"present-{seat_id}", ""))
    return seat_actions.Mark(came, request.POST.get(f"name-{seat_id}", "").strip())
