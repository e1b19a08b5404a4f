"""The steps of a text inside an action that has its row in hand: written, handed in, approved, given back, issued."""

from datetime import datetime

from django.db.models import Model

from records.acts.actions.turns import STALE, Turn, finish, scope_matter, take, tell
from records.acts.rules.states import Move
from records.matters.actions.public_words import check_public
from records.matters.queries.people import linked_to
from records.papers.actions.approvals import propose
from records.papers.actions.declared import Declared
from records.papers.actions.documents import (
    approve_document,
    check_read_text,
    issue_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.recipients import send_out
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.prose import check_filled
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import liaisons_of, people_with
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words

MOST_WORDS = 20_000
WRITTEN = "这份文稿刚刚由别人改过，您的文字没有存入。两份文字都在下面，请合并后再保存。"
READ = "这份文稿在您阅看之后又有改动。两份文字都在下面，请重新阅看后再审批。"


class TextChanged(Refused):
    """Somebody else saved the text while it was being written or read: both texts are shown, nothing is overwritten."""

    def __init__(self, document: Document, sentence: str):
        super().__init__(sentence, field="body")
        self.conflict = document


class Steps(Declared):
    """Each is called inside the transaction of its action; a flow overrides one only to say more than `Declared` can."""

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
