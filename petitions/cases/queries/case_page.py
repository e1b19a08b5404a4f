"""Everything the page of one case shows, gathered once for one reader."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import OuterRef, QuerySet, Subquery

from petitions.cases.models.assignments import Assignment, Objection, SenderObjection
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.deliveries import Delivery, Evaluation, OutsideReview
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.models.targets import Target
from petitions.cases.queries.assignments import live_first
from petitions.cases.queries.beside import BESIDE, Beside, beside
from petitions.cases.queries.case_lines import PaperLine, PersonLine, paper_lines, person_line
from petitions.cases.queries.categories import category_paths
from petitions.cases.queries.identities import addressees_of
from petitions.cases.queries.responsible import case_responsible
from petitions.cases.queries.step_facts import StepRows, step_facts
from petitions.cases.rules.cases import STATE_LABELS, table_for
from petitions.cases.rules.channels import CHANNELS, CLASSES, PATHS, PURPOSES
from petitions.cases.rules.responsible import FirstResponsible
from petitions.cases.rules.steps import DOORS, Missing, StepFacts, missing
from petitions.cases.rules.terms import OBJECT
from petitions.ledger.queries.ledger import Horizon, horizon
from records.acts.rules.doors import Step
from records.clocks.models import Clock, ClockPause
from records.clocks.queries import is_standing
from records.clocks.rules.lights import Light, light
from records.matters.models.access import Handler
from records.matters.models.events import Event
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.together import belong_to, keep_related, together_known

OF_THE_CASE = ("people", "claims", "tasks", "reviews", "evaluations", "sender_objections", "targets")


@dataclass(frozen=True)
class ClockLine:
    """A time limit with its light and the derivation that can be followed by hand. shown_on: the last day to show."""

    clock: Clock
    label: str
    unit: str
    shown_on: date
    light: Light
    is_alarm: bool
    is_running: bool
    derivation: tuple[dict, ...]


@dataclass(frozen=True)
class CasePage:
    """What stands on the page. main_clock: the earliest running duty of the township, None when nothing is owed."""

    case: Case
    state: str
    tags: tuple[str, ...]
    category: tuple[str, ...]
    path: str
    main_clock: ClockLine | None
    clocks: tuple[ClockLine, ...]
    people: tuple[PersonLine, ...]
    claims: tuple[Claim, ...]
    targets: tuple[str, ...]
    handlers: tuple[Handler, ...]
    timeline: tuple[Event, ...]
    tasks: tuple[Assignment, ...]
    objections: tuple[Objection, ...]
    approvals: tuple[Approval, ...]
    papers: tuple[PaperLine, ...]
    reviews: tuple[OutsideReview, ...]
    evaluations: tuple[Evaluation, ...]
    facts: StepFacts
    steps: tuple[Step, ...]
    missing: Missing | None
    counts: Beside
    responsible: FirstResponsible | None

    @property
    def rights(self) -> tuple[ClockLine, ...]:
        """Running periods that are the petitioner's own or another organ's."""
        return tuple(line for line in self.clocks if line.is_running and not line.is_alarm)


def case_page(actor: Actor, case: Case, *, span: Horizon | None = None) -> CasePage:
    """The page of a case that `get_case` gave to this actor: three queries, how much there is of everything, and then all of it
    at once without what there is nothing of. span: the lights' measure, read when not given.
    """
    span = span or horizon(case.township_id, actor.on)
    counts = beside(actor, case)
    found = _found(case, counts)
    people, claims = found["people"], tuple(found["claims"])
    handlers = _handlers(case, found)
    tasks = live_first(found.get("tasks", ()))
    approvals = tuple(found.get("approvals", ()))
    papers = tuple(paper_lines(found.get("papers", ())))
    lines = tuple(_line(clock, span) for clock in _clocks(found["clocks"], found["pauses"]))
    rows = StepRows(
        addressees=addressees_of(people),
        claims=claims,
        handlers=handlers,
        tasks=tasks,
        objections=tuple(found.get("objections", ())),
        approvals=approvals,
        documents=tuple(line.document for line in papers),
        undelivered=tuple(f"{line.name}{line.document.number}" for line in papers if line.needs_delivery),
        clocks=tuple(line.clock for line in lines),
        reviews=tuple(found.get("reviews", ())),
        evaluations=tuple(found.get("evaluations", ())),
        sender_objections=tuple(found.get("sender_objections", ())),
    )
    facts = step_facts(actor, case, rows)
    return CasePage(
        case=case,
        state=STATE_LABELS[case.state],
        tags=_tags(case),
        category=category_paths().get(case.category_id, ()),
        path=PATHS.get(case.path31, ""),
        main_clock=next((line for line in lines if line.is_running and line.is_alarm), None),
        clocks=lines,
        people=tuple(person_line(row) for row in people),
        claims=claims,
        targets=tuple(map(_target, found.get("targets", ()))),
        handlers=handlers,
        timeline=tuple(found["events"]),
        tasks=tasks,
        objections=rows.objections,
        approvals=approvals,
        papers=papers,
        reviews=rows.reviews,
        evaluations=rows.evaluations,
        facts=facts,
        steps=DOORS.steps(facts, table_for(case.case_class)),
        missing=missing(facts),
        counts=counts,
        responsible=case_responsible(case, actor.on),
    )


def _found(case: Case, counts: Beside) -> dict[str, list]:
    """The rows of whatever there is something of."""
    asked = frozenset(name for name in BESIDE if getattr(counts, name))
    asked -= {"n_targets"} if case.sealed_at else set()
    found = together_known(("case", asked), partial(_parts, asked), case.pk)
    belong_to(case, "case", *(found.get(name, ()) for name in OF_THE_CASE))
    return found


def _parts(asked: Collection[str], case_id: int) -> dict[str, QuerySet]:
    """What lies in tables of its own; what there is nothing of is not asked for."""
    of_matter, of_case = {"matter_id": case_id}, {"case_id": case_id}
    parts = {
        "people": Petitioner.objects.filter(**of_case),
        "claims": Claim.objects.filter(**of_case),
        "clocks": Clock.objects.filter(**of_matter).select_related("unit"),
        "pauses": ClockPause.objects.filter(clock__matter_id=case_id, clock__pause_article__gt=""),
        "events": _events(case_id),
    }
    if "n_tasks" in asked:
        rows = Assignment.objects.filter(**of_case).select_related("unit", "received_by", "document")
        parts["tasks"] = rows.defer("document__body", "document__facts")
        pending = Objection.objects.filter(assignment__case_id=case_id, state=Objection.State.PENDING)
        pending = pending.filter(assignment__state=Assignment.State.OBJECTED)
        parts["objections"] = pending.select_related("assignment__unit", "raised_by").order_by("pk")
    if "n_approvals" in asked:
        rows = Approval.objects.filter(**of_matter).select_related("proposed_by", "decided_by", "document")
        parts["approvals"] = rows.defer("document__body", "document__facts").order_by("pk")
    if "n_papers" in asked:
        parts["papers"] = _documents(case_id)
    if "n_helpers" in asked:
        parts["handlers"] = Handler.objects.filter(**of_matter).select_related("person").order_by("pk")
    if "n_reviews" in asked:
        parts["reviews"] = OutsideReview.objects.filter(**of_case).order_by("pk")
    if "n_evaluations" in asked:
        parts["evaluations"] = Evaluation.objects.filter(**of_case).order_by("pk")
    if "n_sender_objections" in asked:
        parts["sender_objections"] = SenderObjection.objects.filter(**of_case)
    if "n_targets" in asked:
        parts["targets"] = Target.objects.filter(**of_case).select_related("unit", "person").order_by("pk")
    return parts


def case_facts(actor: Actor, case: Case) -> StepFacts:
    """What the doors of a case look at."""
    return case_page(actor, case).facts


def _clocks(rows: list[Clock], pauses: list[ClockPause]) -> list[Clock]:
    """Running ones first, earliest due first, each with its pauses."""
    for clock in rows:
        keep_related(clock, "pauses", [pause for pause in pauses if pause.clock_id == clock.pk])
    return sorted(rows, key=lambda clock: (clock.stopped_on is not None, clock.due_on, clock.pk))


def _documents(case_id: int) -> QuerySet[Document]:
    """Without the encrypted text: a list does not open it."""
    delivered = Delivery.objects.filter(document=OuterRef("pk")).values("delivered_on")[:1]
    rows = Document.objects.filter(matter_id=case_id).defer("body", "facts").order_by("pk")
    return rows.annotate(delivered_on=Subquery(delivered))


def _handlers(case: Case, found: Mapping[str, list]) -> tuple[Handler, ...]:
    """The first handler is on the case already; the table is read only where somebody else has a part."""
    if "handlers" in found:
        return tuple(found["handlers"])
    if case.first_handler is None:
        return ()
    return (Handler(matter_id=case.pk, person=case.first_handler, part=Handler.Part.FIRST_HANDLER),)


def _events(case_id: int) -> QuerySet[Event]:
    rows = Event.objects.filter(matter_id=case_id).select_related("unit", "document").order_by("on", "pk")
    return rows.defer("document__body", "document__facts")


def _target(row: Target) -> str:
    return row.unit.name if row.unit else row.person.name if row.person else row.name


def _tags(case: Case) -> tuple[str, ...]:
    """What the head of the page says in one word each."""
    marks = (
        (case.is_group, "集体访"),
        (case.is_joint, "联名"),
        (case.is_anonymous, "匿名"),
        (case.is_backlog, "信访积案"),
        (case.track == "simple", "简易办理"),
        (case.is_final, "复核终结"),
        (case.sealed_at is not None, "内容封存"),
    )
    first = "重复" if case.is_repeat else "初次"
    words = (CLASSES[case.case_class], CHANNELS[case.channel].label, PURPOSES[case.purpose], first)
    return (*words, *(word for applies, word in marks if applies))


def _line(clock: Clock, span: Horizon) -> ClockLine:
    shown_on = clock.rolled_due_on if clock.is_window else clock.due_on
    standing = bool(clock.pause_article) and is_standing(clock)
    return ClockLine(
        clock=clock,
        label=clock.label,
        unit=clock.unit.label if clock.unit else "向来文机关" if clock.code == OBJECT.code else "",
        shown_on=shown_on,
        light=light(shown_on, span.today, span.calendar, clock.stopped_on, span.yellow_days, standing),
        is_alarm=not clock.is_owed_by_petitioner,
        is_running=clock.stopped_on is None,
        derivation=tuple(clock.derivation),
    )
