"""Issuing a paper: number, frozen page, units that receipt; reminders; the duty that issuing fulfils (A7, G6)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from meetings.documents.models.papers import OfficePaper, PaperReceipt
from meetings.documents.papers import OfficialPage, official_html
from meetings.documents.rules.papers import ISSUED, spine_title
from meetings.permissions import ISSUE_PAPER, RECEIVE_PAPER
from meetings.sessions.rules.terms import RECEIVE_PAPER as RECEIPT_TERM
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.clocks.actions import start_clock, stop_clocks
from records.duties.actions.duties import fulfil
from records.matters.actions.access import let_see
from records.matters.search import index_matter
from records.papers.actions.documents import issue_document
from records.papers.actions.numbers import next_number
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import NumberParts, format_number
from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import liaisons_of
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

# What else happens when a paper of a clause is issued: clause → hook(turn), filled by the module that owns it.
AFTER_ISSUE: dict[str, Callable[[Turn], None]] = {}


def issue_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Number, freeze and send out. The number's year and the date of issue are the day of the action."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=ISSUE_PAPER, by=by, at=at)
        move, paper = turn.move("issue"), turn.row
        kind, township = paper.kind_rule, Township.objects.get(pk=paper.township_id)
        n = next_number(township_id=by.township_id, series=f"paper_{paper.kind}", year=turn.today.year)
        parts = NumberParts(n, turn.today, mark=f"{township.mark}{kind.mark}")
        paper.number, paper.issued_on = format_number(kind.pattern, parts), turn.today
        page = page_of(paper, township)
        html = official_html(page, kind, paper.document.body, number=paper.number, issued_on=turn.today)
        paper.document = issue_document(
            document=paper.document, number=paper.number, issued_on=turn.today, by=by, at=at,
            pdf=render_pdf(html, title=f"{paper.title} {paper.number}"),
            facts={"organ": page.organ, "units": page.units, "copies": page.copies, "signatory": page.signatory},
        )  # fmt: skip
        turn.matter.number, turn.matter.title = paper.number, spine_title(kind, paper.title, is_issued=True)
        turn.matter.save(update_fields=["number", "title"])
        finish(turn, move, text=f"印发{paper.number}", detail={"number": paper.number})
        _send_out(turn)
        index_matter(matter=turn.matter, body=f"{paper.number}\n{paper.title}\n{paper.document.body}")
        if paper.clause:
            _fulfil(turn)
        return paper


def page_of(paper: OfficePaper, township: Township) -> OfficialPage:
    """What the layout prints of a paper besides its text: the same before and after issue."""
    approver = paper.approved_by or Person()
    return OfficialPage(
        organ=township.office_name,
        title=paper.title,
        units=[unit.name for unit in paper.units.all()] + _split(paper.other_units),
        copies=[unit.name for unit in paper.copies.all()] + _split(paper.other_copies),
        signatory=approver.name if paper.kind_rule.is_upward else "",
    )


def receive_paper(*, receipt_id: int, note: str = "", by: Actor, at: datetime) -> PaperReceipt:
    """签收 by the unit itself; for an organ without an account the office notes how and when it was handed over."""
    with transaction.atomic():
        known = PaperReceipt.objects.filter(pk=receipt_id, paper__township_id=by.township_id).first()
        if known is None:
            raise OutOfScope("没有找到这份签收。")
        turn = take(OfficePaper, known.paper_id, revision=None, capability=RECEIVE_PAPER, by=by, at=at)
        row = PaperReceipt.objects.select_for_update(of=("self",)).select_related("unit").get(pk=receipt_id)
        is_own = row.unit_id in by.unit_ids
        if not is_own and by.reach(RECEIVE_PAPER) != Reach.TOWNSHIP:
            raise NotAllowed("只能签收发给本单位的文件。")
        if row.received_at:
            raise Refused("已经签收，不用再签。")
        row.note = check_words("送达方式", note, field="note", least=0 if is_own else 2, most=60)
        row.received_at, row.received_by_id = at, by.person_id
        row.save()
        stop_clocks(matter=turn.matter, codes=[RECEIPT_TERM.code], on=turn.today, evidence="签收文件", unit=row.unit)
        text = f"{row.unit.label}签收" if is_own else f"登记送达{row.unit.label}"
        finish(turn, "receive", text=text, unit=row.unit, detail={"receipt": row.pk, "unit": row.unit_id})
        return row


def remind_receipts(*, paper_id: int, by: Actor, at: datetime) -> int:
    """Remind the units that have not receipted, once a day; returns how many people are told."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=None, capability=ISSUE_PAPER, by=by, at=at)
        if turn.row.state != ISSUED:
            raise Refused("文件印发以后才能催签。")
        rows = turn.row.receipts.filter(received_at__isnull=True)
        people = liaisons_of(rows.values_list("unit_id", flat=True), turn.today)
        told = tell(turn, people, kind="remind", text="待签收", key=f"{turn.today:%Y%m%d}")
        if not told:
            raise Refused("今天已经提醒过，或者没有签收的单位没有联络员账号，请电话催办。")
        journal(turn, "paper.remind", detail={"told": told})
        return told


def _send_out(turn: Turn) -> None:
    paper = turn.row
    units, copies = list(paper.units.all()), list(paper.copies.all())
    rows = [PaperReceipt(paper=paper, unit=unit, part=PaperReceipt.Part.MAIN) for unit in units]
    rows += [PaperReceipt(paper=paper, unit=unit, part=PaperReceipt.Part.COPY) for unit in copies]
    PaperReceipt.objects.bulk_create(rows)
    inside: list[Unit] = [unit for unit in (*units, *copies) if unit.kind != UnitKind.OUTSIDE]
    let_see(matter=turn.matter, units=inside, at=turn.at)
    for unit in inside:
        start_clock(matter=turn.matter, term=RECEIPT_TERM, start_on=turn.today, evidence=paper.number, unit=unit)
    people = liaisons_of([unit.pk for unit in inside], turn.today)
    tell(turn, people, kind="issued", text="已印发，请签收", key=paper.number)


def _fulfil(turn: Turn) -> None:
    paper = turn.row
    fulfil(
        clause=paper.clause, township_id=paper.township_id, on=turn.today, period=paper.period, by=turn.by, at=turn.at,
        evidence=turn.matter, text=f"印发{paper.kind_rule.label}{paper.number}",
    )  # fmt: skip
    if paper.clause in AFTER_ISSUE:
        AFTER_ISSUE[paper.clause](turn)


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.replace("，", "、").replace(",", "、").split("、") if name.strip()]
