"""Dispatches in sight, their slots, their packs, and what the units still owe."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.rules.dispatches import AHEAD, COLLECTING, HELD
from meetings.dispatch.rules.packs import OpenResolution, Pack, UnitReport, late_days, read_pack
from meetings.permissions import VIEW_DISPATCH
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries.resolutions import ResolutionFilter, register
from records.duties.models.duties import DutyPeriod
from records.matters.models.matters import Matter
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.permissions import Reach

REPORTED = Q(reports__submitted_at__isnull=False, reports__returned_at__isnull=True)


def dispatches_visible_to(actor: Actor) -> QuerySet[Dispatch]:
    """The office sees all of them, a unit those it is called to."""
    return visible_to(actor, Dispatch.objects.all(), VIEW_DISPATCH)


def dispatch_list(actor: Actor) -> QuerySet[Dispatch]:
    """Latest month first, with how many units are called and how many have reported."""
    rows = dispatches_visible_to(actor).select_related("matter", "session", "chair")
    return rows.annotate(called=Count("reports"), reported=Count("reports", filter=REPORTED)).order_by("-first", "-pk")


def get_dispatch(actor: Actor, dispatch_id: int) -> Dispatch:
    """The dispatch, or OutOfScope."""
    rows = dispatches_visible_to(actor).select_related(
        "matter", "township", "chair", "session__matter", "session__chair", "session__minutes", "pack__compiled_by"
    )
    row = rows.filter(pk=dispatch_id).first()
    if row is None:
        raise OutOfScope()
    return row


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


def get_report(actor: Actor, dispatch: Dispatch, report_id: int) -> DispatchReport:
    """One slot in sight, or OutOfScope."""
    for row in reports_of(actor, dispatch):
        if row.pk == report_id:
            return row
    raise OutOfScope()


def unreported(dispatch: Dispatch) -> QuerySet[DispatchReport]:
    """Slots without a report, or with one that was given back."""
    return dispatch.reports.filter(Q(submitted_at__isnull=True) | Q(returned_at__isnull=False))


def owed_reports(actor: Actor) -> list[DispatchReport]:
    """Reports the actor's own units still owe, earliest due first."""
    if not actor.unit_ids:
        return []
    rows = DispatchReport.objects.filter(
        Q(submitted_at__isnull=True) | Q(returned_at__isnull=False),
        unit_id__in=actor.unit_ids,
        dispatch__in=dispatches_visible_to(actor).filter(state__in=COLLECTING).values("pk"),
    )
    return list(rows.select_related("dispatch__session", "unit").order_by("dispatch__reports_due_on", "pk"))


def next_dispatch(actor: Actor) -> Dispatch | None:
    """The latest month that is not held yet, with its counts; None when there is none."""
    return dispatch_list(actor).filter(state__in=AHEAD).first()


def due_of_month(township_id: int, clause: str, period: str) -> date | None:
    """The due date the rule profile gave the period, when the duty engine has opened it."""
    rows = DutyPeriod.objects.filter(township_id=township_id, clause=clause, period=period)
    return rows.values_list("due_on", flat=True).first()


def unit_reports(reports: list[DispatchReport], headings) -> tuple[UnitReport, ...]:
    """The slots as the pack keeps them. headings: (field, heading) pairs; empty answers are left out."""
    found = []
    for row in reports:
        is_there = row.submitted_at is not None and row.returned_at is None
        parts = [(head, getattr(row, name)) for name, head in headings if is_there and getattr(row, name)]
        found.append(UnitReport(row.order, row.unit.label, row.minutes, row.standing_label, tuple(parts)))
    return tuple(found)


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


def pack_of(dispatch: Dispatch) -> Pack:
    """The present pack; ask `may_read_pack` first. OutOfScope when there is none."""
    if dispatch.pack is None:
        raise OutOfScope()
    return read_pack(dispatch.pack.content)


def bound_to(session_matter: Matter) -> Dispatch | None:
    """The dispatch that a session belongs to, its row locked; None for any other session."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("matter")
    return rows.filter(session_id=session_matter.pk).first()


def awaiting_minutes(actor: Actor) -> QuerySet[Dispatch]:
    """Held dispatches whose minutes are not issued."""
    return dispatches_visible_to(actor).filter(state=HELD).order_by("first")
