"""Annual work points: listed, approved and issued as a document, reported on point by point (A7)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from meetings.documents.actions.papers import AFTER_ISSUE, FLOW, Origin, PaperData, make_paper
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import PointProgress, WorkPlan, WorkPoint
from meetings.documents.queries.papers import default_copies
from meetings.documents.rules.papers import DRAFT as PAPER_DRAFT
from meetings.documents.rules.plans import (
    CLAUSE,
    WITH_PAPER,
    PointText,
    check_percent,
    check_points,
    check_year,
    plan_text,
    plan_title,
)
from meetings.permissions import REPORT_POINT, WRITE_PAPER, WRITE_PLAN
from records.acts.actions.turns import Turn, finish, start, take
from records.matters.actions.access import let_see
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.actions.reconcile import reconcile
from township.actors import Actor, NotAllowed, ensure_may
from township.directory.queries.units import inside_sendable, member_units
from township.permissions import Reach
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_words

declare_series("work_plan", "点", own=True)


@dataclass(frozen=True)
class PointData:
    """One point as the form gives it. due_on: a day of the plan's year."""

    text: str
    unit_id: int
    due_on: date
    done_when: str


def start_plan(*, year: int, by: Actor, at: datetime) -> WorkPlan:
    """The list of a year, empty; once a year."""
    with transaction.atomic():
        ensure_may(by, WRITE_PLAN)
        if not at.year - 1 <= year <= at.year + 1:
            raise Refused("年度只能是去年、今年或者明年。", field="year")
        number = issue_number("work_plan", township_id=by.township_id, on=at.date())
        matter = start(kind="work_points", number=number, title=plan_title(year), by=by, at=at)
        plan = WorkPlan(matter=matter, township_id=by.township_id, year=year, revision=0)
        with once(Refused(f"{year}年的工作要点已经有了，请打开原来的一份。", field="year")):
            finish(Turn(plan, by, at), "start", text="起草年度工作要点")
        return plan


def save_preface(*, plan_id: int, revision: int, preface: str, by: Actor, at: datetime) -> WorkPlan:
    """The general demands that stand before the points."""
    with transaction.atomic():
        turn = _open_plan(plan_id, revision, by, at)
        turn.row.preface = check_words("总体要求", preface, field="preface", least=0, most=2000)
        finish(turn, "edit", text="修改总体要求")
        return turn.row


def add_point(*, plan_id: int, revision: int, data: PointData, by: Actor, at: datetime) -> WorkPoint:
    """One more point at the end of the list."""
    with transaction.atomic():
        turn = _open_plan(plan_id, revision, by, at)
        check_year(data.due_on, turn.row.year)
        unit = member_units(by.township_id).filter(pk=data.unit_id).first()
        if unit is None:
            raise Refused("请选择责任单位。", field="unit")
        last = turn.row.points.aggregate(last=Max("seq"))["last"] or 0
        check_points(last + 1)
        point = WorkPoint.objects.create(
            plan=turn.row,
            seq=last + 1,
            unit=unit,
            due_on=data.due_on,
            text=check_words("要点", data.text, field="text", least=4, most=200),
            done_when=check_words("完成标准", data.done_when, field="done_when", least=2, most=200),
        )
        finish(turn, "edit", text=f"添加要点第{point.seq}条", detail={"point": point.pk})
        return point


def remove_point(*, plan_id: int, revision: int, point_id: int, by: Actor, at: datetime) -> WorkPlan:
    """Take a point off the list; those after it move up."""
    with transaction.atomic():
        turn = _open_plan(plan_id, revision, by, at)
        if not turn.row.points.filter(pk=point_id).delete()[0]:
            raise Refused("没有这条要点，请刷新页面。")
        for seq, point in enumerate(turn.row.points.order_by("seq"), start=1):
            if point.seq != seq:
                point.seq = seq
                point.save(update_fields=["seq"])
        finish(turn, "edit", text="去掉一条要点", detail={"point": point_id})
        return turn.row


def submit_plan(*, plan_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Write the document from the points and hand it in to the convenor."""
    with transaction.atomic():
        turn = take(WorkPlan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
        move, plan = turn.move("submit"), turn.row
        points = list(plan.points.select_related("unit"))
        check_points(len(points))
        texts = [PointText(point.text, point.unit.name, point.due_on, point.done_when) for point in points]
        data = PaperData(
            title=plan_title(plan.year),
            body=plan_text(plan.preface, texts),
            to=Distribution(inside_sendable(plan.township_id), default_copies(plan.township_id)),
        )
        if plan.paper_id is None:
            plan.paper = make_paper(kind="work_points", data=data, by=by, at=at, origin=Origin(CLAUSE, str(plan.year)))
            paper = take(OfficePaper, plan.paper_id, revision=None, capability=WRITE_PAPER, by=by, at=at)
        else:
            paper = take(OfficePaper, plan.paper_id, revision=None, capability=WRITE_PAPER, by=by, at=at)
            FLOW.write_text(paper, data.body)
            FLOW.keep(paper, title=data.title, to=data.to)
        approval = FLOW.hand_in(paper)
        finish(turn, move, text="送召集人审批")
        return approval


def reopen_plan(*, plan_id: int, revision: int, by: Actor, at: datetime) -> WorkPlan:
    """Change the points again, once their document is back in draft (taken back or returned)."""
    with transaction.atomic():
        turn = take(WorkPlan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
        move = turn.move("reopen")
        if turn.row.paper.state != PAPER_DRAFT:
            raise Refused(f"{WITH_PAPER}。")
        finish(turn, move, text="退回修改要点")
        reconcile(OfficePaper.objects.select_related("matter").get(pk=turn.row.paper_id), by=by, at=at)
        return turn.row


def report_point(*, plan_id: int, point_id: int, percent: int, text: str, by: Actor, at: datetime) -> PointProgress:
    """How far a point is, by its unit or by the office for it; 100 makes it done."""
    with transaction.atomic():
        turn = take(WorkPlan, plan_id, revision=None, capability=REPORT_POINT, by=by, at=at)
        move = turn.move("report")
        rows = WorkPoint.objects.select_for_update(of=("self",)).select_related("unit")
        point = row_in_sight(rows, "没有找到这条要点。", pk=point_id, plan_id=plan_id)
        if by.reach(REPORT_POINT) == Reach.OWN and point.unit_id not in by.unit_ids:
            raise NotAllowed("只能报告本单位负责的要点。")
        if point.done_on:
            raise Refused("这条要点已经完成。")
        point.percent = check_percent(percent, point.percent)
        point.done_on = turn.today if point.percent == 100 else None
        point.save(update_fields=["percent", "done_on"])
        words = check_words("进展情况", text, field="text", least=4, most=300)
        row = PointProgress.objects.create(point=point, at=at, percent=point.percent, text=words, by_id=by.person_id)
        finish(turn, move, text=f"第{point.seq}条进展 {point.percent}%", unit=point.unit, detail={"point": point.pk})
        return row


def _open_plan(plan_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    turn = take(WorkPlan, plan_id, revision=revision, capability=WRITE_PLAN, by=by, at=at)
    turn.move("edit")
    return turn


def _issued(paper_turn: Turn) -> None:
    """The document of the points is issued: so is the plan, and its units see it."""
    plan = WorkPlan.objects.select_for_update(of=("self",)).select_related("matter").get(paper_id=paper_turn.row.pk)
    turn = Turn(plan, paper_turn.by, paper_turn.at)
    let_see(matter=plan.matter, units=inside_sendable(plan.township_id), at=paper_turn.at)
    finish(turn, turn.move("issue"), text=f"印发{paper_turn.row.number}")


AFTER_ISSUE[CLAUSE] = _issued
