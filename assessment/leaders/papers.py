"""The leader's record as an HTML page ready for `records.papers.pdf.render_pdf`: A4 upright."""

from datetime import date

from django.template.loader import render_to_string

from assessment.leaders.queries import LeaderRecord


def record_html(record: LeaderRecord, *, organ: str, year: int, printed_on: date, printed_by: str) -> str:
    """A complete page with its styles inside. Nothing in it is read as HTML."""
    title = "领导干部信访工作实绩档案"
    return render_to_string(
        "papers/leader.html",
        {
            "record": record,
            "organ": organ,
            "year": year,
            "printed_on": printed_on,
            "printed_by": printed_by,
            "title": title,
            "title_lines": [title],
        },
    )
