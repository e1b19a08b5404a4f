"""Strike-off (逐案销号): proposed with evidence by one person, checked by another, and taken up again when it flares up."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import CHECK_STRIKE, REOPEN_DISPUTE, WORK_DISPUTE
from petitions.screening.actions.holders import check_in_hand, note
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.people import holders_people
from petitions.screening.rules.disputes import (
    AGREED,
    GRID,
    PARTLY,
    SETTLE,
    WAYS,
    check_checker,
    check_performed,
    settle_limit,
)
from records.acts.actions.turns import finish, take, tell
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.papers.actions.attachments import Upload, attach
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of, people_with_whole
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words


def propose_strike(
    *,
    dispute_id: int,
    revision: int,
    way: str,
    text: str,
    early_reason: str = "",
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Dispute:
    """Ask for the strike-off: how it was settled, what shows it, files where there are any.

    Refused as “mediated” without a mediation on record that came to terms, and before the last day on which the agreement may
    be performed without early_reason.
    """
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=WORK_DISPUTE, by=by, at=at)
        move, row = turn.move("propose_strike"), turn.row
        check_in_hand(turn)
        if way not in WAYS:
            raise Refused("请选择怎样化解的。", field="way")
        if way == "mediated" and not row.mediations.filter(result__in=(AGREED, PARTLY)).exists():
            raise Refused("还没有达成协议的调解记录，请先登记调解，再按调解销号。", field="way")
        early = check_words("提前销号的理由", early_reason, field="early_reason", least=0, most=200)
        check_performed(_last_performance(row), turn.today, early)
        row.way, row.evidence_text = way, check_words("销号依据", text, field="text", least=6, most=1000)
        if early:
            row.evidence_text += f"\n提前销号的理由：{early}"
        row.proposed_on, row.proposed_by_id = turn.today, _person(by)
        for file in files:
            attach(matter=turn.matter, upload=file, purpose="progress", by=by, at=at)
        note(turn, move.name, f"{WAYS[way]}：{row.evidence_text}")
        finish(turn, move, text=f"申请销号：{WAYS[way]}", detail={"way": way})
        tell(turn, checkers(row, turn.today), kind="to_check", text="申请销号，请核查", key=str(row.revision))
        return row


def strike_off(*, dispute_id: int, revision: int, text: str, by: Actor, at: datetime) -> Dispute:
    """The second person found it settled. The limit stops on the day the strike-off was asked for."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=CHECK_STRIKE, by=by, at=at)
        move, row = turn.move("strike_off"), turn.row
        check_second(row, by)
        row.check_text = check_words("核查情况", text, field="text", least=4, most=200)
        row.struck_on, row.closed_on, row.checked_by_id = turn.today, turn.today, by.person_id
        stop_clocks(matter=turn.matter, codes=[SETTLE.code], on=row.proposed_on, evidence="申请销号，经核查")
        finish(turn, move, text="核查销号", detail={"way": row.way})
        people = [*holders_people(row, turn.today), row.proposed_by_id, row.reported_by_id]
        tell(turn, people, kind="struck", text="已核查销号", key=str(row.revision))
        return row


def return_strike(*, dispute_id: int, revision: int, text: str, by: Actor, at: datetime) -> Dispute:
    """Not settled yet: back to whoever asked, with a word; the limit runs on."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=CHECK_STRIKE, by=by, at=at)
        move, row = turn.move("return_strike"), turn.row
        check_second(row, by)
        note(turn, move.name, check_words("退回理由", text, field="text", least=4, most=200))
        asked = row.proposed_by_id
        _forget_proposal(row)
        finish(turn, move, text="销号退回续办")
        tell(
            turn,
            [*holders_people(row, turn.today), asked],
            kind="returned",
            text="销号退回续办，理由见纠纷页",
            key=str(row.revision),
        )
        return row


def reopen(
    *, dispute_id: int, revision: int, reason: str, due_on: date | None = None, by: Actor, at: datetime
) -> Dispute:
    """It flared up again after the strike-off: a new limit for who held it. What was checked stays in the record."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=REOPEN_DISPUTE, by=by, at=at)
        move, row = turn.move("reopen"), turn.row
        note(turn, move.name, check_words("重新化解的理由", reason, field="reason", least=4, most=300))
        row.due_on = settle_limit(due_on, row.found_on, turn.today)
        _forget_proposal(row)
        row.struck_on, row.closed_on, row.checked_by, row.check_text = None, None, None, ""
        start_clock(
            matter=turn.matter,
            term=SETTLE,
            start_on=turn.today,
            evidence="重新化解",
            unit=row.holder,
            due_on=row.due_on,
        )
        finish(turn, move, text="重新化解", unit=row.holder)
        tell(
            turn, holders_people(row, turn.today), kind="reopened", text="重新化解，理由见纠纷页", key=str(row.revision)
        )
        return row


def may_check(dispute: Dispute, by: Actor) -> bool:
    """Whether the actor may check this strike-off: the office any, the village's liaison those of its grids; never their own."""
    if by.person_id is None or by.person_id == dispute.proposed_by_id or not by.may(CHECK_STRIKE):
        return False
    return by.reach(CHECK_STRIKE) == Reach.TOWNSHIP or _is_village_of(dispute, by)


def check_second(dispute: Dispute, by: Actor) -> None:
    """Refused for who proposed it; NotAllowed for a unit that checks anything but its own grids."""
    check_checker(dispute.proposed_by_id, by.person_id)
    if by.reach(CHECK_STRIKE) == Reach.OWN and not _is_village_of(dispute, by):
        raise NotAllowed("村（社区）、单位的纠纷由联席办核查销号；村（社区）只核查网格一级的。")


def checkers(dispute: Dispute, on: date) -> list[int]:
    """Who is asked to check: the village's liaison for a grid, the office for everything else."""
    village = liaisons_of([dispute.holder.parent_id], on) if dispute.level == GRID else []
    others = [person for person in village if person != dispute.proposed_by_id]
    return others or people_with_whole(CHECK_STRIKE, dispute.township_id, on)


def _is_village_of(dispute: Dispute, by: Actor) -> bool:
    return dispute.level == GRID and dispute.holder.parent_id in by.unit_ids - by.reporting_unit_ids


def _last_performance(row: Dispute) -> date | None:
    """The day until which what was agreed last may be performed."""
    agreed = row.mediations.filter(result__in=(AGREED, PARTLY)).order_by("-on", "-pk")
    return agreed.values_list("perform_by", flat=True).first()


def _forget_proposal(row: Dispute) -> None:
    row.way, row.evidence_text, row.proposed_on, row.proposed_by = "", "", None, None


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise Refused("申请销号须由本人提出。")
    return by.person_id
