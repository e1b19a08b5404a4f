"""Screening rounds: the list, the board of units, what one unit has to return, and the numbers of a round."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from petitions.permissions import HAND_IN_RETURN, VIEW_ROUND
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.disputes import CAUSES, LEVEL_LABELS
from petitions.screening.rules.rounds import (
    CIRCULAR,
    CLAUSE_LABELS,
    MISSING,
    NIL,
    OPEN,
    RETURNED,
    RoundFacts,
    RoundFigures,
    RoundWork,
    round_owed,
    standing,
)
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.matters.models.events import Event
from records.matters.queries.scope import visible_to
from records.matters.queries.timeline import timeline_rows
from records.papers.queries.flows import PaperRows
from records.papers.rules.flows import PaperFacts
from records.work.models import WorkItem
from records.work.rules import Owed
from township.actors import Actor, OutOfScope
from township.directory.models.people import Role
from township.directory.queries.actors import posts_in_effect
from township.frame.slips import Rows, gather, json_of, slip
from township.permissions import Reach
from township.sight import row_in_sight
from township.together import together

PERIOD_KEY = re.compile(r"[0-9A-Za-z-]{4,12}", re.ASCII)


def rounds_visible_to(actor: Actor) -> QuerySet[Round]:
    """The office sees every round, units and leaders those in which their units owe a return."""
    return visible_to(actor, Round.objects.all(), VIEW_ROUND)


def get_round(actor: Actor, round_id: int) -> Round:
    """The round, or OutOfScope."""
    return row_in_sight(rounds_visible_to(actor).select_related("matter", "circular", "township"), pk=round_id)


def round_of_period(actor: Actor, clause: str, period: str) -> Round:
    """The round of one period of a clause, or OutOfScope; what is no key of a period names none."""
    is_key = clause in CLAUSE_LABELS and PERIOD_KEY.fullmatch(period)
    row = rounds_visible_to(actor).filter(clause=clause, period=period).first() if is_key else None
    if row is None:
        raise OutOfScope("这一期的排查轮次还没有开始，或者不在您能查看的范围内。")
    return row


@dataclass(frozen=True)
class RoundFilter:
    """What narrows the list of rounds."""

    state: str = ""


def round_list(actor: Actor, wanted: RoundFilter, today: date) -> QuerySet[Round]:
    """Rounds, newest first, with the numbers of returns the actor may see."""
    mine = Q() if actor.reach(VIEW_ROUND) == Reach.TOWNSHIP else Q(returns__unit_id__in=_sight(actor))
    counted = {
        "units": Count("returns", filter=mine),
        "nil": Count("returns", filter=mine & Q(returns__state=NIL)),
        "returned": Count("returns", filter=mine & Q(returns__state=RETURNED)),
        "late": Count("returns", filter=mine & Q(returns__is_late=True)),
        "missing": Count("returns", filter=mine & Q(returns__state=MISSING)),
    }
    rows = rounds_visible_to(actor).annotate(**counted).select_related("matter")
    return (rows.filter(state=wanted.state) if wanted.state else rows).order_by("-first", "-pk")


def _sight(actor: Actor) -> frozenset[int]:
    return actor.unit_ids | actor.portfolio_unit_ids


@dataclass(frozen=True)
class BoardRow:
    """One unit of the board. found: in this round, as the ledger has it now; added: of these, after its return; reminders:
    sent by the duty engine or by hand; has_reader: somebody can be told for it (else reminders went to the office alone)."""

    report: ScreeningReturn
    words: str
    tone: str
    found: int
    added: int
    reminders: int
    has_reader: bool


@dataclass(frozen=True)
class RoundRows:
    """A round as its page reads it. returns: in the order of the units; disputes: how many (n) with how many people, by unit,
    level and cause; sent: by unit, reminders of the engine; reached: units with a liaison; events and paper: beside it."""

    returns: list[ScreeningReturn]
    disputes: list[dict]
    sent: dict[int, int]
    reached: frozenset[int]
    events: list[Event]
    paper: PaperRows | None

    @property
    def found(self) -> Counter[int]:
        """Disputes by unit."""
        found: Counter[int] = Counter()
        for row in self.disputes:
            found[row["unit"]] += row["n"]
        return found


def round_rows(actor: Actor, screening: Round, today: date) -> RoundRows:
    """All of it, in two queries."""
    parts = {"returns": _returns(screening), "events": timeline_rows(screening.matter.pk, screening.matter.kind, actor)}
    if screening.circular_id:
        parts |= PaperRows.parts(screening.circular, CIRCULAR)
    read = together(parts)
    duties = Q(duty__township_id=screening.township_id, duty__clause=screening.clause, duty__period=screening.period)
    items = WorkItem.objects.filter(duties if screening.period else Q(matter_id=screening.pk, kind="screening.hand_in"))
    units = screening.returns.order_by().values("unit_id")
    posts = posts_in_effect(today, unit_id__in=units, role=Role.LIAISON)
    rows = gather(
        [
            _dispute_counts(screening),
            slip("sent", items, unit=F("unit_id"), keys=F("reminded")),
            slip("reached", posts, "unit_id", unit=F("unit_id")),
        ]
    )
    sent = {row["unit"]: len(json_of(row["keys"])) for row in rows.get("sent", ())}
    return RoundRows(
        returns=read["returns"],
        disputes=rows.get("dispute", []),
        sent=sent,
        reached=frozenset(row["unit"] for row in rows.get("reached", ())),
        events=read["events"],
        paper=PaperRows.of(read) if screening.circular_id else None,
    )


def _returns(screening: Round) -> QuerySet[ScreeningReturn]:
    return screening.returns.select_related("unit", "returned_by").order_by("unit__order", "unit_id")


def _dispute_counts(screening: Round) -> QuerySet:
    rows = Dispute.objects.filter(round=screening)
    by = {"unit": F("unit_id"), "level": F("level"), "cause": F("cause")}
    return slip("dispute", rows, "unit_id", "level", "cause", n=Count("pk"), people=Sum("people"), **by)


def board(actor: Actor, screening: Round, today: date, rows: RoundRows | None = None) -> list[BoardRow]:
    """Every unit the actor may see, those that still owe first. rows: where they are read anyway."""
    rows = rows or round_rows(actor, screening, today)
    is_wide, new = actor.reach(VIEW_ROUND) == Reach.TOWNSHIP, rows.found
    found = [
        BoardRow(
            row,
            standing(row.state, row.is_late, screening.due_on, today),
            _tone(row, screening, today),
            new[row.unit_id],
            max(0, new[row.unit_id] - row.new_count) if row.state != MISSING else 0,
            rows.sent.get(row.unit_id, 0) + row.urged,
            row.unit_id in rows.reached,
        )
        for row in rows.returns
        if is_wide or row.unit_id in _sight(actor)
    ]
    return sorted(found, key=lambda row: row.report.state != MISSING)


def _tone(row: ScreeningReturn, screening: Round, today: date) -> str:
    if row.state == MISSING:
        return "late" if today > screening.due_on else "soon"
    return "done-late" if row.is_late else "ok"


def round_facts(
    actor: Actor, screening: Round, standing: PaperFacts, today: date, rows: RoundRows | None = None
) -> RoundFacts:
    """What the doors of a round look at. standing: that of its circular. One query, none where `rows` are at hand."""
    known = rows.returns if rows else screening.returns.only("unit_id", "state")
    states = {row.unit_id: row.state for row in known}
    own = {unit: states[unit] for unit in states.keys() & actor.unit_ids} if actor.may(HAND_IN_RETURN) else {}
    owing = frozenset(unit for unit, state in own.items() if state == MISSING)
    open_now = frozenset(own) if screening.state == OPEN else owing
    fields = {one.name: getattr(standing, one.name) for one in dataclasses.fields(standing)}
    return RoundFacts(
        **fields | {"parts": {**standing.parts, "hand_in": open_now, "nil": owing}},
        missing=sum(state == MISSING for state in states.values()),
        is_due_over=today > screening.due_on,
        is_urged=screening.urged_on == today,
    )


def round_owed_now(screening: Round) -> Iterator[Owed]:
    """What is owed on a round besides its circular (one query; none where its returns were read beforehand)."""
    work = RoundWork(
        clause=screening.clause,
        state=screening.state,
        due_on=screening.due_on,
        missing=tuple(row.unit_id for row in screening.returns.all() if row.state == MISSING),
        has_circular=screening.circular_id is not None,
    )
    return round_owed(work)


def _rounds_of(duties: list[Duty]) -> list[QuerySet]:
    first, periods = duties[0], {duty.period for duty in duties}
    rows = Round.objects.filter(township_id=first.township_id, clause=first.clause, period__in=periods)
    return [slip(f"round_of_{first.clause}", rows, pk=F("pk"), period=F("period"))]


def _returns_read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
    rounds = {row["period"]: row["pk"] for row in rows.get(f"round_of_{duties[0].clause}", ())}
    return {
        duty.pk: DutyAct("screening", rounds[duty.period], "hand_in", duty.unit_id)
        for duty in duties
        if duty.unit_id and duty.period in rounds
    }


RETURN_ACTS = Acts(
    _rounds_of, _returns_read
)  # a unit's duty to screen is done by the return in the round of its period


def open_round_for(unit_id: int, found_on: date, *, only_within: bool = False) -> Round | None:
    """The open round a dispute of this unit belongs to: the one whose days hold the day, else the next to fall due.

    only_within: no other round will do (an old ledger that is brought in: what it holds was found before).
    """
    rows = Round.objects.filter(state=OPEN, returns__unit_id=unit_id).order_by("due_on", "pk")
    within = rows.filter(first__lte=found_on, last__gte=found_on).first()
    return within if within or only_within else rows.first()


def figures_of(screening: Round, rows: RoundRows | None = None) -> RoundFigures:
    """The numbers of one round; counts only, so nobody is shut out of them. Two queries, none where `rows` are at hand."""
    returns = rows.returns if rows else list(_returns(screening))
    disputes = rows.disputes if rows else gather([_dispute_counts(screening)]).get("dispute", [])
    levels, causes = Counter(), Counter()
    for row in disputes:
        levels[row["level"]] += row["n"]
        causes[row["cause"]] += row["n"]
    return RoundFigures(
        units=len(returns),
        returned=sum(row.state == RETURNED for row in returns),
        nil=sum(row.state == NIL for row in returns),
        late=sum(row.is_late for row in returns),
        missing=tuple(row.unit.label for row in returns if row.state == MISSING),
        found=sum(row["n"] for row in disputes),
        carried=sum(row.carried_count for row in returns),
        people=sum(row["people"] or 0 for row in disputes),
        levels={label: levels[key] for key, label in LEVEL_LABELS.items()},
        causes={label: causes[key] for key, label in CAUSES.items() if key in causes},
    )


def unit_lines(screening: Round) -> list[tuple[str, int, int]]:
    """(unit, found, carried over) of every unit that owes a return, in the order of the units. Two queries."""
    new = dict(Dispute.objects.filter(round=screening).values_list("unit_id").annotate(n=Count("pk")).order_by())
    rows = screening.returns.select_related("unit").order_by("unit__order", "unit_id")
    return [(row.unit.label, new.get(row.unit_id, 0), row.carried_count) for row in rows]
