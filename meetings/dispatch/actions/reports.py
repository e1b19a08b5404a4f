"""Units' reports for the dispatch: sent, given back, asked for; and the pack that is compiled from all (C7)."""

from datetime import date, datetime

from django.db import transaction

from meetings.dispatch.models.dispatches import Dispatch, DispatchPack, DispatchReport
from meetings.dispatch.queries.dispatches import open_resolutions, reports_of, unit_reports, unreported
from meetings.dispatch.rules.dispatches import REPORT_FIELDS, ReportWords
from meetings.dispatch.rules.packs import Pack, pack_hash, pack_text, words_as_tasks
from meetings.permissions import PLAN_DISPATCH, REPORT_DISPATCH
from records.acts.actions.turns import Turn, finish, take, tell
from records.figures.sources import FigurePeriod, sections
from records.matters.actions.public_words import check_public
from records.matters.queries.people import open_with
from records.notices.rules.reached import Reached
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of, without_liaison
from township.permissions import Capability, Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

STALE = "这份报告刚刚由别人改过，您的文字没有存入。请复制您的文字，刷新页面后再改。"
MOST_WORDS = 2000


def submit_report(
    *, dispatch_id: int, report_id: int, revision: int, words: ReportWords, by: Actor, at: datetime
) -> DispatchReport:
    """A unit reports, or changes its report while the dispatch is not held; the office writes down what was said by phone.

    revision: of the report as the page showed it. The first time decides whether it came late.
    """
    with transaction.atomic():
        turn, row = _slot(dispatch_id, report_id, REPORT_DISPATCH, by, at)
        if by.reach(REPORT_DISPATCH) != Reach.TOWNSHIP and row.unit_id not in by.unit_ids:
            raise NotAllowed("只能报送本单位的情况。")
        move = turn.move("report")
        if row.revision != revision:
            raise Refused(STALE)
        for name, label in REPORT_FIELDS:
            least = 0 if name == "coordination" else 1
            setattr(row, name, check_words(label, getattr(words, name), field=name, least=least, most=MOST_WORDS))
        _check_public(row, by)
        is_first = row.submitted_at is None
        row.submitted_at = row.submitted_at or at
        row.saved_at, row.saved_by_id = at, by.person_id
        row.returned_at, row.return_reason = None, ""
        row.revision += 1
        row.save()
        verb = "报送" if is_first else "修改"
        finish(
            turn,
            move,
            text=f"{row.unit.label}{verb}调度情况（{row.standing_label}）",
            unit=row.unit,
            detail={"unit": row.unit_id, "standing": row.standing},
        )
        return row


def _check_public(row: DispatchReport, by: Actor) -> None:
    """Every unit reads the pack, the screen shows it: no numbers of people, no names on the open matters of the unit."""
    held = open_with(row.unit_id)
    for name, label in REPORT_FIELDS:
        check_public(label, getattr(row, name), field=name, township_id=by.township_id, matters=held)


def return_report(*, dispatch_id: int, report_id: int, reason: str, by: Actor, at: datetime) -> DispatchReport:
    """Give a report back with what is missing; its unit is told."""
    with transaction.atomic():
        turn, row = _slot(dispatch_id, report_id, PLAN_DISPATCH, by, at)
        move = turn.move("return_report")
        if row.submitted_at is None or row.returned_at is not None:
            raise Refused("这个单位现在没有可以退回的报告，请刷新页面。")
        row.return_reason = check_words("退回理由", reason, field="reason", least=4, most=200)
        row.returned_at = at
        row.revision += 1
        row.save()
        finish(turn, move, text=f"退回{row.unit.label}的报告", unit=row.unit, detail={"unit": row.unit_id})
        tell(
            turn,
            liaisons_of([row.unit_id], turn.today),
            kind="dispatch_returned",
            text="调度报告退回，请补充后重报",
            key=f"{row.pk}:{row.revision}",
        )
        return row


def remind_units(*, dispatch_id: int, by: Actor, at: datetime) -> Reached:
    """Ask for what is missing, once a day; says whom it reached. Refused when nobody can be told."""
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=None, capability=PLAN_DISPATCH, by=by, at=at)
        move = turn.move("remind")
        rows = list(unreported(turn.row).select_related("unit"))
        units = [row.unit_id for row in rows]
        told = tell(
            turn,
            liaisons_of(units, turn.today),
            kind="dispatch_remind",
            text="调度报告还没有报送，请尽快报送",
            key=f"{turn.today:%Y%m%d}",
        )
        if not told:
            raise Refused("没有可提醒的人：未报单位没有联络员账号，或今天已经提醒过。")
        unreached = tuple(without_liaison(units, turn.today))
        reached = Reached(tuple(row.unit.label for row in rows if row.unit.label not in unreached), told, unreached)
        finish(turn, move, text=reached.words, detail={"units": len(units), "told": told})
        return reached


def compile_pack(*, dispatch_id: int, revision: int, by: Actor, at: datetime) -> DispatchPack:
    """Compile the pack anew from the data of now: figures the compiler may count, reports, unfinished resolutions, tasks.

    The next version replaces the one before, which stays on file. Refused once the dispatch is held.
    """
    with transaction.atomic():
        turn = take(Dispatch, dispatch_id, revision=revision, capability=PLAN_DISPATCH, by=by, at=at)
        move, row = turn.move("compile"), turn.row
        text = pack_text(_pack(row, by, turn.today))
        version = row.packs.count() + 1
        row.pack = DispatchPack.objects.create(
            dispatch=row,
            version=version,
            content=text,
            sha256=pack_hash(text),
            compiled_at=at,
            compiled_by_id=by.person_id,
        )
        finish(turn, move, text=f"汇编调度材料第{version}版", detail={"version": version, "sha256": row.pack.sha256})
        tell(
            turn,
            [row.session.chair_id],
            kind="dispatch_pack",
            text=f"调度材料第{version}版已汇编，请审阅",
            key=str(version),
        )
        return row.pack


def _pack(row: Dispatch, by: Actor, today: date) -> Pack:
    period = FigurePeriod(row.first, row.last, row.period_label)
    return Pack(
        title=row.title,
        period=row.period_label,
        compiled_on=today.isoformat(),
        sections=tuple(sections(by, period)),
        reports=unit_reports(reports_of(by, row)),
        unfinished=open_resolutions(by, today),
        tasks=words_as_tasks(row.tasks),
    )


def _slot(
    dispatch_id: int, report_id: int, capability: Capability, by: Actor, at: datetime
) -> tuple[Turn, DispatchReport]:
    """The dispatch in hand and the slot read after the lock; OutOfScope for a slot of another dispatch."""
    turn = take(Dispatch, dispatch_id, revision=None, capability=capability, by=by, at=at)
    rows = DispatchReport.objects.select_for_update(of=("self",)).select_related("unit")
    row = row_in_sight(rows, pk=report_id, dispatch_id=turn.row.pk)
    row.dispatch = turn.row
    return turn, row
