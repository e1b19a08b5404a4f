"""待办 and 已办: what somebody owes by due date with its buttons, and what was done."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from records.acts.views.acts import PAGES
from records.acts.views.visits import DESK
from records.duties.openers import DutyAct, acts_of, way_to
from records.matters.kinds import KINDS, PAGES_OF_ALL
from records.matters.queries.scope import matters_visible_to
from records.matters.views.matters import matter_url
from records.notices.queries.notices import NEWEST
from records.work.models import WorkItem
from records.work.queries.desk import (
    DONE_THIS_WEEK,
    HEADS,
    count_by_hub,
    counts_by_hub,
    desk_of,
    done_by,
    hanging_for,
    of_hub,
)
from records.work.rules import Band, band, light_words
from township.calendar.queries.days import missing_year_banners, shown_calendar
from township.frame import homes
from township.frame.access import any_account
from township.frame.addresses import address
from township.frame.areas import WAITING
from township.frame.kept import keep, kept
from township.frame.navigation import HUBS, frame_slips
from township.frame.slips import answered

ROWS, LATER_SHOWN, DONE_ROWS = 120, 8, 30
LATE, DONE = "late", "records:done"


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
    actor = request.actor
    if actor.is_platform_admin:
        return redirect("township:townships")
    if request.GET.get("part") == LATE:
        return render(request, "records/work/_late.html", _late(request))
    sections, today = homes.sections_for(actor), request.today
    quick = [section.context for section in sections if not section.is_late]
    rows = answered(actor, today, *frame_slips(), *WAITING, *quick, DONE_THIS_WEEK, NEWEST)
    items, counts = desk_of(actor), counts_by_hub(rows)
    hub = request.GET.get("hub", "")
    if hub in HUBS:
        items = of_hub(items, hub)
    bands = _bands(list(items[:ROWS]), request)
    waiting = [] if hub else [row for source in WAITING for row in source.read(actor, today, rows)]
    later = bands[Band.LATER]
    shown_later = later if request.GET.get("all") else later[:LATER_SHOWN]
    week_count, ahead = DONE_THIS_WEEK.read(actor, today, rows)
    drawn = [(one, _aside(request, one, one.context.read(actor, today, rows))) for one in sections if not one.is_late]
    drawn = [(one, html) for one, html in drawn if html.strip()]
    has_late = bool(actor.roles & HEADS) or any(one.is_late for one in sections)
    is_whole = has_late and bool(request.GET.get("whole"))
    context = {
        "lead": lead_line(*(len(bands[key]) for key in Band)),
        "day": shown_calendar(actor.township_id).day_label(today),
        "chips": _chips(counts),
        "total": counts.total(),
        "hub": hub,
        "bands": [(key, key.label, bands[key]) for key in (Band.LATE, Band.TODAY, Band.WEEK)],
        "later": shown_later,
        "later_count": len(later),
        "hidden": len(later) - len(shown_later),
        "waiting": [(row, address(row.url_name, row.pk)) for row in waiting],
        "notices": NEWEST.read(actor, today, rows),
        "tops": [html for one, html in drawn if one.top_for & actor.roles],
        "asides": [html for one, html in drawn if not one.top_for & actor.roles],
        "has_late": has_late and not is_whole,
        "week_count": week_count,
        "ahead": ahead,
        "banners": missing_year_banners(actor, today),
    }
    return render(request, "records/work/desk.html", context | (_late(request) if is_whole else {}))


@any_account
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """What I did, newest first. POST takes words, which may be somebody's; ?q= their mark, ?hub= one institution alone."""
    if request.method == "POST":
        words = request.POST.get("q", "").replace("\0", "").strip()[:60]
        mark = f"?q={keep(request, DONE, 'q', words)}" if words else ""
        return redirect(f"{address(DONE)}{mark}")
    text = kept(request, DONE, "q", request.GET.get("q", "")) or ""
    items, hub = done_by(request.actor, text=text), request.GET.get("hub", "")
    counts = count_by_hub(items)
    items = of_hub(items, hub) if hub in HUBS else items
    page = Paginator(items, DONE_ROWS).get_page(request.GET.get("page"))
    matters = [item.matter_id for item in page if item.matter_id]
    seen = set(matters_visible_to(request.actor).filter(pk__in=matters).values_list("pk", flat=True))
    rows = [(item, _page(item) if not item.matter_id or item.matter_id in seen else "") for item in page]
    context = {"page": page, "rows": rows, "q": text, "hub": hub, "chips": _chips(counts), "total": counts.total()}
    return render(request, "records/work/done.html", context)


def _chips(counts: Counter[str]) -> list[tuple[str, str, int]]:
    """(label, key, how many) of each hub that has any, in the order of the navigation."""
    return [(HUBS[key].label, key, counts[key]) for key in HUBS if counts[key]]


def lead_line(late: int, today: int, week: int, later: int) -> str:
    """The day in words: 今天 3 件到期，2 件已超期."""
    if late or today:
        words = [f"今天 {today} 件到期" if today else "今天没有到期的事项", f"{late} 件已超期" if late else ""]
        return "，".join(word for word in words if word)
    if week:
        return f"今天没有到期的事项，本周还有 {week} 件"
    return f"今天没有到期的事项，以后有 {later} 件" if later else "手头没有待办"


def _bands(items: list[WorkItem], request: HttpRequest) -> dict[Band, list[DeskRow]]:
    found: dict[Band, list[DeskRow]] = {key: [] for key in Band}
    acts = acts_of(item.duty for item in items if item.duty_id)
    for item in items:
        due_at = localtime(item.due_at) if item.due_at else None
        found[band(item.due_on, due_at, request.at)].append(_row(item, due_at, acts.get(item.duty_id), request))
    return found


def _row(item: WorkItem, due_at, duty_act: DutyAct | None, request: HttpRequest) -> DeskRow:
    colour, words = light_words(item.due_on, due_at, request.at)
    # What is owed in a duty is its label; beside it only the period is to be said.
    title, reasons = (item.why, (item.clause,)) if item.duty_id else (item.title, (item.why, item.clause))
    if item.number and item.what.endswith(title):
        title = ""  # 签收督查通报 清信督查通〔2026〕1号 says which one
    why = " · ".join(part for part in reasons if part)
    return DeskRow(colour, words, item.what, item.number, title, _page(item), why, _buttons(item, duty_act, request))


def _page(item: WorkItem) -> str:
    """The page of the thing; of a duty the way to where it is done, which is looked up when somebody goes there."""
    return matter_url(item.matter) if item.matter_id else way_to(item.duty_id)


def _buttons(item: WorkItem, duty_act: DutyAct | None, request: HttpRequest) -> tuple[DeskButton, ...]:
    """The act itself and what is offered beside it; for a thing without pages of acts the way to its page."""
    kind, _, name = item.kind.partition(".")
    wanted = duty_act or DutyAct(kind, item.matter_id, name, item.part)
    pages = PAGES.get(wanted.kind)
    act = pages.acts.get(wanted.act) if pages else None
    # An act on parts that is owed on the whole thing (to score its units): the page says on which.
    if act is None or (act.part and not wanted.part):
        place = PAGES_OF_ALL.get(name) or (KINDS[kind].pages.get(name) if kind in KINDS else None)
        return (DeskButton("办理", place(item) if place else _page(item)),)
    found = []
    for position, one in enumerate((wanted.act, *act.also)):
        door, beside = pages.doors.doors[one], pages.acts[one]
        is_early = beside.is_from_day and item.due_on > request.today
        if is_early or not pages.has_right(request.actor, one):
            continue
        url = pages.url(_Numbered(wanted.pk), one, (wanted.part or None) if beside.part else None)
        label = door.label or pages.doors.label_of(one)
        found.append(DeskButton(label, f"{url}?from={DESK}", beside.is_tap and beside.is_free, not position))
    return tuple(found) or (DeskButton("查看", _page(item)),)


@dataclass(frozen=True)
class _Numbered:
    """What an address needs of a thing."""

    pk: int


def _late(request: HttpRequest) -> dict:
    """What the page fetches when it stands (?part=late), or shows at once where no script runs (?whole=1)."""
    actor, today = request.actor, request.today
    sections = (one for one in homes.sections_for(actor) if one.is_late)
    found = [_aside(request, one, one.context(actor, today)) for one in sections]
    return {"late": [html for html in found if html.strip()], "hanging": hanging_for(actor)[:LATER_SHOWN]}


def _aside(request: HttpRequest, section: homes.HomeSection, context: dict) -> str:
    return render_to_string(section.template, {**context, "today": request.today}, request=request)
