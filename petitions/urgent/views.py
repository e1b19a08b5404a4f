"""紧急信息: the list, the one-page report, the page of one report with its log, and the acts on it."""

import dataclasses
from collections.abc import Iterator
from functools import partial
from secrets import token_hex

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from petitions.permissions import APPROVE_URGENT, EXPORT_URGENT, JUDGE_URGENT, REPORT_URGENT, VIEW_URGENT, WORK_URGENT
from petitions.urgent import queries
from petitions.urgent.actions import bulletins
from petitions.urgent.actions import urgent as actions
from petitions.urgent.forms import (
    CloseForm,
    EntryForm,
    JudgeForm,
    LevelForm,
    PassOnForm,
    PhoneForm,
    UrgentFilterForm,
    UrgentForm,
)
from petitions.urgent.models import UrgentReport
from petitions.urgent.rules import DOORS, UPWARD, UrgentFacts
from records.acts.views.acts import Act, ActPages
from records.acts.views.new import new_page
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import PAGE, Column, Lamp
from records.ledgers.views.ledgers import Empty, Ledger, PageLink
from records.papers.views.flows import flow_acts, paper_context
from township.actors import Actor
from township.frame.access import requires

NEW_DRAFT = "urgent-new"
REPORT = PageLink("报告紧急信息", "petitions:urgent_new", REPORT_URGENT, key="n")


def urgent_facts(actor: Actor, row: UrgentReport) -> UrgentFacts:
    """What the doors of a report look at."""
    standing = bulletins.FLOW.standing(actor, row, rights=(WORK_URGENT,))
    fields = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    return UrgentFacts(**fields, level=row.level, is_verified=queries.is_verified(row))


def _bulletin_page(request: HttpRequest, row: UrgentReport, result) -> str:
    return URGENT.url(row, "edit")


def _entry(kind: str) -> Act:
    return Act(kind, partial(actions.add_entry, kind=kind), done="已记入。", form=EntryForm, is_free=True, verb="记入")


URGENT = ActPages(
    "urgent",
    page="petitions:urgent",
    id_name="urgent_id",
    get=queries.get_urgent,
    facts=urgent_facts,
    doors=DOORS,
    acts=(
        Act("judge", actions.judge, done="已研判，有关单位和人员已收到通知。", form=JudgeForm, verb="研判并通报"),
        Act(
            "draft_bulletin",
            bulletins.draft_bulletin,
            done="专报已拟稿，请修改后送审。",
            leads_to=_bulletin_page,
            also=("phone_up",),
        ),
        *flow_acts(bulletins.FLOW),
        _entry("add"),
        _entry("verify"),
        _entry("follow_up"),
        Act(
            "phone_up",
            actions.phone_up,
            done="电话报告已记入，请随后补报书面专报。",
            form=PhoneForm,
            verb="记入电话报告",
        ),
        Act("pass_on", actions.pass_on, done="已通报。", form=PassOnForm, verb="通报"),
        Act("change_level", actions.change_level, done="级别已改变，原来的研判留在记录里。", form=LevelForm),
        Act("close", actions.close_urgent, done="已办结。", form=CloseForm),
    ),
)


def _with_clock(rows: QuerySet[UrgentReport], reader: Reader) -> Iterator[UrgentReport]:
    limit, now = queries.limit_of(reader.actor.township_id), timezone.localtime()
    for row in rows:
        row.clock = queries.clock_of(row, now, limit)
        yield row


def _running(row: UrgentReport, reader: Reader) -> Lamp:
    colour = ("late" if row.clock.is_late else "soon") if row.clock.is_running else ""
    return Lamp(colour, row.clock.words)


LEDGER = Ledger(
    url_name="petitions:urgent_list",
    code="urgent",
    title="重大紧急信访信息",
    intro="及时报告，不得瞒报、谎报、缓报（条例第二十五条、第四十六条第四项）。",
    noun="紧急信息",
    unit="条",
    rows=queries.urgent_list,
    lines=_with_clock,
    filters=UrgentFilterForm,
    view=VIEW_URGENT,
    export=EXPORT_URGENT,
    row_page="petitions:urgent",
    actions=(REPORT,),
    empty=(Empty("还没有紧急信息。", "发现可能造成影响的重大、紧急信访情况，马上报告，不用等核实。", REPORT),),
    columns=(
        Column("judging", "研判用时", _running, kind="light", on=(PAGE,), width=22),
        Column("number", "编号", "matter.number", link=True, is_tight=True, width=20),
        Column("reported", "接报时间", "reported_at", kind="datetime"),
        Column("place", "地点", width=30),
        Column("people", "大约人数", "headcount", kind="number", phone="人数"),
        Column("unit", "报告单位", "unit.label", is_tight=True),
        Column("level", "级别", "get_level_display", is_tight=True, blank="未研判", width=8),
        Column("state", "状态", "get_state_display", kind="state"),
    ),
)


@requires(REPORT_URGENT)
@require_http_methods(["GET", "POST"])
def urgent_new(request: HttpRequest) -> HttpResponse:
    """The one page of a report."""
    posted = request.POST if request.method == "POST" else None
    form = UrgentForm(posted, actor=request.actor, reach=request.actor.reach(REPORT_URGENT), now=request.at)
    key = token_hex(16) if posted is None else posted.get("key", "")[:32]
    return new_page(
        request,
        form,
        lambda form: actions.report_urgent(data=form.data_for_action(key), by=request.actor, at=request.at),
        title="报告突出情况",
        verb="报告",
        done=lambda row: f"已报联席办（{request.at:%H:%M}），编号{row.matter.number}。情况有变化请续报。",
        page="petitions:urgent",
        draft=NEW_DRAFT,
        back_url=reverse("petitions:urgent_list"),
        back_label="紧急信息",
        template="petitions/urgent/new.html",
        beside={"key": key, "has_phone": "by_phone" in form.fields},
    )


@requires(VIEW_URGENT)
@require_GET
def urgent(request: HttpRequest, urgent_id: int) -> HttpResponse:
    """One report: the clock, the log, the onward report, and what this reader may do now."""
    row = queries.get_urgent(request.actor, urgent_id)
    limit = queries.limit_of(row.township_id)
    entries = queries.log_of(row)
    is_office = request.actor.may(JUDGE_URGENT) or request.actor.may(APPROVE_URGENT)
    is_issued = row.document_id is not None and row.document.blob != ""
    context = {
        "row": row,
        "clock": queries.clock_of(row, request.at, limit),
        "limit": limit,
        "entries": entries,
        "buttons": URGENT.buttons(request, row),
        "is_upward": row.level in UPWARD,
        "was_phoned": any(entry.kind == "phone_up" for entry in entries),
        "is_issued": is_issued,
        "is_office": is_office,
        **(paper_context(bulletins.FLOW, row, request.actor) if is_office or is_issued else {}),
    }
    return render(request, "petitions/urgent/page.html", context)
