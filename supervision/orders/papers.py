"""The 办结报告 as a paper of the unit in charge."""

from datetime import date

from records.papers.letters import letter_html
from supervision.orders.models.orders import Order


def report_html(row: Order, title: str, body: str, *, number: str, signed_on: date) -> str:
    """The report as the unit signs and stamps it: its own name above, addressed to the office."""
    page = {"organ": row.unit.name, "title": title, "units": [row.township.office_name], "copies": []}
    return letter_html(page, body, number=number, issued_on=signed_on)
