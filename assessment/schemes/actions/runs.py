"""A run from its computation to the frozen result and the circular (G2)."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from assessment.permissions import APPROVE_RUN, REPORT_OWN, RUN_ASSESSMENT, VIEW_RUN
from assessment.schemes.actions.entries import drop_fallen, unit_in
from assessment.schemes.actions.freezing import frozen, result_hash
from assessment.schemes.models.runs import Entry, Run, RunRow, RunUnit
from assessment.schemes.papers import circular_text
from assessment.schemes.queries.rows import gathered
from assessment.schemes.queries.runs import (
    has_next,
    is_last_of_stage,
    missing_marks,
    missing_reports,
    pending_objections,
    results,
    run_work,
    scorers,
)
from assessment.schemes.queries.schemes import assessed_units, content_of, in_force
from assessment.schemes.rules.schemes import STAGES, Indicator
from assessment.schemes.rules.states import CLAUSES, DROPPED, SOURCE, check_start
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.duties.actions.duties import fulfil
from records.duties.rules.duties import Cadence, period_of
from records.matters.actions.access import hold_by_all
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.letters import official_html
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.actors import Actor, OutOfScope, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.saving import once
from township.words import check_words

declare_series("run", "考")
declare_series("run_draft", "考核", own=True)
BATCH = 2000
REPORT_DAYS = 5  # working days for the self-report: the office's own rule


class RunFlow(LetterFlow):
    """The circular of the results; approving it freezes and issues it at once."""

    kind, label, model = "run", "考核结果通报", Run
    view, write, approve = VIEW_RUN, RUN_ASSESSMENT, APPROVE_RUN
    moves = Moves(give_back="return_paper")
    series, names_matter, page = "run", True, staticmethod(official_html)

    def addressees(self, row: Run) -> tuple[list[str], list[str]]:
        return ["各成员单位、村（社区）"], []

    def bars(self, actor: Actor, row: Run) -> str:
        """Nobody approves a run in which they gave points."""
        return (
            "您参加了这次评分，请由另一位召集人审批"
            if actor.may(APPROVE_RUN) and actor.person_id in scorers(row)
            else ""
        )

    def approved(self, turn: Turn, approval: Approval) -> None:
        row = turn.row
        row.approved_by_id, row.approved_on = turn.by.person_id, turn.today
        drop_fallen(turn)
        row.result = frozen(row)
        row.sha256 = result_hash(row.result)

    def issued(self, turn: Turn) -> None:
        row = turn.row
        if row.earlier_id:
            old = take(Run, row.earlier_id, revision=None, capability=APPROVE_RUN, by=turn.by, at=turn.at)
            finish(old, old.move("replace"), text=f"由{row.number}更正")
        if row.stage in CLAUSES and is_last_of_stage(row):
            cadence = Cadence.YEARLY if row.stage == "year" else Cadence.HALF_YEARLY
            fulfil(
                clause=CLAUSES[row.stage],
                township_id=row.township_id,
                on=turn.today,
                period=period_of(cadence, row.last).key,
                by=turn.by,
                at=turn.at,
                evidence=turn.matter,
                text=f"{row.document.title}（{row.number}）",
            )
        units = row.units.values_list("unit_id", flat=True)
        tell(turn, liaisons_of(units, turn.today), kind="issued", text="考核结果已通报", key=row.number)

    def work(self, row: Run) -> Iterator[Owed]:
        """The steps before the paper, then those of the paper."""
        return iter(()) if row.state == DROPPED else chain(run_work(row), super().work(row))


FLOW = RunFlow()


def start_run(*, scheme_id: int, stage: str, first: date, last: date, by: Actor, at: datetime) -> Run:
    """Compute a period under the scheme in force, once; where the scheme asks for it the units report on themselves."""
    with transaction.atomic():
        ensure_may(by, RUN_ASSESSMENT)
        scheme = in_force(by.township_id).select_for_update(of=("self",)).filter(pk=scheme_id).first()
        if scheme is None:
            raise Refused("请选择施行的考核办法；没有就先拟定并确认。", SOURCE, "scheme")
        if stage not in STAGES:
            raise Refused("请选择考核阶段。", field="stage")
        check_start(first, last, at.date())
        if first.year != scheme.year or last.year != scheme.year:
            raise Refused(f"这份办法用于{scheme.year}年，起止日期要在当年。", field="first")
        content = content_of(scheme)
        report_by = work_calendar(by.township_id).add_working(at.date(), REPORT_DAYS) if content.self_report else None
        row = Run(scheme=scheme, stage=stage, first=first, last=last, report_by=report_by)
        return _make(row, assessed_units(scheme), by, at, "计算考核数据")


def correct_run(*, run_id: int, revision: int, why: str, by: Actor, at: datetime) -> Run:
    """A new version of an issued result, with what was scored by hand carried over; both stay and are shown."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=revision, capability=RUN_ASSESSMENT, by=by, at=at)
        move, old = turn.move("correct"), turn.row
        if has_next(old):
            raise Refused("更正已经在办理。")
        reason = check_words("更正理由", why, field="why", least=4, most=200)
        row = Run(scheme=old.scheme, stage=old.stage, first=old.first, last=old.last, earlier=old, why=reason)
        made = _make(row, [one.unit for one in old.units.select_related("unit")], by, at, "更正考核结果")
        kept = old.entries.exclude(kind=Entry.Kind.ADJUST)
        Entry.objects.bulk_create([_copied(one, made) for one in kept])
        finish(Turn(made, by, at), "carry_over", text="沿用原评分", detail={"run": old.pk})
        finish(turn, move, text="更正", note=reason, detail={"run": made.pk})
        return made


def _copied(entry: Entry, run: Run) -> Entry:
    return Entry(
        run=run,
        unit_id=entry.unit_id,
        kind=entry.kind,
        item=entry.item,
        points=entry.points,
        ground=entry.ground,
        about_id=entry.about_id,
        by_id=entry.by_id,
        on=entry.on,
    )


def _make(row: Run, units: list[Unit], by: Actor, at: datetime, text: str) -> Run:
    if not units:
        raise Refused("没有可考核的单位，请先在“单位”里添加。", field="scheme")
    number = issue_number("run_draft", township_id=by.township_id, on=at.date())
    row.township_id, row.as_of, row.revision = by.township_id, at.date(), 0
    row.matter = start(kind="run", number=number, title=row.title, by=by, at=at)
    with once(Refused("这一期的考核已经开始，请打开原来的一次。", field="stage")):
        row.save(force_insert=True)
    RunUnit.objects.bulk_create([RunUnit(run=row, unit=unit) for unit in units])
    _gather(row)
    finish(Turn(row, by, at), "start", text=text)
    if row.report_by:
        hold_by_all(matter=row.matter, units=units)
        people = liaisons_of([unit.pk for unit in units], at.date())
        tell(Turn(row, by, at), people, kind="report_asked", text="请报送考核自评", key="1")
    return row


def _gather(row: Run) -> None:
    figures = sorted({key for item in _contents(row) for key in item.figures})
    units = row.units.values_list("unit_id", flat=True)
    row.rows.all().delete()
    RunRow.objects.bulk_create(gathered(row, figures, units), batch_size=BATCH)


def _contents(row: Run) -> Iterator[Indicator]:
    """Leaves of the version in use and of the one before it, so that both results can be shown."""
    yield from content_of(row.scheme).items()
    if row.scheme.earlier_id:
        yield from content_of(row.scheme.earlier).items()


def compute(*, run_id: int, revision: int, by: Actor, at: datetime) -> Run:
    """Gather the rows again as they are today; only before publication."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=revision, capability=RUN_ASSESSMENT, by=by, at=at)
        move = turn.move("compute")
        turn.row.as_of = turn.today
        _gather(turn.row)
        finish(turn, move, text="重新核算")
        return turn.row


def report(*, run_id: int, unit_id: int, text: str, by: Actor, at: datetime) -> RunUnit:
    """The unit reports on itself; it may do so again until publication."""
    with transaction.atomic():
        turn, unit = taken_by_unit(run_id, unit_id, REPORT_OWN, by, at)
        move = turn.move("report")
        row = turn.row.units.get(unit=unit)
        row.report = check_words("自评", text, field="text", least=8, most=4000)
        row.reported_by_id, row.reported_on = by.person_id, turn.today
        row.save()
        finish(turn, move, text=f"{unit.label}报送自评", unit=unit)
        return row


def publish(*, run_id: int, revision: int, by: Actor, at: datetime) -> Run:
    """The units see their points and rows; from now on nothing is computed anew. Refused before every scorer has finished."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=revision, capability=RUN_ASSESSMENT, by=by, at=at)
        move, row = turn.move("publish"), turn.row
        missing = missing_words(row, turn.today)
        if missing:
            raise Refused(missing + "。")
        content = content_of(row.scheme)
        row.published_on = turn.today
        row.until = work_calendar(row.township_id).add_working(turn.today, content.objection_days)
        units = [one.unit for one in row.units.select_related("unit")]
        hold_by_all(matter=turn.matter, units=units)
        finish(turn, move, text="公布核对")
        tell(
            turn,
            liaisons_of([unit.pk for unit in units], turn.today),
            kind="published",
            text="考核得分已公布，请核对",
            key="1",
        )
        return row


def missing_words(row: Run, today: date) -> str:
    """What has to be there before publication; "" = nothing."""
    marks = missing_marks(row, content_of(row.scheme))
    if marks:
        return f"还有{sum(len(keys) for keys in marks.values())}项没有评完分"
    reports = missing_reports(row)
    if reports and row.report_by and today <= row.report_by:
        return f"还有{len(reports)}个单位没有报送自评"
    return ""


def settle(*, run_id: int, revision: int, by: Actor, at: datetime) -> Run:
    """The days for objections are over and every one is decided: the draft of the circular is written."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=revision, capability=RUN_ASSESSMENT, by=by, at=at)
        move, row = turn.move("settle"), turn.row
        waiting = pending_objections(row).count()
        if waiting:
            raise Refused(f"还有{waiting}件异议没有处理。")
        if turn.today <= row.until:
            raise Refused("核对期限还没有到。")
        title = f"关于{row.period_words}{row.scheme.get_group_display()}信访工作考核结果的通报"
        row.document = draft_document(
            matter=turn.matter,
            kind="run",
            title=title,
            body=circular_text(row, content_of(row.scheme), results(row)),
            by=by,
            at=at,
        )
        finish(turn, move, text="核对结束")
        return row


def drop_run(*, run_id: int, revision: int, by: Actor, at: datetime) -> Run:
    """Give a run up before it is published."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=revision, capability=RUN_ASSESSMENT, by=by, at=at)
        finish(turn, turn.move("drop"), text="撤销考核")
        return turn.row


def taken_by_unit(run_id: int, unit_id: int, right, by: Actor, at: datetime) -> tuple[Turn, Unit]:
    turn = take(Run, run_id, revision=None, capability=right, by=by, at=at)
    if unit_id not in by.unit_ids:
        raise OutOfScope()
    return turn, unit_in(turn.row, unit_id)


# --- what is frozen ---------------------------------------------------------------------------------------------------
