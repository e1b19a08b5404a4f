"""The flow of a text that prints as a letter or a red-headed paper of the office: addressees above, organ and date below."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.db.models import Model

from records.papers.actions.flows import Flow
from records.papers.letters import letter_html


class LetterFlow(Flow):
    """page: which of records.papers.letters it prints as."""

    page: ClassVar[Callable[..., str]] = staticmethod(letter_html)

    def layout(self, row: Model) -> dict:
        """What it prints besides the text, the same before and after issue."""
        units, copies = self.addressees(row)
        title = self.document(row).title
        return {"organ": row.township.office_name, "title": title, "units": units, "copies": copies}

    def html(self, row: Model, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return self.page(self.layout(row), body, number=number, issued_on=issued_on)
