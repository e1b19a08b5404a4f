"""Drawing a ledger: its cells on the page and on paper, the figures of its heading, the fields of its filters."""

import html
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from records.ledgers.rules.columns import DATE, DATETIME, LIGHT, NUMBER, Column, Lamp
from records.ledgers.rules.words import Totals
from records.ledgers.views.cells import Cell, Line
from township.templatetags.township_tags import cn_date, cn_date_full, cn_datetime, light

register = template.Library()
FIGURES = (NUMBER, DATE, DATETIME)  # set in lining figures


@register.simple_tag(takes_context=True)
def ledger_cells(context, line: Line) -> SafeString:
    """The cells of a row of the page, each named by its column for the phone, where rows become cards."""
    token = context.get("csrf_token")
    return mark_safe("".join(_cell(cell, token) for cell in line.cells))  # noqa: S308 - escaped


def _cell(cell: Cell, csrf_token) -> SafeString:
    column = cell.column
    inside = _template(cell, csrf_token) if column.template else _shown(cell)
    return mark_safe(f"{_opened(_class_names(column), column.phone or column.label)}{inside}</td>")  # noqa: S308 - escaped


@register.simple_tag
def paper_cell(cell: Cell) -> SafeString:
    """One cell on paper: the plain value, a light as its day."""
    found = cell.value.day if isinstance(cell.value, Lamp) else cell.value
    return format_html("<td{}>{}</td>", _classes(cell.column), _plain(found, cell.column.unit))


@register.simple_tag
def ledger_head(column: Column) -> SafeString:
    return format_html('<th scope="col"{}>{}</th>', _classes(column), column.label)


@register.simple_tag
def ledger_figures(totals: Totals) -> SafeString:
    """5 件，11 人次　超期 2 项: whole numbers in lining figures; one with a label stands apart."""
    found = SafeString("")
    for figure in totals.figures:
        gap = "" if not found else "　" if figure.label else "，"
        value = (
            format_html('<span class="num">{}</span>', figure.value) if isinstance(figure.value, int) else figure.value
        )
        unit = f" {figure.unit}" if isinstance(figure.value, int) and figure.unit else figure.unit
        found += format_html("{}{}{}{}", gap, f"{figure.label} " if figure.label else "", value, unit)
    return found


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """A filter with its label and, when it could not be read, the sentence below; a tick has its label behind it."""
    wrong = format_html_join("", '<div class="invalid-feedback d-block">{}</div>', ((text,) for text in field.errors))
    if field.widget_type == "checkbox":
        return format_html('<label class="form-check-label">{} {}</label>{}', field, field.label, wrong)
    if field.widget_type == "checkboxselectmultiple":
        boxes = ((box.tag(), box.choice_label) for box in field)
        boxes = format_html_join(" ", '<label class="form-check-label">{} {}</label>', boxes)
        return format_html(
            '<fieldset class="ticks"><legend>{}（可多选）</legend>{}</fieldset>{}', field.label, boxes, wrong
        )
    return format_html('<div><label for="{}">{}</label>{}{}</div>', field.id_for_label, field.label, field, wrong)


def _template(cell: Cell, csrf_token) -> SafeString:
    values = {"row": cell.row, "value": cell.value, "reader": cell.reader, "csrf_token": csrf_token}
    return mark_safe(render_to_string(cell.column.template, values).strip())  # noqa: S308 - escaped


def _shown(cell: Cell) -> SafeString:
    value = (
        _lamp(cell.value) if isinstance(cell.value, Lamp) else _plain(cell.value, cell.column.unit) or cell.column.blank
    )
    found = conditional_escape(value)
    if cell.url and value:
        found = format_html('<a href="{}">{}</a>', cell.url, found)
    if cell.marks:
        found += format_html_join("", ' <span class="tag">{}</span>', ((mark,) for mark in cell.marks))
    sub = _plain(cell.sub)
    # A number is not broken at its bracket.
    whole = " whole" if "〔" in sub and len(sub) < 20 else ""
    return found + format_html('<br><span class="sub{}">{}</span>', whole, sub) if sub else found


def _lamp(lamp: Lamp) -> SafeString:
    badge = light(lamp.colour, lamp.words) if lamp.words else ""
    day = format_html('<small class="sub num"> {}</small>', cn_date(lamp.day)) if lamp.day else ""
    return format_html("{}{}", badge, day)


def _plain(value, unit: str = "") -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return cn_datetime(value)
    if isinstance(value, date):
        return cn_date_full(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    if type(value) in (str, int):  # nearly every cell
        return mark_safe(html.escape(f"{value}{unit}"))  # noqa: S308 - escaped
    return format_html("{}{}", value, unit)


@lru_cache(1024)
def _opened(names: str, label: str) -> SafeString:
    """The tag that opens a cell of the page: the same for every row."""
    return format_html('<td{} data-label="{}">', format_html(' class="{}"', names) if names else "", label)


def _classes(column: Column) -> SafeString:
    names = _class_names(column)
    return format_html(' class="{}"', names) if names else SafeString("")


def _class_names(column: Column) -> str:
    names = ["num"] if column.kind in FIGURES else []
    names += ["right"] if column.kind == NUMBER else []
    names += ["due"] if column.kind == LIGHT else []
    names += ["tight"] if column.stays_tight else []
    return " ".join(names)
