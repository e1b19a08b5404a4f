"""Responsibility letters: text, approval, signing by every unit, reminders (A6)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from meetings.documents.models.letters import LetterRound, LetterSignature
from meetings.documents.papers import commitment_html
from meetings.documents.rules.letters import CLAUSE, DONE, SIGNING, check_signed_on, check_text, filled
from meetings.documents.rules.papers import MOST_WORDS
from meetings.permissions import APPROVE_LETTERS, NOTE_SIGNATURE, WRITE_LETTERS
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.duties.actions.duties import fulfil
from records.matters.actions.access import let_see
from records.papers.actions.approvals import decide, pending, propose, withdraw
from records.papers.actions.attachments import Upload, attach
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from records.papers.rules.prose import blanks
from township.actors import Actor, OutOfScope, ensure_may
from township.dates import check_not_past
from township.directory.models.townships import Township
from township.directory.queries.recipients import liaisons_of, people_with
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.words import check_words

APPROVAL = "letters"


@dataclass(frozen=True)
class LettersData:
    """What the form gives. sign_by: the day until which every unit signs."""

    year: int
    title: str
    sign_by: date
    body: str


def draft_letters(*, data: LettersData, by: Actor, at: datetime) -> LetterRound:
    """The text of a year; once a year under one title."""
    with transaction.atomic():
        ensure_may(by, WRITE_LETTERS)
        _check(data, at)
        title = check_words("名称", data.title, field="title", least=4, most=60)
        n = next_number(township_id=by.township_id, series="letters", year=at.year)
        number = format_number(DOCUMENT_NUMBER, NumberParts(n, at.date(), mark="责"))
        matter = start(kind="letters", number=number, title=title, by=by, at=at)
        document = draft_document(
            matter=matter,
            kind="responsibility_letter",
            title=title,
            body=data.body,
            facts={},
            addressee="",
            by=by,
            at=at,
            for_petitioner=False,
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
        try:
            with transaction.atomic():
                finish(Turn(row, by, at), "draft", text="起草责任书文本")
        except IntegrityError as error:
            raise Refused(f"{data.year}年已有同名的责任书，请打开原来的一份。", field="title") from error
        return row


def save_letters(*, letters_id: int, revision: int, data: LettersData, by: Actor, at: datetime) -> LetterRound:
    """Save title, date and text; the year stays."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=revision, capability=WRITE_LETTERS, by=by, at=at)
        move, row = turn.move("save"), turn.row
        _check(data, at)
        row.title = check_words("名称", data.title, field="title", least=4, most=60)
        row.sign_by = data.sign_by
        row.document = save_text(document=row.document, body=data.body, version=row.document.version, by=by, at=at)
        finish(turn, move, text="修改责任书文本", detail={"version": row.document.version})
        return row


def submit_letters(*, letters_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Hand the text in for approval."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=revision, capability=WRITE_LETTERS, by=by, at=at)
        move, row = turn.move("submit"), turn.row
        left = blanks(row.document.body)
        if left:
            raise Refused(f"文本里还有没填的空：{left[0]}。", field="body")
        row.document = submit_document(document=row.document, by=by, at=at)
        approval = propose(
            matter=turn.matter,
            kind=APPROVAL,
            capability=APPROVE_LETTERS,
            summary="责任书文本审批",
            by=by,
            at=at,
            detail={"letters": row.pk},
            document=row.document,
        )
        finish(turn, move, text="送审", detail={"approval": approval.pk})
        people = people_with(APPROVE_LETTERS, by.township_id, turn.today)
        tell(turn, people, kind="approval", text="请审批责任书文本", key=str(approval.pk))
        return approval


def decide_letters(
    *, letters_id: int, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
) -> LetterRound:
    """Approve the very text that was read; with it one row for each unit stands open to be signed."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=None, capability=APPROVE_LETTERS, by=by, at=at)
        move, row = turn.move("approve" if approved else "return_letters"), turn.row
        approval = pending(turn.matter, APPROVAL)
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
            row.document = approve_document(
                document=row.document, version=version, text_sha256=text_sha256, by=by, at=at
            )
            row.approved_by_id, row.approved_on = by.person_id, turn.today
            _open_rows(turn)
        else:
            row.document = return_document(document=row.document, by=by, at=at)
        words = "批准责任书文本" if approved else "退回责任书文本"
        finish(turn, move, text=words, note="" if approved else remark, detail={"approval": approval.pk})
        tell(turn, [approval.proposed_by_id], kind="decided", text=words, key=str(approval.pk))
        return row


def take_back_letters(*, letters_id: int, revision: int, by: Actor, at: datetime) -> LetterRound:
    """Take the text back while nobody has decided."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=revision, capability=WRITE_LETTERS, by=by, at=at)
        move, row = turn.move("take_back"), turn.row
        withdraw(approval_id=pending(turn.matter, APPROVAL).pk, by=by, at=at)
        row.document = return_document(document=row.document, by=by, at=at)
        finish(turn, move, text="撤回修改")
        return row


def note_signature(
    *, row_id: int, signed_on: date, party_a: str, party_b: str, scan: Upload | None = None, by: Actor, at: datetime
) -> LetterSignature:
    """Note that both parties signed a unit's letter; with the last one the round is done. Fulfils the unit's duty."""
    with transaction.atomic():
        known = LetterSignature.objects.filter(pk=row_id, letters__township_id=by.township_id).first()
        if known is None:
            raise OutOfScope("没有找到这份责任书。")
        turn = take(LetterRound, known.letters_id, revision=None, capability=NOTE_SIGNATURE, by=by, at=at)
        move = turn.move("sign")
        row = LetterSignature.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row_id)
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


def remind_unsigned(*, letters_id: int, by: Actor, at: datetime) -> int:
    """Remind the units that have not signed, once a day; returns how many people are told."""
    with transaction.atomic():
        turn = take(LetterRound, letters_id, revision=None, capability=NOTE_SIGNATURE, by=by, at=at)
        if turn.row.state != SIGNING:
            raise Refused("文本批准以后、全部签订以前才能催签。")
        rows = turn.row.rows.filter(signed_on__isnull=True)
        people = liaisons_of(rows.values_list("unit_id", flat=True), turn.today)
        told = tell(turn, people, kind="remind", text="责任书待签订", key=f"{turn.today:%Y%m%d}")
        if not told:
            raise Refused("今天已经提醒过，或者未签订的单位没有联络员账号，请电话催办。")
        journal(turn, "letters.remind", detail={"told": told})
        return told


def letter_pdf(*, letters: LetterRound, row: LetterSignature, by: Actor, at: datetime) -> bytes:
    """One unit's letter to print and sign by hand; the caller has found both in sight."""
    if letters.state not in (SIGNING, DONE):
        raise Refused("责任书文本批准以后才能打印。")
    township = Township.objects.get(pk=letters.township_id)
    body = filled(letters.document.body, year=letters.year, unit=row.unit.name, township=township.short_name)
    data = render_pdf(
        commitment_html(township.office_name, letters.title, body, unit=row.unit.name), title=letters.title
    )
    with transaction.atomic():
        journal(Turn(letters, by, at), "letters.print", detail={"row": row.pk})
    return data


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
