"""The paper of an office file: handed in, decided by a second person as read, and issued with number in the same act."""

from petitions.office.papers import OfficePaper, office_paper_html
from records.acts.actions.turns import Turn, tell
from records.papers.actions.approvals import decide as decide_approval
from records.papers.actions.approvals import propose
from records.papers.actions.documents import approve_document, issue_document, return_document, submit_document
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from records.papers.rules.prose import blanks
from township.directory.queries.recipients import people_with
from township.permissions import Capability
from township.refusals import Refused


def hand_in(turn: Turn, document: Document, *, kind: str, capability: Capability, summary: str) -> Approval:
    """Submit the text and ask for the decision of those who hold the capability. Refused while places are left blank."""
    left = blanks(document.body)
    if left:
        raise Refused(f"正文里还有 {len(left)} 处没有填写：{left[0]}。", field="body")
    document = submit_document(document=document, by=turn.by, at=turn.at)
    approval = propose(
        matter=turn.matter, kind=kind, capability=capability, summary=summary, by=turn.by, at=turn.at, document=document
    )
    people = people_with(capability, turn.by.township_id, turn.today)
    tell(turn, people, kind="approval", text=f"请审批：{summary}", key=str(approval.pk))
    return approval


def pending(turn_or_row, kind: str) -> Approval | None:
    """The approval of this kind that waits on the file."""
    rows = Approval.objects.filter(matter_id=turn_or_row.matter.pk, kind=kind, state=Approval.State.PENDING)
    return rows.select_related("document", "proposed_by").first()


def decide(
    turn: Turn, *, kind: str, approved: bool, remark: str, version: int | None, text_sha256: str
) -> tuple[Approval, Document]:
    """Approve the very text that was read, or give it back with a word. Refused for who drafted or handed it in."""
    approval = pending(turn, kind)
    if approval is None or approval.document is None:
        raise Refused("没有等待审批的文稿，请刷新页面。")
    approval = decide_approval(
        approval_id=approval.pk,
        approved=approved,
        remark=remark,
        by=turn.by,
        at=turn.at,
        version=version,
        text_sha256=text_sha256,
    )
    document = Document.objects.get(pk=approval.document_id)
    if approved:
        document = approve_document(
            document=document, version=version or 0, text_sha256=text_sha256, by=turn.by, at=turn.at
        )
    else:
        document = return_document(document=document, by=turn.by, at=turn.at)
        tell(turn, [approval.proposed_by_id], kind="returned", text="退回修改", key=str(approval.pk))
    return approval, document


def issue(turn: Turn, document: Document, *, facts: dict, series: str, word: str, **drawn) -> Document:
    """Number, render and freeze; the number's year and the date are the day of the action. facts: "paper"
    holds those of the OfficePaper; drawn: charts of the page."""
    paper = OfficePaper.of(facts["paper"])
    n = next_number(township_id=turn.by.township_id, series=series, year=turn.today.year)
    parts = NumberParts(n, turn.today, mark=f"{turn.row.township.mark}{word}")
    number = format_number(DOCUMENT_NUMBER, parts)
    html = office_paper_html(paper, document.body, number=number, issued_on=turn.today, **drawn)
    return issue_document(
        document=document,
        number=number,
        issued_on=turn.today,
        pdf=render_pdf(html, title=f"{paper.title} {number}"),
        by=turn.by,
        at=turn.at,
        facts=facts,
    )
