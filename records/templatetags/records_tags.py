"""Lights and derivations of clocks: {% clock_light clock today calendar %}, {% derivation clock %}; files: {% file_link file %}."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import format_html

from records.clocks.models import Clock
from records.clocks.queries import light_of
from records.clocks.rules.lights import YELLOW_DAYS, light
from records.matters.views.ways import leads_anywhere
from records.papers.models.attachments import Attachment
from township.calendar.rules.days import WorkCalendar
from township.dates import full_date_with_weekday
from township.templatetags.township_tags import light as badge

register = template.Library()


@register.filter
def opens_to(url: str, actor) -> bool:
    """{% if url|opens_to:request.actor %}<a href="{{ url }}">: whether a link there leads this reader anywhere."""
    return leads_anywhere(actor, url)


@register.simple_tag(takes_context=True)
def way(context, url: str, words: str):
    """{% way url words %}: the link, or the words alone where it would lead this reader nowhere."""
    return format_html('<a href="{}">{}</a>', url, words) if leads_anywhere(context["request"].actor, url) else words


@register.simple_tag
def clock_light(clock: Clock, today: date, calendar: WorkCalendar, yellow_days: int = YELLOW_DAYS):
    """The badge of one clock: colour and "还有 3 天"."""
    found = light_of(clock, today, calendar, yellow_days)
    return badge(found.colour, found.words)


@register.simple_tag
def due_light(due_on: date | None, today: date, calendar: WorkCalendar, yellow_days: int = YELLOW_DAYS):
    """The badge of a raw due date, e.g. Matter.next_due_on in a list; nothing without a date."""
    if due_on is None:
        return ""
    found = light(due_on, today, calendar, yellow_days=yellow_days)
    return badge(found.colour, found.words)


@register.inclusion_tag("records/clocks/derivation.html")
def derivation(clock: Clock) -> dict:
    """怎样算的: the steps of one clock as a list that opens on click, without a script."""
    steps = [
        {"on": date.fromisoformat(step["on"]), "text": step["text"], "article": step["article"]}
        for step in clock.derivation
    ]
    shown_on = clock.rolled_due_on if clock.is_window else clock.due_on
    return {"clock": clock, "steps": steps, "shown_on": full_date_with_weekday(shown_on)}


@register.inclusion_tag("records/papers/_file.html")
def file_link(file: Attachment, address: str = "", words: str = "") -> dict:
    """A file wherever files are listed: its name as a link, 未查毒 while no scanner has looked, 已销毁 when its time was over.

    address: where its bytes are, if not at the general place; words: in place of its name.
    """
    return {"file": file, "address": address or reverse("records:attachment", args=[file.pk]), "words": words}


@register.simple_tag
def file_size(size: int) -> str:
    """ "312 KB", "1.4 MB"."""
    if size < 1024 * 1024:
        return format_html("{} KB", max(1, round(size / 1024)))
    return format_html("{} MB", f"{size / 1024 / 1024:.1f}")
