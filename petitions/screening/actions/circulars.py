"""The circular of a round (通报): drafted from its numbers, approved by the director, numbered and issued (E2)."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from petitions.permissions import APPROVE_CIRCULAR, RUN_ROUND
from petitions.screening.models.rounds import Round
from petitions.screening.papers import CircularFacts, circular_html, circular_title
from petitions.screening.queries.rounds import figures_of, unit_lines
from petitions.screening.rules.rounds import AD_HOC, CIRCULAR, circular_text, standing
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.duties.actions.duties import fulfil
from records.papers.actions.approvals import decide, propose
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    facts_of,
    issue_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from township.actors import Actor
from township.directory.models.units import OutsideKind, Unit
from township.directory.queries.recipients import liaisons_of, people_with_whole
from township.refusals import Refused

KIND = "screening_circular"


def draft_circular(*, round_id: int, revision: int, by: Actor, at: datetime) -> Round:
    """The first draft, written from the numbers of the round as they stand now. Refused when there is one already."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=revision, capability=RUN_ROUND, by=by, at=at)
        move, screening = turn.move("draft"), turn.row
        if screening.circular_id:
            raise Refused("已经有通报草稿，请直接修改。")
        figures = figures_of(screening)
        body = circular_text(screening.title, screening.township.office_name, figures, unit_lines(screening))
        screening.circular = draft_document(
            matter=turn.matter,
            kind=KIND,
            title=circular_title(screening.title)[:120],
            body=body,
            facts=asdict(_facts(screening, turn)),
            addressee="",
            by=by,
            at=at,
            for_petitioner=False,
        )
        finish(turn, move, text="拟写排查通报")
        return screening


def save_circular(*, round_id: int, version: int, body: str, by: Actor, at: datetime) -> Document:
    """Change the words of the draft. version: the one the page showed."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=RUN_ROUND, by=by, at=at)
        turn.move("draft")
        document = save_text(document=_circular(turn), body=body.strip(), version=version, by=by, at=at)
        journal(turn, "save_circular", detail={"version": document.version})
        return document


def submit_circular(*, round_id: int, version: int, by: Actor, at: datetime) -> Approval:
    """Send the draft to the director. version: the one the page showed."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=RUN_ROUND, by=by, at=at)
        move, document = turn.move("submit"), _circular(turn)
        if document.version != version:
            raise Refused("通报刚刚由别人改过，请刷新页面，看过以后再送审。")
        document = submit_document(document=document, by=by, at=at)
        turn.row.circular = document
        approval = propose(
            matter=turn.matter,
            kind=KIND,
            capability=APPROVE_CIRCULAR,
            summary="矛盾纠纷排查通报",
            by=by,
            at=at,
            document=document,
        )
        finish(turn, move, text="排查通报送办公室主任审批", detail={"approval": approval.pk})
        tell(
            turn,
            people_with_whole(APPROVE_CIRCULAR, by.township_id, turn.today),
            kind="approval",
            text="排查通报请审批",
            key=str(approval.pk),
            url=reverse("petitions:circular", args=[round_id]),
        )
        return approval


def decide_circular(
    *, round_id: int, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
) -> Round:
    """The director approves the very text he read, or returns it with a word. Refused for who drafted or proposed it."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=APPROVE_CIRCULAR, by=by, at=at)
        move, approval = turn.move("decide"), pending(turn.row)
        if approval is None:
            raise Refused("通报现在没有等待审批，请刷新页面。")
        decide(
            approval_id=approval.pk,
            approved=approved,
            remark=remark,
            by=by,
            at=at,
            version=version,
            text_sha256=text_sha256,
        )
        document = _circular(turn)
        if approved:
            turn.row.circular = approve_document(
                document=document, version=version, text_sha256=text_sha256, by=by, at=at
            )
        else:
            turn.row.circular = return_document(document=document, by=by, at=at)
        words = "批准排查通报" if approved else "退回排查通报"
        finish(turn, move, text=words, detail={"approval": approval.pk, "version": version})
        tell(
            turn,
            [approval.proposed_by_id],
            kind="decided",
            text=f"{words}{'，可以印发' if approved else '，意见见通报页'}",
            key=str(approval.pk),
            url=reverse("petitions:circular", args=[round_id]),
        )
        return turn.row


def issue_circular(*, round_id: int, by: Actor, at: datetime) -> Round:
    """Number, freeze and send to the units, with the table as it was approved. It does the office's duty of the circular for that period."""
    with transaction.atomic():
        turn = take(Round, round_id, revision=None, capability=RUN_ROUND, by=by, at=at)
        move, screening, document = turn.move("issue"), turn.row, _circular(turn)
        facts = CircularFacts(**facts_of(document))
        if document.state != Document.State.APPROVED:
            raise Refused("通报经办公室主任批准以后才能印发。")
        n = next_number(township_id=by.township_id, series=KIND, year=turn.today.year)
        number = format_number(DOCUMENT_NUMBER, NumberParts(n, turn.today, mark=f"{screening.township.mark}排"))
        html = circular_html(facts, screening.title, document.body, number=number, issued_on=turn.today)
        screening.circular = issue_document(
            document=document,
            number=number,
            issued_on=turn.today,
            pdf=render_pdf(html, title=f"排查通报{number}"),
            by=by,
            at=at,
            facts=asdict(facts),
        )
        finish(turn, move, text=f"印发排查通报{number}", detail={"number": number})
        _fulfil(turn, number)
        units = screening.returns.values_list("unit_id", flat=True)
        tell(turn, liaisons_of(units, turn.today), kind="circular", text="排查通报已印发，请查看", key=number)
        return screening


def pending(screening: Round) -> Approval | None:
    """The undecided approval of this round's circular."""
    rows = Approval.objects.filter(matter_id=screening.pk, kind=KIND, state=Approval.State.PENDING)
    return rows.select_related("proposed_by").first()


def _circular(turn: Turn) -> Document:
    document = Document.objects.select_for_update().filter(pk=turn.row.circular_id).first()
    if document is None:
        raise Refused("还没有通报草稿，请先拟写。")
    return document


def _facts(screening: Round, turn: Turn) -> CircularFacts:
    rows = screening.returns.select_related("unit").order_by("unit__order", "unit_id")
    found = {unit: new for unit, new, _ in unit_lines(screening)}
    above = Unit.objects.filter(
        township_id=screening.township_id, outside_kind=OutsideKind.DISTRICT_OFFICE, is_active=True
    )
    return CircularFacts(
        organ_name=screening.township.office_name,
        units=["各成员单位", "各村（社区）"],
        copies=[unit.name for unit in above],
        rows=[
            [
                row.unit.label,
                standing(row.state, row.is_late, screening.due_on, turn.today),
                found.get(row.unit.label, 0),
                row.carried_count,
            ]
            for row in rows
        ],
    )


def _fulfil(turn: Turn, number: str) -> None:
    """The duty of the very period the round belongs to: of its half month or of its month."""
    screening = turn.row
    if screening.clause == AD_HOC:
        return
    for period in dict.fromkeys((screening.period, screening.period[:7])):
        done = fulfil(
            clause=CIRCULAR,
            township_id=screening.township_id,
            on=turn.today,
            by=turn.by,
            at=turn.at,
            evidence=turn.matter,
            text=f"排查通报{number}",
            period=period,
        )
        if done:
            return
