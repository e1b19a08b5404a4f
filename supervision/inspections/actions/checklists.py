"""Templates of checklists: a change is a new version; what inspections took from the old one stays."""

from datetime import datetime

from django.db import transaction

from supervision.inspections.models.checklists import Checklist, ChecklistItem
from supervision.inspections.rules.checklists import split_items
from supervision.permissions import WRITE_CHECKLIST
from township.actors import Actor, OutOfScope, ensure_may
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_title


def save_checklist(
    *, topic: str, items: str, checklist_id: int | None = None, version: int | None = None, by: Actor, at: datetime
) -> Checklist:
    """A new template, or the next version of one. items: one a line; version: the current one as the page showed it.

    Refused for no items, a topic that exists already, and when somebody else changed it meanwhile."""
    with transaction.atomic():
        ensure_may(by, WRITE_CHECKLIST)
        lines = split_items(items)
        if not lines:
            raise Refused("请逐行写检查内容。", field="items")
        topic = check_title("主题", topic, least=2, most=40, field="topic")
        known = Checklist.objects.select_for_update().filter(township_id=by.township_id)
        before = known.filter(pk=checklist_id).first() if checklist_id else None
        if checklist_id and before is None:
            raise OutOfScope("没有找到这份模板。")
        if before and (not before.is_current or before.version != version):
            raise Refused("这份模板刚刚有了新版本，请刷新后再改。")
        same = known.filter(topic=topic).exclude(topic=before.topic if before else "")
        if same.exists():
            raise Refused("已经有这个主题的模板，请在那一份上改。", field="topic")
        last = before.version if before else 0
        if before:
            known.filter(topic=before.topic, is_current=True).update(is_current=False)
        row = Checklist.objects.create(
            township_id=by.township_id, topic=topic, version=last + 1, made_by_id=by.person_id, made_on=at.date()
        )
        ChecklistItem.objects.bulk_create(
            ChecklistItem(checklist=row, seq=n, text=one.text, look=one.look, criterion=one.criterion)
            for n, one in enumerate(lines, 1)
        )
        _journal(row, "save", by, at)
        return row


def retire_checklist(*, checklist_id: int, by: Actor, at: datetime) -> Checklist:
    """It is offered no more."""
    with transaction.atomic():
        ensure_may(by, WRITE_CHECKLIST)
        rows = Checklist.objects.select_for_update().filter(township_id=by.township_id)
        row = row_in_sight(rows, "没有找到这份模板。", pk=checklist_id)
        if not row.is_current:
            raise Refused("这份模板已经不用了。")
        row.is_current = False
        row.save(update_fields=["is_current"])
        _journal(row, "retire", by, at)
        return row


def _journal(row: Checklist, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"checklist.{act}",
        subject_kind="checklist",
        subject_id=row.pk,
        subject_label=row.label,
        detail={"version": row.version},
    )
