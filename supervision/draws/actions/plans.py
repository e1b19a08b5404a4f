"""The plan of a spot check: its list and numbers follow from the units there are, and are published before anything is drawn (F4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, locked, start, take, tell
from records.matters.actions.access import let_see
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.draws.models.draws import Draw, DrawGroup, DrawUnit
from supervision.draws.queries import draws as queries
from supervision.draws.rules import draws as rules
from supervision.draws.rules.records import hash_of, population_text
from supervision.permissions import APPROVE_DRAW, VIEW_DRAW, WRITE_DRAW
from township.actors import Actor, ensure_may
from township.directory.queries.recipients import liaisons_of
from township.profiles.rules.periods import Cadence, Period, period_of
from township.refusals import Refused
from township.saving import once
from township.words import check_names_nobody, check_title, check_words

declare_series("draw", "抽")
declare_series("draw_draft", "抽拟", own=True)


CHANGED = "单位名单在拟定以后有变动，请点“修改”保存一次，名单按现在的单位更新，再送审。"


TAKEN = "这个季度已经有一次抽查；需要重新抽取的，在那一次抽查的页面点“重新抽取”并写明理由。"


@dataclass(frozen=True)
class DrawData:
    """wanted: how many are drawn from each group, in the order of queries.GROUPS; checks: what is looked at."""

    topic: str
    checks: str
    wanted: tuple[int, ...]


class DrawFlow(LetterFlow):
    kind, label, model = "draw", "抽查方案", Draw
    view, write, approve = VIEW_DRAW, WRITE_DRAW, APPROVE_DRAW
    moves = Moves(give_back="return_paper", approve="publish")
    series, names_matter = "draw", True
    issue_word = "公布"

    def check(self, turn: Turn) -> None:
        row, entries = turn.row, queries.entries_of(turn.row)
        rules.check_strata(queries.strata_of(row, entries))
        if queries.has_changed(row, entries):
            raise Refused(CHANGED)
        if row.earlier_id:
            _running(row.earlier_id, turn.by)

    def number(self, turn: Turn) -> str:
        row = turn.row
        if hash_of(row.population) != row.population_sha256 or row.population_sha256 not in row.document.body:
            raise Refused("名单与校验值不一致，请退回重新保存。")
        return super().number(turn)

    def addressees(self, row: Draw) -> tuple[list[str], list[str]]:
        return ["各村（社区）", "各成员单位"], []

    def composed(self, turn: Turn, *, data: DrawData) -> str:
        """The text follows from list and numbers, so that they cannot differ; the list is that of the units there are now."""
        _fill(turn.row, data)
        return _composed(turn.row)

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        row.published_at = turn.at
        units = [one.unit for one in queries.entries_of(row)]
        let_see(matter=matter, units=units, at=turn.at)
        tell(
            turn,
            liaisons_of([unit.pk for unit in units], turn.today),
            kind="published",
            text="抽查方案已公布",
            key=row.number,
        )
        if row.earlier_id:
            earlier = Turn(_running(row.earlier_id, turn.by), turn.by, turn.at)
            finish(earlier, earlier.move("replace"), text=f"重新抽取（{row.number}）", note=row.reason)

    def work(self, row: Draw) -> Iterator[Owed]:
        paper = super().work(row) if row.state in (rules.DRAFT, rules.SUBMITTED) else iter(())
        waiting = [(pick.pk, pick.entry.label) for pick in queries.waiting_picks(row)]
        has_next = queries.next_of(row) is not None
        return chain(paper, rules.draw_owed(row.state, waiting, row.due_on, has_next=has_next))


FLOW = DrawFlow()


def draft_draw(*, period: str, data: DrawData, by: Actor, at: datetime) -> Draw:
    """Begin the draw of a quarter. period: key of this quarter or the one before. Refused where the quarter has one."""
    with transaction.atomic():
        ensure_may(by, WRITE_DRAW)
        found = next((one for one in open_periods(at.date()) if one.key == period), None)
        if found is None:
            raise Refused("请选择本季度或者上一季度。", rules.SOURCE, "period")
        return _make(found.key, found.label, found.last, data, None, "", by, at)


def open_periods(today: date) -> tuple[Period, Period]:
    """This quarter, and the one before for an office that is late."""
    now = period_of(Cadence.QUARTERLY, today)
    before = period_of(Cadence.QUARTERLY, date.fromordinal(now.first.toordinal() - 1))
    return now, before


def draw_again(*, draw_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Draw:
    """Another draw in the place of a published one, for a reason that is published with it; both stay to be seen."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=WRITE_DRAW, by=by, at=at)
        row = turn.row
        if row.state not in (rules.PUBLISHED, rules.DRAWN):
            raise Refused("公布以后、通报以前的抽查才能重新抽取。", rules.OFFICE_RULE)
        if queries.next_of(row):
            raise Refused("已经有一次重新抽取接着这一次。")
        why = check_words("重新抽取的理由", reason, field="reason", least=8, most=300)
        check_names_nobody("重新抽取的理由", why, field="reason")
        data = DrawData(row.topic, row.checks, tuple(row.groups.values_list("wanted", flat=True)))
        made = _make(row.period, row.period_label, row.due_on, data, row, why, by, at)
        finish(turn, "again", text="提出重新抽取", detail={"draw": made.pk})
        return made


def exclude(*, draw_id: int, revision: int, entry_id: int, reason: str, by: Actor, at: datetime) -> Draw:
    """Leave a unit out, with the reason, while nothing is published: the reason stands in the published list."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=WRITE_DRAW, by=by, at=at)
        move, entry = turn.move("exclude"), _entry(turn.row, entry_id)
        why = check_words("不列入的理由", reason, field="reason", least=4, most=200)
        check_names_nobody("不列入的理由", why, field="reason")
        if entry.place is None:
            raise Refused("这个单位已经不列入。", field="entry")
        entry.place, entry.reason = None, why
        entry.save(update_fields=["place", "reason"])
        _renew(turn)
        finish(turn, move, text=f"{entry.label}不列入抽查", note=why, unit=entry.unit)
        return turn.row


def include(*, draw_id: int, revision: int, entry_id: int, by: Actor, at: datetime) -> Draw:
    """Put a unit that was left out back on the list."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=WRITE_DRAW, by=by, at=at)
        move, entry = turn.move("include"), _entry(turn.row, entry_id)
        if entry.place is not None:
            raise Refused("这个单位已经在名单上。")
        last = entry.group.units.order_by("-place").exclude(place__isnull=True).values_list("place", flat=True).first()
        entry.place, entry.reason = (last or 0) + 1, ""
        entry.save(update_fields=["place", "reason"])
        _renew(turn)
        finish(turn, move, text=f"{entry.label}恢复列入", unit=entry.unit)
        return turn.row


def drop_draw(*, draw_id: int, revision: int, by: Actor, at: datetime) -> Draw:
    """Give a draft up before it is published."""
    with transaction.atomic():
        turn = take(Draw, draw_id, revision=revision, capability=WRITE_DRAW, by=by, at=at)
        return finish(turn, turn.move("drop"), text="撤销抽查方案")


def _make(
    period: str, label: str, due_on: date, data: DrawData, earlier: Draw | None, reason: str, by: Actor, at: datetime
) -> Draw:
    number = issue_number("draw_draft", township_id=by.township_id, on=at.date())
    title = f"{label}随机抽查"
    matter = start(kind="draw", number=number, title=title, by=by, at=at)
    row = Draw(
        matter=matter,
        township_id=by.township_id,
        earlier=earlier,
        reason=reason,
        period=period,
        period_label=label,
        due_on=due_on,
        revision=0,
    )
    _check(row, data)
    row.document = draft_document(matter=matter, kind="draw", title=f"{title}方案", body="", by=by, at=at)
    with once(Refused(TAKEN, rules.OFFICE_RULE, "period")):
        row.save(force_insert=True)
    _fill(row, data)
    turn = Turn(row, by, at)
    FLOW.write_text(turn, _composed(row))
    return finish(turn, "draft", text="拟定抽查方案" if earlier is None else "拟定重新抽取的方案", note=reason)


def _check(row: Draw, data: DrawData) -> None:
    row.topic = check_title("抽查事项", data.topic, least=4, most=60, field="topic")
    row.checks = check_words("检查内容", data.checks, field="checks", least=8, most=500)
    check_names_nobody("检查内容", row.checks, field="checks")


def _fill(row: Draw, data: DrawData) -> None:
    """Put the checked fields into the row and bring its list up to the units there are now; who was left out stays so."""
    _check(row, data)
    for seq, ((kind, name), wanted) in enumerate(zip(queries.GROUPS, data.wanted, strict=True), 1):
        group, _ = DrawGroup.objects.get_or_create(
            draw=row, seq=seq, defaults={"kind": kind, "name": name, "wanted": wanted}
        )
        group.wanted = wanted
        group.save(update_fields=["wanted"])
        reasons = dict(group.units.filter(place__isnull=True).values_list("unit_id", "reason"))
        group.units.all().delete()
        units = queries.listed_units(row.township_id, kind)
        DrawUnit.objects.bulk_create(
            DrawUnit(group=group, unit=unit, label=unit.label, place=place, reason=reason)
            for unit, place, reason in _placed(units, reasons)
        )
    _compose(row)


def _placed(units: list, reasons: dict[int, str]) -> Iterator[tuple]:
    place = 0
    for unit in units:
        reason = reasons.get(unit.pk, "")
        place += not reason
        yield unit, None if reason else place, reason


def _compose(row: Draw) -> None:
    """The list as text, with its hash. Refused where a group has fewer units than are to be drawn."""
    given = queries.population_of(row, queries.entries_of(row))
    rules.check_strata(given.strata)
    row.population = population_text(given)
    row.population_sha256 = hash_of(row.population)


def _renew(turn: Turn) -> None:
    """After a unit was left out or put back: places, list, hash and text anew."""
    row = turn.row
    data = DrawData(row.topic, row.checks, tuple(row.groups.values_list("wanted", flat=True)))
    _fill(row, data)
    FLOW.write_text(turn, _composed(row))


def _composed(row: Draw) -> str:
    entries = queries.entries_of(row)
    strata, excluded = queries.strata_of(row, entries), queries.excluded_of(entries)
    given = (row.period_label, row.topic, row.checks, strata, excluded, row.population_sha256, row.reason)
    return rules.plan_text(rules.Plan(*given))


def _entry(row: Draw, entry_id: int) -> DrawUnit:
    entry = DrawUnit.objects.select_related("group", "unit").filter(group__draw=row, pk=entry_id or 0).first()
    if entry is None:
        raise Refused("请选择名单上的单位。", field="entry")
    return entry


def _running(draw_id: int, by: Actor) -> Draw:
    """The draw before, locked; Refused when its results were circulated meanwhile."""
    row = locked(Draw, draw_id, by)
    if row.state not in (rules.PUBLISHED, rules.DRAWN):
        raise Refused("原抽查已经通报结果，不能再重新抽取，请撤销。")
    return row
