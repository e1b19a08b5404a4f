"""An evaluation from criteria to result: published before the half-year, computed after it, each failing unit dealt with (F8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.duties.actions.duties import fulfil
from records.figures.declared import DECLARED
from records.figures.rules import FigurePeriod
from records.matters.actions.access import let_see
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.listing.models.rounds import ListingRound, RoundCriterion, RoundResult, RoundUnit
from supervision.listing.queries import listing as queries
from supervision.listing.rules import rounds as rules
from supervision.permissions import DECIDE_LISTING, VIEW_LISTING, WRITE_LISTING
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.queries.recipients import liaisons_of
from township.profiles.rules.periods import Cadence, Period, period_of
from township.refusals import Refused
from township.saving import once, save_columns
from township.words import check_names_nobody, check_words


@dataclass(frozen=True)
class RoundData:
    """criteria: (key of a declared figure, line); needed: how many must be failed before a listing is thought of."""

    criteria: tuple[tuple[str, Decimal], ...]
    needed: int = 1


declare_series("listing_round", "评")
declare_series("listing_round_draft", "评拟", own=True)


class RoundFlow(LetterFlow):
    kind, label, model = "listing_round", "半年评价标准", ListingRound
    view, write, approve = VIEW_LISTING, WRITE_LISTING, DECIDE_LISTING
    moves = Moves(give_back="return_paper", approve="publish")
    series, names_matter = "listing_round", True
    issue_word = "公布"

    def check(self, turn: Turn) -> None:
        rules.check_publication(turn.row.first, turn.today)

    def number(self, turn: Turn) -> str:
        rules.check_publication(turn.row.first, turn.today)
        turn.row.published_on = turn.today
        return super().number(turn)

    def addressees(self, row: ListingRound) -> tuple[list[str], list[str]]:
        return ["各成员单位", "各村（社区）"], []

    def composed(self, turn: Turn, *, data: RoundData) -> str:
        """The text follows from the criteria, so that they cannot differ."""
        _fill(turn.row, data)
        return _composed(turn.row)

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        units = queries.evaluated_units(row.township_id)
        let_see(matter=matter, units=units, at=turn.at)
        people = liaisons_of([unit.pk for unit in units], turn.today)
        tell(turn, people, kind="published", text="半年评价标准已公布", key=row.number)

    def work(self, row: ListingRound) -> Iterator[Owed]:
        paper = super().work(row) if row.state in (rules.DRAFT, rules.SUBMITTED) else iter(())
        waiting = [(one.pk, one.unit.label) for one in queries.waiting_units(row)]
        return chain(paper, rules.round_owed(row.state, waiting, row.last))


FLOW = RoundFlow()


def next_period(today: date) -> Period:
    """The half-year that begins next: the first for which criteria can still be published in time."""
    now = period_of(Cadence.HALF_YEARLY, today)
    return period_of(Cadence.HALF_YEARLY, date.fromordinal(now.last.toordinal() + 1))


def draft_round(*, data: RoundData, by: Actor, at: datetime) -> ListingRound:
    """Begin the criteria of the next half-year. Refused where it has some."""
    with transaction.atomic():
        ensure_may(by, WRITE_LISTING)
        period = next_period(at.date())
        number = issue_number("listing_round_draft", township_id=by.township_id, on=at.date())
        title = f"{period.label}信访工作评价"
        matter = start(kind="listing_round", number=number, title=title, by=by, at=at)
        row = ListingRound(
            matter=matter,
            township_id=by.township_id,
            period=period.key,
            period_label=period.label,
            first=period.first,
            last=period.last,
            revision=0,
        )
        row.document = draft_document(matter=matter, kind="listing_round", title=f"{title}标准", body="", by=by, at=at)
        _checked(data)
        with once(Refused(f"{period.label}已经有评价标准，请在那一份上办理。", rules.OFFICE_RULE)):
            row.save(force_insert=True)
        _fill(row, data)
        turn = Turn(row, by, at)
        FLOW.write_text(turn, _composed(row))
        return finish(turn, "draft", text="拟定半年评价标准")


def evaluate(*, round_id: int, revision: int, by: Actor, at: datetime) -> ListingRound:
    """The half-year is over: what each unit reached is computed from the figures, once."""
    with transaction.atomic():
        turn = take(ListingRound, round_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("evaluate"), turn.row
        rules.check_evaluation(row.last, turn.today)
        row.evaluated_on, row.evaluated_by_id = turn.today, by.person_id
        units = queries.evaluated_units(row.township_id)
        rows = {unit.pk: RoundUnit(round=row, unit=unit) for unit in units}
        RoundUnit.objects.bulk_create(rows.values())
        _measure(row, {one.unit_id: one for one in row.units.all()}, turn.today)
        failed = row.units.filter(failed__gte=row.needed).count()
        finish(turn, move, text=f"按数据评价{len(units)}个单位", detail={"failed": failed})
        tell(turn, liaisons_of(rows, turn.today), kind="evaluated", text="半年评价结果可以查看", key=row.number)
        return row


def _measure(row: ListingRound, units: dict[int, RoundUnit], today: date) -> None:
    period = FigurePeriod(row.first, row.last)
    for one in row.criteria.all():
        criterion = rules.Criterion(one.key, one.label, one.limit)
        found = queries.reached(row.township_id, criterion, period, today)
        empty = "—" if rules.SENSES[one.key] == rules.BELOW else "0"
        results = []
        for unit_id, unit in units.items():
            n, d, value, is_failed = found.get(unit_id, (0, 0, empty, False))
            unit.failed += is_failed
            results.append(RoundResult(unit=unit, criterion=one, n=n, d=d, value=value, is_failed=is_failed))
        RoundResult.objects.bulk_create(results)
    save_columns(units.values(), ["failed"])


def pass_over(*, round_id: int, revision: int, unit_id: int, reason: str, by: Actor, at: datetime) -> ListingRound:
    """No listing is proposed for a unit that failed, with the reason."""
    with transaction.atomic():
        turn = take(ListingRound, round_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("pass_over"), turn.row
        one = next((one for one in queries.waiting_units(row) if one.pk == unit_id), None)
        if one is None:
            raise OutOfScope("没有找到这个单位，或者已经处理。")
        one.reason = check_words("不提挂牌的理由", reason, field="reason", least=6, most=300)
        check_names_nobody("不提挂牌的理由", one.reason, field="reason")
        one.passed_by_id = by.person_id
        one.save(update_fields=["reason", "passed_by"])
        return finish(turn, move, text="一个单位不提挂牌", unit=one.unit, detail={"unit": one.unit_id})


def conclude(*, round_id: int, revision: int, by: Actor, at: datetime) -> ListingRound:
    """Every failing unit was dealt with: the duty of the half-year is done."""
    with transaction.atomic():
        turn = take(ListingRound, round_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        move, row = turn.move("conclude"), turn.row
        waiting = queries.waiting_units(row)
        if waiting:
            raise Refused(
                f"{'、'.join(one.unit.label for one in waiting[:5])}没有达到标准，请先提出挂牌或者写明不提的理由。"
            )
        fulfil(
            clause=rules.CLAUSE,
            township_id=row.township_id,
            on=turn.today,
            period=row.period,
            evidence=turn.matter,
            text=f"{row.period_label}评价已完成（{row.number}）",
            by=by,
            at=at,
        )
        return finish(turn, move, text="完成半年评价")


def drop_round(*, round_id: int, revision: int, by: Actor, at: datetime) -> ListingRound:
    """Give the criteria up before they are published."""
    with transaction.atomic():
        turn = take(ListingRound, round_id, revision=revision, capability=WRITE_LISTING, by=by, at=at)
        return finish(turn, turn.move("drop"), text="撤销半年评价标准")


def _checked(data: RoundData) -> list[rules.Criterion]:
    known = [
        rules.Criterion(key, DECLARED[key].label if key in DECLARED else key, limit) for key, limit in data.criteria
    ]
    rules.check_criteria(known, data.needed)
    return known


def _fill(row: ListingRound, data: RoundData) -> None:
    known = _checked(data)
    row.needed = data.needed
    row.criteria.all().delete()
    RoundCriterion.objects.bulk_create(
        RoundCriterion(round=row, seq=seq, key=one.key, label=one.label, limit=one.limit)
        for seq, one in enumerate(known, 1)
    )


def _composed(row: ListingRound) -> str:
    criteria = queries.criteria_of(row)
    return rules.plan_text(row.period_label, criteria, row.needed, queries.formulas_of(criteria))
