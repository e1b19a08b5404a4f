"""Minutes: their text in parts, versions, signatures, addressees, and who is writing at the moment."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from meetings.permissions import READ_DRAFT_MINUTES
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.minutes import CoSign, Minutes, MinutesItem, PlannedResolution
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.edits import edits_of
from meetings.sessions.queries.scope import get_minutes, items_visible_to, sessions_visible_to
from meetings.sessions.queries.sessions import seat_rows, seats_in_order, seats_of
from meetings.sessions.rules.co_sign import DISSENT, PENDING, Signers, co_signers, is_complete
from meetings.sessions.rules.minutes import CO_SIGN as IN_CO_SIGN
from meetings.sessions.rules.minutes import DRAFT, ItemText, SessionText, TaskText, body_of
from records.acts.models import Draft
from records.matters.models.events import Event
from records.papers.queries.flows import PaperRows
from township.actors import Actor, OutOfScope
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import in_charge_of
from township.directory.queries.units import district_offices
from township.together import keep_related, together

PAPER_KIND = "minutes"

WRITING_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Lists:
    """Who came, who was excused, who sat in, as the minutes name them."""

    present: list[str]
    on_leave: list[str]
    absent: list[str]
    observers: list[str]


@dataclass(frozen=True)
class Writer:
    """Somebody else whose unsaved words for an item were kept within the last ten minutes."""

    name: str
    saved_at: datetime


def draft_key(item: MinutesItem) -> str:
    """Key of the server-side draft of the page on which one item is written (records.acts.views.acts)."""
    return f"minutes-{item.minutes_id}-write-{item.pk}"


def items_of(minutes: Minutes, actor: Actor | None = None) -> list[MinutesItem]:
    """Items with tasks (two queries): all, or those open to `actor`."""
    rows = items_visible_to(actor, minutes) if actor else minutes.items.all()
    return list(rows.select_related("topic__unit", "saved_by").prefetch_related("tasks__unit").order_by("order", "pk"))


def is_untouched(minutes: Minutes, items: list[MinutesItem] | None = None) -> bool:
    """Whether nobody has saved an item of this draft yet. items: where they are at hand."""
    rows = minutes.items.all() if items is None else items
    return minutes.state == DRAFT and not any(item.saved_at for item in rows)


def item_text(item: MinutesItem) -> ItemText:
    tasks = tuple(
        TaskText(task.text, task.unit.label, task.person_name, task.due_on, task.done_when) for task in item.tasks.all()
    )
    return ItemText(item.title, item.heard, item.held, item.decided, tasks)


def session_text(session: Session) -> SessionText:
    return SessionText(
        kind=session.get_kind_display(),
        title=session.title,
        place=session.place,
        chair=f"{session.chair.title}{session.chair.name}",
        starts_at=session.begins,
    )


def text_of(minutes: Minutes, items: list[MinutesItem]) -> str:
    """The words of these items as one text."""
    return body_of(session_text(minutes.session), [item_text(item) for item in items])


def lists_of(session: Session, seats: list[Attendance] | None = None) -> Lists:
    """出席、请假、列席. 缺席: who stayed away without leave. A deputy stands in the member's place with 代."""
    seats = seats_of(session) if seats is None else seats
    present = [f"{session.chair.title} {session.chair.name}".strip()]
    members = [seat for seat in seats if seat.part == Attendance.Part.MEMBER and seat.person_id != session.chair_id]
    observers = [seat for seat in seats if seat.part == Attendance.Part.INVITEE and seat.person_id != session.chair_id]
    present += [_who(seat) for seat in members if seat.is_present]
    excused = [seat for seat in members if not seat.is_present and seat.leave_reason]
    on_leave = [f"{_place(seat)} {_expected(seat)}（{seat.leave_reason}）".replace("  ", " ") for seat in excused]
    absent = [_who(seat) for seat in members if seat.is_present is False and not seat.leave_reason]
    return Lists(present, on_leave, absent, [_who(seat) for seat in observers if seat.is_present])


def _place(seat: Attendance) -> str:
    return seat.unit.label if seat.unit_id else seat.person.title


def _expected(seat: Attendance) -> str:
    return seat.name or (seat.person.name if seat.person_id else "")


def _who(seat: Attendance) -> str:
    if seat.deputy_name:
        return f"{_place(seat)} {seat.deputy_name}（代）"
    return f"{_place(seat)} {_expected(seat)}".strip()


def signers_of_all(items: list[MinutesItem], session: Session) -> dict[MinutesItem, Signers]:
    """The same for all items at once (one query at most); items as `items_of` gives them."""
    units = {}
    for item in items:
        concerned = {task.unit_id for task in item.tasks.all()}
        if item.topic_id and not item.topic.unit.is_office:
            concerned.add(item.topic.unit_id)
        units[item] = concerned
    several = {unit for concerned in units.values() if len(concerned) > 1 for unit in concerned}
    in_charge = in_charge_of(several, session.day) if several else {}
    return {
        item: co_signers(concerned, {unit: in_charge[unit] for unit in concerned if unit in in_charge})
        if len(concerned) > 1
        else Signers()
        for item, concerned in units.items()
    }


def co_signs_of(minutes: Minutes, actor: Actor | None = None) -> list[CoSign]:
    """The signatures under the present version, of the items open to `actor` (one query)."""
    rows = co_sign_rows(minutes)
    if actor is not None:
        rows = rows.filter(item__in=items_visible_to(actor, minutes).values("pk"))
    return list(rows)


def co_sign_rows(minutes: Minutes) -> QuerySet[CoSign]:
    """The question for all of them."""
    rows = CoSign.objects.filter(minutes=minutes, version=minutes.document.version)
    return rows.select_related("item", "unit", "person", "signed_by")


@dataclass(frozen=True)
class MinutesPage:
    """Minutes as one reader finds them. items: those open to the reader, everybody: all of them (while the text may still
    change); edits: proposed to the items in sight; signs: under the present version, on all items; signers: who must sign."""

    items: list[MinutesItem]
    everybody: list[MinutesItem]
    edits: list[ProposedEdit]
    signs: list[CoSign]
    signers: dict[MinutesItem, Signers]
    seats: list[Attendance]
    events: list[Event]
    paper: PaperRows

    @property
    def co_signs(self) -> list[CoSign]:
        """The signatures under items in sight."""
        seen = {item.pk for item in self.items}
        return [row for row in self.signs if row.item_id in seen]

    @property
    def unsigned(self) -> str:
        """Why the text cannot be handed in for want of a signature."""
        return missing_signature(self.signers, self.signs)


def minutes_page(actor: Actor, minutes: Minutes) -> MinutesPage:
    """The facts of the page and of the doors (two queries at most); `minutes` has come through `get_minutes`."""
    reads, is_open = actor.may(READ_DRAFT_MINUTES), minutes.state in (DRAFT, IN_CO_SIGN)
    open_rows = items_visible_to(actor, minutes)
    parts = {
        "items": open_rows.select_related("topic__unit", "saved_by").order_by("order", "pk"),
        "tasks": PlannedResolution.objects.filter(item__minutes=minutes).select_related("unit"),
        "signs": co_sign_rows(minutes),
        "seats": seat_rows(minutes.session_id),
        **PaperRows.parts(minutes.document, PAPER_KIND),
    }
    if reads:
        parts["edits"] = edits_of(actor, minutes)
        parts["events"] = Event.objects.filter(matter_id=minutes.pk).order_by("-pk")
    if is_open:
        closed = minutes.items.exclude(pk__in=open_rows.order_by().values("pk"))
        parts["closed"] = closed.select_related("topic__unit", "saved_by")
    found = together(parts)
    everybody = sorted((*found["items"], *found.get("closed", ())), key=lambda item: (item.order, item.pk))
    for item in everybody:
        keep_related(item, "tasks", [task for task in found["tasks"] if task.item_id == item.pk])
    return MinutesPage(
        found["items"],
        everybody,
        found.get("edits", []),
        found["signs"],
        signers_of_all(everybody, minutes.session) if is_open and reads else {},
        seats_in_order(found["seats"]),
        found.get("events", []),
        PaperRows.of(found),
    )


def unsigned(minutes: Minutes, items: list[MinutesItem]) -> str:
    """Why the text cannot be handed in for want of a signature; "" when everybody concerned agreed to this version (H8)."""
    return missing_signature(signers_of_all(items, minutes.session), co_signs_of(minutes))


def missing_signature(signers: dict[MinutesItem, Signers], signs: list[CoSign]) -> str:
    """The same of facts at hand."""
    rows = {(row.item_id, row.unit_id, row.person_id): row.verdict for row in signs}
    for item, asked in signers.items():
        wanted = [(item.pk, unit, None) for unit in asked.unit_ids]
        wanted += [(item.pk, None, person) for person in asked.person_ids]
        verdicts = [rows.get(key, PENDING) for key in wanted]
        if DISSENT in verdicts:
            return f"“{item.title}”有会签不同意，取得一致以后才能送审。请撤回修改，再送会签。"
        if not is_complete(verdicts):
            missing = sum(verdict == PENDING for verdict in verdicts)
            return f"“{item.title}”跨分管领域，{'先送会签' if not rows else f'还差 {missing} 份会签'}。"
    return ""


def addressees_of(minutes: Minutes) -> tuple[list[Unit], list[Unit]]:
    """Units the minutes go to unless somebody lists others: those asked and those that got a task; the district office and
    the organs from outside that came get a copy."""
    asked = Attendance.objects.filter(session=minutes.session, unit__isnull=False).values("unit_id")
    tasked = PlannedResolution.objects.filter(item__minutes=minutes).values("unit_id")
    rows = Unit.objects.filter(township_id=minutes.township_id).exclude(kind=UnitKind.OUTSIDE)
    units = list((rows.filter(pk__in=asked) | rows.filter(pk__in=tasked)).distinct().order_by("order", "pk"))
    came = Attendance.objects.filter(session=minutes.session, is_present=True, unit__kind=UnitKind.OUTSIDE)
    copies = district_offices(minutes.township_id)
    guests = Unit.objects.filter(pk__in=came.values("unit_id")).exclude(pk__in=[unit.pk for unit in copies])
    return [unit for unit in units if not unit.is_office], [*copies, *guests.order_by("order", "pk")]


def unlisted(minutes: Minutes) -> list[Unit]:
    """Units with a task that the distribution list leaves out."""
    listed = minutes.document.recipients.filter(unit__isnull=False).values("unit_id")
    tasked = PlannedResolution.objects.filter(item__minutes=minutes).values("unit_id")
    return list(Unit.objects.filter(pk__in=tasked, is_office=False).exclude(pk__in=listed))


def is_own_sign(by: Actor, row: CoSign) -> bool:
    """Whether the signature is asked of this actor, by person or by unit."""
    return row.person_id == by.person_id if row.person_id else row.unit_id in by.unit_ids


def minutes_in_hand(actor: Actor, minutes_id: int) -> Minutes:
    """The minutes for an act on them: in sight, or asked of the actor to co-sign. OutOfScope otherwise."""
    try:
        return get_minutes(actor, minutes_id)
    except OutOfScope:
        asked = CoSign.objects.filter(Q(unit_id__in=actor.unit_ids) | Q(person_id=actor.person_id))
        rows = Minutes.objects.filter(pk__in=asked.values("minutes_id"))
        rows = rows.filter(session_id__in=sessions_visible_to(actor).values("pk")).annotate(item_count=Count("items"))
        row = (
            rows.select_related("matter", "session__chair", "session__matter", "document").filter(pk=minutes_id).first()
        )
        if row is None:
            raise
        return row


def writers_of(item: MinutesItem, account_id: int, now: datetime) -> list[Writer]:
    """Who else has unsaved words for this item, seen from the drafts the page keeps while somebody types."""
    rows = Draft.objects.filter(form=draft_key(item), saved_at__gte=now - WRITING_FOR).exclude(account_id=account_id)
    return [Writer(row.account.person.name, row.saved_at) for row in rows.select_related("account__person")]


def paper_facts(minutes: Minutes, *, units: list[str], copies: list[str]) -> dict:
    """What the layout needs besides the text; JSON, frozen at issue."""
    township: Township = minutes.session.township
    lists = lists_of(minutes.session)
    return {
        "organ": f"{township.short_name}信访工作联席会议",
        "office": township.office_name,
        "present": lists.present,
        "on_leave": lists.on_leave,
        "absent": lists.absent,
        "observers": lists.observers,
        "units": units,
        "copies": copies,
    }


def facts_of(minutes: Minutes) -> dict:
    return json.loads(minutes.document.facts) if minutes.document.facts else {}
