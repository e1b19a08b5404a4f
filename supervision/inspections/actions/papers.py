"""Papers of an inspection: drafted from its findings, approved by a convenor, numbered, issued, receipted."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.urls import reverse

from records.acts.actions.turns import Turn, finish, start, take
from records.duties.actions.duties import fulfil
from records.matters.actions.access import grant_access, hold
from records.matters.models.access import Holding
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import is_shut_out
from records.papers.actions.attachments import Upload, attach_all
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import next_number
from records.papers.actions.recipients import Distribution, address
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, declare_series, format_number
from records.work.actions.reconcile import reconcile
from records.work.rules import Owed
from supervision.inspections.actions import corrections
from supervision.inspections.models.findings import Finding
from supervision.inspections.models.inspections import Inspection
from supervision.inspections.models.papers import InspectionPaper
from supervision.inspections.queries import papers as queries
from supervision.inspections.rules import inspections as inspection_rules
from supervision.inspections.rules import papers as rules
from supervision.permissions import (
    APPROVE_INSPECTION_PAPER,
    DISPOSE_FINDING,
    RECEIVE_INSPECTION_PAPER,
    VIEW_INSPECTION_PAPER,
    WRITE_INSPECTION_PAPER,
)
from township.actors import Actor
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import people_in
from township.directory.queries.units import member_units, units_of
from township.refusals import Refused
from township.saving import once
from township.words import check_words

KNOWING = (Role.DIRECTOR, Role.CONVENOR, Role.CHIEF_CONVENOR)
MEETING = "信访工作联席会议"

for _genre, _word in rules.SERIES.items():
    declare_series(f"inspection_{_genre}", _word)


class InspectionPaperFlow(LetterFlow):
    kind, label, model = "inspection_paper", "督查文书", InspectionPaper
    view, write, approve = VIEW_INSPECTION_PAPER, WRITE_INSPECTION_PAPER, APPROVE_INSPECTION_PAPER
    issue, receive = WRITE_INSPECTION_PAPER, RECEIVE_INSPECTION_PAPER
    receipt = rules.RECEIPT
    kept, names_matter = ("number", "issued_on"), True
    moves = Moves(give_back="return_paper")

    def name(self, row: InspectionPaper) -> str:
        return rules.GENRES[row.genre]

    def about(self, row: InspectionPaper) -> list[tuple[str, str]]:
        lines = [(f"督查 {row.inspection.title}", reverse("supervision:inspection", args=[row.inspection_id]))]
        if row.finding_id:
            lines.append(
                (f"督查发现 {row.finding.matter.number}", reverse("supervision:finding", args=[row.finding_id]))
            )
        return lines

    def series_of(self, row: InspectionPaper) -> str:
        return f"inspection_{row.genre}"

    def check(self, turn: Turn) -> None:
        if turn.row.genre == rules.FEEDBACK and turn.row.inspection.state != inspection_rules.RECTIFYING:
            raise Refused("核实结束以后才能反馈。", rules.OFFICE_RULE)

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        if row.genre == rules.FEEDBACK:
            hold(matter=matter, unit=row.unit, part=Holding.Part.LEAD, at=turn.at)
        if row.genre == rules.CIRCULAR:
            fulfil(
                clause=inspection_rules.CLAUSE,
                township_id=row.township_id,
                on=turn.today,
                by=turn.by,
                at=turn.at,
                evidence=matter,
                text=row.number,
            )

    def _finish(self, turn: Turn, *more, **words) -> None:
        """What the inspection owes may change with each step of its papers."""
        super()._finish(turn, *more, **words)
        settle_work(turn)

    def work(self, row: InspectionPaper) -> Iterator[Owed]:
        if row.state == rules.DROPPED:
            return iter(())
        return chain(super().work(row), rules.answer_owed(row.state, row.issued_on))


FLOW = InspectionPaperFlow()


def draft_feedback(*, inspection_id: int, unit_id: int, by: Actor, at: datetime) -> InspectionPaper:
    """反馈意见书 to one inspected unit, written from its upheld findings."""
    with transaction.atomic():
        turn = _of(inspection_id, by, at)
        row = turn.row
        if row.state != inspection_rules.RECTIFYING:
            raise Refused("核实结束以后才能反馈。", rules.OFFICE_RULE)
        one = row.inspected.select_related("unit").filter(unit_id=unit_id).first()
        if one is None:
            raise Refused("这个单位不在被督查单位里。")
        texts = queries.finding_texts(queries.upheld(row, unit_id))
        body = rules.feedback_text(queries.about(row), texts, row.contact)
        title = f"关于{one.unit.label}的{_about(row)}反馈意见书"
        return _make(turn, rules.FEEDBACK, title, body, unit=one.unit, to=Distribution((one.unit,)))


def draft_report(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> InspectionPaper:
    """督查情况报告 to the joint meeting."""
    with transaction.atomic():
        turn = _of(inspection_id, by, at, revision)
        row = turn.row
        if row.state != inspection_rules.RECTIFYING:
            raise Refused("核实结束以后才能报告。", rules.OFFICE_RULE)
        body = rules.report_text(queries.about(row), queries.finding_texts(queries.upheld(row)))
        to = Distribution(other_units=MEETING)
        return _make(turn, rules.REPORT, f"关于{_about(row)}情况的报告", body, to=to)


def draft_circular(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> InspectionPaper:
    """督查通报 to every member unit and village."""
    with transaction.atomic():
        turn = _of(inspection_id, by, at, revision)
        row = turn.row
        if row.state not in (inspection_rules.RECTIFYING, inspection_rules.DONE):
            raise Refused("核实结束以后才能通报。", rules.OFFICE_RULE)
        body = rules.circular_text(queries.about(row), queries.finding_texts(queries.upheld(row)))
        units = tuple(member_units(row.township_id).filter(is_office=False))
        return _make(turn, rules.CIRCULAR, f"关于{_about(row)}情况的通报", body, to=Distribution(units))


def draft_transfer(
    *, finding_id: int, revision: int, organ: Unit, words: str, by: Actor, at: datetime
) -> InspectionPaper:
    """移送函 on one finding to an organ outside: restricted to its writer and the heads; the unit reads only 另行办理."""
    with transaction.atomic():
        inspection = Finding.objects.filter(pk=finding_id).values_list("inspection_id", flat=True).first()
        Inspection.objects.select_for_update().filter(pk=inspection).first()
        turn = take(Finding, finding_id, revision=revision, capability=DISPOSE_FINDING, by=by, at=at)
        finding = turn.row
        if not units_of(finding.township_id, UnitKind.OUTSIDE).filter(pk=getattr(organ, "pk", 0)).exists():
            raise Refused("请选择接收的有权机关。", field="organ")
        why = check_words("移送理由", words, field="words", least=8, most=1000)
        corrections.hand_over(turn)
        whole = Inspection.objects.select_related("matter", "township", "document").get(pk=finding.inspection_id)
        body = rules.transfer_text(queries.about(whole), queries.finding_text(finding), why, whole.contact)
        holder = Turn(whole, by, at)
        title = "关于移送督查发现问题的函"
        return _make(holder, rules.TRANSFER, title, body, unit=organ, finding=finding, to=Distribution((organ,)))


def drop_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> InspectionPaper:
    """Give a draft up; a finding that was to be handed over waits for its disposal again."""
    with transaction.atomic():
        turn = take(InspectionPaper, paper_id, revision=revision, capability=WRITE_INSPECTION_PAPER, by=by, at=at)
        move, row = turn.move("drop"), turn.row
        finish(turn, move, text="撤销文书")
        if row.finding_id:
            part = take(Finding, row.finding_id, revision=None, capability=DISPOSE_FINDING, by=by, at=at)
            corrections.take_in_again(part)
        settle_work(turn)
        return row


def answer(
    *,
    paper_id: int,
    revision: int,
    words: str,
    number: str,
    answered_on: date,
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> InspectionPaper:
    """What the organ did with what was handed over."""
    with transaction.atomic():
        turn = take(InspectionPaper, paper_id, revision=revision, capability=WRITE_INSPECTION_PAPER, by=by, at=at)
        move, row = turn.move("answer"), turn.row
        rules.check_answer_day(answered_on, row.issued_on, turn.today)
        row.answer = check_words("答复内容", words, field="words", least=4, most=2000)
        row.answer_number = check_words("答复文号", number, field="number", least=0, most=60)
        row.answered_on = answered_on
        attach_all(matter=turn.matter, uploads=files, purpose="organ_answer", by=by, at=at)
        return finish(turn, move, text="登记移送答复")


def settle_work(turn: Turn) -> None:
    """What the inspection of this paper owes now."""
    whole = Inspection.objects.select_related("matter", "township", "document").get(pk=turn.row.inspection_id)
    reconcile(whole, by=turn.by, at=turn.at)


def _of(inspection_id: int, by: Actor, at: datetime, revision: int | None = None) -> Turn:
    return take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION_PAPER, by=by, at=at)


def _about(row: Inspection) -> str:
    return row.title if row.title.endswith("督查") else f"{row.title}督查"


def _make(
    turn: Turn,
    genre: str,
    title: str,
    body: str,
    *,
    to: Distribution,
    unit: Unit | None = None,
    finding: Finding | None = None,
) -> InspectionPaper:
    """The draft of a paper on the inspection in hand."""
    whole, by, at = turn.row, turn.by, turn.at
    is_closed = genre == rules.TRANSFER
    n = next_number(township_id=whole.township_id, series="inspection_paper_draft", year=at.year)
    number = format_number(DOCUMENT_NUMBER, NumberParts(n, at.date(), mark="督文拟"))
    secrecy = Secrecy.RESTRICTED if is_closed else Secrecy.ORDINARY
    matter = start(kind="inspection_paper", number=number, title=rules.GENRES[genre], by=by, at=at, secrecy=secrecy)
    if is_closed:
        _let_in(matter, by, at)
    row = InspectionPaper(
        matter=matter,
        township_id=whole.township_id,
        inspection=whole,
        genre=genre,
        unit=unit,
        finding=finding,
        revision=0,
    )
    row.document = draft_document(matter=matter, kind="inspection_paper", title=title[:100], body=body, by=by, at=at)
    with once(Refused(f"{rules.GENRES[genre]}已经拟好，请在原来的文稿上修改。")):
        row.save(force_insert=True)
    address(row.document, to)
    made = Turn(row, by, at)
    finish(made, "draft", text=f"拟写{rules.GENRES[genre]}", detail={"genre": genre, "inspection": whole.pk})
    settle_work(made)
    return row


def _let_in(matter: Matter, by: Actor, at: datetime) -> None:
    people = {by.person_id, *people_in(KNOWING, matter.township_id, at.date())}
    rows = {person.pk: person for person in Person.objects.filter(pk__in=people, is_active=True)}
    for pk in sorted(rows, key=lambda pk: pk != by.person_id):
        if not is_shut_out(matter, rows[pk], at.date()):
            grant_access(matter=matter, person=rows[pk], by=by, at=at)
