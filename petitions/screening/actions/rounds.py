"""Rounds: opened by the duty engine or by hand, urged, closed and summed up (E1, E2); what units return: returns.py."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse

from petitions.permissions import RUN_ROUND
from petitions.screening.actions.returns import done_by_return
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.rounds import (
    AD_HOC,
    CLAUSE_LABELS,
    MISSING,
    check_ad_hoc,
)
from records.acts.actions.beginnings import Beginning, begin
from records.acts.actions.turns import Turn, finish, take, tell
from records.duties.models.duties import Duty
from records.duties.openers import Opened
from records.notices.rules.reached import Reached
from records.papers.actions.numbers import issue_numbers
from records.papers.rules.numbers import declare_series
from township.actors import Actor, ensure_may, system_actor
from township.dates import full_date
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of, without_liaison
from township.directory.queries.units import member_units
from township.refusals import Refused

SYSTEM = "定时任务·矛盾排查"
declare_series("screening_round", "排", own=True)


def opener(clause: str):
    """What the duty engine calls when a period of `clause` is opened: one round in each township, one return for each owing
    unit."""

    def open_rounds(openings: list[Opened], at: datetime) -> None:
        with transaction.atomic():
            known = _known(clause, openings)
            for one in openings:
                if one.township_id in known:
                    _catch_up(known[one.township_id], system_actor(one.township_id, SYSTEM, at.date()), at)
            new = [_begun(clause, one, at) for one in openings if one.township_id not in known]
            _open([one for one in new if one.unit_ids], at)

    return open_rounds


def _known(clause: str, openings: list[Opened]) -> dict[int, Round]:
    """The rounds of the period that are there already, by township."""
    ids, period = [one.township_id for one in openings], openings[0].period
    rows = Round.objects.select_related("matter").filter(township_id__in=ids, clause=clause, period=period.key)
    return {row.township_id: row for row in rows}


def _begun(clause: str, one: Opened, at: datetime) -> "NewRound":
    period = one.period
    row = Round(
        township_id=one.township_id,
        clause=clause,
        period=period.key,
        title=f"{period.label}矛盾纠纷排查",
        first=period.first,
        last=period.last,
        due_on=max((duty.due_on for duty in one.duties), default=period.last),
    )
    owing = [duty.unit_id for duty in one.duties if duty.unit_id]
    return NewRound(row, owing, system_actor(one.township_id, SYSTEM, at.date()))


def open_round(
    *, reason: str, first: date, last: date, due_on: date, unit_ids: Collection[int] = (), by: Actor, at: datetime
) -> Round:
    """随时排查 for a sensitive period. unit_ids: who returns, by default every member unit and village."""
    ensure_may(by, RUN_ROUND)
    reason = check_ad_hoc(reason, first, last, due_on, at.date())
    with transaction.atomic():
        units = member_units(by.township_id)
        if unit_ids:
            units = units.filter(pk__in=list(unit_ids))
        owing = [unit.pk for unit in units]
        if not owing:
            raise Refused("请至少选择一个单位。", field="units")
        row = Round(
            township_id=by.township_id,
            clause=AD_HOC,
            title=f"{reason}矛盾纠纷排查",
            reason=reason,
            first=first,
            last=last,
            due_on=due_on,
        )
        turn = _open([NewRound(row, owing, by)], at)[0]
        tell(
            turn,
            liaisons_of(owing, turn.today),
            kind="opened",
            text=f"矛盾纠纷排查开始，{full_date(due_on)}前报送",
            key="1",
        )
        return turn.row


def urge_missing(*, round_id: int, by: Actor, at: datetime) -> Reached:
    """Remind the units whose return is missing, by hand, once a day; says whom it reached. Only what reached a unit counts
    as a reminder of it; refused when none has anybody to tell."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=RUN_ROUND, by=by, at=at)
        screening = turn.row
        if screening.urged_on == turn.today:
            raise Refused("今天已经催报过，请明天再催。")
        rows = list(screening.returns.select_for_update(of=("self",)).select_related("unit").filter(state=MISSING))
        units = [row.unit_id for row in rows]
        if not units:
            raise Refused("没有未报的单位。")
        unreached = without_liaison(units, turn.today)
        if len(unreached) == len(units):
            raise Refused(f"没有可通知的人：{'、'.join(unreached)}没有联络员。请电话催报，并请主任指定联络员。")
        for row in rows:
            row.urged += row.unit.label not in unreached
            row.save(update_fields=["urged"])
        screening.urged_on = turn.today
        told = tell(
            turn,
            liaisons_of(units, turn.today),
            kind="urge",
            text=f"排查情况未报，期限{full_date(screening.due_on)}，请尽快报送",
            key=f"{turn.today:%Y%m%d}",
        )
        reached = Reached(
            tuple(row.unit.label for row in rows if row.unit.label not in unreached), told, tuple(unreached)
        )
        finish(turn, "urge", text=reached.words, detail={"units": units, "told": told, "unreached": len(unreached)})
        return reached


def close_round(*, round_id: int, revision: int, by: Actor, at: datetime) -> Round:
    """Sum the round up. Refused before the due day is over while a unit is missing: it may still come in time."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=revision, capability=RUN_ROUND, by=by, at=at)
        move, screening = turn.move("close"), turn.row
        missing = screening.returns.filter(state=MISSING).count()
        if missing and turn.today <= screening.due_on:
            raise Refused(f"还有 {missing} 个单位未报，期限（{full_date(screening.due_on)}）过后才能汇总；可以先催报。")
        screening.closed_on = turn.today
        finish(turn, move, text=f"汇总本轮，未报 {missing} 个单位", detail={"missing": missing})
        return screening


def end_round(*, round_id: int, revision: int, by: Actor, at: datetime) -> Round:
    """The round needs no circular of its own. Refused once one is drafted."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=revision, capability=RUN_ROUND, by=by, at=at)
        move, screening = turn.move("end"), turn.row
        if screening.circular_id:
            raise Refused("通报已经起草，请按程序送审、印发。")
        finish(turn, move, text="本轮办结，不单独通报")
        return screening


@dataclass(frozen=True)
class NewRound:
    """A round that is to be opened. row: not stored yet; unit_ids: who owes a return."""

    row: Round
    unit_ids: Sequence[int]
    by: Actor


def _open(new: Sequence[NewRound], at: datetime) -> list[Turn]:
    """Open rounds in as many townships, with as many statements as one."""
    numbers = issue_numbers("screening_round", township_ids=[one.by.township_id for one in new], on=at.date())
    wanted = {pk for one in new for pk in one.unit_ids}
    units: dict[int, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(pk__in=wanted).order_by("order", "pk"):
        units[unit.township_id].append(unit)
    beginnings = [
        Beginning(
            one.row,
            number=numbers[one.by.township_id],
            title=one.row.title,
            text=f"{CLAUSE_LABELS[one.row.clause]}开始，{full_date(one.row.due_on)}前报送",
            by=one.by,
            units=units[one.by.township_id],
            detail={"clause": one.row.clause, "units": len(units[one.by.township_id])},
        )
        for one in new
    ]

    def ask_for_returns() -> None:
        rows = (ScreeningReturn(round=one.row, unit=unit) for one in beginnings for unit in one.units)
        ScreeningReturn.objects.bulk_create(rows, batch_size=500)
        prefetch_related_objects([one.row for one in new], "returns")

    return begin("screening", "open", beginnings, at=at, parts=ask_for_returns)


def _catch_up(known: Round, by: Actor, at: datetime) -> None:
    """The round was there before its duties: what has been returned already does them, on the day it came."""
    for report in known.returns.exclude(state=MISSING).order_by("pk"):
        done_by_return(Turn(known, by, at), report, report.returned_at.astimezone(at.tzinfo).date())


def release(duties: list[Duty], by: Actor, at: datetime) -> None:
    """Units that do not owe the return any more are off the round, unless they have returned: nobody waits for them."""
    for duty in duties:
        known = Round.objects.filter(township_id=duty.township_id, clause=duty.clause, period=duty.period).first()
        gone = known and known.returns.filter(state=MISSING, unit_id=duty.unit_id).select_related("unit").first()
        if not gone:
            continue
        system = system_actor(duty.township_id, SYSTEM, at.date())  # who excuses need not be who runs rounds
        turn = take(Round, known.pk, revision=None, capability=RUN_ROUND, by=system, at=at)
        gone.delete()
        finish(turn, "release", text=f"{gone.unit.label}本轮免报：{duty.excuse_reason}"[:200])


def link(duty: Duty) -> str:
    """Where the duty engine sends who owes a return: the round of that clause and period."""
    return reverse("petitions:round_of", args=[duty.clause, duty.period])


def circular_link(duty: Duty) -> str:
    """Where the circular is drafted: the rounds that are summed up."""
    return f"{reverse('petitions:rounds')}?state=closed"
