"""Acts on a plan for a sensitive period: made, matters picked and dropped, handed in, approved, steps reported, closed (E5).

A plan lists open matters, each with its next step, leader and day. Restricted matters are never picked, and whoever is
shut out of a matter finds neither its number nor its step in the plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.office.papers import office_paper_html
from petitions.permissions import REPORT_STEP, WRITE_PLAN
from petitions.plans.models import Plan, PlanItem
from petitions.plans.queries import (
    answering_unit,
    items_of,
    leaders_of_steps,
    pickable,
    plan_paper,
    plan_text,
    sees_whole,
)
from petitions.plans.rules import (
    APPROVED,
    MATTER_SERIES,
    MOST_ITEMS,
    ItemFacts,
    check_deadline,
    check_span,
    ends_report,
    summary,
)
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.papers.actions.documents import read_document
from records.papers.actions.numbers import issue_number
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from township.actors import Actor, NotAllowed, ensure_may, system_actor
from township.directory.models.townships import Township
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

ROBOT = "定时任务·敏感时期预案"
READING_COPY = "本件按查阅权限生成，仅供阅览，以印发原件为准。"


@dataclass(frozen=True, kw_only=True)
class PlanData:
    """What the form of a plan holds. daily_hour: 0–23, None = no daily nil report; duty_*: the days the roster must cover."""

    name: str
    source: str
    first: date
    last: date
    duty_from: date | None = None
    duty_to: date | None = None
    daily_hour: int | None = None
    requirement: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is to be done about one matter, who leads, by when."""

    matter_id: int
    next_step: str
    leader_id: int
    due_on: date


def make_plan(*, data: PlanData, by: Actor, at: datetime) -> Plan:
    """A new plan, still without matters."""
    ensure_may(by, WRITE_PLAN)
    _check(data)
    if data.last < at.date():
        raise Refused("这个时期已经过去。", field="last")
    with transaction.atomic():
        township = Township.objects.get(pk=by.township_id)
        number = issue_number(MATTER_SERIES, township_id=township.pk, on=at.date(), mark=township.mark)
        matter = start(kind="plan", number=number, title=f"{data.name.strip()}预案", by=by, at=at)
        row = Plan(matter=matter, township=township, drafted_by_id=by.person_id)
        _fill(row, data)
        row.save(force_insert=True)
        finish(Turn(row, by, at), "make", text="拟制预案")
        return row


def edit_plan(*, plan_id: int, revision: int, data: PlanData, by: Actor, at: datetime) -> Plan:
    """Change name, dates and requirements while it is drafted."""
    with transaction.atomic():
        turn = take(Plan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
        move = turn.move("edit")
        _check(data)
        _fill(turn.row, data)
        turn.matter.title = f"{turn.row.name}预案"[:120]
        turn.matter.save(update_fields=["title"])
        finish(turn, move, text="修改预案")
        return turn.row


def pick(*, plan_id: int, revision: int, steps: Iterable[Step], by: Actor, at: datetime) -> int:
    """Put open matters into the plan, each with its step; returns how many."""
    with transaction.atomic():
        turn = take(Plan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
        move, row = turn.move("pick"), turn.row
        wanted = list(steps)
        if not wanted:
            raise Refused("请勾选要列入的事项。", field="matters")
        if row.items.count() + len(wanted) > MOST_ITEMS:
            raise Refused(f"一个预案最多列 {MOST_ITEMS} 件。", field="matters")
        asked = pickable(by, row).filter(pk__in=[step.matter_id for step in wanted])
        offered = {
            matter.pk: answering_unit(matter.holder_unit) for matter in asked.select_related("holder_unit__parent")
        }
        leading = set(leaders_of_steps(row.township_id, turn.today).values_list("pk", flat=True))
        for step in wanted:
            if step.matter_id not in offered:
                raise Refused("有的事项已经办结、已经列入，或者您看不到，请刷新页面。", field="matters")
            if step.leader_id not in leading:
                raise Refused("请选择牵头领导。", field="leader")
            check_deadline(step.due_on, row.first, row.last, turn.today)
            PlanItem.objects.create(
                plan=row,
                target_id=step.matter_id,
                unit=offered[step.matter_id],
                next_step=check_words("下一步", step.next_step, field="next_step", least=4),
                leader_id=step.leader_id,
                due_on=step.due_on,
            )
        finish(turn, move, text=f"列入 {len(wanted)} 件事项")
        return len(wanted)


def drop(*, plan_id: int, revision: int, item_id: int, by: Actor, at: datetime) -> Plan:
    """Take a matter out of the draft."""
    with transaction.atomic():
        turn = take(Plan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
        move = turn.move("drop")
        gone, _ = items_of(by, turn.row).filter(pk=item_id).delete()
        if not gone:
            raise Refused("这件事项已经不在预案里，请刷新页面。")
        finish(turn, move, text="移出 1 件事项")
        return turn.row


def report_step(*, plan_id: int, item_id: int, text: str, by: Actor, at: datetime) -> PlanItem:
    """How far one matter of the plan is: by the unit that holds the matter, or by the office."""
    with transaction.atomic():
        turn = take(Plan, plan_id, revision=None, capability=REPORT_STEP, by=by, at=at)
        move = turn.move("report_step")
        item = row_in_sight(items_of(by, turn.row), "没有找到这件事项。", pk=item_id)
        if by.reach(REPORT_STEP) == Reach.OWN and item.unit_id not in by.unit_ids:
            raise NotAllowed("只能报告本单位承办事项的进展。")
        item.progress, item.progress_by_id, item.progress_at = (
            check_words("进展", text, field="text", least=4, most=1000),
            by.person_id,
            at,
        )
        item.save(update_fields=["progress", "progress_by", "progress_at"])
        finish(turn, move, text=f"{item.target.number}报告进展")
        tell(
            turn,
            [turn.row.drafted_by_id, item.leader_id],
            kind="step",
            text="有新的进展",
            key=f"{item.pk}:{at:%Y%m%d%H%M}",
        )
        return item


def read_plan(*, plan: Plan, by: Actor, at: datetime) -> bytes:
    """The PDF: the issued original for who may see every matter of it, else a reading copy of those they may see; before
    issue the page as it would print. The caller has found the plan in sight. A line in the journal."""
    turn = Turn(plan, by, at)
    if sees_whole(by, plan) and plan.document is not None and plan.document.state == Document.State.ISSUED:
        return read_document(document=plan.document, by=by, at=at)
    items = list(items_of(by, plan))
    issued = plan.document if plan.approved_on else None
    paper = plan_paper(plan, plan.approved_on or turn.today, READING_COPY if issued else "")
    html = office_paper_html(
        paper, plan_text(plan, items), number=issued.number if issued else "", issued_on=plan.approved_on
    )
    with transaction.atomic():
        journal(turn, "plan.read")
    return render_pdf(html, title=paper.title, stand_ins=stand_ins_of(plan.township_id))


def check_plan_file(row: Document, by: Actor, at: datetime) -> None:
    """Gate of the kind: the original goes out only to who may see every matter in it."""
    plan = Plan.objects.filter(pk=row.matter_id).first()
    if plan is not None and not sees_whole(by, plan):
        raise NotAllowed("预案原件含有您看不到的事项，请在预案页面看您的阅览件。")


def close_ended(at: datetime) -> None:
    """Daily: plans whose period is over close with a sentence of what was settled. Run twice = once."""
    for pk, township_id in Plan.objects.filter(state=APPROVED, last__lt=at.date()).values_list("pk", "township_id"):
        with transaction.atomic():
            by = system_actor(township_id, ROBOT, at.date())
            turn = take(Plan, pk, revision=None, capability=WRITE_PLAN, by=by, at=at)
            row = turn.row
            if row.state != APPROVED or not ends_report(row.last, turn.today):
                continue
            items = row.items.select_related("target")
            facts = [ItemFacts(item.target.number, item.target.closed_on, item.due_on) for item in items]
            row.outcome = summary(facts, row.last)
            finish(turn, turn.move("close"), text=f"时期结束：{row.outcome}")
            tell(turn, [row.drafted_by_id, row.approved_by_id], kind="closed", text="时期结束，预案已办结", key="close")


def _check(data: PlanData) -> None:
    check_span(data.first, data.last)
    check_words("时期名称", data.name, field="name", least=2)
    check_words("依据", data.source, field="source", least=2)
    if bool(data.duty_from) != bool(data.duty_to):
        raise Refused("值班日期要填就填全起止两天。", field="duty_to")
    if data.duty_from and data.duty_to and data.duty_to < data.duty_from:
        raise Refused("值班结束不能早于开始。", field="duty_to")
    if data.daily_hour is not None and not 0 <= data.daily_hour <= 23:
        raise Refused("每日报告时点填 0 到 23。", field="daily_hour")


def _fill(row: Plan, data: PlanData) -> None:
    row.name, row.source, row.requirement = data.name.strip(), data.source.strip(), data.requirement.strip()
    row.first, row.last, row.duty_from, row.duty_to = data.first, data.last, data.duty_from, data.duty_to
    row.daily_hour = data.daily_hour
