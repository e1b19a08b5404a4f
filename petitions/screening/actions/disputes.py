"""Disputes: reported in one page, reported on, named parties shown on a reason, made a case (E3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from petitions.cases.actions.registration import lock_account
from petitions.permissions import REPORT_DISPUTE, REVEAL_PARTIES, WORK_DISPUTE
from petitions.screening.actions.holders import note
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.places import places_to_report
from petitions.screening.queries.rounds import open_round_for
from petitions.screening.rules import disputes as rules
from petitions.screening.rules.entries import DisputeData, check_data
from records.acts.actions.turns import Turn, finish, take
from records.clocks.actions.clocks import start_clock
from records.matters.actions.access import add_handler, hold
from records.matters.actions.reveal import note_reveal
from records.matters.models.access import Handler, Holding
from records.matters.models.matters import Matter
from records.papers.actions.attachments import Upload, attach
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.directory.models.people import Person
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import grid_members_of
from township.words import check_words

declare_series("dispute", "纠", own=True)
REPORTED = "登记"
SAME_CLICK = timedelta(minutes=10)


def report_dispute(*, data: DisputeData, files: Sequence[Upload] = (), by: Actor, at: datetime) -> Dispute:
    """Register a dispute and start its limit. A second click within ten minutes answers with the first one's dispute.

    A grid's dispute stands in the return of its village; the round is the open one that holds the day it was found.
    """
    ensure_may(by, REPORT_DISPUTE)
    with transaction.atomic():
        if by.account_id:
            lock_account(by)
        place = _place(data.unit_id, by)
        checked = check_data(data, at.date())
        known = _same_click(checked, place, by, at)
        if known:
            return known
        turn = write_dispute(data=checked, place=place, by=by, at=at)
        for file in files:
            attach(matter=turn.matter, upload=file, purpose="progress", by=by, at=at)
        return turn.row


def write_dispute(*, data: DisputeData, place: Unit, by: Actor, at: datetime, source: str = REPORTED) -> Turn:
    """Number, rows, holdings, clock and journal of one dispute; building block of the report and of the import."""
    is_grid = place.kind == UnitKind.GRID
    unit = place.parent if is_grid else place
    number = issue_number("dispute", township_id=by.township_id, on=at.date())
    matter = Matter.objects.create(
        township_id=by.township_id, kind="dispute", number=number, title=data.title, opened_on=at.date()
    )
    values = {name: getattr(data, name) for name in data.__dataclass_fields__ if name != "unit_id"}
    dispute = Dispute(
        matter=matter,
        township_id=by.township_id,
        number=number,
        unit=unit,
        grid=place if is_grid else None,
        holder=place,
        level=level_of(place),
        round=open_round_for(unit.pk, data.found_on, only_within=source != REPORTED),
        reported_on=at.date(),
        reported_by_id=by.person_id,
        revision=0,
        **values,
    )
    dispute.save(force_insert=True)
    turn = Turn(dispute, by, at)
    if is_grid:
        hold(matter=matter, unit=unit, part=Holding.Part.ASSIST, at=at)
    hold(matter=matter, unit=place, part=Holding.Part.LEAD, at=at)
    _admit(turn, place)
    start_clock(
        matter=matter,
        term=rules.SETTLE,
        start_on=turn.today if source == REPORTED else min(turn.today, data.found_on, data.due_on),
        evidence=f"{number}{source}",
        unit=place,
        due_on=data.due_on,
    )
    finish(
        turn, "report", text=f"{place.label}{source}", unit=place, detail={"level": dispute.level, "cause": data.cause}
    )
    return turn


def level_of(unit: Unit) -> str:
    """A grid's dispute is of the grid, a village's of the village, any other unit's of the township."""
    return {UnitKind.GRID: rules.GRID, UnitKind.VILLAGE: rules.VILLAGE}.get(unit.kind, rules.TOWNSHIP)


def report_progress(
    *,
    dispute_id: int,
    revision: int,
    text: str,
    measures: str = "",
    person_name: str = "",
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Dispute:
    """What was done since; measures and responsible official are replaced where they are given."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=revision, capability=WORK_DISPUTE, by=by, at=at)
        move, row = turn.move("report_progress"), turn.row
        note(turn, move.name, check_words("本期进展", text, field="text", least=4, most=1000))
        row.measures = check_words("化解措施", measures, field="measures", least=0, most=300) or row.measures
        row.person_name = check_words("责任人", person_name, field="person_name", least=0, most=40) or row.person_name
        for file in files:
            attach(matter=turn.matter, upload=file, purpose="progress", by=by, at=at)
        finish(turn, move, text="报告进展")
        return row


def reveal_parties(*, dispute_id: int, reason: str, by: Actor, at: datetime) -> str:
    """The parties in clear, for a stated reason; each look is a line in the journal."""
    with transaction.atomic():
        turn = take(Dispute, dispute_id, revision=None, capability=REVEAL_PARTIES, by=by, at=at)
        note_reveal(matter=turn.matter, whose=turn.row.pk, fields=["parties"], reason=reason, by=by, at=at)
        return turn.row.parties


def admit_grid(turn: Turn, grid: Unit) -> None:
    """The grid's members take part: they see what they settle, and nothing else of the village."""
    for person in Person.objects.filter(pk__in=grid_members_of([grid.pk], turn.today)):
        add_handler(matter=turn.matter, person=person, part=Handler.Part.FIRST_HANDLER, at=turn.at)


def _admit(turn: Turn, place: Unit) -> None:
    if place.kind == UnitKind.GRID:
        admit_grid(turn, place)
    if turn.by.person_id and turn.by.reporting_unit_ids:
        person = Person.objects.get(pk=turn.by.person_id)
        add_handler(matter=turn.matter, person=person, part=Handler.Part.REPORTER, at=turn.at)


def _place(unit_id: int | None, by: Actor) -> Unit:
    rows = places_to_report(by).select_related("parent")
    if unit_id is None:
        own = list(rows.filter(pk__in=by.unit_ids)[:2])
        if len(own) == 1:
            return own[0]
        raise OutOfScope("请选择发现的单位或网格。", field="unit")
    unit = rows.filter(pk=unit_id).first()
    if unit is None:
        raise NotAllowed("只能登记本单位、本网格发现的纠纷。", field="unit")
    return unit


def _same_click(data: DisputeData, place: Unit, by: Actor, at: datetime) -> Dispute | None:
    if by.person_id is None:
        return None
    rows = Dispute.objects.filter(
        township_id=by.township_id,
        reported_by_id=by.person_id,
        holder=place,
        title=data.title,
        place=data.place,
        reported_on=at.date(),
        matter__events__at__gte=at - SAME_CLICK,
        matter__events__move="report",
    )
    return rows.select_related("matter").first()
