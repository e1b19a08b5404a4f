"""A measure from its proposal to the subject heard (F5, F6). What is decided afterwards: decisions; what follows: effects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.duties.models.candidates import Candidate
from records.matters.actions.access import keep_as_closed
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import implicated_places, place_of
from records.matters.rules import check_holder
from records.papers.actions.attachments import Upload, attach_all, few
from records.papers.actions.documents import draft_document
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from supervision.accountability.actions.paperwork import ensure_open, issue_letter, let_in, let_subject_in
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure, MeasureGround
from supervision.accountability.queries import measures as queries
from supervision.accountability.queries.failures import failures_of
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules.grounds import Failure, check_grounds
from supervision.accountability.rules.ladder import check_proportion, check_subject, rung_of
from supervision.accountability.rules.texts import NOTICE_TITLE, NoticeText, decision_title, notice_text
from supervision.permissions import PROPOSE_MEASURE, STATE_MEASURE
from township.actors import Actor, NotAllowed, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit
from township.directory.queries.recipients import people_in
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.saving import once
from township.words import check_words

declare_series("measure_draft", "责拟", own=True)
TITLE = "问责事项"
# Material for a discipline organ is kept as an accusation is: the director is not on the list unless they proposed it.
DISCIPLINE = frozenset({"transfer", "discipline"})


@dataclass(frozen=True)
class MeasureData:
    """What is proposed. unit_id: whose failures; person_id: the one answerable, None = the unit; form: of the ladder; grounds:
    keys of recorded failures (rules.grounds.Failure); days: working days for the statement."""

    unit_id: int
    person_id: int | None
    form: str
    grounds: Sequence[str]
    facts: str
    proportion: str
    contact: str
    days: int = rules.USUAL_HEARING


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
        chosen = _fill(turn, data)
        row.save(force_insert=True)
        _ground(turn, chosen)
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
        chosen = _fill(turn, data)
        _ground(turn, chosen)
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


def _fill(turn: Turn, data: MeasureData) -> list[Failure]:
    """Put the checked fields into the row; returns the failures chosen."""
    row = turn.row
    row.unit = _unit(row, data.unit_id)
    row.person = _person(row.unit, data.person_id, turn.today)
    if queries.is_subject(turn.by, row):
        raise Refused("不能对本人或者本单位提出问责，请由其他有权限的同志提出。", rules.SOURCE, "unit")
    rung = rung_of(queries.rungs_of(row.township_id, turn.today), data.form)
    chief = queries.heads_the_office(row.person, turn.today)
    check_subject(rung, is_person=row.person is not None, heads_the_office=chief)
    levels = queries.earlier(row.unit, row.person, but=row.pk).values_list("level", flat=True)
    check_proportion(rung, levels, data.proportion)
    row.form, row.label, row.level, row.decided_at_level = rung.key, rung.label, rung.level, rung.decided_by
    row.organ, row.cite = rung.organ if rung.is_organ else "", rung.cite
    if not queries.deciders(row, turn.today):
        raise Refused(
            "现在没有可以决定的人（提出人、当事人和分管领导都不能决定），请先办理代行任职。", rules.SOURCE, "form"
        )
    rules.check_hearing_days(data.days)
    row.days = data.days
    row.facts = check_words("事实", data.facts, field="facts", least=8, most=2000)
    row.proportion = check_words("为什么选这种方式", data.proportion, field="proportion", least=8, most=500)
    row.contact = check_words("联系人", data.contact, field="contact", least=2, most=60)
    return _chosen(turn, data.grounds)


def _unit(row: Measure, unit_id: int) -> Unit:
    unit = member_units(row.township_id).filter(pk=unit_id or 0).first()
    if unit is None:
        raise Refused("请选择成员单位或者村（社区）。", field="unit")
    return unit


def _person(unit: Unit, person_id: int | None, on: date) -> Person | None:
    if not person_id:
        return None
    person = queries.people_of_unit(unit, on).filter(pk=person_id).first()
    if person is None:
        raise Refused("责任人要在责任单位任职，或者分管这个单位。", field="person")
    return person


def _chosen(turn: Turn, keys: Sequence[str]) -> list[Failure]:
    """The failures of these keys, in the order given, as the system knows them now."""
    row = turn.row
    known = {failure.key: failure for failure in failures_of(turn.by, row.unit, turn.today)}
    wanted = list(dict.fromkeys(keys))
    if any(key not in known for key in wanted):
        raise Refused("所选记录里有一条不属于这个单位，或者已经不在您能查看的范围内，请重新选择。", field="grounds")
    check_grounds(len(wanted))
    return [known[key] for key in wanted]


def _ground(turn: Turn, chosen: list[Failure]) -> None:
    """Write the grounds; who is kept out of what they rest on is kept out of the measure."""
    row = turn.row
    rows = [
        MeasureGround(measure=row, text=failure.text, subject=row.subject_key, **{f"{kind}_id": number})
        for failure in chosen
        for kind, number in [failure.source]
    ]
    with once(
        Refused(
            "所选记录里有一条已经是对同一对象另一项问责的依据，一次失误不能问责两次，请去掉。", rules.SOURCE, "grounds"
        )
    ):
        MeasureGround.objects.bulk_create(rows)
    sources = _sources(rows)
    for source in sources:
        check_holder(place_of(row.unit), implicated_places(source))
    keep_as_closed(matter=row.matter, sources=sources, by=turn.by, at=turn.at)
    ensure_open(row, turn.today)


def _sources(rows: list[MeasureGround]) -> list[Matter]:
    found = Candidate.objects.filter(pk__in=[one.candidate_id for one in rows if one.candidate_id])
    ids = {one.matter_id for one in found if one.matter_id}
    ids |= {one.order_id for one in rows if one.order_id}
    causes = Cause.objects.filter(pk__in=[one.cause_id for one in rows if one.cause_id])
    ids |= {one.about_id for one in causes}
    return list(Matter.objects.filter(pk__in=ids).order_by("pk"))


def _directors(row: Measure, on: date) -> list[int]:
    """Directors that are not the subject themselves: those come in when the subject is told."""
    return [pk for pk in people_in([Role.DIRECTOR], row.township_id, on) if pk not in queries.subject_people(row, on)]
