"""补录: an act of an earlier day with its evidence, confirmed by a second person (petitions.cases.rules.back_entries)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.cases.rules.back_entries import CONFIRMED, KIND, RULE, UNCONFIRMED, check_proof
from petitions.permissions import CONFIRM_ENTRY
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import confirm_stop, restate_clock
from records.clocks.models import Clock
from records.papers.actions.approvals import check_nothing_pending, decide, pending, propose
from records.papers.actions.attachments import Upload, attach
from records.papers.models.approvals import Approval
from township.actors import Actor
from township.dates import full_date
from township.directory.queries.recipients import people_with
from township.refusals import Refused


@dataclass(frozen=True)
class Proof:
    """Evidence of an act of an earlier day. words: the receipt by name and number; file: its picture or scan."""

    words: str = ""
    file: Upload | None = None


NO_PROOF = Proof()


@dataclass(frozen=True)
class LateEntry:
    """An act of an earlier day, its evidence kept. recorded_on: today."""

    on: date
    recorded_on: date
    words: str
    attachment: int | None

    @property
    def evidence(self) -> str:
        """What the clocks name as evidence."""
        return self.words or "凭据见附件"


def admit(turn: Turn, on: date, proof: Proof, *, file_kept: int | None = None) -> LateEntry | None:
    """None for an act of today; else its evidence, attached. Refused without evidence, and while another 补录 of the case
    waits. file_kept: an attachment of this very act that proves the day (the receipt of a delivery)."""
    has_file = proof.file is not None or file_kept is not None
    if not check_proof(on, today=turn.today, words=proof.words, has_file=has_file):
        return None
    check_nothing_pending(turn.matter, KIND)
    kept = file_kept or (_attached(turn, proof.file) if proof.file is not None else None)
    return LateEntry(on, turn.today, proof.words.strip()[:80], kept)


def _attached(turn: Turn, file: Upload) -> int:
    try:
        return attach(matter=turn.matter, upload=file, purpose="proof", by=turn.by, at=turn.at).pk
    except Refused as refused:
        raise refused.at("proof_file") from refused


def ask_to_confirm(turn: Turn, late: LateEntry | None, what: str, stopped: Iterable[Clock] = ()) -> None:
    """Ask for the second person; call it before the turn is finished. stopped: the clocks that the act stopped."""
    if late is None:
        return
    clocks = [clock.pk for clock in stopped if clock.acted_on is not None]
    waiting = Clock.objects.filter(matter=turn.matter, start_on=late.recorded_on, start_evidence__endswith=UNCONFIRMED)
    detail = {"what": what, "on": late.on.isoformat(), "recorded_on": late.recorded_on.isoformat(), "clocks": clocks}
    detail |= {"rights": list(waiting.values_list("pk", flat=True))}
    detail |= {"evidence": late.evidence, "attachment": late.attachment}
    summary = f"补录：{what}（{full_date(late.on)}）"
    approval = propose(
        matter=turn.matter, kind=KIND, capability=CONFIRM_ENTRY, summary=summary, by=turn.by, at=turn.at, detail=detail
    )
    deciders = people_with(CONFIRM_ENTRY, turn.row.township_id, turn.today)
    tell(turn, deciders, kind="approval", text="有一项补录请核对凭据", key=f"entry-{approval.pk}")


def _count_rights(turn: Turn, approval: Approval) -> None:
    """Rights that waited with their beginning count from the day it was done."""
    on = date.fromisoformat(approval.detail["on"])
    for clock in Clock.objects.filter(pk__in=approval.detail.get("rights", ()), matter=turn.matter):
        clock.matter = turn.matter
        restate_clock(clock=clock, start_on=on, evidence=clock.start_evidence.removesuffix(UNCONFIRMED) + CONFIRMED)


def confirm_entry(*, case_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Case:
    """The second person's word on the evidence: the clocks count by the day it was done, or stay with the day of writing.

    Refused for who wrote it down, and for a refusal without a word.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=CONFIRM_ENTRY, by=by, at=at)
        approval = decide(approval_id=pending(turn.matter, KIND).pk, approved=approved, remark=remark, by=by, at=at)
        if approved:
            for clock in Clock.objects.filter(pk__in=approval.detail["clocks"], matter=turn.matter):
                clock.matter = turn.matter
                confirm_stop(clock=clock)
            _count_rights(turn, approval)
        done = "凭据属实，按补录日期计算期限" if approved else "凭据不足，按登记日期计算期限"
        finish(
            turn,
            "confirm_entry",
            text=f"核对补录（{approval.detail['what']}）：{done}",
            note=remark.strip(),
            article=RULE,
            detail={"approval": approval.pk, "agreed": approved, "clocks": approval.detail["clocks"]},
        )
        tell(turn, [approval.proposed_by_id], kind="decided", text="补录已核对", key=str(approval.pk))
        return turn.row
