"""Forms of the board: which span, which rows, where a wall hangs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import QueryDict

from assessment.board.rules.board import Span, Spans, first_kept, month_of
from assessment.board.rules.outlines import MOST_BYTES
from records.figures.rules import FigurePeriod
from township.dates import day_of
from township.frame.forms.fields import WordsField


def span_from(typed: QueryDict, spans: Spans) -> Span:
    """The span the heat table is drawn for; anything else is this year."""
    return spans.choices.get(typed.get("span", ""), spans.year)


@dataclass(frozen=True)
class Wanted:
    """The rows asked for in the address line."""

    figure: str
    period: FigurePeriod
    unit: str


def wanted_from(typed: QueryDict, as_of: date) -> Wanted:
    """figure, unit and the days; senseless days are this month."""
    first, last = _day(typed.get("first", "")), _day(typed.get("last", ""))
    most = as_of + timedelta(days=366)
    if not first or not last or not first_kept(as_of) <= first <= last <= most:
        first, last = month_of(as_of), as_of
    return Wanted(typed.get("figure", "")[:60], FigurePeriod(first, last), typed.get("unit", "")[:12])


def _day(text: str) -> date | None:
    return day_of(text) if text.isascii() and len(text) == 10 else None


class OutlineForm(forms.Form):
    """The outline file; larger ones are refused before they are read."""

    file = forms.FileField(
        label="边界文件",
        help_text="GeoJSON（.geojson、.json），每个村（社区）一块，属性里有名称；从自然资源所或者测绘软件导出。",
        error_messages={"required": "请选择边界文件。", "empty": "这个文件是空的。", "missing": "请选择边界文件。"},
    )

    def clean_file(self):
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError("文件超过 3 MB，请用绘图软件简化边界后再上传。")
        return found


class WallForm(forms.Form):
    place = WordsField("安装地点", most=40, hint="如“三楼调度室”")
