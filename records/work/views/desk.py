"""待办 and 已办: what somebody owes by due date with its buttons, and what was done."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from records.acts.views.acts import DESK, PAGES
from records.duties.openers import DutyAct, acts_of, link_of
from records.matters.kinds import KINDS, PAGES_OF_ALL
from records.matters.views.matters import matter_url
from records.notices.queries.notices import inbox
from records.work.models import WorkItem
from records.work.queries.desk import counts_by_hub, desk_of, done_by, done_this_week, hanging_for, of_hub
from records.work.rules import Band, band, light_words
from township.calendar.queries.days import missing_year_banners, work_calendar
from township.frame import homes
from township.frame.access import any_account
from township.frame.areas import WAITING
from township.frame.navigation import HUBS

ROWS, LATER_SHOWN, NOTICES, DONE_ROWS = 120, 8, 5, 30


@dataclass(frozen=True)
class DeskButton:
    """label; url; is_tap: it posts by itself; is_main: the first of the row."""

    label: str
    url: str
    is_tap: bool = False
    is_main: bool = True


@dataclass(frozen=True)
class DeskRow:
    """One line of the desk: light, verb, the thing with its number, why, buttons."""

    light: str
    light_words: str
    what: str
    number: str
    title: str
    url: str
    why: str
    buttons: tuple[DeskButton, ...]


@any_account
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What do I owe, by when, and the button for it. ?hub= narrows it to one institution; ?all=1 shows what is for later."""
    actor, now = request.actor, request.at
    if actor.is_platform_admin:
        return redirect("township:townships")
    items = desk_of(actor)
    counts = counts_by_hub(items)
    hub = request.GET.get("hub", "")
    if hub in HUBS:
        items = of_hub(items, hub)
    bands = _bands(list(items[:ROWS]), now)
    waiting = [] if hub else [row for source in WAITING for row in source(actor, request.today)]
    late, today = len(bands[Band.LATE]), len(bands[Band.TODAY])
    later = bands[Band.LATER]
    shown_later = later if request.GET.get("all") else later[:LATER_SHOWN]
    week_count, ahead = done_this_week(actor, now)
    context = {
        "lead": lead_line(late, today, len(bands[Band.WEEK]), len(later)),
        "day": work_calendar(actor.township_id).day_label(request.today),
        "chips": [(HUBS[key].label, key, counts[key]) for key in HUBS if counts[key]],
        "total": sum(counts.values()),
        "hub": hub,
        "bands": [(key, key.label, bands[key]) for key in (Band.LATE, Band.TODAY, Band.WEEK)],
        "later": shown_later,
        "later_count": len(later),
        "hidden": len(later) - len(shown_later),
        "waiting": [(row, reverse(row.url_name, args=[row.pk])) for row in waiting],
        "notices": list(inbox(actor).filter(read_at__isnull=True).select_related("matter")[:NOTICES]),
        "asides": _asides(request),
        "week_count": week_count,
        "ahead": ahead,
        "hanging": hanging_for(actor)[:LATER_SHOWN],
        "banners": missing_year_banners(actor, request.today),
    }
    return render(request, "records/work/desk.html", context)


@any_account
@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """What I did, newest first; ?q= part of the number or of what was done."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:60]
    page = Paginator(done_by(request.actor, text=text), DONE_ROWS).get_page(request.GET.get("page"))
    rows = [(item, _page(item)) for item in page]
    return render(request, "records/work/done.html", {"page": page, "rows": rows, "q": text})


def lead_line(late: int, today: int, week: int, later: int) -> str:
    """The day in words: 今天 3 件到期，2 件已超期."""
    if late or today:
        words = [f"今天 {today} 件到期" if today else "今天没有到期的事项", f"{late} 件已超期" if late else ""]
        return "，".join(word for word in words if word)
    if week:
        return f"今天没有到期的事项，本周还有 {week} 件"
    return f"今天没有到期的事项，以后有 {later} 件" if later else "手头没有待办"


def _bands(items: list[WorkItem], now) -> dict[Band, list[DeskRow]]:
    found: dict[Band, list[DeskRow]] = {key: [] for key in Band}
    acts = acts_of(item.duty for item in items if item.duty_id)
    for item in items:
        due_at = localtime(item.due_at) if item.due_at else None
        found[band(item.due_on, due_at, now)].append(_row(item, due_at, now, acts.get(item.duty_id)))
    return found


def _row(item: WorkItem, due_at, now, duty_act: DutyAct | None) -> DeskRow:
    colour, words = light_words(item.due_on, due_at, now)
    # What is owed in a duty is its label; beside it only the period is to be said.
    title, reasons = (item.why, (item.clause,)) if item.duty_id else (item.title, (item.why, item.clause))
    why = " · ".join(part for part in reasons if part)
    return DeskRow(colour, words, item.what, item.number, title, _page(item), why, _buttons(item, duty_act))


def _page(item: WorkItem) -> str:
    """The page of the thing; of a duty that where it is done."""
    if item.matter_id:
        return matter_url(item.matter)
    return link_of(item.duty) or reverse("records:duty", args=[item.duty_id])


def _buttons(item: WorkItem, duty_act: DutyAct | None) -> tuple[DeskButton, ...]:
    """The act itself and what is offered beside it; for a thing without pages of acts the way to its page."""
    kind, _, name = item.kind.partition(".")
    wanted = duty_act or DutyAct(kind, item.matter_id, name, item.part)
    pages = PAGES.get(wanted.kind)
    act = pages.acts.get(wanted.act) if pages else None
    if act is None:
        place = PAGES_OF_ALL.get(name) or (KINDS[kind].pages.get(name) if kind in KINDS else None)
        return (DeskButton("办理", place(item) if place else _page(item)),)
    found = []
    for position, one in enumerate((wanted.act, *act.also)):
        door, beside = pages.doors.doors[one], pages.acts[one]
        url = pages.url(_Numbered(wanted.pk), one, (wanted.part or None) if beside.part else None)
        label = door.label or pages.doors.label_of(one)
        found.append(DeskButton(label, f"{url}?from={DESK}", beside.is_tap and beside.is_free, not position))
    return tuple(found)


@dataclass(frozen=True)
class _Numbered:
    """What an address needs of a thing."""

    pk: int


def _asides(request: HttpRequest) -> list[str]:
    found = []
    for section in homes.sections_for(request.actor):
        context = section.context(request.actor, request.today)
        html = render_to_string(section.template, {**context, "today": request.today}, request=request)
        if html.strip():
            found.append(html)
    return found
