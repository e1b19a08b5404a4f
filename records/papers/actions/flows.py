"""The one way of a text that somebody approves: draft → submit → approve as read → number → issue → receipts.

An institution declares its flow once and gets the actions, the pages (records.papers.views.flows) and what is owed:

```python
class NoticeFlow(Flow):
    kind, label, model = "session_notice", "会议通知", SessionNotice
    write, approve, issue = WRITE_NOTICE, APPROVE_NOTICE, ISSUE_NOTICE
    receipt, receive = RECEIVE_NOTICE_TERM, RECEIVE_NOTICE
    series, kept = SERIES, ("number", "issued_on")  # its number, taken at issue

    def check(self, turn): ...                     # what must be there before it is handed in
    def html(self, row, body, *, number="", issued_on=None): ...   # a letter has its own: records.papers.actions.letters

NOTICES = NoticeFlow()
```
Whatever the institution: a stale text never overwrites a newer one and both are shown (`TextChanged`); what is typed is what
is handed in; the approval is bound to the version and hash of the text that was read; drafter, last writer and proposer do
not approve; who is shut out of something in the text decides nothing about it; the number is taken at issue only; the issued
bytes are stored. A flow's row may have a life of its own (a case, an urgent report): `moves` says how the steps are called in
its state table, "" where a step leaves the state alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from records.acts.actions.turns import Turn, finish, journal, scope_matter, tell
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import ensure
from records.notices.rules.reached import Reached
from records.papers.actions.approvals import decide, pending, withdraw
from records.papers.actions.declared import Moves
from records.papers.actions.documents import return_document
from records.papers.actions.recipients import Distribution, address, receipt, unreceipted
from records.papers.actions.steps import Steps, TextChanged
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.models.recipients import Recipient
from records.papers.pdf import render_pdf
from records.papers.queries.flows import (
    PaperRows,
    last_return,
    makers,
    pending_of,
    receipts_owed,
    receivable,
    recipients_of,
)
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.flows import PaperFacts, PaperWork, paper_owed
from records.work.rules import Owed
from township.actors import Actor
from township.directory.queries.recipients import liaisons_of, without_liaison
from township.permissions import Capability, Reach
from township.refusals import Refused
from township.signing import signed_by

__all__ = ["Flow", "Moves", "TextChanged"]


class Flow(Steps):
    """One kind of text that somebody approves: its actions, what its doors look at and what is owed on it."""

    def save(
        self, row_id: int, *, revision: int | None, body: str, version: int, by: Actor, at: datetime, **more
    ) -> Model:
        """Save the text as its next version; more: what else the form holds, handed to `keep`."""
        with transaction.atomic():
            turn = self.take(row_id, revision=None, capability=self.write, by=by, at=at)
            move = self._move(turn, "save")
            self._write(turn, revision=revision, body=body, version=version, **more)
            self._finish(turn, move, "save", f"修改{self.name(turn.row)}", {"version": self.document(turn.row).version})
            return turn.row

    def submit(
        self,
        row_id: int,
        *,
        revision: int | None,
        body: str | None = None,
        version: int | None = None,
        by: Actor,
        at: datetime,
        **more,
    ) -> Approval:
        """Hand the text in. body, version, more: what stands on the page, saved first; None = as it was saved."""
        with transaction.atomic():
            is_typed = body is not None
            turn = self.take(row_id, revision=None if is_typed else revision, capability=self.write, by=by, at=at)
            if is_typed:
                move = self._move(turn, "save")
                turn.row.state = move.target if move else turn.row.state
                self._write(turn, revision=revision, body=body, version=version, **more)
            return self.hand_in(turn)

    def take_back(self, row_id: int, *, revision: int | None, by: Actor, at: datetime) -> Model:
        """Take a text that is not issued back for changes; an approval falls away."""
        with transaction.atomic():
            turn = self.take(row_id, revision=revision, capability=self.write, by=by, at=at)
            move, row = self._move(turn, "take_back"), turn.row
            if self.document(row).state == Document.State.SUBMITTED:
                approval = pending(turn.matter, self.kind)
                if approval.proposed_by_id != by.person_id:
                    proposer = signed_by(approval, "proposed", right=self.write)
                    raise Refused(f"{self.name(row)}由{proposer}送审，请由本人撤回，或请审批人退回。")
                withdraw(approval_id=approval.pk, by=by, at=at)
            self.keep_document(row, return_document(document=self.document(row), by=by, at=at))
            self.returned(turn, None)
            self._finish(turn, move, "take_back", f"撤回{self.name(row)}修改")
            return row

    def decide(
        self, row_id: int, *, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
    ) -> Model:
        """Approve the very text that was read, or give it back with a remark.

        version, text_sha256: of the text on the page. Raises TextChanged when it changed since; Refused for who drafted,
        last changed or handed it in, and for whom something in it shuts out.
        """
        with transaction.atomic():
            turn = self.take(row_id, revision=None, capability=self.view, by=by, at=at)
            ensure(by, self.approver(turn.row), turn.matter)
            turn.right = self.approver(turn.row)
            move, row = self._move(turn, "approve" if approved else "give_back"), turn.row
            self._check_bars(turn)
            approval = pending(turn.matter, self.kind)
            self._check_read(row, approved, version, text_sha256)
            decide(
                approval_id=approval.pk,
                approved=approved,
                remark=remark,
                by=by,
                at=at,
                version=version,
                text_sha256=text_sha256,
            )
            if approved:
                self._approve(turn, move, approval, version, text_sha256)
            else:
                self._give_back(turn, move, approval, remark)
            return row

    def issue_paper(self, row_id: int, *, revision: int | None, by: Actor, at: datetime) -> Model:
        """Number, freeze and send out an approved text. The number's year and the date of issue are the day of the action."""
        with transaction.atomic():
            turn = self.take(row_id, revision=revision, capability=self.issue or self.approve, by=by, at=at)
            move = self._move(turn, "issue")
            self._check_bars(turn)
            self._issue(turn, move, "issue")
            return turn.row

    def distribute(self, row_id: int, *, revision: int | None, to: Distribution, by: Actor, at: datetime) -> Model:
        """Change the distribution list while nothing has been sent out."""
        with transaction.atomic():
            turn = self.take(row_id, revision=revision, capability=self.write, by=by, at=at)
            document = self.document(turn.row)
            if document.state in (Document.State.ISSUED, Document.State.VOID):
                raise Refused(f"{self.name(turn.row)}已经印发，收文单位不能再改。")
            address(document, to)
            self.listed(turn)
            finish(turn, "distribute", text=f"修改{self.name(turn.row)}的收文单位")
            return turn.row

    def receive_paper(self, row_id: int, *, recipient_id: int, note: str = "", by: Actor, at: datetime) -> Recipient:
        """签收 by the unit itself, or noted by the office for an organ without an account."""
        with transaction.atomic():
            turn = self.take(row_id, revision=None, capability=self.receive, by=by, at=at)
            row = receipt(
                matter=turn.matter,
                document=self.document(turn.row),
                recipient_id=recipient_id,
                capability=self.receive,
                note=note,
                term=self.receipt,
                by=by,
                at=at,
            )
            is_own = row.unit_id in by.unit_ids
            text = f"{row.label}签收" if is_own else f"登记送达{row.label}"
            finish(turn, "receive", text=text, unit=row.unit, detail={"recipient": row.pk, "unit": row.unit_id})
            return row

    def remind(self, row_id: int, *, by: Actor, at: datetime) -> Reached:
        """Remind the units that have not receipted, once a day; says whom it reached and whom it could not."""
        with transaction.atomic():
            turn = self.take(row_id, revision=None, capability=self.issue or self.write, by=by, at=at)
            missing = unreceipted(self.document(turn.row))
            if not missing:
                raise Refused("没有等待签收的单位。")
            units = [row.unit_id for row in missing]
            people = liaisons_of(units, turn.today)
            told = tell(turn, people, kind="remind", text="待签收", key=f"{turn.today:%Y%m%d}")
            if not told:
                raise Refused("今天已经提醒过，或者没有签收的单位没有联络员账号，请电话催办。")
            unreached = tuple(without_liaison(units, turn.today))
            journal(turn, "remind", detail={"told": told, "unreached": len(unreached)})
            return Reached(tuple(row.label for row in missing if row.label not in unreached), told, unreached, "催签")

    def preview(self, row: Model, *, by: Actor, at: datetime, body: str | None = None) -> bytes:
        """The draft as it would print, without number and date; a line in the journal. The caller has found the row in
        sight. body: what is typed and not saved yet."""
        document = self.document(row)
        with transaction.atomic():
            journal(Turn(row, by, at), "preview", detail={"document": document.pk, "version": document.version})
        page = self.html(row, document.body if body is None else body)
        return render_pdf(page, title=document.title, stand_ins=stand_ins_of(row.matter.township_id))

    def standing(
        self,
        actor: Actor,
        row: Model,
        *,
        rights: Iterable[Capability] = (),
        facts: type[PaperFacts] = PaperFacts,
        parts: Mapping[str, frozenset[int]] | None = None,
        bars: str | None = None,
        read: PaperRows | None = None,
        **more,
    ) -> PaperFacts:
        """What the doors of the paper look at. rights: others that the institution's own doors ask for; facts:
        the institution's own kind of facts, with `more` in it; parts: what its own acts on parts are open on; bars,
        read: where they are known anyway."""
        document = self.document(row)
        own = [one for one in (self.write, self.issue, self.receive, self.approver(row), *rights) if one]
        may = rights_on(actor, scope_matter(row), own)
        if document is None:
            return facts(state=row.state, may=may, parts=dict(parts or {}), **more)
        is_open = document.state in (Document.State.SUBMITTED, Document.State.APPROVED)
        approval = (read.pending if read else pending_of(document, self.kind)) if is_open else None
        decides = self.approver(row).code in may
        is_sent = self.receive is not None and document.state == Document.State.ISSUED
        sent = (read.recipients if read else recipients_of(document)) if is_sent else []
        by_office = self.receive is not None and actor.reach(self.receive) == Reach.TOWNSHIP
        receive = receivable(sent, actor, by_office=by_office) if is_sent and actor.may(self.receive) else frozenset()
        return facts(
            state=row.state,
            may=may,
            text=document.state,
            decides=decides,
            is_maker=decides and approval is not None and actor.person_id in makers(document, approval, read),
            is_proposer=approval is not None and approval.proposed_by_id == actor.person_id,
            bars=self.bars(actor, row) if bars is None else bars,
            has_unreceipted=any(row.received_at is None and row.unit_id for row in sent),
            parts={"receive": receive, **(parts or {})},
            **more,
        )

    def work(self, row: Model) -> Iterator[Owed]:
        """Who owes the next step of the text: for the work of the institution's kind."""
        document = self.document(row)
        return paper_owed(self.paper_work(row, document)) if document is not None else iter(())

    def paper_work(self, row: Model, document: Document) -> PaperWork:
        """The facts of that, gathered."""
        pending = pending_of(document, self.kind) if document.state == Document.State.SUBMITTED else None
        is_sent = self.receipt is not None and document.state == Document.State.ISSUED
        return PaperWork(
            name=self.name(row),
            title=document.title,
            text=document.state,
            drafter=document.drafted_by_id,
            proposed_by=(pending.proposed_by_id, pending.proposed_by.name) if pending else None,
            is_returned=last_return(document, self.kind) is not None,
            write=self.write.code,
            approve=self.approver(row).code,
            issue=self.issue.code if self.issue else "",
            approve_word=self.approve_word,
            issue_word=self.issue_word,
            within=self.within,
            unreceipted=receipts_owed(document, self.receipt.code, scope_matter(row).pk) if is_sent else (),
        )
