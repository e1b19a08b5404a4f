"""Filters and tags for the documents in templates/papers."""

from datetime import date
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from records.papers.rules.chinese import chinese_date
from records.papers.rules.prose import paragraphs
from records.papers.typeface import family_sheet, rare_spans

register = template.Library()
_CLASSES = {1: "level-1", 2: "level-2"}


@register.filter
def rare(text) -> SafeString:
    """One line of text: escaped, with rare characters marked. None prints nothing."""
    return rare_spans("" if text is None else text)


@register.filter
def rare_names(names) -> SafeString:
    """Several names in one line, as an imprint lists them: 民政办，派出所."""
    return mark_safe("，".join(map(rare_spans, names)))  # each is escaped


@register.filter
def paper(text) -> SafeString:
    """Running text: escaped, rare characters marked, a <p> for each line, 一、 in 黑体 and （一） in 楷体."""
    rows = []
    for item in paragraphs(str(text or "")):
        if item.heading and item.body:
            heading = format_html('<span class="{} run">{}</span>', _CLASSES[item.level], rare_spans(item.heading))
            rows.append(("", heading + rare_spans(item.body)))
        else:
            rows.append((_CLASSES.get(item.level, "") if item.heading else "", rare_spans(item.heading or item.body)))
    return format_html_join("\n", '<p class="{}">{}</p>', rows)


@register.filter
def paper_date(day: date | None) -> str:
    """2026年3月5日."""
    return chinese_date(day)


@cache
def _sheet(name: str) -> str:
    return (Path(settings.BASE_DIR) / "assets" / "paper" / f"{name}.css").read_text(encoding="utf-8")


@register.simple_tag
def paper_css(*names: str) -> SafeString:
    """A <style> element with the sheets of assets/paper, first the font families. Documents carry their own styles."""
    sheets = "\n".join([family_sheet(), *map(_sheet, names)])
    return mark_safe(f"<style>{sheets}</style>")  # project files
