"""What an area of the upper floors declares: kinds of things, duties, figures, periodic work, jobs (see township.frame.areas).

```python
AREA = Area(
    kinds=(Kind(key="paper", label="发文", url_name="meetings:paper", view=VIEW_PAPER, model=OfficePaper, work=paper_work),),
    tabs=(Tab("papers", "文电登记", "meetings:papers", VIEW_PAPER),),
    duties=(DutyPart("circular_week", opener=opener("circular_week"), link=paper_link),),
    sweeps=(Sweep(townships_to_look_at, tend_drafts, "通报稿：期满更新，无人改动的过期"),),
    demo=load,
)
```
The words of journal lines come from the state tables of the kinds (`"paper.submit"` → 送审); only exceptions are written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from records.acts.rules.states import StateTable
from records.clocks.listeners import on_due_changed
from records.duties.followups import register_take_up
from records.duties.openers import (
    Acts,
    Condition,
    OneByOne,
    Opener,
    Openers,
    register_acts,
    register_condition,
    register_judged,
    register_link,
    register_opener,
    register_release,
)
from records.figures.declared import Declaration, declare
from records.figures.sources import Provider, register_figures
from records.imports import kinds as import_kinds
from records.imports.kinds import ImportKind
from records.jobs.sweeps import Sweep as Swept
from records.jobs.sweeps import register_sweep
from records.jobs.ticks import name_of, register_daily
from records.jobs.works import register_job
from records.keeping import erasing
from records.keeping.erasing import Erase
from records.matters import kinds
from records.matters.kinds import Kind
from records.matters.origins import Origin, register_origin, register_topic_page
from records.matters.queries.links import carry
from records.notices import words as notice_words
from records.work.actions.reconcile import CARRIED
from township.frame import areas
from township.frame.areas import Aside, Tab
from township.journal import words as journal_words
from township.permissions import Capability

__all__ = ["Area", "Aside", "Daily", "DutyPart", "Erase", "Figures", "Job", "Kind", "Sweep", "Tab"]


@dataclass(frozen=True)
class DutyPart:
    """What the area does for a clause of the rule profile: opener when a period is opened in a township (openers: in many at
    once, for what every unit of every township owes), link to where it is done, condition whether the period is owed at all
    (records.duties.openers); is_carried: its debtors find the work on the thing that the opener makes, so that no second line
    stands on their desk; acts: which act does it, so that its button stands in the duty's own line
    (records.duties.openers.register_acts); judged_on: the page that shows who has done it, where nobody notes it by hand
    (register_judged); release: takes back what is owed on the thing when a duty is excused or its debtor is gone."""

    clause: str
    opener: Opener | None = None
    openers: Openers | None = None
    link: Callable | None = None
    condition: Condition | None = None
    is_carried: bool = False
    acts: Acts | None = None
    judged_on: str = ""
    release: Callable | None = None


@dataclass(frozen=True)
class Figures:
    """A section of reports (records.figures.sources); is_asked: only in those that ask for it."""

    key: str
    title: str
    order: int
    provider: Provider
    is_asked: bool = False


@dataclass(frozen=True)
class Daily:
    """What a day brings: function(at), idempotent; label: on the page of runs."""

    function: Callable
    label: str


@dataclass(frozen=True)
class Sweep:
    """What a day brings to those townships in which something is due: due(at) gives their ids by one query, work(ids, at)
    does it (records.jobs.sweeps); label: on the page of runs."""

    due: Callable
    work: Callable
    label: str


@dataclass(frozen=True)
class Job:
    """Background work: function(job, at); label: on the page of jobs."""

    kind: str
    function: Callable
    label: str


@dataclass(frozen=True, kw_only=True)
class Area(areas.Area):
    """See the module. notices: words of notices that do not come from the last part of their kind; origins: kinds of things
    a case may be registered from; declared: figures with one definition (records.figures.declared); imports: tables that can be
    brought in (records.imports.kinds); due_listeners: tables that repeat the next due date of their matters; take_up: page where
    a finding of the duty engine becomes an order (records.duties.followups); topic_page, topic_right: where a topic of the joint
    meeting is proposed, and the right to it (records.matters.origins); carries: relations by which the source of a
    reference rests on its target, so that whoever is shut out of the one is shut out of the other (records.matters.queries.links);
    erases: what of the area's tables goes when the time of keeping of a thing is over, erased_with: relations by which the target goes
    with its source (records.keeping.erasing)."""

    kinds: tuple[Kind, ...] = ()
    notices: Mapping[str, str] = field(default_factory=dict)
    duties: tuple[DutyPart, ...] = ()
    figures: tuple[Figures, ...] = ()
    declared: tuple[Declaration, ...] = ()
    daily: tuple[Daily, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    jobs: tuple[Job, ...] = ()
    imports: tuple[ImportKind, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    due_listeners: tuple[Callable, ...] = ()
    take_up: str = ""
    topic_page: str = ""
    topic_right: Capability | None = None
    carries: tuple[str, ...] = ()
    erases: tuple[Erase, ...] = ()
    erased_with: tuple[str, ...] = ()

    def enter(self) -> None:
        for kind in self.kinds:
            kinds.register(replace(kind, hub=kind.hub or (self.tabs[0].hub if self.tabs else "")))
            journal_words.enter(words_of(kind))
        super().enter()
        notice_words.enter(dict(self.notices))
        for part in self.duties:
            _enter_duty(part)
        for section in self.figures:
            register_figures(section.key, section.title, section.order, section.provider, is_asked=section.is_asked)
        for declaration in self.declared:
            declare(declaration)
        for tick in self.daily:
            register_daily(tick.function, tick.label)
        for sweep in self.sweeps:
            register_sweep(Swept(name_of(sweep.work), sweep.due, sweep.work, sweep.label))
        for job in self.jobs:
            register_job(job.kind, job.function, job.label)
        for table in self.imports:
            import_kinds.register(table)
        for kind, origin in self.origins.items():
            register_origin(kind, origin)
        for listener in self.due_listeners:
            on_due_changed(listener)
        carry(self.carries)
        erasing.enter(self.erases, self.erased_with)
        if self.take_up:
            register_take_up(self.take_up)
        if self.topic_page:
            register_topic_page(self.topic_page, self.topic_right)


def words_of(kind: Kind) -> dict[str, str]:
    """The journal words of a kind's moves and of looking at its text before issue: {"paper.submit": "送审"}."""
    looks = {f"{kind.key}.preview": f"预览{kind.label}"} if hasattr(kind.model, "document_id") else {}
    return looks | {code: word for table in kind.tables for code, word in words_of_moves(kind.key, table).items()}


def words_of_moves(key: str, table: StateTable) -> dict[str, str]:
    """The words of the moves of one table, where what moves is of no kind of its own (a finding for supervision)."""
    return {f"{key}.{move.name}": move.label for move in table.moves}


def _enter_duty(part: DutyPart) -> None:
    if part.opener:
        register_opener(part.clause, OneByOne(part.opener))
    if part.openers:
        register_opener(part.clause, part.openers)
    if part.link:
        register_link(part.clause, part.link)
    if part.condition:
        register_condition(part.clause, part.condition)
    if part.is_carried:
        CARRIED.add(part.clause)
    if part.acts:
        register_acts(part.clause, part.acts)
    if part.judged_on:
        register_judged(part.clause, part.judged_on)
    if part.release:
        register_release(part.clause, part.release)
