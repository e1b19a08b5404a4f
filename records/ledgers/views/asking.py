"""What a request asks of a ledger, and the address that asks the same without a word that may be a person's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from records.ledgers.forms import FilterForm
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import Column, chosen, seen_by, standing_on
from records.ledgers.rules.words import Condition, Figure, Totals
from township.frame.kept import is_mark, keep, kept

if TYPE_CHECKING:
    from records.ledgers.views.ledgers import Ledger

COLUMNS = "cols"


@dataclass(frozen=True)
class Asking:
    """One view of a ledger: whose, narrowed by what, in which columns. marks: what stands for typed words in the address."""

    ledger: "Ledger"
    reader: Reader
    form: FilterForm
    marks: Mapping[str, str]
    keys: tuple[str, ...]

    @cached_property
    def rows(self) -> QuerySet:
        return self.ledger.rows(self.reader.actor, self.reader.wanted, self.reader.today)

    @cached_property
    def totals(self) -> Totals:
        """What the rows come to: one statement."""
        if self.ledger.totals:
            return self.ledger.totals(self.rows, self.reader)
        size = self.rows.count()
        return Totals(size, (Figure(size, self.ledger.unit),))

    def lines(self, rows: QuerySet):
        """These rows as the columns read them."""
        return self.ledger.lines(rows, self.reader) if self.ledger.lines else rows

    def every_line(self):
        """All rows, in chunks: memory does not grow with the ledger."""
        return self.lines(self.rows) if self.ledger.lines else self.rows.iterator(chunk_size=500)

    @cached_property
    def offered(self) -> tuple[Column, ...]:
        """The columns this reader may have at all."""
        return seen_by(self.ledger.columns, self.reader.actor)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Those of this view, wherever they stand."""
        first = self.ledger.first_columns
        return chosen(self.offered, self.keys, first(self.reader)) if first else self.offered

    def columns_on(self, place: str) -> tuple[Column, ...]:
        return standing_on(self.columns, place)

    @cached_property
    def conditions(self) -> list[Condition]:
        return self.form.conditions()

    @cached_property
    def query(self) -> QueryDict:
        """The query string of this view without its page: only what was read, no word that was typed."""
        query = self.form.address(self.marks)
        if self.ledger.first_columns and self.keys:
            query.setlist(COLUMNS, self.keys)
        return query

    @property
    def whole_query(self) -> str:
        """The query string with the typed words themselves: kept encrypted only (records.ledgers.models.TakingOut)."""
        query = self.form.address({name: str(value) for name, value in self.form.typed_words().items()})
        if self.ledger.first_columns and self.keys:
            query.setlist(COLUMNS, self.keys)
        return query.urlencode()

    @property
    def address(self) -> str:
        return with_query(self.ledger.address, self.query)

    def address_without(self, name: str) -> str:
        """The same view without one of its conditions, beside its own address."""
        query = self.query.copy()
        query.pop(name, None)
        return f"?{query.urlencode()}"


def asked(request: HttpRequest, ledger: "Ledger", query: QueryDict) -> Asking:
    """The view a query string asks for: typed words are put back from under their marks, open ones are kept from now on."""
    data, marks, forgotten = query.copy(), {}, []
    for name in ledger.filters.typed_names():
        mark = query.get(name, "")
        if is_mark(mark):
            marks[name] = mark
            data[name] = kept(request, ledger.url_name, name, mark)
            if data[name] is None:
                data.pop(name)
                forgotten.append(name)
    form = _form(request, ledger, data, forgotten)
    return _asking(request, ledger, form, data, {**marks, **_kept(request, ledger, form, marks)})


def asked_by_form(request: HttpRequest, ledger: "Ledger") -> Asking:
    """The view that was filled in and sent; what was typed rests in the session from now on."""
    form = _form(request, ledger, request.POST, ())
    return _asking(request, ledger, form, request.POST, _kept(request, ledger, form, {}))


def has_open_words(request: HttpRequest, ledger: "Ledger") -> bool:
    """Whether words stand in the address that belong into the session."""
    return any(request.GET.get(name) and not is_mark(request.GET[name]) for name in ledger.filters.typed_names())


def asked_for(request: HttpRequest, ledger: "Ledger", **values: str) -> Asking:
    """The view with these values of its filters and no other: for a search with a form of its own."""
    query = QueryDict(mutable=True)
    query.update(values)
    return asked(request, ledger, query)


def asked_again(request: HttpRequest, ledger: "Ledger", query: str) -> Asking:
    """The view of a request that was agreed to: its filters with the words that were typed, for the same reader."""
    data = QueryDict(query, mutable=True)
    form = _form(request, ledger, data, ())
    return _asking(request, ledger, form, data, dict.fromkeys(form.typed_words(), ""))


def _form(request: HttpRequest, ledger: "Ledger", data: QueryDict, forgotten) -> FilterForm:
    return ledger.filters(data, actor=request.actor, today=request.today, forgotten=forgotten)


def _kept(request: HttpRequest, ledger: "Ledger", form: FilterForm, marks: Mapping[str, str]) -> dict[str, str]:
    words = form.typed_words().items()
    return {name: keep(request, ledger.url_name, name, text) for name, text in words if name not in marks}


def _asking(request: HttpRequest, ledger: "Ledger", form: FilterForm, data: QueryDict, marks) -> Asking:
    reader = Reader(request.actor, request.today, form.wanted())
    known = {column.key for column in ledger.columns}
    keys = tuple(key for key in dict.fromkeys(data.getlist(COLUMNS)) if key in known)
    return Asking(ledger, reader, form, marks, keys)


def with_query(path: str, query: QueryDict) -> str:
    """An address with its query string, without a question mark where there is none."""
    text = query.urlencode()
    return f"{path}?{text}" if text else path
