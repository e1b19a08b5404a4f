"""Taking a ledger out of the house: a line in the journal and a number for each, and for much or for identities a second person.

Source: 个人信息保护法 54; permission table (Export with PI: requester ≠ approver). The filter is kept in words; of what somebody
typed only that there was something.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db import transaction

from records.ledgers.models import TakingOut
from records.ledgers.rules.taking_out import APPROVED, PENDING, RETURNED, Watermark, check_takable
from records.ledgers.rules.words import Condition, for_journal
from records.notices.actions.notices import notify_person
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from records.permissions import APPROVE_TAKING_OUT
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.models.townships import Township
from township.directory.queries.recipients import people_with
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

SUBJECT = "ledger"
NOTHING = MappingProxyType({})
WORDS_KEPT = timedelta(days=30)
FORGOTTEN = "（已清除）"
SERIES = declare_series("taking_out", "导出")


def note_taking_out(
    *,
    by: Actor,
    at: datetime,
    right: Capability,
    code: str,
    title: str,
    conditions: Iterable[Condition],
    columns: Sequence[str],
    rows: int,
    approval: int | None = None,
    subject: tuple[str, int | None] = (SUBJECT, None),
    detail: Mapping = NOTHING,
) -> Watermark:
    """Write down one export or print before it is handed out; returns what has to stand on it, with a number of its own.

    code, subject (kind, id), detail: of the journal; approval: number of the request that a second person agreed to. NotAllowed without `right`.
    """
    with transaction.atomic():
        ensure_may(by, right)
        mark = Township.objects.values_list("mark", flat=True).get(pk=by.township_id)
        number = issue_number(SERIES, township_id=by.township_id, on=at.date(), mark=mark)
        said = {"filters": for_journal(conditions), "columns": list(columns), "rows": rows, "number": number, **detail}
        if approval is not None:
            said["approval"] = approval
        kind, pk = subject
        write_entry(by=by, at=at, action=code, subject_kind=kind, subject_id=pk, subject_label=title[:60], detail=said)
    return Watermark(by.name, at, number)


def request_taking_out(
    *,
    right: Capability,
    ledger: str,
    title: str,
    form: str,
    query: str,
    conditions: Sequence[Condition],
    columns: Sequence[str],
    rows: int,
    has_identity: bool,
    reason: str,
    by: Actor,
    at: datetime,
) -> TakingOut:
    """Ask for it. reason: what it is needed for, at least four characters. The deciders are told."""
    with transaction.atomic():
        ensure_may(by, right)
        if by.person_id is None:
            raise Refused("导出须由本人申请。")
        why = check_words("导出的用途", reason, field="reason", least=4, most=200)
        row = TakingOut.objects.create(
            township_id=by.township_id,
            ledger=ledger,
            title=title,
            form=form,
            query=query,
            conditions="；".join(map(str, conditions)),
            columns=list(columns),
            rows=rows,
            has_identity=has_identity,
            reason=why,
            requested_by_id=by.person_id,
            requested_at=at,
        )
        _journal(row, "request", by, at, {"rows": rows, "identity": has_identity, "filters": for_journal(conditions)})
        deciders = set(people_with(APPROVE_TAKING_OUT, by.township_id, at.date())) - {by.person_id}
        _tell(row, deciders, f"请审批{row.get_form_display()}：{title}，{rows} 行", "asked", at)
    return row


def decide_taking_out(*, taking_id: int, agreed: bool, remark: str = "", by: Actor, at: datetime) -> TakingOut:
    """The second person's word. Refused for who asked, and when something is declined without a word."""
    with transaction.atomic():
        ensure_may(by, APPROVE_TAKING_OUT)
        row = _locked(taking_id, by)
        if row.requested_by_id == by.person_id or by.person_id is None:
            raise Refused("申请人不能审批自己的导出，请由另一位同志审批。")
        if row.state != PENDING:
            raise Refused("这项申请已经办理，请刷新页面。")
        check_whole(row)
        if not agreed and not remark.strip():
            raise Refused("不同意要写明意见。", field="remark")
        row.state, row.remark = APPROVED if agreed else RETURNED, remark.strip()[:200]
        row.decided_by_id, row.decided_at = by.person_id, at
        row.save(update_fields=["state", "remark", "decided_by", "decided_at"])
        _journal(row, "approve" if agreed else "return", by, at, {"rows": row.rows})
        outcome = "已同意，3 天内可以办理" if agreed else "未同意"
        _tell(row, [row.requested_by_id], f"{row.get_form_display()}{row.title}的申请{outcome}", "decided", at)
    return row


def take_out(
    *,
    taking_id: int,
    right: Capability,
    code: str,
    conditions: Iterable[Condition],
    columns: Sequence[str],
    rows: int,
    by: Actor,
    at: datetime,
    subject: tuple[str, int | None] = (SUBJECT, None),
    detail: Mapping = NOTHING,
) -> Watermark:
    """What was agreed to is handed to who asked for it: noted and numbered like any other. rows: as they are now."""
    with transaction.atomic():
        row = _locked(taking_id, by)
        if row.requested_by_id != by.person_id:
            raise OutOfScope("没有找到这项申请。")
        check_takable(row.state, row.decided_at, at, rows, row.rows)
        row.taken_at = at
        row.save(update_fields=["taken_at"])
        return note_taking_out(
            by=by,
            at=at,
            right=right,
            code=code,
            title=row.title,
            conditions=conditions,
            columns=columns,
            rows=rows,
            approval=row.pk,
            subject=subject,
            detail=detail,
        )


def check_whole(row: TakingOut) -> None:
    """Refused where the filter is not known any more: without it more would leave than was asked for."""
    if row.is_emptied:
        raise Refused("这项申请已超过 30 天，筛选已经清除，请重新申请。", "本办规定")


def forget_words(at: datetime) -> int:
    """The typed words of requests older than 30 days go: they may be a person's, and nothing can be taken out by them any more.
    The journal keeps that there were some. How many requests; run twice = once."""
    rows = TakingOut.objects.filter(requested_at__lt=at - WORDS_KEPT, is_emptied=False)
    return rows.update(query="", conditions=FORGOTTEN, is_emptied=True)


def _locked(taking_id: int, by: Actor) -> TakingOut:
    return row_in_sight(
        TakingOut.objects.select_for_update(), "没有找到这项申请。", pk=taking_id, township_id=by.township_id
    )


def _journal(row: TakingOut, act: str, by: Actor, at: datetime, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"taking_out.{act}",
        subject_kind=SUBJECT,
        subject_id=row.pk,
        subject_label=row.title,
        detail=detail,
    )


def _tell(row: TakingOut, people: Iterable[int], text: str, step: str, at: datetime) -> None:
    notify_person(
        person_ids=people,
        township_id=row.township_id,
        kind=f"taking_out.{step}",
        text=text,
        key=f"taking_out:{row.pk}:{step}",
        url=f"/takings/{row.pk}/",
        at=at,
    )
