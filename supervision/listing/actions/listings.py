"""A listing from proposal to de-listing: the unit is heard, a convenor decides, the office checks every month (F8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.matters.actions.access import add_handler, hold, let_see
from records.matters.models.access import Handler, Holding
from records.papers.actions.attachments import Upload, attach_all
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.listing.models.listings import Listing, ListingCheck
from supervision.listing.models.rounds import ListingRound
from supervision.listing.queries import listing as queries
from supervision.listing.rules import listings as rules
from supervision.permissions import DECIDE_LISTING, STATE_LISTING, VIEW_LISTING, WRITE_LISTING
from township.actors import Actor, NotAllowed, OutOfScope
from township.calendar.queries.days import work_calendar
from township.directory.queries.recipients import leaders, liaisons_of
from township.refusals import Refused
from township.saving import once
from township.words import check_names_nobody, check_words


@dataclass(frozen=True)
class DecisionData:
    """answer: to what the unit said, "" where it said nothing; sponsor_id: the leader who takes the rectification in hand."""

    answer: str
    demand: str
    sponsor_id: int


declare_series("listing", "挂")
declare_series("listing_draft", "挂拟", own=True)


class ListingFlow(LetterFlow):
    kind, label, model = "listing", "挂牌整治决定", Listing
    view, write, approve = VIEW_LISTING, WRITE_LISTING, DECIDE_LISTING
    moves = Moves(give_back="return_paper")
    series, names_matter = "listing", True
    issue_word = "挂牌"
    approve_word = "决定"

    def check(self, turn: Turn) -> None:
        if not turn.row.demand:
            raise Refused("请先写明整改要求和包抓领导，再送审。", field="demand")

    def number(self, turn: Turn) -> str:
        turn.row.listed_on = turn.today
        turn.row.plan_due_on = work_calendar(turn.row.township_id).add_working(turn.today, rules.PLAN_DAYS)
        return super().number(turn)

    def addressees(self, row: Listing) -> tuple[list[str], list[str]]:
        return [row.unit.label], []

    def composed(self, turn: Turn, *, data: DecisionData) -> str:
        """The text follows from the fields, the figures and the statement, so that they cannot differ."""
        row = turn.row
        least = 4 if row.stated_on else 0
        row.answer = check_words("对说明的意见", data.answer, field="answer", least=least, most=1000)
        row.demand = check_words("整改要求", data.demand, field="demand", least=8, most=1500)
        row.sponsor = leaders(row.township_id, turn.today).filter(pk=data.sponsor_id or 0).first()
        if row.sponsor is None:
            raise Refused("请选择包抓领导。", field="sponsor")
        return _composed(row)

    def approved(self, turn: Turn, approval: Approval) -> None:
        if turn.by.person_id == turn.row.proposed_by_id:
            raise NotAllowed("挂牌是您提出的，请由另一位召集人决定。")
        turn.row.decided_by_id = turn.by.person_id

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.decided_by = None

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        add_handler(matter=matter, person=row.sponsor, part=Handler.Part.SPONSOR, at=turn.at)
        units = queries.evaluated_units(row.township_id)
        let_see(matter=matter, units=units, at=turn.at)
        told = [*liaisons_of([row.unit_id], turn.today), row.sponsor_id]
        tell(turn, told, kind="listed", text="已决定挂牌整治，请报整改方案", key=row.number)

    def work(self, row: Listing) -> Iterator[Owed]:
        paper = super().work(row) if row.state in (rules.HEARD, rules.SUBMITTED) else iter(())
        check = queries.last_check(row) if row.state == rules.RECTIFYING else None
        own = rules.listing_owed(
            row.state,
            row.unit_id,
            row.proposed_by_id,
            has_spoken=row.stated_on is not None,
            due_on=row.plan_due_on if row.state == rules.LISTED else row.due_on,
            check_on=row.check_on,
            is_met=check is not None and check.is_met,
        )
        return chain(paper, own)


FLOW = ListingFlow()


def propose(*, round_id: int, revision: int, unit_id: int, facts: str, by: Actor, at: datetime) -> Listing:
    """Propose to list a unit that failed the published criteria. unit_id: its row in the evaluation. Refused for a unit that
    is dealt with already or is listed now."""
    with transaction.atomic():
        turn = take(ListingRound, round_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        basis = next((one for one in queries.waiting_units(turn.row) if one.pk == unit_id), None)
        if basis is None:
            raise OutOfScope("没有找到这个单位，或者已经处理。")
        number = issue_number("listing_draft", township_id=by.township_id, on=at.date())
        matter = start(kind="listing", number=number, title="挂牌整治", by=by, at=at)
        row = Listing(
            matter=matter,
            township_id=by.township_id,
            basis=basis,
            unit=basis.unit,
            proposed_by_id=by.person_id,
            revision=0,
        )
        row.facts = check_words("情况", facts, field="facts", least=8, most=1500)
        check_names_nobody("情况", row.facts, field="facts")
        row.document = draft_document(
            matter=matter, kind="listing", title=f"关于对{basis.unit.label}挂牌整治的决定", body="", by=by, at=at
        )
        with once(Refused("这个单位已经在挂牌整治（或者已经提出），不能重复提出。", field="facts")):
            row.save(force_insert=True)
        finish(Turn(row, by, at), "draft", text="提出挂牌整治", unit=row.unit)
        finish(turn, "propose", text="提出一个单位挂牌整治", unit=row.unit, detail={"listing": row.pk})
        return row


def ask(*, listing_id: int, revision: int, by: Actor, at: datetime) -> Listing:
    """The unit sees the proposal from now on and may speak until the limit."""
    with transaction.atomic():
        turn = take(Listing, listing_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("ask"), turn.row
        row.asked_on = turn.today
        row.due_on = work_calendar(row.township_id).add_working(turn.today, rules.HEARING_DAYS)
        hold(matter=turn.matter, unit=row.unit, part=Holding.Part.LEAD, at=at)
        finish(turn, move, text="听取单位意见", unit=row.unit, detail={"due": str(row.due_on)})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="asked", text="请在期限内说明情况", key="asked")
        return row


def state(
    *, listing_id: int, revision: int, words: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Listing:
    """The unit says what it has to say, once; after the limit too, as long as the hearing has not been ended."""
    with transaction.atomic():
        turn = _by_unit(listing_id, revision, by, at)
        move, row = turn.move("tell"), turn.row
        if row.stated_on:
            raise Refused("本单位已经说明过情况。")
        row.statement = check_words("说明", words, field="words", least=4, most=2000)
        row.stated_by_id, row.stated_on = by.person_id, turn.today
        _attach(turn, files, "statement")
        finish(turn, move, text="单位说明情况" if turn.today <= row.due_on else "单位逾期说明情况", unit=row.unit)
        tell(turn, [row.proposed_by_id], kind="stated", text="单位已说明情况", key="stated")
        return row


def hear(*, listing_id: int, revision: int, by: Actor, at: datetime) -> Listing:
    """The hearing is over: the unit has spoken, or its limit is past and its silence is recorded."""
    with transaction.atomic():
        turn = take(Listing, listing_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("hear"), turn.row
        rules.check_heard(row.stated_on is not None, row.due_on, turn.today)
        return finish(turn, move, text="结束听取意见" if row.stated_on else "期限已过，单位没有说明情况")


def plan(
    *,
    listing_id: int,
    revision: int,
    measures: str,
    responsible: str,
    until: date,
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Listing:
    """The unit files its rectification plan, or changes it."""
    with transaction.atomic():
        turn = _by_unit(listing_id, revision, by, at)
        move, row = turn.move("plan"), turn.row
        rules.check_plan(until, turn.today)
        row.plan = check_words("整改措施", measures, field="measures", least=8, most=3000)
        row.responsible = check_words("整改责任人", responsible, field="responsible", least=2, most=30)
        row.plan_until, row.planned_on = until, turn.today
        row.check_on = row.check_on or turn.today + timedelta(days=rules.CHECK_DAYS)
        _attach(turn, files, "plan")
        finish(turn, move, text="报整改方案", unit=row.unit)
        tell(turn, [row.proposed_by_id, row.sponsor_id], kind="planned", text="整改方案已报", key=str(row.revision))
        return row


def check(*, listing_id: int, revision: int, words: str, is_met: bool, by: Actor, at: datetime) -> Listing:
    """The monthly check, with the figures since the listing. Refused to say the criteria are met where the figures deny it."""
    with transaction.atomic():
        turn = take(Listing, listing_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("check"), turn.row
        lines, failing = queries.standing_now(row, turn.today)
        rules.check_met(is_met, failing)
        if row.checks.filter(on=turn.today).exists():
            raise Refused("今天已经登记过检查。")
        text = check_words("检查情况", words, field="words", least=8, most=1500)
        ListingCheck.objects.create(
            listing=row, on=turn.today, figures="\n".join(lines), words=text, is_met=is_met, checked_by_id=by.person_id
        )
        row.check_on = turn.today + timedelta(days=rules.CHECK_DAYS)
        finish(
            turn,
            move,
            text=f"月度检查：{'达到标准' if is_met else '没有达到标准'}",
            unit=row.unit,
            detail={"met": is_met},
        )
        told = [*liaisons_of([row.unit_id], turn.today), row.sponsor_id]
        tell(turn, told, kind="checked", text="月度检查已登记", key=turn.today.isoformat())
        return row


def delist(*, listing_id: int, revision: int, by: Actor, at: datetime) -> Listing:
    """A convenor takes the unit off: the criteria are met by the latest check, which somebody else made."""
    with transaction.atomic():
        turn = take(Listing, listing_id, revision=revision, capability=DECIDE_LISTING, by=by, at=at)
        move, row = turn.move("delist"), turn.row
        last = queries.last_check(row)
        rules.check_delisting(last.is_met if last else None)
        if last.checked_by_id == by.person_id:
            raise NotAllowed("检查是您登记的，请由另一位召集人摘牌。")
        row.delisted_on, row.delisted_by_id = turn.today, by.person_id
        finish(turn, move, text="达到标准，摘牌", unit=row.unit)
        told = [*liaisons_of([row.unit_id], turn.today), row.sponsor_id, row.proposed_by_id]
        tell(turn, told, kind="delisted", text="已摘牌", key="delisted")
        return row


def drop(*, listing_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Listing:
    """No listing after all, with the reason; the evaluation holds it as dealt with."""
    with transaction.atomic():
        turn = take(Listing, listing_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("drop"), turn.row
        row.closing = check_words("不挂牌的理由", reason, field="reason", least=6, most=300)
        check_names_nobody("不挂牌的理由", row.closing, field="reason")
        row.basis.reason, row.basis.passed_by_id = row.closing, by.person_id
        row.basis.save(update_fields=["reason", "passed_by"])
        return finish(turn, move, text="不挂牌")


def _by_unit(listing_id: int, revision: int, by: Actor, at: datetime) -> Turn:
    turn = take(Listing, listing_id, revision=revision, capability=STATE_LISTING, by=by, at=at)
    if turn.row.unit_id not in by.unit_ids:
        raise NotAllowed("由被提出挂牌的单位自己办理。")
    return turn


def _attach(turn: Turn, files: Sequence[Upload], purpose: str) -> None:
    attach_all(matter=turn.matter, uploads=files, purpose=purpose, by=turn.by, at=turn.at)


def _composed(row: Listing) -> str:
    around = row.basis.round
    return rules.decision_text(
        rules.Decision(
            unit=row.unit.name,
            period=around.period_label,
            number=around.number,
            failed=queries.failed_words(row.basis),
            facts=row.facts,
            statement=row.statement,
            answer=row.answer,
            demand=row.demand,
            sponsor=f"{row.sponsor.name}同志" if row.sponsor else "",
        )
    )
