"""The facts that decide who owes what on a case, gathered for petitions.cases.rules.work."""

from collections.abc import Iterable
from datetime import date, timedelta

from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case
from petitions.cases.queries.deliveries import not_delivered
from petitions.cases.queries.reopening import reopen_facts
from petitions.cases.rules import cases as states
from petitions.cases.rules.replies import REPLY_PAPER
from petitions.cases.rules.terms import CONCLUDE, UNIT_LIMIT
from petitions.cases.rules.work import ACCEPTING, DECIDING, CaseWork, Proposal, Task, case_owed
from records.clocks.models import Clock
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.work.rules import Owed
from township.signing import signed_by

ANSWERED = (states.DELIVERED, states.EXECUTING)


def case_work(row: Case) -> Iterable[Owed]:
    """Who owes what on the case. Five queries; fewer where the state rules something out."""
    approvals = _latest_approvals(row)
    clocks = _running(row)
    papers = _issued(row)
    tasks = _tasks(row, clocks)
    reply = [paper for paper in papers if paper.kind == REPLY_PAPER.get(row.case_class)]
    reviews = list(row.outside_reviews.values_list("decided_on", flat=True)) if row.delivered_on else []
    has_open_review, is_decided = None in reviews, any(reviews)
    facts = CaseWork(
        case_class=row.case_class,
        state=row.state,
        office=row.first_handler_id,
        tasks=tasks,
        proposals=tuple(_proposal(one) for one in approvals.values() if one.state == Approval.State.PENDING),
        due={clock.code: clock.due_on for clock in clocks if clock.unit_id is None},
        objection=_objection(row, tasks),
        returned=frozenset(kind for kind, one in approvals.items() if one.state == Approval.State.RETURNED),
        undelivered=_undelivered(row, papers),
        awaits_sender=_awaits_sender(row),
        has_unexecuted=row.state in ANSWERED and _has_unexecuted(row),
        drafter=reply[-1].drafted_by_id if reply else None,
        has_open_review=has_open_review,
        is_annulled=is_decided and not has_open_review and _is_annulled(row),
    )
    return case_owed(facts)


def _latest_approvals(row: Case) -> dict[str, Approval]:
    """The last proposal of each kind that was not taken back."""
    rows = Approval.objects.filter(matter_id=row.pk, kind__in=DECIDING).exclude(state=Approval.State.WITHDRAWN)
    return {one.kind: one for one in rows.select_related("proposed_by").order_by("pk")}


def _proposal(one: Approval) -> Proposal:
    name = signed_by(one, "proposed")
    return Proposal(one.kind, one.proposed_by_id, name, one.capability)


def _running(row: Case) -> list[Clock]:
    return list(Clock.objects.filter(matter_id=row.pk, stopped_on__isnull=True, is_owed_by_petitioner=False))


def _tasks(row: Case, clocks: list[Clock]) -> tuple[Task, ...]:
    if row.state in states.CLOSED_STATES or row.case_class == "accusation":
        return ()
    limits = {clock.unit_id: clock.due_on for clock in clocks if clock.code == UNIT_LIMIT.code}
    standing = row.assignments.filter(ended_on__isnull=True).order_by("pk")
    return tuple(
        Task(task.unit_id, task.part == Assignment.Part.LEAD, task.state, limits.get(task.unit_id)) for task in standing
    )


def _issued(row: Case) -> list[Document]:
    """Issued papers in order, without their encrypted text; delivered: whether a delivery is noted."""
    rows = Document.objects.filter(matter_id=row.pk, state=Document.State.ISSUED).prefetch_related("deliveries")
    return list(rows.defer("body", "facts").order_by("pk"))


def _undelivered(row: Case, papers: list[Document]) -> dict[str, date | None]:
    """Kinds of papers the petitioner waits for, with the day by which they have to have them: a notice of acceptance within
    its own 15 days, one of an extension before the old limit (条例第二十三、三十四条)."""
    left = {paper.kind for paper in not_delivered(papers)}
    due: dict[str, date | None] = dict.fromkeys(sorted(left))
    if left & {"acceptance", "extension"}:
        for clock in Clock.objects.filter(matter_id=row.pk, unit__isnull=True).order_by("pk"):
            if clock.code in ACCEPTING and "acceptance" in left:
                due["acceptance"] = clock.due_on
            if clock.code == CONCLUDE.code and "extension" in left:
                due["extension"] = clock.due_on - timedelta(days=clock.extension_days)
    return due


def _awaits_sender(row: Case) -> bool:
    if row.state != states.REGISTERED or row.received_via == "direct":
        return False
    return row.sender_objections.filter(answered_on__isnull=True).exists()


def _objection(row: Case, tasks: tuple[Task, ...]) -> int:
    """Who raised the first objection that waits; 0 = none does."""
    if not any(task.state == Assignment.State.OBJECTED for task in tasks):
        return 0
    found = Objection.objects.filter(assignment__case=row, state=Objection.State.PENDING).order_by("pk").first()
    return (found.raised_by_id or 0) if found else 0


def _has_unexecuted(row: Case) -> bool:
    return row.claims.filter(conclusion="support", executed_on__isnull=True).exists()


def _is_annulled(row: Case) -> bool:
    """A closed case whose reply a higher organ annulled or changed, and that nobody has taken up again since."""
    if not row.TABLE.allows("reopen", row.state):
        return False
    facts = reopen_facts(row)
    return facts.was_annulled and facts.was_concluded and not facts.is_final
