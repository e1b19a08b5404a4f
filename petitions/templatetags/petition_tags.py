"""Template tags of the petition pages: days, lights, names of kinds and grounds."""

from datetime import date

from django import template
from django.utils.html import format_html

from records.papers.actions.attachments import PURPOSES
from township.dates import full_date, short_date
from township.templatetags.township_tags import LIGHTS

register = template.Library()


@register.filter
def cn_day(day: date, today: date) -> str:
    """11月23日, with its year only when that is not the present one."""
    if not day:
        return ""
    return short_date(day) if today and day.year == today.year else full_date(day)


@register.filter
def lamp(colour) -> str:
    """The class of a badge for a colour of records.clocks.rules.lights."""
    return LIGHTS.get(str(colour), "rest")


@register.filter
def file_purpose(key: str) -> str:
    """信访材料, 送达证明 …"""
    return PURPOSES.get(key, "")


@register.simple_tag
def clock_bar(line, today: date):
    """How much of the period has passed, as a bar."""
    start, end = line.clock.start_on, line.shown_on
    whole = max((end - start).days, 1)
    gone = min(max((today - start).days, 0), whole)
    tone = {"late": "late", "soon": "soon"}.get(lamp(line.light.colour), "")
    return format_html(
        '<progress class="clock {}" max="{}" value="{}">{} / {}</progress>', tone, whole, gone, gone, whole
    )
