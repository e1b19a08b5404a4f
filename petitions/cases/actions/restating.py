"""更正登记: way in, purpose, class and days as they should have been; proposed by one person, decided by another.

They start the clocks and sort the figures, so the clocks are counted again from the right day, and the notice of acceptance
that named the wrong one is voided and issued anew.
"""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.endings import OTHERS, void_papers
from petitions.cases.actions.intake import acceptance_notice
from petitions.cases.actions.parts import ACCUSATION_TITLE
from petitions.cases.models.cases import Case
from petitions.cases.queries.clock_words import term_facts
from petitions.cases.rules.channels import CHANNELS, class_of, is_group_visit
from petitions.cases.rules.clock_moves import ACCEPTANCE, clock_changes
from petitions.cases.rules.endings import CORRECTION, Restated, check_restated
from petitions.cases.rules.terms import ASSIGNED_LIMIT, CONCLUDE, OBJECT, SIMPLE_CLOSE
from petitions.permissions import APPROVE_ENDING, PROPOSE_ENDING
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import drop_clock, restate_clock, start_clock
from records.clocks.models import Clock
from records.matters.actions.access import grant_access
from records.matters.models.access import Handler
from records.matters.models.matters import Secrecy
from records.matters.search import drop_matter
from records.papers.actions.approvals import check_nothing_pending, decide, pending, propose
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.models.people import Person
from township.directory.queries.recipients import people_with
from township.profiles.queries.settings import settings_of
from township.refusals import Refused
from township.words import check_words

EVIDENCE = "更正登记"


def restated(case: Case) -> Restated:
    """The entries as they stand."""
    return Restated(
        channel=case.channel,
        purpose=case.purpose,
        case_class=case.case_class,
        raised_on=case.raised_on,
        received_on=case.received_on,
    )


def propose_correction(
    *,
    case_id: int,
    revision: int,
    channel: str,
    purpose: str,
    case_class: str = "",
    raised_on: date,
    received_on: date,
    source: dict[str, str] | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask to correct what starts clocks. source: source_organ, source_number, source_due_on (ISO) for a way in through a
    higher organ. Refused when nothing changes, once a reply is on its way, and for an accusation that would be opened."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_ENDING, by=by, at=at)
        move = turn.move("propose_correction")
        check_nothing_pending(turn.matter, *OTHERS, "ending")
        case, why = turn.row, check_words("理由", reason, field="reason", least=4, most=300)
        new = Restated(
            channel=channel,
            purpose=purpose,
            case_class=class_of(purpose, case_class),
            raised_on=raised_on,
            received_on=received_on,
        )
        changes = restated(case).differences(new)
        if not changes:
            raise Refused("没有改动。其他登记内容请用“补正登记内容”。", field="channel")
        check_restated(new, today=turn.today, registered_on=case.registered_on, accepted_on=case.accepted_on)
        _check_class(turn, new)
        given = _source(new, source or {})
        detail = {"new": {name: str(getattr(new, name)) for name in new.__dataclass_fields__}, "source": given}
        approval = propose(
            matter=turn.matter,
            kind=CORRECTION,
            capability=APPROVE_ENDING,
            summary="更正登记：" + "；".join(changes),
            by=by,
            at=at,
            detail=detail,
        )
        finish(turn, move, text=f"申请{approval.summary}", note=why, detail={"approval": approval.pk})
        deciders = people_with(APPROVE_ENDING, by.township_id, turn.today)
        tell(turn, deciders, kind="approval", text="请审批更正登记的申请", key=str(approval.pk))
        return approval


def _check_class(turn: Turn, new: Restated) -> None:
    case = turn.row
    if new.case_class == case.case_class:
        return
    if case.is_accusation:
        raise Refused("检举控告的内容已经加密，不能改为其他类别。登错的，请作废后重新登记。", "条例第三十条", "purpose")
    if new.case_class == "accusation" and (case.state != "registered" or _has_papers(turn)):
        raise Refused("已经交办、受理或印发过文书的，不能改为检举控告，请作废后重新登记。", "条例第三十条", "purpose")
    if (
        new.case_class == "accusation"
        and Handler.objects.filter(matter=turn.matter, part=Handler.Part.SPONSOR).exists()
    ):
        raise Refused("已经指定包案领导的，不能改为检举控告，请作废后重新登记。", "条例第三十条", "purpose")


def _has_papers(turn: Turn) -> bool:
    return Document.objects.filter(matter=turn.matter, state=Document.State.ISSUED).exists()


def _source(new: Restated, given: dict[str, str]) -> dict[str, str]:
    """What a way in through a higher organ needs; Refused beside the field that is empty."""
    via = CHANNELS[new.channel].received_via
    if via == "direct":
        return {}
    needed = {"source_organ": "来源机关", "source_number": "来文文号"}
    needed |= {"source_due_on": "交办期限"} if via == "assigned" else {}
    for name, label in needed.items():
        if not given.get(name, "").strip():
            raise Refused(f"信访形式是“{CHANNELS[new.channel].label}”的，请填写{label}。", "条例第二十一条", name)
    return {name: given[name].strip() for name in needed}


def decide_correction(*, case_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Case:
    """Correct the entries and count the clocks again, or give the proposal back with a word. Refused for who proposed it."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=APPROVE_ENDING, by=by, at=at)
        approval = pending(turn.matter, CORRECTION)
        turn.move("propose_correction")  # still in hand
        approval = decide(approval_id=approval.pk, approved=approved, remark=remark, by=by, at=at)
        detail = {"approval": approval.pk, "agreed": approved}
        if approved:
            _apply(turn, approval)
            detail["fields"] = sorted(approval.detail["new"])
        finish(
            turn,
            "correct_entry" if approved else "return_correction",
            text=approval.summary if approved else f"退回申请：{approval.summary}",
            note=remark.strip(),
            article="条例第二十一条",
            detail=detail,
        )
        told = "更正登记的申请已审批" if approved else "更正登记的申请已退回"
        tell(turn, [approval.proposed_by_id], kind="decided", text=told, key=str(approval.pk))
        return turn.row


def _apply(turn: Turn, approval: Approval) -> None:
    case, new, source = turn.row, approval.detail["new"], approval.detail["source"]
    was_claim = case.case_class == "claim"
    case.channel, case.purpose = new["channel"], new["purpose"]
    case.raised_on, case.received_on = (date.fromisoformat(new[name]) for name in ("raised_on", "received_on"))
    case.received_via = CHANNELS[case.channel].received_via
    case.source_organ, case.source_number = source.get("source_organ", ""), source.get("source_number", "")
    case.source_due_on = date.fromisoformat(source["source_due_on"]) if source.get("source_due_on") else None
    case.is_group = is_group_visit(case.channel, case.visitors, settings_of(case.township_id)["group_visit_min"])
    if new["case_class"] != case.case_class:
        case.case_class = new["case_class"]
        case.path31, case.track = (6 if case.accepted_on else None) if case.case_class == "claim" else None, "ordinary"
        if case.is_accusation:
            _seal(turn, approval)
    case.save()
    _count_again(turn)
    if case.accepted_on and was_claim:
        for old in void_papers(turn, EVIDENCE, "acceptance")[-1:]:
            acceptance_notice(turn, None, supersedes=old)


def _seal(turn: Turn, approval: Approval) -> None:
    """Its words go where an accusation keeps them, and only who registered it and who proposed this may see it."""
    case = turn.row
    case.sealed_words, case.words = case.words, ""
    case.sealed_place, case.place_text = case.place_text, ""
    case.title = turn.matter.title = ACCUSATION_TITLE
    case.claims.all().delete()
    drop_matter(turn.matter)
    turn.matter.secrecy = Secrecy.RESTRICTED
    for event in turn.matter.events.exclude(note=""):
        event.note = ""
        event.save(update_fields=["note"])
    turn.matter.save(update_fields=["title", "secrecy"])
    for person_id in {case.registered_by_id, approval.proposed_by_id, turn.by.person_id} - {None}:
        person = Person.objects.get(pk=person_id)
        grant_access(matter=turn.matter, person=person, by=turn.by, at=turn.at)


def _count_again(turn: Turn) -> None:
    """The clocks of receipt as they would have started; those of the answer only where the class still has them."""
    case = turn.row
    wanted = {start.term.code: start for start in clock_changes("register", term_facts(case), case.received_on).starts}
    acceptance = {term.code for term in ACCEPTANCE}
    rows = Clock.objects.filter(matter=turn.matter, unit__isnull=True, round=1).order_by("pk")
    for clock in rows.filter(code__in=[*acceptance, OBJECT.code, ASSIGNED_LIMIT.code]):
        clock.matter = turn.matter
        code = next((one for one in wanted if one in acceptance), "") if clock.code in acceptance else clock.code
        start = wanted.pop(code, None)
        if start is None:
            drop_clock(clock=clock)
        else:
            restate_clock(clock=clock, start_on=start.start_on, term=start.term, evidence=EVIDENCE)
    for start in wanted.values():
        if case.accepted_on and start.term.code != ASSIGNED_LIMIT.code:
            continue  # decided long ago: nothing to be late with
        start_clock(
            matter=turn.matter,
            term=start.term,
            start_on=start.start_on,
            evidence=EVIDENCE,
            is_owed_by_petitioner=start.term.code == OBJECT.code,
        )
    if case.case_class != "claim":
        for clock in Clock.objects.filter(matter=turn.matter, code__in=[CONCLUDE.code, SIMPLE_CLOSE.code]):
            clock.matter = turn.matter
            drop_clock(clock=clock)
