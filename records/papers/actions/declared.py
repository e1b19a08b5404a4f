"""What an institution says about its text: its kind and rights, how it reads and prints, and what follows from each step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Model

from records.acts.actions.turns import Turn
from records.clocks.rules.terms import Term
from records.matters.queries.closed import words_kept_from
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import names
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.models.recipients import Recipient
from records.papers.rules.closed import mentions
from township.actors import Actor
from township.permissions import Capability
from township.signing import signed_by

MAIN, COPY = Recipient.Part.MAIN, Recipient.Part.COPY


@dataclass(frozen=True)
class Moves:
    """What the steps are called in the state table of the row; "" = the step leaves the state alone."""

    save: str = "save"
    submit: str = "submit"
    take_back: str = "take_back"
    give_back: str = "give_back"
    approve: str = "approve"
    issue: str = "issue"


class Declared:
    """Override what is special; see records.papers.actions.flows for the whole."""

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
    within: ClassVar[int] = 0  # working days for each of its steps; 0 = as many as the township has set
    names_people: ClassVar[bool] = False  # whether telephone numbers and names of petitioners may stand in the text
    approve_word: ClassVar[str] = "审批"  # what the decision is called: a request upward is signed (签发)

    def name(self, row: Model) -> str:
        """What sentences call the text of this row."""
        return self.label

    def document(self, row: Model) -> Document | None:
        """The text in hand."""
        return row.document

    def keep_document(self, row: Model, document: Document) -> None:
        """Put the document as it is now into the row in hand."""
        row.document = document

    def approver(self, row: Model) -> Capability:
        """The right by which this very text is approved."""
        return self.approve

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
