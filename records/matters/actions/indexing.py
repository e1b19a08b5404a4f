"""What of a handled thing is searchable: its number, its title, and the words its kind declares."""

from django.db.models import Model

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Secrecy
from records.matters.search import drop_matter, index_matter


def index_thing(row: Model) -> None:
    """Make the thing findable as it now is; a restricted one is taken out of the index. Called by every turn."""
    matter = row.matter
    if matter.secrecy == Secrecy.RESTRICTED:
        drop_matter(matter)
        return
    words = KINDS[matter.kind].words
    index_matter(matter=matter, body=text_of(matter, words(row) if words else ""))


def text_of(matter: Matter, words: str) -> str:
    """The searchable text of a matter; words: of its kind, no identity data."""
    return f"{matter.number}\n{matter.title}\n{words}"
