"""Papers of accountability: letters in letter layout, and the record of a talk, which is signed by hand."""

from datetime import date

from django.template.loader import render_to_string

from records.papers.letters import letter_html
from records.papers.rules.prose import title_lines, title_pieces
from records.papers.rules.tables import blocks
from supervision.accountability.models.causes import Cause
from supervision.accountability.models.measures import Measure


def measure_html(
    row: Measure, title: str, body: str, *, to: str = "", number: str = "", issued_on: date | None = None
) -> str:
    """A letter of the office about a measure. to: whom it is addressed to, by default the subject or the organ."""
    units = [to or row.organ or row.subject]
    page = {"organ": row.township.office_name, "title": title, "units": units, "copies": []}
    return letter_html(page, body, number=number, issued_on=issued_on)


def cause_html(row: Cause, title: str, body: str, *, number: str = "", issued_on: date | None = None) -> str:
    """The report of a cause analysis."""
    page = {"organ": row.township.office_name, "title": title, "units": [], "copies": []}
    return letter_html(page, body, number=number, issued_on=issued_on)


def record_html(title: str, body: str, *, number: str, signers: tuple[str, ...]) -> str:
    """The record of a talk with places for the signatures. number: of the notice it belongs to; signers: who signs."""
    lines = title_lines(title_pieces(title))
    context = {"blocks": blocks(body), "title_lines": lines, "number": number, "signers": signers}
    return render_to_string("papers/talk_record.html", context)
