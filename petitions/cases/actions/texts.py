"""The texts of a case that somebody approves: reply, refusal, extension, letter of an accusation, each a paper flow.

A case keeps its life in its own state table, so a flow here says how its steps are called there and what its decision
brings; approving numbers and issues at once (条例第三十二条 and the others named with each).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from petitions.cases.actions.issuing import issue_draft
from petitions.cases.models.cases import Case
from petitions.cases.queries.masking import without_names
from petitions.cases.rules.paper_facts_json import facts_from_json
from petitions.cases.rules.papers import PaperFacts
from petitions.permissions import VIEW_CASE
from records.acts.actions.turns import Turn, finish
from records.acts.rules.states import Move
from records.matters.models.events import Event
from records.papers.actions.flows import Flow
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document


@dataclass(frozen=True)
class Outcome:
    """What the timeline, the look-up and the journal say of an approved text; texts without personal data."""

    text: str
    public_text: str = ""
    article: str = ""
    detail: Mapping = field(default_factory=dict)


class CaseText(Flow):
    """A text of a case. papers: kinds of its documents; gives_back: word of the journal for a return."""

    model, view = Case, VIEW_CASE
    names_people = True
    papers: ClassVar[tuple[str, ...]]
    gives_back: ClassVar[str] = ""

    # --- what each text says ------------------------------------------------------------------------------------------

    def facts(self, turn: Turn, document: Document) -> PaperFacts:
        """What the paper prints, as frozen when it was drafted."""
        return facts_from_json(document.facts)

    def before_issue(self, turn: Turn, approval: Approval) -> None:
        """Checks and rows that the paper needs before it is numbered; Refused where the approval comes too late."""

    def outcome(self, turn: Turn, approval: Approval, issued: Document) -> Outcome:
        """Clocks and rows that follow from the issued paper, and what is said of it."""
        raise NotImplementedError

    # --- the flow -----------------------------------------------------------------------------------------------------

    def document(self, row: Case) -> Document | None:
        """The latest text of these kinds that is not issued, else the latest at all."""
        rows = Document.objects.filter(matter_id=row.pk, kind__in=self.papers).exclude(state=Document.State.VOID)
        is_open = [Document.State.DRAFT, Document.State.SUBMITTED, Document.State.APPROVED]
        rows = rows.select_related("drafted_by").order_by("-pk")
        return rows.filter(state__in=is_open).first() or rows.first()

    def keep_document(self, row: Case, document: Document) -> None:
        """A case has many papers; each keeps its own state."""

    def shown(self, row: Case, body: str) -> str:
        return without_names(body, row)

    def reading(self, row: Case) -> list[tuple[str, str]]:
        """With why it was asked for."""
        asked = Event.objects.filter(matter_id=row.pk, move=f"propose_{self.kind}").order_by("-pk").first()
        why = [("理由", asked.note)] if asked and asked.note else []
        return [*super().reading(row), *why]

    def asking(self, row: Case, approval: Approval) -> str:
        return super().asking(row, approval) if row.is_accusation else f"请审批：{approval.summary}"

    def summary(self, row: Case) -> str:
        return self.name(row)

    def addressees(self, row: Case) -> tuple[list[str], list[str]]:
        return [], []

    def _issue(self, turn: Turn, move: Move | str, step: str, approval: Approval | None = None) -> None:
        self.before_issue(turn, approval)
        document = self.document(turn.row)
        issued = issue_draft(turn, document, facts=self.facts(turn, document))
        said = self.outcome(turn, approval, issued)
        finish(
            turn,
            move,
            text=said.text,
            document=issued,
            public_text=said.public_text,
            article=said.article,
            detail={"approval": approval.pk, "document": issued.pk} | dict(said.detail),
        )

    def _finish(
        self, turn: Turn, move: Move | str, step: str, text: str, detail=None, *, note="", document=None
    ) -> None:
        name = self.gives_back if step == "give_back" else step
        super()._finish(turn, move, name, text, detail, note=note, document=document or self._linked(turn))

    def _linked(self, turn: Turn) -> Document | None:
        """The document named in the timeline; none for what is known to few."""
        return None if turn.row.is_accusation else self.document(turn.row)
