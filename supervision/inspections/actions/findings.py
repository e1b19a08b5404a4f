"""What becomes of a finding: heard, upheld or withdrawn, disposed of, mended, verified, looked at again."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from records.papers.actions.attachments import Upload, attach_all
from records.work.actions.reconcile import reconcile
from records.work.rules import Owed
from supervision.inspections.actions.site import FindingData, fill_finding, write_evidence
from supervision.inspections.models.findings import Finding, Proof
from supervision.inspections.models.inspections import Inspection, Member
from supervision.inspections.queries import findings as queries
from supervision.inspections.queries.inspections import ON_TEAM, leader_of
from supervision.inspections.rules import finding_work
from supervision.inspections.rules import findings as rules
from supervision.permissions import DISPOSE_FINDING, SETTLE_FINDING, VERIFY_FINDING, WORK_FINDING
from township.actors import Actor, NotAllowed
from township.calendar.queries.days import work_calendar
from township.directory.queries.recipients import liaisons_of, people_with
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words


def work(row: Finding) -> Iterator[Owed]:
    """Who owes the next step of the finding."""
    return finding_work.finding_owed(queries.work_of(row))


# --- the team -----------------------------------------------------------------------------------------------------------


def change(*, finding_id: int, revision: int, data: FindingData, by: Actor, at: datetime) -> Finding:
    """Change it before the unit was asked."""
    with transaction.atomic():
        turn = _by_team(finding_id, revision, by, at)
        move = turn.move("change")
        fill_finding(turn.row, data)
        write_evidence(turn.row, data)
        return finished(turn, move, text="修改督查发现")


def put(*, finding_id: int, revision: int, days: int, by: Actor, at: datetime) -> Finding:
    """Put it to the unit, which sees it from now on. days: working days in which it may speak."""
    with transaction.atomic():
        turn = _by_team(finding_id, revision, by, at)
        move, row = turn.move("put"), turn.row
        rules.check_statement_days(days)
        row.statement_due_on = work_calendar(row.township_id).add_working(turn.today, days)
        hold(matter=row.matter, unit=row.unit, part=Holding.Part.LEAD, at=at)
        finished(turn, move, text="征求单位意见", detail={"due": row.statement_due_on.isoformat()})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="asked", text="请在期限内说明情况", key="asked")
        return row


def uphold(*, finding_id: int, revision: int, answer: str, by: Actor, at: datetime) -> Finding:
    """The leader upholds it after the unit has spoken or its limit is over. answer: to what the unit said."""
    with transaction.atomic():
        turn = _by_team(finding_id, revision, by, at, leads=True)
        move, row = turn.move("uphold"), turn.row
        rules.check_heard(row.stated_on is not None, row.statement_due_on, turn.today)
        least = 4 if row.stated_on else 0
        row.answer = check_words("对单位说明的意见", answer, field="answer", least=least, most=500)
        row.is_silent = row.stated_on is None
        row.upheld_by_id, row.upheld_on = by.person_id, turn.today
        finished(turn, move, text="认定" if row.stated_on else "单位在期限内没有说明，认定")
        office = people_with(DISPOSE_FINDING, row.township_id, turn.today)
        tell(turn, office, kind="upheld", text="已认定，请提出处理意见", key="upheld")
        return row


def withdraw(*, finding_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Finding:
    """It does not stand. Before the unit was asked whoever raised it withdraws it, afterwards the leader."""
    with transaction.atomic():
        turn = _by_team(finding_id, revision, by, at)
        move, row = turn.move("withdraw"), turn.row
        if row.state != rules.DRAFT and leader_of(row.inspection_id) != by.person_id:
            raise NotAllowed("征求单位意见以后，由督查组组长认定是否成立。")
        row.answer = check_words("理由", reason, field="reason", least=4, most=500)
        was_put = row.statement_due_on is not None
        finished(turn, move, text="不成立")
        if was_put:
            people = liaisons_of([row.unit_id], turn.today)
            tell(turn, people, kind="withdrawn", text="经核实不成立", key="withdrawn")
        return row


# --- the unit -----------------------------------------------------------------------------------------------------------


def state(
    *, finding_id: int, revision: int, words: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Finding:
    """The unit says what it has to say, within the limit."""
    with transaction.atomic():
        return _stated(_by_unit(finding_id, revision, by, at), words, files, at.date(), "单位说明情况")


def note_statement(
    *, finding_id: int, revision: int, words: str, on: date, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Finding:
    """The office writes down what the unit said on paper, with its scan. on: day the paper came, within the limit."""
    with transaction.atomic():
        turn = taken_finding(finding_id, revision, DISPOSE_FINDING, by, at)
        if not files:
            raise Refused("代录要附上单位盖章的书面说明。", field="files")
        if turn.row.unit_id in by.unit_ids:
            raise NotAllowed("本单位的说明由本单位在页面上提交。")
        if not turn.row.raised_on <= on <= turn.today:
            raise Refused("收到日期不能早于提出问题的日期，也不能晚于今天。", field="on")
        return _stated(turn, words, files, on, rules.NOTED)


def _stated(turn: Turn, words: str, files: Sequence[Upload], on: date, text: str) -> Finding:
    move, row = turn.move("tell"), turn.row
    rules.check_in_time(row.statement_due_on, on)
    row.statement = check_words("说明", words, field="words", least=4, most=2000)
    row.stated_by_id, row.stated_on = turn.by.person_id, on
    _attach(turn, files, "statement")
    finished(turn, move, text=text)
    tell(turn, [leader_of(row.inspection_id), row.raised_by_id], kind="stated", text="单位已说明情况", key="stated")
    return row


def plan(
    *, finding_id: int, revision: int, origin: str, measures: str, in_charge: str, by: Actor, at: datetime
) -> Finding:
    """Why it came about, what is done about it and by whom: three fields."""
    with transaction.atomic():
        turn = _by_unit(finding_id, revision, by, at)
        move, row = turn.move("plan"), turn.row
        row.origin = check_words("问题成因", origin, field="origin", least=4, most=1000)
        row.measures = check_words("整改措施", measures, field="measures", least=4, most=1000)
        row.in_charge = check_words("责任人", in_charge, field="in_charge", least=2, most=60)
        row.planned_on = turn.today
        return finished(turn, move, text="填整改措施")


def report_progress(*, finding_id: int, revision: int, text: str, by: Actor, at: datetime) -> Finding:
    """How far it is."""
    with transaction.atomic():
        turn = _by_unit(finding_id, revision, by, at)
        move, row = turn.move("progress"), turn.row
        row.progress = check_words("进展", text, field="text", least=4, most=500)
        row.progress_on = turn.today
        return finished(turn, move, text="报告整改进展")


def report(
    *, finding_id: int, revision: int, result: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Finding:
    """The result with its proof. Refused before the measures are written and without a file: a word is no proof."""
    with transaction.atomic():
        turn = _by_unit(finding_id, revision, by, at)
        move, row = turn.move("report"), turn.row
        if row.planned_on is None:
            raise Refused("请先填整改措施和责任人，再报告结果。", rules.OFFICE_RULE)
        if not files:
            raise Refused("请附证明材料（照片或者文件），没有证明不能销号。", rules.OFFICE_RULE, "files")
        row.result = check_words("整改结果", result, field="result", least=8, most=2000)
        row.reported_by_id, row.reported_on = by.person_id, turn.today
        row.verified_by, row.verified_on, row.way = None, None, ""
        add_proof(turn, files)
        finished(turn, move, text="报告整改结果")
        office = people_with(VERIFY_FINDING, row.township_id, turn.today)
        tell(turn, office, kind="reported", text="已报告整改结果，请核实", key=str(row.revision))
        return row


# --- the office ---------------------------------------------------------------------------------------------------------


# --- building blocks ----------------------------------------------------------------------------------------------------


def taken_finding(finding_id: int, revision: int | None, right: Capability, by: Actor, at: datetime) -> Turn:
    """The finding in hand, after its inspection: the whole is locked before the part."""
    inspection = Finding.objects.filter(pk=finding_id).values_list("inspection_id", flat=True).first()
    Inspection.objects.select_for_update().filter(pk=inspection).first()
    return take(Finding, finding_id, revision=revision, capability=right, by=by, at=at)


def _by_team(finding_id: int, revision: int, by: Actor, at: datetime, *, leads: bool = False) -> Turn:
    turn = taken_finding(finding_id, revision, SETTLE_FINDING, by, at)
    team = Member.objects.filter(ON_TEAM, inspection_id=turn.row.inspection_id, declared_on__isnull=False)
    mine = team.filter(person_id=by.person_id).first()
    if mine is None or (leads and not mine.is_leader):
        raise NotAllowed("由督查组组长认定。" if leads else "由督查组成员办理。")
    return turn


def _by_unit(finding_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    turn = taken_finding(finding_id, revision, WORK_FINDING, by, at)
    if turn.row.unit_id not in by.unit_ids:
        raise NotAllowed("由被督查单位自己办理。")
    return turn


def _attach(turn: Turn, files: Sequence[Upload], purpose: str) -> list:
    return attach_all(matter=turn.row.matter, uploads=files, purpose=purpose, by=turn.by, at=turn.at)


def add_proof(turn: Turn, files: Sequence[Upload]) -> None:
    Proof.objects.bulk_create(Proof(finding=turn.row, file=file) for file in _attach(turn, files, "rectification"))


def finished(turn: Turn, move, **more) -> Finding:
    """The end of every act: what the inspection as a whole owes may have changed with it."""
    row = finish(turn, move, **{"unit": turn.row.unit} | more)
    whole = Inspection.objects.select_related("matter", "township", "document").get(pk=row.inspection_id)
    reconcile(whole, by=turn.by, at=turn.at)
    return row
