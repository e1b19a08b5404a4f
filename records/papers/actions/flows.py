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
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Model

from records.acts.actions.turns import STALE, Turn, finish, journal, scope_matter, take, tell
from records.acts.rules.states import Move
from records.clocks.rules.terms import Term
from records.matters.actions.public_words import check_public
from records.matters.queries.closed import words_kept_from
from records.matters.queries.people import linked_to
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import ensure
from records.notices.rules.reached import Reached
from records.papers.actions.approvals import decide, pending, propose, withdraw
from records.papers.actions.documents import (
    approve_document,
    check_read_text,
    issue_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address, names, receipt, send_out, unreceipted
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
from records.papers.rules.closed import mentions
from records.papers.rules.flows import PaperFacts, PaperWork, paper_owed
from records.papers.rules.prose import check_filled
from records.work.rules import Owed
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of, people_with, without_liaison
from township.permissions import Capability, Reach
from township.refusals import Refused
from township.signing import signed_by
from township.words import check_words

MOST_WORDS = 20_000
MAIN, COPY = Recipient.Part.MAIN, Recipient.Part.COPY


WRITTEN = "这份文稿刚刚由别人改过，您的文字没有存入。两份文字都在下面，请合并后再保存。"
READ = "这份文稿在您阅看之后又有改动。两份文字都在下面，请重新阅看后再审批。"


class TextChanged(Refused):
    """Somebody else saved the text while it was being written or read: both texts are shown, nothing is overwritten."""

    def __init__(self, document: Document, sentence: str):
        super().__init__(sentence, field="body")
        self.conflict = document


@dataclass(frozen=True)
class Moves:
    """What the steps are called in the state table of the row; "" = the step leaves the state alone."""

    save: str = "save"
    submit: str = "submit"
    take_back: str = "take_back"
    give_back: str = "give_back"
    approve: str = "approve"
    issue: str = "issue"


class Flow:
    """One kind of text that somebody approves. Override what is special; see the module for the whole."""

    kind: ClassVar[str]  # of the approval; of the document unless the institution drafts several kinds
    label: ClassVar[str]
    model: ClassVar[type[Model]]
    view: ClassVar[Capability]
    write: ClassVar[Capability]
    approve: ClassVar[Capability]
    issue: ClassVar[Capability | None] = None  # None: approving issues at once
    receive: ClassVar[Capability | None] = None  # None: nobody owes a receipt
    receipt: ClassVar[Term | None] = None
    moves: ClassVar[Moves] = Moves()
    series: ClassVar[str] = ""  # of the number that it gets at issue; "" for a paper without one
    kept: ClassVar[tuple[str, ...]] = ("number",)  # columns that the row has for it: number, issued_on
    names_matter: ClassVar[bool] = False  # whether the whole thing goes by that number from then on
    issue_word: ClassVar[str] = "印发"  # what issuing is called: a notice is put up (公布)
    names_people: ClassVar[bool] = False  # whether telephone numbers and names of petitioners may stand in the text
    approve_word: ClassVar[str] = "审批"  # what the decision is called: a request upward is signed (签发)

    # --- what an institution says about its text --------------------------------------------------------------------

    def name(self, row: Model) -> str:
        """What sentences call the text of this row."""
        return self.label

    def document(self, row: Model) -> Document | None:
        """The text in hand."""
        return row.document

    def approver(self, row: Model) -> Capability:
        """The right by which this very text is approved."""
        return self.approve

    def check_by_hand(self, turn: Turn) -> None:
        """Refused where the text is not written on its own page (it is made from something else)."""

    def check(self, turn: Turn) -> None:
        """Refused while something is missing for handing it in, besides places left to fill in."""

    def renew(self, turn: Turn) -> None:
        """Put to the text, once what was written is checked, what only the moment of handing in can tell."""

    def bars(self, actor: Actor, row: Model) -> str:
        """Why this actor decides nothing about the text though the right is there (recusal by an item); "" = nothing."""
        document = self.document(row)
        closed = words_kept_from(actor) if document is not None else ()
        return (
            f"{self.name(row)}里有您不能查看的事项，请由另一位同志办理"
            if closed and mentions(document.body, closed)
            else ""
        )

    def about(self, row: Model) -> list[tuple[str, str]]:
        """(words, address) of what the text is about, on its page."""
        return []

    def reading(self, row: Model) -> list[tuple[str, str]]:
        """(label, value) above the text on the page where it is decided."""
        document = self.document(row)
        drafter = signed_by(document, "drafted", right=self.write, blank="系统按数据")
        units, copies = self.addressees(row)
        lines = [("拟稿", f"{drafter}，第 {document.version} 稿")]
        return lines + [(label, "、".join(names_)) for label, names_ in (("主送", units), ("抄送", copies)) if names_]

    def warnings(self, row: Model, on: date) -> list[tuple[str, str]]:
        """(label, sentence) that who decides or issues on this day must know."""
        return []

    def asking(self, row: Model, approval: Approval) -> str:
        """What the deciders are told; no names, no words of the matter."""
        return f"请{self.approve_word}{self.name(row)}"

    def summary(self, row: Model) -> str:
        """The line in the list of approvals, without personal data."""
        return f"{self.name(row)}{self.approve_word}"

    def series_of(self, row: Model) -> str:
        """The series of this very text."""
        return self.series

    def number(self, turn: Turn) -> str:
        """The number, taken now; "" for a paper without one."""
        row, series = turn.row, self.series_of(turn.row)
        if not series:
            return ""
        number = issue_number(series, township_id=row.township_id, on=turn.today, mark=turn.matter.township.mark)
        for name, value in (("number", number), ("issued_on", turn.today)):
            if name in self.kept:
                setattr(row, name, value)
        return number

    def layout(self, row: Model) -> dict | None:
        """What the layout needs, frozen at issue; None = as at drafting."""
        return None

    def html(self, row: Model, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        """The page as it prints; without number and date for a preview."""
        raise LookupError(f"{self.kind} has no layout")

    def shown(self, row: Model, body: str) -> str:
        """The text as a page may show it: personal data that the paper prints in full stand masked there."""
        return body

    def handed_in(self, approval: Approval) -> str:
        """The sentence for who handed the text in."""
        return "已送审。"

    def concerned(self, turn: Turn, approval: Approval) -> Iterable[int | None]:
        """Persons who hear of the decision."""
        return [approval.proposed_by_id]

    def saved(self, turn: Turn) -> None:
        """What the institution keeps when the text was saved."""

    def listed(self, turn: Turn) -> None:
        """What the institution keeps when the distribution list was changed by hand."""

    def approved(self, turn: Turn, approval: Approval) -> None:
        """What the institution keeps when the text is approved (who and when)."""

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        """What the institution forgets when the text is a draft again; approval: None when it was taken back."""

    def issued(self, turn: Turn) -> None:
        """What follows from issue: duties fulfilled, clocks, tasks."""

    # --- actions ----------------------------------------------------------------------------------------------------

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

    def hand_in(self, turn: Turn, *, summary: str = "", detail: dict | None = None, note: str = "") -> Approval:
        """The same for a row in hand. summary: of this very proposal; detail: codes and numbers that the decision needs;
        note: why it is asked for."""
        move, row = self._move(turn, "submit"), turn.row
        self._check_bars(turn)
        self.check(turn)
        self.renew(turn)
        self._check_blanks(row)
        self._check_public(row)
        document = submit_document(document=self.document(row), by=turn.by, at=turn.at)
        self.keep_document(row, document)
        right = self.approver(row)
        approval = propose(
            matter=turn.matter,
            kind=self.kind,
            capability=right,
            summary=summary or self.summary(row),
            by=turn.by,
            at=turn.at,
            detail={"row": row.pk} | (detail or {}),
            document=document,
        )
        facts = {"approval": approval.pk, "version": document.version} | (detail or {})
        self._finish(turn, move, "submit", f"{self.name(row)}送审", facts, note=note)
        deciders = people_with(right, row.township_id, turn.today)
        tell(turn, deciders, kind="approval", text=self.asking(row, approval), key=str(approval.pk))
        return approval

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
            unreceipted=receipts_owed(document, self.receipt.code, scope_matter(row).pk) if is_sent else (),
        )

    # --- building blocks --------------------------------------------------------------------------------------------

    def take(self, row_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
        """The row in hand (records.acts.actions.turns.take)."""
        return take(self.model, row_id, revision=revision, capability=capability, by=by, at=at)

    def write_text(self, turn: Turn, body: str) -> None:
        """Save a text into the draft of the row in hand as its next version."""
        document = self.document(turn.row)
        self.keep_document(
            turn.row, save_text(document=document, body=body, version=document.version, by=turn.by, at=turn.at)
        )
        self.saved(turn)

    def keep_document(self, row: Model, document: Document) -> None:
        """Put the document as it is now into the row in hand."""
        row.document = document

    def composed(self, turn: Turn, **more) -> str | None:
        """The text where it follows from what the form holds, which is put into the row here, so that the two cannot differ;
        None where it is as it was typed."""
        return None

    def keep(self, turn: Turn, **more) -> None:
        """Keep what the form holds besides the text (title, addressees)."""

    def addressees(self, row: Model) -> tuple[list[str], list[str]]:
        """Names of 主送 and 抄送 as the paper prints them."""
        rows = list(self.document(row).recipients.all())
        return names(rows, MAIN), names(rows, COPY)

    def _write(self, turn: Turn, *, revision: int | None, body: str, version: int | None, **more) -> None:
        text = self.composed(turn, **more)
        body = body if text is None else text
        self.check_by_hand(turn)
        document = Document.objects.get(pk=self.document(turn.row).pk)
        body = check_words("正文", body.replace("\r\n", "\n"), field="body", least=0, most=MOST_WORDS)
        if document.version != version and document.body != body:
            raise TextChanged(document, WRITTEN)
        if revision is not None and revision != turn.row.revision:
            raise Refused(STALE)
        self.write_text(turn, body)
        self.keep(turn, **more)

    def _approve(self, turn: Turn, move: Move | str, approval: Approval, version: int, text_sha256: str) -> None:
        row = turn.row
        document = approve_document(
            document=self.document(row), version=version, text_sha256=text_sha256, by=turn.by, at=turn.at
        )
        self.keep_document(row, document)
        self.approved(turn, approval)
        if self.issue is None:
            self._issue(turn, move, "approve", approval)
            after = f"已批准{self.issue_word}"
        else:
            self._finish(turn, move, "approve", f"批准{self.name(row)}", {"approval": approval.pk, "version": version})
            after = "已批准，可以编号印发"
        told = self.concerned(turn, approval)
        tell(turn, told, kind="decided", text=f"{self.name(row)}{after}", key=str(approval.pk))

    def _give_back(self, turn: Turn, move: Move | str, approval: Approval, remark: str) -> None:
        row = turn.row
        self.keep_document(row, return_document(document=self.document(row), by=turn.by, at=turn.at))
        self.returned(turn, approval)
        self._finish(turn, move, "give_back", f"退回{self.name(row)}修改", {"approval": approval.pk}, note=remark)
        text = f"{self.name(row)}退回修改，意见见文稿页"
        tell(turn, self.concerned(turn, approval), kind="returned", text=text, key=str(approval.pk))

    def _issue(self, turn: Turn, move: Move | str, step: str, approval: Approval | None = None) -> None:
        row = turn.row
        number, document = self.number(turn), self.document(row)
        html = self.html(row, document.body, number=number, issued_on=turn.today)
        document = issue_document(
            document=document,
            number=number,
            issued_on=turn.today,
            pdf=render_pdf(
                html, title=f"{document.title} {number}".strip(), stand_ins=stand_ins_of(row.matter.township_id)
            ),
            by=turn.by,
            at=turn.at,
            facts=self.layout(row),
        )
        self.keep_document(row, document)
        detail = {"number": number} | ({"approval": approval.pk} if approval else {})
        units = self._send_out(turn, document)
        if self.names_matter:
            turn.matter.number = number
            turn.matter.save(update_fields=["number"])
        self.issued(turn)
        self._finish(turn, move, step, f"{self.issue_word}{number or self.name(row)}", detail, document=document)
        # The sentence begins with the number of the matter: a text that lies in a file of its own says which one it is.
        what = f"{self.name(row)}{number}" if turn.matter.pk != row.matter.pk else ""
        text = f"{what}已{self.issue_word}" + ("，请签收" if self.receive else "")
        tell(turn, liaisons_of(units, turn.today), kind="issued", text=text, key=number or str(document.pk))

    def _send_out(self, turn: Turn, document: Document) -> list[int]:
        """The paper goes out; returns the units inside that are told."""
        inside = send_out(
            matter=turn.matter,
            document=document,
            term=self.receipt,
            evidence=document.number or self.name(turn.row),
            by=turn.by,
            at=turn.at,
        )
        return [unit.pk for unit in inside]

    def _finish(
        self,
        turn: Turn,
        move: Move | str,
        step: str,
        text: str,
        detail: dict | None = None,
        *,
        note: str = "",
        document: Document | None = None,
    ) -> None:
        finish(turn, move or step, text=text, detail=detail, note=note, document=document)

    def _move(self, turn: Turn, step: str) -> Move | str:
        name = getattr(self.moves, step)
        return turn.move(name) if name else ""

    def _check_bars(self, turn: Turn) -> None:
        reason = self.bars(turn.by, turn.row)
        if reason:
            raise NotAllowed(reason)

    def _check_blanks(self, row: Model) -> None:
        check_filled(self.document(row).body)

    def _check_public(self, row: Model) -> None:
        if self.names_people:
            return
        document, matter = self.document(row), scope_matter(row)
        asked = {"township_id": row.township_id, "matters": linked_to(matter.pk, row.pk)}
        check_public("标题", document.title, field="title", **asked)
        check_public("正文", document.body, field="body", **asked)

    def _check_read(self, row: Model, approved: bool, version: int, text_sha256: str) -> None:
        if not approved:
            return
        document = Document.objects.get(pk=self.document(row).pk)
        try:
            check_read_text(document, version, text_sha256)
        except Refused:
            raise TextChanged(document, READ) from None
