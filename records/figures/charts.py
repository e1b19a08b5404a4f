"""Charts of figures as SVG, drawn by pygal: the same picture on the page, on the wall and in the PDF.

pygal paints by a style sheet inside the picture, which our Content-Security-Policy rightly refuses, and adds a script. Both
are taken out and the few colours set as plain attributes of the shapes, so that nothing has to be admitted anywhere. The numbers
always stand in a table beside the chart.
"""

import sys
from collections.abc import Sequence
from functools import lru_cache
from xml.etree import ElementTree

import pygal
from django.utils.safestring import SafeString, mark_safe

from township.text import clean

# pygal leaves an importer of the old kind (without find_spec) behind for its maps, which we do not use.
sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]

SVG = "http://www.w3.org/2000/svg"
BAR_MOST = 12
BAR_ROW = 30
WIDTH = 640
INK, FAINT, SECOND = "#1d2733", "#5a6776", "#b9c9da"
PAINTS = ("#1c4e80", SECOND, "#3d7a5a", "#a8742a", "#6b4c8a", "#7a8794")
LABEL_SIZE, NUMBER_SIZE = 14, 13
KEPT = 128  # pictures a process keeps: the same numbers are the same picture, and drawing one takes 5 to 20 ms
Series = tuple[tuple[str, tuple[int, ...]], ...]


def bars(rows: Sequence[tuple[str, int]], *, title: str = "横条图，数字见表") -> SafeString:
    """Lying bars in the order of rows (label, number); what is nought is left out, more than twelve share the last bar.
    "" when there is nothing to draw."""
    return _bars(tuple((label, number) for label, number in rows if number), title)


@lru_cache(KEPT)
def _bars(found: tuple[tuple[str, int], ...], title: str) -> SafeString:
    if not found:
        return mark_safe("")
    if len(found) > BAR_MOST:
        rest = found[BAR_MOST - 1 :]
        found = [*found[: BAR_MOST - 1], (f"其余{len(rest)}项", sum(number for _, number in rest))]
    labels = [_short(clean(label)) for label, _ in reversed(found)]
    options = _options(BAR_ROW * len(found) + 24) | {"margin_left": LABEL_SIZE * max(map(len, labels)) // 2}
    chart = pygal.HorizontalBar(**options, show_x_labels=False, print_values_position="top")
    chart.x_labels = labels
    most = max(number for _, number in found)
    chart.range = (0, most * 1.12)
    chart.add("", [number for _, number in reversed(found)])
    return _plain(chart, title)


def columns(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], *, title: str = "柱形图，数字见表"
) -> SafeString:
    """Standing columns: one group for each label, in it one column of each series (name, numbers), with its number on top.
    "" when all are nought."""
    return _columns(*_frozen(labels, series), title)


@lru_cache(KEPT)
def _columns(labels: tuple[str, ...], series: Series, title: str) -> SafeString:
    if not any(number for _, numbers in series for number in numbers):
        return mark_safe("")
    chart = pygal.Bar(**_options(230), show_y_labels=False, print_values_position="top")
    chart.x_labels = [clean(label) for label in labels]
    most = max(number for _, numbers in series for number in numbers)
    chart.range = (0, most * 1.12)
    for name, numbers in series:
        chart.add(clean(name), [number or None for number in numbers])
    return _plain(chart, title)


def stacks(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], *, title: str = "堆积柱形图，数字见表"
) -> SafeString:
    """Standing columns put on top of each other: one column for each label, one layer for each series. "" when all are
    nought."""
    return _stacks(*_frozen(labels, series), title)


@lru_cache(KEPT)
def _stacks(labels: tuple[str, ...], series: Series, title: str) -> SafeString:
    if not any(number for _, numbers in series for number in numbers):
        return mark_safe("")
    chart = pygal.StackedBar(**_options(230) | {"print_values": False}, show_y_labels=True, max_scale=6)
    chart.x_labels = [clean(label) for label in labels]
    for name, numbers in series:
        chart.add(clean(name), [number or None for number in numbers])
    return _plain(chart, title)


def _frozen(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> tuple[tuple[str, ...], Series]:
    return tuple(labels), tuple((name, tuple(numbers)) for name, numbers in series)


def _options(height: int) -> dict:
    return {
        "width": WIDTH,
        "height": height,
        "margin": 6,
        "spacing": 6,
        "js": (),
        "show_legend": False,
        "print_values": True,
        "show_y_guides": False,
        "disable_xml_declaration": True,
        "explicit_size": False,
        "formatter": lambda number: f"{number:.0f}",
        "style": pygal.style.Style(label_font_size=LABEL_SIZE, major_label_font_size=LABEL_SIZE),
    }


def _plain(chart: pygal.graph.graph.Graph, title: str) -> SafeString:
    """The picture without style sheet, script, tooltips and hidden texts; colours as attributes."""
    root = ElementTree.fromstring(chart.render())  # noqa: S314 - drawn here
    _prune(root)
    _paint(root, "")
    root.attrib.pop("id", None)
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-label", title)
    ElementTree.register_namespace("", SVG)
    return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308 - every text was escaped just now


_GONE = {f"{{{SVG}}}{tag}" for tag in ("defs", "desc", "title", "script", "style")}
_UNSEEN = ("tooltip", "tooltip-overlay", "titles", "legends")


def _prune(node: ElementTree.Element) -> None:
    for child in list(node):
        classes = child.get("class", "").split()
        if child.tag in _GONE or not isinstance(child.tag, str) or any(one in classes for one in _UNSEEN):
            node.remove(child)
        else:
            _prune(child)


def _paint(node: ElementTree.Element, within: str) -> None:
    """within: the classes of everything around it."""
    classes = node.get("class", "")
    around = f"{within} {classes}"
    tag = node.tag.removeprefix(f"{{{SVG}}}")
    node.attrib.pop("style", None)
    if tag == "text":
        is_axis = " axis" in around
        node.set("fill", FAINT if is_axis else INK)
        node.set("font-size", str(LABEL_SIZE if is_axis else NUMBER_SIZE))
        node.set("text-anchor", "end" if " axis y" in around else "middle")
    elif "background" in classes.split():
        node.set("fill", "none")
    elif tag == "path":
        node.set("fill", "none")
        node.set("stroke", FAINT if "axis" in classes.split() and "line" in classes.split() else "none")
    elif tag == "rect":
        node.set("fill", _colour(around))
    node.attrib.pop("class", None)
    for child in node:
        _paint(child, around)


def _colour(around: str) -> str:
    for word in reversed(around.split()):
        if word.startswith(("color-", "serie-")) and word[6:].isdigit():
            return PAINTS[int(word[6:]) % len(PAINTS)]
    return PAINTS[0]


def _short(label: str) -> str:
    return label if len(label) <= 10 else label[:9] + "…"
