"""Case documents from draft to issue: the number is taken, the page rendered and its bytes frozen in one transaction."""

from dataclasses import asdict
from datetime import date

from petitions.cases.papers import PAPER_KINDS, paper_html, paper_title, standard_text
from petitions.cases.queries.paper_facts import NAME_PLACE
from petitions.cases.rules.paper_facts_json import facts_to_json
from petitions.cases.rules.papers import PaperFacts
from records.acts.actions.turns import Turn
from records.papers.actions.documents import draft_document, issue_document, save_text
from records.papers.actions.numbers import issue_number
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of


def draft_paper(
    turn: Turn,
    kind: str,
    *,
    facts: PaperFacts,
    body: str | None,
    is_for_petitioner: bool,
    supersedes: Document | None = None,
) -> Document:
    """A draft of this kind: a draft that is there already gets the text as its next version.

    body: what the clerk made of the standard text; None or blank = the standard text itself. The place held for the
    petitioners' names is filled.
    """
    text = (body or "").strip() or standard_text(kind, facts)
    text = text.replace(NAME_PLACE, facts.petitioner_line or "信访人")
    draft = Document.objects.filter(matter=turn.matter, kind=kind, state=Document.State.DRAFT).order_by("-pk").first()
    title = "".join(paper_title(kind, facts))[:120]
    if draft:
        draft.title, draft.facts = title, facts_to_json(facts)
        draft.save(update_fields=["title", "facts"])
        return save_text(document=draft, body=text, version=draft.version, by=turn.by, at=turn.at)
    return draft_document(
        matter=turn.matter,
        kind=kind,
        title=title,
        body=text,
        facts=asdict(facts),
        addressee=_addressee(kind, facts),
        by=turn.by,
        at=turn.at,
        is_for_petitioner=is_for_petitioner,
        supersedes=supersedes,
    )


def _addressee(kind: str, facts: PaperFacts) -> str:
    """A letter goes to the unit, everything else to the petitioner."""
    is_letter = PAPER_KINDS[kind].variant == "letter"
    return facts.addressee or (facts.target_unit if is_letter else facts.petitioner_line)


def issue_paper(
    turn: Turn,
    kind: str,
    *,
    facts: PaperFacts,
    body: str | None = None,
    is_for_petitioner: bool = True,
    supersedes: Document | None = None,
) -> Document:
    """Draft and issue in one go, for papers that need no approval of their own."""
    document = draft_paper(
        turn, kind, facts=facts, body=body, is_for_petitioner=is_for_petitioner, supersedes=supersedes
    )
    return issue_draft(turn, document, facts=facts)


def issue_draft(turn: Turn, document: Document, *, facts: PaperFacts) -> Document:
    """Number, render and freeze. The number's year and the date on the paper are the day of the action."""
    number = _take_number(turn, document.kind)
    pdf = render_paper(
        document.kind, facts, document.body, township_id=turn.row.township_id, number=number, issued_on=turn.today
    )
    return issue_document(
        document=document, number=number, issued_on=turn.today, pdf=pdf, by=turn.by, at=turn.at, facts=asdict(facts)
    )


def render_paper(
    kind: str,
    facts: PaperFacts,
    body: str = "",
    *,
    township_id: int,
    number: str = "",
    issued_on: date | None = None,
) -> bytes:
    """The PDF; Refused when a name cannot be printed."""
    html = paper_html(kind, facts, body, number=number, issued_on=issued_on)
    return render_pdf(html, title=f"{PAPER_KINDS[kind].name} {number}".strip(), stand_ins=stand_ins_of(township_id))


def paper_name(document: Document) -> str:
    """受理告知书 清信受〔2026〕88号."""
    return f"{PAPER_KINDS[document.kind].name} {document.number}".strip()


def _take_number(turn: Turn, kind: str) -> str:
    word = PAPER_KINDS[kind].series
    if not word:
        return ""
    return issue_number(kind, township_id=turn.row.township_id, on=turn.today, mark=turn.row.township.mark)
