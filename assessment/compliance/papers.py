"""The printed compliance ledger as an HTML page ready for `records.papers.pdf.render_pdf`: A4 across, repeated header."""

from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

from assessment.compliance.queries import Line
from assessment.compliance.rules import RATE, TIMELY_RATE, Tally
from records.duties.models.duties import Duty


@dataclass(frozen=True)
class LedgerPaper:
    """organ: whose ledger; stretch: as 2026年11月; profile: name and source of the rules; lists as they print."""

    organ: str
    stretch: str
    printed_on: date
    printed_by: str
    profile: str = ""
    clauses: list[Line] = field(default_factory=list)
    units: list[Line] = field(default_factory=list)
    people: list[Line] = field(default_factory=list)
    missing: list[Duty] = field(default_factory=list)
    total: Tally = field(default_factory=Tally)


def ledger_html(paper: LedgerPaper) -> str:
    """A complete page with its styles inside. Nothing in it is read as HTML."""
    title = f"{paper.organ}制度执行台账"
    context = {"paper": paper, "title_lines": [title], "title": title, "rate": RATE, "timely_rate": TIMELY_RATE}
    return render_to_string("papers/compliance.html", context)
