"""Dispatches in sight, their slots, their packs, and what the units still owe."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.rules.dispatches import CLAUSE, COLLECTING, DispatchFacts, DispatchWork, dispatch_owed, next_step
from meetings.dispatch.rules.packs import OpenResolution, Pack, UnitReport, for_reader, late_days, read_pack
from meetings.permissions import PLAN_DISPATCH, REPORT_DISPATCH, VIEW_DISPATCH
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries.resolutions import ResolutionFilter, register
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.duties.queries.periods import is_opened
from records.matters.models.matters import Matter
from records.matters.queries.closed import words_kept_from
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor, OutOfScope
from township.counts import size_of
from township.frame.slips import Rows, slip
from township.permissions import Reach
from township.sight import row_in_sight

IS_THERE = Q(submitted_at__isnull=False, returned_at__isnull=True)


def dispatches_visible_to(actor: Actor) -> QuerySet[Dispatch]:
    """The office sees all of them, a unit those it is called to."""
    return visible_to(actor, Dispatch.objects.all(), VIEW_DISPATCH)


@dataclass(frozen=True)
class DispatchFilter:
    """What narrows the list; an empty field does not."""

    state: str = ""
    year: int | None = None


def dispatch_list(actor: Actor, wanted: DispatchFilter, today: date) -> QuerySet[Dispatch]:
    """Latest month first, each with n_called and n_reported."""
    rows = dispatches_visible_to(actor).select_related("matter", "session", "chair")
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.year:
        rows = rows.filter(first__year=wanted.year)
    slots = DispatchReport.objects.filter(dispatch=OuterRef("pk"))
    rows = rows.annotate(n_called=size_of(slots), n_reported=size_of(slots.filter(IS_THERE)))
    return rows.order_by("-first", "-pk")


def get_dispatch(actor: Actor, dispatch_id: int) -> Dispatch:
    """The dispatch, or OutOfScope."""
    rows = dispatches_visible_to(actor).select_related(
        "matter", "township", "chair", "session__matter", "session__chair", "session__minutes", "pack__compiled_by"
    )
    return row_in_sight(rows, pk=dispatch_id)


def is_office(actor: Actor) -> bool:
    """Whether the actor sees every unit's report and the pack before it is held."""
    return actor.reach(VIEW_DISPATCH) == Reach.TOWNSHIP


def may_read_pack(actor: Actor, dispatch: Dispatch) -> bool:
    """The office as soon as it is compiled, the units once it was laid before them."""
    return dispatch.pack_id is not None and (is_office(actor) or dispatch.frozen_at is not None)


def reports_of(actor: Actor, dispatch: Dispatch) -> list[DispatchReport]:
    """The slots in their order (one query): all for the office, for a unit its own."""
    rows = DispatchReport.objects.filter(dispatch=dispatch).select_related("unit", "saved_by")
    if not is_office(actor):
        rows = rows.filter(unit_id__in=actor.unit_ids)
    found = list(rows.order_by("order", "pk"))
    for row in found:
        row.dispatch = dispatch
    return found


def unreported(dispatch: Dispatch) -> QuerySet[DispatchReport]:
    """Slots without a report, or with one that was given back."""
    return dispatch.reports.exclude(IS_THERE)


def dispatch_facts(actor: Actor, dispatch: Dispatch) -> DispatchFacts:
    """What the doors of a dispatch look at."""
    return facts_of(actor, dispatch, reports_of(actor, dispatch))


def facts_of(actor: Actor, dispatch: Dispatch, reports: list[DispatchReport]) -> DispatchFacts:
    """The same with the slots in sight at hand."""
    may = rights_on(actor, dispatch.matter, (PLAN_DISPATCH, REPORT_DISPATCH))
    is_open = dispatch.state in COLLECTING
    by_office = actor.reach(REPORT_DISPATCH) == Reach.TOWNSHIP
    writes = is_open and REPORT_DISPATCH.code in may
    own = [row.pk for row in reports if by_office or row.unit_id in actor.unit_ids] if writes else []
    given = [row.pk for row in reports if row.is_there] if is_open and PLAN_DISPATCH.code in may else []
    return DispatchFacts(
        state=dispatch.state,
        may=may,
        is_arranged=is_arranged(dispatch),
        is_over=dispatch.last < actor.on,
        missing=sum(not row.is_there for row in reports),
        parts={"report": frozenset(own), "return_report": frozenset(given)},
        in_sight=frozenset(row.pk for row in reports),
    )


def is_arranged(dispatch: Dispatch) -> bool:
    """Whether time, place and chair are set, so that units can be called."""
    return bool(dispatch.starts and dispatch.place and dispatch.chair_id)


def is_stale(dispatch: Dispatch, reports: Iterable[DispatchReport]) -> bool:
    """Whether a unit reported after the pack was compiled."""
    return dispatch.pack_id is not None and any(
        row.saved_at and row.saved_at > dispatch.pack.compiled_at for row in reports
    )


def dispatch_work(dispatch: Dispatch) -> Iterator[Owed]:
    """Who owes what on a dispatch: for the work of its kind."""
    return dispatch_owed(work_of(dispatch, is_opened(dispatch.township_id, CLAUSE, dispatch.period)))


def work_of(dispatch: Dispatch, has_duty: bool) -> DispatchWork:
    """The facts of that, gathered."""
    reports = list(dispatch.reports.all()) if dispatch.state in COLLECTING else []
    missing = [row for row in reports if not row.is_there]
    return DispatchWork(
        state=dispatch.state,
        has_duty=has_duty,
        due_on=dispatch.due_on,
        held_on=dispatch.held_on,
        is_arranged=is_arranged(dispatch),
        is_stale=is_stale(dispatch, reports),
        reports_due_on=dispatch.reports_due_on,
        missing=tuple((row.pk, row.unit_id, row.returned_at is not None) for row in missing),
    )


def _months(duties: list[Duty]) -> list[QuerySet]:
    rows = Dispatch.objects.filter(
        township_id__in={duty.township_id for duty in duties}, period__in={duty.period for duty in duties}
    )
    newer = DispatchReport.objects.filter(dispatch=OuterRef("pk"), saved_at__gt=OuterRef("pack__compiled_at"))
    fields = {name: F(name) for name in ("pk", "township_id", "period", "state", "starts", "place", "chair_id")}
    return [slip("dispatch_of_duty", rows, is_stale=Exists(newer), **fields)]


def _month_read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
    known = {(row["township_id"], row["period"]): row for row in rows.get("dispatch_of_duty", ())}
    acts = {}
    for duty in duties:
        row = known.get((duty.township_id, duty.period))
        if row is None:
            continue
        is_arranged = bool(row["starts"] and row["place"] and row["chair_id"])
        is_stale = row["state"] in COLLECTING and bool(row["is_stale"])
        work = DispatchWork(
            state=row["state"],
            has_duty=True,
            due_on=duty.due_on,
            held_on=duty.last,
            is_arranged=is_arranged,
            is_stale=is_stale,
        )
        step = next_step(work)
        if step:
            acts[duty.pk] = DutyAct("dispatch", row["pk"], step.act)
    return acts


MONTH_ACTS = Acts(_months, _month_read)  # the month's duty goes on by the next step of its dispatch


def unit_reports(reports: list[DispatchReport]) -> tuple[UnitReport, ...]:
    """The slots as the pack keeps them."""
    return tuple(
        UnitReport(row.order, row.unit.label, row.minutes, row.standing_label, tuple(row.parts) if row.is_there else ())
        for row in reports
    )


def open_resolutions(actor: Actor, today: date) -> tuple[OpenResolution, ...]:
    """Resolutions not carried out, late ones first. Of one that speaks of another matter only the neutral title of the
    spine is kept: a pack is read by units that may not know of that matter."""
    rows = register(actor, ResolutionFilter(state="unfinished"), today).order_by("due_on", "pk")
    return tuple(
        OpenResolution(
            row.number, row.matter.title, row.unit.label, row.due_on.isoformat(), _late(row, today), row.percent
        )
        for row in rows
    )


def _late(row: Resolution, today: date) -> int:
    return 0 if row.state == "reported" else late_days(row.due_on, today)


def pack_of(actor: Actor, dispatch: Dispatch) -> Pack:
    """The present pack without what is closed to this reader; ask `may_read_pack` first. OutOfScope when there is none."""
    if dispatch.pack is None:
        raise OutOfScope()
    return for_reader(read_pack(dispatch.pack.content), words_kept_from(actor))


def bound_to(session_matter: Matter) -> Dispatch | None:
    """The dispatch that a session belongs to, its row locked; None for any other session."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("matter")
    return rows.filter(session_id=session_matter.pk).first()
