"""A measure from its proposal to the subject heard (F5, F6). What is decided afterwards: decisions; what follows: effects."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.matters.models.matters import Secrecy
from records.papers.actions.attachments import Upload, attach_all, few
from records.papers.actions.documents import draft_document
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from supervision.accountability.actions.filling import MeasureData, fill, ground
from supervision.accountability.actions.paperwork import ensure_open, issue_letter, let_in, let_subject_in
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries import measures as queries
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules.texts import NOTICE_TITLE, NoticeText, decision_title, notice_text
from supervision.permissions import PROPOSE_MEASURE, STATE_MEASURE
from township.actors import Actor, NotAllowed, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Role
from township.directory.queries.recipients import people_in
from township.refusals import Refused
from township.words import check_words

declare_series("measure_draft", "责拟", own=True)
TITLE = "问责事项"
# Material for a discipline organ is kept as an accusation is: the director is not on the list unless they proposed it.
DISCIPLINE = frozenset({"transfer", "discipline"})


def propose(*, data: MeasureData, by: Actor, at: datetime) -> Measure:
    """Propose a measure. Restricted from the first moment: the proposer and the director stand on its list.

    Refused for a form that the profile does not have, without a recorded failure, for one's own unit or person, for a failure
    that stands in another live measure against the same subject, and where nobody could decide.
    """
    with transaction.atomic():
        ensure_may(by, PROPOSE_MEASURE)
        number = issue_number("measure_draft", township_id=by.township_id, on=at.date())
        matter = start(kind="measure", number=number, title=TITLE, by=by, at=at, secrecy=Secrecy.RESTRICTED)
        row = Measure(matter=matter, township_id=by.township_id, revision=0, proposed_by_id=by.person_id)
        row.proposed_on = at.date()
        turn = Turn(row, by, at)
        chosen = fill(turn, data)
        row.save(force_insert=True)
        ground(turn, chosen)
        let_in(turn, [by.person_id])
        let_in(turn, () if row.form in DISCIPLINE else _directors(row, turn.today))
        row.document = draft_document(
            matter=matter, kind="measure", title=decision_title(row.rung), body="", by=by, at=at
        )
        finish(turn, "propose", text="提出问责", detail={"form": row.form, "grounds": len(chosen)})
        return row


def change(*, measure_id: int, revision: int, data: MeasureData, by: Actor, at: datetime) -> Measure:
    """Change what is proposed, before the subject was told."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        move, row = turn.move("change"), turn.row
        row.grounds.all().delete()
        chosen = fill(turn, data)
        ground(turn, chosen)
        row.document.title = decision_title(row.rung)
        row.document.save(update_fields=["title"])
        finish(turn, move, text="修改问责提议", detail={"form": row.form, "grounds": len(chosen)})
        return row


def notify(*, measure_id: int, revision: int, by: Actor, at: datetime) -> Measure:
    """Tell the subject what is held against it and until when it may state: the notice is issued, the subject sees the measure."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        move, row = turn.move("notify"), turn.row
        row.notified_on = turn.today
        row.statement_due_on = work_calendar(row.township_id).add_working(turn.today, row.days)
        ensure_open(row, turn.today)
        people = queries.subject_people(row, turn.today)
        let_subject_in(turn, people)
        notice = NoticeText(
            subject=row.subject,
            form=row.rung.words,
            cite=row.cite,
            facts=row.facts,
            grounds=queries.grounds_served(row, turn.today),
            due_on=row.statement_due_on,
            days=row.days,
            contact=row.contact,
        )
        document = issue_letter(turn, kind="measure_notice", title=NOTICE_TITLE, body=notice_text(notice))
        finish(turn, move, text="送达陈述申辩告知书", document=document, detail={"due": str(row.statement_due_on)})
        tell(turn, people, kind="notified", text="请在期限内陈述申辩", key="notice")
        return row


def extend(*, measure_id: int, revision: int, until: date, reason: str, by: Actor, at: datetime) -> Measure:
    """Give the subject more time, once; also after the limit, as long as silence was not recorded."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        move, row = turn.move("extend"), turn.row
        latest = work_calendar(row.township_id).add_working(row.statement_due_on, rules.MOST_EXTENSION)
        rules.check_extension(row.statement_due_on, until, latest, row.extended_on is not None)
        if until < turn.today:
            raise Refused("新的期限已经过去。", rules.OFFICE_RULE, "until")
        row.extension = check_words("延长理由", reason, field="reason", least=4, most=300)
        row.statement_due_on, row.extended_on = until, turn.today
        finish(turn, move, text="延长陈述期限", detail={"until": until.isoformat()})
        tell(turn, queries.subject_people(row, turn.today), kind="extended", text="陈述期限已延长", key=str(until))
        return row


def state(
    *, measure_id: int, revision: int, words: str, files: Iterable[Upload] = (), by: Actor, at: datetime
) -> Measure:
    """The subject states, with evidence; within the limit, the last day included."""
    with transaction.atomic():
        turn = subject_turn(measure_id, revision, by, at)
        return _stated(turn, words, list(files), "提交陈述申辩")


def note_statement(
    *, measure_id: int, revision: int, words: str, files: Iterable[Upload] = (), by: Actor, at: datetime
) -> Measure:
    """The office writes down a statement that came on paper in time, with its scan: for who has no account."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        given = list(files)
        if not given:
            raise Refused("代录要附上本人签字的书面陈述。", field="files")
        return _stated(turn, words, given, "代录书面陈述")


def silence(*, measure_id: int, revision: int, by: Actor, at: datetime) -> Measure:
    """The limit passed without a statement: recorded as such, and held against nobody."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        move, row = turn.move("silence"), turn.row
        rules.check_silence(row.statement_due_on, turn.today)
        row.silent_on = turn.today
        return finish(turn, move, text="期限内没有陈述申辩，如实记录")


def withdraw(*, measure_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Measure:
    """Take the proposal back before it is decided, with the reason; its failures may be used again."""
    with transaction.atomic():
        turn = _office_turn(measure_id, revision, by, at)
        move, row = turn.move("withdraw"), turn.row
        row.closing = check_words("撤回理由", reason, field="reason", least=4, most=300)
        row.closed_by_id = by.person_id
        free_grounds(row)
        finish(turn, move, text="撤回问责提议")
        told = queries.subject_people(row, turn.today) if row.notified_on else ()
        tell(turn, told, kind="withdrawn", text="问责提议已撤回", key="withdrawn")
        return row


def free_grounds(row: Measure) -> None:
    """The measure came to nothing: its failures may be the ground of another."""
    row.grounds.update(is_live=False)


def subject_turn(measure_id: int, revision: int | None, by: Actor, at: datetime) -> Turn:
    """The measure in the hands of whom it is about; NotAllowed for anybody else."""
    turn = take(Measure, measure_id, revision=revision, capability=STATE_MEASURE, by=by, at=at)
    if not queries.is_subject(by, turn.row):
        raise NotAllowed("由问责对象本人办理；对单位问责的，由该单位联络员办理。")
    return turn


def _office_turn(measure_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    """The measure in the hands of the office: not of whom it is about, whatever post that person holds."""
    turn = take(Measure, measure_id, revision=revision, capability=PROPOSE_MEASURE, by=by, at=at)
    if queries.is_subject(by, turn.row):
        raise NotAllowed("涉及您本人或者您所在的单位，由联席办其他同志办理。")
    return turn


def _stated(turn: Turn, words: str, files: list[Upload], text: str) -> Measure:
    move, row = turn.move("state"), turn.row
    rules.check_in_time(row.statement_due_on, turn.today)
    given = few(files)
    row.statement = check_words("陈述申辩", words, field="words", least=4, most=3000)
    row.stated_by_id, row.stated_on = turn.by.person_id, turn.today
    attach_all(matter=turn.matter, uploads=given, purpose="statement", by=turn.by, at=turn.at)
    finish(turn, move, text=text, detail={"files": len(files)})
    tell(turn, [row.proposed_by_id], kind="stated", text="已陈述申辩，请拟写决定", key="stated")
    return row


def _directors(row: Measure, on: date) -> list[int]:
    """Directors that are not the subject themselves: those come in when the subject is told."""
    return [pk for pk in people_in([Role.DIRECTOR], row.township_id, on) if pk not in queries.subject_people(row, on)]
