"""Meeting notices: the register, drafting one, its page and the acts on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings.notices.actions import notices as actions
from meetings.notices.forms import NewNoticeForm, NoticeFilterForm
from meetings.notices.models.notices import SessionNotice
from meetings.notices.queries import notices as queries
from meetings.notices.rules.notices import DOORS, NoticeFacts
from meetings.permissions import EXPORT_SESSIONS, PLAN_SESSION, VIEW_SESSION
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.ledgers.rules.columns import ON_PAPER_AND_FILE, PAGE, Column
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.papers.views.flows import flow_acts, paper_page
from township.actors import Actor
from township.frame.access import requires

NEW = PageLink("拟会议通知", "meetings:session_notice_new", PLAN_SESSION, key="n")
NOTICES = Ledger(
    url_name="meetings:session_notices",
    code="session_notice",
    title="会议通知",
    noun="会议通知",
    unit="份",
    rows=queries.register,
    filters=NoticeFilterForm,
    view=VIEW_SESSION,
    export=EXPORT_SESSIONS,
    row_page="meetings:session_notice",
    actions=(NEW,),
    empty=(
        Empty("还没有会议通知。", "正式会议用文件通知的，从会议生成，印发时会议同时发出通知。", NEW),
        Empty("还没有会议通知。"),
    ),
    columns=(
        Column("number", "文号", blank="（未编号）", is_tight=True, width=22),
        Column("title", "标题", "document.title", link=True, width=40),
        Column("begins", "会议时间", "session.begins", kind="datetime"),
        Column("issued", "印发日期", "issued_on", kind="date", blank="—"),
        Column("receipts", "签收", lambda row, reader: f"{row.n_received}/{row.n_all}", is_tight=True, on=(PAGE,)),
        Column("sent", "收文单位", "n_all", kind="number", on=ON_PAPER_AND_FILE),
        Column("received", "已签收", "n_received", kind="number", on=ON_PAPER_AND_FILE),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


def notice_facts(actor: Actor, row: SessionNotice) -> NoticeFacts:
    """What the doors of a notice look at."""
    return actions.FLOW.standing(actor, row, facts=NoticeFacts, is_outdated=row.is_outdated)


NOTICE = ActPages(
    "session_notice",
    page="meetings:session_notice",
    id_name="notice_id",
    get=queries.get_notice,
    facts=notice_facts,
    doors=DOORS,
    acts=(
        *flow_acts(actions.FLOW),
        Act("redraft", actions.redraft_notice, done="已按会议重新生成，改动前的文字留在历次文稿里。"),
        Act(
            "renew",
            actions.renew_notice,
            done="变更通知已拟出，核对后送审。",
            is_free=True,
            leads_to=lambda request, row, made: reverse("meetings:session_notice", args=[made.pk]),
        ),
        Act("drop", actions.drop_notice, done="不再印发。", confirm="文稿留在登记簿里，不能再送审。"),
    ),
)
notice = paper_page(actions.FLOW, NOTICE, VIEW_SESSION, register="meetings:session_notices")


@requires(PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def notice_new(request: HttpRequest) -> HttpResponse:
    """Draft the notice of a session; ?session= its number."""
    return new_page(
        request,
        NewNoticeForm(request.POST or None, actor=request.actor, initial={"session": request.GET.get("session")}),
        lambda form: actions.draft_notice(session_id=form.cleaned_data["session"].pk, by=request.actor, at=request.at),
        title="拟会议通知",
        verb="生成文稿",
        done="会议通知已按会议生成，核对后送审。",
        page="meetings:session_notice",
        draft="session-notice-new",
        back_url=reverse("meetings:session_notices"),
        back_label="会议通知",
    )
