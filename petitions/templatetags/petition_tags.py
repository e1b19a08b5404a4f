"""Template tags of the petition pages: ledger cells, filter fields, names of kinds and grounds."""

from datetime import date

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from petitions.ledger.rules.ledger import Column, LedgerRow
from records.papers.actions.attachments import PURPOSES
from township.dates import full_date, short_date
from township.templatetags.township_tags import LIGHTS

register = template.Library()

SEALED = mark_safe('<span class="tag on">限知</span>')  # noqa: S308 - a constant
NUMERIC = mark_safe(' class="num"')  # noqa: S308 - a constant


@register.filter
def words(text: str) -> list[str]:
    """The words of a template's list: {% for name in "text stage"|words %}."""
    return text.split()


@register.simple_tag
def ledger_cell(row: LedgerRow, column: Column, on_paper: bool = False):
    """One cell of the ledger. On the screen number and title lead to the case and the due date carries its light."""
    value = getattr(row, column.attribute)
    if on_paper:
        return format_html("<td{}>{}</td>", _numeric(value), _plain(value))
    if column.key == "due":
        badge = format_html('<span class="light {}">{}</span>', row.light, row.light_words) if row.light else ""
        day = format_html('<small class="sub num"> {}</small>', short_date(value)) if value else ""
        return format_html('<td class="due" data-label="{}">{}{}</td>', column.label, badge, day)
    if column.key in ("number", "title"):
        link = format_html('<a href="{}">{}</a>', reverse("petitions:case", args=[row.id]), value)
        if column.key == "number":
            return format_html('<td class="num tight" data-label="{}">{}</td>', column.label, link)
        marks = format_html_join("", '<span class="tag">{}</span>', ((tag,) for tag in row.tags))
        sealed = SEALED if row.restricted else ""
        return format_html('<td class="title" data-label="{}">{}<br>{}{}</td>', column.label, link, sealed, marks)
    return format_html('<td{} data-label="{}">{}</td>', _numeric(value), column.label, _plain(value))


@register.simple_tag
def ledger_filter(form, name: str):
    """A filter with its label above and, when it could not be read, the sentence below."""
    field = form[name]
    wrong = format_html_join("", '<div class="invalid-feedback d-block">{}</div>', ((text,) for text in field.errors))
    return format_html('<div><label for="{}">{}</label>{}{}</div>', field.id_for_label, field.label, field, wrong)


@register.simple_tag
def ledger_tick(form, name: str):
    """A filter that is on or off."""
    field = form[name]
    box = field.as_widget(attrs={"class": "form-check-input"})
    return format_html('<label class="form-check-label">{} {}</label>', box, field.label)


def _numeric(value):
    return NUMERIC if isinstance(value, (int, date)) else ""


def _plain(value) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


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
