"""检举控告 (条例第三十条): who is on the access list registers, routes and reads; once routed, two persons open the words.

The words stand encrypted in one column and nowhere else. They go to no event, no notice, no journal, no search row.
"""

from datetime import datetime, timedelta

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.intake import check_outside
from petitions.cases.actions.issuing import draft_paper, paper_name
from petitions.cases.actions.parts import known_unit
from petitions.cases.actions.texts import CaseText, Outcome
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import attachment_names, paper_facts
from petitions.cases.queries.seals import is_opened_for
from petitions.permissions import APPROVE_ROUTE, APPROVE_UNSEAL, PROPOSE_ROUTE, PROPOSE_UNSEAL, READ_SEALED
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.acts.rules.states import Move
from records.matters.actions.access import grant_access
from records.matters.actions.public_words import check_public
from records.matters.models.access import Access
from records.papers.actions.approvals import decide, pending, propose
from records.papers.actions.flows import Moves
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.directory.models.people import Person
from township.directory.models.units import OutsideKind, Unit
from township.directory.queries.recipients import people_with
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words

ARTICLE = "条例第三十条"
OPEN_FOR = timedelta(hours=24)  # how long an approved opening lasts


def name_reader(*, case_id: int, revision: int, person_id: int, by: Actor, at: datetime) -> Case:
    """Put a person on the access list of an accusation; only by who stands on it. Refused for who is complained of."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_UNSEAL, by=by, at=at)
        _check_accusation(turn)
        person = Person.objects.filter(pk=person_id, township_id=by.township_id, is_active=True).first()
        if person is None:
            raise Refused("请选择本乡镇在岗的人员。", field="person")
        grant_access(matter=turn.matter, person=person, by=by, at=at)
        finish(turn, "name_reader", text=f"{person.name}列入知悉名单", article=ARTICLE, detail={"person": person.pk})
        tell(turn, [person.pk], kind="named", text="请在知悉范围内办理", key=str(person.pk))
        return turn.row


class RouteFlow(CaseText):
    """The letter that passes an accusation on; the organ is kept with the proposal. Issuing it seals the words."""

    kind, label = "route", "移送"
    papers = ("transfer",)
    write, approve = PROPOSE_ROUTE, APPROVE_ROUTE
    moves = Moves(save="", submit="propose_route", take_back="", give_back="", approve="route")
    gives_back = "return_route"

    def reading(self, row: Case) -> list[tuple[str, str]]:
        """With the organ it goes to."""
        document = self.document(row)
        return [*super().reading(row), ("移送", document.addressee)]

    def before_issue(self, turn: Turn, approval: Approval) -> None:
        check_outside(turn, known_unit(turn.by, approval.detail["unit"]))

    def outcome(self, turn: Turn, approval: Approval, issued: Document) -> Outcome:
        unit = known_unit(turn.by, approval.detail["unit"])
        turn.row.transferred_to, turn.row.outcome_on, turn.row.sealed_at = unit, turn.today, turn.at
        run_clocks(turn, "route", on=turn.today, evidence=paper_name(issued))
        return Outcome(f"移送{unit.name}，内容封存", "已移送有权机关处理", detail={"unit": unit.pk})

    def _finish(
        self, turn: Turn, move: Move | str, step: str, text: str, detail=None, *, note="", document=None
    ) -> None:
        """Words about an accusation stand in no timeline."""
        super()._finish(turn, move, step, text, detail, note="", document=document)


ROUTE = RouteFlow()


def propose_route(
    *, case_id: int, revision: int, to_unit_id: int, reason: str, body: str | None = None, by: Actor, at: datetime
) -> Approval:
    """Propose the organ that is to handle the accusation: 纪检监察 or another competent outside organ, never the accused.

    reason: kept encrypted with the draft of the letter, which names the matter by its number only; the materials travel
    outside the system, from hand to hand. body: the clerk's text of that letter.
    """
    with transaction.atomic():
        turn = ROUTE.take(case_id, revision=revision, capability=PROPOSE_ROUTE, by=by, at=at)
        _check_accusation(turn)
        turn.move("propose_route")
        unit = known_unit(by, to_unit_id)
        check_outside(turn, unit)
        if unit.outside_kind == OutsideKind.REVIEW:
            raise Refused("请移送纪检监察机关或其他有权处理的机关。", ARTICLE, "to_unit")
        why = check_words("移送的理由", reason, field="reason", least=2, most=200)
        _check_list_has(turn, APPROVE_ROUTE)
        _draft_letter(turn, unit, why, body)
        return ROUTE.hand_in(turn, summary=f"移送{unit.name}", detail={"unit": unit.pk})


def _draft_letter(turn: Turn, unit: Unit, why: str, body: str | None) -> None:
    facts = paper_facts(
        turn.row,
        with_names=False,
        clerk_name=turn.by.signature(turn.right),
        target_unit=unit.name,
        target_unit_phone=unit.phone,
        target_on=turn.today,
        reason=why,
        attachments=_materials(turn),
        place="",
        petitioner_names=[],
        visitors=None,
    )
    draft_paper(turn, "transfer", facts=facts, body=body, is_for_petitioner=False)


def _materials(turn: Turn) -> list[str]:
    """What goes with the letter, counted by kind of file: a name of a file may name the petitioner."""
    names = attachment_names(turn.row)
    return [
        f"随文材料{number}（{name.rpartition('.')[2].lower() or '文件'}）" for number, name in enumerate(names, start=1)
    ]


def _check_list_has(turn: Turn, capability: Capability) -> None:
    """Somebody else on the access list must be able to decide."""
    deciders = set(people_with(capability, turn.row.township_id, turn.today)) - {turn.by.person_id}
    if not Access.objects.filter(matter=turn.matter, person_id__in=deciders).exists():
        raise Refused("知悉名单里没有可以审批的召集人，请先把一位召集人列入知悉名单。", ARTICLE)


def propose_unseal(*, case_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask a convenor on the list to open words and identity for a day. reason: at least four characters, kept in the journal."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_UNSEAL, by=by, at=at)
        _check_accusation(turn)
        why = check_words("查看的理由", reason, field="reason", least=4, most=200)
        _check_list_has(turn, APPROVE_UNSEAL)
        approval = propose(
            matter=turn.matter, kind="unseal", capability=APPROVE_UNSEAL, summary="查看封存内容", by=by, at=at
        )
        finish(
            turn,
            "propose_unseal",
            text="申请查看检举控告内容",
            article=ARTICLE,
            reason=why,
            detail={"approval": approval.pk},
        )
        tell(
            turn,
            people_with(APPROVE_UNSEAL, by.township_id, turn.today),
            kind="approval",
            text="请审批查看申请",
            key=str(approval.pk),
        )
        return approval


def confirm_unseal(*, case_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Case:
    """The second person's word: for 24 hours the two of them may read. Refused for the proposer."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=APPROVE_UNSEAL, by=by, at=at)
        waiting = pending(turn.matter, "unseal")
        approval = decide(approval_id=waiting.pk, approved=approved, remark=remark, by=by, at=at)
        done = "同意查看检举控告内容（24小时内）" if approved else "不同意查看检举控告内容"
        finish(turn, "confirm_unseal", text=done, article=ARTICLE, detail={"approval": approval.pk, "agreed": approved})
        tell(turn, [approval.proposed_by_id], kind="decided", text="查看申请已审批", key=str(approval.pk))
        return turn.row


def read_words(*, case_id: int, reason: str, by: Actor, at: datetime) -> str:
    """The words of an accusation for who stands on its list; each reading is a line in the journal with its reason.

    After routing only inside an opening that two persons agreed on. Raises NotAllowed when it is closed.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=READ_SEALED, by=by, at=at)
        _check_accusation(turn)
        why = check_words("查看的理由", reason, field="reason", least=4, most=200)
        check_public("查看的理由", why, field="reason", township_id=turn.matter.township_id)
        ensure_open(turn.row, by, at)
        journal(turn, "accusation.read", reason=why)
        return turn.row.sealed_words


def ensure_open(case: Case, by: Actor, at: datetime) -> None:
    """NotAllowed while the content of this case is sealed for `by`. Ask it before words, files or papers of a case go out."""
    if case.sealed_at and not is_opened_for(case, by, at, OPEN_FOR):
        raise NotAllowed(
            "内容已经封存。查看须由知悉名单上的两人办理：一人申请，一位召集人批准，24小时内有效。", ARTICLE
        )


def _check_accusation(turn: Turn) -> None:
    if not turn.row.is_accusation:
        raise Refused("这不是检举控告事项。", ARTICLE)
