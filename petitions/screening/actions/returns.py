"""Returns of a round: handed in by each unit, nothing to report included, and the duty that is done by it (E1, E2)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import HAND_IN_RETURN
from petitions.screening.models.disputes import Dispute, ReturnLine
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.queries.returns import carried_disputes, new_disputes, with_progress
from petitions.screening.rules.rounds import AD_HOC, MISSING, NIL, check_nil, check_return, is_late, return_state
from records.acts.actions.turns import STALE, Turn, finish, take
from records.duties.actions.duties import fulfil
from township.actors import Actor, OutOfScope
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def hand_in(
    *,
    round_id: int,
    unit_id: int,
    revision: int | None,
    note: str = "",
    nil: bool = False,
    unchanged: Collection[int] | None = None,
    by: Actor,
    at: datetime,
) -> ScreeningReturn:
    """The unit's return, or its correction while the round is open. It takes up every dispute of the unit by itself.

    revision: of the return, None = whatever it is; nil: the person says that nothing was found, Refused when something was; unchanged: ids of
    carried-over disputes confirmed as unchanged, None = all of them. Refused when a carried-over dispute is neither
    confirmed nor reported on since the round began. The duty of the unit is done with it.
    """
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=HAND_IN_RETURN, by=by, at=at)
        report = _own_report(turn, unit_id, revision)
        check_return(turn.row.state, report.state)
        new, carried = list(new_disputes(by, report)), list(carried_disputes(by, report))
        if nil:
            reported = with_progress(turn.row, carried)
            silent = [row.number for row, is_reported in reported if row.due_on < turn.today and not is_reported]
            check_nil(len(new), report.state, silent)
        _check_confirmed(turn.row, carried, unchanged)
        was_missing = report.state == MISSING
        report.state = return_state(len(new))
        report.note = check_words("说明", note, field="note", least=0, most=200)
        report.new_count, report.carried_count = len(new), len(carried)
        if was_missing:
            report.returned_at, report.returned_by_id = at, by.person_id
            report.is_late = is_late(turn.today, turn.row.due_on)
        else:
            report.corrected_at = at
        report.revision += 1
        report.save()
        _write_lines(report, new, carried, unchanged)
        done_by_return(turn, report, turn.today)
        words = ("更正" if not was_missing else "零报告" if report.state == NIL else f"报送 {len(new)} 件") + (
            f"，结转 {len(carried)} 件" if carried else ""
        )
        detail = {"unit": unit_id, "new": len(new), "carried": len(carried), "late": report.is_late}
        finish(
            turn,
            "correct" if not was_missing else "hand_in",
            text=f"{report.unit.label}{words}",
            unit=report.unit,
            detail=detail,
        )
        return report


def report_nil(*, round_id: int, unit_id: int, by: Actor, at: datetime) -> ScreeningReturn:
    """零报告 in one tap: nothing was found in this round, what is carried over has not changed."""
    return hand_in(round_id=round_id, unit_id=unit_id, revision=None, nil=True, by=by, at=at)


def _own_report(turn: Turn, unit_id: int, revision: int) -> ScreeningReturn:
    rows = ScreeningReturn.objects.select_for_update(of=("self",)).select_related("unit", "round")
    report = row_in_sight(rows, "这个单位不在本轮排查范围内。", round=turn.row, unit_id=unit_id)
    if turn.by.reach(HAND_IN_RETURN) == Reach.OWN and unit_id not in turn.by.unit_ids:
        raise OutOfScope("只能报送本单位的排查情况。")
    if revision is not None and report.revision != revision:
        raise Refused(STALE)
    return report


def _check_confirmed(screening: Round, carried: list[Dispute], unchanged: Collection[int] | None) -> None:
    if unchanged is None:
        return
    since = {row.pk for row, is_reported in with_progress(screening, carried) if is_reported}
    open_ones = [row.number for row in carried if row.pk not in since and row.pk not in unchanged]
    if open_ones:
        shown = "、".join(open_ones[:3]) + ("等" if len(open_ones) > 3 else "")
        raise Refused(f"结转的 {shown} 还没有核对：请报告本期进展，或者勾选“情况无变化”。", field="unchanged")


def _write_lines(
    report: ScreeningReturn, new: list[Dispute], carried: list[Dispute], unchanged: Collection[int] | None
) -> None:
    report.lines.all().delete()
    rows = [ReturnLine(report=report, dispute=row, is_new=True) for row in new]
    rows += [
        ReturnLine(report=report, dispute=row, is_new=False, is_unchanged=unchanged is None or row.pk in unchanged)
        for row in carried
    ]
    ReturnLine.objects.bulk_create(rows)


def done_by_return(turn: Turn, report: ScreeningReturn, on: date) -> None:
    """The unit's duty of the round is done, on this day."""
    screening = turn.row
    if screening.clause == AD_HOC:
        return
    text = "零报告" if report.state == NIL else f"报送 {report.new_count} 件"
    fulfil(
        clause=screening.clause,
        township_id=screening.township_id,
        on=on,
        by=turn.by,
        at=turn.at,
        evidence=turn.matter,
        text=text,
        unit_id=report.unit_id,
        period=screening.period,
    )
