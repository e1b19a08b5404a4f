"""Extending the 60 days once, by at most 30, before they are over, with approver and notice (条例第三十四条); turning ordinary."""

from datetime import datetime, timedelta

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks, running_clock
from petitions.cases.actions.issuing import draft_paper
from petitions.cases.actions.texts import CaseText, Outcome
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import lead_assignment, live_assignments
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE, UNIT_LIMIT
from petitions.permissions import ACCEPT_CASE, APPROVE_EXTENSION, PROPOSE_EXTENSION
from records.acts.actions.turns import Turn, finish, take
from records.clocks.actions.clocks import extend_clock, restate_clock
from records.clocks.models import Clock
from records.papers.actions.flows import Moves
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.dates import full_date
from township.directory.queries.recipients import liaisons_of
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

ARTICLE = "条例第三十四条"


class ExtensionFlow(CaseText):
    """The notice of extension; its days are kept with the proposal."""

    kind, label = "extension", "延期"
    papers = ("extension",)
    write, approve = PROPOSE_EXTENSION, APPROVE_EXTENSION
    moves = Moves(save="", submit="propose_extension", take_back="", give_back="", approve="extend")
    gives_back = "return_extension"

    def concerned(self, turn: Turn, approval: Approval) -> list[int | None]:
        units = [turn.row.unit_id] if turn.row.unit_id else []
        return [approval.proposed_by_id, *liaisons_of(units, turn.today)]

    def before_issue(self, turn: Turn, approval: Approval) -> None:
        """The extension itself: Refused after the due date."""
        clock = extendable(turn)
        clock.matter = turn.matter
        extend_clock(clock=clock, days=approval.detail["days"], by_person_id=turn.by.person_id)
        if approval.detail.get("moves_units"):
            _move_units(turn, approval.detail["days"])

    def outcome(self, turn: Turn, approval: Approval, issued: Document) -> Outcome:
        days, until = approval.detail["days"], full_date(running_clock(turn, CONCLUDE.code).due_on)
        return Outcome(f"批准延期{days}日，至{until}", f"办理期限延长至{until}", detail={"days": days})


EXTENSION = ExtensionFlow()


def _move_units(turn: Turn, days: int) -> None:
    """The units' own limits move as far as the new limit and that of the organ it came from allow."""
    outer = [clock.due_on for code in (CONCLUDE.code, ASSIGNED_LIMIT.code) if (clock := running_clock(turn, code))]
    for row in live_assignments(turn.row):
        clock = running_clock(turn, UNIT_LIMIT.code, row.unit)
        if clock is None:
            continue
        due_on = max(clock.due_on, min([clock.due_on + timedelta(days=days), *outer]))
        clock.matter = turn.matter
        restate_clock(clock=clock, start_on=clock.start_on, term=UNIT_LIMIT.until(clock.start_on, due_on))
        row.due_on = due_on
        row.save(update_fields=["due_on"])


def propose_extension(
    *,
    case_id: int,
    revision: int,
    days: int,
    reason: str,
    moves_units: bool = True,
    body: str | None = None,
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask for up to 30 natural days more, counted on from the raw due date. body: the clerk's text of the notice;
    moves_units: with the approval the limits of the units move too, as far as the sender's limit allows.

    Refused for matters without the 60 days, after the due date, and a second time.
    """
    with transaction.atomic():
        turn = EXTENSION.take(case_id, revision=revision, capability=PROPOSE_EXTENSION, by=by, at=at)
        turn.move("propose_extension")
        _check_lead(turn)
        clock = extendable(turn)
        if not 1 <= days <= CONCLUDE.max_extension:
            raise Refused(f"延长期限在 1 到 {CONCLUDE.max_extension} 日之间。", ARTICLE, "days")
        why = check_words("延期的理由", reason, field="reason", least=4, most=300)
        _draft(turn, clock, days, why, body)
        detail = {"days": days, "clock": clock.pk, "moves_units": moves_units}
        return EXTENSION.hand_in(turn, summary=f"延期{days}日", detail=detail, note=why)


def _check_lead(turn: Turn) -> None:
    lead = lead_assignment(turn.row)
    if turn.by.reach(PROPOSE_EXTENSION) == Reach.OWN and (lead is None or lead.unit_id not in turn.by.unit_ids):
        raise NotAllowed("延期由主办单位申请。")


def extendable(turn: Turn) -> Clock:
    """The running 60 days that may still be extended today; Refused with the reason otherwise."""
    clock = running_clock(turn, CONCLUDE.code)
    if clock is None:
        raise Refused("只有按第三十一条第（六）项受理、适用60日期限的事项才能延期；简易办理的请先转普通程序。", ARTICLE)
    if clock.extension_days:
        raise Refused(f"已经延期{clock.extension_days}日，只能延期一次。", ARTICLE)
    if turn.today > clock.due_on:
        raise Refused(f"办理期限{full_date(clock.due_on)}已过，不能再延期，请尽快作出处理意见。", ARTICLE)
    return clock


def _draft(turn: Turn, clock: Clock, days: int, why: str, body: str | None) -> None:
    facts = paper_facts(
        turn.row,
        clerk_name=turn.by.signature(turn.right),
        reason=why,
        raw_due_on=clock.due_on,
        extension_new_due_on=clock.due_on + timedelta(days=days),
    )
    draft_paper(turn, "extension", facts=facts, body=body, is_for_petitioner=True)


def to_ordinary(*, case_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Case:
    """A simple matter that turns out not to be one: the ordinary clocks, counted from the original acceptance."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ACCEPT_CASE, by=by, at=at)
        move = turn.move("to_ordinary")
        if turn.row.track != "simple":
            raise Refused("本件本来就是普通程序。")
        why = check_words("转普通程序的理由", reason, field="reason", least=4, most=300)
        run_clocks(turn, "to_ordinary", on=turn.today, evidence="受理决定")
        turn.row.track = "ordinary"
        return finish(turn, move, text="转普通程序，期限从受理之日起算", note=why, public_text="转普通程序办理")
