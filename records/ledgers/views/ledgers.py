"""The declaration of a ledger: from it alone come the page, the phone fold, the print, the workbook and the journal line.

```python
# queries: register(actor, wanted, today) -> QuerySet, from visible_to(actor, …), narrowed, ordered by an index
class PaperFilterForm(FilterForm):              # forms/ledgers.py; every field is optional
    asks = PaperFilter                          # the dataclass that `register` takes, by the names of the fields
    text = WordsField("标题或文号", most=60)      # typed: posted, kept in the session, a mark in the address
    unit = UnitField("发往单位", empty="全部")    # chosen: in the address line
    first, last = DayField("印发 从"), DayField("到")

    def prepare(self):
        self.fields["unit"].offer(sendable_units(self.actor.township_id))

PAPERS = Ledger(                                # views/ledgers.py
    url_name="meetings:papers", code="paper", title="发文登记", noun="发文", unit="件", rows=papers.register,
    filters=PaperFilterForm, view=VIEW_PAPER, export=EXPORT_PAPERS, row_page="meetings:paper",
    actions=(PageLink("起草文件", "meetings:paper_new", WRITE_PAPER, key="n"),), empty=(Empty("还没有发文。"),),
    columns=(
        Column("number", "文号", blank="（未编号）"), Column("title", "标题", link=True, width=44),
        Column("issued", "印发日期", "issued_on", kind="date"), Column("state", "状态", "get_state_display", kind="state"),
    ),
)
urlpatterns = [*PAPERS.urls("papers/"), …]       # papers, papers_print, papers_sheet
AREA = Area(words=JOURNAL_WORDS | PAPERS.journal_words, …)
```
What the page shows in small below a column stands by itself on paper and in the file: `on=ON_PAPER_AND_FILE`. Who may not see
a column gets it nowhere: `shown_to`. Rows that a query masks go through `lines`; then nothing else can reach a cell.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse

from records.ledgers.forms import FilterForm
from records.ledgers.queries import Reader
from records.ledgers.rules.columns import Column
from records.ledgers.rules.words import Totals
from records.ledgers.views import bulk, pages
from township.actors import Actor
from township.permissions import Capability, Reach


@dataclass(frozen=True)
class PageLink:
    """A button that leads to a page; who may not open the page does not see it. key: on the keyboard ("n"); args: of its address."""

    label: str
    url_name: str
    allowed: Capability | None = None
    key: str = ""
    args: tuple = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)

    def is_for(self, actor: Actor) -> bool:
        return self.allowed is None or actor.may(self.allowed)


@dataclass(frozen=True)
class Empty:
    """What an empty ledger says to whoever may follow its link: what is missing, and what to do next."""

    text: str
    hint: str = ""
    link: PageLink | None = None

    def is_for(self, actor: Actor) -> bool:
        return self.link is None or self.link.is_for(actor)


@dataclass(frozen=True)
class Note:
    """A sentence above the table about what the table does not hold. url: of the page where something can be done about it."""

    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """One act on every ticked row, each by itself: "3 件已归档，1 件未归档，原因：…".

    url_name, path: where the ticks are sent; act: takes by, at, row_id, revision and may refuse; done: what then is true
    of a row ("归档"); offered: whether the button stands on this view.
    """

    url_name: str
    path: str
    label: str
    done: str
    right: Capability
    act: Callable[..., object]
    offered: Callable[[Reader], bool] = lambda reader: True


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger of an institution.

    url_name: of its page; `_print` and `_sheet` come from `stem`, else from it. title: on paper, in the file, in the
    journal; heading: on the page where it is shorter; own_…: the same for a reader whose right reaches only their own.
    rows(actor, wanted, today): the rows within sight, ordered; wanted: what `filters` gives. lines(rows, reader): where
    a row is shown by something other than the model; gets the rows of one page or all of them. row_page: url name of the
    page of a row. totals(rows, reader): what the rows come to, in one statement. first_columns(reader): where readers
    choose their columns, the keys shown before they did; empty = those with is_chosen.
    export: the right to the workbook, none = no workbook; prints: the right to print, none = whoever may view.
    code: of the journal's lines: paper → paper.export, paper.print; their words are `journal_words`.
    noun, unit: of what is counted; empty: what an empty ledger says, the first that fits the reader.
    notes(reader): sentences above the table (what is missing and would stand here); beside: a template beside the filters; template: extends records/ledgers/page.html (blocks above_table, below_table).
    """

    url_name: str
    title: str
    rows: Callable[[Actor, object, date], QuerySet]
    columns: tuple[Column, ...]
    filters: type[FilterForm]
    view: Capability
    empty: tuple[Empty, ...]
    noun: str
    unit: str
    code: str
    stem: str = ""
    heading: str = ""
    own_heading: str = ""
    intro: str = ""
    own_intro: str = ""
    row_page: str = ""
    lines: Callable[[QuerySet, Reader], Iterable] | None = None
    totals: Callable[[QuerySet, Reader], Totals] | None = None
    first_columns: Callable[[Reader], tuple[str, ...]] | None = None
    export: Capability | None = None
    prints: Capability | None = None
    actions: tuple[PageLink, ...] = ()
    bulk: Bulk | None = None
    notes: Callable[[Reader], Iterable[Note]] | None = None
    filtered_hint: str = "去掉一两个条件再看。"
    beside: str = ""
    template: str = "records/ledgers/page.html"
    most_printed: int = 2000
    most_in_file: int = 200_000

    @property
    def address(self) -> str:
        return reverse(self.url_name)

    @property
    def print_name(self) -> str:
        return f"{self.stem or self.url_name}_print"

    @property
    def sheet_name(self) -> str:
        return f"{self.stem or self.url_name}_sheet"

    @property
    def print_right(self) -> Capability:
        return self.prints or self.view

    @property
    def export_code(self) -> str:
        return f"{self.code}.export"

    @property
    def print_code(self) -> str:
        return f"{self.code}.print"

    @property
    def journal_words(self) -> dict[str, str]:
        """What the journal calls it when this ledger leaves the house."""
        words = {self.print_code: f"打印{self.title}"}
        return words | {self.export_code: f"导出{self.title}"} if self.export else words

    def heading_for(self, actor: Actor) -> str:
        own = self.own_heading if actor.reach(self.view) == Reach.OWN else ""
        return own or self.heading or self.title

    def intro_for(self, actor: Actor) -> str:
        own = self.own_intro if actor.reach(self.view) == Reach.OWN else ""
        return own or self.intro

    def empty_for(self, actor: Actor) -> Empty:
        if self.empty and (self.own_heading or self.own_intro) and actor.reach(self.view) == Reach.TOWNSHIP:
            whole = self.empty[0]  # the others speak to whose right reaches only their own
            return whole if whole.is_for(actor) else Empty(whole.text)
        return next((one for one in self.empty if one.is_for(actor)), Empty(f"还没有{self.noun}。"))

    def urls(self, prefix: str, sheet: str = "sheet/") -> Iterator[URLPattern]:
        """The addresses of the page, the print, the workbook and the bulk act below `prefix`."""
        LEDGERS[self.url_name] = self
        yield path(prefix, pages.page_view(self), name=_short(self.url_name))
        yield path(f"{prefix}print/", pages.print_view(self), name=_short(self.print_name))
        if self.export:
            yield path(f"{prefix}{sheet}", pages.sheet_view(self), name=_short(self.sheet_name))
        if self.bulk:
            yield path(f"{prefix}{self.bulk.path}", bulk.bulk_view(self), name=_short(self.bulk.url_name))


LEDGERS: dict[str, Ledger] = {}  # by the name of their page, entered with their addresses


def _short(url_name: str) -> str:
    """The name within its namespace: meetings:papers → papers."""
    return url_name.rpartition(":")[2]
