"""The retention job: a list is drawn, a witness checks it, what is on it is erased; a second run changes nothing.

Identities, words, files and papers go, of the case and of what it took over; what that is each area says (records.keeping.erasing).

Maker ≠ witness (授权表：deletion job list CLK ≠ AUD-witness). What holds a case back is asked again at the moment of erasing.
"""

from datetime import datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.cases.queries.identities import names_on
from petitions.cases.rules.titles import without_homes, without_who
from petitions.permissions import DRAW_RETENTION, HOLD_CASE, WITNESS_RETENTION
from petitions.retention.models import LegalHold, RetentionItem, RetentionList
from petitions.retention.queries import kept_of, outlived
from petitions.retention.rules import AGREED, DONE, DRAWN, MOST, RETURNED, SOURCE, hindrance
from records.keeping.actions.erasing import erase_matter
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify_person
from records.papers.rules.numbers import number_as_issued
from township.actors import Actor, ensure_may, system_actor
from township.directory.queries.recipients import people_with
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

JOB = "定时任务·到期销毁"


def draw_list(*, by: Actor, at: datetime) -> RetentionList:
    """Put every case whose time is over and that nothing holds back on a list for the witness.

    Refused while another list is open, and when there is nothing to erase.
    """
    with transaction.atomic():
        ensure_may(by, DRAW_RETENTION)
        if by.person_id is None:
            raise Refused("清单须由本人提出。")
        if RetentionList.objects.filter(township_id=by.township_id, state__in=(DRAWN, AGREED)).exists():
            raise Refused("已有一份清单正在办理，办完以后再提出。")
        found = [
            (case, kept)
            for case, kept in kept_of(outlived(by.township_id, at.date())[: 2 * MOST], by.township_id)
            if not hindrance(kept, at.date())
        ][:MOST]
        if not found:
            raise Refused("现在没有保存期满、可以销毁的事项。", SOURCE)
        row = RetentionList.objects.create(township_id=by.township_id, drawn_by_id=by.person_id, drawn_at=at)
        RetentionItem.objects.bulk_create(
            RetentionItem(list=row, case=case, ends_on=kept.ends_on) for case, kept in found
        )
        _journal(row, "retention.draw", by, at, {"cases": len(found)})
        witnesses = set(people_with(WITNESS_RETENTION, by.township_id, at.date())) - {by.person_id}
        _tell(row, witnesses, "asked", f"请监销：保存期满的信访事项 {len(found)} 件", at)
    return row


def witness_list(*, list_id: int, agreed: bool, remark: str = "", by: Actor, at: datetime) -> RetentionList:
    """The witness's word on the list as it stands. Refused for who drew it; declined only with a remark."""
    with transaction.atomic():
        ensure_may(by, WITNESS_RETENTION)
        row = row_in_sight(
            RetentionList.objects.select_for_update(), "没有找到这份清单。", pk=list_id, township_id=by.township_id
        )
        if by.person_id is None or row.drawn_by_id == by.person_id:
            raise Refused("提出人不能监销自己的清单。", "本办规定")
        if row.state != DRAWN:
            raise Refused("这份清单已经办理，请刷新页面。")
        if not agreed and not remark.strip():
            raise Refused("退回要写明意见。", field="remark")
        row.state, row.remark = AGREED if agreed else RETURNED, remark.strip()[:200]
        row.witness_id, row.witnessed_at = by.person_id, at
        row.save(update_fields=["state", "remark", "witness", "witnessed_at"])
        _journal(row, "retention.witness" if agreed else "retention.return", by, at, {"cases": row.items.count()})
        _tell(row, [row.drawn_by_id], "decided", "监销已确认，当日办理" if agreed else "监销已退回", at)
    return row


def run_retention(at: datetime) -> int:
    """Erase what witnesses agreed to, in every township; returns how many cases. Run twice = once."""
    count = 0
    for row in RetentionList.objects.filter(state=AGREED).order_by("pk"):
        by = system_actor(row.township_id, JOB, at.date())
        count += carry_out(list_id=row.pk, by=by, at=at)
    return count


def carry_out(*, list_id: int, by: Actor, at: datetime) -> int:
    """Erase the cases of one list, each in a transaction of its own, so that a job that is cut short goes on where it was."""
    items = RetentionItem.objects.filter(list_id=list_id, list__state=AGREED, erased_at__isnull=True, skipped="")
    count = 0
    for item in items.select_related("list").order_by("pk"):
        with transaction.atomic():
            count += _erase(item, by, at)
    with transaction.atomic():
        row = RetentionList.objects.select_for_update().get(pk=list_id)
        if row.state == AGREED and not row.items.filter(erased_at__isnull=True, skipped="").exists():
            row.state, row.done_at = DONE, at
            row.save(update_fields=["state", "done_at"])
            _journal(row, "retention.done", by, at, {"erased": row.items.filter(erased_at__isnull=False).count()})
    return count


def _erase(item: RetentionItem, by: Actor, at: datetime) -> int:
    case = Case.objects.select_for_update(of=("self",)).select_related("matter").get(pk=item.case_id)
    [(_, kept)] = kept_of([case], case.township_id)
    why = "已经销毁" if case.erased_on else hindrance(kept, at.date())
    if why:
        RetentionItem.objects.filter(pk=item.pk).update(skipped=why)
        return 0
    names = [*names_on([case.pk]), *case.targets.values_list("name", flat=True)]
    homes = [text for row in case.petitioners.all() for text in (row.address, row.domicile) if text]
    erased = erase_matter(matter=case.matter, mask=lambda text: without_homes(without_who(text, names), homes), at=at)
    RetentionItem.objects.filter(pk=item.pk).update(erased_at=at)
    write_entry(
        by=by,
        at=at,
        action="retention.erase",
        subject_kind="case",
        subject_id=case.pk,
        subject_label=case.number,
        detail={"list": item.list_id, "matters": erased},
    )
    return 1


def place_hold(*, number: str, reason: str, by: Actor, at: datetime) -> LegalHold:
    """Keep a case whole whatever its time (litigation, inspection): by its number, with the reason."""
    with transaction.atomic():
        ensure_may(by, HOLD_CASE)
        why = check_words("暂缓的理由", reason, field="reason", least=4, most=200)
        rows = Matter.objects.select_for_update().filter(kind="case", township_id=by.township_id)
        matter = rows.filter(number=number_as_issued(number)).first()
        if matter is None:
            raise Refused("没有找到这个编号的信访事项，请核对。", field="number")
        ensure(by, HOLD_CASE, matter)
        if LegalHold.objects.filter(matter=matter, lifted_at__isnull=True).exists():
            raise Refused("这件事项已经暂缓销毁。", field="number")
        row = LegalHold.objects.create(matter=matter, reason=why, placed_by_id=by.person_id, placed_at=at)
        _journal_of(matter, "retention.hold", by, at)
    return row


def lift_hold(*, hold_id: int, by: Actor, at: datetime) -> LegalHold:
    """The ground is gone: its time counts again."""
    with transaction.atomic():
        ensure_may(by, HOLD_CASE)
        row = row_in_sight(
            LegalHold.objects.select_for_update(), "没有找到这条登记。", pk=hold_id, matter__township_id=by.township_id
        )
        ensure(by, HOLD_CASE, row.matter)
        if row.lifted_at:
            raise Refused("已经解除，请刷新页面。")
        row.lifted_by_id, row.lifted_at = by.person_id, at
        row.save(update_fields=["lifted_by", "lifted_at"])
        _journal_of(row.matter, "retention.lift_hold", by, at)
    return row


def _journal_of(matter: Matter, action: str, by: Actor, at: datetime) -> None:
    write_entry(by=by, at=at, action=action, subject_kind="case", subject_id=matter.pk, subject_label=matter.number)


def _journal(row: RetentionList, action: str, by: Actor, at: datetime, detail: dict) -> None:
    label = f"销毁清单 {row.pk}"
    write_entry(
        by=by, at=at, action=action, subject_kind="retention", subject_id=row.pk, subject_label=label, detail=detail
    )


def _tell(row: RetentionList, people, step: str, text: str, at: datetime) -> None:
    notify_person(
        person_ids=people,
        township_id=row.township_id,
        kind=f"retention.{step}",
        text=text,
        key=f"retention:{row.pk}:{step}",
        url=f"/retention/{row.pk}/",
        at=at,
    )
