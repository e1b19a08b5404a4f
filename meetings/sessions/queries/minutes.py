"""Minutes: their text in parts, versions, signatures, receipts, and who is writing at the moment."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.sessions.models.minutes import CoSign, Minutes, MinutesItem, Receipt
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.scope import items_visible_to
from meetings.sessions.queries.sessions import seats_of
from meetings.sessions.rules.co_sign import Signers, co_signers
from meetings.sessions.rules.minutes import ItemText, SessionText, TaskText, body_of
from records.acts.models import Draft
from township.actors import Actor
from township.directory.models.townships import Township
from township.directory.queries.recipients import in_charge_of

WRITING_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Lists:
    """Who came, who was excused, who sat in, as the minutes name them."""

    present: list[str]
    on_leave: list[str]
    observers: list[str]


@dataclass(frozen=True)
class Writer:
    """Somebody else whose unsaved words for an item were kept within the last ten minutes."""

    name: str
    saved_at: datetime


def draft_key(item: MinutesItem) -> str:
    """Key of the server-side draft of the editor page of one item."""
    return f"minutes-item-{item.pk}"


def items_of(minutes: Minutes, actor: Actor | None = None) -> list[MinutesItem]:
    """Items with tasks (two queries): all, or those open to `actor`."""
    rows = items_visible_to(actor, minutes) if actor else minutes.items.all()
    return list(rows.select_related("topic__unit", "saved_by").prefetch_related("tasks__unit").order_by("order", "pk"))


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


def lists_of(session: Session) -> Lists:
    """出席、请假、列席. A deputy stands in the member's place with 代; who stayed away without leave stands nowhere."""
    seats = seats_of(session)
    present = [f"{session.chair.title} {session.chair.name}".strip()]
    members = [seat for seat in seats if seat.part == Attendance.Part.MEMBER and seat.person_id != session.chair_id]
    observers = [seat for seat in seats if seat.part == Attendance.Part.INVITEE and seat.person_id != session.chair_id]
    present += [_who(seat) for seat in members if seat.is_present]
    excused = [seat for seat in members if not seat.is_present and seat.leave_reason]
    on_leave = [f"{_place(seat)} {_expected(seat)}（{seat.leave_reason}）".replace("  ", " ") for seat in excused]
    return Lists(present, on_leave, [_who(seat) for seat in observers if seat.is_present])


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
    rows = CoSign.objects.filter(minutes=minutes, version=minutes.document.version)
    if actor is not None:
        rows = rows.filter(item__in=items_visible_to(actor, minutes).values("pk"))
    return list(rows.select_related("item", "unit", "person", "signed_by"))


def receipts_of(minutes: Minutes) -> list[Receipt]:
    """Units the minutes were issued to, then those they were copied to."""
    rows = minutes.receipts.select_related("unit", "received_by")
    return sorted(rows, key=lambda row: (row.part != Receipt.Part.ISSUE, row.unit.order, row.pk))


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
        "observers": lists.observers,
        "units": units,
        "copies": copies,
    }


def facts_of(minutes: Minutes) -> dict:
    return json.loads(minutes.document.facts) if minutes.document.facts else {}
