"""The director proposes other words for a part of the draft minutes; the writer takes them over or not (trace kept)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import PROPOSE_EDIT, WRITE_MINUTES
from meetings.sessions.actions.minutes import item_in_hand, write_item
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.minutes import MinutesItem
from meetings.sessions.rules.edits import EDITS, OPEN, PARTS, check_unchanged, check_wording
from records.acts.actions.turns import Turn, journal, tell
from records.matters.actions.events import add_event
from records.matters.actions.public_words import check_public
from records.matters.queries.people import linked_to
from records.papers.models.documents import Document
from records.work.actions.reconcile import reconcile
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def propose_edit(
    *, item_id: int, revision: int, part: str, wording: str, reason: str, by: Actor, at: datetime
) -> ProposedEdit:
    """Propose other words for one part of an item while the minutes are a draft. revision: of the item, as it was read."""
    with transaction.atomic():
        turn, item = item_in_hand(item_id, PROPOSE_EDIT, by, at)
        turn.move("save_item")
        if item.revision != revision:
            raise Refused("这一项刚刚改过，请看过现在的文字再提建议。")
        before = getattr(item, part, "") if part in PARTS else ""
        words = check_wording(part, before, check_words("建议写法", wording, field="wording", most=5000))
        about = linked_to(item.topic_id) if item.topic_id else ()
        check_public("建议写法", words, field="wording", township_id=by.township_id, matters=about)
        if item.edits.filter(part=part, state=OPEN).exists():
            raise Refused(f"“{PARTS[part]}”已有一条建议等待处理，先收回再提。", field="part")
        edit = ProposedEdit.objects.create(
            item=item,
            part=part,
            before=before,
            wording=words,
            reason=check_words("理由", reason, field="reason", least=2, most=300),
            proposed_by_id=by.person_id,
            proposed_at=at,
        )
        _note(turn, edit, "propose_edit", f"对第 {item.order} 项“{PARTS[part]}”提出修改建议")
        writers = {
            item.saved_by_id,
            Document.objects.values_list("drafted_by_id", flat=True).get(pk=turn.row.document_id),
        }
        tell(
            turn,
            writers & set(people_with(WRITE_MINUTES, by.township_id, turn.today)) or writers,
            kind="edit",
            text="纪要有修改建议，请处理",
            key=str(edit.pk),
            about=item.topic,
        )
        return edit


def accept_edit(*, edit_id: int, by: Actor, at: datetime) -> MinutesItem:
    """Take the words over. Refused when the part was changed since they were proposed."""
    with transaction.atomic():
        turn, edit = _edit(edit_id, WRITE_MINUTES, by, at)
        turn.move("save_item")
        item = edit.item
        check_unchanged(edit.before, getattr(item, edit.part))
        setattr(item, edit.part, edit.wording)
        write_item(turn, item)
        _decide(turn, edit, "accept")
        return item


def decline_edit(*, edit_id: int, by: Actor, at: datetime) -> ProposedEdit:
    """Leave the words as they are."""
    with transaction.atomic():
        turn, edit = _edit(edit_id, WRITE_MINUTES, by, at)
        _decide(turn, edit, "decline")
        return edit


def withdraw_edit(*, edit_id: int, by: Actor, at: datetime) -> ProposedEdit:
    """Take one's own proposal back."""
    with transaction.atomic():
        turn, edit = _edit(edit_id, PROPOSE_EDIT, by, at)
        if edit.proposed_by_id != by.person_id:
            raise NotAllowed("修改建议由提出人收回。")
        _decide(turn, edit, "withdraw")
        return edit


def _edit(edit_id: int, capability, by: Actor, at: datetime) -> tuple[Turn, ProposedEdit]:
    known = row_in_sight(ProposedEdit.objects, pk=edit_id)
    turn, item = item_in_hand(known.item_id, capability, by, at)
    edit = row_in_sight(ProposedEdit.objects.select_for_update(of=("self",)), pk=edit_id)
    edit.item = item
    return turn, edit


def _decide(turn: Turn, edit: ProposedEdit, name: str) -> None:
    move = EDITS.move(name, edit.state)
    edit.state, edit.decided_by_id, edit.decided_at = move.target, turn.by.person_id, turn.at
    edit.save(update_fields=["state", "decided_by", "decided_at"])
    _note(turn, edit, f"{name}_edit", f"第 {edit.item.order} 项的修改建议：{move.label}")
    tell(
        turn,
        [edit.proposed_by_id],
        kind="edit_decided",
        text=f"修改建议{move.label}",
        key=str(edit.pk),
        about=edit.item.topic,
    )


def _note(turn: Turn, edit: ProposedEdit, act: str, text: str) -> None:
    """The line goes into the sealed file of the minutes, not to everybody who sees the session."""
    add_event(matter=turn.row.matter, by=turn.by, at=turn.at, move=act, text=text)
    reconcile(turn.row, by=turn.by, at=turn.at)
    journal(turn, f"minutes.{act}", detail={"edit": edit.pk, "item": edit.item_id})
