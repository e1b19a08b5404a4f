"""What the office decides about a registered case: answer on the spot, accept, pass on to an outside organ (条例 22, 23)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.back_entries import NO_PROOF, Proof, admit, ask_to_confirm
from petitions.cases.actions.clocks import answer_due_on, run_clocks
from petitions.cases.actions.issuing import issue_paper, paper_name
from petitions.cases.actions.parts import known_unit
from petitions.cases.actions.wording import Wording, settle_wording
from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import lead_assignment
from petitions.cases.queries.identities import addressees_of
from petitions.cases.queries.paper_facts import attachment_names, paper_facts
from petitions.cases.rules.channels import PATHS
from petitions.cases.rules.order import check_day
from petitions.cases.rules.simple_track import SimpleFacts, simple_track_ineligible
from petitions.permissions import ACCEPT_CASE, ANSWER_DIRECTLY, TRANSFER_CASE
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.queries.access import implicated_places, place_of
from records.matters.rules import is_touched
from records.papers.actions.approvals import check_nothing_pending
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.directory.models.units import UnitKind
from township.directory.queries.recipients import liaisons_of
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

TRACKS = {"ordinary": "普通程序", "simple": "简易办理"}


def answer_directly(
    *,
    case_id: int,
    revision: int,
    text: str,
    manner: str = "oral",
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Answer on the spot and conclude (条例第二十三条). manner: "oral", or "written" for a numbered answer slip."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ANSWER_DIRECTLY, by=by, at=at)
        move = turn.move("answer_directly")
        check_nothing_pending(turn.matter, "refusal")
        answer = check_words("答复内容", text, field="text", least=4, most=2000)
        if manner not in ("oral", "written"):
            raise Refused("请选择口头答复或书面答复。", field="manner")
        document = None
        if manner == "written":
            settle_wording(turn, wording)
            facts = paper_facts(turn.row, clerk_name=by.signature(), reason=answer)
            document = issue_paper(turn, "direct_answer", facts=facts)
        case = turn.row
        case.outcome_on = case.concluded_on = turn.today
        run_clocks(
            turn, "answer_directly", on=turn.today, evidence=paper_name(document) if document else "当场口头答复"
        )
        return finish(
            turn,
            move,
            text=f"当场{'书面' if document else '口头'}答复",
            note=answer,
            document=document,
            public_text="已当场答复",
            detail={"manner": manner},
        )


def accept(
    *,
    case_id: int,
    revision: int,
    on: date,
    path31: int | None = 6,
    track: str = "ordinary",
    scope: str = "",
    body: str | None = None,
    proof: Proof = NO_PROOF,
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Accept the case on the day `on`, which starts the clock of the answer (条例第二十三、三十四条).

    path31: item of 条例第三十一条; track: ordinary | simple, then scope says which case of 简易办理办法第四条 it is; body: the
    clerk's text of the notice of acceptance; proof: of a day before today (补录);
    wording: title and claims where nobody has settled them yet. The notice is issued unless name or address is unclear. Suggestions are
    taken up without path, track and notice (第二十九条).
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ACCEPT_CASE, by=by, at=at)
        move = turn.move("accept")
        check_nothing_pending(turn.matter, "refusal")
        _check_acceptor(turn)
        case = turn.row
        check_day("受理日期", on, today=turn.today, after=case.received_on, after_label="收到日期")
        if case.case_class == "claim":
            _decide_way(turn, path31, track, scope)
        late = admit(turn, on, proof)
        if case.case_class == "claim":
            settle_wording(turn, wording)
        case.accepted_on = on
        document = acceptance_notice(turn, body)
        evidence = late.evidence if late else paper_name(document) if document else "受理决定"
        stopped = run_clocks(turn, "accept", on=on, evidence=evidence, recorded_on=turn.today)
        ask_to_confirm(turn, late, move.label, stopped)
        way = f"，{PATHS[case.path31]}，{TRACKS[case.track]}" if case.path31 else ""
        finish(
            turn,
            move,
            text=f"{move.label}{way}",
            on=on,
            document=document,
            public_text=f"已{move.label}",
            detail={"path31": case.path31, "track": case.track},
        )
        tell(turn, liaisons_of(_live_units(case), turn.today), kind="accepted", text="已受理", key=str(case.revision))
        return case


def _check_acceptor(turn: Turn) -> None:
    """A liaison accepts for the lead unit only; nobody while a unit's objection waits for its decision."""
    lead = lead_assignment(turn.row)
    if turn.by.reach(ACCEPT_CASE) == Reach.OWN and (lead is None or lead.unit_id not in turn.by.unit_ids):
        raise NotAllowed("只有主办单位的联络员可以代为受理，协办单位不用受理。")
    if Objection.objects.filter(assignment__case=turn.row, state=Objection.State.PENDING).exists():
        raise Refused("承办单位提出的异议还没有核实，请先作出核实决定。", "条例第二十三条第三款")


def _decide_way(turn: Turn, path31: int | None, track: str, scope: str) -> None:
    """Path and track of a claim; the simple track only where nothing speaks against it."""
    case = turn.row
    if path31 not in PATHS:
        raise Refused("受理前请先确定办理途径（第一至六项）。", "条例第三十一条", "path31")
    if track not in TRACKS:
        raise Refused("请选择普通程序或简易办理。", field="track")
    if track == "simple":
        _check_simple(case, path31, scope)
    case.path31, case.track = path31, track


def _check_simple(case: Case, path31: int, scope: str) -> None:
    units = case.assignments.filter(ended_on__isnull=True).count() or 1
    facts = SimpleFacts(
        case_class=case.case_class,
        is_first=not case.is_repeat,
        scope=scope,
        path31=path31,
        received_via=case.received_via,
        units=units,
        is_joint=case.is_joint,
        is_group=case.is_group,
    )
    for reason in simple_track_ineligible(facts):
        raise Refused(reason.text, reason.article, "track")


def acceptance_notice(turn: Turn, body: str | None, *, supersedes: Document | None = None) -> Document | None:
    """The notice of acceptance, issued; None where nobody can be told. supersedes: one that named a wrong day."""
    case = turn.row
    if case.case_class != "claim" or not addressees_of(list(case.petitioners.all())).is_reachable:
        return None
    lead = lead_assignment(case)
    unit = {"target_unit": lead.unit.name, "target_unit_phone": lead.unit.phone} if lead else {}
    due_on = answer_due_on(case, case.accepted_on, path31=case.path31, track=case.track)
    facts = paper_facts(case, clerk_name=turn.by.signature(turn.right), raw_due_on=due_on, **unit)
    return issue_paper(turn, "acceptance", facts=facts, body=body, supersedes=supersedes)


def transfer(
    *,
    case_id: int,
    revision: int,
    to_unit_id: int,
    reason: str,
    on: date,
    body: str | None = None,
    notice_body: str | None = None,
    proof: Proof = NO_PROOF,
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Pass the case on to a competent outside organ: 转送单 to it, 去向告知书 to the petitioner (条例第二十二、二十三条)."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=TRANSFER_CASE, by=by, at=at)
        move = turn.move("transfer")
        check_nothing_pending(turn.matter, "refusal")
        unit = known_unit(by, to_unit_id)
        check_outside(turn, unit)
        why = check_words("转送的理由", reason, field="reason", least=2, most=300)
        check_day("转送日期", on, today=turn.today, after=turn.row.received_on, after_label="收到日期")
        late = admit(turn, on, proof)
        settle_wording(turn, wording)
        facts = paper_facts(
            turn.row,
            clerk_name=by.signature(),
            target_unit=unit.name,
            target_unit_phone=unit.phone,
            target_on=on,
            reason=why,
            attachments=attachment_names(turn.row),
        )
        letter = issue_paper(turn, "transfer", facts=facts, body=body, is_for_petitioner=False)
        if addressees_of(list(turn.row.petitioners.all())).is_reachable:
            issue_paper(turn, "destination_notice", facts=facts, body=notice_body)
        turn.row.transferred_to, turn.row.outcome_on = unit, on
        end_assignments(turn, on)
        evidence = late.evidence if late else paper_name(letter)
        stopped = run_clocks(turn, "transfer", on=on, evidence=evidence, recorded_on=turn.today)
        ask_to_confirm(turn, late, f"转送{unit.name}", stopped)
        return finish(
            turn,
            move,
            text=f"转送{unit.name}",
            on=on,
            note=why,
            unit=unit,
            document=letter,
            public_text=f"已转送{unit.name}",
            detail={"unit": unit.pk},
        )


def check_outside(turn: Turn, unit) -> None:
    """Refused unless the unit is an outside organ that the case does not complain of."""
    if unit.kind != UnitKind.OUTSIDE:
        raise Refused("转送只给本乡镇以外的机关；本乡镇的单位请用“交办”。", "条例第二十二条", "to_unit")
    if any(is_touched(place_of(unit), place) for place in implicated_places(turn.matter)):
        raise Refused(
            f"{unit.name}是被反映的单位，材料不得转给它，请转送它的上级机关。", "条例第三十条第三款", "to_unit"
        )


def end_assignments(turn: Turn, on: date) -> None:
    """Take back what the units still have in hand; they keep sight of what was theirs."""
    live = turn.row.assignments.filter(ended_on__isnull=True)
    live.update(ended_on=on, state=Assignment.State.WITHDRAWN)
    tell(turn, liaisons_of(_live_units(turn.row), turn.today), kind="taken_back", text="交办已收回", key=str(on))


def _live_units(case: Case) -> list[int]:
    return list(case.matter.holdings.filter(ended_on__isnull=True).values_list("unit_id", flat=True))
