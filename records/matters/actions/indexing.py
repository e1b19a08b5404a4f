"""What of a handled thing is searchable: its number, its title, and the words its kind declares."""

from collections.abc import Iterable

from django.db.models import Model

from records.matters.kinds import KINDS
from records.matters.models.matters import Matter, Secrecy
from records.matters.models.search import SearchText
from records.matters.search import drop_matter, index_matter, index_matters, searchable


def index_thing(row: Model) -> None:
    """Make the thing findable as it now is; a restricted one is taken out of the index. Called by every turn."""
    matter = row.matter
    if matter.secrecy == Secrecy.RESTRICTED:
        drop_matter(matter)
        return
    words = KINDS[matter.kind].words
    index_matter(matter=matter, body=text_of(matter, words(row) if words else ""))


def index_new(rows: Iterable[Model]) -> None:
    """Make new things of one kind findable, none of them restricted (one statement)."""
    texts = []
    for row in rows:
        words = KINDS[row.matter.kind].words
        body = searchable(text_of(row.matter, words(row) if words else ""))
        texts.append(SearchText(matter=row.matter, township_id=row.matter.township_id, body=body))
    index_matters(texts)


def text_of(matter: Matter, words: str) -> str:
    """The searchable text of a matter; words: of its kind, no identity data."""
    return f"{matter.number}\n{matter.title}\n{words}"
