"""The decision about a measure: written from its fields, decided by whom the profile says, served (F5, F6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.queries.scope import ensure
from records.papers.actions.approvals import decide as decide_approval
from records.papers.actions.approvals import pending
from records.papers.actions.documents import return_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.accountability.actions.measures import free_grounds
from supervision.accountability.actions.paperwork import let_in
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries import measures as queries
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules.texts import Decision, decision_text, decision_title
from supervision.permissions import DECIDE_MEASURE, PROPOSE_MEASURE, SERVE_MEASURE, VIEW_MEASURE
from township.actors import Actor, NotAllowed
from township.calendar.queries.days import work_calendar
from township.dates import full_date
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words

ON_PAPER = frozenset({rules.HEARD, rules.SUBMITTED, rules.APPROVED})


@dataclass(frozen=True)
class DecisionData:
    """What the decision says beside the grounds. answer: to the statement, needed where there was one; months: of rules.MONTHS;
    talk_on, talk_time, talk_place: of a talk only."""

    findings: str
    answer: str
    demand: str
    months: int = 6
    talk_on: date | None = None
    talk_time: time | None = None
    talk_place: str = ""


declare_series("measure", "责")


class MeasureFlow(LetterFlow):
    kind, label, model = "measure", "问责决定", Measure
    view, write, approve, issue = VIEW_MEASURE, PROPOSE_MEASURE, DECIDE_MEASURE, SERVE_MEASURE
    moves = Moves(give_back="return_paper")
    series, names_matter = "measure", True
    issue_word = "送达"

    def name(self, row: Measure) -> str:
        return "建议函" if row.organ else decision_title(row.rung) if row.rung.is_talk else "问责决定"

    def approver(self, row: Measure) -> Capability:
        return queries.decides_by(row)

    def take(self, row_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
        """Nobody writes, serves or takes back a decision about themselves, whatever post they hold."""
        turn = super().take(row_id, revision=revision, capability=capability, by=by, at=at)
        if capability in (self.write, self.issue) and queries.is_subject(by, turn.row):
            raise NotAllowed(queries.NOT_ONESELF)
        return turn

    def bars(self, actor: Actor, row: Measure) -> str:
        return queries.bars(actor, row)

    def check(self, turn: Turn) -> None:
        row = turn.row
        if not row.demand:
            raise Refused("请先填写决定的内容，再送审。", field="demand")
        if row.rung.is_talk:
            rules.check_talk_day(row.talk_on, turn.today)
        people = queries.deciders(row, turn.today)
        if not people:
            raise Refused("现在没有可以决定的人，请先办理代行任职。", rules.SOURCE)
        let_in(turn, people)

    def reading(self, row: Measure) -> list[tuple[str, str]]:
        heard = f"{full_date(row.stated_on)}陈述申辩" if row.stated_on else "期限内没有陈述申辩"
        before = queries.earlier(row.unit, row.person, but=row.pk)[:5]
        return [
            ("对象", row.subject),
            ("方式", row.rung.words),
            ("陈述情况", heard),
            ("此前问责", "；".join(f"{one.label}（{one.get_state_display()}）" for one in before) or "无"),
            *super().reading(row),
        ]

    def addressees(self, row: Measure) -> tuple[list[str], list[str]]:
        return [row.organ or row.subject], []

    def composed(self, turn: Turn, *, data: DecisionData) -> str:
        """The text follows from the fields, so that they cannot differ."""
        _keep(turn, data)
        return composed(turn.row, turn.today)

    def _finish(self, turn: Turn, move, step: str, text: str, detail=None, *, note="", document=None) -> None:
        """A remark about people stays in the approval, where it is encrypted; the timeline does not repeat it."""
        super()._finish(turn, move, step, text, detail, note="", document=document)

    def approved(self, turn: Turn, approval: Approval) -> None:
        row = turn.row
        rules.check_people(decider=turn.by.person_id, proposer=row.proposed_by_id, subject=row.person_id)
        row.decided_by_id, row.decided_on = turn.by.person_id, turn.today

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.decided_by, turn.row.decided_on = None, None

    def issued(self, turn: Turn) -> None:
        row = turn.row
        calendar = work_calendar(row.township_id)
        row.served_on = turn.today
        if row.organ:
            row.answer_due_on = turn.today + timedelta(days=rules.ANSWER_DAYS)
            return
        row.receipt_due_on = calendar.add_working(turn.today, rules.RECEIPT_DAYS)
        row.objection_due_on = calendar.add_working(turn.today, rules.OBJECTION_DAYS)
        if not row.rung.is_talk:
            take_effect(row, turn.today)
        people = queries.subject_people(row, turn.today)
        tell(turn, people, kind="served", text="决定已送达，请签收", key="served")

    def work(self, row: Measure) -> Iterator[Owed]:
        """The steps of the text where it is in hand, then those of the measure."""
        text = super().work(row) if row.state in ON_PAPER else iter(())
        if (
            row.person_id
        ):  # the proposer lacks that right anyway; the one it is about may have it, and finds no row on the desk
            text = (replace(one, except_person=row.person_id) if one.act == "decide" else one for one in text)
        return chain(text, rules.measure_owed(work_facts(row)))


FLOW = MeasureFlow()


def decline(*, measure_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Measure:
    """Decide that there is no accountability, with the reason: the failures may be used again."""
    with transaction.atomic():
        turn = take(Measure, measure_id, revision=revision, capability=VIEW_MEASURE, by=by, at=at)
        row = turn.row
        ensure(by, FLOW.approver(row), turn.matter)
        move = turn.move("decline")
        if queries.bars(by, row):
            raise NotAllowed(queries.bars(by, row))
        row.closing = check_words("不予问责的理由", reason, field="reason", least=4, most=300)
        row.closed_by_id = by.person_id
        approval = pending(turn.matter, FLOW.kind)
        decide_approval(approval_id=approval.pk, approved=False, remark=row.closing, by=by, at=at)
        row.document = return_document(document=row.document, by=by, at=at)
        free_grounds(row)
        finish(turn, move, text="决定不予问责", detail={"approval": approval.pk})
        told = [row.proposed_by_id, *queries.subject_people(row, turn.today)]
        tell(turn, told, kind="declined", text="决定不予问责", key="declined")
        return row


def take_effect(row: Measure, on: date) -> None:
    """From this day the measure stands, for the months decided."""
    row.effect_from, row.effect_until = on, rules.last_day(on, row.months)


def composed(row: Measure, on: date) -> str:
    """The text of the decision from the row. on: the day on which it is asked what its subject may read."""
    talk = ""
    if row.rung.is_talk and row.talk_on:
        talk = f"{full_date(row.talk_on)}{row.talk_time:%-H:%M}，{row.talk_place}"
    return decision_text(
        Decision(
            rung=row.rung,
            subject=row.subject,
            is_person=row.person_id is not None,
            findings=row.findings,
            grounds=queries.grounds_served(row, on),
            has_statement=row.stated_on is not None,
            answer=row.answer,
            proportion=row.proportion,
            demand=row.demand,
            months=row.months,
            talk=talk,
        )
    )


def work_facts(row: Measure) -> rules.MeasureWork:
    """What `measure_owed` judges by."""
    return rules.MeasureWork(
        state=row.state,
        subject={"person": row.person_id} if row.person_id else {"unit": row.unit_id},
        proposer=row.proposed_by_id,
        decider=row.decided_by_id,
        statement_due_on=row.statement_due_on,
        talk_on=row.talk_on,
        answer_due_on=row.answer_due_on,
        receipt_due_on=row.receipt_due_on,
        is_unreceived=is_unreceived(row),
    )


def is_unreceived(row: Measure) -> bool:
    """Served to the subject and not receipted; what goes to an organ is that organ's to receipt."""
    return row.served_on is not None and not row.organ and row.received_on is None


def _keep(turn: Turn, data: DecisionData) -> None:
    row = turn.row
    row.findings = check_words("认定的事实", data.findings, field="findings", least=8, most=2000)
    row.demand = check_words("整改要求", data.demand, field="demand", least=4, most=1000)
    if row.stated_on:
        row.answer = check_words("对陈述的意见", data.answer, field="answer", least=8, most=1500)
    else:
        row.answer = ""
    if data.months not in rules.MONTHS:
        raise Refused("请选择有效期。", field="months")
    row.months = 0 if row.organ else data.months
    if row.rung.is_talk:
        rules.check_talk_day(data.talk_on, turn.today)
        if data.talk_time is None:
            raise Refused("请填写约谈时间。", field="talk_time")
        row.talk_on, row.talk_time = data.talk_on, data.talk_time
        row.talk_place = check_words("约谈地点", data.talk_place, field="talk_place", least=2, most=60)
