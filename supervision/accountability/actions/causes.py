"""Cause analysis (F7): written by the office, both units asked, decided by a convenor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.acts.rules.states import Move
from records.matters.actions.access import keep_as_closed, let_see
from records.matters.actions.events import add_event
from records.matters.models.events import Event
from records.matters.models.matters import Secrecy
from records.matters.queries.access import implicated_places, place_of
from records.matters.queries.scope import matters_visible_to
from records.matters.rules import check_holder
from records.papers.actions.attachments import Upload, attach_all, few
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.accountability.models.causes import Cause, CauseEvidence, CauseSide
from supervision.accountability.queries import causes as queries
from supervision.accountability.rules import causes as rules
from supervision.permissions import DECIDE_CAUSE, STATE_CAUSE, VIEW_CAUSE, WRITE_CAUSE
from township.actors import Actor, NotAllowed, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import liaisons_of
from township.directory.queries.units import active_units
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_words, whole_number

TITLE = "责任倒查报告"
MOST_EVIDENCE = 12


@dataclass(frozen=True)
class SideData:
    """One side. kind: of rules.ACTS or rules.FAILURES; evidence: keys "event:5", "candidate:7"."""

    unit_id: int
    kind: str
    words: str
    evidence: Sequence[str]


@dataclass(frozen=True)
class CauseData:
    """Both sides; days: working days in which the units may speak."""

    causing: SideData
    handling: SideData
    days: int = rules.USUAL_DAYS

    @property
    def sides(self) -> dict[str, SideData]:
        return {rules.CAUSING: self.causing, rules.HANDLING: self.handling}


@dataclass(frozen=True)
class FindingData:
    """What the report says beside the sides."""

    conclusion: str
    advice: str


declare_series("cause_draft", "查拟", own=True)
declare_series("cause", "查")


class CauseFlow(LetterFlow):
    kind, label, model = "cause", "责任倒查报告", Cause
    view, write, approve = VIEW_CAUSE, WRITE_CAUSE, DECIDE_CAUSE
    moves = Moves(give_back="return_paper")
    series, names_matter = "cause", True
    issue_word = "审定"

    def check(self, turn: Turn) -> None:
        if not turn.row.conclusion:
            raise Refused("请先写明结论和建议，再送审。", field="conclusion")

    def composed(self, turn: Turn, *, data: FindingData) -> str:
        """The text follows from the fields and the sides, so that they cannot differ."""
        row = turn.row
        row.conclusion = check_words("结论", data.conclusion, field="conclusion", least=8, most=1500)
        row.advice = check_words("建议", data.advice, field="advice", least=4, most=1500)
        return _composed(row)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.decided_by_id, turn.row.decided_on = turn.by.person_id, turn.today

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.decided_by, turn.row.decided_on = None, None

    def issued(self, turn: Turn) -> None:
        row = turn.row
        add_event(matter=row.about, by=turn.by, at=turn.at, move="cause", text=f"责任倒查审定（{row.number}）")
        units = [side.unit_id for side in row.sides.all()]
        tell(turn, liaisons_of(units, turn.today), kind="decided", text="已审定", key=row.number)

    def work(self, row: Cause) -> Iterator[Owed]:
        text = super().work(row) if row.state in (rules.HEARD, rules.SUBMITTED) else iter(())
        waiting = [
            (side.pk, None if side.unit.kind == UnitKind.OUTSIDE else side.unit_id)
            for side in queries.waiting_sides(row)
        ]
        return chain(text, rules.cause_owed(row.state, waiting, row.due_on, row.written_by_id))


FLOW = CauseFlow()


def draft_cause(*, matter_id: int, data: CauseData, by: Actor, at: datetime) -> Cause:
    """Begin an analysis on a matter in sight. Refused on an accusation, on a matter that has one, and for a unit that the
    matter complains of: it must not learn of it here."""
    with transaction.atomic():
        ensure_may(by, WRITE_CAUSE)
        about = row_in_sight(matters_visible_to(by), "没有找到这个事项。", pk=matter_id)
        if about.secrecy == Secrecy.RESTRICTED:
            raise Refused("检举控告和限知事项由有权机关调查，不在这里做责任倒查。", "信访工作条例第三十条第三款")
        number = issue_number("cause_draft", township_id=by.township_id, on=at.date())
        matter = start(kind="cause", number=number, title="责任倒查", by=by, at=at)
        keep_as_closed(matter=matter, sources=[about], by=by, at=at)
        row = Cause(matter=matter, township_id=by.township_id, about=about, written_by_id=by.person_id, revision=0)
        _check(row, data)
        row.document = draft_document(
            matter=matter, kind="cause", title=f"关于信访事项{about.number}的{TITLE}", body="", by=by, at=at
        )
        with once(Refused("这个信访事项已经有一份责任倒查，请在那一份上办理。")):
            row.save(force_insert=True)
        _write_sides(row, data)
        return finish(Turn(row, by, at), "draft", text="提出责任倒查", detail={"about": about.pk})


def change(*, cause_id: int, revision: int, data: CauseData, by: Actor, at: datetime) -> Cause:
    """Change the sides before the units were asked."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=revision, capability=WRITE_CAUSE, by=by, at=at)
        move, row = turn.move("change"), turn.row
        _check(row, data)
        row.sides.all().delete()
        _write_sides(row, data)
        return finish(turn, move, text="修改责任倒查")


def ask(*, cause_id: int, revision: int, by: Actor, at: datetime) -> Cause:
    """Both units see it from now on and may speak until the limit; outside units are written to on paper."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=revision, capability=WRITE_CAUSE, by=by, at=at)
        move, row = turn.move("ask"), turn.row
        row.asked_on = turn.today
        row.due_on = work_calendar(row.township_id).add_working(turn.today, row.days)
        units = [side.unit for side in row.sides.select_related("unit")]
        inside = {unit.pk: unit for unit in units if unit.kind != UnitKind.OUTSIDE}
        for unit in inside.values():
            check_holder(place_of(unit), implicated_places(row.matter) + implicated_places(row.about))
        let_see(matter=row.matter, units=inside.values(), at=at)
        finish(turn, move, text="征求两个单位意见", detail={"due": str(row.due_on)})
        tell(turn, liaisons_of(inside, turn.today), kind="asked", text="请在期限内说明情况", key="asked")
        return row


def tell_side(
    *, cause_id: int, side_id: int, words: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Cause:
    """A unit says what it has to say about its own side, within the limit."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=None, capability=STATE_CAUSE, by=by, at=at)
        move = turn.move("tell")
        return _told(turn, move, side_id, queries.tellable(by, turn.row), words, files)


def note_side(
    *, cause_id: int, side_id: int, words: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Cause:
    """For a unit outside the office notes what came on paper."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=None, capability=WRITE_CAUSE, by=by, at=at)
        move = turn.move("tell")
        return _told(turn, move, side_id, queries.notable(turn.row), words, files)


def hear(*, cause_id: int, revision: int, by: Actor, at: datetime) -> Cause:
    """The asking is over: every unit has spoken or the limit is past; who was silent is recorded so."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=revision, capability=WRITE_CAUSE, by=by, at=at)
        move, row = turn.move("hear"), turn.row
        waiting = queries.waiting_sides(row)
        rules.check_heard([side.unit.label for side in waiting], row.due_on, turn.today)
        row.sides.filter(stated_on__isnull=True).update(is_silent=True)
        return finish(turn, move, text="结束征求意见", detail={"silent": len(waiting)})


def drop(*, cause_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Cause:
    """Give the analysis up, with the reason; another may be begun on the matter."""
    with transaction.atomic():
        turn = take(Cause, cause_id, revision=revision, capability=WRITE_CAUSE, by=by, at=at)
        move, row = turn.move("drop"), turn.row
        row.closing = check_words("终止理由", reason, field="reason", least=4, most=300)
        return finish(turn, move, text="终止责任倒查")


def _told(turn: Turn, move: Move, side_id: int, able: frozenset[int], words: str, files: Sequence[Upload]) -> Cause:
    row = turn.row
    side = row.sides.select_for_update(of=("self",)).select_related("unit").filter(pk=side_id).first()
    if side is not None and side.stated_on:
        raise Refused("这个环节已经说明过情况。")
    if side is None or side.pk not in able:
        raise NotAllowed("由这个环节的单位自己说明情况；本级以外的单位由联席办登记书面说明。")
    if turn.today > row.due_on:
        raise Refused("说明情况的期限已过。", rules.OFFICE_RULE)
    given = few(files)
    side.statement = check_words("说明", words, field="words", least=4, most=2000)
    side.stated_by_id, side.stated_on = turn.by.person_id, turn.today
    side.save()
    attach_all(matter=turn.matter, uploads=given, purpose="statement", by=turn.by, at=turn.at)
    finish(turn, move, text=f"{side.get_side_display()}说明情况", unit=side.unit, detail={"side": side.pk})
    tell(turn, [row.written_by_id], kind="stated", text="单位已说明情况", key=str(side.pk))
    return row


def _check(row: Cause, data: CauseData) -> None:
    rules.check_sides({name: side.kind for name, side in data.sides.items()})
    rules.check_days(data.days)
    row.days = data.days
    for name, side in data.sides.items():
        _unit(row, name, side.unit_id)
        check_words("情况", side.words, field=f"{name}_words", least=8, most=1500)
        if not side.evidence and side.kind != rules.NONE:
            raise Refused("请勾选这个环节所依据的记录，至少一条。", field=f"{name}_evidence")
        if len(side.evidence) > MOST_EVIDENCE:
            raise Refused(f"依据不超过 {MOST_EVIDENCE} 条。", field=f"{name}_evidence")


def _unit(row: Cause, name: str, unit_id: int) -> Unit:
    unit = active_units(row.township_id).filter(pk=unit_id or 0).first()
    if unit is None or unit.kind in (UnitKind.TOWNSHIP, UnitKind.GRID):
        raise Refused("请选择单位。", field=f"{name}_unit")
    try:
        check_holder(place_of(unit), implicated_places(row.about))
    except Refused as refusal:
        raise Refused(str(refusal), refusal.article, f"{name}_unit") from None
    return unit


def _write_sides(row: Cause, data: CauseData) -> None:
    for name, given in data.sides.items():
        side = CauseSide.objects.create(
            cause=row, side=name, unit_id=given.unit_id, kind=given.kind, words=given.words.strip()
        )
        CauseEvidence.objects.bulk_create(_evidence(row, side, name, key) for key in dict.fromkeys(given.evidence))


def _evidence(row: Cause, side: CauseSide, name: str, key: str) -> CauseEvidence:
    kind, _, number = key.partition(":")
    number = whole_number(number, 17) or 0
    gone = Refused("所选记录里有一条不属于这个信访事项，请重新选择。", field=f"{name}_evidence")
    if kind == "event":
        event = Event.objects.filter(matter=row.about, pk=number).first()
        if event is None:
            raise gone
        return CauseEvidence(side=side, event=event, text=queries.event_line(event))
    found = row.about.candidates.filter(pk=number).first()
    if found is None:
        raise gone
    return CauseEvidence(side=side, candidate=found, text=queries.candidate_line(found))


def _composed(row: Cause) -> str:
    sides = [
        rules.SideText(
            side.side,
            side.unit.name,
            side.kind,
            side.words,
            [one.text for one in side.evidence.all()],
            side.statement,
        )
        for side in row.sides.select_related("unit").prefetch_related("evidence")
    ]
    return rules.report_text(row.about.number, sides, row.conclusion, row.advice)
