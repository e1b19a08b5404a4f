"""The office's desk in tests: inboxes, logs, and the hidden fields of a decision page."""

import re
from dataclasses import dataclass
from datetime import date

import pytest

from records.notices.models.notices import Notice
from tests.cast import TODAY, Cast
from township.journal.models import JournalEntry


@dataclass
class Desk:
    """Who acts, when, and what comes of it."""

    cast: Cast
    day: date = TODAY

    def at(self, hour: int = 10, minute: int = 0):
        return self.cast.at(self.day, hour, minute)

    def do(self, action, who: str, hour: int = 10, minute: int = 0, **values):
        return action(by=self.cast.actor(who, on=self.day), at=self.at(hour, minute), **values)

    def inbox(self, who: str) -> list[str]:
        rows = Notice.objects.filter(recipient=self.cast.person(who)).order_by("pk")
        return list(rows.values_list("text", flat=True))

    def journal(self, kind: str) -> list[str]:
        return list(JournalEntry.objects.filter(subject_kind=kind).order_by("seq").values_list("action", flat=True))


@pytest.fixture
def desk(cast, quick_print) -> Desk:
    """The desk with a quick printer."""
    return Desk(cast)


def text(response) -> str:
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of the first hidden field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""
