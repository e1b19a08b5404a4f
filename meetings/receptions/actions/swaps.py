"""Swaps of turns: asked, accepted by the other leader, approved by the office, undone (D2). The office may act for others."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import APPROVE_SWAP, SWAP_TURNS
from meetings.receptions.actions.slots import change_slot, ensure_for, put_back, take_roster
from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.models.rosters import DutySlot, SlotChange
from meetings.receptions.queries.rosters import leaders_on, week_facts
from meetings.receptions.rules.roster_states import ARTICLE_AB, SWAP_OPEN, SWAPS
from records.acts.actions.turns import Turn, finish, tell
from township.actors import Actor
from township.dates import short_date_with_weekday
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def ask_swap(
    *, roster_id: int, slot_id: int, taker_id: int, back_id: int | None = None, by: Actor, at: datetime
) -> Swap:
    """The A of a slot asks another leader to take it over, in exchange for one of their own turns or for nothing."""
    with transaction.atomic():
        turn, slot = _slot(roster_id, slot_id, by, at)
        if slot.a_id is None:
            raise Refused("这一班还没有A角，不能调班。")
        ensure_for(by, SWAP_TURNS, slot.a_id, "调班")
        back = _back(back_id, slot, taker_id) if back_id else None
        _check_open(turn, slot)
        if back:
            _check_open(turn, back)
        if taker_id == slot.a_id or not leaders_on(by.township_id, slot.day).filter(pk=taker_id).exists():
            raise Refused("请选择另一位现任班子成员。", field="taker")
        _check_free(slot, taker_id)
        if back:
            _check_free(back, slot.a_id)
        if Swap.objects.filter(slot=slot, state__in=SWAP_OPEN).exists():
            raise Refused("这一班已有调班申请在办，请先办完或者撤回。")
        swap = Swap.objects.create(
            township_id=by.township_id,
            slot=slot,
            back=back,
            giver_id=slot.a_id,
            taker_id=taker_id,
            asked_by_id=by.person_id,
            asked_at=at,
        )
        finish(turn, "ask_swap", text=f"申请调班：{short_date_with_weekday(slot.day)}", detail={"swap": swap.pk})
        tell(
            turn,
            [taker_id],
            kind="swap",
            text=f"请您接替{short_date_with_weekday(slot.day)}接访值班，请答复",
            key=f"{swap.pk}:asked",
        )
        return swap


def answer_swap(*, roster_id: int, swap_id: int, agreed: bool, note: str = "", by: Actor, at: datetime) -> Swap:
    """Yes or no of the leader asked. The office answers for them only with a word on how they said so."""
    with transaction.atomic():
        turn, swap = _swap(roster_id, swap_id, by, at)
        move = SWAPS.move("accept" if agreed else "decline", swap.state)
        ensure_for(by, SWAP_TURNS, swap.taker_id, "答复")
        if by.person_id != swap.taker_id:
            swap.answer_note = check_words("本人怎样答复的（如：本人电话同意）", note, field="note", least=2, most=60)
        swap.state, swap.answered_by_id, swap.answered_at = move.target, by.person_id, at
        swap.save()
        finish(
            turn,
            move.name,
            text=f"调班{move.label}：{short_date_with_weekday(swap.slot.day)}",
            detail={"swap": swap.pk},
        )
        words = "同意接替" if agreed else "不能接替"
        tell(
            turn,
            [swap.giver_id],
            kind="swap",
            text=f"对方{words}{short_date_with_weekday(swap.slot.day)}接访值班",
            key=f"{swap.pk}:answer",
        )
        if agreed:
            tell(
                turn,
                people_with(APPROVE_SWAP, by.township_id, turn.today),
                kind="swap",
                text=f"{short_date_with_weekday(swap.slot.day)}接访调班待确认",
                key=f"{swap.pk}:office",
            )
        return swap


def approve_swap(*, roster_id: int, swap_id: int, agreed: bool, by: Actor, at: datetime) -> Swap:
    """The office confirms it, and the roster changes; or does not. By somebody who neither asked nor answered."""
    with transaction.atomic():
        turn, swap = _swap(roster_id, swap_id, by, at, APPROVE_SWAP)
        move = SWAPS.move("approve" if agreed else "refuse", swap.state)
        if by.person_id in (swap.asked_by_id, swap.answered_by_id):
            raise Refused("提出或者答复调班的人不能自己确认，请由另一位同志确认。")
        if agreed:
            _exchange(turn, swap)
        swap.state, swap.decided_by_id, swap.decided_at = move.target, by.person_id, at
        swap.save()
        finish(
            turn, move.name, text=f"{move.label}：{short_date_with_weekday(swap.slot.day)}", detail={"swap": swap.pk}
        )
        words = "调班已确认" if agreed else "没有同意调班，按原班执行"
        tell(
            turn,
            [swap.giver_id, swap.taker_id],
            kind="swap",
            text=f"{short_date_with_weekday(swap.slot.day)}接访{words}",
            key=f"{swap.pk}:decided",
        )
        return swap


def withdraw_swap(*, roster_id: int, swap_id: int, by: Actor, at: datetime) -> Swap:
    """The asking leader (or the office) takes the request back before it is confirmed."""
    with transaction.atomic():
        turn, swap = _swap(roster_id, swap_id, by, at)
        move = SWAPS.move("withdraw", swap.state)
        ensure_for(by, SWAP_TURNS, swap.giver_id, "调班")
        swap.state = move.target
        swap.save()
        finish(turn, move.name, text=f"撤回调班：{short_date_with_weekday(swap.slot.day)}", detail={"swap": swap.pk})
        tell(
            turn,
            [swap.taker_id],
            kind="swap",
            text=f"{short_date_with_weekday(swap.slot.day)}调班申请已撤回",
            key=f"{swap.pk}:withdrawn",
        )
        return swap


def undo_swap(*, roster_id: int, swap_id: int, by: Actor, at: datetime) -> Swap:
    """Both slots go back to who had them, if nothing was changed since and neither day is over."""
    with transaction.atomic():
        turn, swap = _swap(roster_id, swap_id, by, at, APPROVE_SWAP)
        move = SWAPS.move("undo", swap.state)
        for change in swap.changes.filter(kind=SlotChange.Kind.SWAP).select_related("slot").order_by("-pk"):
            own = turn if change.slot.roster_id == turn.row.pk else _other(change.slot.roster_id, by, at)
            if not put_back(own, change):
                raise Refused("调班以后这一班又有变动，或者日子已过，不能恢复；请另行调班。")
            if own is not turn:
                finish(own, move.name, text="恢复原班", detail={"swap": swap.pk})
        swap.state = move.target
        swap.save()
        finish(turn, move.name, text=f"恢复原班：{short_date_with_weekday(swap.slot.day)}", detail={"swap": swap.pk})
        return swap


def _exchange(turn: Turn, swap: Swap) -> None:
    """Both rows change. Somebody who would stand twice on a slot makes room: the other becomes their backup."""
    slot, back = swap.slot, swap.back
    if slot.a_id != swap.giver_id or (back and back.a_id != swap.taker_id):
        raise Refused("申请以后班次已有变动，这次调班不能再执行，请撤回后重新申请。")
    for row, person in ((slot, swap.taker_id), (back, swap.giver_id)):
        if row is None:
            continue
        _check_open(turn, row)
        _check_free(row, person)
        own = turn if row.roster_id == turn.row.pk else _other(row.roster_id, turn.by, turn.at)
        b = row.a_id if row.b_id == person else row.b_id
        change_slot(own, row, kind=SlotChange.Kind.SWAP, a=person, b=b, why_a="调班", why_b=row.why_b, swap=swap)
        if own is not turn:
            finish(own, "approve", text=f"调班：{short_date_with_weekday(row.day)}", detail={"swap": swap.pk})


def _other(roster_id: int, by: Actor, at: datetime) -> Turn:
    return take_roster(roster_id, revision=None, capability=APPROVE_SWAP, by=by, at=at)


def _slot(roster_id: int, slot_id: int, by: Actor, at: datetime) -> tuple[Turn, DutySlot]:
    turn = take_roster(roster_id, revision=None, capability=SWAP_TURNS, by=by, at=at)
    slot = row_in_sight(turn.row.slots.select_for_update(of=("self",)), "没有找到这个班次。", pk=slot_id)
    return turn, slot


def _swap(roster_id: int, swap_id: int, by: Actor, at: datetime, capability=SWAP_TURNS) -> tuple[Turn, Swap]:
    turn = take_roster(roster_id, revision=None, capability=capability, by=by, at=at)
    rows = Swap.objects.select_for_update(of=("self",)).select_related("slot", "back")
    swap = row_in_sight(rows, "没有找到这次调班。", pk=swap_id, slot__roster_id=roster_id)
    return turn, swap


def _back(back_id: int, slot: DutySlot, taker_id: int) -> DutySlot:
    row = DutySlot.objects.filter(
        pk=back_id, roster__township_id=slot.roster.township_id, roster__published_on__isnull=False
    ).first()
    if row is None or row.a_id != taker_id or row.pk == slot.pk:
        raise Refused("换回的班次应当是对方担任A角的另一班。", field="back")
    return row


def _check_open(turn: Turn, slot: DutySlot) -> None:
    if slot.roster.published_on is None:
        raise Refused("值班表公布以后才能调班；编排中的请找联席办调整。")
    if slot.signed_in_at or slot.day < turn.today:
        raise Refused("已经到岗或者已过的班次不能调班。")


def _check_free(slot: DutySlot, person_id: int) -> None:
    facts = week_facts(slot.roster.township_id, slot.roster.monday)
    found = next((one for one in facts.leaders if one.id == person_id), None)
    if found is None or not found.is_free(slot.day):
        raise Refused(f"{short_date_with_weekday(slot.day)}这位领导请假或不在任，不能调班。", ARTICLE_AB, "taker")
