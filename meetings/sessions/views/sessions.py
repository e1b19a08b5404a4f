"""Sessions: planning one, its page with the three steps before, during and after, and the acts on it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from meetings.permissions import PLAN_SESSION, VIEW_SESSION
from meetings.sessions.actions import agenda as agenda_actions
from meetings.sessions.actions import seats as seat_actions
from meetings.sessions.actions import sessions as actions
from meetings.sessions.actions.materials import add_session_material
from meetings.sessions.actions.minutes import begin_minutes
from meetings.sessions.forms.sessions import (
    AnswerForm,
    AttendanceForm,
    EditSessionForm,
    InviteForm,
    NewSessionForm,
    OutcomeForm,
    ReasonForm,
    ScheduleForm,
    TimeForm,
)
from meetings.sessions.models.sessions import Session
from meetings.sessions.queries import sessions as queries
from meetings.sessions.queries.clashes import clashes_of
from meetings.sessions.queries.doors import facts_of, session_facts
from meetings.sessions.queries.scope import get_session
from meetings.sessions.queries.session_kinds import kind_of
from meetings.sessions.rules.session_doors import DOORS
from meetings.sessions.rules.sessions import AFTER, AHEAD, CANCELLED, CONVENED, PLANNED, notice_shortfall
from meetings.sessions.views.materials import material_acts
from meetings.sessions.views.parts import by_part
from records.acts.forms import ActForm
from records.acts.views.acts import Act, ActPages, Verb
from records.acts.views.new import new_page
from records.clocks.queries import clocks_of
from township.calendar.queries.days import shown_calendar
from township.dates import day_of, full_time
from township.frame.access import requires
from township.frame.panels import SESSION as SESSION_PAGE
from township.frame.panels import panels_on

STEPS = {"before": "会前", "during": "会中", "after": "会后"}


def _notice(request: HttpRequest, row: Session, form: ActForm) -> dict:
    """What is told to everybody, and how much too late it is."""
    rule = kind_of(row.township_id, row.kind, row.day)
    late = notice_shortfall(rule, request.today, row.day)
    shown = [("会议", row.title), ("参会", f"{row.seats.count()} 个席位"), ("议程", f"{row.topics.count()} 个议题")]
    if late:
        shown.append(("提前通知", f"不足 {rule.notice_days} 天，仍可发出"))
    shown += [("请留意", sentence) for sentence in clashes_of(row)]
    return {"facts_shown": shown}


def _seat(request: HttpRequest, row: Session, form: ActForm) -> dict:
    """Whose seat it is."""
    seat = row.seats.select_related("unit", "person").filter(pk=form.part).first()
    if seat is None:
        return {}
    titles = [topic.title for topic in queries.agenda_of(request.actor, row)]
    shown = [
        ("会议", row.title),
        ("时间", full_time(row.begins)),
        ("地点", row.place),
        ("议程", "；".join(titles) or "见会议页面"),
        ("席位", seat.label),
    ]
    if not queries.is_own_seat(request.actor, seat):
        shown.append(("代为登记", "对方以电话等方式答复的，由办公室登记，记录里写明由您登记"))
    return {"facts_shown": shown}


def _sheet(request: HttpRequest, row: Session, form: ActForm) -> dict:
    return {"session": row, "quorum": queries.quorum(row.kind, queries.roll_of_seats(queries.seats_of(row)))}


def _all_present(form: AttendanceForm, row: Session, request: HttpRequest) -> dict:
    """Everybody of the list came; who did not is changed afterwards."""
    return {f"present-{seat.pk}": "yes" for seat in form.seats}


def _during(request: HttpRequest, row: Session, result: object) -> str:
    return f"{reverse('meetings:session', args=[row.pk])}?step=during"


SESSION = ActPages(
    "session",
    page="meetings:session",
    id_name="session_id",
    get=get_session,
    facts=session_facts,
    doors=DOORS,
    acts=(
        Act(
            "convene",
            actions.convene,
            done="通知已发出，签收情况见名单。",
            verb="发出会议通知",
            confirm="发出后，名单上的单位和人员看到时间、地点和议程，并要签收。",
            beside=_notice,
        ),
        Act("plan_again", actions.plan_again, done="新的时间已定，请再发一次通知。", form=TimeForm, verb="保存"),
        Act(
            "note_attendance",
            seat_actions.note_attendance,
            done="签到表已保存。",
            form=AttendanceForm,
            verb="保存签到表",
            verbs=(Verb("all", "全部到", _all_present, kind="fill"),),
            template="meetings/sessions/attendance.html",
            beside=_sheet,
            leads_to=_during,
            is_from_day=True,
        ),
        Act("hold", actions.note_held, done="已登记召开，可以拟写纪要。", also=("note_attendance",)),
        Act("enter_held", actions.enter_held, done="已补记召开，可以拟写纪要。", also=("note_attendance",)),
        Act(
            "begin_minutes",
            begin_minutes,
            done="纪要骨架已按议程和签到表生成，逐项填写。",
            is_free=True,
            leads_to=lambda request, row, made: reverse("meetings:minutes", args=[made.pk]),
        ),
        Act(
            "close",
            actions.close_without_minutes,
            done="已办结。",
            form=OutcomeForm,
            verb="办结",
            confirm="办结以后不再拟写纪要。",
        ),
        Act("invite", seat_actions.invite, done="名单已更新。", form=InviteForm, verb="加入名单", is_free=True),
        Act("schedule", agenda_actions.schedule, done="已列入议程。", form=ScheduleForm, verb="列入议程", is_free=True),
        *material_acts("session_id", add_session_material),
        Act("edit", actions.edit_session, done="会议安排已修改。", form=EditSessionForm, verb="保存"),
        Act(
            "postpone",
            actions.postpone,
            done="会议已延期，参会单位已收到通知。",
            form=ReasonForm,
            verb="延期",
            confirm="已经发过通知的，参会单位会收到延期通知。",
        ),
        Act(
            "cancel",
            actions.cancel,
            done="会议已取消，议题退回待排。",
            form=ReasonForm,
            verb="取消会议",
            confirm="取消以后不能恢复，参会单位会收到通知。",
        ),
        Act(
            "answer_notice",
            by_part(seat_actions.answer_notice, "session_id"),
            done="已签收。",
            form=AnswerForm,
            part="seat_id",
            is_free=True,
            verb="签收",
            beside=_seat,
        ),
        Act(
            "uninvite",
            by_part(seat_actions.uninvite, "session_id"),
            done="已从名单去掉。",
            part="seat_id",
            is_free=True,
        ),
        Act(
            "move_up",
            by_part(partial(agenda_actions.shift, up=True), "session_id"),
            done="议程顺序已调整。",
            part="topic_id",
            is_free=True,
        ),
        Act(
            "move_down",
            by_part(partial(agenda_actions.shift, up=False), "session_id"),
            done="议程顺序已调整。",
            part="topic_id",
            is_free=True,
        ),
        Act(
            "unschedule",
            by_part(agenda_actions.unschedule, "session_id"),
            done="已移出议程。",
            part="topic_id",
            is_free=True,
        ),
    ),
)


def _planned(row: Session) -> str:
    if row.late_reason:
        return "已补记会议。接着确定参会单位和议程，填写签到表，再补记召开。"
    return "已列入会议安排。接着确定参会单位和议程，再发通知。"


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session. ?kind= and ?day= start with what a duty asks for."""
    starting = {"kind": request.GET.get("kind", ""), "day": day_of(request.GET.get("day", ""))}
    form = NewSessionForm(
        request.POST or None, township_id=request.actor.township_id, today=request.today, initial=starting
    )
    return new_page(
        request,
        form,
        lambda form: actions.plan_session(data=form.data_for_action(), by=request.actor, at=request.at),
        title="筹备会议",
        verb="保存",
        done=_planned,
        page="meetings:session",
        draft="session-new",
        warnings=clashes_of,
        back_url=reverse("meetings:sessions"),
        back_label="会议",
    )


@requires(VIEW_SESSION)
@require_GET
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    """One session. ?step= before, during or after; by default where it stands."""
    row = get_session(request.actor, session_id)
    page = queries.session_page(request.actor, row)
    step = request.GET.get("step", "")
    step = step if step in STEPS else _step(row)
    clocks = clocks_of(row.pk) if step == "after" else []
    plans = request.actor.may(PLAN_SESSION)
    is_ahead = step == "before" and row.state in AHEAD
    context = {
        "page": page,
        "session": row,
        "steps": STEPS.items(),
        "step": step,
        "buttons": SESSION.buttons(request, row, facts_of(request.actor, row, page.seats, page.agenda, page.materials)),
        "may_plan": plans,
        "is_convened": row.state == CONVENED,
        "shortfall": _shortfall(request, row) if plans and row.state == PLANNED else 0,
        "clock": next((clock for clock in clocks if clock.code == "issue_minutes"), None),
        "calendar": shown_calendar(row.township_id),
        "materials": page.materials,
        "panels": panels_on(SESSION_PAGE, request.actor, row, request.today) if is_ahead else [],
        "materials_hint": "全体参会人员可见；只给某个议题看的，放到议题页面。",
    }
    return render(request, "meetings/sessions/page.html", context)


def _shortfall(request: HttpRequest, row: Session) -> int:
    return notice_shortfall(kind_of(row.township_id, row.kind, row.day), request.today, row.day)


def _step(row: Session) -> str:
    if row.state in AFTER:
        return "after"
    return "before" if row.state in AHEAD or row.state == CANCELLED else "during"
