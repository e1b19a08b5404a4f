"""Responsibility letters: text, approval, signing by every unit, reminders (A6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.papers import commitment_html
from meetings.documents.rules.letters import (
    CLAUSE,
    DONE,
    SIGNING,
    STANDARD_TEXT,
    UNIT_PLACE,
    check_signed_on,
    check_text,
    filled,
    first_party,
    signatures_owed,
)
from meetings.documents.rules.papers import MOST_WORDS
from meetings.permissions import APPROVE_LETTERS, NOTE_SIGNATURE, VIEW_LETTERS, WRITE_LETTERS
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty
from records.duties.queries.periods import is_opened
from records.duties.rules.duties import Period
from records.matters.actions.access import let_see
from records.notices.rules.reached import Reached
from records.papers.actions.attachments import Upload, attach
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Flow, Moves
from records.papers.actions.numbers import issue_number
from records.papers.models.approvals import Approval
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.actors import Actor, ensure_may, system_actor
from township.dates import check_not_past, full_date
from township.directory.queries.recipients import liaisons_of, without_liaison
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_title, check_words

declare_series("letters", "责", own=True)
WRITER = "定时任务·责任书起草"
TITLE = "信访工作责任书"


@dataclass(frozen=True)
class LettersData:
    """What the form gives. sign_by: the day until which every unit signs."""

    year: int
    title: str
    sign_by: date
    body: str


class LettersFlow(Flow):
    """Approved, the text is frozen and one letter for each unit stands open to be signed by hand."""

    kind, label, model = "letters", "责任书", LetterRound
    view, write, approve = VIEW_LETTERS, WRITE_LETTERS, APPROVE_LETTERS
    moves = Moves(give_back="return_letters")

    def reading(self, row: LetterRound) -> list[tuple[str, str]]:
        return [*super().reading(row), ("签订期限", full_date(row.sign_by))]

    def addressees(self, row: LetterRound) -> tuple[list[str], list[str]]:
        return ["各成员单位、村（社区）"], []

    def keep(self, turn: Turn, *, title: str, sign_by: date) -> None:
        row = turn.row
        _check(LettersData(row.year, title, sign_by, row.document.body), turn.at)
        row.title, row.sign_by = check_title("名称", title, least=4, most=60), sign_by
        row.document.title = row.title
        row.document.save(update_fields=["title"])

    def html(self, row: LetterRound, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return _page(row, body, UNIT_PLACE)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def issued(self, turn: Turn) -> None:
        _open_rows(turn)

    def work(self, row: LetterRound) -> Iterator[Owed]:
        """Until it is approved the text, then each unit its signature; where the year is a duty of the units, that stands in
        the duty's own line."""
        yield from super().work(row)
        if row.state == SIGNING and not is_opened(row.township_id, CLAUSE, str(row.year)):
            unsigned = row.rows.filter(signed_on__isnull=True).values_list("pk", "unit_id")
            yield from signatures_owed(unsigned, row.sign_by)


FLOW = LettersFlow()


def draft_letters(*, data: LettersData, by: Actor, at: datetime) -> LetterRound:
    """The text of a year; once a year under one title."""
    with transaction.atomic():
        ensure_may(by, WRITE_LETTERS)
        _check(data, at)
        title = check_title("名称", data.title, least=4, most=60)
        number = issue_number("letters", township_id=by.township_id, on=at.date())
        matter = start(kind="letters", number=number, title=title, by=by, at=at)
        document = draft_document(
            matter=matter, kind="responsibility_letter", title=title, body=data.body, by=by, at=at
        )
        row = LetterRound(
            matter=matter,
            township_id=by.township_id,
            document=document,
            year=data.year,
            title=title,
            sign_by=data.sign_by,
            revision=0,
        )
        with once(Refused(f"{data.year}年已有同名的责任书，请打开原来的一份。", field="title")):
            finish(Turn(row, by, at), "draft", text="起草责任书文本")
        return row


def open_letters(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
    """The duty of a year has been opened: the standard text stands on the office's desk, unless the year has letters."""
    year, today = period.first.year, at.date()
    if LetterRound.objects.filter(township_id=township_id, year=year).exists():
        return
    sign_by = max([today, *(duty.due_on for duty in duties[:1])])
    data = LettersData(year, TITLE, sign_by, STANDARD_TEXT)
    draft_letters(data=data, by=system_actor(township_id, WRITER, today), at=at)


def note_signature(
    *,
    letters_id: int,
    row_id: int,
    signed_on: date,
    party_a: str,
    party_b: str,
    scan: Upload | None = None,
    by: Actor,
    at: datetime,
) -> LetterSignature:
    """Note that both parties signed a unit's letter; with the last one the round is done. Fulfils the unit's duty."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=None, capability=NOTE_SIGNATURE, by=by, at=at)
        move = turn.move("sign")
        rows = LetterSignature.objects.select_for_update(of=("self",)).select_related("unit")
        row = row_in_sight(rows, "没有找到这份责任书。", pk=row_id, letters_id=letters_id)
        if row.signed_on:
            raise Refused("这个单位的责任书已经登记签订。")
        check_signed_on(signed_on, approved_on=turn.row.approved_on, today=turn.today)
        row.party_a = check_words("甲方签字人", party_a, field="party_a", least=2, most=40)
        row.party_b = check_words("乙方签字人", party_b, field="party_b", least=2, most=40)
        if row.party_a == row.party_b:
            raise Refused("甲乙双方不能由同一人签字。", field="party_b")
        row.signed_on, row.noted_by_id, row.noted_at = signed_on, by.person_id, at
        if scan is not None:
            row.scan = attach(matter=turn.matter, upload=scan, purpose="progress", by=by, at=at)
        row.save()
        fulfil(
            clause=CLAUSE,
            township_id=by.township_id,
            on=signed_on,
            period=str(turn.row.year),
            by=by,
            at=at,
            evidence=turn.matter,
            text=f"{turn.row.year}年度责任书已签订",
            unit_id=row.unit_id,
        )
        last = not turn.row.rows.filter(signed_on__isnull=True).exists()
        finish(
            turn,
            turn.move("finish") if last else move,
            text=f"{row.unit.label}签订责任书",
            unit=row.unit,
            detail={"row": row.pk, "unit": row.unit_id},
        )
        return row


def remind_unsigned(*, letters_id: int, by: Actor, at: datetime) -> Reached:
    """Remind the units that have not signed, once a day; says whom it reached and whom it could not."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=None, capability=NOTE_SIGNATURE, by=by, at=at)
        if turn.row.state != SIGNING:
            raise Refused("文本批准以后、全部签订以前才能催签。")
        rows = list(turn.row.rows.filter(signed_on__isnull=True).select_related("unit"))
        units = [row.unit_id for row in rows]
        people, unreached = liaisons_of(units, turn.today), tuple(without_liaison(units, turn.today))
        told = tell(turn, people, kind="remind", text="责任书待签订", key=f"{turn.today:%Y%m%d}")
        if not told:
            raise Refused("今天已经提醒过，或者未签订的单位没有联络员账号，请电话催办。")
        journal(turn, "letters.remind", detail={"told": told, "unreached": len(unreached)})
        return Reached(
            tuple(row.unit.label for row in rows if row.unit.label not in unreached), told, unreached, "催签"
        )


def letter_pdf(*, letters: LetterRound, row: LetterSignature, by: Actor, at: datetime) -> bytes:
    """One unit's letter to print and sign by hand; the caller has found both in sight."""
    if letters.state not in (SIGNING, DONE):
        raise Refused("责任书文本批准以后才能打印。")
    page = _page(letters, letters.document.body, row.unit.name)
    data = render_pdf(page, title=letters.title, stand_ins=stand_ins_of(letters.township_id))
    with transaction.atomic():
        journal(Turn(letters, by, at), "letters.print", detail={"row": row.pk})
    return data


def _page(letters: LetterRound, body: str, unit: str) -> str:
    """The letter of one unit as it prints."""
    township = letters.matter.township
    body = filled(body, year=letters.year, unit=unit, township=township.short_name)
    return commitment_html(first_party(township.short_name), letters.title, body, unit=unit)


def _check(data: LettersData, at: datetime) -> None:
    if not at.year - 1 <= data.year <= at.year + 1:
        raise Refused("年度只能是去年、今年或者明年。", field="year")
    check_not_past("签订期限", data.sign_by, today=at.date(), field="sign_by")
    check_words("文本", data.body, field="body", least=20, most=MOST_WORDS)
    check_text(data.body)


def _open_rows(turn: Turn) -> None:
    units = [unit for unit in member_units(turn.row.township_id).order_by("order", "pk") if not unit.is_office]
    if not units:
        raise Refused("还没有成员单位，请先在“单位”里添加。")
    LetterSignature.objects.bulk_create(LetterSignature(letters=turn.row, unit=unit) for unit in units)
    let_see(matter=turn.matter, units=units, at=turn.at)
    people = liaisons_of([unit.pk for unit in units], turn.today)
    tell(turn, people, kind="issued", text="责任书文本已定，请打印签订", key="1")
