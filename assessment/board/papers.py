"""The printed board as an HTML page ready for `records.papers.pdf.render_pdf`: A4 across."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessment.board.queries.board import MonthLine, ordinary_classes
from records.figures.charts import stacks


def volume_chart(lines: list[MonthLine]) -> SafeString:
    """Registered matters by month, one layer for each class that may be broken down."""
    months = [f"{line.month.month}月" for line in lines]
    layers = [(declared.label, [line.numbers[at] for line in lines]) for at, declared in enumerate(ordinary_classes())]
    return stacks(months, layers, title="近十二个月登记件数，数字见表")


def board_html(page: dict) -> str:
    """page: what the screen shows, and organ, printed_on, printed_by. A complete page; nothing in it is read as HTML."""
    title = f"{page['organ']}看板"
    return render_to_string("papers/board.html", page | {"title": title, "title_lines": [title]})
