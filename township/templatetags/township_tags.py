"""Template tags of the frame: Chinese dates, the light badge, the way back, pagination, navigation marks."""

from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from township.dates import WEEKDAYS, full_date, short_date, weekday_word
from township.frame.forms.drawing import draw_field, draw_pills
from township.frame.places import place_words, remembered_query
from township.profiles.rules.clause_keys import field_of_work
from township.signing import signed_by

register = template.Library()

# Colours of records.clocks.rules.lights and plain words alike -> class of the badge.
LIGHTS = {
    "red": "late",
    "late": "late",
    "yellow": "soon",
    "soon": "soon",
    "green": "ok",
    "ok": "ok",
    "stopped_on_time": "done",
    "stopped_late": "done-late",
    "paused": "rest",
}


def _local(value) -> date | datetime | None:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value or None


@register.filter
def cn_date(value) -> str:
    """11月23日; with its year when that is not the year of the reader."""
    day = _local(value)
    if not day:
        return ""
    return short_date(day) if day.year == timezone.localdate().year else full_date(day)


@register.filter
def cn_date_full(value) -> str:
    """2026年11月23日."""
    day = _local(value)
    return full_date(day) if day else ""


@register.filter
def cn_date_weekday(value) -> str:
    """2026年11月23日 星期一."""
    day = _local(value)
    return f"{cn_date_full(day)} 星期{WEEKDAYS[day.weekday()]}" if day else ""


@register.filter
def weekday(value) -> str:
    """周四."""
    return weekday_word(value) if value else ""


@register.filter
def cn_datetime(value) -> str:
    """2026年11月23日 09:12."""
    moment = _local(value)
    return f"{cn_date_full(moment)} {moment:%H:%M}" if moment else ""


@register.filter
def cn_time(value) -> str:
    """09:12."""
    moment = _local(value)
    return f"{moment:%H:%M}" if moment else ""


@register.simple_tag
def by(row, stem: str = "", *, right: str = "", blank: str = "") -> str:
    """Who did it, a deputy with whom they stood in for: {% by approval "decided" %} (township.signing)."""
    return signed_by(row, stem, right=right, blank=blank)


@register.simple_tag
def field(bound) -> str:
    """A field of a form with label, errors and help (township.frame.forms.drawing)."""
    return draw_field(bound)


@register.simple_tag
def pills(bound) -> str:
    """The radio buttons of a field side by side."""
    return draw_pills(bound)


@register.simple_tag
def light(colour="", words="") -> str:
    """A badge: {% light clock.colour clock.words %}. Any other colour gives a grey one. Red is for lateness alone."""
    return format_html('<span class="light {}">{}</span>', LIGHTS.get(str(colour), "rest"), words)


@register.simple_tag(takes_context=True)
def back(context, url_name: str, label: str, *args) -> str:
    """The way back to a list, with the filter and page it was left at: {% back "petitions:ledger" "信访事项" %}."""
    query = remembered_query(context["request"], url_name) if "request" in context else ""
    url = reverse(url_name, args=args) + (f"?{query}" if query else "")
    return format_html('<a href="{}">{}{}</a>', url, label, place_words(query))


@register.inclusion_tag("partials/pagination.html", takes_context=True)
def pagination(context, page, unit="条", query=None):
    """Pages of a django Page object, keeping the rest of the query string: of `query`, or else of the address shown."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    query = context["request"].GET if query is None else query
    return {"page": page, "numbers": numbers, "unit": unit, "query": query}


register.filter(field_of_work)
